//! The parts of the match lines, cut into pieces that can be drawn, line by line.
//!
//! The worker's tokens are a moment older than the text on the screen, so they are first carried
//! over the change that was made since:
//!
//! ```text
//! text then   match ftp m|^(a)|      tokens  match:keyword   (a):group 1
//! text now    match ftp m|^22(a)|            match:keyword     (a):group 1
//! ```

use std::rc::Rc;

/// What a part of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A line that is only for people.
    Comment,
    /// `match`, `softmatch`, `Probe` and other directives.
    Keyword,
    /// The letter and the characters around a pattern or a template, and flags.
    Delimiter,
    /// An escape in the pattern that stands for a byte or a class.
    Escape,
    /// A capturing group of the pattern with its number, brackets included.
    Group(u8),
    /// A substitution in a template with its group's number.
    Substitution(u8),
    /// A place that a finding is about.
    Flaw,
    /// A place that a finding of little weight is about.
    Remark,
    /// A place that belongs to what is pointed at.
    Lit,
}

/// A part of the match lines, in bytes of their text. Groups may hold other tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// Behind the last byte.
    pub end: u32,
    /// What it is.
    pub kind: TokenKind,
}

/// One line, cut into pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineText {
    /// The number from 1.
    pub number: u32,
    /// The pieces in order; together they are the line without its line break.
    pub pieces: Vec<Piece>,
}

/// A run of characters that look alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The characters.
    pub text: Rc<str>,
    /// What it is apart from groups.
    pub kind: Option<TokenKind>,
    /// The innermost group around it, or the group that it stands for.
    pub group: Option<u8>,
    /// The groups that end with it.
    pub closes: Vec<u8>,
    /// True where a finding is about it.
    pub is_flawed: bool,
    /// True where a finding of little weight is about it.
    pub is_remarked: bool,
    /// True where it belongs to what is pointed at.
    pub is_lit: bool,
}

/// What is different between two texts: all before it and all behind it is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Bytes before it.
    prefix: usize,
    /// Bytes behind it.
    suffix: usize,
    old_len: usize,
    new_len: usize,
}

impl Difference {
    /// What is different in `new`.
    pub fn between(old: &str, new: &str) -> Self {
        let (old, new) = (old.as_bytes(), new.as_bytes());
        let shorter = old.len().min(new.len());
        let same = |(a, b): &(&u8, &u8)| a == b;
        let prefix = old.iter().zip(new).take_while(same).count();
        let suffix = (old.iter().rev().zip(new.iter().rev()))
            .take(shorter - prefix)
            .take_while(same)
            .count();
        Self {
            prefix,
            suffix,
            old_len: old.len(),
            new_len: new.len(),
        }
    }

    /// Where the bytes from `start` to `end` of the old text stand in the new one. Nothing when
    /// they were cut; a place that the change happened inside of grows with it.
    pub fn carry(&self, start: u32, end: u32) -> Option<(u32, u32)> {
        let (prefix, changed_until) = (self.prefix as u32, (self.old_len - self.suffix) as u32);
        let shift = self.new_len as i64 - self.old_len as i64;
        let moved = |at: u32| (i64::from(at) + shift) as u32;
        if end <= prefix {
            Some((start, end))
        } else if start >= changed_until {
            Some((moved(start), moved(end)))
        } else if start < prefix && end > changed_until {
            Some((start, moved(end)))
        } else {
            None
        }
    }

    /// One of the two texts as what is before the difference, the difference, and what is behind it.
    /// A character that differs in some of its bytes differs.
    pub fn cut<'a>(&self, text: &'a str) -> [&'a str; 3] {
        let start = text.floor_char_boundary(self.prefix);
        let end = text.ceil_char_boundary(text.len() - self.suffix);
        [&text[..start], &text[start..end], &text[end..]]
    }
}

/// The tokens of `old` where they stand in `new`; those that the change cut are dropped, those
/// that it happened inside of grow with it.
pub fn carry_tokens(tokens: &[Token], old: &str, new: &str) -> Vec<Token> {
    if old == new {
        return tokens.to_vec();
    }
    let difference = Difference::between(old, new);
    let carry = |token: &Token| {
        let (start, end) = difference.carry(token.start, token.end)?;
        let kind = token.kind;
        Some(Token { start, end, kind })
    };
    tokens.iter().filter_map(carry).collect()
}

/// The lines of `text`, cut at the ends of `tokens`, which are sorted by their starts.
pub fn split_lines(text: &str, tokens: &[Token]) -> Vec<LineText> {
    let mut start = 0;
    let mut next = 0;
    let line = |(idx, line): (usize, &str)| {
        let end = start + line.len();
        let n_own = tokens[next..].partition_point(|token| (token.start as usize) <= end);
        let pieces = split_pieces(line, start as u32, &tokens[next..next + n_own]);
        next += n_own;
        start = end + 1;
        let number = idx as u32 + 1;
        LineText { number, pieces }
    };
    text.split('\n').enumerate().map(line).collect()
}

