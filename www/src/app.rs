//! The page: what is around everything, which view is shown, and where it is mounted.

use sflens::link::is_link;
use wasm_bindgen::prelude::*;
use yew::prelude::*;

use crate::hooks::{
    DocumentProvider, EvaluationProvider, GivenProvider, PointingProvider, use_fragment,
};
use crate::panels::frame::{GivenArea, Top, View};
use crate::panels::learn::{LEARN, LearnProps};
use crate::panels::share::{ARRIVAL, ArrivalProps};
use crate::panels::workbench::Workbench;
use crate::widgets::Lazy;
use crate::worker::report_page_panics;

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
    let fragment = use_fragment();
    let view = View::of_fragment(&fragment);
    html! {
        <DocumentProvider>
            <EvaluationProvider>
                <GivenProvider>
                    <GivenArea>
                        <a class="skip" href="#main">{ "Skip to the content" }</a>
                        <Top {view} />
                        { render_view(view, fragment) }
                    </GivenArea>
                </GivenProvider>
            </EvaluationProvider>
        </DocumentProvider>
    }
}

/// The workbench keeps its state while another view is shown.
fn render_view(view: View, fragment: AttrValue) -> Html {
    html! {
        <main id="main" tabindex="-1">
            <PointingProvider>
                <Workbench hidden={view != View::Workbench} />
            </PointingProvider>
            if is_link(&fragment) {
                <div class="notices">
                    <Lazy<ArrivalProps>
                        view={ARRIVAL}
                        with={ArrivalProps { fragment: fragment.clone() }}
                    />
                </div>
            }
            if view == View::Learn {
                <Lazy<LearnProps> view={LEARN} with={LearnProps { section: fragment }} />
            }
        </main>
    }
}

/// Panics, so that the journeys can see how the page recovers. Nothing on the page calls it.
#[wasm_bindgen(js_name = provokePanic)]
pub fn provoke_panic() {
    panic!("provoked by a test");
}
