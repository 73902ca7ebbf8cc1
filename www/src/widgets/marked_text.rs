//! Text with numbered marks, counted in characters. What cannot be seen is written as an escape.

use yew::prelude::*;

use super::marks::{Overlay, render_piece, split_overlay};

/// See the head of this file. Each character of `text` stands for the byte of the same number.
pub fn render_marked(text: &str, overlay: &Overlay) -> Html {
    let characters: Vec<char> = text.chars().collect();
    let pieces = split_overlay(0..characters.len(), overlay);
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
    use crate::testing::{render_html, text_of};
    use crate::widgets::Mark;

    #[test]
    fn control_characters_are_escapes_and_marks_count_characters() {
        let html = render_html(render_marked(
            "\u{e9}\u{9b}x",
            &Overlay::of_marks(vec![Mark {
                start: 2,
                end: 3,
                number: 4,
            }]),
        ));
        assert_eq!(text_of(&html), r"\xe9\x9bx4");
    }
}
