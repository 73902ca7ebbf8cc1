//! Pattern, bytes and fields as one thing seen three ways: what belongs to what is pointed at.
//!
//! ```text
//! match ftp m|^220 (\w+) FTP| h/$1/      220 stage FTP server      host name stage
//!                  ^^^^^         $1          ^^^^^                           ^^^^^
//! Group 1 of line 1 took `stage`, bytes 4 to 8 of the response to NULL; it fills the host name.
//! ```

use sflens::bytes::print_readable;
use sflens::results::{MatchRecord, PartRecord, ResponseRecord, SpanRecord};

use super::evaluation::{Evaluation, LINES};
use super::tokens::TokenKind;

/// Bytes of a capture that a sentence shows.
const SHOWN: usize = 24;

/// What the user points at: with the mouse, the focus, the caret, or a selection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pointed {
    /// Capture groups of one of the user's lines, in the pattern, the bytes or a field.
    Groups {
        /// The line, from 1.
        line: u32,
        /// Their numbers.
        numbers: Vec<u8>,
    },
    /// An item of the pattern of a line that matched.
    Part {
        /// The line, from 1.
        line: u32,
        /// The response that it matched.
        response_idx: usize,
        /// Which item.
        part_idx: usize,
    },
    /// Bytes of a response.
    Bytes {
        /// The response.
        response_idx: usize,
        /// The first byte.
        start: u32,
        /// The byte behind the last.
        end: u32,
    },
}

/// What belongs to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Linked {
    /// The line whose groups are meant; none when no line of the user's has to do with it.
    pub line: Option<u32>,
    /// The numbers of the groups.
    pub groups: Vec<u8>,
    /// Places in the match lines, in bytes.
    pub items: Vec<SpanRecord>,
    /// Places in responses: index and bytes.
    pub bytes: Vec<(usize, SpanRecord)>,
    /// All of it in one sentence with code in backticks.
    pub words: String,
}

impl Linked {
    /// The bytes of one response.
    pub fn bytes_of(&self, response_idx: usize) -> Option<std::ops::Range<usize>> {
        let (_, span) = self.bytes.iter().find(|(idx, _)| *idx == response_idx)?;
        Some(span.start as usize..span.end as usize)
    }

    /// The groups, when they are those of this line.
    pub fn groups_of(&self, line: Option<u32>) -> Vec<u8> {
        match self.line.is_some() && self.line == line {
            true => self.groups.clone(),
            false => Vec::new(),
        }
    }
}

/// Everything that belongs to what is pointed at.
pub fn link(last: &Evaluation, fingerprint_idx: usize, pointed: &Pointed) -> Linked {
    let fingerprint = last.fingerprint(fingerprint_idx);
    let responses = fingerprint.map_or(&[][..], |fingerprint| &fingerprint.responses);
    match pointed {
        Pointed::Groups { line, numbers } => link_groups(last, responses, *line, numbers),
        Pointed::Part {
            line,
            response_idx,
            part_idx,
        } => {
            let response = responses.get(*response_idx);
            let part = response
                .and_then(|response| parts_of(response, *line))
                .and_then(|parts| parts.get(*part_idx));
            match (response, part) {
                (Some(response), Some(part)) => {
                    link_part(last, response, *response_idx, *line, part)
                }
                _ => Linked::default(),
            }
        }
        Pointed::Bytes {
            response_idx,
            start,
            end,
        } => {
            let (start, end) = (*start, *end);
            let span = SpanRecord { start, end };
            responses
                .get(*response_idx)
                .map(|response| link_bytes(last, response, *response_idx, span))
                .unwrap_or_default()
        }
    }
}

