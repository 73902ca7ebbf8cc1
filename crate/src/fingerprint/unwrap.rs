//! Takes out what stands between the pieces of a wrapped fingerprint: line breaks, `SF:`, prefixes
//! of quoted mail, padding, and lines that are none of it.
//!
//! ```text
//! > SF-Port7070-TCP:…%r(NUL
//! > SF:L,8,"ACME\x2         →   SF-Port7070-TCP:…%r(NULL,8,"ACME\x203\r\n");
//! > SF:03\r\n");
//! ```
//!
//! Nmap escapes white space, so unescaped white space is never data. `SF:` can be data. It is a
//! continuation mark behind white space, and where Nmap puts one: after the first 74 characters
//! and after every 71 further ones. There it is found even when lines were joined without
//! anything between them, with a literal `\n` or with `<br>`.

use super::encode::{CONTINUATION, LINE};
use super::extent::{is_left_out, is_prose};
use super::space::{line_end_noise, space_len};
use super::text::Text;

/// Stands for something that was left out. No stage before can give it: Nmap escapes NUL.
pub(super) const GAP: u8 = 0;
/// Response characters of a line after the first.
const CONTINUED: usize = LINE - CONTINUATION.len();
/// What people join lines with, written out.
const JOINERS: [&[u8]; 10] = [
    b"", b"\\n", b"\\r\\n", b"<br>", b"<br/>", b"<br />", b"&#xa;", b"&#10;", b"#012", b"%0A",
];
/// Characters that can stand before the mark on its line: of mail, comments, line numbers.
const PREFIX: &[u8] = b" \t>|_#*/:;.)-0123456789";
/// Characters of a prefix at most.
const MAX_PREFIX: usize = 32;
/// Characters of a prefix at most that stands before other lines too.
const MAX_REPEATED: usize = 100;

/// Where `SF:` is a continuation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marks {
    /// Behind white space and at the end of each of Nmap's lines.
    Everywhere,
    /// Behind white space only: the text was never wrapped, but may have been broken.
    BehindSpace,
    /// At the end of each of Nmap's lines only: the text was broken anew.
    LineEnds,
    /// Nowhere: all marks are lost, and what looks like one is data.
    Nowhere,
}

/// The run of text that Nmap had before it wrapped it. `prefix` stood before the header on its
/// line.
pub(super) fn unwrap_lines(text: &Text, marks: Marks, prefix: &[u8]) -> Text {
    let common = common_marks(text);
    let prefix = marked_prefix(text)
        .filter(|_| common.is_some())
        .unwrap_or(prefix);
    let mut stage = Unwrap {
        text,
        marks,
        prefix,
        common,
        at: 0,
        left: LINE,
        behind_space: false,
        in_line: false,
        joined: None,
    };
    let mut unwrapped = Text::with_capacity(text.len());
    while stage.at < text.len() {
        let n_plain = stage.plain_len();
        if n_plain > 0 {
            unwrapped.copy_range(text, stage.at..stage.at + n_plain);
            stage.count_plain(n_plain);
        } else if stage.skip_prose() {
            unwrapped.push(GAP, text.place(stage.at - 1, stage.at));
        } else if !(stage.skip_space() || stage.skip_mark()) {
            unwrapped.copy(text, stage.at);
            stage.count_character();
        }
    }
    unwrapped
}

struct Unwrap<'a> {
    text: &'a Text,
    marks: Marks,
    prefix: &'a [u8],
    /// What prefixes before `SF:` are made of; `None` when there are none.
    common: Option<Vec<u8>>,
    at: usize,
    /// Characters that still belong to this line.
    left: usize,
    behind_space: bool,
    /// True when something of this line was kept.
    in_line: bool,
    /// Whether the first line ended with a mark that had no white space before it, so that the
    /// lines are joined; `None` before the first line ended.
    joined: Option<bool>,
}

