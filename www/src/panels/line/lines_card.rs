//! The user's match lines: the editor, the starter lines' switch, and what is wrong with a line.

use sflens::source::sort_by_place;
use std::rc::Rc;

use sflens::results::DiagnosticRecord;
use sflens::template::Release;
use yew::prelude::*;

use super::caret::{in_line, use_caret};
use super::editor::Editor;
use super::marked::use_marked;
use super::proposals::{Proposals, render_proposals};
use super::verdict::render_verdict;
use crate::hooks::{
    CodeHandle, DocumentHandle, LINES_FIELD, Pointing, chosen_index, use_code, use_document,
    use_evaluation, use_pointing,
};
use crate::model::{
    Action, Evaluation, LineText, LineVerdict, Linked, Linted, Pointed, Same, Token, TokenKind,
    byte_range_to_utf16, carry_tokens, is_large, line_verdicts, split_lines,
};
use crate::panels::findings::Findings;
use crate::panels::matrix::MATRIX;
use crate::widgets::{Lazy, render_prose, render_switch};

/// What [`LinesCard`] shows.
#[derive(Clone, PartialEq, Properties)]
pub struct LinesCardProps {
    /// What the house rules find, which the editor marks.
    pub linted: Same<Linted>,
}

/// See the head of this file.
#[component]
pub fn LinesCard(props: &LinesCardProps) -> Html {
    let document = use_document();
    let last = use_evaluation().last;
    let text = document.texts.lines.clone();
    let marked = use_marked(&last, &props.linted.0);
    let pointing = use_pointing();
    let code = use_code(&text);
    let is_current = last.texts.lines == text;
    let lines = match code.has_come() || is_large(&text) {
        true => Rc::default(),
        false => drawn_lines(&text, &last, &marked.all, &pointing.linked),
    };
    let (caret, move_caret) = use_caret(&pointing, &last, &text);
    let said = use_state(|| None::<String>);
    let oncaret = {
        let said = said.setter();
        Callback::from(move |at| {
            move_caret.emit(at);
            said.set(None);
        })
    };
    let onsay = {
        let said = said.setter();
        Callback::from(move |words| said.set(Some(words)))
    };
    let summary = use_node_ref();
    let matrix = use_state(|| false);
    let verdicts = {
        let deps = (Same(last.clone()), document.fingerprint_idx);
        use_memo(deps, |(last, idx)| {
            Rc::<[LineVerdict]>::from(line_verdicts(&last.0, *idx))
        })
    };
    html! {
        <section
            class={classes!("card", "lines", code.has_come().then_some("lines--code"))}
            aria-labelledby="lines-title"
        >
            { render_head(&document) }
            <div class="lines__field">
                <Editor
                    text={text.clone()}
                    {is_current}
                    {lines}
                    verdicts={(*verdicts).clone()}
                    summary={summary.clone()}
                    findings={marked.for_editor.clone()}
                    lit={lit_places(&pointing.linked, &last.texts.lines)}
                    current={document.line_number}
                    code={code.clone()}
                    onchange={document.on(|text: String| Action::SetLines(text.into()))}
                    onlook={document.on(Action::LookAtLine)}
                    {oncaret}
                    onhover={pointing.onhover().reform(|group: Option<(u32, u8)>| group.map(in_line))}
                    {onsay}
                />
            </div>
            <div>{ render_plain_proposals(&code, caret, &text) }</div>
            { render_linked(&pointing, said.as_deref(), &text) }
            { render_matrix(&verdicts, &matrix) }
            { render_summary(&verdicts, &summary, &document.on(Action::LookAtLine)) }
            <div id="lines-findings">
                <Findings
                    findings={marked.findings.clone()}
                    text={last.texts.lines.clone()}
                    field={AttrValue::Static(LINES_FIELD)}
                    {is_current}
                    label="About the match lines"
                />
            </div>
        </section>
    }
}

fn render_head(document: &DocumentHandle) -> Html {
    html! {
        <div class="card__head">
            <h2 class="card__title" id="lines-title">{ "Match lines" }</h2>
            <p class="card__note">{ line_count(&document.texts.lines) }</p>
            <div class="card__actions">
                { render_releases(document.release, &document.on(Action::ChooseRelease)) }
                if document.probes == 0 {
                    { render_switch(
                        "Starter lines",
                        document.uses_starter_lines(),
                        &document.on(Action::UseStarterLines),
                    ) }
                }
            </div>
        </div>
    }
}

/// What could be written at the caret, where the editor has not come that says so itself.
fn render_plain_proposals(code: &CodeHandle, caret: Option<usize>, text: &Rc<str>) -> Html {
    let caret = caret.filter(|caret| *caret <= text.len());
    match (code.has_come() || text.is_empty(), caret) {
        (true, _) => Html::default(),
        (false, Some(caret)) => html! { <Proposals text={text.clone()} {caret} /> },
        (false, None) => render_proposals(None, text),
    }
}

/// `[from, to]*` of what belongs to what is pointed at.
fn lit_places(linked: &Linked, text: &str) -> Rc<[u32]> {
    let places = linked.items.iter();
    let ranges = places.map(|item| byte_range_to_utf16(text, item.start, item.end));
    ranges.flat_map(|range| [range.start, range.end]).collect()
}

