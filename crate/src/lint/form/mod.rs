//! How a line is written: order, delimiters, space.

mod line_delimiter;
mod line_spacing;
mod service_order;
mod template_delimiter;
mod template_double_space;
mod template_leading_space;
mod template_order;
mod template_trailing;

use super::rule::Rule;

/// The rules of this area.
pub(super) const RULES: &[&Rule] = &[
    &line_delimiter::RULE,
    &line_spacing::RULE,
    &service_order::RULE,
    &template_delimiter::RULE,
    &template_double_space::RULE,
    &template_leading_space::RULE,
    &template_order::RULE,
    &template_trailing::RULE,
];

/// The first of `preferred` that does not occur in `text`.
fn best_delimiter(preferred: &[u8], text: &[u8]) -> Option<u8> {
    let mut preferred = preferred.iter().copied();
    preferred.find(|delimiter| !text.contains(delimiter))
}
