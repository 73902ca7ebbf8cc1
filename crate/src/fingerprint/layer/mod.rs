//! Layers of quoting that a paste can carry, and how each is peeled off.
//!
//! ```text
//! entities    &quot;220&#45;&#45;      XML attributes, web pages
//! literal     \"220\\x20             JSON, source code
//! markdown    x86\_64                Markdown editors
//! typography  “220\x20”              word processors, forums
//! csv         ""220\x20""            spreadsheets
//! ```
//!
//! A layer gives text in which each byte covers everything that stood for it. Which layers a
//! block carries is decided in `reading`, never here.

mod address;
mod csv;
mod entities;
mod literal;
mod markdown;
mod percent;
mod tags;
mod terminal;
mod typography;

use super::text::Text;

pub(super) use address::has_address;
pub(super) use literal::junction_len;
pub(super) use percent::{has_doubled_percent, has_percent, has_printable};
pub(super) use terminal::has_terminal;
pub(super) use typography::{Dashes, has_dashes, has_typography};

/// One way in which the whole text was quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layer {
    /// The value of an XML attribute: entities for quotes too, a bare quote ends the text.
    Attribute,
    /// The text of a web page: entities, but quotes stand bare.
    Entities,
    /// The tags of a web page.
    Tags,
    /// JSON and source code: `\\` and `\"`; a bare quote ends the literal.
    Literal,
    /// The same between single quotes or none, so that bare quotes are text.
    Backslashes,
    /// `\_` and the like, where Nmap writes no backslash.
    Markdown,
    /// Typeset quotes and dashes.
    Typography(Dashes),
    /// Quotes doubled.
    Csv,
    /// Apostrophes doubled, or taken out of the shell's.
    Apostrophes,
    /// `%22`, as in a URL.
    Percent,
    /// `=22`, as in a mail.
    Printable,
    /// `%%`, as in formats and batch files.
    DoubledPercent,
    /// The sequences that color a terminal.
    Terminal,
    /// `a () b` and `a at b`, as archives of lists write `a@b`.
    Address,
}

/// The text without one layer of quoting.
pub(super) fn peel_layer(layer: Layer, text: &Text) -> Text {
    match layer {
        Layer::Attribute => entities::peel_attribute(text),
        Layer::Entities => peel(text, [b'&'; 2], entities::unquote),
        Layer::Tags => peel(text, [b'<'; 2], tags::unquote),
        Layer::Literal => literal::peel_literal(text),
        Layer::Backslashes => peel(text, [b'\\', b'\''], literal::unquote_single),
        Layer::Markdown => markdown::peel_markdown(text),
        Layer::Typography(dashes) => typography::peel_typography(text, dashes),
        Layer::Csv => peel(text, [b'"'; 2], csv::unquote),
        Layer::Apostrophes => peel(text, [b'\''; 2], csv::unquote_apostrophes),
        Layer::Percent => peel(text, [b'%', b'+'], percent::unquote_percent),
        Layer::Printable => peel(text, [b'='; 2], percent::unquote_printable),
        Layer::DoubledPercent => peel(text, [b'%'; 2], percent::unquote_doubled),
        Layer::Terminal => peel(text, [terminal::ESCAPE; 2], terminal::unquote),
        Layer::Address => peel(text, [b' '; 2], address::unquote),
    }
}

/// What the beginning of a text stands for.
struct Unquoted {
    /// The byte; `None` for nothing at all.
    byte: Option<u8>,
    /// Bytes of the text that stand for it, at least 1.
    len: usize,
}

fn unquoted(byte: u8, len: usize) -> Option<Unquoted> {
    Some(Unquoted {
        byte: Some(byte),
        len,
    })
}

/// Applies `unquote` from left to right, wherever one of the `marks` stands.
fn peel(text: &Text, marks: [u8; 2], unquote: impl Fn(&[u8]) -> Option<Unquoted>) -> Text {
    let mut peeled = Text::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        at += peel_run(text, at, marks, &unquote, &mut peeled);
    }
    peeled
}