/// Lines against responses, for whoever asks.
fn render_matrix(verdicts: &[LineVerdict], is_open: &UseStateHandle<bool>) -> Html {
    if verdicts.is_empty() {
        return html! { <div /> };
    }
    let (set, next) = (is_open.setter(), !**is_open);
    let onclick = Callback::from(move |_: MouseEvent| set.set(next));
    html! {
        <div class="lines__matrix">
            <button
                type="button"
                class="button button--quiet button--small"
                aria-expanded={(**is_open).to_string()}
                {onclick}
            >
                { "Matrix of lines and responses" }
            </button>
            if **is_open {
                <Lazy<()> view={MATRIX} with={()} />
            }
        </div>
    }
}

/// Which Nmap answers: a few rules changed between releases.
fn render_releases(chosen: Release, onchoose: &Callback<Release>) -> Html {
    let onchange = onchoose.reform(|event: Event| {
        let mut newest_first = Release::ALL.into_iter().rev();
        newest_first.nth(chosen_index(&event)).unwrap_or_default()
    });
    html! {
        <label class="lines__release">
            { "Nmap " }
            <select class="chooser__field" aria-label="Which Nmap" {onchange}>
                { for Release::ALL.into_iter().rev().map(|release| html! {
                    <option selected={release == chosen}>{ release_words(release) }</option>
                }) }
            </select>
        </label>
    }
}

/// The releases with these answers.
fn release_words(release: Release) -> &'static str {
    match release {
        Release::V7_93 => "7.93",
        Release::V7_95 => "7.95 to 7.99",
        Release::V7_991 => "7.991 and later",
    }
}

/// `3 lines`: those that are neither blank nor comments.
fn line_count(text: &str) -> String {
    let is_line = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
    match text.lines().filter(is_line).count() {
        0 => String::new(),
        1 => "1 line".to_owned(),
        n => format!("{n} lines"),
    }
}

/// What was said of a place, or what belongs to what is pointed at; selected bytes say it on their
/// own card. Its place is kept, so that nothing moves.
fn render_linked(pointing: &Pointing, said: Option<&str>, text: &str) -> Html {
    if text.trim().is_empty() {
        return Html::default();
    }
    let words = match pointing.now() {
        _ if said.is_some() => said.unwrap_or_default(),
        Some(Pointed::Bytes { .. }) | None => "",
        Some(_) => pointing.linked.words.as_str(),
    };
    html! {
        <p class="lines__linked" role="status" aria-live="polite">{ render_prose(words) }</p>
    }
}

/// The text in pieces, by what the worker said of it or of the text before it.
fn drawn_lines(
    text: &str,
    last: &Evaluation,
    findings: &[DiagnosticRecord],
    linked: &Linked,
) -> Rc<[LineText]> {
    let seconds = findings.iter().filter_map(|one| one.second.as_ref());
    let seconds = seconds.map(|second| (second.span, TokenKind::Flaw));
    let places = findings
        .iter()
        .map(|one| (one.span, kind_of(&one.severity)));
    let places = places.chain(seconds);
    let flaws = places.map(|(span, kind)| Token {
        start: span.start,
        end: span.end.max(span.start + 1),
        kind,
    });
    let lit = linked.items.iter().map(|item| Token {
        start: item.start,
        end: item.end,
        kind: TokenKind::Lit,
    });
    let tokens = last.tokens.iter().copied();
    let mut tokens: Vec<Token> = tokens.chain(flaws).chain(lit).collect();
    sort_by_place(&mut tokens, |token| (token.start, !token.end));
    let tokens = carry_tokens(&tokens, &last.texts.lines, text);
    split_lines(text, &tokens).into()
}

/// How the place of a finding is drawn.
fn kind_of(severity: &str) -> TokenKind {
    match severity {
        "error" | "warning" => TokenKind::Flaw,
        _ => TokenKind::Remark,
    }
}

/// The verdicts once more: for a page too narrow to show them beside the lines, and for whoever
/// cannot see them there. The editor takes its own from here.
fn render_summary(verdicts: &[LineVerdict], list: &NodeRef, onlook: &Callback<u32>) -> Html {
    if verdicts.is_empty() {
        return html! { <div ref={list.clone()} /> };
    }
    html! {
        <ul class="verdicts lines__summary" aria-label="Verdicts" ref={list.clone()}>
            { for verdicts.iter().map(|verdict| html! {
                <li data-line={verdict.line.to_string()}>{ render_look(verdict, onlook) }</li>
            }) }
        </ul>
    }
}

fn render_look(verdict: &LineVerdict, onlook: &Callback<u32>) -> Html {
    let number = verdict.line;
    html! {
        <button
            type="button"
            class="editor__look"
            onclick={onlook.reform(move |_: MouseEvent| number)}
        >
            <span class="lines__number">{ format!("line {number}: ") }</span>
            { render_verdict(verdict.sign, &verdict.words) }
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_blank_lines_are_not_counted() {
        assert_eq!(line_count("# note\n\n  \n"), "");
        assert_eq!(line_count("match a m|b|\n"), "1 line");
        assert_eq!(line_count("match a m|b|\n#\nmatch"), "2 lines");
    }

    #[test]
    fn a_place_without_width_is_still_drawn() {
        let finding = crate::model::samples::finding("lines", 2, "x");
        let finding = DiagnosticRecord {
            span: sflens::results::SpanRecord { start: 2, end: 2 },
            ..finding
        };
        let last = Evaluation::default();
        let last = Evaluation {
            texts: crate::model::Texts {
                lines: "match".into(),
                ..last.texts
            },
            ..last
        };
        let lines = drawn_lines("match", &last, &[finding], &Linked::default());
        assert!(
            lines[0]
                .pieces
                .iter()
                .any(|piece| piece.is_flawed && &*piece.text == "t")
        );
    }
}
