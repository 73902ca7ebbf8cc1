//! Questions about house rules answered, by a part of their own.

use std::collections::{BTreeMap, BTreeSet};

use sflens::lint::{LintOptions, LintProgress, LintStep};
use sflens::probes::Origin;
use sflens::results::{
    DiagnosticRecord, LintRecord, LintReport, LintSources, ResponseBytes, SourceFile,
    lint_files_told, lint_laid, rule_records, tidy_file,
};
use sflens::template::Release;

use super::loaded_probes::{file_text, lay_lines};
use crate::lazy::{NotLoaded, wasm_split};
use crate::protocol::{
    ChangedLine, FileAnswer, FileFindings, FileQuestion, FilesNews, LinesQuestion, LintRequest,
    Reply, RuleChoice, RuleFindings, Tidied, TidyQuestion, from_bytes, to_bytes,
};

/// Findings of one rule in a file that are sent to the page.
const MAX_FIRST: usize = 100;
/// Changed lines that are sent to the page.
const MAX_CHANGED: usize = 200;
/// How much of the work on a file is done when all lines are asked about, in thousandths.
const ASKED: usize = 700;

/// The bytes of the reply to a [`LintRequest`].
///
/// # Panics
///
/// When the bytes are no request: page and worker are built together.
#[wasm_split(lint_worker, fallible, preload(load_lint))]
pub(super) fn answer_lint(question: ResponseBytes) -> Result<Vec<u8>, NotLoaded> {
    let request = from_bytes(&question.0).expect("a request of this protocol");
    let answer = match request {
        LintRequest::Lines(question) => to_bytes(&lint_lines(&question)),
        LintRequest::Tidy(question) => to_bytes(&tidy_lines(&question)),
        LintRequest::Rules => to_bytes(&rule_records()),
    };
    Ok(to_bytes(&Reply::Later(ResponseBytes(answer))))
}

fn lint_lines(question: &LinesQuestion) -> LintReport {
    let texts = &question.texts;
    let lines = lay_lines(&texts.lines, question.starter_lines, &texts.release);
    let options = options(&question.choice, &texts.release, Origin::Typed);
    let mut report = lint_laid(&lines, &[paste(&texts.paste)], &options);
    let key = |finding: &DiagnosticRecord| (finding.rule.clone(), finding.span.start);
    let told: BTreeSet<_> = lines.diagnostics.iter().map(key).collect();
    // What makes lines unsound is told with every evaluation.
    report
        .diagnostics
        .retain(|record| record.allowed.is_some() || !told.contains(&key(&record.diagnostic)));
    report
}

fn tidy_lines(question: &TidyQuestion) -> Tidied {
    let options = options(&question.choice, &question.release, Origin::Typed);
    let lines = question.line.map(|number| (number, number));
    tidy("lines", question.lines.as_bytes(), &options, lines)
}

/// Says what the rules find in one of the probes files, or what tidying makes of it, and before
/// that how far it is.
#[wasm_split(lint_worker, fallible)]
pub(super) fn answer_about_file(
    question: ResponseBytes,
    tell: fn(FilesNews),
) -> Result<(), NotLoaded> {
    if let Some(question) = from_bytes::<FileQuestion>(&question.0) {
        let say = |answer: FileAnswer| tell(FilesNews::Lint(ResponseBytes(to_bytes(&answer))));
        let text = file_text(&question.file);
        say(match text {
            Some(text) => about_file(&question, &text, &|done| say(FileAnswer::Progress(done))),
            None => FileAnswer::NoFile,
        });
    }
    Ok(())
}

fn about_file(question: &FileQuestion, text: &[u8], progress: &dyn Fn(u32)) -> FileAnswer {
    let options = options(&question.choice, &question.release, Origin::File);
    let name = &question.file;
    if question.tidy {
        return FileAnswer::Tidied(tidy(name, text, &options, None));
    }
    let sources = LintSources {
        files: &[SourceFile { name, text }],
        responses: &[paste(&question.paste)],
        options,
        ..LintSources::default()
    };
    let report = lint_files_told(&sources, &mut |told| progress(thousandths(told)));
    FileAnswer::Linted(by_rule(report))
}

