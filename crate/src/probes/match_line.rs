//! One match line: `match acme m|^ACME (\d+)|i p/Acme DB/ v/$1/`.
//!
//! `shape` first finds where everything stands, as far as the line is sound; the value and the
//! colors (`tokens`) are both made from it. A line is of use as soon as it has a keyword, a
//! service and a closed pattern.

use super::cursor::Cursor;
use super::line_fault::LineFault;
use super::split::{Lines, RawLine};
use super::{MAX_FINDINGS, MatchLine, Origin, ProbesFile, ReadOptions};
use crate::diagnostic::{Diagnostic, Edit, Parsed, Severity};
use crate::pattern::{PatternError, PatternFlags, parse_pattern};
use crate::source::{Span, sort_by_place};
use crate::template::{
    Release, Template, TemplateFault, TemplateKind, TemplateWord, check_groups, is_white,
    parse_template,
};

/// Where the parts of a match line stand, as far as they could be told.
#[derive(Clone, Debug, Default)]
pub(super) struct LineShape {
    pub(super) keyword: Span,
    pub(super) soft: bool,
    pub(super) service: Option<Span>,
    /// The `m`.
    pub(super) marker: Option<Span>,
    pub(super) open: Option<Span>,
    pub(super) pattern: Option<Span>,
    pub(super) close: Option<Span>,
    pub(super) flags: Span,
    pub(super) words: Vec<TemplateWord>,
}

/// Reads one match line as it stands in a text field or an argument. `None` when it has no closed
/// pattern; the diagnostics say what is missing.
pub fn parse_match_line(line: &[u8], options: &ReadOptions) -> Parsed<Option<MatchLine>> {
    let mut diagnostics = Vec::new();
    let mut lines = Lines::new(line, options);
    let mut next = || loop {
        if let Some(raw) = lines.next(&mut diagnostics)? {
            return Some(raw);
        }
    };
    let (raw, second) = (next(), next());
    let Some(raw) = raw else {
        return Parsed {
            value: None,
            diagnostics,
        };
    };
    if let Some(second) = second {
        diagnostics.push(LineFault::SecondLine.to_diagnostic(second.span));
    }
    let value = match line_keyword(line, raw.span) {
        Some(_) => read_match_line(line, raw, options, &mut diagnostics),
        None => {
            let word = Cursor::new(line, raw.span).take_while(|byte| !is_white(byte));
            diagnostics.push(LineFault::NoKeyword.to_diagnostic(word));
            None
        }
    };
    let faults = value
        .iter()
        .flat_map(|line| check_match_line(line, options.release));
    diagnostics.extend(faults);
    sort_by_place(&mut diagnostics, |finding| (finding.span.start, 0));
    Parsed { value, diagnostics }
}

/// True for `softmatch` and false for `match` at the start of the line.
pub(super) fn line_keyword(text: &[u8], line: Span) -> Option<bool> {
    let line = line.slice(text);
    let soft = line.starts_with(b"softmatch ");
    (soft || line.starts_with(b"match ")).then_some(soft)
}

