//! The head of the page: its name, its views, its promise, its colors.

use yew::prelude::*;

use super::logo::render_logo;
use super::theme_choice::ThemeChoice;
use crate::hooks::{DocumentHandle, use_document};
use crate::model::{Action, Tool};

/// What the page shows below its head.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Fingerprint, lines, what follows.
    #[default]
    Workbench,
    /// How to write match lines, and every term.
    Learn,
}

impl View {
    /// The view that the fragment of the address names: `learn` and every `learn-…` section.
    pub fn of_fragment(fragment: &str) -> Self {
        if fragment == "learn" || fragment.starts_with("learn-") {
            Self::Learn
        } else {
            Self::Workbench
        }
    }
}

/// What [`Top`] shows.
#[derive(Clone, PartialEq, Properties)]
pub struct TopProps {
    /// The view that is shown.
    pub view: View,
}

/// See the head of this file.
#[component]
pub fn Top(props: &TopProps) -> Html {
    let document = use_document();
    html! {
        <header class="top">
            <h1 class="top__name">{ render_logo() }{ "sflens" }</h1>
            <nav class="top__views" aria-label="Views">
                { view_link("#", "Workbench", props.view == View::Workbench) }
                { view_link("#learn", "Learn", props.view == View::Learn) }
            </nav>
            <p class="top__promise">{ render_lock() }{ "Nothing leaves this page" }</p>
            if props.view == View::Workbench {
                { tool_button("Drafts", Tool::Drafts, &document) }
                { tool_button("Share", Tool::Share, &document) }
            }
            <ThemeChoice />
        </header>
    }
}

/// Opens and closes a card above the workbench.
fn tool_button(name: &'static str, tool: Tool, document: &DocumentHandle) -> Html {
    let is_open = document.tool == Some(tool);
    let next = (!is_open).then_some(tool);
    html! {
        <button
            type="button"
            class="button top__tool"
            aria-expanded={is_open.to_string()}
            onclick={document.on(move |_: MouseEvent| Action::OpenTool(next))}
        >
            { name }
        </button>
    }
}

fn view_link(href: &'static str, name: &'static str, is_current: bool) -> Html {
    let class = classes!("top__view", is_current.then_some("top__view--current"));
    html! {
        <a {href} {class} aria-current={is_current.then_some("page")}>{ name }</a>
    }
}

fn render_lock() -> Html {
    html! {
        <svg class="top__lock" viewBox="0 0 14 14" aria-hidden="true" focusable="false">
            <g fill="none" stroke="currentColor" stroke-width="1.3">
                <rect x="2" y="6" width="10" height="7" rx="1.5" />
                <path d="M4.5 6V4a2.5 2.5 0 0 1 5 0v2" />
            </g>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_section_of_the_help_is_in_the_learn_view() {
        assert_eq!(View::of_fragment("learn-template"), View::Learn);
        assert_eq!(View::of_fragment("learn"), View::Learn);
        assert_eq!(View::of_fragment("learning"), View::Workbench);
        assert_eq!(View::of_fragment(""), View::Workbench);
    }
}
