//! The envelope around requests and replies, and its way through JavaScript.

use js_sys::Uint8Array;
use sflens::results::{Reader, Wire};
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

impl Wire for ToWorker {
    fn put(&self, out: &mut Vec<u8>) {
        self.id.put(out);
        self.request.put(out);
    }

    fn take(from: &mut Reader<'_>) -> Self {
        let id = Wire::take(from);
        let request = Wire::take(from);
        Self { id, request }
    }
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

impl Wire for FromWorker {
    fn put(&self, out: &mut Vec<u8>) {
        match self {
            Self::Started => out.push(0),
            Self::Done { id, reply } => {
                out.push(1);
                id.put(out);
                reply.put(out);
            }
            Self::Panicked { message } => {
                out.push(2);
                message.put(out);
            }
            Self::Loading => out.push(3),
            Self::Loaded => out.push(4),
            Self::NotLoaded { id } => {
                out.push(5);
                id.put(out);
            }
        }
    }

    fn take(from: &mut Reader<'_>) -> Self {
        match from.take_variant(6) {
            0 => Self::Started,
            1 => {
                let id = Wire::take(from);
                let reply = Wire::take(from);
                Self::Done { id, reply }
            }
            2 => Self::Panicked {
                message: Wire::take(from),
            },
            3 => Self::Loading,
            4 => Self::Loaded,
            _ => Self::NotLoaded {
                id: Wire::take(from),
            },
        }
    }
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
