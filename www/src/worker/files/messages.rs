//! What is done with each message about files.

use std::cell::RefCell;

use sflens::results::ResponseBytes;
use wasm_bindgen::JsValue;
use yew::platform::spawn_local;

use super::read::read_files;
use super::surveyor::Surveyor;
use crate::protocol::{FilesNews, FilesRequest, from_array, to_array};
use crate::worker::lint::answer_about_file;
use crate::worker::serve::scope;

thread_local! {
    /// One for the worker: its lines are loaded once for all batches.
    static SURVEYOR: RefCell<Surveyor> = RefCell::default();
}

/// Takes one message of the page's.
///
/// # Panics
///
/// When it is none of this protocol: page and worker are built together, so that is a fault of
/// ours, and the page is told of it.
pub(super) fn take(message: &JsValue) {
    let (request, files) = from_array(message).expect("a request about files");
    match request {
        FilesRequest::Read { names } => {
            let files = names.into_iter().zip(files).collect();
            spawn_local(read_files(files, tell));
        }
        FilesRequest::Lint(question) => spawn_local(async move {
            tell_about_file(question, tell).await;
        }),
        other => {
            let news = SURVEYOR.with_borrow_mut(|surveyor| surveyor.answer(other));
            news.into_iter().for_each(tell);
        }
    }
}

/// The rules are in a part of their own.
async fn tell_about_file(question: ResponseBytes, tell: fn(FilesNews)) {
    if answer_about_file(question, tell).await.is_err() {
        tell(FilesNews::Died(
            "a part of the program could not be loaded".to_owned(),
        ));
    }
}

fn tell(news: FilesNews) {
    scope()
        .post_message(&to_array(&news, &[]))
        .expect("bytes can be copied");
}
