//! What the rules are asked: about the lines, and what tidying makes of them.
//!
//! A question has texts of its own, so it is made when something of it has changed and not each time
//! that something is drawn; it is compared by being the same one.

use std::rc::Rc;

use yew::prelude::*;

use crate::model::{Document, Evaluation, Same, Texts};
use crate::protocol::{Later, LinesQuestion, Request, RuleChoice, TextsOf, TidyQuestion};

/// Milliseconds for which the lines stand before the rules are asked: what is typed next would wait
/// behind that.
pub(super) const PAUSE: u32 = 200;

/// Lines of more bytes are asked about as a probes file only: there it may take as long as it takes.
const MAX_BYTES: usize = 200_000;

/// Said of such lines.
pub(super) const TOO_LONG: &str =
    "So many lines are asked about as a probes file only: open them as one.";

/// True for lines that nothing is asked about here.
pub(super) fn is_long(lines: &str) -> bool {
    lines.len() > MAX_BYTES
}

/// What the rules are asked about is what was evaluated, so that they never come before that.
/// Nothing where there are no lines, or too many.
#[hook]
pub(super) fn use_lines_question(
    last: &Evaluation,
    document: &Document,
    choice: &RuleChoice,
) -> Option<Same<LinesQuestion>> {
    let Texts { paste, lines } = last.texts.clone();
    let texts = (Same(paste), Same(lines), document.release);
    let deps = (texts, last.starter_lines, document.probes, choice.clone());
    let question = use_memo(deps, |(texts, starter_lines, probes, choice)| {
        let (paste, lines, release) = texts;
        is_due(&lines.0).then(|| {
            let texts = TextsOf {
                paste: paste.0.to_string(),
                lines: lines.0.to_string(),
                release: release.name().to_owned(),
            };
            Same(Rc::new(LinesQuestion {
                texts,
                starter_lines: *starter_lines,
                probes: *probes,
                choice: choice.clone(),
            }))
        })
    });
    (*question).clone()
}

fn is_due(lines: &str) -> bool {
    !is_long(lines) && !lines.trim().is_empty()
}

/// How the lines are tidied, or one of them; nothing where there are too many.
#[hook]
pub(super) fn use_tidy_question(
    document: &Document,
    choice: &RuleChoice,
    line: Option<u32>,
) -> Option<Same<TidyQuestion>> {
    let lines = Same(document.texts.lines.clone());
    let deps = (lines, document.release, choice.clone(), line);
    let question = use_memo(deps, |(lines, release, choice, line)| {
        (!is_long(&lines.0)).then(|| {
            Same(Rc::new(TidyQuestion {
                lines: lines.0.to_string(),
                release: release.name().to_owned(),
                choice: choice.clone(),
                line: *line,
            }))
        })
    });
    (*question).clone()
}

impl<Q: Later> Later for Same<Q> {
    type Answer = Q::Answer;

    fn request(&self) -> Request {
        self.0.request()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_are_asked_about_some_lines_and_not_too_many() {
        assert!(is_due("match a m|b|") && !is_due(" \n"));
        assert!(is_due(&"#".repeat(MAX_BYTES)) && !is_due(&"#".repeat(MAX_BYTES + 1)));
    }

    #[test]
    fn the_same_question_is_sent_as_it_is() {
        let question = TidyQuestion {
            lines: "match a m|b|".to_owned(),
            ..TidyQuestion::default()
        };
        let request = question.request();
        assert_eq!(Same(Rc::new(question)).request(), request);
    }
}
