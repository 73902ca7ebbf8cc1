//! Templates, substitutions and helpers.

use yew::prelude::*;

use super::first_line::part;
use crate::widgets::render_prose;

/// See the head of this file.
pub(super) fn render_templates() -> Html {
    html! {
        <>
            <p>
                { render_prose("A template is a letter and a text between delimiters: `v/$2/`. Any \
                    delimiter will do that does not occur in the text. A field is left out \
                    when its template is missing; nothing is made up.") }
            </p>
            <dl class="learn__parts">
                { part("p/…/", "The product: vendor and name, such as `Acme ftpd`.") }
                { part("v/…/", "The version, without the word.") }
                { part("i/…/", "Information: anything else worth a word, shown in brackets.") }
                { part("h/…/", "The host name that the service says of itself.") }
                { part("o/…/", "The operating system.") }
                { part("d/…/", "The type of device, from Nmap's own short list: `router`, \
                    `printer`, `webcam`, …") }
                { part("cpe:/…/", "A name in the Common Platform Enumeration: `cpe:/a:acme:ftpd:$2/` \
                    for an application, `h` for hardware, `o` for an operating system. Captures \
                    are put into lower case and escaped as CPE wants it. Up to three, one of each.") }
            </dl>
            <h3>{ "Substitutions" }</h3>
            <dl class="learn__parts">
                { part("$1 … $9", "What the group took.") }
                { part("$P(1)", "The same without unprintable bytes: for UTF-16 text, where a NUL \
                    stands behind every letter.") }
                { part("$SUBST(1,\"_\",\".\")", "The same with every underscore replaced by a dot.") }
                { part("$I(1,\">\")", "The bytes as a number, most significant byte first; with \
                    `\"<\"` last. At most eight bytes.") }
            </dl>
            <p>
                { render_prose("One failing substitution empties the whole field: a group that does \
                    not exist or took no part, a misspelt helper, a `$` that means a dollar. The \
                    line still matches. A field that grows too long is left empty as well, not \
                    cut: 80 bytes for product, version, host name and each CPE, 256 for \
                    information, 32 for operating system and device.") }
            </p>
        </>
    }
}
