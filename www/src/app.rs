//! The page: what it shows, and where it is mounted.

use wasm_bindgen::prelude::*;
use yew::prelude::*;

use crate::protocol::{Reply, Request};
use crate::worker::{Client, report_page_panics};

/// Mounts the page into the element `#app`.
///
/// # Panics
///
/// When the document has no such element: index.html and this program are built together.
pub fn start() {
    report_page_panics();
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"))
        .expect("index.html has an element #app");
    yew::Renderer::<App>::with_root(root).render();
}

/// The whole page.
#[component]
fn App() -> Html {
    let client = use_memo((), |()| Client::start());
    let answer = use_state(String::new);
    let ask = {
        let answer = answer.clone();
        Callback::from(move |event: InputEvent| {
            let bytes = typed(&event).into_bytes();
            let bytes = sflens::results::ResponseBytes(bytes);
            let answer = answer.clone();
            client.run(Request::ShowBytes { bytes }, move |outcome| {
                answer.set(match outcome {
                    Ok(Reply::Readable { text }) => text,
                    Err(failed) => failed.failure.to_string(),
                });
            });
        })
    };
    html! {
        <main>
            <h1>{ "sflens" }</h1>
            <label for="bytes">{ "Bytes" }</label>
            <textarea id="bytes" data-keep="bytes" oninput={ask} />
            <output for="bytes">{ (*answer).clone() }</output>
        </main>
    }
}

fn typed(event: &InputEvent) -> String {
    let area: web_sys::HtmlTextAreaElement = event.target_unchecked_into();
    area.value()
}

/// Panics, so that the journeys can see how the page recovers. Nothing on the page calls it.
#[wasm_bindgen(js_name = provokePanic)]
pub fn provoke_panic() {
    panic!("provoked by a test");
}
