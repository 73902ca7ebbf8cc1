//! Opens the link in the address, as a stroke that can be undone; says so where it cannot be read,
//! and then leaves everything as it is.

use std::rc::Rc;

use sflens::link::{LinkFault, decode_link};
use yew::prelude::*;

use crate::hooks::{FIRST_HEADING, leave_fragment, pass_focus, use_document};
use crate::model::Action;

/// What `Arrival` reads.
#[derive(Clone, PartialEq, Properties)]
pub struct ArrivalProps {
    /// The fragment of the address.
    pub fragment: AttrValue,
}

/// Nothing once the link is opened: the address is then that of the page again, so that a reload
/// keeps what is typed from now on.
#[component]
pub(super) fn Arrival(props: &ArrivalProps) -> Html {
    let document = use_document();
    let fault = use_state(|| None::<LinkFault>);
    {
        let fault = fault.setter();
        use_effect_with(props.fragment.clone(), move |fragment| {
            match decode_link(fragment) {
                Ok(saved) => {
                    document.apply(Action::OpenSaved("Opened a link.", Rc::new(saved)));
                    leave_fragment();
                }
                Err(found) => fault.set(Some(found)),
            }
        });
    }
    let Some(fault) = &*fault else {
        return Html::default();
    };
    let onclose = Callback::from(|event: MouseEvent| {
        pass_focus(&event, FIRST_HEADING);
        leave_fragment();
    });
    html! {
        <div class="notice notice--failed" role="alert">
            <p><strong>{ "The link was not opened. " }</strong>{ words(fault) }</p>
            <button type="button" class="button button--small" onclick={onclose}>{ "Close" }</button>
        </div>
    }
}

fn words(fault: &LinkFault) -> &'static str {
    match fault {
        LinkFault::Newer => {
            "It was made by a newer sflens than this one. Your own texts are as they were; reload \
             the page to get the newest, or ask for the texts themselves."
        }
        LinkFault::Damaged => {
            "It was cut or changed on its way. Your own texts are as they were; copy the whole \
             link again."
        }
        LinkFault::TooLarge => {
            "It unfolds to more than this page reads. Your own texts are as they were."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_says_that_nothing_is_lost() {
        for fault in [LinkFault::Newer, LinkFault::Damaged, LinkFault::TooLarge] {
            assert!(
                words(&fault).contains("Your own texts are as they were"),
                "{fault:?}"
            );
        }
    }
}
