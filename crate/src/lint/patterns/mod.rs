//! How a pattern asks for what it asks for.

mod branch_reset;
mod class_hyphen;
mod dot_and_binary;
mod dot_line_break_dot;
mod fixed_address;
mod fixed_date;
mod fixed_id;
mod fixed_length;
mod header_search;
mod hex_letter;
mod idle_flag;
mod leading_dots;
mod long_run;
mod many_dots;
mod needless_escape;
mod newer_syntax;
mod octal_escape;
mod open_alternation;
mod portable_brace;
mod short;
mod trailing_dots;
mod unanchored;

use super::rule::Rule;

pub(super) use fixed_date::is_time_declared;

/// The rules of this area.
pub(super) const RULES: &[&Rule] = &[
    &branch_reset::RULE,
    &class_hyphen::RULE,
    &dot_and_binary::RULE,
    &dot_line_break_dot::RULE,
    &fixed_address::RULE,
    &fixed_date::RULE,
    &fixed_id::RULE,
    &fixed_length::RULE,
    &header_search::RULE,
    &hex_letter::RULE,
    &idle_flag::RULE,
    &leading_dots::RULE,
    &long_run::RULE,
    &many_dots::RULE,
    &needless_escape::RULE,
    &newer_syntax::RULE,
    &octal_escape::RULE,
    &open_alternation::RULE,
    &portable_brace::RULE,
    &short::RULE,
    &trailing_dots::RULE,
    &unanchored::RULE,
];
