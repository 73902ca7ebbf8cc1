//! The envelope around requests and replies, and its way through JavaScript.

use js_sys::Uint8Array;
use sflens::results::{Reader, Wire};
use sflens::{wire_enums, wire_records};
use wasm_bindgen::{JsCast, JsValue};

use super::Request;

/// One message from the page.
#[derive(Clone, Debug, PartialEq)]
pub struct ToWorker {
    /// Number of the job; the answer repeats it.
    pub id: u32,
    /// What is asked.
    pub request: Request,
}

/// One message from the worker.
#[derive(Clone, Debug, PartialEq)]
pub enum FromWorker {
    /// It runs and takes requests; always the first message.
    Started,
    /// The answer to one request.
    Done {
        /// The number that came with the request.
        id: u32,
        /// The bytes of the [`Reply`](super::Reply): only the part of the program that makes
        /// replies can write them.
        reply: Vec<u8>,
    },
    /// The worker met a fault of its own and is dead; always the last message.
    Panicked {
        /// What the panic said and where it was.
        message: String,
    },
    /// A part of the program is needed for the request, and on its way.
    Loading,
    /// It has come, and the analysis begins.
    Loaded,
    /// It did not come, so that request has no answer; the next one may.
    NotLoaded {
        /// The number that came with the request.
        id: u32,
    },
}

/// `value` as a `Uint8Array`, which `postMessage` can copy.
pub fn to_js(value: &impl Wire) -> JsValue {
    Uint8Array::from(to_bytes(value).as_slice()).into()
}

/// `value` in the compact form.
pub fn to_bytes(value: &impl Wire) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.put(&mut bytes);
    bytes
}

/// The reverse of [`to_js`]; nothing for a value that is none of this protocol.
pub fn from_js<T: Wire>(value: &JsValue) -> Option<T> {
    from_bytes(&value.dyn_ref::<Uint8Array>()?.to_vec())
}

/// The reverse of [`to_bytes`]; nothing for bytes that are no such value.
pub fn from_bytes<T: Wire>(bytes: &[u8]) -> Option<T> {
    let mut reader = Reader::new(bytes);
    let message = T::take(&mut reader);
    reader.is_whole().then_some(message)
}

wire_records! {
    ToWorker { id, request }
}

wire_enums! {
    FromWorker {
        Started, Done { id, reply }, Panicked { message }, Loading, Loaded, NotLoaded { id }
    }
}
