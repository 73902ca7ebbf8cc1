//! Tabs: one stop of the Tab key, arrow keys, Home and End move among them.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// One tab.
#[derive(Clone, PartialEq)]
pub struct Tab {
    /// Its label.
    pub label: AttrValue,
    /// What its panel shows when it is selected.
    pub panel: Html,
}

/// What [`Tabs`] shows.
#[derive(Clone, PartialEq, Properties)]
pub struct TabsProps {
    /// Unique in the page; the ids of tabs and panel begin with it.
    pub id: AttrValue,
    /// What the tabs choose between.
    pub label: AttrValue,
    /// What stands beside the tabs, at their left.
    #[prop_or_default]
    pub head: Html,
    /// The tabs; at least one.
    pub tabs: Vec<Tab>,
    /// Which one is selected.
    pub selected: usize,
    /// Called with the index of the tab that was chosen.
    pub onselect: Callback<usize>,
}

/// A head with tabs in it, and the selected panel under it.
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    let selected = props.selected.min(props.tabs.len().saturating_sub(1));
    let panel = props.tabs.get(selected).map(|tab| tab.panel.clone());
    html! {
        <>
            <div class="card__head">
                { props.head.clone() }
                <div
                    class="tabs"
                    role="tablist"
                    aria-label={props.label.clone()}
                    onkeydown={on_key(props, selected)}
                >
                    { for (0..props.tabs.len()).map(|idx| render_tab(props, idx, idx == selected)) }
                </div>
            </div>
            <div
                class="card__part tabs__panel"
                role="tabpanel"
                id={format!("{}-panel", props.id)}
                aria-labelledby={tab_id(&props.id, selected)}
                tabindex="0"
            >
                { panel }
            </div>
        </>
    }
}

fn tab_id(id: &str, idx: usize) -> String {
    format!("{id}-tab-{idx}")
}

fn render_tab(props: &TabsProps, idx: usize, is_selected: bool) -> Html {
    let onclick = props.onselect.reform(move |_: MouseEvent| idx);
    html! {
        <button
            type="button"
            role="tab"
            class={classes!("tabs__tab", is_selected.then_some("tabs__tab--selected"))}
            id={tab_id(&props.id, idx)}
            aria-controls={format!("{}-panel", props.id)}
            aria-selected={if is_selected { "true" } else { "false" }}
            tabindex={if is_selected { "0" } else { "-1" }}
            {onclick}
        >
            { &props.tabs[idx].label }
        </button>
    }
}

/// Selects and focuses the tab that a key leads to.
fn on_key(props: &TabsProps, selected: usize) -> Callback<KeyboardEvent> {
    let (id, onselect, n_tabs) = (props.id.clone(), props.onselect.clone(), props.tabs.len());
    Callback::from(move |event: KeyboardEvent| {
        let Some(next) = tab_after(&event.key(), selected, n_tabs) else {
            return;
        };
        event.prevent_default();
        onselect.emit(next);
        let tab = gloo_utils::document().get_element_by_id(&tab_id(&id, next));
        if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
            // A tab that cannot take the focus is still selected.
            let _ = tab.focus();
        }
    })
}

fn tab_after(key: &str, selected: usize, n_tabs: usize) -> Option<usize> {
    match key {
        "ArrowRight" => Some((selected + 1) % n_tabs),
        "ArrowLeft" => Some((selected + n_tabs - 1) % n_tabs),
        "Home" => Some(0),
        "End" => Some(n_tabs - 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{render, text_of};

    #[test]
    fn arrow_keys_go_round() {
        assert_eq!(tab_after("ArrowRight", 2, 3), Some(0));
        assert_eq!(tab_after("ArrowLeft", 0, 3), Some(2));
        assert_eq!(tab_after("End", 0, 3), Some(2));
        assert_eq!(tab_after("Home", 2, 3), Some(0));
        assert_eq!(tab_after("a", 2, 3), None);
    }

    #[test]
    fn only_the_selected_tab_is_a_stop_of_the_tab_key() {
        let tab = |label: &'static str| Tab {
            label: label.into(),
            panel: html! { { format!("panel of {label}") } },
        };
        let html = render::<Tabs>(TabsProps {
            id: "t".into(),
            label: "Views".into(),
            head: Html::default(),
            tabs: vec![tab("Text"), tab("Hex")],
            selected: 1,
            onselect: Callback::noop(),
        });
        assert_eq!(html.matches(r#"tabindex="-1""#).count(), 1);
        assert!(html.contains(r#"aria-labelledby="t-tab-1""#), "{html}");
        assert_eq!(text_of(&html), "TextHexpanel of Hex");
    }
}
