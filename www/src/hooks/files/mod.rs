//! Everything about files as the page does it: gathering what was dropped, reading it in a worker,
//! telling what each fingerprint comes to in another, keeping the list, and files to save.

mod export;
mod gather;
mod list;
mod raw;
mod reader;
mod store;
mod surveyor;

pub use export::{Exporting, save_text, use_export};
pub use raw::{Encoded, use_raw};
pub use store::{FilesHandle, use_files};