fn link_groups(
    last: &Evaluation,
    responses: &[ResponseRecord],
    line: u32,
    numbers: &[u8],
) -> Linked {
    let taken = |response: &ResponseRecord| {
        let own = response.user_lines.iter().flatten();
        let outcome = own.clone().find(|outcome| outcome.at.line == line)?;
        let captures = outcome.captures.as_ref()?;
        (numbers.iter()).find_map(|number| captures.get(usize::from(*number)).copied().flatten())
    };
    let found = responses.iter().enumerate();
    let bytes: Vec<(usize, SpanRecord)> = found
        .filter_map(|(idx, response)| Some((idx, taken(response)?)))
        .collect();
    let name = format!("{} of line {line}", group_names(numbers));
    let words = match bytes.first() {
        Some((idx, span)) => {
            let response = &responses[*idx];
            let what = bytes_in_words(response, *span);
            format!("{name} took {what}{}.", filled(response, line, numbers))
        }
        None => format!("{name} took part in no match."),
    };
    Linked {
        line: Some(line),
        groups: numbers.to_vec(),
        items: group_items(last, line, numbers),
        bytes,
        words,
    }
}

fn link_part(
    last: &Evaluation,
    response: &ResponseRecord,
    response_idx: usize,
    line: u32,
    part: &PartRecord,
) -> Linked {
    let groups: Vec<u8> = part
        .group
        .and_then(|n| u8::try_from(n).ok())
        .into_iter()
        .collect();
    let took = match part.took.start == part.took.end {
        true => "takes no bytes".to_owned(),
        false => format!("took {}", bytes_in_words(response, part.took)),
    };
    let words = format!(
        "{} (`{}`) {took}{}.",
        capitalized(&part.words),
        item_text(last, part.span),
        filled(response, line, &groups)
    );
    Linked {
        line: Some(line),
        groups,
        items: vec![part.span],
        bytes: vec![(response_idx, part.took)],
        words,
    }
}

fn link_bytes(
    last: &Evaluation,
    response: &ResponseRecord,
    response_idx: usize,
    span: SpanRecord,
) -> Linked {
    let what = capitalized(&bytes_in_words(response, span));
    let bytes = vec![(response_idx, span)];
    let Some(taken) = own_match(response) else {
        return Linked {
            bytes,
            words: format!("{what}: no line of yours took them."),
            ..Linked::default()
        };
    };
    let meets = |other: &SpanRecord| other.start < span.end && span.start < other.end;
    let parts = parts_of(response, taken.line).unwrap_or_default();
    let own = (parts.iter()).filter(|part| !part.divided && meets(&part.took));
    let items: Vec<SpanRecord> = own.clone().map(|part| part.span).collect();
    let took: Vec<SpanRecord> = own.map(|part| part.took).collect();
    let groups: Vec<u8> = (taken.captures.iter().zip(0_u8..).skip(1))
        .filter(|(capture, _)| capture.as_ref().is_some_and(meets))
        .map(|(_, number)| number)
        .collect();
    let line = taken.line;
    let filled = filled(response, line, &groups);
    let words = match (items.first().zip(items.last()), covered(&took, span)) {
        (Some((first, end)), Some(covered)) => {
            let (start, end) = (first.start, end.end);
            let item = item_text(last, SpanRecord { start, end });
            let by = format!("taken by `{item}` of line {line}{filled}");
            match covered == span {
                true => by,
                false => format!("{} {by}; the match did not take the rest", place(covered)),
            }
        }
        _ => format!("the match of line {line} did not take them"),
    };
    Linked {
        line: Some(line),
        words: format!("{what}: {words}."),
        groups,
        items,
        bytes,
    }
}

/// The part of `span` that items took, which stand one behind the other.
fn covered(took: &[SpanRecord], span: SpanRecord) -> Option<SpanRecord> {
    let start = took.iter().map(|took| took.start).min()?.max(span.start);
    let end = took.iter().map(|took| took.end).max()?.min(span.end);
    (start < end).then_some(SpanRecord { start, end })
}

/// The match of one of the user's lines, if Nmap would take one.
fn own_match(response: &ResponseRecord) -> Option<&MatchRecord> {
    response.taken.line().filter(|taken| taken.file == LINES)
}

fn parts_of(response: &ResponseRecord, line: u32) -> Option<&[PartRecord]> {
    let own = response.user_lines.iter().flatten();
    let outcome = own.into_iter().find(|outcome| outcome.at.line == line)?;
    outcome.parts.as_deref()
}

