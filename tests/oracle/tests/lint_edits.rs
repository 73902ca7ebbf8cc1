//! Safe edits change no answer: every edit that is called safe, of every line of the installed
//! probes file and of lines made at random, against our engine and against PCRE2.
//!
//! For each edit, on responses made from the pattern and changed copies of them, the outcome, all
//! groups and all fields have to be the same with and without it, in both engines. The finding has
//! to be gone, no other rule may find more than before, and tidying twice has to be tidying once.
//!
//! `ORACLE_STRIDE=1` takes every installed line and not one of so many; `ORACLE_LINES` are the lines
//! made at random, `ORACLE_ROUNDS` the responses for each edit.

use std::collections::BTreeMap;

use oracle::pcre2::Reference;
use oracle::probes_file::installed_text;
use oracle::random::Random;
use oracle::settings::{seeded, setting};
use oracle::subjects::{generate, mutate};
use sflens::diagnostic::Edit;
use sflens::lint::{Finding, LintOptions, Safety, lint_text, rules, tidy_text};
use sflens::matcher::{Limits, MatchOutcome, compile_pattern};
use sflens::probes::{MatchLine, Origin, ReadOptions, parse_match_line};
use sflens::replay::{Fields, LineId};

/// All rules, notes included, and their edits.
fn options() -> LintOptions {
    LintOptions {
        on: rules().map(|rule| rule.id.to_owned()).collect(),
        origin: Origin::Typed,
        ..LintOptions::default()
    }
}

/// What was compared.
#[derive(Debug, Default)]
struct Counts {
    lines: usize,
    edits: BTreeMap<String, usize>,
    matches: usize,
    misses: usize,
}

#[test]
fn safe_edits_of_installed_lines_change_no_answer() {
    let text = installed_text();
    let stride = setting("ORACLE_STRIDE", 7);
    let lines = text.split(|byte| *byte == b'\n');
    let is_line = |line: &&[u8]| line.starts_with(b"match ") || line.starts_with(b"softmatch ");
    let lines = lines.enumerate().filter(|(_, line)| is_line(line));
    let (mut random, mut counts) = (seeded(), Counts::default());
    for (idx, line) in lines.step_by(stride) {
        check_line(line, &mut random, &mut counts)
            .unwrap_or_else(|fault| panic!("line {}: {fault}", idx + 1));
    }
    println!("{counts:#?}");
    assert!(counts.edits.values().sum::<usize>() > 100);
}

#[test]
fn safe_edits_of_lines_made_at_random_change_no_answer() {
    let n_lines = setting("ORACLE_LINES", 3_000);
    let (mut random, mut counts) = (seeded(), Counts::default());
    for _ in 0..n_lines {
        let line = untidy_line(&mut random);
        check_line(&line, &mut random, &mut counts)
            .unwrap_or_else(|fault| panic!("{}: {fault}", line.escape_ascii()));
    }
    println!("{counts:#?}");
    for rule in rules().filter(|rule| rule.fix == Some(Safety::Safe)) {
        let n_edits = counts.edits.get(rule.id).copied().unwrap_or_default();
        assert!(n_edits > 20, "{}: {n_edits} edits", rule.id);
    }
}

/// A line that many rules have something to say about.
fn untidy_line(random: &mut Random) -> Vec<u8> {
    let parts = [
        r"\x41",
        r"\x7a",
        r"\x30",
        r#"\""#,
        r"\-",
        r"\'",
        "a",
        "b1",
        " ",
        r"\d+",
        r"\w*",
        r"(\w+)",
        "(a|b)",
        "[a-z-.]",
        "[a-c-_]+",
        "[^-\\w]",
        ".",
        ".*",
        r"\0",
        r"\x00",
        "{",
        "}",
        "]",
        r"\r\n",
        "a{2}",
        "(?:[a-f-x])",
        r"\012",
        "b?",
        "$",
    ];
    let mut line = random
        .pick(&["match a", "softmatch b", "match c-d"])
        .as_bytes()
        .to_vec();
    line.extend(random.pick(&[" ", " ", "  "]).bytes());
    let mut pattern = b"^".to_vec();
    for _ in 0..2 + random.below(8) {
        pattern.extend(random.pick(&parts).bytes());
    }
    let delimiters = b"||=%/!1";
    let Some(delimiter) = [*random.pick(delimiters), b'|', b'~']
        .into_iter()
        .find(|it| !pattern.contains(it))
    else {
        return line;
    };
    line.extend([&[b'm', delimiter][..], &pattern, &[delimiter]].concat());
    line.extend(random.pick(&["", "", "s", "i", "is", "ss"]).bytes());
    let templates = [
        "p/Acme $1/",
        "p|x|",
        "v/$1/",
        "v=1.0, =",
        "i/a  b/",
        "i|x/y|",
        "o/Linux /",
        "d/router/x",
        "h/$2/",
        "cpe:/a:x:y/",
        "cpe:/a:x:$1/a",
        "cpe:/o:x:y/",
        "p%y%",
        "v/$P(1) /",
        "i/, /",
    ];
    for _ in 0..random.below(6) {
        line.extend(random.pick(&[" ", " ", "  ", "\t"]).bytes());
        line.extend(random.pick(&templates).bytes());
    }
    line.extend(random.pick(&["", "", " "]).bytes());
    line
}

