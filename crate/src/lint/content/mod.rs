//! What the fields say.

mod cpe_letter_case;
mod cpe_no_product;
mod cpe_trailing_colon;
mod cpe_vendor;
mod device_type;
mod hardware_cpe;
mod hostname_address;
mod info_parentheses;
mod info_separator;
mod info_server;
mod info_word;
mod language_cpe;
mod os_cpe;
mod os_template;
mod product_case;
mod service_name;
mod version_prefix;

use super::rule::Rule;
use crate::template::{CpePart, Template};

/// The rules of this area.
pub(super) const RULES: &[&Rule] = &[
    &cpe_letter_case::RULE,
    &cpe_no_product::RULE,
    &cpe_trailing_colon::RULE,
    &cpe_vendor::RULE,
    &device_type::RULE,
    &hardware_cpe::RULE,
    &hostname_address::RULE,
    &info_parentheses::RULE,
    &info_separator::RULE,
    &info_server::RULE,
    &info_word::RULE,
    &language_cpe::RULE,
    &os_cpe::RULE,
    &os_template::RULE,
    &product_case::RULE,
    &service_name::RULE,
    &version_prefix::RULE,
];

/// The components of a CPE behind its part; `None` where it has no part.
fn components(cpe: &Template) -> Option<Vec<&[u8]>> {
    CpePart::of(cpe)?;
    let text = match cpe.adds_cpe_prefix() {
        true => &cpe.text[..],
        false => cpe.text.strip_prefix(b"cpe:/")?,
    };
    Some(text.split(|byte| *byte == b':').skip(1).collect())
}
