//! A pattern and a failed match in words.
//!
//! ```text
//! match ftp m|^220 (\d+) FTP| v/$1/     on     220 stage FTP
//!
//! stop     After `220 ` the pattern wants `\d+`. Byte 4 of the response is `s` (0x73).
//! repairs  none: no small change makes it match
//! ```
//!
//! `item` and `class` word one item, `parts` says what each took, `stop` and `wanted` why a line
//! does not match, `repair` which small change would make it match, `place` what stands at a place
//! of a line. Sentences have code in backticks.

mod class;
mod item;
mod parts;
mod place;
mod repair;
mod stop;
mod wanted;

pub use item::explain_item;
pub use parts::{Part, find_parts};
pub use place::{Place, explain_place};
pub use repair::{Repair, RepairKit};
pub use stop::{Stop, explain_stop};

use crate::bytes::print_byte;

/// Bytes of a pattern or a response between backticks: readable, and without a backtick, which
/// would end the code.
fn in_code(bytes: &[u8]) -> String {
    let show = |byte: &u8| match byte {
        b'`' => r"\x60".to_owned(),
        b'\\' => r"\".to_owned(),
        byte => print_byte(*byte).to_string(),
    };
    bytes.iter().map(show).collect()
}
