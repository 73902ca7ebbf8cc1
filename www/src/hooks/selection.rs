//! Places in the document: which element lies under the mouse, and what of some bytes is selected.

use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent, Node, Range};

/// One end of a selection among elements with `data-at`, each a run that begins at that offset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectionEnd {
    /// Where the run begins.
    pub at: usize,
    /// The form in which the run is written: `data-form` of what is around it.
    pub form: String,
    /// Characters of the run before this end of the selection.
    pub n_characters: usize,
}

/// Both ends of what is selected among the runs in `container`, and then no longer selected, since
/// it is going to be drawn. Nothing where no run is.
pub fn take_selection(container: &Element) -> Option<(SelectionEnd, SelectionEnd)> {
    let selection = gloo_utils::window().get_selection().ok()??;
    if selection.is_collapsed() || selection.range_count() == 0 {
        return None;
    }
    let range = selection.get_range_at(0).ok()?;
    let runs = container.query_selector_all("[data-at]").ok()?;
    let runs = (0..runs.length()).filter_map(|idx| runs.get(idx)?.dyn_into::<Element>().ok());
    let is_selected = |run: &Element| range.intersects_node(run).unwrap_or(false);
    let selected: Vec<Element> = runs.filter(is_selected).collect();
    let start = (range.start_container().ok()?, range.start_offset().ok()?);
    let end = (range.end_container().ok()?, range.end_offset().ok()?);
    let ends = (
        selection_end(selected.first()?, &start, |_| 0)?,
        selection_end(selected.last()?, &end, n_characters)?,
    );
    // A browser that refuses shows the selection twice, and no harm is done.
    let _ = selection.remove_all_ranges();
    Some(ends)
}

/// Where a run is not the one that the selection ends in, `otherwise` says how much of it counts.
fn selection_end(
    run: &Element,
    (node, offset): &(Node, u32),
    otherwise: impl Fn(&Element) -> usize,
) -> Option<SelectionEnd> {
    let before = match run.contains(Some(node)) {
        true => characters_before(run, node, *offset),
        false => None,
    };
    Some(SelectionEnd {
        at: run.get_attribute("data-at")?.parse().ok()?,
        form: run
            .closest("[data-form]")
            .ok()??
            .get_attribute("data-form")?,
        n_characters: before.unwrap_or_else(|| otherwise(run)),
    })
}

fn n_characters(run: &Element) -> usize {
    run.text_content().unwrap_or_default().chars().count()
}

fn characters_before(run: &Element, node: &Node, offset: u32) -> Option<usize> {
    let before = Range::new().ok()?;
    before.set_start(run, 0).ok()?;
    before.set_end(node, offset).ok()?;
    Some(before.to_string().length() as usize)
}

/// The value of `name` on the nearest element around the one that an event happened on.
pub fn attribute_around(event: &web_sys::Event, name: &str) -> Option<String> {
    let element: Element = event.target()?.dyn_into().ok()?;
    let holder = element.closest(&format!("[{name}]")).ok()??;
    holder.get_attribute(name)
}

/// The topmost element with `name` under the mouse, though others may lie over it.
pub fn element_under(event: &MouseEvent, name: &str) -> Option<Element> {
    let (x, y) = (event.client_x() as f32, event.client_y() as f32);
    let stack = gloo_utils::document().elements_from_point(x, y);
    let elements = stack
        .iter()
        .filter_map(|element| element.dyn_into::<Element>().ok());
    elements
        .into_iter()
        .find(|element| element.has_attribute(name))
}
