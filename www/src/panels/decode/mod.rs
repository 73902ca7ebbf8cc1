//! From the paste to its responses: the fingerprint card, and a card for each response.

mod chooser;
mod facts;
mod fingerprint_card;
mod open_file;
mod probe_note;
mod response_card;
mod response_view;
mod selection;

pub use facts::HELPED;
pub use fingerprint_card::{FingerprintCard, PASTE_FIELD};
pub use response_card::ResponseCards;
