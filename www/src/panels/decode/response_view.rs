//! The bytes of one response in one of three forms, with the captures marked.

use std::rc::Rc;

use yew::prelude::*;

use crate::widgets::{
    Frame, Overlay, group_thousands, render_byte_text, render_escaped, render_hex_view,
};

/// Bytes that are shown before one asks for the rest.
const SHOWN_AT_FIRST: usize = 2_048;

/// How bytes are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Form {
    /// As text with escapes.
    #[default]
    Text,
    /// In hexadecimal.
    Hex,
    /// In the escapes of the fingerprint.
    AsWritten,
}

impl Form {
    pub(super) const ALL: [Self; 3] = [Self::Text, Self::Hex, Self::AsWritten];

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Hex => "Hex",
            Self::AsWritten => "As Nmap wrote it",
        }
    }
}

/// What [`ResponseView`] shows.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ResponseViewProps {
    /// The form.
    pub(super) form: Form,
    /// The probe that was answered.
    pub(super) probe: AttrValue,
    /// The bytes.
    pub(super) bytes: Rc<[u8]>,
    /// The length that the record declares.
    pub(super) declared_length: u32,
    /// Captures, and what else is drawn over the bytes.
    pub(super) overlay: Rc<Overlay>,
}

/// See the head of this file. A long response is shown in part until one asks for all of it.
#[component]
pub(super) fn ResponseView(props: &ResponseViewProps) -> Html {
    let all_shown = use_state(|| false);
    let n_bytes = props.bytes.len();
    let n_shown = if *all_shown {
        n_bytes
    } else {
        n_bytes.min(SHOWN_AT_FIRST)
    };
    let show_all = Callback::from(move |_: MouseEvent| all_shown.set(true));
    html! {
        <>
            { match props.form {
                _ if n_bytes == 0 => html! { <p class="response__none">{ "No bytes." }</p> },
                Form::Text => render_byte_text(&props.bytes, n_shown, &props.overlay),
                Form::Hex => render_hex_view(&props.bytes, n_shown, &props.overlay),
                Form::AsWritten => render_as_written(props, n_shown),
            } }
            if n_shown < n_bytes {
                <p class="response__more">
                    { format!("The first {} of {} bytes.", group_thousands(n_shown), group_thousands(n_bytes)) }
                    <button type="button" class="button button--small" onclick={show_all}>
                        { format!("Show all {} bytes", group_thousands(n_bytes)) }
                    </button>
                </p>
            }
        </>
    }
}

/// The record as it stands in the fingerprint, without the line breaks.
fn render_as_written(props: &ResponseViewProps, n_shown: usize) -> Html {
    let before = format!("%r({},{:X},\"", props.probe, props.declared_length);
    let is_whole = n_shown == props.bytes.len();
    let frame = Frame {
        before: &before,
        after: if is_whole { "\")" } else { "" },
    };
    render_escaped(&props.bytes, n_shown, &props.overlay, &frame)
}
