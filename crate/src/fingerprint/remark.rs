//! What Nmap itself left out, told apart from damage: it changes what a pattern may rely on.

use super::block::Block;
use super::encode::wrapped_len;
use super::fault::{Fault::*, Faults};
use super::{Detail, Record};
use crate::source::Span;

/// Adds the remarks to the faults of `block`.
pub(super) fn remark(block: &mut Block) {
    let Block {
        records, faults, ..
    } = block;
    for (record_idx, record) in records.iter().enumerate() {
        remark_truncated(record, faults);
        let before = record_idx
            .checked_sub(1)
            .and_then(|before| records.get(before));
        remark_repeated(before, record, faults);
    }
    if block.is_sound() {
        remark_full(block);
    }
}

fn remark_truncated(record: &Record, faults: &mut Faults) {
    if record.truncated {
        let fault = Truncated {
            probe: record.probe.clone(),
            declared: record.declared_length,
            n_stored: record.bytes.len(),
        };
        faults.add(fault, record.span);
    }
}

/// The connection of a NULL probe that timed out is used for the next probe, whose record then
/// begins with the banner, and is the banner alone when nothing more came.
fn remark_repeated(before: Option<&Record>, record: &Record, faults: &mut Faults) {
    let repeats = before.is_some_and(|before| {
        let same = before.bytes == record.bytes && before.declared_length == record.declared_length;
        before.probe == "NULL" && record.probe != "NULL" && same && !record.damaged
    });
    if repeats {
        faults.add(
            RepeatsNull {
                probe: record.probe.clone(),
            },
            record.span,
        );
    }
}

/// The limit is checked before a record is added: over it there is no further one.
fn remark_full(block: &mut Block) {
    let n_characters = wrapped_len(block.n_characters);
    let limit = shown_detail(block).text_limit();
    if n_characters > limit {
        let end = Span::at(block.span.end as usize);
        block.faults.add(
            TextFull {
                n_characters,
                limit,
            },
            end,
        );
    }
}

/// The scan had `-d` when more is stored than a plain scan stores.
fn shown_detail(block: &Block) -> Detail {
    let long_response = block
        .records
        .iter()
        .any(|record| record.bytes.len() > Detail::Normal.stored_limit());
    let long_text = wrapped_len(block.n_before_last) > Detail::Normal.text_limit();
    if long_response || long_text {
        Detail::Debug
    } else {
        Detail::Normal
    }
}
