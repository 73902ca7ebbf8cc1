//! Which line sees which response, and what becomes of it.

use yew::prelude::*;

use crate::widgets::render_prose;

/// See the head of this file.
pub(super) fn render_order() -> Html {
    let step = |text: &'static str| html! { <li>{ render_prose(text) }</li> };
    html! {
        <>
            <p>
                { render_prose("In Nmap's file every line stands under a probe and sees what that \
                    probe brought. A line that you write here without a `Probe` line above it \
                    belongs to every probe. For one response the lines are tried in this order, \
                    and the first that fits is taken, soft or hard:") }
            </p>
            <ol class="learn__order">
                { step("the lines of the probe itself, from top to bottom") }
                { step("the lines of the probes that it names under `fallback`") }
                { step("for TCP, the lines of the NULL probe, which sends nothing and waits for a \
                    greeting") }
            </ol>
            <p>
                { render_prose("So a line can be hidden: it fits, but one before it fits too. Move the \
                    more exact line up.") }
            </p>
            <p>
                { render_prose("Probes go out one after the other. A hard match ends it. After a soft \
                    match only those follow that have lines for its service; a later hard match \
                    wins, and its fields are laid over those of the soft one. A hard match \
                    named `ssl` makes Nmap begin again inside the encrypted connection.") }
            </p>
            <p>
                { render_prose("A line goes into a section of its own with a `Probe` line above it: \
                    `Probe TCP GetRequest` and below it the lines that only see what GetRequest \
                    brought.") }
            </p>
            <p>
                { render_prose("Probes files of your own, Nmap's among them, come in under the match \
                    lines. The lines that you write are tried first, then those of each file from \
                    the top of the list down. Words to find lines by must all occur; `service:`, \
                    `product:` and `cpe:` look in that part alone, `probe:` under that probe. The \
                    last file can be saved with your lines in their places, for \
                    `nmap --versiondb`.") }
            </p>
        </>
    }
}
