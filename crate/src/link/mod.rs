//! What somebody made on the page, as one text and as the fragment of an address.
//!
//! [`Saved`] is a document outside of the program: in the browser's storage, in drafts and in
//! links. Its text is read for ever once it was written. [`encode_link`] packs it:
//!
//! ```
//! use sflens::link::{Saved, Texts, decode_link, encode_link};
//!
//! let texts = Texts { paste: "SF-Port7-TCP:".into(), lines: "match echo m|^a|".into() };
//! let saved = Saved { texts, ..Saved::default() };
//! let link = encode_link(&saved); // v1=eNq…
//! assert_eq!(decode_link(&link), Ok(saved));
//! ```

mod packed;
mod saved;
#[cfg(test)]
mod tests;

pub use packed::{LinkFault, MAX_SAVED, SAFE_LENGTH, decode_link, encode_link, is_link};
pub use saved::{Saved, Texts};
