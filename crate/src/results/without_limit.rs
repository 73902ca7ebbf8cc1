//! What a line that hit a limit would do without it, to a record.

use super::decode::SourceFile;
use super::evaluate::evaluate_files;
use super::load::LoadedLines;
use super::records::{Report, ResponseRecord, WithoutLimitRecord};
use crate::replay::{LineId, ResponseOutcome};

/// What [`match_taken`](super::match_taken) gives, with what the lines that hit a limit would do
/// without it; in a build without the second engine the same.
pub fn match_with_opinions(lines: &LoadedLines, sources: &[SourceFile<'_>]) -> Report {
    evaluate_files(lines, sources, false, &mut |evaluated| {
        add_opinions(lines, evaluated.outcome, evaluated.record);
    })
}

/// Asks the second engine about each line that hit a limit on a response.
pub(super) fn add_opinions(
    lines: &LoadedLines,
    outcome: &ResponseOutcome,
    record: &mut ResponseRecord,
) {
    let hits = record.limit_hits.iter_mut().flatten();
    for (hit, found) in hits.zip(&outcome.limit_hits) {
        hit.without_limit = without_limit(lines, found.line, &record.bytes);
    }
}

/// Asks the second engine about a line and a response; `None` in a build without it.
#[cfg(not(feature = "second-opinion"))]
fn without_limit(_: &LoadedLines, _: LineId, _: &[u8]) -> Option<WithoutLimitRecord> {
    None
}

/// Asks the second engine about a line and a response.
#[cfg(feature = "second-opinion")]
fn without_limit(lines: &LoadedLines, line: LineId, response: &[u8]) -> Option<WithoutLimitRecord> {
    let line = lines.database.line(line)?;
    let pattern = line.parse_pattern().ok()?;
    let opinion = crate::second_opinion::ask(&pattern, response);
    Some(with_engine::record(
        &opinion,
        line.pattern_span.start as usize,
    ))
}

#[cfg(feature = "second-opinion")]
mod with_engine {
    use crate::results::evaluate::capture_spans;
    use crate::results::records::{WithoutLimit, WithoutLimitRecord};
    use crate::second_opinion::Opinion;

    /// `pattern_start` is where the pattern stands in the lines file.
    pub(super) fn record(opinion: &Opinion, pattern_start: usize) -> WithoutLimitRecord {
        let mut record = WithoutLimitRecord {
            outcome: WithoutLimit::NoMatch,
            start: None,
            captures: None,
            irregular: None,
            because_of: None,
            span: None,
        };
        match opinion {
            Opinion::Matches { start, captures } => {
                record.outcome = WithoutLimit::Match;
                record.start = Some(*start);
                record.captures = captures.as_ref().map(capture_spans);
            }
            Opinion::NoMatch => {}
            Opinion::NotRegular(item) => {
                record.outcome = WithoutLimit::NotRegular;
                record.irregular = Some(item.kind.name().to_owned());
                record.because_of = Some(item.kind.words().to_owned());
                record.span = Some(item.span.shift(pattern_start).into());
            }
            Opinion::TooLarge => record.outcome = WithoutLimit::TooLarge,
        }
        record
    }
}

#[cfg(all(test, feature = "second-opinion"))]
mod tests {
    use crate::results::{
        LineSources, SourceFile, SpanRecord, WithoutLimit, WithoutLimitRecord, load_lines,
        match_files,
    };

    /// What a line with this pattern would do on thirty `a` if it had not hit the match limit.
    fn ask(pattern: &str) -> WithoutLimitRecord {
        let line = format!("match x m={pattern}=");
        let text = format!("SF-Port7-TCP:V=7.95%r(NULL,1E,\"{}\");", "a".repeat(30));
        let [own, source] = [("lines", &line), ("paste", &text)].map(|(name, text)| SourceFile {
            name,
            text: text.as_bytes(),
        });
        let lines = load_lines(&LineSources {
            lines: &[own],
            ..LineSources::default()
        });
        let report = match_files(&lines, &[source], false);
        let hits = report.fingerprints[0].responses[0].limit_hits.clone();
        let hit = hits.unwrap().pop().expect("a limit hit");
        assert_eq!(hit.limit, "match");
        hit.without_limit.expect("an opinion")
    }

    #[test]
    fn a_match_has_its_captures() {
        let record = ask("^(?:a|aa)+[bc]|^(a+)$");
        assert_eq!(
            (record.outcome, record.start),
            (WithoutLimit::Match, Some(0))
        );
        let (start, end) = (0, 30);
        let whole = Some(SpanRecord { start, end });
        assert_eq!(record.captures, Some(vec![whole, whole]));
    }

    #[test]
    fn no_match_is_told() {
        assert_eq!(ask("^(?:a|aa)+[bc]").outcome, WithoutLimit::NoMatch);
    }

    #[test]
    fn the_item_that_is_not_regular_is_named_with_its_place() {
        let record = ask(r"^(a)(?:a|aa)+\1[bc]");
        assert_eq!(record.outcome, WithoutLimit::NotRegular);
        assert_eq!(record.because_of.as_deref(), Some("the back reference"));
        let (start, end) = (23, 25);
        assert_eq!(record.span, Some(SpanRecord { start, end }));
    }
}
