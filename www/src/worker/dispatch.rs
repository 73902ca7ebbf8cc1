//! Requests answered: the only place of the page where the library is called for analysis.

use sflens::probes::Origin;
use sflens::results::{
    LineSources, LoadedLines, SourceFile, StarterLines, load_lines, match_files, named_probes,
};
use sflens::template::Release;

use crate::lazy::{NotLoaded, wasm_split};
use crate::protocol::{Reply, Request, line_tokens, to_bytes};

/// The bytes of the answer to one request, by the part `analysis`, which it loads.
#[wasm_split(analysis, fallible, preload(load_analysis))]
pub(super) fn answer(request: Request) -> Result<Vec<u8>, NotLoaded> {
    Ok(to_bytes(&reply_to(request)))
}

/// Takes as long as it takes; the page watches the clock.
fn reply_to(request: Request) -> Reply {
    match request {
        Request::Evaluate {
            paste,
            lines,
            starter_lines,
            release,
        } => {
            let loaded = load(&lines, starter_lines, &release);
            let report = match_files(&loaded, &[source("paste", &paste)], false);
            Reply::Evaluated {
                probes: named_probes(&loaded, &report),
                report,
                line_tokens: line_tokens(lines.as_bytes()),
            }
        }
    }
}

fn load(lines: &str, starter_lines: bool, release: &str) -> LoadedLines {
    let own = [source("lines", lines)];
    let sources = LineSources {
        // A text without a line still counts as the user's, and keeps the starter lines out.
        lines: &own,
        starter_lines: match starter_lines {
            true => StarterLines::Always,
            false => StarterLines::IfAlone,
        },
        origin: Origin::Typed,
        // The page sends a name that it got from the library.
        release: Release::from_name(release).unwrap_or_default(),
        ..LineSources::default()
    };
    load_lines(&sources)
}

fn source<'a>(name: &'a str, text: &'a str) -> SourceFile<'a> {
    let text = text.as_bytes();
    SourceFile { name, text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sflens::probes::{ReadOptions, STARTER_PROBES, parse_probes_file};
    use sflens::results::Report;

    const PASTE: &str =
        r#"SF-Port7070-TCP:V=7.95%I=7%D=3/9%Time=67CD8A10%r(NULL,8,"ACME\x203\r\n");"#;

    fn ask(lines: &str, starter_lines: bool) -> Report {
        ask_of(lines, starter_lines, Release::default())
    }

    fn ask_of(lines: &str, starter_lines: bool, release: Release) -> Report {
        let Reply::Evaluated { report, .. } = reply_to(Request::Evaluate {
            paste: PASTE.to_owned(),
            lines: lines.to_owned(),
            starter_lines,
            release: release.name().to_owned(),
        });
        report
    }

    #[test]
    fn a_typed_line_is_tried_on_the_paste() {
        let report = ask(r"match acme m|^ACME (\d+)\r\n| v/$1/", false);
        let verdict = report.fingerprints[0].verdict.clone().expect("a verdict");
        assert_eq!(
            (verdict.state.as_str(), verdict.version.as_deref()),
            ("hard", Some("3"))
        );
    }

    #[test]
    fn a_broken_line_is_told_and_the_paste_still_shown() {
        let report = ask("match acme m|^ACME", false);
        assert_eq!(report.diagnostics[0].file, "lines");
        assert_eq!(report.fingerprints[0].responses.len(), 1);
    }

    #[test]
    fn the_probes_of_the_responses_are_told() {
        let request = Request::Evaluate {
            paste: PASTE.replace(
                r#"%r(NULL"#,
                r#"%r(Nobody,1,"x")%r(GetRequest,1,"x")%r(NULL"#,
            ),
            lines: String::new(),
            starter_lines: false,
            release: Release::default().name().to_owned(),
        };
        let Reply::Evaluated { probes, .. } = reply_to(request);
        let names: Vec<_> = probes.iter().map(|probe| probe.name.as_str()).collect();
        assert_eq!(names, ["GetRequest", "NULL"]);
    }

    #[test]
    fn the_release_decides_what_is_refused() {
        let n_faults = |release| ask_of("match a m|x*|", false, release).diagnostics.len();
        assert_eq!(
            (n_faults(Release::V7_93), n_faults(Release::V7_991)),
            (0, 1)
        );
    }

    #[test]
    fn the_starter_lines_count_only_when_wanted() {
        let n_lines = |starter_lines| ask("", starter_lines).probes_file.map(|f| f.match_lines);
        let starter = parse_probes_file(STARTER_PROBES, &ReadOptions::default()).value;
        assert_eq!(n_lines(false), Some(0));
        assert_eq!(n_lines(true), Some(starter.n_lines() as u32));
    }
}