/// Reads a line that [`line_keyword`] recognized. Neither the pattern nor the groups are checked.
pub(super) fn read_match_line(
    text: &[u8],
    line: RawLine,
    options: &ReadOptions,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<MatchLine> {
    let (shape, faults) = read_shape(text, line.span, options.release);
    diagnostics.extend(faults);
    if !line.is_ended && options.release.needs_final_newline() {
        diagnostics.extend(check_end(text, line.span));
    }
    let flags = read_flags(shape.flags.slice(text));
    let has_unsound_template = shape.words.iter().any(|word| !word.is_sound);
    let templates = collect_templates(shape.words, options.origin, diagnostics);
    let (service, open, pattern) = (shape.service?, shape.open?, shape.pattern?);
    shape.close?;
    Some(MatchLine {
        span: line.span,
        number: line.number,
        file_id: options.file_id,
        soft: shape.soft,
        keyword_span: shape.keyword,
        service: service.slice(text).to_vec(),
        service_span: service,
        delimiter: open.slice(text).first().copied().unwrap_or_default(),
        pattern_text: pattern.slice(text).to_vec(),
        pattern_span: pattern,
        flags,
        flags_span: shape.flags,
        templates,
        has_unsound_template,
    })
}

/// The last line of a file needs white space behind its last word.
fn check_end(text: &[u8], line: Span) -> Option<Diagnostic> {
    let last = *line.slice(text).last()?;
    let end = line.range().end;
    let fault = LineFault::NoNewline.to_diagnostic(Span::at(end));
    (!is_white(last)).then_some(fault)
}

fn read_flags(letters: &[u8]) -> PatternFlags {
    PatternFlags {
        caseless: letters.contains(&b'i'),
        dotall: letters.contains(&b's'),
    }
}

/// The sound templates; one that is replaced by a later one is reported.
fn collect_templates(
    words: Vec<TemplateWord>,
    origin: Origin,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Template> {
    let mut templates: Vec<Template> = Vec::new();
    for word in words {
        let of_word = word.diagnostics.into_iter();
        diagnostics.extend(of_word.map(|finding| judge(finding, origin)));
        let Some(template) = word.template.filter(|_| word.is_sound) else {
            continue;
        };
        let same = |earlier: &&Template| replaces(&template, earlier);
        if let Some(earlier) = templates.iter().find(same) {
            diagnostics.push(repeated(&template, earlier));
        }
        templates.push(template);
    }
    templates
}

/// A delimiter that one line of 7.93's own file has is a warning in a file, since newer releases
/// are asked with that file too. In a line that somebody writes it is what they refuse.
fn judge(mut finding: Diagnostic, origin: Origin) -> Diagnostic {
    if origin == Origin::Typed && finding.rule == TemplateFault::CpeDelimiter.rule().0 {
        finding.severity = Severity::Error;
    }
    finding
}

/// True when `later` makes `earlier` of no effect.
fn replaces(later: &Template, earlier: &Template) -> bool {
    use crate::template::CpePart;
    let is_same_kind = later.kind == earlier.kind;
    let part = CpePart::of(later);
    let is_same_part = part.is_some() && part == CpePart::of(earlier);
    is_same_kind && (later.kind != TemplateKind::Cpe || is_same_part)
}

fn repeated(later: &Template, earlier: &Template) -> Diagnostic {
    let fault = LineFault::Repeated { kind: later.kind };
    let mut finding = fault.to_diagnostic(earlier.span);
    finding.second = Some((later.span, "this one counts".into()));
    finding
}

/// Finds the parts of the match line under `line`.
pub(super) fn read_shape(
    text: &[u8],
    line: Span,
    release: Release,
) -> (LineShape, Vec<Diagnostic>) {
    let mut cursor = Cursor::new(text, line);
    let mut shape = LineShape::default();
    let mut diagnostics = Vec::new();
    let fault = fill_head(&mut cursor, &mut shape, release).err();
    let fault = fault.or_else(|| fill_flags(&mut cursor, &mut shape, release));
    diagnostics.extend(fault.map(|(span, fault)| {
        let finding = fault.to_diagnostic(span);
        let edit = match (fault, shape.pattern) {
            (LineFault::EscapedDelimiter { .. }, Some(meant)) => other_delimiter(text, meant),
            _ => return finding,
        };
        Diagnostic { edit, ..finding }
    }));
    if shape.close.is_some() {
        fill_words(text, &mut cursor, &mut shape, release);
    }
    (shape, diagnostics)
}

/// Reads up to the delimiter that ends the pattern.
fn fill_head(
    cursor: &mut Cursor<'_>,
    shape: &mut LineShape,
    release: Release,
) -> Result<(), (Span, LineFault)> {
    shape.keyword = cursor.take_while(|byte| byte != b' ');
    shape.soft = cursor.bytes(shape.keyword) == b"softmatch";
    cursor.next_byte();
    let service = cursor.take_while(|byte| byte != b' ');
    shape.service = Some(service);
    cursor.skip_white();
    let start = cursor.at();
    let Some(marker) = cursor.try_prefix(b"m") else {
        let found = cursor.take_while(|byte| !is_white(byte));
        let has_empty_service = service.is_empty();
        return Err((found, LineFault::NoPattern { has_empty_service }));
    };
    shape.marker = Some(marker);
    let delimiter = cursor
        .next_byte()
        .filter(|byte| is_delimiter(*byte, release));
    let Some(delimiter) = delimiter else {
        let place = Span::new(start, start + 2);
        return Err((place, LineFault::BadDelimiter));
    };
    let open = Span::new(start + 1, start + 2);
    shape.open = Some(open);
    let Some(pattern) = cursor.take_until(delimiter) else {
        shape.pattern = Some(cursor.rest());
        return Err((open, LineFault::UnclosedPattern { delimiter }));
    };
    shape.pattern = Some(pattern);
    if let Some(meant) = meant_pattern(cursor, pattern, delimiter) {
        shape.pattern = Some(meant);
        let escaped = Span::new(pattern.range().end - 1, pattern.range().end + 1);
        return Err((escaped, LineFault::EscapedDelimiter { delimiter }));
    }
    shape.close = Some(Span::new(pattern.range().end, pattern.range().end + 1));
    shape.flags = Span::at(pattern.range().end + 1);
    Ok(())
}

/// The pattern as it was meant where the first delimiter behind `pattern` is written as if it were
/// escaped: `^a\|b` of `m|^a\|b|`. Nmap knows no such escape, and `^a\` is no pattern.
fn meant_pattern(cursor: &Cursor<'_>, pattern: Span, delimiter: u8) -> Option<Span> {
    let read = cursor.bytes(pattern);
    if !ends_escaping(read) || parse_pattern(read, PatternFlags::default()).is_ok() {
        return None;
    }
    let behind = cursor.bytes(cursor.rest());
    let is_end = |at: &usize| {
        let before = behind.get(..*at).unwrap_or_default();
        behind.get(*at) == Some(&delimiter) && !ends_escaping(before)
    };
    let end = (0..behind.len()).find(is_end)?;
    let start = pattern.range().start;
    Some(Span::new(start, cursor.rest().range().start + end))
}

/// True behind an odd number of backslashes.
fn ends_escaping(text: &[u8]) -> bool {
    let backslashes = text.iter().rev().take_while(|byte| **byte == b'\\');
    backslashes.count() % 2 == 1
}

/// Another delimiter around the same pattern, one that the pattern lacks.
fn other_delimiter(text: &[u8], pattern: Span) -> Option<Edit> {
    let pattern_text = pattern.slice(text);
    let is_free = |byte: &&u8| !pattern_text.contains(byte);
    let other = b"|=%@,/!#~;\"'&".iter().find(is_free)?;
    let range = pattern.range();
    Some(Edit {
        span: Span::new(range.start.checked_sub(1)?, range.end + 1),
        replacement: [&[*other], pattern_text, &[*other]].concat(),
    })
}

fn is_delimiter(byte: u8, release: Release) -> bool {
    let is_old_colon = byte == b':' && release == Release::V7_93;
    !byte.is_ascii_alphabetic() && !is_white(byte) && !is_old_colon
}

/// Reads the letters behind the pattern; only flags are taken, so that a template that follows
/// without a space is still found.
fn fill_flags(
    cursor: &mut Cursor<'_>,
    shape: &mut LineShape,
    release: Release,
) -> Option<(Span, LineFault)> {
    let start = cursor.at();
    let letters = cursor.take_while(|byte| byte.is_ascii_alphabetic());
    let is_glued = cursor.peek().is_some_and(|byte| !is_white(byte));
    cursor.move_to(start);
    shape.flags = cursor.take_while(|byte| matches!(byte, b'i' | b's'));
    if is_glued {
        return Some((Span::at(cursor.at()), LineFault::NoSpace));
    }
    let unknown = Span::new(cursor.at(), letters.range().end);
    cursor.move_to(letters.range().end);
    if let Some(letter) = cursor.bytes(unknown).first() {
        return Some((unknown, LineFault::UnknownFlag { letter: *letter }));
    }
    let is_long = letters.len() > release.max_pattern_letters();
    is_long.then_some((letters, LineFault::TooManyFlags))
}

fn fill_words(text: &[u8], cursor: &mut Cursor<'_>, shape: &mut LineShape, release: Release) {
    loop {
        cursor.skip_white();
        if cursor.is_at_end() {
            return;
        }
        let word = parse_template(text, cursor.rest(), release);
        cursor.move_to(word.end);
        shape.words.push(word);
    }
}

/// What can be told of one line only with its pattern parsed: whether the pattern is sound, and
/// whether the templates use groups that it has.
pub fn check_match_line(line: &MatchLine, release: Release) -> Vec<Diagnostic> {
    let start = line.pattern_span.range().start;
    let pattern = match line.parse_pattern() {
        Ok(pattern) => pattern,
        Err(error) => return vec![pattern_fault(&error, release).shift(start)],
    };
    let mut diagnostics = Vec::new();
    if release.refuses_empty_match() && pattern.can_match_empty() {
        diagnostics.push(LineFault::EmptyMatch.to_diagnostic(line.pattern_span));
    }
    for template in &line.templates {
        diagnostics.extend(check_groups(template, pattern.n_groups()));
    }
    diagnostics
}

/// The finding about a pattern that PCRE2 refuses; an older release may take it.
fn pattern_fault(error: &PatternError, release: Release) -> Diagnostic {
    let finding = error.to_diagnostic();
    if !release.has_pcre1() || error.is_unsupported() {
        return finding;
    }
    let remark = "Nmap 7.93 has PCRE1 and may take it: sflens reads a pattern as newer releases \
                  do, which have PCRE2";
    let help = finding.help.iter().map(String::as_str).chain([remark]);
    let help = help.collect::<Vec<_>>().join("; ");
    finding.with_help(help)
}

/// [`check_match_line`] for every line of a probes file, in file order, up to [`MAX_FINDINGS`].
pub fn check_patterns(file: &ProbesFile, release: Release) -> Vec<Diagnostic> {
    check_lines(file.probes.iter().flat_map(|probe| &probe.lines), release)
}

/// What is wrong with the patterns of `lines`, and what their templates ask of them.
pub fn check_lines<'a>(
    lines: impl Iterator<Item = &'a MatchLine>,
    release: Release,
) -> Vec<Diagnostic> {
    lines
        .flat_map(|line| check_match_line(line, release))
        .take(MAX_FINDINGS)
        .collect()
}