/// Cuts one line that begins at `start`.
fn split_pieces(line: &str, start: u32, tokens: &[Token]) -> Vec<Piece> {
    let inside = |at: u32| (at.saturating_sub(start) as usize).min(line.len());
    let ends = tokens.iter().flat_map(|t| [inside(t.start), inside(t.end)]);
    let mut cuts: Vec<usize> = ends.chain([0, line.len()]).collect();
    cuts.retain(|cut| line.is_char_boundary(*cut));
    cuts.sort_unstable();
    cuts.dedup();
    let piece = |cut: &[usize]| {
        let (from, until) = (start + cut[0] as u32, start + cut[1] as u32);
        let around = tokens.iter().filter(|t| t.start <= from && until <= t.end);
        Piece {
            text: line[cut[0]..cut[1]].into(),
            kind: around.clone().rev().map(|t| t.kind).find(is_look),
            group: around.clone().rev().find_map(|t| group_of(t.kind)),
            closes: tokens
                .iter()
                .rev()
                .filter(|t| t.end == until)
                .filter_map(ended)
                .collect(),
            is_flawed: around.clone().any(|t| t.kind == TokenKind::Flaw),
            is_remarked: around.clone().any(|t| t.kind == TokenKind::Remark),
            is_lit: around.clone().any(|t| t.kind == TokenKind::Lit),
        }
    };
    cuts.windows(2).map(piece).collect()
}

fn is_look(kind: &TokenKind) -> bool {
    !matches!(
        kind,
        TokenKind::Group(_) | TokenKind::Flaw | TokenKind::Remark | TokenKind::Lit
    )
}

fn group_of(kind: TokenKind) -> Option<u8> {
    match kind {
        TokenKind::Group(number) | TokenKind::Substitution(number) => Some(number),
        _ => None,
    }
}

fn ended(token: &Token) -> Option<u8> {
    group_of(token.kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(start: u32, end: u32, kind: TokenKind) -> Token {
        Token { start, end, kind }
    }

    #[track_caller]
    fn check_carried(old: &str, new: &str, before: (u32, u32), after: Option<(u32, u32)>) {
        let tokens = [token(before.0, before.1, TokenKind::Group(1))];
        let carried = carry_tokens(&tokens, old, new);
        assert_eq!(carried.first().map(|t| (t.start, t.end)), after);
    }

    #[test]
    fn a_token_moves_with_what_is_typed_before_it() {
        check_carried("x(a)y", "x22(a)y", (1, 4), Some((3, 6)));
        check_carried("x(a)y", "(a)y", (1, 4), Some((0, 3)));
    }

    #[test]
    fn a_token_stays_before_a_change() {
        check_carried("x(a)y", "x(a)yz", (1, 4), Some((1, 4)));
        check_carried("x(a)y", "x(a)", (1, 4), Some((1, 4)));
    }

    #[test]
    fn a_token_grows_around_a_change_inside() {
        check_carried("x(a)y", "x(abc)y", (1, 4), Some((1, 6)));
        check_carried("x(ab)y", "x()y", (1, 5), Some((1, 3)));
    }

    #[test]
    fn a_token_that_is_cut_is_dropped() {
        check_carried("x(ab)y", "x(ay", (1, 5), None);
        check_carried("x(a)y", "", (1, 4), None);
    }

    #[test]
    fn repeated_text_is_not_counted_twice() {
        check_carried("aa(a)", "a(a)", (2, 5), Some((1, 4)));
    }

    #[track_caller]
    fn check_cut(old: &str, new: &str, old_cut: [&str; 3], new_cut: [&str; 3]) {
        let difference = Difference::between(old, new);
        assert_eq!(
            (difference.cut(old), difference.cut(new)),
            (old_cut, new_cut)
        );
    }

    #[test]
    fn a_difference_is_cut_out_between_characters() {
        check_cut("axb", "ayyb", ["a", "x", "b"], ["a", "yy", "b"]);
        // The first bytes are the same, and then the last.
        check_cut("aéb", "aèb", ["a", "é", "b"], ["a", "è", "b"]);
        check_cut("aéb", "aũb", ["a", "é", "b"], ["a", "ũ", "b"]);
        check_cut("a", "a", ["a", "", ""], ["a", "", ""]);
    }

    #[track_caller]
    fn check_pieces(line: &LineText, expected: &[(&str, Option<u8>, &[u8])]) {
        let found: Vec<_> = (line.pieces.iter())
            .map(|piece| (&*piece.text, piece.group, &piece.closes[..]))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_nested_group_keeps_its_own_number() {
        let tokens = [
            token(1, 7, TokenKind::Group(1)),
            token(3, 6, TokenKind::Group(2)),
        ];
        let lines = split_lines("^(a(b))$\n", &tokens);
        check_pieces(
            &lines[0],
            &[
                ("^", None, &[]),
                ("(a", Some(1), &[]),
                ("(b)", Some(2), &[2]),
                (")", Some(1), &[1]),
                ("$", None, &[]),
            ],
        );
        assert_eq!((lines.len(), lines[1].number), (2, 2));
    }

    #[test]
    fn tokens_go_to_their_own_line() {
        let tokens = [
            token(0, 5, TokenKind::Keyword),
            token(8, 13, TokenKind::Keyword),
        ];
        let lines = split_lines("match a\nmatch é", &tokens);
        let kinds = |line: &LineText| line.pieces.iter().map(|p| p.kind).collect::<Vec<_>>();
        assert_eq!(kinds(&lines[0]), [Some(TokenKind::Keyword), None]);
        assert_eq!(kinds(&lines[1]), [Some(TokenKind::Keyword), None]);
    }

    #[test]
    fn an_escape_inside_a_group_is_both() {
        let tokens = [
            token(0, 4, TokenKind::Group(3)),
            token(1, 3, TokenKind::Escape),
        ];
        let lines = split_lines(r"(\d)", &tokens);
        let escape = &lines[0].pieces[1];
        assert_eq!(
            (escape.kind, escape.group),
            (Some(TokenKind::Escape), Some(3))
        );
    }
}
