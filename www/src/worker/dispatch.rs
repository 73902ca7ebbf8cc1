//! Requests answered: the only place of the page where the library is called for analysis.

use sflens::results::{SourceFile, match_taken, named_probes};

use super::loaded_probes::lay_lines;
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
            let loaded = lay_lines(&lines, starter_lines, &release);
            let text = paste.as_bytes();
            let source = SourceFile {
                name: "paste",
                text,
            };
            let report = match_taken(&loaded, &[source]);
            Reply::Evaluated {
                probes: named_probes(&loaded, &report),
                report,
                line_tokens: line_tokens(lines.as_bytes()),
            }
        }
        Request::Probes(bytes) => unreachable!("asked elsewhere: {bytes:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sflens::probes::{ReadOptions, STARTER_PROBES, parse_probes_file};
    use sflens::results::Report;
    use sflens::template::Release;

    const PASTE: &str =
        r#"SF-Port7070-TCP:V=7.95%I=7%D=3/9%Time=67CD8A10%r(NULL,8,"ACME\x203\r\n");"#;

    fn ask(lines: &str, starter_lines: bool) -> Report {
        ask_of(lines, starter_lines, Release::default())
    }

    fn ask_of(lines: &str, starter_lines: bool, release: Release) -> Report {
        let reply = reply_to(Request::Evaluate {
            paste: PASTE.to_owned(),
            lines: lines.to_owned(),
            starter_lines,
            release: release.name().to_owned(),
        });
        let Reply::Evaluated { report, .. } = reply else {
            panic!("no evaluation")
        };
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
        let Reply::Evaluated { probes, .. } = reply_to(request) else {
            panic!("no evaluation")
        };
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