fn thousandths(told: LintProgress) -> u32 {
    let share = |whole: usize| whole * told.done / told.of.max(1);
    let done = match told.step {
        LintStep::Asking => share(ASKED),
        LintStep::Judging => ASKED + share(1_000 - ASKED),
    };
    done as u32
}

fn paste(text: &str) -> SourceFile<'_> {
    SourceFile {
        name: "paste",
        text: text.as_bytes(),
    }
}

fn options(choice: &RuleChoice, release: &str, origin: Origin) -> LintOptions {
    LintOptions {
        profile: choice.profile(),
        on: choice.on.clone(),
        off: choice.off.clone(),
        // The page sends a name that it got from the library.
        release: Release::from_name(release).unwrap_or_default(),
        origin,
        file_id: 0,
    }
}

fn tidy(name: &str, text: &[u8], options: &LintOptions, lines: Option<(u32, u32)>) -> Tidied {
    let tidied = tidy_file(&SourceFile { name, text }, options, lines);
    let split = |text: &[u8]| -> Vec<String> {
        let lines = text.split(|byte| *byte == b'\n');
        lines
            .map(|line| String::from_utf8_lossy(line).into_owned())
            .collect()
    };
    // A safe edit stays in its line.
    let pairs = split(text).into_iter().zip(split(&tidied.text.0)).zip(1..);
    let mut changed = pairs.filter(|((before, after), _)| before != after);
    let first = changed.by_ref().take(MAX_CHANGED);
    let first = first.map(|((before, after), number)| ChangedLine {
        number,
        before,
        after,
    });
    let first: Vec<ChangedLine> = first.collect();
    Tidied {
        n_changed: (first.len() + changed.count()) as u32,
        changed: first,
        text: tidied.text,
        applied: tidied.applied,
        diff: tidied.diff,
    }
}

/// The findings of a file, rule by rule: errors first, then by their number.
fn by_rule(report: LintReport) -> FileFindings {
    let mut rules: BTreeMap<String, RuleFindings> = BTreeMap::new();
    for record in report.diagnostics {
        let of_rule = rules.entry(record.diagnostic.rule.clone()).or_default();
        of_rule.add(record);
    }
    let mut rules: Vec<RuleFindings> = rules.into_values().collect();
    rules.sort_by_key(|rule| (rank(&rule.severity), u32::MAX - rule.found));
    let file = report.files.first();
    FileFindings {
        match_lines: file.map_or(0, |file| file.match_lines),
        left_out: file.map_or(0, |file| file.left_out),
        waiting: report.waiting,
        rules,
    }
}

fn rank(severity: &str) -> usize {
    let ranks = ["error", "warning", "style"];
    let rank = ranks.iter().position(|other| *other == severity);
    rank.unwrap_or(ranks.len())
}

