//! The view itself: a list of its sections, and the sections.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::files::render_files;
use super::first_line::render_first_line;
use super::limits::render_limits;
use super::order::render_order;
use super::patterns::render_patterns;
use super::templates::render_templates;
use super::terms::render_terms;

/// The sections: the fragment that leads to each, and its heading.
const SECTIONS: [(&str, &str); 7] = [
    ("learn-line", "Your first match line"),
    ("learn-pattern", "The pattern"),
    ("learn-template", "The templates"),
    ("learn-order", "Which line sees which response"),
    ("learn-limits", "Where Nmap gives up"),
    ("learn-files", "Files and many fingerprints"),
    ("learn-terms", "Every term"),
];

/// What `Learn` shows.
#[derive(Clone, PartialEq, Properties)]
pub struct LearnProps {
    /// The fragment of the address: the section to which the reader is taken.
    pub section: AttrValue,
}

/// See the head of this file.
#[component]
pub(super) fn Learn(props: &LearnProps) -> Html {
    use_effect_with(props.section.clone(), |section| go_to(section));
    html! {
        <div class="learn">
            <nav class="learn__contents" aria-label="Sections">
                <ul>
                    { for SECTIONS.iter().map(|(id, heading)| html! {
                        <li><a href={format!("#{id}")}>{ *heading }</a></li>
                    }) }
                </ul>
            </nav>
            <div class="learn__text">
                { section(0, render_first_line()) }
                { section(1, render_patterns()) }
                { section(2, render_templates()) }
                { section(3, render_order()) }
                { section(4, render_limits()) }
                { section(5, render_files()) }
                { section(6, render_terms()) }
            </div>
        </div>
    }
}

fn section(idx: usize, content: Html) -> Html {
    let (id, heading) = SECTIONS[idx];
    html! {
        <section class="learn__section" aria-labelledby={id}>
            <h2 class="learn__heading" {id} tabindex="-1">{ heading }</h2>
            { content }
        </section>
    }
}

/// Scrolls to a section and puts the focus there. The browser cannot: the section did not exist
/// when the address changed.
fn go_to(section: &str) {
    let element = gloo_utils::document().get_element_by_id(section);
    match element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        Some(heading) => {
            heading.scroll_into_view();
            // A heading that cannot take the focus is still in view.
            let _ = heading.focus();
        }
        None => gloo_utils::window().scroll_to_with_x_and_y(0.0, 0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::frame::View;
    use crate::testing::{render, text_of};

    #[test]
    fn each_section_is_in_the_view_and_in_its_contents() {
        let html = render::<Learn>(LearnProps {
            section: "learn".into(),
        });
        for (id, heading) in SECTIONS {
            assert_eq!(View::of_fragment(id), View::Learn);
            assert!(html.contains(&format!(r##"href="#{id}""##)), "{id}");
            assert!(html.contains(&format!(r#"id="{id}""#)), "{id}");
            assert!(text_of(&html).matches(heading).count() >= 2, "{heading}");
        }
    }
}
