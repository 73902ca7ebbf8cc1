//! What a substitution makes of the bytes of its group.

use super::{Action, ByteOrder, FieldFaultKind, Substitution};
use crate::source::Span;

/// The most bytes that `$I` reads.
const MAX_INTEGER: usize = 8;

impl Substitution {
    /// True for `$SUBST` with an empty find string: Nmap appends the replacement without end.
    pub fn hangs_nmap(&self) -> bool {
        matches!(&self.action, Action::Replace { find, .. } if find.is_empty())
    }
}

/// The bytes that `action` makes of `capture` in `response`.
pub(super) fn apply(
    action: &Action,
    capture: Span,
    response: &[u8],
) -> Result<Vec<u8>, FieldFaultKind> {
    let captured = capture.slice(response);
    match action {
        Action::Copy => Ok(captured.to_vec()),
        Action::Printable => Ok(print_printable(captured)),
        Action::Replace { find, .. } if find.is_empty() && !captured.is_empty() => {
            Err(FieldFaultKind::EmptyFind)
        }
        Action::Replace { find, replace } => Ok(replace_all(capture, response, find, replace)),
        Action::Integer(order) => read_integer(captured, *order),
    }
}

fn print_printable(captured: &[u8]) -> Vec<u8> {
    let printable = |byte: &u8| (0x20..=0x7e).contains(byte);
    captured.iter().copied().filter(printable).collect()
}

/// Replaces each `find` that *starts* inside the capture; it may end behind the capture, in the
/// rest of the response.
fn replace_all(capture: Span, response: &[u8], find: &[u8], replace: &[u8]) -> Vec<u8> {
    let mut value = Vec::new();
    let capture = capture.range();
    let mut at = capture.start;
    while at < capture.end {
        let rest = response.get(at..).unwrap_or_default();
        match rest.first() {
            Some(_) if rest.starts_with(find) => {
                value.extend_from_slice(replace);
                at += find.len().max(1);
            }
            first => {
                value.extend(first);
                at += 1;
            }
        }
    }
    value
}

fn read_integer(captured: &[u8], order: ByteOrder) -> Result<Vec<u8>, FieldFaultKind> {
    if captured.len() > MAX_INTEGER {
        let n_bytes = captured.len();
        return Err(FieldFaultKind::LongInteger { n_bytes });
    }
    let add = |value: u64, byte: &u8| value << 8 | u64::from(*byte);
    let value = match order {
        ByteOrder::BigEndian => captured.iter().fold(0, add),
        ByteOrder::LittleEndian => captured.iter().rev().fold(0, add),
    };
    Ok(value.to_string().into_bytes())
}
