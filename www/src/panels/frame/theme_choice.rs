//! Light, dark, or as the system has it.

use yew::prelude::*;

use crate::hooks::{Theme, use_theme};

/// A choice of three; screen readers hear it as radio buttons.
#[component]
pub fn ThemeChoice() -> Html {
    let (theme, change) = use_theme();
    html! {
        <fieldset class="theme">
            <legend class="aside">{ "Colors" }</legend>
            { for Theme::ALL.into_iter().map(|choice| html! {
                <label class="theme__choice" title={choice.label()}>
                    <input
                        type="radio"
                        name="theme"
                        class="theme__input"
                        checked={choice == theme}
                        onchange={change.reform(move |_: Event| choice)}
                    />
                    { drawing(choice) }
                    <span class="aside">{ choice.label() }</span>
                </label>
            }) }
        </fieldset>
    }
}

fn drawing(theme: Theme) -> Html {
    let path = match theme {
        Theme::System => html! {
            <>
                <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="1.4" />
                <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" />
            </>
        },
        Theme::Light => html! {
            <g stroke="currentColor" stroke-width="1.4" stroke-linecap="round">
                <circle cx="8" cy="8" r="3" fill="none" />
                <path d="M8 1v1.4M8 13.6V15M1 8h1.4M13.6 8H15M3.1 3.1l1 1M11.9 11.9l1 1M3.1 12.9l1-1M11.9 4.1l1-1" />
            </g>
        },
        Theme::Dark => html! {
            <path
                d="M13 9.6A5.6 5.6 0 0 1 6.4 3a5.6 5.6 0 1 0 6.6 6.6z"
                fill="none"
                stroke="currentColor"
                stroke-width="1.4"
                stroke-linejoin="round"
            />
        },
    };
    html! {
        <svg class="theme__icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            { path }
        </svg>
    }
}
