//! The match lines in a plain text area, drawn in color, with a verdict beside each: what does the
//! work until the editor has come, and where it does not come.
//!
//! The text area lies exactly over a drawing of its text and its own characters are not painted:
//! typing, selecting, undo and screen readers work as in any text area. Both wrap alike because
//! they share font, width and wrapping rules; the drawing sets the height. A large
//! text is not drawn.
//!
//! ```text
//! 1 │ match ftp m|^220 ([-\w]+)| h/$1/          │ ● hard, NULL
//!   │ └──────── text area over drawing ───────┘ │ a button that leads to the line
//! ```

use std::rc::Rc;

use yew::prelude::*;

use super::caret::line_at;
use super::editor::{HINT, LABEL};
use super::verdict::render_verdict;
use crate::hooks::{
    LINES_FIELD, area_text, element_under, field_caret, field_value, select_in_field,
};
use crate::model::{LineText, LineVerdict, Piece, TokenKind, is_large, utf16_to_byte};
use crate::persist::LINES;

/// What [`PlainEditor`] shows.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct PlainEditorProps {
    /// The text.
    pub text: Rc<str>,
    /// The same text, cut into pieces.
    pub lines: Rc<[LineText]>,
    /// What became of the lines.
    pub verdicts: Rc<[LineVerdict]>,
    /// The line that is looked at, from 1.
    pub current: u32,
    /// Called after each key and each change: true while an input method holds what is not yet text.
    pub oncompose: Callback<bool>,
    /// Called with each text that was drawn.
    pub ondraw: Callback<Rc<str>>,
    /// Called with what was typed.
    pub onchange: Callback<String>,
    /// Called with the line to which the caret went.
    pub onlook: Callback<u32>,
    /// Called with the byte of the text to which the caret went.
    pub oncaret: Callback<usize>,
    /// Called with the line and the group that the mouse is over.
    pub onhover: Callback<Option<(u32, u8)>>,
}

/// See the head of this file.
#[component]
pub(super) fn PlainEditor(props: &PlainEditorProps) -> Html {
    let look = look_at_caret(props);
    {
        let ondraw = props.ondraw.clone();
        use_effect_with(props.text.clone(), move |text| ondraw.emit(text.clone()));
    }
    let oninput = {
        let (look, onchange) = (look.clone(), props.onchange.clone());
        let oncompose = props.oncompose.clone();
        Callback::from(move |event: InputEvent| {
            let text = field_value(&event);
            look.emit(text.clone());
            onchange.emit(text);
            oncompose.emit(event.is_composing());
        })
    };
    let moved = Callback::from(move |event: Event| {
        if let Some(text) = area_text(&event) {
            look.emit(text);
        }
    });
    let onkeyup = {
        let (moved, oncompose) = (moved.clone(), props.oncompose.clone());
        Callback::from(move |event: KeyboardEvent| {
            let is_composing = event.is_composing();
            moved.emit(event.into());
            oncompose.emit(is_composing);
        })
    };
    let plain = is_large(&props.text).then_some("editor--plain");
    html! {
        <div class={classes!("editor", plain)} translate="no">
            <ol class="editor__rows">
                { for props.lines.iter().map(|line| html! {
                    <Row
                        key={line.number}
                        line={line.clone()}
                        verdict={props.verdicts.iter().find(|v| v.line == line.number).cloned()}
                        is_current={line.number == props.current}
                        onlook={go_to_line(props)}
                    />
                }) }
            </ol>
            <textarea
                id={LINES_FIELD}
                class="editor__field"
                aria-label={LABEL}
                aria-describedby="lines-findings"
                data-keep={LINES}
                value={props.text.to_string()}
                placeholder={HINT}
                rows="1"
                spellcheck="false"
                autocomplete="off"
                autocapitalize="off"
                {oninput}
                {onkeyup}
                onclick={moved.reform(|event: MouseEvent| event.into())}
                onfocus={moved.reform(|event: FocusEvent| event.into())}
                onmousemove={props.onhover.reform(|event: MouseEvent| group_under(&event))}
                onmouseleave={props.onhover.reform(|_: MouseEvent| None)}
            />
        </div>
    }
}

/// Says the line and the byte of the caret, given the text of the field.
fn look_at_caret(props: &PlainEditorProps) -> Callback<String> {
    let (onlook, oncaret) = (props.onlook.clone(), props.oncaret.clone());
    Callback::from(move |text: String| {
        let caret = field_caret(LINES_FIELD).unwrap_or_default();
        let at = utf16_to_byte(&text, caret);
        onlook.emit(line_at(&text, at));
        oncaret.emit(at);
    })
}

