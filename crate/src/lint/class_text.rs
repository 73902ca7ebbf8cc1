//! The members of a class as they are written: `[\w-.]` has `\w`, `-` and `.`.
//!
//! Reads the common spellings; a class with a quotation (`\Q`), an octal or a braced escape is not
//! taken apart. What is made of the members is held against the class by `prove`.

use crate::source::Span;

/// The members of a class, and what stands around them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ClassText {
    /// Where the members stand, in bytes of the class's own text: `a`, `\x41`, `[:alpha:]`, and the
    /// hyphens, each for itself.
    pub(super) members: Vec<Span>,
}

/// Takes `text` apart, from `[` to `]`.
pub(super) fn class_text(text: &[u8]) -> Option<ClassText> {
    let inner = text.strip_prefix(b"[")?;
    let n_head = 1 + usize::from(inner.starts_with(b"^"));
    let end = text.len().checked_sub(1)?;
    let mut members = Vec::new();
    let mut at = n_head;
    while at < end {
        let len = member_len(text.get(at..end)?)?;
        members.push(Span::new(at, at + len));
        at += len;
    }
    Some(ClassText { members })
}

fn member_len(rest: &[u8]) -> Option<usize> {
    match rest {
        [b'\\', b'x', a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => Some(4),
        [
            b'\\',
            b'x' | b'c' | b'o' | b'Q' | b'E' | b'N' | b'1'..=b'9',
            ..,
        ] => None,
        [b'\\', b'0', next, ..] if next.is_ascii_digit() => None,
        [b'\\', _, ..] => Some(2),
        [b'\\'] => None,
        [b'[', b':', ..] => {
            let close = rest.windows(2).position(|pair| pair == b":]");
            Some(close.map_or(1, |close| close + 2))
        }
        [_, ..] => Some(1),
        [] => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&[&str]>) {
        let found = class_text(text.as_bytes());
        let found = found.map(|class| {
            let members = class.members.into_iter();
            members.map(|span| &text[span.range()]).collect::<Vec<_>>()
        });
        assert_eq!(found.as_deref(), expected);
    }

    #[test]
    fn members_are_told_apart() {
        check(r"[\w-.]", Some(&[r"\w", "-", "."]));
        check(
            r"[^]\x00\]a-z[:alpha:]]",
            Some(&["]", r"\x00", r"\]", "a", "-", "z", "[:alpha:]"]),
        );
    }

    #[test]
    fn rare_spellings_are_left_alone() {
        for text in [r"[\012]", r"[\Qa\E]", r"[\x{41}]", r"[\cA]"] {
            check(text, None);
        }
    }
}
