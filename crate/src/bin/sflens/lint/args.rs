//! What can be said behind `sflens lint`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use sflens::lint::Profile;

use crate::args::ReleaseName;

pub(crate) const LINT_HELP: &str = "\
docs/rules.md has all rules. A comment `# sflens: allow RULE: reason` above a line allows a finding
there.

Exit status: 0 when nothing at warning or above was found; 1 when something was, or --diff has
something to show; 2 for wrong usage or a file that cannot be read; 3 when there are errors.

Examples:
  sflens lint mine.lines
  sflens lint --responses scan.txt --probes /usr/share/nmap/nmap-service-probes mine.lines
  sflens lint --diff mine.lines
  sflens lint --format sarif mine.lines > lint.sarif
  sflens lint --explain template-order";

#[derive(Debug, Args)]
pub(crate) struct LintArguments {
    /// Probes files, or files of match lines; `-` or none: standard input
    pub(crate) files: Vec<PathBuf>,
    /// Which rules count
    #[arg(long, default_value = "submit")]
    pub(crate) profile: ProfileName,
    /// A rule that counts whatever the profile says
    #[arg(long, value_name = "RULE")]
    pub(crate) on: Vec<String>,
    /// A rule that does not count
    #[arg(long, value_name = "RULE")]
    pub(crate) off: Vec<String>,
    /// Scan reports whose responses the lines are tried on; directories with such files
    #[arg(long, value_name = "FILE")]
    pub(crate) responses: Vec<PathBuf>,
    /// The probes file in which the lines are to stand; without it the built-in probes
    #[arg(long, value_name = "FILE")]
    pub(crate) probes: Option<PathBuf>,
    /// The release of Nmap whose rules count
    #[arg(long, value_name = "RELEASE", default_value = "7.991")]
    pub(crate) nmap: ReleaseName,
    /// Apply all safe edits to the files, and tell what is left
    #[arg(long, conflicts_with = "diff")]
    pub(crate) fix: bool,
    /// Show what --fix would change, and change nothing
    #[arg(long)]
    pub(crate) diff: bool,
    /// The only lines that --fix and --diff edit, such as 3 or 3-9
    #[arg(long, value_name = "LINES", value_parser = parse_range)]
    pub(crate) range: Option<(u32, u32)>,
    /// How findings are printed
    #[arg(long, default_value = "text")]
    pub(crate) format: LintFormat,
    /// Print the result records as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Print what a rule is about
    #[arg(long, value_name = "RULE")]
    pub(crate) explain: Option<String>,
    /// Print what all rules are about, in Markdown
    #[arg(long)]
    pub(crate) rules: bool,
}

/// The first and the last of `3` or `3-9`.
fn parse_range(text: &str) -> Result<(u32, u32), String> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let number = |text: &str| text.parse().ok().filter(|number| *number > 0);
    match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => Ok((first, last)),
        _ => {
            Err("it is the number of a line, or the first and the last with `-` between".to_owned())
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LintFormat {
    /// With carets under what is meant
    Text,
    /// The result records
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub's workflows
    Github,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProfileName {
    /// Lines that are to be sent to Nmap's maintainers: everything
    Submit,
    /// A file of your own: errors and likely bugs
    Private,
}

impl ProfileName {
    /// The profile as the library knows it.
    pub(crate) fn profile(self) -> Profile {
        match self {
            Self::Submit => Profile::Submit,
            Self::Private => Profile::Private,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_one_line_or_a_rising_pair() {
        assert_eq!(parse_range("3"), Ok((3, 3)));
        assert_eq!(parse_range("3-9"), Ok((3, 9)));
        for wrong in ["0", "9-3", "3-", "-3", "x", "1-2-3"] {
            assert!(parse_range(wrong).is_err(), "{wrong}");
        }
    }
}
