//! Findings next to the text that they are about: place, cause, remedy, and the edit that mends it.

use std::rc::Rc;

use sflens::results::{DiagnosticRecord, EditRecord, SecondPlaceRecord, SpanRecord};
use yew::prelude::*;

use super::edit_button::{EditTarget, render_edit_button};
use crate::hooks::{EditFix, EditorFinding, select_in_field};
use crate::model::{Excerpt, Utf16Places, byte_range_to_utf16};
use crate::widgets::{Shape, render_prose, render_shape};

/// Findings that are shown before one asks for the rest.
const SHOWN_AT_FIRST: usize = 6;

/// What [`Findings`] shows.
#[derive(Clone, PartialEq, Properties)]
pub struct FindingsProps {
    /// The findings in the order of their places.
    pub findings: Rc<[DiagnosticRecord]>,
    /// The text that they are about.
    pub text: Rc<str>,
    /// The id of the field that holds it; without one nothing can be selected.
    #[prop_or_default]
    pub field: Option<AttrValue>,
    /// The field still holds that text, so that the places are right.
    pub is_current: bool,
    /// What the list is, for screen readers.
    pub label: AttrValue,
}

/// See the head of this file.
#[component]
pub fn Findings(props: &FindingsProps) -> Html {
    let all_shown = use_state(|| false);
    let n_shown = if *all_shown {
        usize::MAX
    } else {
        SHOWN_AT_FIRST
    };
    let n_hidden = props.findings.len().saturating_sub(n_shown);
    if props.findings.is_empty() {
        return Html::default();
    }
    let show_all = Callback::from(move |_: MouseEvent| all_shown.set(true));
    html! {
        <ul class="findings" aria-label={props.label.clone()}>
            { for props.findings.iter().take(n_shown).map(|finding| render_finding(finding, props)) }
            if n_hidden > 0 {
                <li class="findings__more">
                    <button type="button" class="button button--small" onclick={show_all}>
                        { format!("Show {n_hidden} more") }
                    </button>
                </li>
            }
        </ul>
    }
}

fn render_finding(finding: &DiagnosticRecord, props: &FindingsProps) -> Html {
    html! {
        <li class={classes!("finding", format!("finding--{}", finding.severity))}>
            <p class="finding__title">
                { render_shape(shape(&finding.severity)) }
                <span class="finding__severity">{ &finding.severity }</span>
                <span>{ render_prose(&finding.title) }</span>
                { props.field.as_ref().map(|field| render_go(finding, props, field)) }
            </p>
            { render_excerpt(finding, &props.text) }
            if let Some(second) = &finding.second {
                { render_second(second, &props.text) }
            }
            if let Some(help) = &finding.help {
                <p class="finding__help">{ render_prose(help) }</p>
            }
            { props.field.as_ref().and_then(|field| render_edit(finding, props, field)) }
        </li>
    }
}

/// The sign of a severity.
pub(super) fn shape(severity: &str) -> Shape {
    match severity {
        "error" => Shape::Square,
        "warning" => Shape::Bar,
        _ => Shape::Dot,
    }
}

/// The line with the place marked in it, and under it what is wrong there.
fn render_excerpt(finding: &DiagnosticRecord, text: &str) -> Html {
    let excerpt = Excerpt::of(text, finding.span);
    let place = format!("line {}, column {}", finding.line, finding.column);
    html! {
        <div class="finding__place">
            <code class="finding__line" translate="no">
                { &excerpt.before }
                <span class="finding__mark">{ &excerpt.marked }</span>
                { &excerpt.after }
            </code>
            <p class="finding__label">
                <span class="finding__position">{ place }</span>
                if let Some(label) = &finding.label {
                    <span>{ render_prose(label) }</span>
                }
            </p>
        </div>
    }
}

/// A second place that belongs to it, with what stands there.
fn render_second(second: &SecondPlaceRecord, text: &str) -> Html {
    let excerpt = Excerpt::of(text, second.span);
    html! {
        <div class="finding__place finding__place--second">
            <code class="finding__line" translate="no">
                { &excerpt.before }
                <span class="finding__mark">{ &excerpt.marked }</span>
                { &excerpt.after }
            </code>
            <p class="finding__label">{ render_prose(&second.label) }</p>
        </div>
    }
}

fn render_go(finding: &DiagnosticRecord, props: &FindingsProps, field: &AttrValue) -> Html {
    let span = finding.span;
    let range = byte_range_to_utf16(&props.text, span.start, span.end);
    let field = field.clone();
    let onclick = Callback::from(move |_: MouseEvent| select_in_field(&field, range.clone()));
    html! {
        <button
            type="button"
            class="button button--quiet button--small finding__go"
            {onclick}
            disabled={!props.is_current}
        >
            { "Go to it" }
        </button>
    }
}

