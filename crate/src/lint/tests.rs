//! What holds for every rule.

use std::collections::BTreeSet;

use super::testing::{expand_runs, only};
use super::*;
use crate::diagnostic::Severity;
use crate::probes::STARTER_PROBES;

fn rules_found(text: &str, options: &LintOptions) -> Vec<String> {
    let report = lint_text(expand_runs(text).as_bytes(), options, None);
    let findings = report.findings.into_iter();
    findings
        .map(|finding| finding.diagnostic.rule.into_owned())
        .collect()
}

/// The rules about responses are held by their own tests.
#[test]
fn every_bad_text_is_found_and_every_good_one_is_not() {
    for rule in rules().filter(|rule| !rule.needs_responses()) {
        let options = only(rule);
        let of = |text: &str| {
            let found = rules_found(text, &options);
            found.iter().filter(|id| *id == rule.id).count()
        };
        assert!(of(rule.docs.bad) > 0, "{}: the bad text", rule.id);
        assert_eq!(of(rule.docs.good), 0, "{}: the good text", rule.id);
    }
}

#[test]
fn the_texts_of_parser_rules_are_found_too() {
    for rule in parser_rules() {
        let options = LintOptions::default();
        let found = rules_found(rule.docs.bad, &options);
        assert!(
            found.iter().any(|id| id == rule.id),
            "{}: {found:?}",
            rule.id
        );
        let found = rules_found(rule.docs.good, &options);
        assert!(
            !found.iter().any(|id| id == rule.id),
            "{}: {found:?}",
            rule.id
        );
    }
}

#[test]
fn every_id_is_used_once_and_names_its_area() {
    let ids: Vec<&str> = rules()
        .map(|rule| rule.id)
        .chain(parser_rules().map(|rule| rule.id))
        .collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(unique.len(), ids.len());
    for id in ids {
        let area = id.split('-').next().unwrap();
        assert!(
            ["line", "template", "cpe", "pattern", "probes", "lint"].contains(&area),
            "{id}"
        );
    }
}

#[test]
fn a_rule_offers_the_edits_that_it_says() {
    for rule in rules().filter(|rule| !rule.needs_responses()) {
        let report = lint_text(rule.docs.bad.as_bytes(), &only(rule), None);
        let own = report
            .findings
            .iter()
            .filter(|finding| finding.diagnostic.rule == rule.id);
        for finding in own {
            assert_eq!(
                finding.fix,
                finding.diagnostic.edit.as_ref().and(rule.fix),
                "{}",
                rule.id
            );
        }
    }
}

#[test]
fn a_safe_edit_of_a_bad_text_leaves_nothing_to_find() {
    for rule in rules().filter(|rule| rule.fix == Some(Safety::Safe)) {
        let options = LintOptions {
            on: vec![rule.id.to_owned()],
            ..only(rule)
        };
        let tidied = tidy_text(rule.docs.bad.as_bytes(), &options, None);
        assert_eq!(tidied.applied.keys().collect::<Vec<_>>(), [rule.id]);
        let text = String::from_utf8(tidied.text.clone()).unwrap();
        assert!(
            !rules_found(&text, &options).iter().any(|id| id == rule.id),
            "{}: {text}",
            rule.id
        );
        let again = tidy_text(&tidied.text, &options, None);
        assert_eq!(again.text, tidied.text, "{}", rule.id);
    }
}

#[test]
fn the_private_profile_tells_errors_and_likely_bugs() {
    let text = "match a m|acme ready (x)| v/1/ p/x/ \n";
    let found = |profile| {
        let options = LintOptions {
            profile,
            ..LintOptions::default()
        };
        let report = lint_text(text.as_bytes(), &options, None);
        report
            .findings
            .iter()
            .map(|finding| finding.diagnostic.severity)
            .collect::<BTreeSet<_>>()
    };
    assert!(found(Profile::Submit).contains(&Severity::Style));
    let private = found(Profile::Private);
    assert!(
        !private.is_empty()
            && private
                .iter()
                .all(|severity| *severity >= Severity::Warning)
    );
}

