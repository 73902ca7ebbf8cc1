//! The user's drafts, which all tabs of a browser share: each change is made in what is stored by
//! then, and not in what a tab had read before.

use gloo_events::EventListener;
use js_sys::Reflect;

use super::{keep, kept};
use crate::model::{Draft, DraftChange, change_drafts, parse_drafts, print_drafts};

const DRAFTS: &str = "drafts";

/// The drafts as they are stored.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptDrafts {
    /// Newest first.
    pub drafts: Vec<Draft>,
    /// What the last change deleted, with its place.
    pub deleted: Option<(usize, Draft)>,
    /// False when the browser does not store them: they are then kept for as long as the page is
    /// open.
    pub is_stored: bool,
}

impl KeptDrafts {
    /// The drafts of now.
    pub fn read() -> Self {
        Self {
            drafts: kept(DRAFTS).map_or_else(Vec::new, |text| parse_drafts(&text)),
            deleted: None,
            is_stored: true,
        }
    }

    /// The drafts after a change. Reading and writing are one step: no other tab comes in between.
    pub fn change(change: DraftChange) -> Self {
        let (drafts, deleted) = change_drafts(Self::read().drafts, change);
        let is_stored = keep(DRAFTS, &print_drafts(&drafts));
        Self {
            drafts,
            deleted,
            is_stored,
        }
    }
}

/// Calls `call` when another tab has changed the drafts, for as long as the listener is held.
pub fn listen_to_drafts(call: impl Fn() + 'static) -> EventListener {
    EventListener::new(&gloo_utils::window(), "storage", move |event| {
        // Without a key all that was stored is gone.
        let key = Reflect::get(event, &"key".into()).unwrap_or_default();
        if key.as_string().is_none_or(|key| key.ends_with(DRAFTS)) {
            call();
        }
    })
}
