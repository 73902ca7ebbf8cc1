//! Files, many fingerprints, and responses that come without one.

use yew::prelude::*;

use crate::widgets::render_prose;

/// See the head of this file.
pub(super) fn render_files() -> Html {
    html! {
        <>
            <p>
                { render_prose("Drop files or folders anywhere on the page, or open them with the \
                    buttons: reports as `-oN`, `-oX` or `-oA` write them, of any size. They are \
                    read piece by piece, and only what was found is kept: each fingerprint as \
                    Nmap had printed it. Nothing is sent anywhere.") }
            </p>
            <p>
                { render_prose("Many fingerprints make a list, and it is held against the match lines \
                    on the screen, again after each change. A click on a head of the table sorts \
                    it, a click on a host opens its fingerprint below. Fingerprints with the same \
                    port and the same responses are one row with all its hosts. The nearest line \
                    is the one that came closest where none matches.") }
            </p>
            <p>
                { render_prose("CSV and JSON hold what the table shows, filtered and in its order; \
                    JSON are the records of the command line's `--json`. In CSV a cell that a \
                    spreadsheet would take for a formula begins with an apostrophe. The list is \
                    there again after a reload; the places in its files are then told by their \
                    lines only.") }
            </p>
            <p>
                { render_prose("A response that you have in another way becomes a fingerprint too: as a \
                    dump of `xxd`, `hexdump -C` or Wireshark, as hexadecimal, base64, a literal of C \
                    or Python, or as a binary file. Say which probe it answered, and where.") }
            </p>
        </>
    }
}
