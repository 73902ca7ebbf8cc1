//! A text cut into lines as Nmap reads them.
//!
//! A line ends at LF; a CR before it is left out here and never matters, except that a line of
//! nothing but a CR is not empty for Nmap. A NUL ends its line, and what follows is lost.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

use super::fault::ProbesFault;
use super::{Origin, ReadOptions};

/// One line that is neither empty nor a comment.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawLine {
    /// The line without its line break and what a NUL hides.
    pub(super) span: Span,
    /// Its number, from 1.
    pub(super) number: u32,
    /// True when white space (the line break) follows for Nmap.
    pub(super) is_ended: bool,
}

const BOM: &[u8] = b"\xef\xbb\xbf";

/// The lines of a text, one after the other.
pub(super) struct Lines<'a> {
    text: &'a [u8],
    options: &'a ReadOptions,
    at: usize,
    number: u32,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a [u8], options: &'a ReadOptions) -> Self {
        Self {
            text,
            options,
            at: 0,
            number: 0,
        }
    }

    /// The next line, or nothing in its place when it means nothing; `None` at the end. What is
    /// wrong with its form goes to `diagnostics`.
    pub(super) fn next(&mut self, diagnostics: &mut Vec<Diagnostic>) -> Option<Option<RawLine>> {
        let rest = self.text.get(self.at..)?;
        let raw = rest.split_inclusive(|byte| *byte == b'\n').next()?;
        let at = self.at;
        self.at += raw.len();
        self.number = self.number.saturating_add(1);
        let mut judge = Judge {
            options: self.options,
            diagnostics,
        };
        Some(judge.judge_line(raw, at, self.number))
    }
}

/// Where the lines of one text are judged.
struct Judge<'a> {
    options: &'a ReadOptions,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Judge<'_> {
    /// The line `raw` with its LF, at offset `at`; `None` when nothing in it counts.
    fn judge_line(&mut self, raw: &[u8], at: usize, number: u32) -> Option<RawLine> {
        let content = raw.strip_suffix(b"\n").unwrap_or(raw);
        self.check_length(content, at);
        let end = self.check_nul(content, at);
        let content = content.get(..end).unwrap_or_default();
        if content.is_empty() || content.first() == Some(&b'#') {
            return None;
        }
        let is_ended = raw.len() > content.len();
        let has_nul = raw.get(content.len()) == Some(&0);
        let shown = content.strip_suffix(b"\r").unwrap_or(content);
        let start = self.check_start(shown, at, content)?;
        Some(RawLine {
            span: Span::new(at + start, at + shown.len()),
            number,
            is_ended: is_ended && !has_nul || self.options.origin == Origin::Typed,
        })
    }

    fn check_length(&mut self, content: &[u8], at: usize) {
        let limit = self.options.release.max_line();
        if content.len() > limit {
            let cut = Span::new(at + limit, at + content.len());
            let len = content.len();
            self.add(ProbesFault::LongLine { len, limit }, cut);
        }
    }

    fn check_nul(&mut self, content: &[u8], at: usize) -> usize {
        let Some(nul) = content.iter().position(|byte| *byte == 0) else {
            return content.len();
        };
        self.add(ProbesFault::Nul, Span::new(at + nul, at + nul + 1));
        nul
    }

    /// Offset in the line at which its first word starts; `None` when the line has no word or
    /// is an indented comment.
    fn check_start(&mut self, shown: &[u8], at: usize, content: &[u8]) -> Option<usize> {
        let has_bom = at == 0 && shown.starts_with(BOM);
        let bom = if has_bom { BOM.len() } else { 0 };
        if has_bom {
            self.add(ProbesFault::ByteOrderMark, Span::new(0, BOM.len()));
        }
        let rest = shown.get(bom..).unwrap_or_default();
        let is_blank = |byte: &u8| crate::template::is_white(*byte);
        let Some(indent) = rest.iter().position(|byte| !is_blank(byte)) else {
            // A text field of another program may end its lines in CR and LF.
            let is_line_end = self.options.origin == Origin::Typed && rest.is_empty();
            if !is_line_end && !has_bom {
                self.add(ProbesFault::BlankLine, Span::new(at, at + content.len()));
            }
            return None;
        };
        if indent > 0 {
            let blanks = Span::new(at + bom, at + bom + indent);
            self.add(ProbesFault::Indent, blanks);
        }
        (rest.get(indent) != Some(&b'#')).then_some(bom + indent)
    }

    fn add(&mut self, fault: ProbesFault, span: Span) {
        self.diagnostics.push(fault.to_diagnostic(span));
    }
}
