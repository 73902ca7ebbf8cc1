//! The line around a place in a text, cut so that it fits.

use sflens::bytes::print_byte;
use sflens::results::SpanRecord;

/// Characters that are shown on each side of the place.
const AROUND: usize = 48;
/// Characters of the place itself that are shown.
const MARKED: usize = 64;

/// A line with a marked place. Control characters and the like are escapes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// What stands before the place.
    pub before: String,
    /// The place; one blank where it is empty, such as at the end of a line.
    pub marked: String,
    /// What stands behind it.
    pub after: String,
}

impl Excerpt {
    /// The line of `text` that holds the start of `span`, in bytes of `text`.
    pub fn of(text: &str, span: SpanRecord) -> Self {
        let start = text.floor_char_boundary(span.start as usize);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let end = text.floor_char_boundary((span.end as usize).clamp(start, line_end));
        let before: Vec<char> = text[line_start..start].chars().collect();
        let marked = cut(&text[start..end], MARKED);
        Self {
            before: shorten_front(&before),
            marked: if marked.is_empty() {
                " ".to_owned()
            } else {
                marked
            },
            after: cut(text[end..line_end].trim_end_matches('\r'), AROUND),
        }
    }
}

fn shorten_front(before: &[char]) -> String {
    let n_cut = before.len().saturating_sub(AROUND);
    let kept = before[n_cut..].iter().copied().map(visible);
    let ellipsis = (n_cut > 0).then(|| "…".to_owned());
    ellipsis.into_iter().chain(kept).collect()
}

fn cut(text: &str, n_most: usize) -> String {
    let kept = text.chars().take(n_most).map(visible);
    let ellipsis = text.chars().nth(n_most).map(|_| "…".to_owned());
    kept.chain(ellipsis).collect()
}

/// The character, or its escape where it could not be seen or would reorder what can.
fn visible(c: char) -> String {
    let is_unseen = c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    match c {
        _ if c.is_ascii_control() => print_byte(c as u8),
        _ if is_unseen => format!("\\u{{{:x}}}", c as u32),
        _ => c.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, start: u32, end: u32, expected: (&str, &str, &str)) {
        let excerpt = Excerpt::of(text, SpanRecord { start, end });
        let found = (&*excerpt.before, &*excerpt.marked, &*excerpt.after);
        assert_eq!(found, expected);
    }

    #[test]
    fn only_the_line_of_the_place_is_shown() {
        check("one\ntwo\nthree", 5, 6, ("t", "w", "o"));
        check("one\r\ntwo", 1, 2, ("o", "n", "e"));
        check("one\ntwo", 1, 6, ("o", "ne", ""));
    }

    #[test]
    fn an_empty_place_is_still_seen() {
        check("ab", 2, 2, ("ab", " ", ""));
        check("", 0, 0, ("", " ", ""));
        check("ab", 9, 12, ("ab", " ", ""));
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let text = "x".repeat(500);
        let excerpt = Excerpt::of(
            &text,
            SpanRecord {
                start: 200,
                end: 400,
            },
        );
        assert_eq!(excerpt.before.chars().count(), AROUND + 1);
        assert_eq!(excerpt.marked.chars().count(), MARKED + 1);
        assert_eq!(excerpt.after.chars().count(), AROUND + 1);
    }

    #[test]
    fn what_would_reorder_the_text_is_an_escape() {
        check("a\u{202e}b", 0, 1, ("", "a", "\\u{202e}b"));
    }

    #[test]
    fn control_bytes_are_the_escapes_of_the_rest_of_the_page() {
        check("a\tb\u{7}\rc", 0, 1, ("", "a", "\\tb\\x07\\rc"));
        check("a\u{85}", 0, 1, ("", "a", "\\u{85}"));
    }
}
