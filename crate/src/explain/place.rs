//! What stands at a place of a line, in words.
//!
//! ```
//! use sflens::explain::explain_place;
//! let words = |at| explain_place(br"match a m|^\d+| v/$1/", at).map(|place| place.words);
//! assert_eq!(words(11).as_deref(), Some(r"`\d+`: a digit, once or more."));
//! assert!(words(18).is_some_and(|words| words.starts_with("`$1`: what group 1 took")));
//! ```
//!
//! A pattern is told item by item from its tree. All else, and a pattern that is refused, is told
//! from the tokens, so that a broken line is explained as far as it is sound.

use super::{explain_item, in_code};
use crate::pattern::itemize;
use crate::probes::{Origin, ReadOptions, Token, TokenKind, line_tokens, parse_match_line};
use crate::source::Span;
use crate::template::TemplateKind;

/// A place with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Bytes of the line.
    pub span: Span,
    /// A sentence or two, with code in backticks.
    pub words: String,
}

/// What the byte `at` of `line` is part of; `None` for white space and what nobody knows.
pub fn explain_place(line: &[u8], at: usize) -> Option<Place> {
    let tokens = line_tokens(line, Span::new(0, line.len()));
    let idx = tokens
        .iter()
        .position(|token| token.span.range().contains(&at))?;
    let token = *tokens.get(idx)?;
    let before = tokens.get(..idx)?;
    let is_item = matches!(
        token.kind,
        TokenKind::Pattern
            | TokenKind::Escape
            | TokenKind::Class
            | TokenKind::Operator
            | TokenKind::Quantifier
            | TokenKind::Group(_)
            | TokenKind::Bracket
    );
    let item = is_item.then(|| explain_item_at(line, at)).flatten();
    item.or_else(|| {
        let words = token_words(line, token, before)?;
        let code = in_code(token.span.slice(line));
        Some(Place {
            span: token.span,
            words: format!("`{code}`: {words}"),
        })
    })
}

/// The innermost item of the pattern around `at`.
fn explain_item_at(line: &[u8], at: usize) -> Option<Place> {
    let options = ReadOptions {
        origin: Origin::Typed,
        ..ReadOptions::default()
    };
    let own = parse_match_line(line, &options).value?;
    let by = own.pattern_span.range().start;
    let in_pattern = at.checked_sub(by)?;
    let pattern = own.parse_pattern().ok()?;
    let itemized = itemize(&pattern);
    let around = itemized.items.into_iter();
    let around = around.filter(|item| item.span.range().contains(&in_pattern));
    let item = around.min_by_key(|item| item.span.range().len())?;
    let text = &own.pattern_text;
    let code = in_code(item.span.slice(text));
    let words = explain_item(&item.nodes, text, pattern.settings().newline);
    Some(Place {
        span: item.span.shift(by),
        words: format!("`{code}`: {words}."),
    })
}

/// What a token is, given those before it in its line.
fn token_words(line: &[u8], token: Token, before: &[Token]) -> Option<String> {
    let text = token.span.slice(line);
    Some(match token.kind {
        TokenKind::Keyword => directive_words(text)?.to_owned(),
        TokenKind::Value => {
            let keyword = before.iter().find(|one| one.kind == TokenKind::Keyword)?;
            directive_words(keyword.span.slice(line))?.to_owned()
        }
        TokenKind::Flags => flag_words(text),
        TokenKind::TemplateLetter => template_words(text),
        TokenKind::TemplateText | TokenKind::Ignored | TokenKind::Faulty => {
            in_template_words(line, token.kind, before)
        }
        TokenKind::Delimiter => delimiter_words(line, before),
        TokenKind::Substitution(_) | TokenKind::Number | TokenKind::String => {
            call_words(line, token, before)?
        }
        kind => plain_words(kind, text)?.to_owned(),
    })
}

