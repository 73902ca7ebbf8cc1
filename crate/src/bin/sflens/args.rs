//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use sflens::bytes::ByteForm;
use sflens::fingerprint::Protocol;
use sflens::template::Release;

use crate::lint::{LINT_HELP, LintArguments};

/// Read Nmap service fingerprints and try match lines on them, as Nmap would.
#[derive(Debug, Parser)]
#[command(name = "sflens", version, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show the probe responses of every fingerprint in a scan report
    #[command(after_help = DECODE_HELP)]
    Decode(DecodeArguments),
    /// Try match lines on the responses and tell what Nmap would report
    #[command(after_help = MATCH_HELP)]
    Match(MatchArguments),
    /// Show what a probe sends, when, and which lines see the responses to it
    #[command(after_help = EXPLAIN_PROBE_HELP)]
    ExplainProbe(ExplainProbeArguments),
    /// Find lines of a probes file by what is written in them
    #[command(after_help = SEARCH_HELP)]
    Search(SearchArguments),
    /// Print a probes file with lines and probes of your own in it, for Nmap to load
    #[command(after_help = EXPORT_HELP)]
    Export(ExportArguments),
    /// Hold probes files and match lines against the rules of Nmap's file, and tidy them
    #[command(after_help = LINT_HELP)]
    Lint(LintArguments),
    /// Print the fingerprint that Nmap would have printed for these responses
    #[command(after_help = ENCODE_HELP)]
    Encode(EncodeArguments),
    /// Print a completion script for a shell
    #[command(after_help = "Example:\n  sflens completions bash > /etc/bash_completion.d/sflens")]
    Completions {
        /// The shell to complete for
        shell: clap_complete::Shell,
    },
}

const DECODE_HELP: &str = "\
Exit status: 0 when a fingerprint was found, damaged or not; 1 when none was; 2 for wrong
usage or a file that cannot be read.

Examples:
  sflens decode scan.txt
  sflens decode scans/
  nmap -sV 192.0.2.7 | sflens decode
  sflens decode --json scan.xml | jq '.fingerprints[].responses[].probe'";

const MATCH_HELP: &str = "\
Lines of your own are tried before those of the probes file. Without --probes the built-in
probes serve, and their lines count only when you give none of your own.

Exit status: 0 when every fingerprint got a hard match; 1 when some did not, or none was found;
2 for wrong usage or a file that cannot be read; 3 when the lines or the probes file have errors.

Examples:
  sflens match scan.txt
  sflens match --line 'match ftp m|^220 ([-\\w_.]+) FTP| p/Acme ftpd/ h/$1/' scan.txt
  sflens match --probes /usr/share/nmap/nmap-service-probes --lines mine.txt --json scan.xml";

const EXPLAIN_PROBE_HELP: &str = "\
Exit status: 0 when there is such a probe or line; 1 when there is none; 2 for wrong usage or a
file that cannot be read.

Examples:
  sflens explain-probe GetRequest
  sflens explain-probe --probes /usr/share/nmap/nmap-service-probes --protocol UDP Help
  sflens explain-probe --probes /usr/share/nmap/nmap-service-probes --line 12345
  sflens explain-probe --lines mine.txt --line mine.txt:3";

const SEARCH_HELP: &str = "\
All words must be found, letter case does not count. A word stands anywhere in the line; behind
service:, product: or cpe: in that part of it; behind probe: it is the name of the probe under
which the line stands. Double quotes hold words together.

Exit status: 0 when a line was found; 1 when none was; 2 for wrong usage or a file that cannot be
read.

Examples:
  sflens search --probes /usr/share/nmap/nmap-service-probes service:ftp acme
  sflens search --probes /usr/share/nmap/nmap-service-probes cpe:/a:openbsd probe:NULL
  sflens search 'product:\"ftp server\"'";

const EXPORT_HELP: &str = "\
Every other byte of the probes file stays as it is. With scan reports each line is put before the
one that would be taken else; without, first under its probe. A bare line is put under each probe
to which it matches a response, or under NULL. Where each line went is told on standard error.

Exit status: 0 when everything has its place; 1 when lines were left out, since no payload is known
for their probe; 2 for wrong usage or a file that cannot be read; 3 when the lines have errors, and
nothing is printed.

Examples:
  sflens export --probes /usr/share/nmap/nmap-service-probes --lines mine.txt scan.txt > my-probes
  nmap -sV --versiondb my-probes 192.0.2.7
  sflens export --diff --probes /usr/share/nmap/nmap-service-probes --lines mine.txt scan.txt";

const ENCODE_HELP: &str = "\
Examples:
  sflens encode --port 21 NULL=banner.bin
  xxd banner.bin | sflens encode --port 21 NULL=-
  sflens encode --port 443 --tunnel ssl --unwrapped GetRequest=page.bin";

