//! One template cut out of a match line: `p/Acme DB $1/`.
//!
//! Reads at a byte that is not white space and tells where to go on, so that a faulty template
//! costs no more than itself: an unknown letter is skipped up to the closing delimiter, a bare
//! word up to the next white space, and a missing closing delimiter takes the rest of the line.

use super::fault::TemplateFault;
use super::substitution::parse_parts;
use super::{CpePart, Part, Release, Template, TemplateKind};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Letters that may follow a template; Nmap ignores them.
const MAX_LETTERS: usize = 3;

/// What stood at one place of a line where a template belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateWord {
    /// The template, sound or lacking its closing delimiter; `None` for anything else.
    pub template: Option<Template>,
    /// True when Nmap takes the template: the line is no worse for it.
    pub is_sound: bool,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
    /// Offset at which reading goes on; always behind the start of the word.
    pub end: usize,
}

/// White space as the C locale has it: space, TAB, LF, VT, FF, CR.
pub(crate) fn is_white(byte: u8) -> bool {
    byte == b' ' || (b'\t'..=b'\r').contains(&byte)
}

/// Reads the template at the start of `within`, the rest of a line without its newline, in
/// `line`. The first byte must not be white space. Spans are offsets of `line`.
pub fn parse_template(line: &[u8], within: Span, release: Release) -> TemplateWord {
    let rest = within.slice(line);
    let base = within.start as usize;
    match read_word(rest, release) {
        Ok(word) => word.shift(base).into_template_word(rest, base, release),
        Err(fault) => fault.shift(base),
    }
}

/// The parts of a template before its text is read; spans count from the word's start.
struct RawWord {
    kind: TemplateKind,
    keyword: Span,
    delimiter: u8,
    text: Span,
    letters: Span,
    faults: Vec<(Span, TemplateFault)>,
    is_sound: bool,
}

/// A word that is no template.
struct NoTemplate {
    span: Span,
    fault: TemplateFault,
    end: usize,
}

impl NoTemplate {
    fn shift(self, base: usize) -> TemplateWord {
        TemplateWord {
            template: None,
            is_sound: false,
            diagnostics: vec![self.fault.to_diagnostic(self.span.shift(base))],
            end: self.end + base,
        }
    }
}

fn read_word(rest: &[u8], release: Release) -> Result<RawWord, NoTemplate> {
    let n_letters = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let (keyword, behind) = match (rest.get(..n_letters), rest.get(n_letters)) {
        (Some(b"cpe"), Some(b':')) => (Span::new(0, 4), 4),
        _ => (Span::new(0, n_letters), n_letters),
    };
    let delimiter = rest.get(behind).copied().filter(|byte| !is_white(*byte));
    let kind = known_kind(keyword.slice(rest));
    let (Some(delimiter), Some(kind)) = (delimiter, kind) else {
        return Err(no_template(rest, keyword, delimiter, kind.is_some()));
    };
    Ok(read_text(rest, kind, keyword, delimiter, release))
}

fn known_kind(keyword: &[u8]) -> Option<TemplateKind> {
    match keyword {
        b"cpe" | b"cpe:" => Some(TemplateKind::Cpe),
        [letter] => TemplateKind::from_letter(*letter),
        _ => None,
    }
}

/// The fault of a word whose letters or delimiter are missing or unknown.
fn no_template(rest: &[u8], keyword: Span, delimiter: Option<u8>, is_known: bool) -> NoTemplate {
    let word_end = rest.iter().position(|byte| is_white(*byte));
    let word_end = word_end.unwrap_or(rest.len()).max(1);
    let behind = keyword.len() + 1;
    let fault = |fault| NoTemplate {
        span: Span::new(0, keyword.len().max(1)),
        fault,
        end: delimiter
            .and_then(|delimiter| find(rest, behind, delimiter))
            .map_or(word_end, |close| close + 1),
    };
    match keyword.slice(rest) {
        _ if delimiter.is_none() => NoTemplate {
            span: Span::new(0, word_end),
            fault: TemplateFault::BareWord { is_known },
            end: word_end,
        },
        b"" => fault(TemplateFault::NoLetter),
        [letter] if known_kind(&[letter.to_ascii_lowercase()]).is_some() => {
            fault(TemplateFault::UpperCase {
                lower: letter.to_ascii_lowercase(),
            })
        }
        letters => fault(TemplateFault::UnknownLetter {
            letters: letters.to_vec(),
        }),
    }
}

/// Offset of the first `byte` in `rest` from `from` on.
fn find(rest: &[u8], from: usize, byte: u8) -> Option<usize> {
    let behind = rest.get(from..)?;
    Some(from + behind.iter().position(|b| *b == byte)?)
}

