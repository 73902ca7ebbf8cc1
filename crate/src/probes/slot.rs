//! What belongs at a place of a lines file where somebody writes.
//!
//! ```
//! use sflens::probes::{Slot, slot_at};
//! use sflens::template::TemplateKind;
//! let text = b"match ft m|^220| d/pri";
//! let slot = |at| slot_at(text, at).map(|(span, slot)| (span.slice(text), slot));
//! assert_eq!(slot(8), Some((&b"ft"[..], Slot::Service)));
//! assert_eq!(slot(22), Some((&b"pri"[..], Slot::Text { kind: TemplateKind::DeviceType, delimiter: b'/' })));
//! assert_eq!(slot(13), None);
//! ```
//!
//! Told from the same reading as the values, so a line that is only half written has slots too.
//! Inside a pattern there is none.

use super::ReadOptions;
use super::match_line::{LineShape, line_keyword, read_shape};
use crate::source::Span;
use crate::template::{Template, TemplateKind, is_white};

/// What belongs at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Slot {
    /// The first word of a line.
    Keyword,
    /// The service of a match line.
    Service,
    /// The letter of a template, or `cpe:`.
    Letter,
    /// The text of a template.
    Text {
        /// Which field it fills.
        kind: TemplateKind,
        /// The byte around it, which must not occur in it.
        delimiter: u8,
    },
    /// The name of a probe, in its `Probe` line or behind `fallback`.
    ProbeName,
}

/// The slot of the byte `at`, with what is written in it up to there. `None` where nothing is to be
/// proposed.
pub fn slot_at(text: &[u8], at: usize) -> Option<(Span, Slot)> {
    let before = text.get(..at)?;
    let start = before.iter().rposition(|byte| *byte == b'\n');
    let start = start.map_or(0, |newline| newline + 1);
    let behind = text.get(at..)?.iter().position(|byte| *byte == b'\n');
    let line = Span::new(start, at + behind.unwrap_or(text.len() - at));
    let written = before.get(start..)?;
    if line_keyword(text, line).is_some() {
        let (shape, _) = read_shape(text, line, ReadOptions::default().release);
        return slot_of_match_line(text, &shape, at);
    }
    if written.first() == Some(&b'#') {
        return None;
    }
    match first_after(written, &[b"Probe TCP ", b"Probe UDP ", b"fallback "]) {
        Some(name) => {
            let name = name.rsplit(|byte| *byte == b',').next()?;
            let is_name = !name.contains(&b' ');
            is_name.then(|| (Span::new(at - name.len(), at), Slot::ProbeName))
        }
        None if written.contains(&b' ') || written.is_empty() => None,
        None => Some((Span::new(start, at), Slot::Keyword)),
    }
}

/// What is written behind the one of `keywords` with which the line starts.
fn first_after<'t>(written: &'t [u8], keywords: &[&[u8]]) -> Option<&'t [u8]> {
    (keywords.iter()).find_map(|keyword| written.strip_prefix(*keyword))
}

fn slot_of_match_line(text: &[u8], shape: &LineShape, at: usize) -> Option<(Span, Slot)> {
    let place = Span::at(at).start;
    let service = shape.service?;
    if (service.start..=service.end).contains(&place) {
        return Some((Span::new(service.start as usize, at), Slot::Service));
    }
    shape.close.filter(|_| place > shape.flags.end)?;
    let templates = shape.words.iter().filter_map(|word| word.template.as_ref());
    if let Some(template) = templates
        .clone()
        .find(|template| is_in_text(template, place))
    {
        let Template {
            kind, delimiter, ..
        } = *template;
        let written = Span::new(template.text_span.start as usize, at);
        return Some((written, Slot::Text { kind, delimiter }));
    }
    let is_inside = |template: &Template| template.span.start < place && place <= template.span.end;
    if templates.clone().any(is_inside) {
        return None;
    }
    let line = Span::new(shape.flags.end as usize, at);
    let letters = line.slice(text).rsplit(|byte| is_white(*byte)).next()?;
    let are_letters = letters
        .iter()
        .all(|byte| byte.is_ascii_alphabetic() || *byte == b':');
    are_letters.then(|| (Span::new(at - letters.len(), at), Slot::Letter))
}

fn is_in_text(template: &Template, place: u32) -> bool {
    (template.text_span.start..=template.text_span.end).contains(&place)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The slot at the `^` in `text`, with what is written in it.
    #[track_caller]
    fn check(text: &str, expected: Option<(&str, Slot)>) {
        let at = text.find('¦').expect("a place");
        let text = text.replace('¦', "");
        let found = slot_at(text.as_bytes(), at);
        let found = found.map(|(span, slot)| (&text[span.range()], slot));
        assert_eq!(found, expected, "{text}");
    }

    fn text(kind: TemplateKind) -> Slot {
        let delimiter = b'/';
        Slot::Text { kind, delimiter }
    }

    #[test]
    fn the_first_word_is_a_keyword() {
        check("soft¦", Some(("soft", Slot::Keyword)));
        check("# x\nra¦\nmatch a m|b|", Some(("ra", Slot::Keyword)));
        check("¦", None);
        check("# soft¦", None);
        check("rarity 1¦", None);
    }

    #[test]
    fn a_match_line_has_a_service_and_templates() {
        check("match ¦", Some(("", Slot::Service)));
        check("match ss¦l/x m|a|", Some(("ss", Slot::Service)));
        check("match a m|b| ¦", Some(("", Slot::Letter)));
        check("match a m|b|i p/c/ cp¦", Some(("cp", Slot::Letter)));
        check(
            "match a m|b| p/Ac¦",
            Some(("Ac", text(TemplateKind::Product))),
        );
        check(
            "match a m|b| d/¦/ v/1/",
            Some(("", text(TemplateKind::DeviceType))),
        );
        check(
            "match a m|b| cpe:/a:ac¦/",
            Some(("a:ac", text(TemplateKind::Cpe))),
        );
    }

    #[test]
    fn there_is_none_in_a_pattern_and_behind_a_delimiter() {
        check("match a m|b¦|", None);
        check("match a m|b|¦", None);
        check("match a m|b¦", None);
        check("match a m|b| p/c/¦", None);
    }

    #[test]
    fn probes_are_named_in_their_line_and_as_fallback() {
        check("Probe TCP Ge¦", Some(("Ge", Slot::ProbeName)));
        check("fallback GetRequest,N¦", Some(("N", Slot::ProbeName)));
        check("fallback ¦", Some(("", Slot::ProbeName)));
        check("Probe TCP Get q|a|¦", None);
    }
}
