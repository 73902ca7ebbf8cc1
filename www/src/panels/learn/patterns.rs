//! Patterns, as far as one needs them for responses.

use yew::prelude::*;

use super::first_line::part;
use crate::widgets::render_prose;

/// See the head of this file.
pub(super) fn render_patterns() -> Html {
    html! {
        <>
            <p>
                { render_prose("A pattern is a regular expression in Perl's style, read by PCRE2. It \
                    works on bytes, not on characters: `\\xff` is one byte, and a letter with an \
                    accent is two bytes in most responses.") }
            </p>
            <dl class="learn__parts">
                { part(r"^  $", "The start of the response, and its end. `$` also fits before a \
                    line feed that ends the response. Nmap stores only the first 900 bytes, so a \
                    `$` can fit the fingerprint and not the real response, and the other way round.") }
                { part(r".", "Any byte but a line feed; with the flag `s` any byte.") }
                { part(r"\d \w \s", "A digit; a letter, digit or underscore; white space. In upper \
                    case the opposite.") }
                { part(r"[\w.-]+", "One of a class of bytes, once or more. `*` is any number, `?` \
                    none or one, `{2,4}` two to four. Each takes as much as it can; with a `?` \
                    behind it as little as it can.") }
                { part(r"\.", "A dot itself. These need a backslash: `\\ ^ $ . | ? * + ( ) [ {`") }
                { part(r"\r\n \0 \xff", "Carriage return and line feed, a NUL, the byte 255.") }
                { part(r"(?:…)", "Brackets without a capture, for `|` inside or a quantifier \
                    behind.") }
            </dl>
            <p>
                { render_prose("Make it as exact as the service allows. `^220 .*FTP` fits a hundred \
                    servers; then `match` would give all of them your product's name. A pattern \
                    that could fit nothing at all, such as `^.*$`, is refused by Nmap from 7.991 on.") }
            </p>
        </>
    }
}
