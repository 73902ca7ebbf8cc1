//! Every rule asked about one text.
//!
//! A text with a `Probe` before its first match line is a whole probes file, any other holds the
//! user's own lines.

use super::allow::{self, Allowances};
use super::evidence::{Evidence, Responses};
use super::file::{FileFacts, Patterns};
use super::line::LineFacts;
use super::parser_rules;
use super::profile::LintOptions;
use super::prove::is_safe;
use super::rule::{Check, Findings, Rule, Safety};
use crate::diagnostic::{Diagnostic, Severity};
use crate::probes::{check_patterns, parse_lines_file, parse_probes_file};
use crate::source::{LineIndex, Span, sort_by_place};

/// The most findings of one text; how many are left out is then told.
pub const MAX_LINT_FINDINGS: usize = 50_000;

/// What was found in one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LintReport {
    /// In the order of their places.
    pub findings: Vec<Finding>,
    /// Number of findings over [`MAX_LINT_FINDINGS`].
    pub left_out: usize,
    /// Rules in force that had nothing to look at, since no responses were given.
    pub waiting: Vec<&'static str>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was found, in the shape of every finding.
    pub diagnostic: Diagnostic,
    /// The number of its line, from 1.
    pub line: u32,
    /// What is known about its edit; `None` when it has none.
    pub fix: Option<Safety>,
    /// The reason for which a comment in the text allows it.
    pub allowed: Option<String>,
}

/// So much work is done between two words on how far it is.
const TOLD_EVERY: usize = 256;

/// How far the work on one text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LintProgress {
    /// What is being done.
    pub step: LintStep,
    /// How many are done.
    pub done: usize,
    /// Of so many.
    pub of: usize,
}

/// What is being done with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LintStep {
    /// The rules are asked about its lines.
    Asking,
    /// It is decided what is known about the edits of its findings.
    Judging,
}

/// Asks every rule in force about `text`; those about responses only with some.
pub fn lint_text(
    text: &[u8],
    options: &LintOptions,
    responses: Option<&Responses<'_>>,
) -> LintReport {
    lint_text_told(text, options, responses, &mut |_| {})
}

/// The same, which says now and then how far it is.
pub fn lint_text_told(
    text: &[u8],
    options: &LintOptions,
    responses: Option<&Responses<'_>>,
    told: &mut dyn FnMut(LintProgress),
) -> LintReport {
    let rules: Vec<&Rule> = super::rules().filter(|rule| options.asks(rule)).collect();
    let mut found = ask(text, options, &rules, told);
    match responses {
        Some(responses) => {
            let evidence = Evidence::of(responses, text, options.file_id);
            ask_about_responses(&evidence, &rules, &mut found);
        }
        None => found.waiting = waiting(&rules),
    }
    finish(text, options, found, told)
}

/// The same with nothing but the rules that tidying needs.
pub(super) fn lint_to_tidy(text: &[u8], options: &LintOptions) -> LintReport {
    let rules = super::rules().filter(|rule| rule.fix == Some(Safety::Safe));
    let rules: Vec<&Rule> = rules
        .filter(|rule| options.tidies(rule.id, rule.severity))
        .collect();
    let told = &mut |_: LintProgress| {};
    let found = ask(text, options, &rules, told);
    finish(text, options, found, told)
}

/// What was found, before anything is known about the edits.
#[derive(Default)]
struct Found {
    findings: Findings,
    waiting: Vec<&'static str>,
}

fn waiting(rules: &[&Rule]) -> Vec<&'static str> {
    let rules = rules.iter().filter(|rule| rule.needs_responses());
    rules.map(|rule| rule.id).collect()
}

fn ask(
    text: &[u8],
    options: &LintOptions,
    rules: &[&Rule],
    told: &mut dyn FnMut(LintProgress),
) -> Found {
    let read = options.read_options();
    let mut findings = Vec::new();
    if is_probes_file(text) {
        let file = parse_probes_file(text, &read);
        findings.extend(file.diagnostics);
        findings.extend(check_patterns(&file.value, read.release));
        let patterns = Patterns::of_probes(&file.value);
        let facts = FileFacts::of_probes(text, &file.value, &patterns);
        ask_rules(&facts, rules, &mut findings, told);
    } else {
        let file = parse_lines_file(text, &read);
        findings.extend(file.diagnostics);
        let patterns = Patterns::of_lines(&file.value);
        let facts = FileFacts::of_lines(text, &file.value, &patterns);
        ask_rules(&facts, rules, &mut findings, told);
    }
    findings.retain(|finding| options.tells(&finding.rule, finding.severity));
    Found {
        findings,
        waiting: Vec::new(),
    }
}

/// True when a `Probe` stands before the first match line.
pub fn is_probes_file(text: &[u8]) -> bool {
    let starts = |line: &[u8], words: &[&[u8]]| words.iter().any(|word| line.starts_with(word));
    let mut lines = text.split(|byte| *byte == b'\n');
    let first =
        lines.find(|line| starts(line, &[b"match ", b"softmatch ", b"Probe ", b"Exclude "]));
    first.is_some_and(|line| {
        let has_payload = line.windows(2).any(|pair| pair == b" q");
        starts(line, &[b"Exclude "]) || starts(line, &[b"Probe "]) && has_payload
    })
}

