//! Requests answered: the only place of the page where the library is called for analysis.

use sflens::results::{
    LoadedLines, Report, SourceFile, match_taken, match_with_opinions, named_probes,
};

use super::among_many::{keep_told, told_tokens, with_one_line};
use super::loaded_probes::lay_lines;
use crate::lazy::{NotLoaded, wasm_split};
use crate::protocol::{Reply, Request, line_tokens, to_bytes};

/// The bytes of the answer to one request, by the part `analysis`, which it loads.
#[wasm_split(analysis, fallible, preload(load_analysis))]
pub(super) fn answer(request: Request) -> Result<Vec<u8>, NotLoaded> {
    Ok(to_bytes(&reply_to(request, match_taken)))
}

/// The same by the part `second_opinion`, for requests that want one: it holds another engine for
/// patterns.
#[wasm_split(second_opinion, fallible, preload(load_second_opinion))]
pub(super) fn answer_with_second_opinion(request: Request) -> Result<Vec<u8>, NotLoaded> {
    Ok(to_bytes(&reply_to(request, match_with_opinions)))
}

/// Holds sources against lines.
type Evaluate = fn(&LoadedLines, &[SourceFile<'_>]) -> Report;

/// Takes as long as it takes; the page watches the clock.
fn reply_to(request: Request, evaluate: Evaluate) -> Reply {
    match request {
        Request::Evaluate {
            paste,
            lines,
            starter_lines,
            release,
            second_opinion: _,
            line,
        } => {
            let text = paste.as_bytes();
            let source = SourceFile {
                name: "paste",
                text,
            };
            let loaded = lay_lines(&lines, starter_lines, &release);
            let mut report = evaluate(&loaded, &[source]);
            report.relate(&loaded, &[source]);
            let line_tokens = match line {
                None => line_tokens(lines.as_bytes()),
                Some(line) => {
                    let alone = with_one_line(&lines, line);
                    let alone = lay_lines(&alone, starter_lines, &release);
                    keep_told(&mut report, &evaluate(&alone, &[source]), line);
                    told_tokens(&lines, &report)
                }
            };
            Reply::Evaluated {
                probes: named_probes(&loaded, &report),
                report,
                line_tokens,
            }
        }
        other => unreachable!("asked elsewhere: {other:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sflens::probes::{ReadOptions, STARTER_PROBES, parse_probes_file};
    use sflens::results::WithoutLimit;
    use sflens::template::Release;

    const PASTE: &str =
        r#"SF-Port7070-TCP:V=7.95%I=7%D=3/9%Time=67CD8A10%r(NULL,8,"ACME\x203\r\n");"#;

    fn ask(lines: &str, starter_lines: bool) -> Report {
        ask_of(lines, starter_lines, Release::default())
    }

    fn ask_of(lines: &str, starter_lines: bool, release: Release) -> Report {
        evaluated(request(PASTE, lines, starter_lines, release), match_taken).0
    }

    fn request(paste: &str, lines: &str, starter_lines: bool, release: Release) -> Request {
        Request::Evaluate {
            paste: paste.to_owned(),
            lines: lines.to_owned(),
            starter_lines,
            release: release.name().to_owned(),
            second_opinion: false,
            line: None,
        }
    }

    /// The report, and the names of the probes.
    fn evaluated(request: Request, evaluate: Evaluate) -> (Report, Vec<String>) {
        let Reply::Evaluated { report, probes, .. } = reply_to(request, evaluate) else {
            panic!("no evaluation")
        };
        let names = probes.into_iter().map(|probe| probe.name);
        (report, names.collect())
    }

    #[test]
    fn a_second_opinion_is_given_by_the_part_that_holds_it() {
        let paste = PASTE.replace(
            "8,\"ACME\\x203\\r\\n\"",
            &format!("1E,\"{}\"", "a".repeat(30)),
        );
        let opinion = |evaluate: Evaluate| {
            let lines = "match x m=^(?:a|aa)+[bc]|^a+$=";
            let request = request(&paste, lines, false, Release::default());
            let (report, _) = evaluated(request, evaluate);
            let hits = report.fingerprints[0].responses[0].limit_hits.clone();
            let record = hits.expect("asked")[0].without_limit.clone();
            record.map(|record| record.outcome)
        };
        assert_eq!(opinion(match_taken), None);
        assert_eq!(opinion(match_with_opinions), Some(WithoutLimit::Match));
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
    fn what_belongs_together_is_told() {
        let paste = format!(
            "{PASTE}\n{PASTE}\nService scan match (Probe NULL matched with NULL line 2): \
             192.0.2.7:7070 is acme\n"
        );
        let request = request(&paste, "", false, Release::default());
        let (report, ..) = evaluated(request, match_taken);
        assert_eq!((report.services.len(), report.match_notes.len()), (1, 1));
    }

    #[test]
    fn a_broken_line_is_told_and_the_paste_still_shown() {
        let report = ask("match acme m|^ACME", false);
        assert_eq!(report.diagnostics[0].file, "lines");
        assert_eq!(report.fingerprints[0].responses.len(), 1);
    }

    #[test]
    fn the_probes_of_the_responses_are_told() {
        let paste = PASTE.replace(
            r#"%r(NULL"#,
            r#"%r(Nobody,1,"x")%r(GetRequest,1,"x")%r(NULL"#,
        );
        let request = request(&paste, "", false, Release::default());
        let (_, names) = evaluated(request, match_taken);
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