#[test]
fn a_switch_outweighs_the_profile() {
    let text = "match a m|^acme| v/1/ p/x/\n";
    let options = LintOptions {
        profile: Profile::Private,
        on: vec!["template-order".to_owned()],
        ..LintOptions::default()
    };
    assert_eq!(rules_found(text, &options), ["template-order"]);
    let options = LintOptions {
        off: vec!["template-order".to_owned(), "no-such".to_owned()],
        ..LintOptions::default()
    };
    assert!(
        !rules_found(text, &options)
            .iter()
            .any(|id| id == "template-order")
    );
    assert_eq!(options.unknown_rules().collect::<Vec<_>>(), ["no-such"]);
}

#[test]
fn tidying_keeps_comments_order_and_line_ends() {
    let text = "# a\r\nmatch b  m|^b| v/1/ p/x/\r\n\r\n# c\nmatch a m=^a= p/y/\n";
    let tidied = tidy_text(text.as_bytes(), &LintOptions::default(), None);
    let expected = "# a\r\nmatch b m|^b| p/x/ v/1/\r\n\r\n# c\nmatch a m|^a| p/y/\n";
    assert_eq!(String::from_utf8(tidied.text).unwrap(), expected);
}

#[test]
fn only_the_lines_that_were_chosen_are_tidied() {
    let line = "match b m|^b| v/1/ p/x/\n";
    let text = line.repeat(3);
    let tidied = tidy_text(text.as_bytes(), &LintOptions::default(), Some(2..=2));
    let expected = format!("{line}match b m|^b| p/x/ v/1/\n{line}");
    assert_eq!(String::from_utf8(tidied.text).unwrap(), expected);
}

#[test]
fn rules_about_responses_wait_for_some() {
    let report = lint_text(b"match a m|^acme| p/x/\n", &LintOptions::default(), None);
    let expected: Vec<&str> = rules()
        .filter(|rule| rule.needs_responses())
        .map(|rule| rule.id)
        .collect();
    assert_eq!(report.waiting, expected);
    assert!(!expected.is_empty());
}

#[test]
fn findings_over_the_limit_are_counted_and_errors_kept() {
    let options = LintOptions {
        off: rules()
            .map(|rule| rule.id.to_owned())
            .filter(|id| id != "template-order")
            .collect(),
        ..LintOptions::default()
    };
    let n = |n: usize| {
        let text = "match a m|^a| v/1/ p/x/\n".repeat(n) + "bogus\n";
        lint_text(text.as_bytes(), &options, None)
    };
    let report = n(MAX_LINT_FINDINGS - 1);
    assert_eq!(
        (report.findings.len(), report.left_out),
        (MAX_LINT_FINDINGS, 0)
    );
    let report = n(MAX_LINT_FINDINGS);
    assert_eq!(
        (report.findings.len(), report.left_out),
        (MAX_LINT_FINDINGS, 1)
    );
    assert_eq!(
        report.findings.last().unwrap().diagnostic.severity,
        Severity::Error
    );
}

#[test]
fn nothing_is_left_to_find_in_the_starter_file() {
    let report = lint_text(STARTER_PROBES, &LintOptions::default(), None);
    let findings = report.findings.iter();
    let counted = findings.filter(|finding| finding.allowed.is_none());
    let left: Vec<_> = counted
        .map(|finding| (finding.line, &finding.diagnostic.rule))
        .collect();
    assert_eq!(left, []);
}

#[test]
fn it_is_told_how_far_the_work_is() {
    let text = "match a m|^a| v/1/ p/x/\n".repeat(300);
    let mut told = Vec::new();
    let options = LintOptions::default();
    let report = lint_text_told(text.as_bytes(), &options, None, &mut |progress| {
        told.push((progress.step, progress.done, progress.of));
    });
    let n_findings = report.findings.len();
    assert_eq!(told[0], (LintStep::Asking, 0, 300));
    assert_eq!(told[1], (LintStep::Asking, 256, 300));
    assert_eq!(told[2], (LintStep::Judging, 0, n_findings));
    assert_eq!(report, lint_text(text.as_bytes(), &options, None));
}
