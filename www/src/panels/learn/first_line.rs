//! The first line, part by part.

use yew::prelude::*;

use crate::widgets::render_prose;

/// See the head of this file.
pub(super) fn render_first_line() -> Html {
    html! {
        <>
            <p>
                { render_prose("Nmap asks a port questions, its probes, and compares what comes back \
                    with a list of lines. The first line whose pattern fits names the service. If \
                    no line fits, Nmap prints the answers as a fingerprint, and that is what you \
                    paste here.") }
            </p>
            <p>{ render_prose("Say a server greets with `220 stage FTP server ready.` This line fits:") }</p>
            <pre class="learn__code" translate="no">
                <span class="code__keyword">{ "match" }</span>
                { " ftp " }
                <span class="code__delimiter">{ "m|" }</span>
                { "^220 " }
                <mark class="mark mark--1">{ "([\\w.-]+)" }</mark>
                { " FTP server ready" }
                <span class="code__delimiter">{ "|" }</span>
                { " " }<span class="code__keyword">{ "p" }</span>{ "/Acme ftpd/ " }
                <span class="code__keyword">{ "h" }</span>{ "/" }
                <mark class="mark mark--1">{ "$1" }</mark>{ "/" }
            </pre>
            <dl class="learn__parts">
                { part("match", "A hard match: the search for this port ends here. `softmatch` \
                    names the service too, but Nmap goes on asking, with probes made for that \
                    service, until a hard match tells more.") }
                { part("ftp", "The service, one word. `ssl/ftp` means FTP inside TLS.") }
                { part("m|…|", "The pattern. The character behind `m` begins and ends it, so it \
                    must not occur inside. `|` is usual; take `=` or `%` where a pattern needs \
                    `|`. Behind it may stand `i` (upper and lower case are the same) and `s` (a \
                    dot also takes a line feed).") }
                { part("(…)", "A capture. What it takes can go into a field as `$1`, `$2` and so \
                    on, counted by opening brackets. Here it takes `stage`.") }
                { part("p/…/", "A template: what the report says about the product. There is one \
                    for each field; all are optional.") }
            </dl>
            <p>
                { render_prose("Write a line from the left to the right. Begin with `^` and the bytes \
                    that never change, and watch the sign beside the line: a full disc is a hard \
                    match, a ring is none, a square is a line that Nmap refuses.") }
            </p>
            <p>
                { render_prose("The editor proposes words that fit where you write, those first that \
                    most of the loaded lines have: `↓` and Enter take one, Ctrl+Space asks for \
                    them (on a Mac too). F1, or the mouse, says what a part is. F8 goes to the next place where \
                    something is wrong. Ctrl+F finds and replaces, Ctrl+Alt+G goes to a line, Alt+↑ \
                    and Alt+↓ move one, Ctrl+Z takes anything back; on a Mac take Command for Ctrl. \
                    Tab leaves the editor.") }
            </p>
            <p>
                { render_prose("What Nmap's maintainers ask of a line stands below as house rules: \
                    what to mend before you submit it, with the reason. For a file of your own only \
                    errors and likely bugs count. An edit that is called safe was proved to change no \
                    answer; Tidy makes all of these, and shows them first.") }
            </p>
        </>
    }
}

/// A part of a line with its meaning.
pub(super) fn part(code: &'static str, meaning: &'static str) -> Html {
    html! {
        <div class="learn__part">
            <dt><code translate="no">{ code }</code></dt>
            <dd>{ render_prose(meaning) }</dd>
        </div>
    }
}
