//! What every part of a fingerprint and of a match line means: the words of the page in one place.

mod first_line;
mod limits;
mod order;
mod page;
mod patterns;
mod templates;
mod terms;

pub use page::Learn;
