//! The JavaScript API: the result records in and out.
//!
//! ```js
//! const report = sflens.match(scan, { lines: "match acme m|^ACME (\\d+)| v/$1/" });
//! report.fingerprints[0].verdict.service; // "acme"
//! ```
//!
//! Texts are strings or `Uint8Array`s, since a scan report and a match line are bytes. Records
//! are plain objects with `null` for absent and `Uint8Array` for bytes, the same as the command
//! line's JSON otherwise. A wrong argument throws an `Error` that names it.
//!
//! The feature `element` has only what the element `<sf-lens>` asks, for a program of its own: a reader
//! of documentation should not load what lints and searches.

#[cfg(feature = "js")]
mod arguments;
mod element;
#[cfg(feature = "js")]
mod functions;
mod link;
#[cfg(feature = "js")]
mod probes;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsError, JsValue};

pub use element::show;
#[cfg(feature = "js")]
pub use functions::*;
pub use link::{decode_link_text, encode_link_text};
#[cfg(feature = "js")]
pub use probes::{Probes, load_probes_files};

/// Reads one argument; the error names it.
fn read<T: DeserializeOwned + Default>(value: JsValue, name: &str) -> Result<T, JsError> {
    if value.is_undefined() {
        return Ok(T::default());
    }
    let read = serde_wasm_bindgen::from_value(value);
    read.map_err(|error| {
        let error = error.to_string();
        let cause = error.strip_prefix("Error: ").unwrap_or(&error);
        JsError::new(&format!("{name}: {cause}"))
    })
}

fn to_js(report: &impl Serialize) -> Result<JsValue, JsError> {
    let serializer = Serializer::new()
        .serialize_missing_as_null(true)
        .serialize_maps_as_objects(true);
    Ok(report.serialize(&serializer)?)
}
