//! Which Unicode properties PCRE2 knows to have no byte in common.
//!
//! `\p{Lu}+\d` under `(*UCP)` gives nothing back, since no upper-case letter is a digit. PCRE2 tells
//! that by the kinds of the two properties, not by their characters, and knows it of few kinds.
//!
//! Source: `propposstab` and the code around it in `pcre2_auto_possess.c` of PCRE2 10.46.

use crate::pattern::tree::{Property, PropertyKind as Kind};

/// Whether PCRE2 knows that no byte has the property `left` and the property `right`.
pub(super) fn are_distinct(left: Property, right: Property) -> bool {
    let same = left.negated == right.negated;
    let both = !left.negated && !right.negated;
    match (group(left.kind), group(right.kind)) {
        (Group::Cased, Group::Cased | Group::AlphaNumeric)
        | (Group::AlphaNumeric, Group::Cased | Group::AlphaNumeric)
        | (Group::Space, Group::Space)
        | (Group::Word, Group::Word)
        | (Group::Nameable, Group::Nameable) => !same,
        (Group::Space, Group::Cased | Group::AlphaNumeric | Group::Word)
        | (Group::Cased | Group::AlphaNumeric | Group::Word, Group::Space) => both,
        (Group::Category, Group::Category)
        | (Group::Subcategory, Group::Subcategory)
        | (Group::Script, Group::Script) => (left.value == right.value) != same,
        (Group::Category, Group::Subcategory) => {
            !right.negated && (left.category_letter() != right.category_letter()) == same
        }
        (Group::Subcategory, Group::Category) => {
            !left.negated && (left.category_letter() != right.category_letter()) == same
        }
        (
            Group::AlphaNumeric | Group::Space | Group::Word,
            Group::Category | Group::Subcategory,
        ) => !right.negated && left.negated != is_apart(left, right),
        (
            Group::Category | Group::Subcategory,
            Group::AlphaNumeric | Group::Space | Group::Word,
        ) => !left.negated && right.negated != is_apart(right, left),
        _ => false,
    }
}

/// Whether no byte of the category is of the special property, which may be negated: then PCRE2
/// does not count the category in which only some are.
fn is_apart(special: Property, category: Property) -> bool {
    let (whole, partly) = match group(special.kind) {
        Group::Space => ("z", ["c", "cc"]),
        Group::Word => ("ln", ["p", "po"]),
        _ => ("ln", ["n", "nl"]),
    };
    let in_part = match category.kind {
        Kind::Category => partly.contains(&&*category.category_letter().to_string()),
        _ => partly.contains(&category.subcategory_name()),
    };
    !whole.contains(category.category_letter()) && (!in_part || special.negated)
}

/// Whether PCRE2 knows that `byte` has not the property.
pub(super) fn property_excludes_byte(property: Property, byte: u8) -> bool {
    match group(property.kind) {
        Group::Nameable | Group::Other => false,
        Group::Cased
        | Group::Category
        | Group::Subcategory
        | Group::Script
        | Group::AlphaNumeric
        | Group::Space
        | Group::Word => !property.set().contains(byte),
    }
}

/// The kinds as PCRE2 compares them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Cased,
    Category,
    Subcategory,
    Script,
    AlphaNumeric,
    Space,
    Word,
    Nameable,
    Other,
}

fn group(kind: Kind) -> Group {
    match kind {
        Kind::CasedLetter => Group::Cased,
        Kind::Category => Group::Category,
        Kind::Subcategory => Group::Subcategory,
        Kind::Script | Kind::ScriptExtensions => Group::Script,
        Kind::AlphaNumeric => Group::AlphaNumeric,
        Kind::Space | Kind::PosixSpace => Group::Space,
        Kind::Word => Group::Word,
        Kind::Nameable => Group::Nameable,
        Kind::Any | Kind::BidiClass | Kind::Binary => Group::Other,
    }
}
