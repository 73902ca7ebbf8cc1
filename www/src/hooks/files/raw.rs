//! A response without a fingerprint, made into one by a worker while the user says what it is.

use std::cell::RefCell;
use std::rc::Rc;

use sflens::results::ResponseBytes;
use yew::prelude::*;

use crate::protocol::{FilesNews, FilesRequest, RawResponse};
use crate::worker::FilesClient;

/// What became of the response.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Encoded {
    /// The name of the form that it was read in.
    pub form: String,
    /// Its bytes; nothing when the text does not have the form.
    pub bytes: Option<ResponseBytes>,
    /// The fingerprint.
    pub text: String,
}

/// The fingerprint with this response; the last one until the next is there.
#[hook]
pub fn use_raw(raw: &RawResponse) -> Encoded {
    let encoded = use_state_eq(Encoded::default);
    let client = use_mut_ref(|| None::<FilesClient>);
    {
        let encoded = encoded.setter();
        use_effect_with(raw.clone(), move |raw| ask(&client, raw, encoded));
    }
    (*encoded).clone()
}

fn ask(
    client: &Rc<RefCell<Option<FilesClient>>>,
    raw: &RawResponse,
    encoded: UseStateSetter<Encoded>,
) {
    if client.borrow().is_none() {
        let weak = Rc::downgrade(client);
        let started = FilesClient::start(move |news| match news {
            FilesNews::Encoded { form, bytes, text } => encoded.set(Encoded { form, bytes, text }),
            // The next change starts another.
            _ => drop(weak.upgrade().and_then(|client| client.take())),
        });
        *client.borrow_mut() = started.ok();
    }
    if let Some(client) = &*client.borrow() {
        client.send(&FilesRequest::Encode(raw.clone()), &[]);
    }
}
