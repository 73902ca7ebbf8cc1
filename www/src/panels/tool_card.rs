//! A card above the workbench that is opened and closed from the head of the page.

use yew::prelude::*;

use crate::hooks::DocumentHandle;
use crate::model::Action;

/// A card called `title`, with a button that closes it.
pub(super) fn render_tool_card(
    id: &'static str,
    title: &'static str,
    document: &DocumentHandle,
    content: Html,
) -> Html {
    let onclose = document.on(|_: MouseEvent| Action::OpenTool(None));
    html! {
        <section class="card tool" aria-labelledby={format!("{id}-title")}>
            <div class="card__head">
                <h2 class="card__title" id={format!("{id}-title")}>{ title }</h2>
                <div class="card__actions">
                    <button type="button" class="button button--quiet" onclick={onclose}>
                        { "Close" }
                    </button>
                </div>
            </div>
            <div class="card__part tool__content">{ content }</div>
        </section>
    }
}
