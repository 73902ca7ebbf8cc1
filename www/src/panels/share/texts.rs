//! What is shared as text: for a discussion, for a mail, and to check before a submission.

use sflens::results::{FingerprintRecord, VerdictRecord};

use crate::model::{LINES, port_name};

/// Everything that a text is made of.
pub(super) struct Shared<'a> {
    /// The fingerprint that is shown, if there is one.
    pub(super) fingerprint: Option<&'a FingerprintRecord>,
    /// What Nmap would report, as a sentence.
    pub(super) verdict: &'a str,
    /// The fingerprint's text as it is given away; empty when it is not.
    pub(super) paste: &'a str,
    /// The match lines.
    pub(super) lines: &'a str,
    /// The link.
    pub(super) link: &'a str,
    /// Lines that Nmap refuses.
    pub(super) refused: &'a [u32],
    /// Values in the fingerprint that were found and are not replaced.
    pub(super) n_kept: usize,
}

impl Shared<'_> {
    /// For an issue or a chat that knows Markdown.
    pub(super) fn markdown(&self) -> String {
        let block = |name: &str, text: &str| match text.trim() {
            "" => String::new(),
            text => {
                let fence = fence(text);
                format!("\n{name}\n\n{fence}text\n{text}\n{fence}\n")
            }
        };
        format!(
            "{}\n{}{}\n[Open in sflens]({})\n",
            self.verdict,
            block("Match lines:", self.lines),
            block("Fingerprint:", self.paste),
            self.link,
        )
    }

    /// For a mail to those who keep the match lines.
    pub(super) fn mail(&self) -> String {
        let port = self.fingerprint.map(port_name);
        let of = port.map_or_else(String::new, |port| format!(" for {port}"));
        let block = |name: &str, text: &str| match text.trim() {
            "" => String::new(),
            text => format!("{name}:\n\n{text}\n\n"),
        };
        format!(
            "Service match{of}\n\n{}\n\n{}{}To look at it:\n{}\n",
            self.verdict,
            block("Match lines", self.lines),
            block("Fingerprint", self.paste),
            self.link,
        )
    }

    /// For a page of documentation, as an element of HTML; nothing where this page was opened from
    /// a disk, since no other page leads there.
    pub(super) fn frame(&self) -> Option<String> {
        let (page, fragment) = self.link.split_once('#')?;
        let path = page
            .split('?')
            .next()
            .filter(|path| path.starts_with("http"))?;
        let (folder, _) = path.rsplit_once('/')?;
        Some(format!(
            "<iframe data-sflens title=\"A service fingerprint\" src=\"{folder}/embed.html#{fragment}\" \
             sandbox=\"allow-scripts allow-popups allow-popups-to-escape-sandbox\" width=\"100%\" \
             height=\"400\"></iframe>\n<script src=\"{folder}/sflens-frame.js\" defer></script>\n"
        ))
    }

    /// What to see to before the line is submitted.
    pub(super) fn checklist(&self) -> String {
        let verdict = self.fingerprint.and_then(|one| one.verdict.as_ref());
        let is_own = |verdict: &&VerdictRecord| {
            let decided = verdict.decided_by.as_ref();
            decided.is_some_and(|decided| decided.at.file == LINES)
        };
        let own = verdict.filter(is_own);
        let rows = [
            (
                own.is_some_and(|own| own.state == "hard"),
                "A line of mine gives a hard match",
            ),
            (self.refused.is_empty(), "Nmap refuses no line of mine"),
            (
                own.is_some_and(|own| own.product.is_some()),
                "The product is named (p/…/)",
            ),
            (
                own.is_some_and(|own| own.version.is_some()),
                "The version is captured (v/…/)",
            ),
            (
                own.is_some_and(|own| !own.cpe.is_empty()),
                "A CPE is given (cpe:/…)",
            ),
            (
                self.n_kept == 0,
                "Nothing that reads like a name or an address is left",
            ),
            (
                false,
                "Product and version are known from elsewhere than this response",
            ),
            (
                false,
                "The line was tried on other versions of the same product",
            ),
        ];
        let row = |(is_done, words): &(bool, &str)| {
            format!("[{}] {words}\n", if *is_done { "x" } else { " " })
        };
        rows.iter().map(row).collect()
    }
}

/// More backticks than the text has in a row.
fn fence(text: &str) -> String {
    let runs = text.split(|c| c != '`').map(str::len);
    "`".repeat(runs.max().unwrap_or_default().max(2) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{fingerprint, verdict};

    fn shared(check: impl FnOnce(&Shared<'_>)) {
        let mut known = fingerprint(vec![]);
        known.verdict = Some(verdict());
        check(&Shared {
            fingerprint: Some(&known),
            verdict: "Nmap would report ftp.",
            paste: "SF-Port21-TCP:```;\n",
            lines: "match ftp m|^220|",
            link: "https://sflens.example/#v1=abc",
            refused: &[],
            n_kept: 1,
        });
    }

    #[test]
    fn markdown_holds_the_texts_whatever_is_in_them() {
        shared(|shared| {
            assert_eq!(
                shared.markdown(),
                "Nmap would report ftp.\n\nMatch lines:\n\n```text\nmatch ftp m|^220|\n```\n\n\
                 Fingerprint:\n\n````text\nSF-Port21-TCP:```;\n````\n\n\
                 [Open in sflens](https://sflens.example/#v1=abc)\n"
            );
        });
    }

    #[test]
    fn a_mail_is_plain_text() {
        shared(|shared| {
            let mail = shared.mail();
            assert!(
                mail.starts_with("Service match for 21/tcp\n\nNmap would report"),
                "{mail}"
            );
            assert!(
                mail.ends_with("To look at it:\nhttps://sflens.example/#v1=abc\n"),
                "{mail}"
            );
        });
    }

    #[test]
    fn a_frame_shows_the_link_beside_the_page() {
        for (page, folder) in [
            ("https://sflens.example/", Some("https://sflens.example")),
            ("http://a.example/b/index.html", Some("http://a.example/b")),
            ("http://a.example/b/?c/d", Some("http://a.example/b")),
            ("file:///C:/sflens.html", None),
        ] {
            shared(|shared| {
                let link = format!("{page}#v1=abc");
                let frame = Shared {
                    link: &link,
                    ..*shared
                }
                .frame();
                let wanted = folder.map(|folder| format!(" src=\"{folder}/embed.html#v1=abc\" "));
                assert_eq!(frame.is_some(), wanted.is_some(), "{page}");
                assert!(
                    wanted.is_none_or(|src| frame.unwrap_or_default().contains(&src)),
                    "{page}"
                );
            });
        }
    }

    #[test]
    fn the_checklist_ticks_what_is_done() {
        shared(|shared| {
            let list = shared.checklist();
            let ticks: Vec<&str> = list.lines().map(|line| &line[..3]).collect();
            let (done, open) = ("[x]", "[ ]");
            assert_eq!(ticks, [done, done, done, done, done, open, open, open]);
        });
    }
}