fn directive_words(keyword: &[u8]) -> Option<&'static str> {
    Some(match keyword {
        b"match" => {
            "a line that names the service and ends the search. Service, pattern and templates \
             follow."
        }
        b"softmatch" => {
            "a line that names the service, after which Nmap goes on with the probes that have \
             lines for it."
        }
        b"Probe" => {
            "what Nmap sends. Protocol, name and payload follow; the lines under it are tried on \
             its responses."
        }
        b"ports" => "ports that are sent this probe whatever its rarity.",
        b"sslports" => "ports that are sent this probe inside of TLS whatever its rarity.",
        b"totalwaitms" => "how many milliseconds Nmap waits for a response.",
        b"tcpwrappedms" => {
            "a connection that is closed within so many milliseconds, without a byte, counts as \
             `tcpwrapped`."
        }
        b"rarity" => {
            "1 to 9, how seldom the probe brings an answer that others do not. It is sent where \
             the scan's intensity is not below."
        }
        b"fallback" => "probes whose lines are tried next on a response to this one.",
        b"Exclude" => "ports that a version scan leaves alone.",
        _ => return None,
    })
}

fn flag_words(flags: &[u8]) -> String {
    let word = |flag: &u8| match flag {
        b'i' => "letters match in either case",
        b's' => "`.` matches a line feed too",
        _ => "no flag that Nmap knows",
    };
    let words: Vec<&str> = flags.iter().map(word).collect();
    format!("{}.", words.join("; "))
}

fn kind_of(letter: &[u8]) -> Option<TemplateKind> {
    let letter = letter.strip_suffix(b":").unwrap_or(letter);
    let is_it = |kind: &TemplateKind| kind.keyword().trim_end_matches(':').as_bytes() == letter;
    TemplateKind::ALL.into_iter().find(is_it)
}

fn template_words(letter: &[u8]) -> String {
    match kind_of(letter) {
        Some(kind) => format!(
            "fills the field {}, of at most {} bytes.",
            kind.field_name(),
            kind.size() - 1
        ),
        None => "no template that Nmap knows.".to_owned(),
    }
}

/// The last token of this kind.
fn last_of(before: &[Token], kind: TokenKind) -> Option<&Token> {
    before.iter().rfind(|token| token.kind == kind)
}

fn in_template_words(line: &[u8], kind: TokenKind, before: &[Token]) -> String {
    let letter = last_of(before, TokenKind::TemplateLetter);
    let field = letter.and_then(|letter| kind_of(letter.span.slice(line)));
    let field = field.map_or("field", TemplateKind::field_name);
    match kind {
        TokenKind::Faulty => format!("starts no substitution, so the {field} stays empty."),
        TokenKind::Ignored => "letters behind a template, which Nmap ignores.".to_owned(),
        _ => format!("stands for itself in the {field}."),
    }
}

fn delimiter_words(line: &[u8], before: &[Token]) -> String {
    let is_head =
        |token: &&Token| matches!(token.kind, TokenKind::Marker | TokenKind::TemplateLetter);
    let what = match before
        .iter()
        .rfind(is_head)
        .map(|head| head.span.slice(line))
    {
        Some(b"m") if last_of(before, TokenKind::TemplateLetter).is_none() => "the pattern",
        Some(b"q") => "the payload",
        _ => "the text of the template",
    };
    format!("stands around {what}. The next same character ends it, escaped or not.")
}

/// A substitution, or an argument of one.
fn call_words(line: &[u8], token: Token, before: &[Token]) -> Option<String> {
    let is_start = |one: &&Token| {
        matches!(one.kind, TokenKind::Substitution(_)) && one.span.slice(line).starts_with(b"$")
    };
    let start = std::iter::once(&token).chain(before.iter().rev());
    let start = start.into_iter().find(is_start)?;
    let TokenKind::Substitution(group) = start.kind else {
        return None;
    };
    Some(match start.span.slice(line) {
        [b'$', b'P', ..] => format!("the printable bytes of what group {group} took."),
        [b'$', b'S', ..] => {
            format!("what group {group} took, with every place of the first string replaced.")
        }
        [b'$', b'I', ..] => format!(
            "what group {group} took as a number; `\">\"` reads its highest byte first, `\"<\"` \
             its lowest."
        ),
        _ => format!("what group {group} took."),
    })
}