/// The line and the group of the drawing under the text area where the mouse is.
fn group_under(event: &MouseEvent) -> Option<(u32, u8)> {
    let piece = element_under(event, "data-group")?;
    let row = piece.closest("[data-line]").ok()??;
    let number = |element: &web_sys::Element, name| element.get_attribute(name)?.parse().ok();
    Some((
        number(&row, "data-line")?,
        number(&piece, "data-group")? as u8,
    ))
}

/// Puts the caret at the end of a line and looks at it.
fn go_to_line(props: &PlainEditorProps) -> Callback<u32> {
    let (text, onlook) = (props.text.clone(), props.onlook.clone());
    Callback::from(move |number: u32| {
        let until: Vec<&str> = text.split('\n').take(number as usize).collect();
        let end = until.join("\n").encode_utf16().count() as u32;
        select_in_field(LINES_FIELD, end..end);
        onlook.emit(number);
    })
}

#[derive(PartialEq, Properties)]
struct RowProps {
    line: LineText,
    verdict: Option<LineVerdict>,
    is_current: bool,
    onlook: Callback<u32>,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let number = props.line.number;
    let onclick = props.onlook.reform(move |_: MouseEvent| number);
    html! {
        <li
            data-line={number.to_string()}
            class={classes!("editor__row", props.is_current.then_some("editor__row--current"))}
        >
            <span class="editor__number" aria-hidden="true">{ number }</span>
            <span class="editor__code" aria-hidden="true">
                { for props.line.pieces.iter().map(render_piece) }
            </span>
            <span class="editor__verdict">
                if let Some(verdict) = &props.verdict {
                    <button type="button" class="editor__look" {onclick}>
                        <span class="aside">{ format!("Line {number}: ") }</span>
                        { render_verdict(verdict.sign, &verdict.words) }
                    </button>
                }
            </span>
        </li>
    }
}

fn render_piece(piece: &Piece) -> Html {
    let look = piece.kind.and_then(look_of);
    let mark = piece
        .group
        .map(|number| format!("code__group mark--{number}"));
    let flawed = match (piece.is_flawed, piece.is_remarked) {
        (true, _) => Some("code__flaw"),
        (false, true) => Some("code__remark"),
        (false, false) => None,
    };
    if look.is_none() && mark.is_none() && flawed.is_none() && !piece.is_lit {
        return html! { { &*piece.text } };
    }
    let lit = piece.is_lit.then_some("code__lit");
    let ends = piece
        .closes
        .iter()
        .map(u8::to_string)
        .collect::<Vec<_>>()
        .join(" ");
    html! {
        <span
            class={classes!(look, mark, flawed, lit)}
            data-group={piece.group.map(|number| number.to_string())}
            data-ends={(!ends.is_empty()).then_some(ends)}
        >
            { &*piece.text }
        </span>
    }
}

fn look_of(kind: TokenKind) -> Option<&'static str> {
    match kind {
        TokenKind::Comment => Some("code__comment"),
        TokenKind::Keyword => Some("code__keyword"),
        TokenKind::Delimiter => Some("code__delimiter"),
        TokenKind::Escape => Some("code__escape"),
        TokenKind::Group(_)
        | TokenKind::Substitution(_)
        | TokenKind::Flaw
        | TokenKind::Remark
        | TokenKind::Lit => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Sign, Token, split_lines};
    use crate::testing::{render, text_of};

    #[test]
    fn each_line_has_its_number_its_colors_and_its_verdict() {
        let text = "match a m|(b)|\nmatch";
        let group = Token {
            start: 10,
            end: 13,
            kind: TokenKind::Group(1),
        };
        let html = render::<PlainEditor>(PlainEditorProps {
            text: text.into(),
            lines: split_lines(text, &[group]).into(),
            verdicts: [LineVerdict {
                line: 1,
                sign: Sign::Hard,
                words: "hard, NULL".into(),
            }]
            .into(),
            current: 1,
            ondraw: Callback::noop(),
            oncompose: Callback::noop(),
            onchange: Callback::noop(),
            onlook: Callback::noop(),
            oncaret: Callback::noop(),
            onhover: Callback::noop(),
        });
        assert!(html.contains(r#"class="code__group mark--1""#), "{html}");
        let text = text_of(&html);
        assert!(
            text.contains("1match a m|(b)|Line 1: hard, NULL2match"),
            "{text}"
        );
    }
}
