//! The browser's database, for what is too large for its small storage: values under a name.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode,
};

const DATABASE: &str = "sflens-list";
const STORE: &str = "kept";

/// Keeps `value` under `name`, instead of what was there; fails with the browser's word.
pub(super) async fn store(name: &str, value: &JsValue) -> Result<(), String> {
    change(|kept| kept.put_with_key(value, &name.into())).await
}

/// Forgets what is kept under `name`.
pub(super) async fn forget(name: &str) -> Result<(), String> {
    change(|kept| kept.delete(&name.into())).await
}

/// What is kept under `name`; undefined when there is nothing.
pub(super) async fn stored(name: &str) -> Result<JsValue, String> {
    let read = async {
        let transaction = open().await?.transaction_with_str(STORE)?;
        let request = transaction.object_store(STORE)?.get(&name.into())?;
        JsFuture::from(answered(&request)).await?;
        request.result()
    };
    read.await.map_err(said)
}

/// Makes a change and waits until it is written.
async fn change(
    make: impl FnOnce(&IdbObjectStore) -> Result<IdbRequest, JsValue>,
) -> Result<(), String> {
    let write = async {
        let mode = IdbTransactionMode::Readwrite;
        let transaction = open().await?.transaction_with_str_and_mode(STORE, mode)?;
        make(&transaction.object_store(STORE)?)?;
        let written = Promise::new(&mut |resolve, reject| {
            transaction.set_oncomplete(Some(&resolve));
            // Also when the storage is full.
            transaction.set_onabort(Some(&reject));
        });
        JsFuture::from(written).await
    };
    write.await.map(drop).map_err(said)
}

async fn open() -> Result<IdbDatabase, JsValue> {
    let databases = gloo_utils::window().indexed_db()?;
    let databases = databases.ok_or("the browser has no database")?;
    let request = databases.open_with_u32(DATABASE, 1)?;
    let first_time = first_time(&request);
    request.set_onupgradeneeded(Some(first_time.as_ref().unchecked_ref()));
    JsFuture::from(answered(&request)).await?;
    request.result()?.dyn_into()
}

/// Makes the database when there is none.
fn first_time(request: &IdbOpenDbRequest) -> Closure<dyn Fn()> {
    let request = request.clone();
    Closure::new(move || {
        let database: Option<IdbDatabase> = request.result().ok().and_then(|it| it.dyn_into().ok());
        if let Some(database) = database {
            // What fails here fails the request, too.
            let _ = database.create_object_store(STORE);
        }
    })
}

/// Kept when the request has its answer, broken when it has none.
fn answered(request: &IdbRequest) -> Promise {
    Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    })
}

/// The browser's word for what went wrong.
fn said(thrown: JsValue) -> String {
    if let Some(event) = thrown.dyn_ref::<web_sys::Event>() {
        let request = event
            .target()
            .and_then(|it| it.dyn_into::<IdbRequest>().ok());
        let error = request.and_then(|request| request.error().ok().flatten());
        return error.map_or_else(|| "the storage is full".to_owned(), |error| error.message());
    }
    match thrown.dyn_ref::<DomException>() {
        Some(error) => error.message(),
        None => thrown.as_string().unwrap_or_else(|| format!("{thrown:?}")),
    }
}
