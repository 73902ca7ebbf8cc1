//! Parts of the program that are loaded when they are first needed, on the page and in its worker.
//!
//! [`wasm_split`] puts a function, and all that only it needs, into a part of the given name; the
//! parts of one name are one file. Called, it is async: it loads its part before. On the page a
//! part holds a view, and `widgets/lazy` draws it:
//!
//! ```text
//! /// The view.
//! pub const LEARN: LazyView<LearnProps> = LazyView {
//!     part: "learn",
//!     load: || Box::pin(learn()),
//! };
//!
//! #[wasm_split(learn, fallible)]
//! fn learn() -> Result<fn(LearnProps) -> Html, NotLoaded> {
//!     Ok(|props| html! { <Learn ..props /> })
//! }
//!
//! // where it is shown
//! <Lazy<LearnProps> view={LEARN} with={LearnProps { section }} />
//! ```
//!
//! Whatever the first view also calls stays in the first view. `www/build/parts.mjs` splits,
//! `www/js/parts.js` loads. On the native target the functions are called at once.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

pub use wasm_split_helpers::{SplitLoaderError as NotLoaded, wasm_split};
use yew::Html;

/// What [`LazyView::load`] gives.
pub type Loading<P> = Pin<Box<dyn Future<Output = Result<fn(P) -> Html, NotLoaded>>>>;

/// A view in a part of its own.
pub struct LazyView<P: 'static> {
    /// The name of the part; two views of one name are the same.
    pub part: &'static str,
    /// Loads the part where that is not done, and gives the function that draws.
    pub load: fn() -> Loading<P>,
}

impl<P> Clone for LazyView<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P> Copy for LazyView<P> {}

impl<P> PartialEq for LazyView<P> {
    fn eq(&self, other: &Self) -> bool {
        self.part == other.part
    }
}

impl<P> fmt::Debug for LazyView<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LazyView").field(&self.part).finish()
    }
}
