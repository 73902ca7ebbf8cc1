//! Where Nmap gives up, and what a fingerprint cannot show.

use yew::prelude::*;

use crate::widgets::render_prose;

/// See the head of this file.
pub(super) fn render_limits() -> Html {
    html! {
        <>
            <p>
                { render_prose("Nmap gives each attempt at matching 50,000 steps and a depth of 1,000. \
                    A pattern that runs into one of these limits counts as no match; the sign for \
                    it is a bar. The usual cause is a quantifier inside a quantifier, such as \
                    `(\\w+)*`, or several `.*` in a row. Say more exactly what stands between: \
                    `[^\\r\\n]*` ends at the end of the line.") }
            </p>
            <p>
                { render_prose("Of each response Nmap stores at most 900 bytes, 1,300 with `-d`, and it \
                    adds no more responses once the fingerprint is over 2,200 characters. What \
                    was cut off is hatched in the strip under the response.") }
            </p>
            <p>
                { render_prose("A scan compares after every piece that arrives. A line that fits the \
                    first piece wins there, even where a later line would fit the whole. A \
                    fingerprint keeps only the whole.") }
            </p>
        </>
    }
}
