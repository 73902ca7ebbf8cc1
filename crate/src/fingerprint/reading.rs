//! Chooses among the ways in which a block can be read.
//!
//! What stands where the first quote must be shows the quoting, from the outside in: `&quot;` XML,
//! `\"` a literal, `"` none. The reading that it shows is tried first and taken if it is sound.
//! Otherwise readings compete that the text has some sign of (`&lt;`, `\\`, `\_`, `SF:` at odd
//! places): the one with the most records whose declared length fits wins, the earlier one when
//! they are equal. So data that merely looks quoted comes through untouched.

use super::block::{Block, parse_block};
use super::candidates::{OTHERS, Reading, Signs};
use super::columns::{cut_columns, is_framed};
use super::fault::Fault::{Likely, Undone};
use super::layer::{
    Dashes, Layer, has_dashes, has_doubled_percent, has_percent, has_printable, has_terminal,
    has_typography, peel_layer,
};
use super::opening::first_quote;
use super::text::Text;
use super::unwrap::{Marks, unwrap_lines};

/// Layers of quoting that are looked for around one another.
const MAX_LAYERS: usize = 5;
/// Bytes of a block for which all readings compete. Nmap's longest fingerprint has about 16,000
/// characters; four times as many when each is quoted twice.
pub(super) const MAX_COMPETING: usize = 64 * 1024;

const DASHES: &str = "its dashes as two hyphens";
const TAGGED: &str = "the tags of a web page taken out";

/// The best reading of the block in `text`; `prefix` stood before it on its line.
pub(super) fn read_block(text: &Text, prefix: &[u8]) -> Block {
    let shown = peel_shown(text, Dashes::Single);
    let plainest = shown.as_ref().unwrap_or(text);
    let mut best = read_plain(plainest, prefix);
    if !best.is_sound() && has_dashes(text) {
        for dashes in [Dashes::LongDouble, Dashes::Double] {
            if let Some(shown) = peel_shown(text, dashes) {
                take_better(&mut best, read_plain(&shown, prefix), DASHES);
            }
        }
    }
    if !best.is_sound() {
        read_others(plainest, prefix, &mut best);
    }
    // A quote of a tag ends what looks like an attribute.
    if shown.is_some() && !best.is_sound() && text.len() <= MAX_COMPETING {
        let mut unpeeled = read_plain(text, prefix);
        read_others(text, prefix, &mut unpeeled);
        take_better(&mut best, unpeeled, TAGGED);
    }
    best
}

/// A text that shows no more quoting, with its lines joined.
fn read_plain(text: &Text, prefix: &[u8]) -> Block {
    let framed = is_framed(text).then(|| cut_columns(text)).flatten();
    let framed = framed.map(|joined| parse_block(&joined));
    let plain = || match unwrap_lines(text, Marks::Everywhere, prefix) {
        // White space alone still has its place.
        joined if joined.len() == 0 => parse_block(text),
        joined => parse_block(&joined),
    };
    framed.filter(Block::is_sound).unwrap_or_else(plain)
}

/// Lets all other readings of `text` compete with the `best` one so far.
fn read_others(text: &Text, prefix: &[u8], best: &mut Block) {
    if best.is_sound() {
        return;
    }
    let signs = Signs::of(text);
    let read = |reading: &Reading| {
        reading
            .join(text, prefix)
            .map(|joined| parse_block(&joined))
    };
    let evident = OTHERS.iter().find(|reading| reading.is_evident(&signs));
    if let Some((reading, mut block)) = evident.and_then(|reading| Some((reading, read(reading)?)))
        && block.n_sound_records() >= best.n_sound_records()
    {
        block.faults.add(Likely { what: reading.what }, block.span);
        if !reading.is_certain() {
            doubt_differences(&mut block, best);
        }
        *best = block;
    }
    let others = OTHERS.iter().filter(|reading| reading.has_sign(&signs));
    for reading in others.filter(|_| text.len() <= MAX_COMPETING) {
        if best.is_sound() {
            break;
        }
        // One doubtful step can be proved by a length, two fit by chance.
        let block = read(reading);
        let block = block.filter(|block| reading.is_simple() || !block.faults.has_undone());
        if let Some(block) = block {
            take_better(best, block, reading.what);
        }
    }
}

/// Leaves sound of each damaged record of `block` only what the `other` reading has too.
fn doubt_differences(block: &mut Block, other: &Block) {
    for (idx, record) in block.records.iter_mut().enumerate() {
        let bytes = other
            .records
            .get(idx)
            .map_or(&[][..], |record| &record.bytes);
        let n_same = record.bytes.iter().zip(bytes).take_while(|(a, b)| a == b);
        if record.damaged {
            record.n_sound = record.n_sound.min(n_same.count());
        }
    }
}

/// Replaces `best` when `block` has more sound records, or as many and is sound as a whole.
fn take_better(best: &mut Block, mut block: Block, what: &'static str) {
    if block.rank() > best.rank() {
        block.faults.add(Undone { what }, block.span);
        *best = block;
    }
}

/// The text without the layers that its first quote shows; `None` when it shows none.
fn peel_shown(text: &Text, dashes: Dashes) -> Option<Text> {
    let mut peeled = None;
    for _ in 0..MAX_LAYERS {
        let current = peeled.as_ref().unwrap_or(text);
        let Some(layer) = shown_layer(current, dashes) else {
            break;
        };
        // Nothing is left where an attribute ends before it begins.
        let peeled_text = peel_layer(layer, current);
        if peeled_text.len() == 0 {
            break;
        }
        peeled = Some(peeled_text);
    }
    peeled
}

fn shown_layer(text: &Text, dashes: Dashes) -> Option<Layer> {
    if has_terminal(text) {
        return Some(Layer::Terminal);
    }
    if has_doubled_percent(text) {
        return Some(Layer::DoubledPercent);
    }
    if has_printable(text) {
        return Some(Layer::Printable);
    }
    if has_percent(text) {
        return Some(Layer::Percent);
    }
    if has_typography(text) {
        return Some(Layer::Typography(dashes));
    }
    match first_quote(text.rest(0)) {
        [b'&', ..] => Some(Layer::Attribute),
        [b'\\', ..] => Some(Layer::Literal),
        // The empty response is no doubled quote.
        [b'"', b'"', b')', ..] => None,
        [b'"', b'"', ..] => Some(Layer::Csv),
        _ => None,
    }
}