fn read_text(
    rest: &[u8],
    kind: TemplateKind,
    keyword: Span,
    delimiter: u8,
    release: Release,
) -> RawWord {
    let start = keyword.len() + 1;
    let close = find(rest, start, delimiter);
    let end = close.unwrap_or(rest.len());
    let next = close.and_then(|close| next_keyword(rest, start, close));
    if let Some((text_end, next)) = next {
        let fault = TemplateFault::RunsOn {
            delimiter,
            next: next.to_vec(),
        };
        return RawWord {
            kind,
            keyword,
            delimiter,
            text: Span::new(start, text_end),
            letters: Span::at(text_end),
            faults: vec![(Span::at(text_end), fault)],
            is_sound: false,
        };
    }
    let n_letters = match close {
        Some(close) => count_letters(rest, close + 1),
        None => 0,
    };
    let letters_start = close.map_or(end, |close| close + 1);
    let mut word = RawWord {
        kind,
        keyword,
        delimiter,
        text: Span::new(start, end),
        letters: Span::new(letters_start, letters_start + n_letters),
        faults: Vec::new(),
        is_sound: close.is_some(),
    };
    if close.is_none() {
        let fault = TemplateFault::Unclosed { delimiter };
        word.faults.push((Span::new(start - 1, start), fault));
    } else {
        word.check_end(rest);
    }
    word.check_cpe_delimiter(release);
    word
}

/// Where a text that began at `start` and ran on to `close` should have ended, and the letters of
/// the template that begins there: of `v/$1 h/$2/` the places of ` h/`.
fn next_keyword(rest: &[u8], start: usize, close: usize) -> Option<(usize, &[u8])> {
    if ends_word(rest, close + 1) {
        return None;
    }
    let text = rest.get(start..close)?;
    let before = text.iter().rposition(|byte| is_white(*byte))?;
    let next = text.get(before + 1..)?;
    let last = text
        .get(..before)?
        .iter()
        .rposition(|byte| !is_white(*byte))?;
    known_kind(next)?;
    Some((start + last + 1, next))
}

/// Behind a template come at most three letters, then white space or the end of the line.
fn ends_word(rest: &[u8], from: usize) -> bool {
    let n_letters = count_letters(rest, from);
    let behind = rest.get(from + n_letters);
    n_letters <= MAX_LETTERS && behind.is_none_or(|byte| is_white(*byte))
}

fn count_letters(rest: &[u8], from: usize) -> usize {
    let letters = rest.iter().skip(from);
    letters
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count()
}

impl RawWord {
    fn check_end(&mut self, rest: &[u8]) {
        let at = self.letters.start as usize;
        if ends_word(rest, at) {
            let is_known = self.letters.slice(rest) == b"a" && self.kind == TemplateKind::Cpe;
            if !self.letters.is_empty() && !is_known {
                self.faults.push((self.letters, TemplateFault::Letters));
            }
            return;
        }
        let is_known = known_kind(self.letters.slice(rest)).is_some();
        let behind = rest.get(self.letters.range().end);
        let fault = TemplateFault::NoSpace {
            delimiter: self.delimiter,
            is_template_next: is_known && behind.is_some_and(|byte| !is_white(*byte)),
        };
        self.letters = Span::at(at);
        self.is_sound = false;
        self.faults.push((Span::at(at), fault));
    }

    fn check_cpe_delimiter(&mut self, release: Release) {
        let has_colon = self.keyword.len() == b"cpe:".len();
        let at = self.keyword.range().end;
        let span = Span::new(at, at + 1);
        if self.kind != TemplateKind::Cpe || (has_colon && self.delimiter == b'/') {
            return;
        }
        let fault = match (has_colon, release.takes_any_cpe_delimiter()) {
            (true, true) => return,
            (true, false) => TemplateFault::CpeDelimiter,
            (false, true) => TemplateFault::CpeColonMissing,
            (false, false) => return,
        };
        self.is_sound &= fault.is_tolerated();
        self.faults.push((span, fault));
    }

    fn shift(self, base: usize) -> Self {
        let faults = self.faults.into_iter();
        Self {
            keyword: self.keyword.shift(base),
            text: self.text.shift(base),
            letters: self.letters.shift(base),
            faults: faults
                .map(|(span, fault)| (span.shift(base), fault))
                .collect(),
            ..self
        }
    }

    /// Reads the text and adds what is wrong in it.
    fn into_template_word(self, rest: &[u8], base: usize, release: Release) -> TemplateWord {
        let start = self.text.range().start - base;
        let text = Span::new(start, start + self.text.len()).slice(rest);
        let template = Template {
            kind: self.kind,
            span: self.keyword.cover(self.letters),
            keyword: self.keyword,
            delimiter: self.delimiter,
            text_span: self.text,
            text: text.to_vec(),
            letters: self.letters,
            parts: parse_parts(text, self.text.range().start, release),
        };
        let of_word = self.faults.iter();
        let mut diagnostics: Vec<Diagnostic> = of_word
            .map(|(span, fault)| fault.to_diagnostic(*span))
            .collect();
        diagnostics.extend(check_text(&template));
        TemplateWord {
            end: template.span.range().end,
            template: Some(template),
            is_sound: self.is_sound,
            diagnostics,
        }
    }
}

/// The flaws of a template's text that need no match to be seen.
fn check_text(template: &Template) -> Vec<Diagnostic> {
    let field = template.kind.field_name();
    let mut diagnostics = Vec::new();
    if template.kind == TemplateKind::Cpe && CpePart::of(template).is_none() {
        diagnostics.push(TemplateFault::CpePart.to_diagnostic(template.text_span));
    }
    for part in &template.parts {
        match part {
            Part::Faulty { span, fault } => diagnostics.push(fault.to_diagnostic(*span, field)),
            Part::Substitution(substitution) if substitution.hangs_nmap() => {
                diagnostics.push(TemplateFault::EmptyFind.to_diagnostic(substitution.span));
            }
            Part::Substitution(_) | Part::Literal(_) => {}
        }
    }
    diagnostics
}