impl Unwrap<'_> {
    /// Number of characters that are of this line for certain: no white space, and no mark, which
    /// stands behind white space or at the end of a line.
    fn plain_len(&self) -> usize {
        if self.behind_space || self.is_behind_blank() {
            return 0;
        }
        let rest = self.text.rest(self.at);
        let line = rest.get(..self.left).unwrap_or(rest).iter();
        line.take_while(|byte| byte.is_ascii_graphic()).count()
    }

    /// Steps over so many of them.
    fn count_plain(&mut self, n_plain: usize) {
        self.at += n_plain;
        self.in_line = true;
        self.left = self.left.saturating_sub(n_plain);
    }

    /// Steps over a line break and the line of prose behind it.
    fn skip_prose(&mut self) -> bool {
        let [b'\n', rest @ ..] = self.text.rest(self.at) else {
            return false;
        };
        let len = rest
            .iter()
            .position(|byte| *byte == b'\n')
            .unwrap_or(rest.len());
        let line = rest.get(..len).unwrap_or_default();
        let prose = is_prose(line) || is_left_out(line);
        if prose {
            self.at += 1 + len;
        }
        prose
    }

    /// Steps over one space, with the line's prefix if it is a line break.
    fn skip_space(&mut self) -> bool {
        let n_space = space_len(self.text.rest(self.at));
        if n_space == 0 && self.in_line && self.is_behind_blank() {
            let n_noise = line_end_noise(self.text.rest(self.at));
            self.at += n_noise;
            return n_noise > 0;
        }
        let is_line_break = self.text.byte(self.at) == Some(b'\n');
        self.in_line &= !is_line_break;
        self.at += n_space;
        self.behind_space |= n_space > 0;
        if is_line_break {
            self.at += self.prefix_len();
        }
        n_space > 0
    }

    /// True behind a blank or a tab.
    fn is_behind_blank(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.text.byte(at));
        matches!(before, Some(b' ' | b'\t'))
    }

    /// Steps over a continuation mark, with what the lines were joined with.
    fn skip_mark(&mut self) -> bool {
        let Some(len) = self.mark_len() else {
            return false;
        };
        self.at += len;
        self.left = CONTINUED;
        self.behind_space = false;
        true
    }

    fn mark_len(&mut self) -> Option<usize> {
        let rest = self.text.rest(self.at);
        if self.marks == Marks::Nowhere {
            return None;
        }
        if self.behind_space && (self.left == 0 || self.marks != Marks::LineEnds) {
            return broken_mark_len(rest);
        }
        if self.left > 0 || self.joined == Some(false) || self.marks == Marks::BehindSpace {
            return None;
        }
        let mark = JOINERS.iter().find_map(|joiner| {
            let behind = rest.strip_prefix(*joiner)?;
            behind
                .starts_with(CONTINUATION)
                .then_some(joiner.len() + CONTINUATION.len())
        });
        self.joined.get_or_insert(mark.is_some());
        mark
    }

    /// Steps over one character; a line that should have ended lost its mark.
    fn count_character(&mut self) {
        self.at += 1;
        self.behind_space = false;
        self.in_line = true;
        self.left = self.left.checked_sub(1).unwrap_or(CONTINUED - 1);
    }

    /// Length of the prefix of the line that begins here: that of the header's line, or anything
    /// like one if `SF:` stands behind it.
    fn prefix_len(&self) -> usize {
        let line = self.text.rest(self.at);
        let marked = prefix_before_mark(line);
        if let Some(marked) = marked.filter(|marked| self.common == Some(marks_of(marked))) {
            return marked.len();
        }
        let outer = outer_prefix(self.prefix);
        let found = [self.prefix, outer].into_iter();
        let mut found = found.filter(|prefix| line.starts_with(prefix));
        found.next().map_or(0, <[u8]>::len)
    }
}

/// `> ` of `> > `: what stands before a piece that was broken off before the text was quoted again.
fn outer_prefix(prefix: &[u8]) -> &[u8] {
    let is_quoting = prefix.iter().all(|byte| b" >".contains(byte));
    match prefix.trim_ascii_end() {
        [outer @ .., b'>'] if is_quoting => outer,
        _ => b"",
    }
}

/// Length of the mark at the start of `rest`: it can be broken, and a tail can be cut inside it.
fn broken_mark_len(rest: &[u8]) -> Option<usize> {
    let mut len = 0;
    for byte in CONTINUATION {
        let behind = rest.get(len..).unwrap_or_default();
        let n_space: usize = if len == 0 { 0 } else { space_run(behind) };
        match behind.get(n_space) {
            Some(found) if found == byte => len += n_space + 1,
            None if len > 0 => return Some(rest.len()),
            _ => return None,
        }
    }
    Some(len)
}