impl RuleFindings {
    fn add(&mut self, record: LintRecord) {
        if self.found == 0 {
            self.rule = record.diagnostic.rule.clone();
            self.severity = record.diagnostic.severity.clone();
        }
        self.found += 1;
        self.allowed += u32::from(record.allowed.is_some());
        self.safe += u32::from(record.fix.as_deref() == Some("safe"));
        if self.first.len() < MAX_FIRST {
            self.first.push(record);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{Later, Request, RulesQuestion, TextsOf};
    use futures::executor::block_on;
    use std::cell::RefCell;

    const LINES: &str = "match a m|^a| v/1/ p/x/\nmatch b m|b| p/y/\n";

    fn ask<Q: Later>(question: &Q) -> Q::Answer {
        let Request::Lint(bytes) = question.request() else {
            panic!("a question about rules");
        };
        let reply = block_on(answer_lint(bytes)).ok();
        let reply = reply.and_then(|bytes| from_bytes(&bytes));
        let Some(Reply::Later(answer)) = reply else {
            panic!("an answer");
        };
        from_bytes(&answer.0).expect("an answer of this kind")
    }

    fn found(lines: &str, choice: &str) -> Vec<String> {
        let report = ask(&LinesQuestion {
            texts: TextsOf {
                lines: lines.to_owned(),
                release: "7.95".to_owned(),
                ..TextsOf::default()
            },
            choice: RuleChoice::parse(choice),
            ..LinesQuestion::default()
        });
        let records = report.diagnostics.into_iter();
        records.map(|record| record.diagnostic.rule).collect()
    }

    #[test]
    fn the_choice_decides_what_is_told() {
        let all = found(LINES, "");
        assert!(all.iter().any(|rule| rule == "template-order"), "{all:?}");
        let private = found(LINES, "private");
        assert!(private.iter().any(|rule| rule == "pattern-unanchored"));
        assert!(!private.iter().any(|rule| rule == "template-order"));
        let switched = found(LINES, "private\noff pattern-unanchored");
        assert!(!switched.iter().any(|rule| rule == "pattern-unanchored"));
    }

    #[test]
    fn what_every_evaluation_tells_is_left_out() {
        assert_eq!(found("match a m|^(a| p/x/", ""), [""; 0]);
        let all = found("match a m|^(a| p/x/ v/1/\nmatch b m|bcdefg| p/y/", "");
        assert_eq!(all, ["pattern-unanchored"]);
    }

    #[test]
    fn tidying_tells_the_lines_that_change() {
        let tidied = ask(&TidyQuestion {
            lines: LINES.to_owned(),
            ..TidyQuestion::default()
        });
        let line = ChangedLine {
            number: 1,
            before: "match a m|^a| v/1/ p/x/".to_owned(),
            after: "match a m|^a| p/x/ v/1/".to_owned(),
        };
        assert_eq!((tidied.n_changed, tidied.changed), (1, vec![line]));
        let other = ask(&TidyQuestion {
            lines: LINES.to_owned(),
            line: Some(2),
            ..TidyQuestion::default()
        });
        assert_eq!((other.n_changed, other.text.0), (0, LINES.into()));
        let many = LINES.repeat(MAX_CHANGED + 1);
        let many = ask(&TidyQuestion {
            lines: many,
            ..TidyQuestion::default()
        });
        assert_eq!(
            (many.n_changed as usize, many.changed.len()),
            (MAX_CHANGED + 1, MAX_CHANGED)
        );
    }

    #[test]
    fn the_rules_are_told() {
        let rules = ask(&RulesQuestion);
        assert!(rules.iter().any(|record| record.rule == "template-order"));
    }

    #[test]
    fn a_file_is_told_rule_by_rule_the_worst_first() {
        let text =
            "# a\nProbe TCP NULL q||\n".to_owned() + &LINES.repeat(MAX_FIRST + 1) + "bogus\n";
        let question = FileQuestion {
            file: "mine".to_owned(),
            paste: String::new(),
            release: "7.95".to_owned(),
            choice: RuleChoice::default(),
            tidy: false,
        };
        let told = RefCell::new(Vec::new());
        let answer = about_file(&question, text.as_bytes(), &|done| {
            told.borrow_mut().push(done);
        });
        let FileAnswer::Linted(findings) = answer else {
            panic!("{answer:?}");
        };
        assert_eq!(findings.rules[0].severity, "error");
        let mut rules = findings.rules.iter();
        let order = rules.find(|rule| rule.rule == "template-order");
        let order = order.expect("a finding");
        let n = MAX_FIRST + 1;
        assert_eq!((order.found, order.safe), (n as u32, n as u32));
        assert_eq!(order.first.len(), MAX_FIRST);
        assert!(told.borrow().is_sorted() && told.borrow().len() > 1);
        let tidy = FileQuestion {
            tidy: true,
            ..question
        };
        let answer = about_file(&tidy, text.as_bytes(), &|_| {});
        assert!(matches!(answer, FileAnswer::Tidied(tidied) if tidied.n_changed == n as u32));
    }
}
