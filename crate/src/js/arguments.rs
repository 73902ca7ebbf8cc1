//! What JavaScript hands in.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};
use wasm_bindgen::JsError;

use crate::fingerprint::{Header, Protocol, Tunnel, UtcTime};
use crate::lint::{LintOptions, Profile};
use crate::probes::Origin;
use crate::results::{LineSources, SourceFile, StarterLines};
use crate::template::Release;

/// A string, or bytes.
#[derive(Debug, Default)]
pub(super) struct Text(pub(super) Vec<u8>);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor)
    }
}

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string or a Uint8Array")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Text, E> {
        Ok(Text(text.as_bytes().to_vec()))
    }

    fn visit_byte_buf<E: Error>(self, bytes: Vec<u8>) -> Result<Text, E> {
        Ok(Text(bytes))
    }
}

/// One of several files.
#[derive(Debug, Default, Deserialize)]
pub(super) struct NamedText {
    name: String,
    text: Text,
}

impl NamedText {
    pub(super) fn source(&self) -> SourceFile<'_> {
        source(&self.name, &self.text)
    }
}

/// The second argument of `decode`.
#[derive(Debug, Deserialize)]
#[serde(default)]
pub(super) struct DecodeOptions {
    pub(super) name: String,
}

impl Default for DecodeOptions {
    fn default() -> Self {
        Self {
            name: default_name(),
        }
    }
}

/// The second argument of `match`.
#[derive(Debug, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct MatchOptions {
    pub(super) name: String,
    lines: Option<Text>,
    probes: Option<Text>,
    pub(super) all: bool,
    starter_lines: bool,
    nmap: Option<ReleaseName>,
    /// Of `search`: how many lines are told at most.
    most: u32,
    /// Of `explainProbe`: only the probe of this protocol.
    protocol: Option<ProtocolName>,
}

impl Default for MatchOptions {
    fn default() -> Self {
        Self {
            name: default_name(),
            lines: None,
            probes: None,
            all: false,
            starter_lines: false,
            nmap: None,
            most: 100,
            protocol: None,
        }
    }
}

fn default_name() -> String {
    "<text>".to_owned()
}

impl MatchOptions {
    /// The user's lines as a file called `<lines>`.
    pub(super) fn user_lines(&self) -> Vec<SourceFile<'_>> {
        let lines = self.lines.iter();
        lines.map(|text| source("<lines>", text)).collect()
    }

    /// The probes file, called `<probes>`.
    pub(super) fn probes_file(&self) -> Option<SourceFile<'_>> {
        let probes = self.probes.as_ref();
        probes.map(|text| source("<probes>", text))
    }

    pub(super) fn line_sources<'a>(
        &'a self,
        probes: &'a [SourceFile<'a>],
        lines: &'a [SourceFile<'a>],
    ) -> LineSources<'a> {
        LineSources {
            probes,
            lines,
            starter_lines: if self.starter_lines {
                StarterLines::Always
            } else {
                StarterLines::IfAlone
            },
            origin: Origin::Typed,
            release: self.release(),
        }
    }

    /// The lines of a search that are wanted.
    pub(super) fn n_wanted(&self) -> usize {
        self.most as usize
    }

    pub(super) fn release(&self) -> Release {
        let named = self.nmap.map(|ReleaseName(release)| release);
        named.unwrap_or_default()
    }

    pub(super) fn protocol(&self) -> Option<Protocol> {
        self.protocol.map(|ProtocolName(protocol)| protocol)
    }
}

/// The second argument of `lint` and `tidy`.
#[derive(Debug, Deserialize)]
#[serde(default)]
pub(super) struct LintArguments {
    pub(super) name: String,
    profile: Option<ProfileName>,
    on: Vec<String>,
    off: Vec<String>,
    probes: Option<Text>,
    responses: Option<Text>,
    nmap: Option<ReleaseName>,
    /// Of `tidy`: the first and the last line.
    pub(super) lines: Option<(u32, u32)>,
}

impl Default for LintArguments {
    fn default() -> Self {
        Self {
            name: default_name(),
            profile: None,
            on: Vec::new(),
            off: Vec::new(),
            probes: None,
            responses: None,
            nmap: None,
            lines: None,
        }
    }
}

impl LintArguments {
    /// The choice of rules; a rule that there is not is an error.
    pub(super) fn lint_options(&self) -> Result<LintOptions, JsError> {
        let profile = self.profile.map(|ProfileName(profile)| profile);
        let release = self.nmap.map(|ReleaseName(release)| release);
        let options = LintOptions {
            profile: profile.unwrap_or_default(),
            on: self.on.clone(),
            off: self.off.clone(),
            release: release.unwrap_or_default(),
            origin: Origin::File,
            file_id: 0,
        };
        let unknown = options.unknown_rules().next();
        let unknown = unknown.map(|name| format!("options: there is no rule `{name}`"));
        match unknown {
            Some(message) => Err(JsError::new(&message)),
            None => Ok(options),
        }
    }

    pub(super) fn probes(&self) -> Option<SourceFile<'_>> {
        self.probes.as_ref().map(|text| source("<probes>", text))
    }

    pub(super) fn responses(&self) -> Vec<SourceFile<'_>> {
        let responses = self.responses.iter();
        responses.map(|text| source("<responses>", text)).collect()
    }
}

/// `"submit"` or `"private"`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
struct ProfileName(Profile);

impl TryFrom<String> for ProfileName {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        let profile = Profile::from_name(&name).map(Self);
        profile.ok_or("profile: it is \"submit\" or \"private\"")
    }
}

/// `"7.93"`, `"7.95"` or `"7.991"`.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct ReleaseName(pub(super) Release);

impl TryFrom<String> for ReleaseName {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        let release = Release::from_name(&name).map(Self);
        release.ok_or("nmap: it is \"7.93\", \"7.95\" or \"7.991\"")
    }
}

/// `"TCP"` or `"UDP"`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
struct ProtocolName(Protocol);

impl TryFrom<String> for ProtocolName {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        match name.as_str() {
            "TCP" => Ok(Self(Protocol::Tcp)),
            "UDP" => Ok(Self(Protocol::Udp)),
            _ => Err("protocol: it is \"TCP\" or \"UDP\""),
        }
    }
}

/// A text under a name.
pub(super) fn source<'a>(name: &'a str, text: &'a Text) -> SourceFile<'a> {
    SourceFile {
        name,
        text: &text.0,
    }
}

/// The argument of `encode`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct EncodeArguments {
    port: u16,
    protocol: String,
    version: Option<String>,
    tunnel: Option<String>,
    intensity: Option<u8>,
    time: Option<u64>,
    platform: Option<String>,
    pub(super) debug: bool,
    pub(super) unwrapped: bool,
    pub(super) responses: Vec<(String, Text)>,
}

impl EncodeArguments {
    /// The header; its date is that of `time` in UTC.
    pub(super) fn header(&self) -> Result<Header, JsError> {
        Ok(Header {
            port: Some(self.port),
            protocol: ProtocolName::try_from(self.protocol.clone())
                .map_err(JsError::new)?
                .0,
            version: self.version.clone(),
            tunnel: match self.tunnel.as_deref() {
                None => None,
                Some("ssl") => Some(Tunnel::Ssl),
                Some(_) => return Err(JsError::new("tunnel: it is \"ssl\" or null")),
            },
            intensity: self.intensity,
            date: self.time.and_then(UtcTime::from_unix).map(UtcTime::date),
            time: self.time,
            platform: self.platform.clone(),
        })
    }
}
