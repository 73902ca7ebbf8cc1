//! A line that is neither a directive nor a match line, and what was probably meant by it.
//!
//! ```text
//! matc acme m|^ACME|       a word that is misspelt or missing
//! -match acme m|^ACME|     what a diff takes away
//! +match acme m|^ACME|     what a diff, a quotation or `grep -n` puts in front
//!   p/Acme DB/ v/$1/       templates of the match line above, wrapped on the way
//! ```

use super::cursor::Cursor;
use super::fault::ProbesFault;
use super::file::keywords;
use super::lookup::nearest_word;
use super::match_line::line_keyword;
use super::split::RawLine;
use crate::diagnostic::{Diagnostic, Edit};
use crate::source::Span;
use crate::template::is_white;

/// What stands in front of a pasted line, besides digits and white space.
const MARKS: &[u8] = b"+->|*:.)";

/// The finding about the line.
pub(super) fn unknown_line(text: &[u8], line: RawLine) -> Diagnostic {
    pasted_line(text, line.span)
        .or_else(|| wrapped_line(text, line))
        .unwrap_or_else(|| unknown_word(text, line.span))
}

/// A line with what was in front of it where it was copied.
fn pasted_line(text: &[u8], line: Span) -> Option<Diagnostic> {
    let content = line.slice(text);
    let n_prefix = content.iter().position(u8::is_ascii_alphabetic)?;
    let (prefix, rest) = content.split_at_checked(n_prefix)?;
    let is_mark = |byte: &u8| MARKS.contains(byte) || byte.is_ascii_digit() || is_white(*byte);
    if prefix.is_empty() || !prefix.iter().all(is_mark) || !begins_line(rest) {
        return None;
    }
    let start = line.range().start;
    let span = Span::new(start, start + n_prefix);
    let (fault, removed) = match prefix {
        b"-" => (ProbesFault::RemovedLine, whole_line(text, line)),
        prefix => {
            let prefix = prefix.to_vec();
            let removed = Span::new(line_start(text, start), start + n_prefix);
            (ProbesFault::PastedPrefix { prefix }, removed)
        }
    };
    Some(with_edit(fault.to_diagnostic(span), removed, b""))
}

/// Whether a keyword and its space follow.
fn begins_line(rest: &[u8]) -> bool {
    keywords().any(|keyword| {
        let behind = rest.strip_prefix(keyword.as_bytes());
        behind.is_some_and(|behind| behind.first() == Some(&b' '))
    })
}

/// The line with the blanks in front of it and its line break.
fn whole_line(text: &[u8], line: Span) -> Span {
    let end = line.range().end;
    let behind = text.get(end..).unwrap_or_default();
    let n_behind = behind.iter().position(|byte| *byte == b'\n');
    let n_behind = n_behind.map_or(behind.len(), |at| at + 1);
    Span::new(line_start(text, line.range().start), end + n_behind)
}

/// Where the line begins that `at` stands in.
fn line_start(text: &[u8], at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let line_break = before.iter().rposition(|byte| *byte == b'\n');
    line_break.map_or(0, |at| at + 1)
}

/// Templates right below a match line.
fn wrapped_line(text: &[u8], line: RawLine) -> Option<Diagnostic> {
    let start = line.span.range().start;
    let end_above = text.get(..start)?.trim_ascii_end().len();
    let gap = Span::new(end_above, start);
    let breaks = gap.slice(text).iter().filter(|byte| **byte == b'\n');
    let above = text.get(line_start(text, end_above)..end_above)?;
    let above = above.trim_ascii_start();
    let is_match_line = line_keyword(above, Span::new(0, above.len())).is_some();
    let is_below = breaks.count() == 1 && is_match_line;
    if !is_below || !begins_template(line.span.slice(text)) {
        return None;
    }
    let word = Cursor::new(text, line.span).take_while(|byte| !is_white(byte));
    let number = line.number.saturating_sub(1);
    let fault = ProbesFault::WrappedLine { number };
    Some(with_edit(fault.to_diagnostic(word), gap, b" "))
}

fn begins_template(line: &[u8]) -> bool {
    let has_letter = matches!(
        line,
        [b'p' | b'v' | b'i' | b'h' | b'o' | b'd', delimiter, ..] if delimiter.is_ascii_punctuation()
    );
    has_letter || line.starts_with(b"cpe:")
}

/// The finding with an edit of more than its own place.
fn with_edit(mut finding: Diagnostic, span: Span, replacement: &[u8]) -> Diagnostic {
    let replacement = replacement.to_vec();
    finding.edit = Some(Edit { span, replacement });
    finding
}

/// A line whose first word is none of the format's.
fn unknown_word(text: &[u8], line: Span) -> Diagnostic {
    let mut cursor = Cursor::new(text, line);
    let span = cursor.take_while(|byte| !is_white(byte));
    let word = cursor.bytes(span);
    if keywords().any(|keyword| keyword.as_bytes() == word) {
        return ProbesFault::NoSpaceBehindKeyword.to_diagnostic(span);
    }
    let near = nearest_word(keywords().map(str::as_bytes), word);
    let rest = Span::new(span.range().end, line.range().end);
    let fault = ProbesFault::UnknownDirective {
        word: word.to_vec(),
        is_match_line: begins_pattern(rest.slice(text)),
        nearest: keywords().find(|keyword| Some(keyword.as_bytes()) == near),
    };
    fault.to_diagnostic(span)
}

/// Whether ` m|` follows, as behind a service.
fn begins_pattern(rest: &[u8]) -> bool {
    matches!(rest, [b' ', b'm', delimiter, ..] if delimiter.is_ascii_punctuation())
}
