//! A card above the workbench that is opened and closed from the head of the page.

use yew::prelude::*;

use crate::hooks::{use_card_focus, use_document};
use crate::model::Action;

/// What [`ToolCard`] shows.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ToolCardProps {
    /// What the id of its heading begins with.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What is in it.
    pub children: Html,
}

/// See the head of this file. It has the focus when it comes, and Escape closes it too.
#[component]
pub(super) fn ToolCard(props: &ToolCardProps) -> Html {
    let document = use_document();
    let focus = use_card_focus();
    let heading = focus.heading.clone();
    let close = Callback::from(move |()| {
        focus.give_back();
        document.apply(Action::OpenTool(None));
    });
    let onclick = close.reform(|_: MouseEvent| ());
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        // Where characters are composed, Escape ends that.
        if event.key() == "Escape" && !event.is_composing() {
            close.emit(());
        }
    });
    let title_id = format!("{}-title", props.id);
    html! {
        <section class="card tool" aria-labelledby={title_id.clone()} {onkeydown}>
            <div class="card__head">
                <h2 class="card__title" id={title_id} tabindex="-1" ref={heading}>{ props.title }</h2>
                <div class="card__actions">
                    <button type="button" class="button button--quiet" {onclick}>{ "Close" }</button>
                </div>
            </div>
            <div class="card__part tool__content">{ props.children.clone() }</div>
        </section>
    }
}
