//! Components rendered to text on the native target, for their tests.

use yew::prelude::*;
use yew::{BaseComponent, LocalServerRenderer};

/// The HTML of a component, without the marks that hydration needs.
pub(crate) fn render<C>(props: C::Properties) -> String
where
    C: BaseComponent,
{
    let renderer = LocalServerRenderer::<C>::with_props(props).hydratable(false);
    futures::executor::block_on(renderer.render())
}

/// The HTML of what a function drew.
pub(crate) fn render_html(content: Html) -> String {
    render::<Holder>(HolderProps { content })
}

#[derive(PartialEq, Properties)]
struct HolderProps {
    content: Html,
}

#[component]
fn Holder(props: &HolderProps) -> Html {
    props.content.clone()
}

/// What a reader sees of `html`: the text between the tags, with entities resolved.
pub(crate) fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    (text.replace("&lt;", "<").replace("&gt;", ">"))
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#x2F;", "/")
        .replace("&amp;", "&")
}
