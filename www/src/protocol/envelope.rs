//! The envelope around requests and replies, and its way through JavaScript.

use js_sys::Uint8Array;
use sflens::results::{Reader, Wire};
use wasm_bindgen::{JsCast, JsValue};

use super::{Reply, Request};

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
        /// The answer.
        reply: Reply,
    },
    /// The worker met a fault of its own and is dead; always the last message.
    Panicked {
        /// What the panic said and where it was.
        message: String,
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
        }
    }

    fn take(from: &mut Reader<'_>) -> Self {
        match from.take_variant(3) {
            0 => Self::Started,
            1 => {
                let id = Wire::take(from);
                let reply = Wire::take(from);
                Self::Done { id, reply }
            }
            _ => Self::Panicked {
                message: Wire::take(from),
            },
        }
    }
}

/// `value` as a `Uint8Array`, which `postMessage` can copy.
pub fn to_js(value: &impl Wire) -> JsValue {
    let mut bytes = Vec::new();
    value.put(&mut bytes);
    Uint8Array::from(bytes.as_slice()).into()
}

/// The reverse of [`to_js`]; nothing for a value that is none of this protocol.
pub fn from_js<T: Wire>(value: &JsValue) -> Option<T> {
    let bytes = value.dyn_ref::<Uint8Array>()?.to_vec();
    let mut reader = Reader::new(&bytes);
    let message = T::take(&mut reader);
    reader.is_whole().then_some(message)
}