/// The edit that mends it, if one is offered.
fn render_edit(
    finding: &DiagnosticRecord,
    props: &FindingsProps,
    field: &AttrValue,
) -> Option<Html> {
    let edit = finding.edit.as_ref()?;
    let target = EditTarget {
        field,
        text: &props.text,
        is_current: props.is_current,
    };
    let button = render_edit_button(edit, &target, &edit_words(edit, &props.text)?)?;
    Some(html! { <div class="finding__actions">{ button }</div> })
}

/// What an edit of `text` does; nothing for one that cannot be typed.
fn edit_words(edit: &EditRecord, text: &str) -> Option<String> {
    let replacement = std::str::from_utf8(&edit.replacement).ok()?;
    let replaced = text.get(edit.span.start as usize..edit.span.end as usize)?;
    Some(edit_label(replaced, replacement))
}

/// The finding as the editor draws it under its text.
pub(super) fn editor_finding(
    finding: &DiagnosticRecord,
    text: &str,
    places: &Utf16Places,
) -> EditorFinding {
    let range = |span: SpanRecord| places.at(span.start)..places.at(span.end);
    let fix = |edit: &EditRecord| {
        Some(EditFix {
            name: edit_words(edit, text)?.replace('`', ""),
            place: range(edit.span),
            insert: String::from_utf8(edit.replacement.0.clone()).ok()?,
        })
    };
    let words = [
        Some(&finding.title),
        finding.label.as_ref(),
        finding.help.as_ref(),
    ];
    let words: Vec<&str> = words.into_iter().flatten().map(String::as_str).collect();
    EditorFinding {
        place: range(finding.span),
        severity: match finding.severity.as_str() {
            "error" => "error",
            "warning" => "warning",
            _ => "info",
        },
        message: words.join("; "),
        fixes: finding.edit.as_ref().and_then(fix).into_iter().collect(),
    }
}

/// What an edit does.
pub(super) fn edit_label(replaced: &str, replacement: &str) -> String {
    match (replaced.is_empty(), replacement.is_empty()) {
        (true, _) => format!("Insert `{replacement}`"),
        (_, true) if replaced.ends_with('\n') => "Remove the line".to_owned(),
        (_, true) => format!("Remove `{replaced}`"),
        _ if replaced.contains('\n') && replacement == " " => "Join the lines".to_owned(),
        _ => format!("Write `{replacement}` instead of `{replaced}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::finding;
    use crate::testing::{render, text_of};
    use sflens::results::ResponseBytes;

    fn show(findings: Vec<DiagnosticRecord>, text: &str) -> String {
        render::<Findings>(FindingsProps {
            findings: findings.into(),
            text: text.into(),
            field: Some("lines".into()),
            is_current: true,
            label: "Findings".into(),
        })
    }

    #[test]
    fn place_cause_and_remedy_are_told() {
        let html = show(
            vec![finding("lines", 6, "pattern-unclosed-group")],
            "match a m|(|",
        );
        let text = text_of(&html);
        assert!(text.contains("title of pattern-unclosed-group"), "{text}");
        assert!(text.contains("line 1, column 7"), "{text}");
        assert!(text.contains("write )"), "{text}");
        assert!(
            html.contains(r#"<span class="finding__mark">a </span>"#),
            "{html}"
        );
    }

    #[test]
    fn a_second_place_is_shown_with_its_own_words() {
        let mut flawed = finding("lines", 0, "pattern-duplicate-name");
        flawed.second = Some(SecondPlaceRecord {
            span: SpanRecord { start: 6, end: 7 },
            label: "first used here".into(),
        });
        let html = show(vec![flawed], "match a m|(|");
        let mark = r#"<span class="finding__mark">a</span>"#;
        assert!(html.contains(mark), "{html}");
        assert!(text_of(&html).contains("first used here"));
    }

    #[test]
    fn an_edit_says_what_it_does() {
        let mut flawed = finding("lines", 9, "line-unclosed");
        flawed.edit = Some(EditRecord {
            span: SpanRecord { start: 12, end: 12 },
            replacement: ResponseBytes(b")".to_vec()),
        });
        assert!(text_of(&show(vec![flawed], "match a m|(|")).contains("Insert )"));
        assert_eq!(edit_label("a", ""), "Remove `a`");
        assert_eq!(edit_label("a", "b"), "Write `b` instead of `a`");
        assert_eq!(edit_label("-match a m|b|\n", ""), "Remove the line");
        assert_eq!(edit_label("\n  ", " "), "Join the lines");
    }

    #[test]
    fn many_findings_are_folded() {
        let html = show(vec![finding("lines", 0, "x"); 9], "match");
        assert!(text_of(&html).contains("Show 3 more"));
        assert_eq!(html.matches("finding__title").count(), SHOWN_AT_FIRST);
    }
}
