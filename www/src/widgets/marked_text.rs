//! Text with numbered marks, counted in characters. What cannot be seen is written as an escape.

use yew::prelude::*;

use super::marks::{Mark, render_piece, split_marks};

/// What [`MarkedText`] shows.
#[derive(Clone, PartialEq, Properties)]
pub struct MarkedTextProps {
    /// The text; each character stands for the byte of the same number.
    pub text: AttrValue,
    /// Marks over its characters.
    #[prop_or_default]
    pub marks: Vec<Mark>,
}

/// See the head of this file.
#[component]
pub fn MarkedText(props: &MarkedTextProps) -> Html {
    let characters: Vec<char> = props.text.chars().collect();
    let pieces = split_marks(0..characters.len(), &props.marks);
    let content = |range: std::ops::Range<usize>| -> Html {
        let text: String = characters[range].iter().map(|c| visible(*c)).collect();
        html! { { text } }
    };
    html! {
        <span class="marked" translate="no">
            { for pieces.iter().map(|piece| render_piece(piece, content(piece.range.clone()))) }
        </span>
    }
}

/// Printable ASCII as it is, all else as an escape: a field may hold anything a server sent.
fn visible(c: char) -> String {
    match c {
        ' '..='~' => c.into(),
        _ => format!("\\x{:02x}", c as u32),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{render, text_of};

    #[test]
    fn control_characters_are_escapes_and_marks_count_characters() {
        let html = render::<MarkedText>(MarkedTextProps {
            text: "\u{e9}\u{9b}x".into(),
            marks: vec![Mark {
                start: 2,
                end: 3,
                number: 4,
            }],
        });
        assert_eq!(text_of(&html), r"\xe9\x9bx4");
    }
}
