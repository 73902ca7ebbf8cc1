//! The terms of the field, from A to Z: those of `docs/terms.md`.
//!
//! ```text
//! - **Rarity**: 1 to 9: how seldom a probe brings an answer
//!   that others do not.
//! ```

use yew::prelude::*;

use crate::widgets::render_prose;

const DOCUMENT: &str = include_str!(concat!("../../../../docs/terms", ".md"));

/// Each term with its meaning, which has code in backticks.
fn terms() -> Vec<(&'static str, String)> {
    let entries = DOCUMENT.split("\n- **").skip(1);
    entries
        .filter_map(|entry| entry.split_once("**: "))
        .map(|(term, meaning)| {
            (
                term,
                meaning.split_whitespace().collect::<Vec<_>>().join(" "),
            )
        })
        .collect()
}

/// The id of a term's entry: `learn-term-soft-match`.
fn term_id(term: &str) -> String {
    format!("learn-term-{}", term.to_lowercase().replace(' ', "-"))
}

/// See the head of this file.
pub(super) fn render_terms() -> Html {
    html! {
        <dl class="learn__terms">
            { for terms().into_iter().map(|(term, meaning)| html! {
                <div class="learn__term">
                    <dt id={term_id(term)} tabindex="-1">{ term }</dt>
                    <dd>{ render_prose(&meaning) }</dd>
                </div>
            }) }
        </dl>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::decode::HELPED;

    #[test]
    fn terms_stand_in_order_and_their_code_is_closed() {
        let terms = terms();
        assert!(terms.len() > 20);
        assert!(terms.is_sorted_by_key(|(term, _)| term.to_lowercase()));
        for (term, meaning) in terms {
            assert_eq!(meaning.matches('`').count() % 2, 0, "{term}");
            assert!(meaning.ends_with('.'), "{term}");
        }
    }

    #[test]
    fn whatever_the_page_leads_to_is_explained() {
        let ids: Vec<String> = terms().iter().map(|(term, _)| term_id(term)).collect();
        for (name, term) in HELPED {
            assert!(ids.contains(&term_id(term)), "{name}");
        }
    }
}
