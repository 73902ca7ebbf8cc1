//! The sign of the page: a lens over two rows of bytes.

use yew::prelude::*;

/// See the head of this file; the name beside it says what it is.
pub(super) fn render_logo() -> Html {
    html! {
        <svg class="logo" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <g fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round">
                <circle cx="8.5" cy="8.5" r="6.5" />
                <path d="M13.4 13.4 18.5 18.5" />
                <path d="M6 7h1.5M10.2 7H11M6 10h3.2" stroke-width="1.7" />
            </g>
        </svg>
    }
}