fn check_line(line: &[u8], random: &mut Random, counts: &mut Counts) -> Result<(), String> {
    counts.lines += 1;
    let text = [line, b"\n"].concat();
    let before = lint_text(&text, &options(), None).findings;
    let safe = before
        .iter()
        .filter(|finding| finding.fix == Some(Safety::Safe));
    for finding in safe {
        let rule = finding.diagnostic.rule.to_string();
        let edit = finding.diagnostic.edit.as_ref().expect("it has an edit");
        let after = apply(&text, edit);
        *counts.edits.entry(rule.clone()).or_default() += 1;
        compare(&text, &after, random, counts).map_err(|fault| format!("{rule}: {fault}"))?;
        let left = lint_text(&after, &options(), None).findings;
        compare_findings(&rule, &before, &left)?;
    }
    let tidied = tidy_text(&text, &options(), None).text;
    let again = tidy_text(&tidied, &options(), None).text;
    (tidied == again)
        .then_some(())
        .ok_or_else(|| "a second run changes something".to_owned())
}

fn apply(text: &[u8], edit: &Edit) -> Vec<u8> {
    let mut text = text.to_vec();
    text.splice(edit.span.range(), edit.replacement.iter().copied());
    text
}

/// The rule finds less, and no rule more.
fn compare_findings(rule: &str, before: &[Finding], after: &[Finding]) -> Result<(), String> {
    let count = |findings: &[Finding], rule: &str| {
        let of_rule = findings
            .iter()
            .filter(|finding| finding.diagnostic.rule == rule);
        of_rule.count()
    };
    if count(after, rule) >= count(before, rule) {
        return Err(format!("{rule}: the finding stays"));
    }
    for finding in after {
        let other = &*finding.diagnostic.rule;
        if count(after, other) > count(before, other) {
            return Err(format!("{rule}: its edit adds a finding of {other}"));
        }
    }
    Ok(())
}

/// Both lines on responses made from the pattern, in both engines.
fn compare(
    before: &[u8],
    after: &[u8],
    random: &mut Random,
    counts: &mut Counts,
) -> Result<(), String> {
    let (before, after) = (read(before)?, read(after)?);
    if (before.soft, &before.service) != (after.soft, &after.service) {
        return Err("another kind or service".to_owned());
    }
    let limits = Limits::default();
    let pattern = before.parse_pattern().map_err(|_| "no pattern")?;
    let other = after
        .parse_pattern()
        .map_err(|_| "no pattern behind the edit")?;
    let (ours, others) = (compile_pattern(&pattern), compile_pattern(&other));
    let reference = |line: &MatchLine| {
        Reference::new(&line.pattern_text, line.flags, &limits)
            .map_err(|refusal| format!("{refusal:?}"))
    };
    let (mut theirs, mut their_others) = (reference(&before)?, reference(&after)?);
    for round in 0..setting("ORACLE_ROUNDS", 6) {
        let mut response = generate(&pattern, random);
        if round % 3 == 2 {
            response = mutate(&response, random);
        }
        let outcome = ours.match_response(&response, &limits);
        let outcomes = [
            others.match_response(&response, &limits),
            theirs.match_response(&response),
            their_others.match_response(&response),
        ];
        if outcomes.iter().any(|other| *other != outcome) {
            return Err(format!(
                "{outcome:?}, {outcomes:?} on {}",
                response.escape_ascii()
            ));
        }
        if let MatchOutcome::Matched(captures) = outcome {
            counts.matches += 1;
            let fields = |line: &MatchLine| {
                values(&Fields::fill(
                    LineId::Bare(0),
                    &line.templates,
                    &captures,
                    &response,
                ))
            };
            if fields(&before) != fields(&after) {
                return Err("other fields".to_owned());
            }
        } else {
            counts.misses += 1;
        }
    }
    Ok(())
}

fn read(line: &[u8]) -> Result<MatchLine, String> {
    let options = ReadOptions {
        origin: Origin::Typed,
        ..ReadOptions::default()
    };
    parse_match_line(line, &options)
        .value
        .ok_or_else(|| "no line".to_owned())
}

/// The values of all fields, whichever template they are of.
fn values(fields: &Fields) -> Vec<Option<Vec<u8>>> {
    let texts = fields.texts().into_iter().map(|(_, value)| value);
    let cpes = fields.cpes().map(Some);
    texts
        .chain(cpes)
        .map(|value| value.map(|value| value.value.clone()))
        .collect()
}
