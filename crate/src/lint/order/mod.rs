//! Which line stands where, and what probes lack.

mod early_softmatch;
mod fallback_duplicate;
mod generic_http;
mod lone_softmatch;
mod no_product;
mod probe_banner;
mod probe_comment;
mod probe_ports;
mod probe_rarity;
mod same_pattern;
mod ssl_name;
mod unreachable;

use super::rule::Rule;

/// The rules of this area.
pub(super) const RULES: &[&Rule] = &[
    &early_softmatch::RULE,
    &fallback_duplicate::RULE,
    &generic_http::RULE,
    &lone_softmatch::RULE,
    &no_product::RULE,
    &probe_banner::RULE,
    &probe_comment::RULE,
    &probe_ports::RULE,
    &probe_rarity::RULE,
    &same_pattern::RULE,
    &ssl_name::RULE,
    &unreachable::RULE,
];
