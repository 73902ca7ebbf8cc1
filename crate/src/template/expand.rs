//! A template and a match become a field.
//!
//! The field is put together part by part in a buffer of fixed size; the first part that fails or
//! does not fit empties the whole field. Then white space and commas at its end are removed.
//!
//! ```text
//! p/Acme $1, /  with group 1 = `DB`   literal `Acme `   substitution `DB`   literal `, `
//!               value `Acme DB`, mark 5..7 from group 1
//! ```

use super::fault::{FieldFault, FieldFaultKind};
use super::word::is_white;
use super::{CpePart, Part, Substitution, Template, TemplateKind, cpe, helper};
use crate::matcher::Captures;
use crate::source::Span;

/// What Nmap puts before the text of a CPE template.
const CPE_PREFIX: &[u8] = b"cpe:/";

/// What became of one template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expansion {
    /// The field's bytes, never empty; `None` when the field stays empty. A CPE has its `cpe:/`.
    pub value: Option<Vec<u8>>,
    /// Which bytes of the value came from which group, in order.
    pub marks: Vec<Mark>,
    /// Why the field stays empty; `None` when it is filled, or when no group in it took a byte and
    /// it has no text of its own.
    pub fault: Option<FieldFault>,
}

/// Bytes of a field that came from a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where they stand, as offsets of the field's value; never empty.
    pub span: Span,
    /// The group's number.
    pub group: u8,
}

/// Fills in `template` with what the groups took in `response`. `captures` are those of the
/// pattern of the same line.
pub fn expand_template(template: &Template, captures: &Captures, response: &[u8]) -> Expansion {
    let mut field = Field::new(template);
    match field.fill(captures, response) {
        Ok(()) => field.into_expansion(),
        Err(fault) => Expansion {
            fault: Some(fault),
            ..Expansion::default()
        },
    }
}

/// A field while it is put together.
struct Field<'a> {
    template: &'a Template,
    value: Vec<u8>,
    marks: Vec<Mark>,
    /// It has text of its own, or a group in it took a byte.
    has_text: bool,
}

impl<'a> Field<'a> {
    fn new(template: &'a Template) -> Self {
        let prefix = match template.adds_cpe_prefix() {
            true => CPE_PREFIX,
            false => b"",
        };
        Self {
            template,
            value: prefix.to_vec(),
            marks: Vec::new(),
            has_text: false,
        }
    }

    fn fill(&mut self, captures: &Captures, response: &[u8]) -> Result<(), FieldFault> {
        let is_cpe = self.template.kind == TemplateKind::Cpe;
        if is_cpe && CpePart::of(self.template).is_none() {
            return Err(FieldFaultKind::CpePart.at(self.template.text_span));
        }
        for part in &self.template.parts {
            match part {
                Part::Literal(span) => self.add_literal(*span)?,
                Part::Substitution(call) => self.add_substitution(call, captures, response)?,
                Part::Faulty { span, fault } => {
                    return Err(FieldFaultKind::BadSubstitution(fault.clone()).at(*span));
                }
            }
        }
        Ok(())
    }

    fn add_literal(&mut self, span: Span) -> Result<(), FieldFault> {
        let text = self.template.bytes_of(span);
        self.has_text |= !text.is_empty();
        self.value.extend_from_slice(text);
        self.check_size(span, 1)
    }

    fn add_substitution(
        &mut self,
        call: &Substitution,
        captures: &Captures,
        response: &[u8],
    ) -> Result<(), FieldFault> {
        let value = substitute(call, captures, response).map_err(|fault| fault.at(call.span))?;
        let capture = captures.get(usize::from(call.group));
        self.has_text |= capture.is_some_and(|span| !span.is_empty());
        let value = match self.template.kind {
            TemplateKind::Cpe => cpe::encode_value(&value),
            _ => value,
        };
        let start = self.value.len();
        self.value.extend_from_slice(&value);
        self.marks.push(Mark {
            span: Span::new(start, self.value.len()),
            group: call.group,
        });
        self.check_size(call.span, 2)
    }

    /// The text so far must leave `n_free` bytes of the buffer.
    fn check_size(&self, span: Span, n_free: usize) -> Result<(), FieldFault> {
        let limit = self.template.kind.size() - n_free;
        if self.value.len() <= limit {
            return Ok(());
        }
        let len = self.value.len();
        Err(FieldFaultKind::TooLong { len, limit }.at(span))
    }

    /// Removes white space and commas from the end, and marks on what is gone.
    fn into_expansion(mut self) -> Expansion {
        let is_trimmed = |byte: &u8| is_white(*byte) || *byte == b',';
        let kept = self.value.iter().rposition(|byte| !is_trimmed(byte));
        let len = kept.map_or(0, |last| last + 1);
        self.value.truncate(len);
        for mark in &mut self.marks {
            let range = mark.span.range();
            mark.span = Span::new(range.start.min(len), range.end.min(len));
        }
        self.marks.retain(|mark| !mark.span.is_empty());
        Expansion {
            fault: (len == 0 && self.has_text)
                .then(|| FieldFaultKind::NothingLeft.at(self.template.text_span)),
            value: (len > 0).then_some(self.value),
            marks: self.marks,
        }
    }
}

/// The value of one substitution, ended at its first NUL.
fn substitute(
    call: &Substitution,
    captures: &Captures,
    response: &[u8],
) -> Result<Vec<u8>, FieldFaultKind> {
    let group = usize::from(call.group);
    if group >= captures.groups.len() {
        return Err(FieldFaultKind::MissingGroup { group: call.group });
    }
    let capture = captures
        .get(group)
        .ok_or(FieldFaultKind::UnsetGroup { group: call.group })?;
    let mut value = helper::apply(&call.action, capture, response)?;
    let end = value.iter().position(|byte| *byte == 0);
    value.truncate(end.unwrap_or(value.len()));
    Ok(value)
}
