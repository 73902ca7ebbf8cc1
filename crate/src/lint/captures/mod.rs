//! What groups take and where it goes.

mod empty_capture;
mod group_gap;
mod shared_group;
mod unused_group;
mod version_cpe;
mod wide_capture;

use super::rule::Rule;

/// The rules of this area.
pub(super) const RULES: &[&Rule] = &[
    &empty_capture::RULE,
    &group_gap::RULE,
    &shared_group::RULE,
    &unused_group::RULE,
    &version_cpe::RULE,
    &wide_capture::RULE,
];
