//! What is wrong with the lines: for the list under the editor, and for the editor itself, which also
//! marks what the house rules find.

use std::rc::Rc;

use sflens::results::DiagnosticRecord;
use yew::prelude::*;

use crate::hooks::EditorFinding;
use crate::model::{Evaluation, Linted, Same, Utf16Places};
use crate::panels::findings::editor_finding;

/// The findings about the lines that were evaluated last.
pub(super) struct Marked {
    /// What makes lines unsound or loses fields.
    pub(super) findings: Rc<[DiagnosticRecord]>,
    /// That, and what the house rules find.
    pub(super) all: Rc<Vec<DiagnosticRecord>>,
    /// All of it as the editor draws it.
    pub(super) for_editor: Rc<[EditorFinding]>,
}

/// See the head of this file.
#[hook]
pub(super) fn use_marked(last: &Rc<Evaluation>, linted: &Rc<Linted>) -> Marked {
    let findings = use_memo(Same(last.clone()), |last| {
        Rc::<[DiagnosticRecord]>::from(last.0.line_findings())
    });
    let findings = (*findings).clone();
    let deps = (
        Same(last.clone()),
        Same(findings.clone()),
        Same(linted.clone()),
    );
    let all = use_memo(deps, |(last, findings, linted)| {
        let of_rules = linted.0.carried(&last.0.texts.lines);
        [&*findings.0, of_rules.as_slice()].concat()
    });
    let deps = (Same(last.clone()), Same(all.clone()));
    let for_editor = use_memo(deps, |(last, all)| {
        editor_findings(&all.0, &last.0.texts.lines)
    });
    Marked {
        findings,
        all,
        for_editor: (*for_editor).clone(),
    }
}

fn editor_findings(findings: &[DiagnosticRecord], text: &str) -> Rc<[EditorFinding]> {
    if findings.is_empty() {
        return Rc::default();
    }
    let places = Utf16Places::of(text);
    let finding = |finding: &DiagnosticRecord| editor_finding(finding, text, &places);
    findings.iter().map(finding).collect()
}
