//! Which bracket of a line belongs to which.
//!
//! ```
//! use sflens::probes::bracket_at;
//! let line = br"match a m|^(\d+)| v/$1/";
//! let pair = bracket_at(line, 12).unwrap();
//! assert_eq!(pair.first.slice(line), b"(");
//! assert_eq!(pair.second.map(|second| second.start), Some(15));
//! ```
//!
//! Brackets are those of groups, classes and counted quantifiers, and the delimiters around a
//! pattern, a payload and the text of a template. They are told from the tokens, so one that is
//! escaped or inside of a class is none, and a broken line has brackets too.

use super::tokens::{Token, TokenKind, line_tokens};
use crate::source::Span;

/// Two brackets that belong together, or one without a partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BracketPair {
    /// The first one in the text: `(`, `(?:`, `[`, `{` or a delimiter; a lone `)` as well.
    pub first: Span,
    /// The one that closes it.
    pub second: Option<Span>,
}

/// The brackets one of which holds or touches the byte `at` of `line`; the one that ends there
/// before the one that begins there.
pub fn bracket_at(line: &[u8], at: usize) -> Option<BracketPair> {
    let place = Span::at(at).start;
    let distance = |span: Span| match span {
        span if span.end == place => Some(0),
        span if span.start == place => Some(1),
        span if span.start < place && place < span.end => Some(2),
        _ => None,
    };
    let nearest = |pair: &BracketPair| {
        let ends = [Some(pair.first), pair.second];
        ends.into_iter().flatten().filter_map(distance).min()
    };
    let mut pairing = Pairing {
        line,
        ..Pairing::default()
    };
    for token in line_tokens(line, Span::new(0, line.len())) {
        pairing.take(token);
    }
    let pairs = pairing.finish();
    let touching = pairs.filter_map(|pair| Some((nearest(&pair)?, pair)));
    touching.min_by_key(|(near, _)| *near).map(|(_, pair)| pair)
}

/// The brackets of a line as far as it was read.
#[derive(Default)]
struct Pairing<'a> {
    line: &'a [u8],
    /// Groups that are open.
    groups: Vec<Span>,
    /// The delimiter that waits for the next one.
    delimiter: Option<Span>,
    pairs: Vec<BracketPair>,
}

impl Pairing<'_> {
    fn take(&mut self, token: Token) {
        let text = token.span.slice(self.line);
        match token.kind {
            TokenKind::Group(_) | TokenKind::Bracket if text.ends_with(b")") => {
                let open = self.groups.pop();
                let second = open.map(|_| token.span);
                self.pair(open.unwrap_or(token.span), second);
            }
            TokenKind::Group(_) | TokenKind::Bracket => self.groups.push(token.span),
            TokenKind::Class => self.around(token.span, b']'),
            TokenKind::Quantifier if text.starts_with(b"{") => self.around(token.span, b'}'),
            TokenKind::Delimiter => match self.delimiter.take() {
                Some(open) => self.pair(open, Some(token.span)),
                None => self.delimiter = Some(token.span),
            },
            // What begins here has delimiters of its own.
            TokenKind::Marker | TokenKind::TemplateLetter => self.end_delimiter(),
            _ => {}
        }
    }

    fn pair(&mut self, first: Span, second: Option<Span>) {
        self.pairs.push(BracketPair { first, second });
    }

    /// The first byte of a token, with the last one that is `close`.
    fn around(&mut self, span: Span, close: u8) {
        let text = span.slice(self.line);
        let by = text.iter().rposition(|byte| *byte == close);
        let start = span.range().start;
        let byte = |idx: usize| Span::new(start + idx, start + idx + 1);
        self.pair(byte(0), by.filter(|idx| *idx > 0).map(byte));
    }

    fn end_delimiter(&mut self) {
        if let Some(lone) = self.delimiter.take() {
            self.pair(lone, None);
        }
    }

    /// All pairs, with what was never closed.
    fn finish(mut self) -> impl Iterator<Item = BracketPair> {
        self.end_delimiter();
        let lone = |first: Span| BracketPair {
            first,
            second: None,
        };
        let open: Vec<BracketPair> = self.groups.into_iter().map(lone).collect();
        self.pairs.into_iter().chain(open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The brackets at `¦` in `text`.
    #[track_caller]
    fn check(text: &str, expected: Option<(&str, Option<&str>)>) {
        let at = text.find('¦').expect("a place");
        let text = text.replace('¦', "");
        let pair = bracket_at(text.as_bytes(), at);
        let shown = |span: Span| format!("{}{}", span.start, &text[span.range()]);
        let found = pair.map(|pair| (shown(pair.first), pair.second.map(shown)));
        let expected =
            expected.map(|(first, second)| (first.to_owned(), second.map(str::to_owned)));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn each_kind_of_bracket_finds_its_partner() {
        check("match a m|¦(b(c))|", Some(("9|", Some("16|"))));
        check("match a m|(¦b(c))|", Some(("10(", Some("15)"))));
        check("match a m|(b(c)¦)|", Some(("12(", Some("14)"))));
        check("match a m|x(?¦:b)|", Some(("11(?:", Some("15)"))));
        check(r"match a m|[)\]]¦x|", Some(("10[", Some("14]"))));
        check("match a m|x{2,3}¦+|", Some(("11{", Some("15}"))));
        check("match a m|b| v/1/¦", Some(("14/", Some("16/"))));
        check("Probe TCP A q|a|¦", Some(("13|", Some("15|"))));
    }

    #[test]
    fn a_bracket_without_a_partner_stands_alone() {
        check("match a m|b(¦c|", Some(("11(", None)));
        check("match a m|bc)¦|", Some(("12)", None)));
        check("match a m|b[¦c", Some(("11[", None)));
        check("match a m|¦b", Some(("9|", None)));
    }

    #[test]
    fn what_only_looks_like_a_bracket_is_none() {
        check(r"match a m|xx\(¦x|", None);
        check("match a m|xx[(¦x]|", None);
        check("# (¦)", None);
        check("ma¦tch a m|b|", None);
    }
}
