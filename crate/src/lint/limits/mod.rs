//! What Nmap cannot hold or does not do.

mod line_long;
mod nested_repeat;
mod never_fits;
mod optional_group;
mod two_digits;

use super::rule::Rule;

/// The rules of this area.
pub(super) const RULES: &[&Rule] = &[
    &line_long::RULE,
    &nested_repeat::RULE,
    &never_fits::RULE,
    &optional_group::RULE,
    &two_digits::RULE,
];