/// Length of all white space at the start of `rest`, as far as a mark can be broken by it.
fn space_run(rest: &[u8]) -> usize {
    const MAX_BREAK: usize = 100;
    let mut len = 0;
    while let n_space @ 1.. = space_len(rest.get(len..).unwrap_or_default()) {
        len += n_space;
        if len > MAX_BREAK {
            return 0;
        }
    }
    len
}

/// What stands before `SF:` at the start of `line`; `None` when that is no prefix.
fn prefix_before_mark(line: &[u8]) -> Option<&[u8]> {
    let mut len = 0;
    while len < MAX_PREFIX {
        let rest = line.get(len..)?;
        match rest.first() {
            Some(byte) if PREFIX.contains(byte) => len += 1,
            // What is drawn: a line break would lead into the next line.
            Some(byte) if !byte.is_ascii() && space_len(rest) > 0 => len += space_len(rest),
            _ => break,
        }
    }
    line.get(len..)?
        .starts_with(CONTINUATION)
        .then_some(line.get(..len)?)
}

/// What the prefixes of all lines have in common, if so many lines have one before `SF:` that it
/// is no data that looks like one. A broken line leaves pieces without a mark.
fn common_marks(text: &Text) -> Option<Vec<u8>> {
    let lines = text.rest(0).split(|byte| *byte == b'\n').skip(1);
    let lines: Vec<&[u8]> = lines.filter(|line| !line.trim_ascii().is_empty()).collect();
    let prefixes: Vec<&[u8]> = lines
        .iter()
        .filter_map(|line| prefix_before_mark(line))
        .collect();
    let first = prefixes.iter().find(|prefix| !prefix.is_empty())?;
    let common = marks_of(first);
    let n_common = prefixes
        .iter()
        .filter(|prefix| marks_of(prefix) == common)
        .count();
    (n_common * 3 >= lines.len()).then_some(common)
}

/// A prefix without its numbers, spaces and what is drawn, which differ from line to line.
fn marks_of(prefix: &[u8]) -> Vec<u8> {
    let is_mark = |byte: &u8| byte.is_ascii_punctuation() && *byte != b'_';
    prefix.iter().copied().filter(is_mark).collect()
}

/// The prefix of the first line that has one before `SF:`, if it can be that of every line.
fn marked_prefix(text: &Text) -> Option<&[u8]> {
    let mut lines = text.rest(0).split(|byte| *byte == b'\n').skip(1);
    lines
        .find_map(prefix_before_mark)
        .filter(|prefix| is_common_prefix(prefix))
}

/// What stands before `start` on its line, if it is the prefix of every line: quote and comment
/// marks, but neither numbers nor quotes, which are text more often; or anything that stands before
/// a mark again (`[*] Nmap: `).
pub(super) fn line_prefix(paste: &[u8], start: usize) -> &[u8] {
    let before = paste.get(..start).unwrap_or_default();
    let before = before.get(start.saturating_sub(MAX_REPEATED)..);
    let before = before.unwrap_or_default();
    let line_break = before.iter().rposition(|byte| *byte == b'\n');
    let prefix = before.get(line_break.map_or(0, |at| at + 1)..);
    let prefix = prefix.unwrap_or_default();
    let is_short = prefix.len() <= MAX_PREFIX && is_common_prefix(prefix);
    if is_short || is_repeated(paste.get(start..).unwrap_or_default(), prefix) {
        prefix
    } else {
        b""
    }
}

/// True when `prefix` stands before a mark on one of the lines behind the header's.
fn is_repeated(paste: &[u8], prefix: &[u8]) -> bool {
    const MAX_LINES: usize = 600;
    let paste = paste.get(..MAX_LINES).unwrap_or(paste);
    let mut lines = paste.split(|byte| *byte == b'\n').skip(1);
    let behind_prefix = |line: &[u8]| {
        let marked = line.strip_prefix(prefix);
        marked.is_some_and(|line| line.starts_with(CONTINUATION))
    };
    !prefix.is_empty() && lines.any(behind_prefix)
}

fn is_common_prefix(prefix: &[u8]) -> bool {
    prefix.iter().all(|byte| b" \t>|#*/".contains(byte))
}