/// The groups' own places in the line.
fn group_items(last: &Evaluation, line: u32, numbers: &[u8]) -> Vec<SpanRecord> {
    let lines = last.texts.lines.as_bytes();
    let line_of = |at: u32| {
        let before = lines.get(..at as usize).unwrap_or_default();
        before.iter().filter(|byte| **byte == b'\n').count() as u32 + 1
    };
    let is_meant = |kind: TokenKind| match kind {
        TokenKind::Group(number) | TokenKind::Substitution(number) => numbers.contains(&number),
        _ => false,
    };
    let own = last.tokens.iter().filter(|token| is_meant(token.kind));
    own.filter(|token| line_of(token.start) == line)
        .map(|token| {
            let (start, end) = (token.start, token.end);
            SpanRecord { start, end }
        })
        .collect()
}

fn item_text(last: &Evaluation, span: SpanRecord) -> String {
    let text = last.texts.lines.get(span.start as usize..span.end as usize);
    text.unwrap_or_default().replace('`', "\\x60")
}

/// `Group 1`, `Groups 1 and 2`.
fn group_names(numbers: &[u8]) -> String {
    let names: Vec<String> = numbers.iter().map(u8::to_string).collect();
    match names.len() {
        1 => format!("Group {}", names[0]),
        _ => format!("Groups {}", names.join(" and ")),
    }
}

/// `` `stage`, bytes 4 to 8 of the response to NULL ``.
fn bytes_in_words(response: &ResponseRecord, span: SpanRecord) -> String {
    let bytes = &response.bytes.0;
    let range = span.start as usize..(span.end as usize).min(bytes.len());
    let taken = bytes.get(range).unwrap_or_default();
    let shown = &taken[..taken.len().min(SHOWN)];
    let ellipsis = if shown.len() < taken.len() { "…" } else { "" };
    let text = print_readable(shown).replace('`', "\\x60");
    let place = match taken.len() {
        0 => format!("no bytes at {}", span.start),
        _ => format!("`{text}{ellipsis}`, {}", place(span)),
    };
    format!("{place} of the response to {}", response.probe)
}

/// `byte 4`, `bytes 4 to 8`; not of an empty span.
fn place(span: SpanRecord) -> String {
    match span.end - span.start {
        1 => format!("byte {}", span.start),
        _ => format!("bytes {} to {}", span.start, span.end - 1),
    }
}

/// `; it fills the host name`: the fields that the groups fill on this response.
fn filled(response: &ResponseRecord, line: u32, numbers: &[u8]) -> String {
    let own = own_match(response).filter(|taken| taken.line == line);
    let substitutions = own.into_iter().flat_map(|taken| &taken.substitutions);
    let mut fields: Vec<&str> = substitutions
        .filter(|substitution| numbers.contains(&substitution.group))
        .map(|substitution| field_name(&substitution.field))
        .collect();
    fields.dedup();
    match fields.as_slice() {
        [] => String::new(),
        fields => format!("; it fills the {}", fields.join(" and the ")),
    }
}

fn field_name(field: &str) -> &str {
    match field {
        "hostname" => "host name",
        "os" => "OS",
        "device_type" => "device type",
        "cpe" => "CPE",
        other => other,
    }
}

fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(characters).collect()
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::model::Token;
    use crate::model::samples::{fingerprint, outcome, response, taken};
    use sflens::link::Texts;
    use sflens::results::{LineOutcome, LineOutcomeRecord, Report, TakenLine};

    const LINE: &str = r"match ftp m|^220 (\w+) FTP| h/$1/";

    fn span(start: u32, end: u32) -> SpanRecord {
        SpanRecord { start, end }
    }

    fn part(item: (u32, u32), took: (u32, u32), group: Option<u16>, words: &str) -> PartRecord {
        PartRecord {
            span: span(item.0, item.1),
            took: span(took.0, took.1),
            group,
            divided: false,
            words: words.to_owned(),
        }
    }

    fn evaluation() -> Evaluation {
        let captures = vec![Some(span(0, 13)), Some(span(4, 9))];
        let mut matched = response("NULL", b"220 stage FTP");
        matched.taken = TakenLine::Line(Box::new(taken(1, captures.clone())));
        matched.user_lines = Some(vec![LineOutcomeRecord {
            captures: Some(captures),
            parts: Some(vec![
                part((12, 13), (0, 0), None, "the start of the response"),
                part((13, 17), (0, 4), None, "`220 `"),
                part((17, 22), (4, 9), Some(1), "group 1"),
            ]),
            ..outcome(1, LineOutcome::Taken)
        }]);
        let report = Report {
            fingerprints: vec![fingerprint(vec![matched, response("Help", b"500")])],
            ..Report::default()
        };
        let token = |start, end, kind| Token { start, end, kind };
        Evaluation {
            report: Rc::new(report),
            texts: Texts {
                lines: LINE.into(),
                ..Texts::default()
            },
            tokens: [
                token(17, 22, TokenKind::Group(1)),
                token(30, 32, TokenKind::Substitution(1)),
            ]
            .into(),
            ..Evaluation::default()
        }
    }

    #[test]
    fn a_group_leads_to_its_bytes_and_its_fields() {
        let pointed = Pointed::Groups {
            line: 1,
            numbers: vec![1],
        };
        let linked = link(&evaluation(), 0, &pointed);
        assert_eq!(linked.bytes, [(0, span(4, 9))]);
        assert_eq!(linked.items, [span(17, 22), span(30, 32)]);
        let words = "Group 1 of line 1 took `stage`, bytes 4 to 8 of the response to NULL; \
                     it fills the host name.";
        assert_eq!(linked.words, words);
    }

    #[test]
    fn bytes_lead_to_items_groups_and_fields() {
        let bytes = |start, end| Pointed::Bytes {
            response_idx: 0,
            start,
            end,
        };
        let linked = link(&evaluation(), 0, &bytes(2, 6));
        assert_eq!(linked.items, [span(13, 17), span(17, 22)]);
        assert_eq!((linked.line, &linked.groups[..]), (Some(1), &[1][..]));
        let words = "`0 st`, bytes 2 to 5 of the response to NULL: taken by `220 (\\w+)` of line 1; \
                     it fills the host name.";
        assert_eq!(linked.words, words);
        let linked = link(&evaluation(), 0, &bytes(12, 13));
        assert!(
            linked
                .words
                .ends_with("the match of line 1 did not take them.")
        );
    }

    #[test]
    fn of_bytes_that_were_taken_in_part_the_part_is_told() {
        let pointed = Pointed::Bytes {
            response_idx: 0,
            start: 4,
            end: 13,
        };
        let linked = link(&evaluation(), 0, &pointed);
        let words = "`stage FTP`, bytes 4 to 12 of the response to NULL: bytes 4 to 8 taken by \
                     `(\\w+)` of line 1; it fills the host name; the match did not take the rest.";
        assert_eq!(linked.words, words);
    }

    #[test]
    fn bytes_that_no_line_took_are_told_so() {
        let pointed = Pointed::Bytes {
            response_idx: 1,
            start: 0,
            end: 1,
        };
        let linked = link(&evaluation(), 0, &pointed);
        let words = "`5`, byte 0 of the response to Help: no line of yours took them.";
        assert_eq!((linked.line, linked.words.as_str()), (None, words));
    }

    #[test]
    fn an_item_leads_to_what_it_took() {
        let part = |part_idx| Pointed::Part {
            line: 1,
            response_idx: 0,
            part_idx,
        };
        let words = |part_idx| link(&evaluation(), 0, &part(part_idx)).words;
        assert_eq!(words(0), "The start of the response (`^`) takes no bytes.");
        assert!(
            words(2).starts_with("Group 1 (`(\\w+)`) took `stage`"),
            "{}",
            words(2)
        );
        assert_eq!(words(9), "");
    }

    #[test]
    fn a_group_without_a_match_says_so() {
        let pointed = Pointed::Groups {
            line: 4,
            numbers: vec![2],
        };
        let linked = link(&evaluation(), 0, &pointed);
        assert_eq!(linked.words, "Group 2 of line 4 took part in no match.");
        assert!(linked.bytes.is_empty());
    }
}
