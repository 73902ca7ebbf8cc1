//! A document as text, for the browser's storage, for drafts and for links.
//!
//! ```text
//! nmap 7.93
//! starter on
//! fingerprint 2
//! line 3
//! paste 12            the length in bytes, then the text and a line feed
//! SF-Port21-…
//! lines 14
//! match a m|^a|…
//! ```
//!
//! What was written once is read for ever: lines with another first word are passed over, and what
//! is missing is as in a new document.

use std::rc::Rc;

use crate::template::Release;

/// The two texts of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// What the user put in as fingerprint.
    pub paste: Rc<str>,
    /// The match lines.
    pub lines: Rc<str>,
}

impl Texts {
    /// True when nothing is written in either text.
    pub fn are_blank(&self) -> bool {
        self.paste.trim().is_empty() && self.lines.trim().is_empty()
    }
}

/// What of a document outlives the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// The texts.
    pub texts: Texts,
    /// The user's word on the starter lines.
    pub starter_choice: Option<bool>,
    /// The release of Nmap whose answer is given.
    pub release: Release,
    /// Which fingerprint is shown, from 0.
    pub fingerprint_idx: usize,
    /// The line that is looked at, from 1.
    pub line_number: u32,
}

impl Saved {
    /// The text.
    pub fn print(&self) -> String {
        let Texts { paste, lines } = &self.texts;
        let starter = match self.starter_choice {
            Some(true) => "starter on\n",
            Some(false) => "starter off\n",
            None => "",
        };
        format!(
            "nmap {}\n{starter}fingerprint {}\nline {}\npaste {}\n{paste}\nlines {}\n{lines}\n",
            self.release.name(),
            self.fingerprint_idx,
            self.line_number,
            paste.len(),
            lines.len(),
        )
    }

    /// The reverse of [`Saved::print`]; nothing for a text that is cut or none of the kind.
    pub fn parse(text: &str) -> Option<Self> {
        let mut saved = Self::default();
        let mut rest = text;
        while !rest.is_empty() {
            let (line, after) = rest.split_once('\n')?;
            rest = after;
            let (word, value) = line.split_once(' ')?;
            match word {
                "nmap" => saved.release = Release::from_name(value).unwrap_or_default(),
                "starter" => saved.starter_choice = Some(value == "on"),
                "fingerprint" => saved.fingerprint_idx = value.parse().ok()?,
                "line" => saved.line_number = value.parse().ok()?,
                "paste" => saved.texts.paste = take_text(value, &mut rest)?.into(),
                "lines" => saved.texts.lines = take_text(value, &mut rest)?.into(),
                _ => {}
            }
        }
        Some(saved)
    }
}

/// As many bytes as `length` says, and the line feed behind them.
fn take_text<'a>(length: &str, rest: &mut &'a str) -> Option<&'a str> {
    let (text, after) = rest.split_at_checked(length.parse().ok()?)?;
    *rest = after.strip_prefix('\n')?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved() -> Saved {
        Saved {
            texts: Texts {
                paste: "SF-Port21-TCP:\nSF:é;\n".into(),
                lines: "match a m|^a|\nlines 3\n".into(),
            },
            starter_choice: Some(false),
            release: Release::V7_93,
            fingerprint_idx: 2,
            line_number: 7,
        }
    }

    #[test]
    fn what_is_saved_comes_back() {
        for saved in [saved(), Saved::default()] {
            assert_eq!(Saved::parse(&saved.print()), Some(saved));
        }
    }

    #[test]
    fn words_of_later_versions_are_passed_over() {
        let text = format!("theme dark\n{}", saved().print());
        assert_eq!(Saved::parse(&text), Some(saved()));
        assert_eq!(Saved::parse(""), Some(Saved::default()));
    }

    #[test]
    fn no_damage_is_read_as_something_else() {
        let text = saved().print();
        for at in (1..text.len()).filter(|at| text.is_char_boundary(*at)) {
            if let Some(read) = Saved::parse(&text[..at]) {
                // Cut between two lines of the head, or between the two texts.
                assert!(text[..at].ends_with('\n') && read != saved(), "{at}");
            }
        }
        for text in [
            "paste 9\nab\n",
            "paste -1\n\n",
            "line x\n",
            "nothing",
            "paste 1\né\n",
        ] {
            assert_eq!(Saved::parse(text), None, "{text}");
        }
    }
}
