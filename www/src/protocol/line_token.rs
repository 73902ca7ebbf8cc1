//! The parts of match lines as far as the page draws them apart.
//!
//! The library's tokens say `(` and `)` of a group one by one, and of a call in a template what
//! stands around its arguments; here each is one token from its first byte to its last, around what
//! it holds:
//!
//! ```text
//! m|^ACME (\d+)|     library  ( group 1   \d class   + quantifier   ) group 1
//!         ^^^^^      here     group 1
//! ```

use sflens::probes::{Token, TokenKind, text_tokens};
use sflens::source::sort_by_place;
use sflens::{wire_enums, wire_records};

/// One part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineToken {
    /// Its first byte in the text.
    pub start: u32,
    /// The byte behind its last.
    pub end: u32,
    /// What it is.
    pub kind: LineTokenKind,
}

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineTokenKind {
    /// A line that is only for people.
    Comment,
    /// A directive, or the letter of a template.
    Keyword,
    /// Characters around a pattern or a template, flags, the `m` before a pattern.
    Delimiter,
    /// An escape.
    Escape,
    /// A capturing group with its number.
    Group(u8),
    /// A substitution with the number of its group.
    Substitution(u8),
}

/// The parts of all lines of `text`, sorted by their starts, an outer one before an inner one.
pub fn line_tokens(text: &[u8]) -> Vec<LineToken> {
    let mut open: Vec<Token> = Vec::new();
    let mut call_start = 0;
    let mut parts = Vec::new();
    for token in text_tokens(text) {
        match token.kind {
            TokenKind::Group(number) if token.span.slice(text).ends_with(b")") => {
                let first = open.iter().rposition(|open| open.kind == token.kind);
                if let Some(first) = first.map(|idx| open.remove(idx)) {
                    let kind = LineTokenKind::Group(number);
                    parts.push(part(first.span.start, token.span.end, kind));
                }
            }
            TokenKind::Group(_) => open.push(token),
            TokenKind::Substitution(number) => {
                let spelled = token.span.slice(text);
                let begins = spelled.starts_with(b"$");
                if begins {
                    call_start = token.span.start;
                }
                let is_call = begins && spelled.contains(&b'(');
                if spelled.ends_with(b")") || begins && !is_call {
                    let kind = LineTokenKind::Substitution(number);
                    parts.push(part(call_start, token.span.end, kind));
                }
            }
            kind => {
                let drawn = drawn_kind(kind);
                parts.extend(drawn.map(|kind| part(token.span.start, token.span.end, kind)));
            }
        }
    }
    sort_by_place(&mut parts, |part| (part.start, !part.end));
    parts
}

fn part(start: u32, end: u32, kind: LineTokenKind) -> LineToken {
    LineToken { start, end, kind }
}

/// How a token is drawn; `None` as plain text.
fn drawn_kind(kind: TokenKind) -> Option<LineTokenKind> {
    match kind {
        TokenKind::Comment | TokenKind::Ignored => Some(LineTokenKind::Comment),
        TokenKind::Keyword | TokenKind::TemplateLetter => Some(LineTokenKind::Keyword),
        TokenKind::Marker | TokenKind::Delimiter | TokenKind::Flags => {
            Some(LineTokenKind::Delimiter)
        }
        TokenKind::Escape => Some(LineTokenKind::Escape),
        _ => None,
    }
}

wire_records! {
    LineToken { start, end, kind }
}

wire_enums! {
    LineTokenKind {
        Comment, Keyword, Delimiter, Escape, Group(number), Substitution(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, LineTokenKind)]) {
        let found: Vec<_> = (line_tokens(text.as_bytes()).into_iter())
            .map(|part| (&text[part.start as usize..part.end as usize], part.kind))
            .filter(|(_, kind)| !matches!(kind, LineTokenKind::Delimiter))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_group_is_one_part_around_what_it_holds() {
        check(
            r"match a m|(x(\r)y)| v/$2/",
            &[
                ("match", LineTokenKind::Keyword),
                (r"(x(\r)y)", LineTokenKind::Group(1)),
                (r"(\r)", LineTokenKind::Group(2)),
                (r"\r", LineTokenKind::Escape),
                ("v", LineTokenKind::Keyword),
                ("$2", LineTokenKind::Substitution(2)),
            ],
        );
    }

    #[test]
    fn a_call_is_one_part_around_its_arguments() {
        check(
            r#"match a m|(x)(y)| i/$I(1,"<") $P(2)$1 $SUBST(2,"_",".")/"#,
            &[
                ("match", LineTokenKind::Keyword),
                ("(x)", LineTokenKind::Group(1)),
                ("(y)", LineTokenKind::Group(2)),
                ("i", LineTokenKind::Keyword),
                (r#"$I(1,"<")"#, LineTokenKind::Substitution(1)),
                ("$P(2)", LineTokenKind::Substitution(2)),
                ("$1", LineTokenKind::Substitution(1)),
                (r#"$SUBST(2,"_",".")"#, LineTokenKind::Substitution(2)),
            ],
        );
    }

    #[test]
    fn a_group_that_is_not_closed_is_no_part() {
        check("match a m|(x|", &[("match", LineTokenKind::Keyword)]);
    }

    #[test]
    fn the_groups_of_two_lines_do_not_meet() {
        let text = "match a m|(x|\nmatch a m|y)|";
        let keyword = ("match", LineTokenKind::Keyword);
        check(text, &[keyword, keyword]);
    }
}
