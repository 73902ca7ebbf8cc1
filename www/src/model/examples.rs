//! The examples that a button loads, those of the documents.

use sflens::link::Texts;

/// A fingerprint with lines that say something about it.
#[derive(Debug, PartialEq, Eq)]
pub struct Example {
    paste: &'static str,
    lines: &'static str,
}

impl Example {
    /// What it is, from its first line: "A banner: product, version and host name".
    pub fn title(&self) -> &'static str {
        self.comment(0)
    }

    /// What it teaches, a sentence with code in backticks, from its second line.
    pub fn lesson(&self) -> &'static str {
        self.comment(1)
    }

    pub(super) fn texts(&self) -> Texts {
        Texts {
            paste: self.paste.trim_end().into(),
            lines: self.lines.trim_end().into(),
        }
    }

    fn comment(&self, idx: usize) -> &'static str {
        let line = self.lines.lines().nth(idx).unwrap_or_default();
        line.trim_start_matches(['#', ' '])
    }
}

macro_rules! example {
    ($name:literal) => {
        Example {
            paste: include_str!(concat!("../../../docs/examples/", $name, ".nmap")),
            lines: include_str!(concat!("../../../docs/examples/", $name, ".lines")),
        }
    };
}

/// In growing difficulty.
pub static EXAMPLES: [Example; 3] = [example!("banner"), example!("web"), example!("binary")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_example_says_what_it_is_and_what_it_teaches() {
        for example in &EXAMPLES {
            assert!(!example.title().is_empty());
            assert!(example.lesson().ends_with('.'), "{}", example.lesson());
        }
    }
}