/// What needs no look at its neighbors.
fn plain_words(kind: TokenKind, text: &[u8]) -> Option<&'static str> {
    Some(match kind {
        TokenKind::Comment => "a comment, which Nmap passes over.",
        TokenKind::Service if text.starts_with(b"ssl/") => {
            "the service that is reported, inside of TLS."
        }
        TokenKind::Service => "the service that is reported.",
        TokenKind::Marker if text == b"q" => "begins the payload.",
        TokenKind::Marker => "begins the pattern.",
        TokenKind::Escape => "an escape, which stands for a byte or a kind of bytes.",
        TokenKind::Pattern | TokenKind::Payload => "bytes that stand for themselves.",
        TokenKind::Class => "one byte of these.",
        TokenKind::Operator if text == b"|" => "or what follows.",
        TokenKind::Operator => "a place or any byte.",
        TokenKind::Quantifier => "how often what stands before it may come.",
        TokenKind::Group(_) => "a bracket of a group whose bytes templates can use.",
        TokenKind::Bracket => "a bracket of a group that captures nothing.",
        TokenKind::Protocol => "the probe is sent over it.",
        TokenKind::ProbeName => "the name of the probe, as fingerprints and `fallback` have it.",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words at the `¦` in `text`.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let at = text.find('¦').expect("a place");
        let text = text.replace('¦', "");
        let words = explain_place(text.as_bytes(), at).map(|place| place.words);
        assert_eq!(words.as_deref().unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn the_items_of_a_pattern_are_told_one_by_one() {
        check("match a m|¦^220 (b)|", "`^`: the start of the response.");
        check("match a m|^2¦20 (b)|", "`220 `: `220 `.");
        check(
            r"match a m|^(\w¦+)|",
            r"`(\w+)`: group 1: a letter, digit or `_`, once or more.",
        );
        check(
            "match a m|a¦|b|",
            "`|`: stands around the pattern. The next same character ends it, escaped or not.",
        );
        check("match a m=a¦|b=", "`|`: or what follows.");
    }

    #[test]
    fn a_broken_line_is_told_from_its_tokens() {
        check(r"match a m|(\d¦", "");
        check(
            r"match a m|(¦\d",
            r"`\d`: an escape, which stands for a byte or a kind of bytes.",
        );
        check(
            "m¦atch a",
            "`match`: a line that names the service and ends the search. Service, pattern and templates follow.",
        );
    }

    #[test]
    fn each_part_around_a_pattern_has_words() {
        check(
            "match ss¦l/a m|b|",
            "`ssl/a`: the service that is reported, inside of TLS.",
        );
        check("match a ¦m|b|", "`m`: begins the pattern.");
        check(
            "match a m|b|¦is",
            "`is`: letters match in either case; `.` matches a line feed too.",
        );
        check(
            "match a m|b| ¦d/x/",
            "`d`: fills the field device type, of at most 31 bytes.",
        );
        check(
            "match a m|b| d¦/x/",
            "`/`: stands around the text of the template. The next same character ends it, escaped or not.",
        );
        check(
            "match a m|b| cpe:/¦a:b/",
            "`a:b`: stands for itself in the CPE.",
        );
        check(
            r#"match a m|(b)| v/$P¦(1)/"#,
            "`$P(`: the printable bytes of what group 1 took.",
        );
        check(
            r#"match a m|(b)| v/$SUBST(1,"¦_","")/"#,
            "`\"_\"`: what group 1 took, with every place of the first string replaced.",
        );
        check(
            "match a m|(b)| v/¦$x/",
            "`$`: starts no substitution, so the version stays empty.",
        );
    }

    #[test]
    fn each_part_of_a_probe_has_words() {
        check("Probe ¦TCP A q|a|", "`TCP`: the probe is sent over it.");
        check("Probe TCP A ¦q|a|", "`q`: begins the payload.");
        check(
            "rarity ¦3",
            "`3`: 1 to 9, how seldom the probe brings an answer that others do not. It is sent where the scan's intensity is not below.",
        );
        check("¦# x", "`# x`: a comment, which Nmap passes over.");
        check("match¦ a", "");
    }

    #[test]
    fn every_keyword_has_words() {
        let keywords = crate::probes::directive_keywords().into_iter();
        for keyword in keywords.chain(["match", "softmatch", "Probe", "Exclude"]) {
            assert!(directive_words(keyword.as_bytes()).is_some(), "{keyword}");
        }
    }
}