#[derive(Debug, Args)]
pub(crate) struct DecodeArguments {
    /// Scan reports, or any text with fingerprints in it; directories with such files; `-` or none:
    /// standard input
    pub(crate) files: Vec<PathBuf>,
    /// Print the result records as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct MatchArguments {
    /// Scan reports, or any text with fingerprints in it; directories with such files; `-` or none:
    /// standard input
    pub(crate) files: Vec<PathBuf>,
    /// A whole probes file, such as /usr/share/nmap/nmap-service-probes; given several times, those
    /// before the last are laid over it: their lines are tried first
    #[arg(long, value_name = "FILE")]
    pub(crate) probes: Vec<PathBuf>,
    /// A file with lines of your own: bare match lines, or Probe sections
    #[arg(long, value_name = "FILE")]
    pub(crate) lines: Vec<PathBuf>,
    /// A match line of your own
    #[arg(long, value_name = "TEXT")]
    pub(crate) line: Vec<String>,
    /// Show every matching line, not only the one that Nmap would take; where none matches, the
    /// lines of the probes file that came closest
    #[arg(long)]
    pub(crate) all: bool,
    /// The release of Nmap whose answer is given
    #[arg(long, value_name = "RELEASE", default_value = "7.991")]
    pub(crate) nmap: ReleaseName,
    /// Print the result records as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainProbeArguments {
    /// The probe's name
    #[arg(required_unless_present = "line", conflicts_with = "line")]
    pub(crate) name: Option<String>,
    /// A match line instead: its number in the probes file, or FILE:NUMBER
    #[arg(long, value_name = "PLACE")]
    pub(crate) line: Option<String>,
    /// Only the probe of this protocol
    #[arg(long, ignore_case = true)]
    pub(crate) protocol: Option<ProtocolName>,
    /// A whole probes file; without it the built-in probes; given several times, those before the
    /// last are laid over it
    #[arg(long, value_name = "FILE")]
    pub(crate) probes: Vec<PathBuf>,
    /// A file with lines of your own: bare match lines, or Probe sections
    #[arg(long, value_name = "FILE")]
    pub(crate) lines: Vec<PathBuf>,
    /// The release of Nmap whose rules count
    #[arg(long, value_name = "RELEASE", default_value = "7.991")]
    pub(crate) nmap: ReleaseName,
    /// Print the result records as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SearchArguments {
    /// The words
    #[arg(required = true)]
    pub(crate) words: Vec<String>,
    /// A whole probes file; without it the built-in probes; given several times, those before the
    /// last are laid over it
    #[arg(long, value_name = "FILE")]
    pub(crate) probes: Vec<PathBuf>,
    /// Show at most so many lines
    #[arg(long, value_name = "NUMBER", default_value_t = 100)]
    pub(crate) most: usize,
    /// Print the result records as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArguments {
    /// Scan reports with fingerprints that the lines are for; `-`: standard input
    pub(crate) files: Vec<PathBuf>,
    /// The probes file to add to; given several times, those before the last are added to it
    #[arg(long, value_name = "FILE", required = true)]
    pub(crate) probes: Vec<PathBuf>,
    /// A file with lines of your own: bare match lines, or Probe sections
    #[arg(long, value_name = "FILE")]
    pub(crate) lines: Vec<PathBuf>,
    /// Print the change as a unified diff instead of the whole file
    #[arg(long)]
    pub(crate) diff: bool,
    /// The release of Nmap whose rules count
    #[arg(long, value_name = "RELEASE", default_value = "7.991")]
    pub(crate) nmap: ReleaseName,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReleaseName {
    /// 7.93, the last with PCRE1
    #[value(name = "7.93")]
    V7_93,
    /// 7.95 to 7.99
    #[value(name = "7.95")]
    V7_95,
    /// 7.991 and later
    #[value(name = "7.991")]
    V7_991,
}

impl ReleaseName {
    /// The release as the library knows it.
    pub(crate) fn release(self) -> Release {
        match self {
            Self::V7_93 => Release::V7_93,
            Self::V7_95 => Release::V7_95,
            Self::V7_991 => Release::V7_991,
        }
    }
}

fn parse_form(name: &str) -> Result<ByteForm, String> {
    let names = ByteForm::ALL.map(ByteForm::name).join(", ");
    ByteForm::from_name(name).ok_or(format!("it is one of {names}"))
}

#[derive(Debug, Args)]
pub(crate) struct EncodeArguments {
    /// The port that answered
    #[arg(long)]
    pub(crate) port: u16,
    /// Its protocol
    #[arg(long, default_value = "TCP", ignore_case = true)]
    pub(crate) protocol: ProtocolName,
    /// The Nmap version to name
    #[arg(long, default_value = "7.991", value_name = "VERSION")]
    pub(crate) nmap_version: String,
    /// The tunnel the probes were sent through
    #[arg(long)]
    pub(crate) tunnel: Option<TunnelName>,
    /// The scan's version intensity
    #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(u8).range(0..=9))]
    pub(crate) intensity: u8,
    /// When it was scanned, in Unix seconds; the date is taken from it in UTC [default: now]
    #[arg(long, value_name = "SECONDS")]
    pub(crate) time: Option<u32>,
    /// The platform Nmap was built for
    #[arg(long, default_value = "x86_64-pc-linux-gnu")]
    pub(crate) platform: String,
    /// Store as much as Nmap does with -d: 1,300 bytes of a response instead of 900
    #[arg(long)]
    pub(crate) debug: bool,
    /// One run of text, as in XML output before its escapes
    #[arg(long)]
    pub(crate) unwrapped: bool,
    /// How the files are written: raw, dump (xxd, hexdump, Wireshark, ncat), hex, base64,
    /// literal (C, Python), numbers [default: what they look like]
    #[arg(long = "as", value_name = "FORM", value_parser = parse_form)]
    pub(crate) form: Option<ByteForm>,
    /// A probe's name and the file that holds the bytes of its response; `-`: standard input
    #[arg(required = true, value_name = "PROBE=FILE")]
    pub(crate) responses: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProtocolName {
    /// A TCP port
    #[value(name = "TCP")]
    Tcp,
    /// A UDP port
    #[value(name = "UDP")]
    Udp,
}

impl ProtocolName {
    /// The protocol as the library knows it.
    pub(crate) fn protocol(self) -> Protocol {
        match self {
            Self::Tcp => Protocol::Tcp,
            Self::Udp => Protocol::Udp,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TunnelName {
    /// Inside TLS
    Ssl,
}
