//! The envelope around requests and replies, and its way through JavaScript.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_wasm_bindgen::{Error, Serializer};
use wasm_bindgen::JsValue;

use super::{Reply, Request};

/// One message from the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToWorker {
    /// Number of the job; the answer repeats it.
    pub id: u32,
    /// What is asked.
    pub request: Request,
}

/// One message from the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FromWorker {
    /// It runs and takes requests; always the first message.
    Started,
    /// The answer to one request.
    Done {
        /// The number that came with the request.
        id: u32,
        /// The answer.
        reply: Reply,
    },
    /// The worker met a fault of its own and is dead; always the last message.
    Panicked {
        /// What the panic said and where it was.
        message: String,
    },
}

/// `value` as a JavaScript value that `postMessage` can copy: `null` for absent, plain objects
/// for structures and maps, `Uint8Array` for bytes.
pub fn to_js<T: Serialize>(value: &T) -> Result<JsValue, Error> {
    let serializer = Serializer::new()
        .serialize_missing_as_null(true)
        .serialize_maps_as_objects(true);
    value.serialize(&serializer)
}

/// The reverse of [`to_js`]; fails on a value of another shape.
pub fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, Error> {
    serde_wasm_bindgen::from_value(value)
}