fn ask_rules(
    file: &FileFacts<'_>,
    rules: &[&Rule],
    findings: &mut Findings,
    told: &mut dyn FnMut(LintProgress),
) {
    let lines: Vec<&LineFacts<'_>> = file.lines().collect();
    for (idx, some) in lines.chunks(TOLD_EVERY).enumerate() {
        told(LintProgress {
            step: LintStep::Asking,
            done: idx * TOLD_EVERY,
            of: lines.len(),
        });
        for rule in rules {
            if let Check::Line(check) = rule.check {
                some.iter().for_each(|line| check(line, findings));
            }
        }
    }
    for rule in rules {
        if let Check::File(check) = rule.check {
            check(file, findings);
        }
    }
}

fn ask_about_responses(evidence: &Evidence<'_>, rules: &[&Rule], found: &mut Found) {
    for rule in rules {
        if let Check::Responses(check) = rule.check {
            check(evidence, &mut found.findings);
        }
    }
}

/// Sorts the findings and says of each what its edit is and whether it is allowed.
fn finish(
    text: &[u8],
    options: &LintOptions,
    mut found: Found,
    told: &mut dyn FnMut(LintProgress),
) -> LintReport {
    let index = LineIndex::new(text);
    let mut allowances = Allowances::read(text);
    sort_by_place(&mut found.findings, |finding| {
        (finding.span.start, finding.span.end)
    });
    found.findings.dedup();
    let n_found = found.findings.len();
    let mut findings = Vec::with_capacity(n_found);
    for (idx, diagnostic) in found.findings.into_iter().enumerate() {
        if idx.is_multiple_of(TOLD_EVERY) {
            told(LintProgress {
                step: LintStep::Judging,
                done: idx,
                of: n_found,
            });
        }
        let line = index.position(diagnostic.span.start).line;
        let allowed = allowances.reason(line, &diagnostic.rule);
        findings.push(Finding {
            fix: judge_edit(text, &index, &diagnostic, options),
            line,
            allowed,
            diagnostic,
        });
    }
    let was_asked = |id: &str| options.tells(id, severity_of(id)) && !found.waiting.contains(&id);
    let comments = allowances.finish(was_asked).into_iter();
    findings.extend(
        comments
            .filter(|finding| options.tells(&finding.rule, finding.severity))
            .map(|diagnostic| Finding {
                line: index.position(diagnostic.span.start).line,
                fix: None,
                allowed: None,
                diagnostic,
            }),
    );
    sort_by_place(&mut findings, |finding| {
        let span = finding.diagnostic.span;
        (span.start, span.end)
    });
    let left_out = limit(&mut findings);
    LintReport {
        findings,
        left_out,
        waiting: found.waiting,
    }
}

/// Leaves out what is over the limit; errors last.
fn limit(findings: &mut Vec<Finding>) -> usize {
    let left_out = findings.len().saturating_sub(MAX_LINT_FINDINGS);
    if left_out > 0 {
        let is_error = |finding: &Finding| finding.diagnostic.severity == Severity::Error;
        let n_errors = findings.iter().filter(|finding| is_error(finding)).count();
        let mut room = MAX_LINT_FINDINGS.saturating_sub(n_errors);
        let mut room_for_errors = MAX_LINT_FINDINGS;
        findings.retain(|finding| {
            let room = if is_error(finding) {
                &mut room_for_errors
            } else {
                &mut room
            };
            let is_kept = *room > 0;
            *room = room.saturating_sub(1);
            is_kept
        });
    }
    left_out
}

fn severity_of(id: &str) -> Severity {
    let ours = super::rules().find(|rule| rule.id == id);
    let severity = ours.map(|rule| rule.severity);
    severity
        .or_else(|| parser_rules::find(id).map(|rule| rule.severity))
        .unwrap_or(Severity::Note)
}

/// What is known about the edit of a finding. A safe one has to be proved.
fn judge_edit(
    text: &[u8],
    index: &LineIndex<'_>,
    finding: &Diagnostic,
    options: &LintOptions,
) -> Option<Safety> {
    let edit = finding.edit.as_ref()?;
    let mut rules = super::rules();
    let rule = rules.find(|rule| rule.id == finding.rule);
    if finding.rule == allow::RULE_ID || rule.is_some_and(|rule| rule.fix != Some(Safety::Safe)) {
        return Some(Safety::Suggested);
    }
    let at = finding.span.start;
    let start = at as usize - index.offset_in_line(at);
    let line = index.line_text(index.position(at).line);
    let line = Span::new(start, start + line.len());
    Some(match is_safe(text, line, edit, &options.read_options()) {
        true => Safety::Safe,
        false => Safety::Suggested,
    })
}
