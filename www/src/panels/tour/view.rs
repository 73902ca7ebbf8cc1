//! One stop: what the thing below is, and what to try with it.

use yew::prelude::*;

use crate::hooks::{go_to, pass_focus, use_document};
use crate::model::{Action, EXAMPLES};
use crate::widgets::render_prose;

/// What is said at each stop, with code in backticks.
const STOPS: [(&str, &str); 5] = [
    (
        "The fingerprint",
        "This is what Nmap printed for a service that it did not know, here with the report around \
         it. The table above the text says which port was scanned, when, and with which Nmap. \
         Paste your own in its place, quoted or damaged as it may be.",
    ),
    (
        "The responses",
        "Nmap asked with several probes; each card is what one of them brought back. The strip \
         shows the shape of a response: text, control bytes, what the groups took. Select bytes \
         with the mouse, or with arrow keys, to read them as numbers or copy them as a pattern.",
    ),
    (
        "The match lines",
        "A line says what a service answers, and what to report. Brackets are groups: each has a \
         number and a color, the same in the line, in the response and in the report. Change \
         `Exim` to `exim` in line 4 and watch its verdict.",
    ),
    (
        "Why, or why not",
        "For the line that the caret is in: how far its pattern came, what it wanted there and what \
         stood there, with changes that help. A line that matches shows what each part took. \
         `Step through` runs the search again, one step at a time.",
    ),
    (
        "What Nmap would report",
        "The line of Nmap's port table, and every field with the groups that filled it. Point at \
         the name of a field to see where it comes from. Now start over and paste your own \
         fingerprint; `Drafts` keeps what you had.",
    ),
];

/// The ids of the headings of the things, where one goes on when the tour ends at their stop.
const THINGS: [&str; STOPS.len()] = [
    "fingerprint-title",
    "responses-title",
    "lines-title",
    "line-title",
    "report-title",
];

/// What `Tour` shows.
#[derive(Clone, PartialEq, Properties)]
pub struct TourProps {
    /// The stop, from 0.
    pub at: usize,
}

/// See the head of this file. An empty page gets the first example, so that there is something to
/// look at.
#[component]
pub(super) fn Tour(props: &TourProps) -> Html {
    let document = use_document();
    let place = use_node_ref();
    {
        let (document, place) = (document.clone(), place.clone());
        use_effect_with(props.at, move |_| {
            if document.texts.are_blank() {
                document.apply(Action::LoadExample(&EXAMPLES[0]));
            }
            go_to(&place);
        });
    }
    let last = STOPS.len() - 1;
    let (title, words) = STOPS[props.at.min(last)];
    let thing = THINGS[props.at.min(last)];
    let go = |label: &'static str, to: Option<usize>| {
        html! {
            <button
                type="button"
                class="button button--small"
                onclick={document.on(move |event: MouseEvent| {
                    if to.is_none() {
                        pass_focus(&event, thing);
                    }
                    Action::Tour(to)
                })}
            >
                { label }
            </button>
        }
    };
    html! {
        <section class="tour" aria-labelledby="tour-title">
            <h2 class="tour__title" id="tour-title" tabindex="-1" ref={place}>{ title }</h2>
            <p>{ render_prose(words) }</p>
            <p class="tour__foot">
                if props.at > 0 {
                    { go("Back", Some(props.at - 1)) }
                }
                if props.at < last {
                    { go("Next", Some(props.at + 1)) }
                }
                { go("End the tour", None) }
                <span class="tool__note">{ format!("{} of {}", props.at + 1, STOPS.len()) }</span>
            </p>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_in_the_stops_is_closed() {
        for (title, words) in STOPS {
            assert_eq!(words.matches('`').count() % 2, 0, "{title}");
        }
    }
}