/// Copies what stands at `at` before the next of the `marks`, or peels a mark; gives the length.
fn peel_run(
    text: &Text,
    at: usize,
    [one, other]: [u8; 2],
    unquote: impl Fn(&[u8]) -> Option<Unquoted>,
    peeled: &mut Text,
) -> usize {
    let rest = text.rest(at);
    match memchr::memchr2(one, other, rest).unwrap_or(rest.len()) {
        0 => peel_next(text, at, unquote, peeled),
        n_plain => {
            peeled.copy_range(text, at..at + n_plain);
            n_plain
        }
    }
}

/// Peels what stands at `at`; gives its length. `None` from `unquote` means that a byte stands for
/// itself.
fn peel_next(
    text: &Text,
    at: usize,
    unquote: impl Fn(&[u8]) -> Option<Unquoted>,
    peeled: &mut Text,
) -> usize {
    let Some(Unquoted { byte, len }) = unquote(text.rest(at)) else {
        peeled.copy(text, at);
        return 1;
    };
    if let Some(byte) = byte {
        peeled.push(byte, text.place(at, at + len));
    }
    len
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[track_caller]
    fn check(layer: Layer, quoted: &str, plain: &str) {
        let text = Text::new(quoted.as_bytes(), Span::new(0, quoted.len()));
        let peeled = peel_layer(layer, &text);
        assert_eq!(String::from_utf8_lossy(peeled.rest(0)), plain);
    }

    #[test]
    fn entities_are_undone_once() {
        check(
            Layer::Entities,
            "&lt;&#45;&#x2D;&amp;lt;&nbsp;&foo; & \"",
            "<--&lt; &foo; & \"",
        );
        check(Layer::Attribute, "&quot;a&apos;\" b", "\"a'");
        check(
            Layer::Entities,
            "&ldquo;&#8220;&rdquo;&#x201d;&#300;",
            "\"\"\"\"&#300;",
        );
    }

    #[test]
    fn literals_are_joined_and_end_at_a_bare_quote() {
        check(
            Layer::Literal,
            r#"\"a\\x20\n\/\u0022", "b"#,
            "\"a\\x20\n/\"\nb",
        );
        check(
            Layer::Literal,
            "a\\n\"\n  \"b\" + \"c\";\n\"d\"",
            "a\n\nb\nc",
        );
        check(
            Layer::Backslashes,
            r#""a\\x20\\\\\\"\n"#,
            "\"a\\x20\\\\\\\"\n",
        );
    }

    #[test]
    fn only_backslashes_that_nmap_never_writes_are_of_markdown() {
        check(
            Layer::Markdown,
            r"x86\_64 \\_ \. \- \x20",
            r"x86_64 \\_ \. - \x20",
        );
    }

    #[test]
    fn tags_stand_for_nothing_or_a_line_break() {
        check(
            Layer::Tags,
            "<b class=\"x\">a</b><br />b<P>c < 1 <2> <d",
            "a\nb\nc < 1 <2> <d",
        );
    }

    #[test]
    fn bytes_by_number_are_undone() {
        check(Layer::Percent, "%25r%28+%2z", "%r( %2z");
        check(Layer::Printable, "V=3D7.9=\n5=\r\n%=+1", "V=7.95%=+1");
    }

    #[test]
    fn colors_stand_for_nothing() {
        check(
            Layer::Terminal,
            "\x1b[32m\x1b[K12\x1b[m\x1b[K:S\x1b[01;31mF\x1b",
            "12:SF",
        );
    }

    #[test]
    fn addresses_have_their_sign_again() {
        check(
            Layer::Address,
            "root () acme\\.example at b c at",
            "root@acme\\.example@b c at",
        );
    }

    #[test]
    fn typography_is_made_plain() {
        check(
            Layer::Typography(Dashes::Single),
            "“a” ‘b’ – é",
            "\"a\" 'b' - é",
        );
        check(Layer::Typography(Dashes::LongDouble), "–—─", "---─");
        check(Layer::Typography(Dashes::Double), "–„»", "--\"\"");
        check(Layer::Csv, r#"""a"" b"#, r#""a" b"#);
    }
}
