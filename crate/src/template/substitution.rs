//! The text of a template as literal parts and substitutions.
//!
//! `Acme $1 ($P(2))` has four parts: `Acme `, `$1`, ` (`, `$P(2)` and `)` are five. A `$` that
//! starts no sound substitution becomes [`Part::Faulty`], and reading goes on behind it.

use super::arguments::{Argument, ArgumentValue, parse_arguments};
use super::{Action, ByteOrder, Part, Release, Substitution, SubstitutionFault};
use crate::source::Span;

/// The most bytes of a helper's name.
const MAX_NAME: usize = 15;

/// The most bytes of a text in which substitutions are looked for: a longer one fits on no line of
/// Nmap and in no field.
const MAX_TEXT: usize = 8_190;

/// Reads the template text `text`, which starts at offset `base` of the line.
pub(super) fn parse_parts(text: &[u8], base: usize, release: Release) -> Vec<Part> {
    if text.len() > MAX_TEXT {
        return vec![Part::Literal(Span::new(0, text.len()).shift(base))];
    }
    let mut parts = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = text.get(at..).unwrap_or_default();
        let part = match rest.iter().position(|byte| *byte == b'$') {
            Some(0) => parse_substitution(text, at, base, release),
            n_literal => {
                let end = n_literal.map_or(text.len(), |len| at + len);
                Part::Literal(Span::new(at, end).shift(base))
            }
        };
        at = part.span().range().end - base;
        parts.push(part);
    }
    parts
}

impl Part {
    /// Where the part stands.
    pub fn span(&self) -> Span {
        match self {
            Self::Literal(span) | Self::Faulty { span, .. } => *span,
            Self::Substitution(substitution) => substitution.span,
        }
    }
}

/// Reads what the `$` at `at` starts; never empty.
fn parse_substitution(text: &[u8], at: usize, base: usize, release: Release) -> Part {
    let part = match text.get(at + 1) {
        Some(digit @ b'1'..=b'9') => Ok(Substitution {
            span: Span::new(at, at + 2).shift(base),
            group: digit - b'0',
            action: Action::Copy,
            arguments: Vec::new(),
        }),
        Some(b'0') => Err((at + 2, SubstitutionFault::GroupZero)),
        Some(_) => parse_call(text, at, base, release),
        None => Err((at + 1, SubstitutionFault::LoneDollar)),
    };
    match part {
        Ok(substitution) => Part::Substitution(substitution),
        Err((end, fault)) => Part::Faulty {
            span: Span::new(at, end).shift(base),
            fault,
        },
    }
}

/// Reads the call whose `$` stands at `at`; a fault comes with the offset behind the call.
fn parse_call(
    text: &[u8],
    at: usize,
    base: usize,
    release: Release,
) -> Result<Substitution, (usize, SubstitutionFault)> {
    let rest = text.get(at + 1..).unwrap_or_default();
    let Some(n_name) = rest.iter().position(|byte| *byte == b'(') else {
        return Err((at + 1, SubstitutionFault::LoneDollar));
    };
    let name = rest.get(..n_name).unwrap_or_default();
    if !name.iter().all(u8::is_ascii_alphanumeric) || name.is_empty() {
        return Err((at + 1, SubstitutionFault::LoneDollar));
    }
    let open = at + 1 + n_name;
    let at_fault = |fault| (end_of_call(text, open), fault);
    if name.len() > MAX_NAME {
        return Err(at_fault(SubstitutionFault::UnknownHelper));
    }
    let (mut arguments, end) = parse_arguments(text, open + 1, release).map_err(at_fault)?;
    let (group, action) = choose_action(name, &arguments).map_err(at_fault)?;
    for argument in &mut arguments {
        argument.span = argument.span.shift(base);
    }
    Ok(Substitution {
        span: Span::new(at, end).shift(base),
        group,
        action,
        arguments,
    })
}

/// Behind the next `)`, or behind the bracket at `open` when none follows.
fn end_of_call(text: &[u8], open: usize) -> usize {
    let rest = text.get(open..).unwrap_or_default();
    let close = rest.iter().position(|byte| *byte == b')');
    open + close.unwrap_or_default() + 1
}

fn choose_action(name: &[u8], arguments: &[Argument]) -> Result<(u8, Action), SubstitutionFault> {
    use ArgumentValue::{Number, Text};
    let values: Vec<&ArgumentValue> = arguments.iter().map(|argument| &argument.value).collect();
    let (group, action) = match (name, values.as_slice()) {
        (b"P", [Number(group)]) => (*group, Action::Printable),
        (b"SUBST", [Number(group), Text(find), Text(replace)]) => {
            let (find, replace) = (find.clone(), replace.clone());
            (*group, Action::Replace { find, replace })
        }
        (b"I", [Number(group), Text(order)]) => (*group, Action::Integer(byte_order(order)?)),
        (b"P" | b"SUBST" | b"I", _) => return Err(SubstitutionFault::WrongArguments),
        _ => return Err(SubstitutionFault::UnknownHelper),
    };
    match group {
        0 => Err(SubstitutionFault::GroupZero),
        group => Ok((group, action)),
    }
}

fn byte_order(order: &[u8]) -> Result<ByteOrder, SubstitutionFault> {
    match order {
        b">" => Ok(ByteOrder::BigEndian),
        b"<" => Ok(ByteOrder::LittleEndian),
        _ => Err(SubstitutionFault::NoByteOrder),
    }
}
