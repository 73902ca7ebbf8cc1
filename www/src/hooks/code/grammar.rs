//! What the editor must know within a frame, told on the page itself by the library's reading of
//! the lines on the screen.

use sflens::probes::bracket_at;

use crate::lazy::{NotLoaded, wasm_split};
use crate::model::{Utf16Places, utf16_to_byte};
use crate::protocol::{LineToken, LineTokenKind, line_tokens};

/// The functions of the part.
#[derive(Clone, Copy)]
pub(super) struct Grammar {
    /// `[from, to, kind, number]*` of some lines, in UTF-16 units; `www/js/editor/drawing.js` says
    /// what the kinds are.
    pub(super) tokens: fn(&str) -> Vec<u32>,
    /// `[from, to]*` of the brackets at a UTF-16 unit of a line.
    pub(super) brackets: fn(&str, u32) -> Vec<u32>,
}

/// Loads the part.
#[wasm_split(grammar, fallible)]
pub(super) fn load_grammar() -> Result<Grammar, NotLoaded> {
    Ok(Grammar { tokens, brackets })
}

fn tokens(text: &str) -> Vec<u32> {
    let places = Utf16Places::of(text);
    let tokens = line_tokens(text.as_bytes());
    tokens
        .iter()
        .flat_map(|token| encode(token, &places))
        .collect()
}

/// A group is two tokens: the whole, and the bracket that ends it.
fn encode(token: &LineToken, places: &Utf16Places) -> Vec<u32> {
    let place = |start, end, kind, number| [places.at(start), places.at(end), kind, number];
    let whole = |kind, number| place(token.start, token.end, kind, number);
    match token.kind {
        LineTokenKind::Comment => whole(0, 0).into(),
        LineTokenKind::Keyword => whole(1, 0).into(),
        LineTokenKind::Delimiter => whole(2, 0).into(),
        LineTokenKind::Escape => whole(3, 0).into(),
        LineTokenKind::Group(number) | LineTokenKind::Substitution(number) => {
            let number = u32::from(number);
            let end = place(token.end - 1, token.end, 5, number);
            [whole(4, number), end].concat()
        }
    }
}

fn brackets(line: &str, at: u32) -> Vec<u32> {
    let at = utf16_to_byte(line, at);
    let places = Utf16Places::of(line);
    let pair = bracket_at(line.as_bytes(), at);
    let both = pair
        .into_iter()
        .flat_map(|pair| [Some(pair.first), pair.second]);
    both.flatten()
        .flat_map(|span| [places.at(span.start), places.at(span.end)])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_the_browser_counts() {
        let text = "# é\nmatch a m|(b)|";
        let found = tokens(text);
        assert_eq!(found[..4], [0, 3, 0, 0]);
        let group: Vec<_> = found.chunks(4).filter(|one| one[3] == 1).collect();
        assert_eq!(group, [[14, 17, 4, 1], [16, 17, 5, 1]]);
        assert_eq!(brackets("é m|", 2), Vec::<u32>::new());
        assert_eq!(brackets("match é m|(b)|", 11), [10, 11, 12, 13]);
        assert_eq!(brackets("match é m|(b|", 11), [10, 11]);
    }
}
