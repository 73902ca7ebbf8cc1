//! Chooses among the ways in which a block can be read.
//!
//! What stands where the first quote must be shows the quoting: `"` none, `&quot;` XML. When the
//! plain reading is sound it is taken. Otherwise the readings compete: the one with the most
//! records whose declared length fits wins, and the earlier one when they are equal.

use super::block::{Block, parse_block};
use super::fault::Fault::Undone;
use super::header::RECORD;
use super::layer::{Layer, peel_layer};
use super::text::Text;
use super::unwrap::unwrap_lines;

/// The best reading of the block in `text`.
pub(super) fn read_block(text: &Text) -> Block {
    let (first, others) = plausible_readings(text);
    let mut best = read_with(text, &first);
    for layers in others {
        if best.is_sound() {
            break;
        }
        let mut block = read_with(text, &layers);
        if is_better(&block, &best) {
            let what = layers.last().map_or("other quoting", |layer| layer.name());
            block.faults.add(Undone { what }, block.span);
            best = block;
        }
    }
    best
}

fn read_with(text: &Text, layers: &[Layer]) -> Block {
    let mut peeled = text.clone();
    for layer in layers {
        peeled = peel_layer(*layer, &peeled);
    }
    parse_block(&unwrap_lines(&peeled))
}

/// Sound records first, then being sound as a whole.
fn is_better(block: &Block, known: &Block) -> bool {
    let rank = |block: &Block| (block.n_sound_records(), block.is_sound());
    rank(block) > rank(known)
}

/// The reading that the quoting shows, and those that lengths may prefer.
fn plausible_readings(text: &Text) -> (Vec<Layer>, Vec<Vec<Layer>>) {
    let quote = first_quote(text.rest(0));
    if quote.starts_with(b"&amp;") {
        return (
            vec![Layer::Entities, Layer::Entities],
            vec![vec![Layer::Entities]],
        );
    }
    if quote.starts_with(b"&") {
        return (vec![Layer::Entities], vec![]);
    }
    (vec![], vec![vec![Layer::Entities]])
}

/// What stands where the first record's string begins; empty without a record.
fn first_quote(text: &[u8]) -> &[u8] {
    let Some(record) = text
        .windows(RECORD.len())
        .position(|window| window == RECORD)
    else {
        return b"";
    };
    let behind = text.get(record..).unwrap_or_default();
    let quote = behind
        .iter()
        .position(|byte| matches!(byte, b'"' | b'&' | b'\\'));
    quote.and_then(|at| behind.get(at..)).unwrap_or_default()
}
