//! Links of the page, made and read without it.

use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

use super::{read, to_js};
use crate::link::{LinkFault, Saved, Texts, decode_link, encode_link};
use crate::template::Release;

/// What a link holds.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct LinkState {
    /// The text with the fingerprint.
    pub(super) text: String,
    pub(super) lines: String,
    /// Whether the built-in lines count; without it where there are no lines.
    pub(super) starter_lines: Option<bool>,
    nmap: Option<String>,
    /// Which fingerprint of the text is shown, from 0.
    fingerprint: u32,
    /// Which line is looked at, from 1; the first without it.
    line: u32,
}

impl LinkState {
    pub(super) fn release(&self) -> Result<Release, JsError> {
        match self.nmap.as_deref() {
            None => Ok(Release::default()),
            Some(name) => Release::from_name(name)
                .ok_or_else(|| JsError::new(&format!("nmap: there is no release called `{name}`"))),
        }
    }

    fn into_saved(self) -> Result<Saved, JsError> {
        Ok(Saved {
            release: self.release()?,
            texts: Texts {
                paste: self.text.into(),
                lines: self.lines.into(),
            },
            starter_choice: self.starter_lines,
            fingerprint_idx: self.fingerprint as usize,
            line_number: self.line,
        })
    }

    fn of(saved: &Saved) -> Self {
        Self {
            text: saved.texts.paste.to_string(),
            lines: saved.texts.lines.to_string(),
            starter_lines: saved.starter_choice,
            nmap: Some(saved.release.name().to_owned()),
            fingerprint: u32::try_from(saved.fingerprint_idx).unwrap_or(u32::MAX),
            line: saved.line_number,
        }
    }
}

/// The fragment, without its `#`, that opens the page with `state`: `text`, `lines`,
/// `starterLines`, `nmap`, `fingerprint`, `line`, of which each may be missing.
#[wasm_bindgen(js_name = encodeLink)]
pub fn encode_link_text(state: JsValue) -> Result<String, JsError> {
    let state: LinkState = read(state, "state")?;
    Ok(encode_link(&state.into_saved()?))
}

/// The reverse: what a fragment holds.
#[wasm_bindgen(js_name = decodeLink)]
pub fn decode_link_text(fragment: JsValue) -> Result<JsValue, JsError> {
    let fragment: String = read(fragment, "fragment")?;
    let fragment = fragment.strip_prefix('#').unwrap_or(&fragment);
    let saved = decode_link(fragment).map_err(|fault| {
        JsError::new(match fault {
            LinkFault::Newer => "fragment: a newer sflens made this link, or it is none",
            LinkFault::Damaged => "fragment: the link was cut or changed on its way",
            LinkFault::TooLarge => "fragment: the link unfolds to more than sflens reads",
        })
    })?;
    to_js(&LinkState::of(&saved))
}
