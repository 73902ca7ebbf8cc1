//! Unicode properties of the 256 bytes: `\p{Lu}`, `\P{Greek}`, `\p{^Bidi_Class:AL}`.
//!
//! Without UTF a byte is the code point of the same number, so a property is a set of bytes; most
//! scripts have no byte at all. `property_table` lists names and sets, this file what PCRE2 makes
//! of them.
//!
//! Source: the PCRE2 manual page `pcre2pattern`, "Unicode character properties"; Unicode 16.

use super::property_table::{
    self as table, BIDI_CLASSES, BINARY, CATEGORIES, EXTENDED_SCRIPTS, SCRIPTS, SUBCATEGORIES,
};
use crate::pattern::ByteSet;

/// A property of a byte, or that it has it not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Property {
    /// What kind of property.
    pub kind: PropertyKind,
    /// Which of that kind; 0 where there is one.
    pub(crate) value: u8,
    /// `\P`, or `^` behind the brace; not both.
    pub negated: bool,
}

/// The kinds of properties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PropertyKind {
    /// `\p{Any}`: every byte.
    Any,
    /// `\p{L&}`: a letter in upper, lower or title case.
    CasedLetter,
    /// `\p{L}`: a general category of one letter.
    Category,
    /// `\p{Lu}`: one of two.
    Subcategory,
    /// `\p{sc:Greek}`: the script.
    Script,
    /// `\p{Greek}`, `\p{scx:Greek}`: a script in which it is used.
    ScriptExtensions,
    /// `\p{bc:AL}`: the direction of writing.
    BidiClass,
    /// `\p{Emoji}` and its like: what holds or not.
    Binary,
    /// `\p{Xan}`: a letter or number.
    AlphaNumeric,
    /// `\p{Xsp}`: `\s` under `(*UCP)`.
    Space,
    /// `\p{Xps}`: the same.
    PosixSpace,
    /// `\p{Xwd}`: `\w` under `(*UCP)`.
    Word,
    /// `\p{Xuc}`: what C++ lets be named by number.
    Nameable,
}

impl Property {
    /// The property of that kind with only one value.
    pub(crate) fn only(kind: PropertyKind, negated: bool) -> Self {
        Self {
            kind,
            value: 0,
            negated,
        }
    }

    /// The general category of that name.
    pub(crate) fn subcategory(name: &str) -> Self {
        Self {
            kind: PropertyKind::Subcategory,
            value: table::find(SUBCATEGORIES, name).unwrap_or(0),
            negated: false,
        }
    }

    /// The property of this name: lower case, without blanks, hyphens and underscores, and with
    /// at most one `:` or `=` that counts. `None` when PCRE2 knows none.
    pub(crate) fn find(name: &str, negated: bool) -> Option<Self> {
        let (kind, value) = match name.split_once([':', '=']) {
            Some(("bidiclass" | "bc", value)) => find_plain(&format!("bidi{value}"))?,
            Some(("script" | "sc", value)) => (PropertyKind::Script, find_script(value)?),
            Some(("scriptextensions" | "scx", value)) => default_script(find_script(value)?),
            Some(_) => return None,
            None => find_plain(name)?,
        };
        Some(Self {
            kind,
            value,
            negated,
        })
    }

    /// Upper, lower and title case, which caseless matching does not tell apart.
    pub(crate) fn is_of_case(self) -> bool {
        let category = table::entry(SUBCATEGORIES, self.value);
        self.kind == PropertyKind::Subcategory
            && matches!(table::name(category), "lu" | "ll" | "lt")
    }

    /// The same for a caseless match.
    pub(crate) fn caseless(self) -> Self {
        match self.is_of_case() {
            true => Self::only(PropertyKind::CasedLetter, self.negated),
            false => self,
        }
    }

    /// The bytes that have it.
    pub fn set(self) -> ByteSet {
        let set = self.positive_set();
        if self.negated { set.complement() } else { set }
    }

    fn positive_set(self) -> ByteSet {
        let listed = |list| table::set(table::entry(list, self.value));
        match self.kind {
            PropertyKind::Any => ByteSet::EMPTY.complement(),
            PropertyKind::CasedLetter => union_of(&["lu", "ll", "lt"]),
            PropertyKind::Category => category(self.category_letter()),
            PropertyKind::Subcategory => listed(SUBCATEGORIES),
            PropertyKind::Script => table::set(script(self.value)).without(MIDDLE_DOT, self.value),
            PropertyKind::ScriptExtensions => table::set(script(self.value)),
            PropertyKind::BidiClass => listed(BIDI_CLASSES),
            PropertyKind::Binary => listed(BINARY),
            PropertyKind::AlphaNumeric => category('l').union(category('n')),
            PropertyKind::Space | PropertyKind::PosixSpace => {
                ByteSet::of_ranges(&[(9, 13), (0x85, 0x85)]).union(category('z'))
            }
            PropertyKind::Word => category('l').union(category('n')).union(ByteSet::of(b'_')),
            PropertyKind::Nameable => {
                ByteSet::of_ranges(&[(b'$', b'$'), (b'@', b'@'), (b'`', b'`'), (0xa0, 0xff)])
            }
        }
    }

    /// The letter of a general category, of one letter or two.
    pub(crate) fn category_letter(self) -> char {
        let list = match self.kind {
            PropertyKind::Category => CATEGORIES,
            _ => SUBCATEGORIES,
        };
        table::entry(list, self.value).chars().next().unwrap_or(' ')
    }

    /// The name of a general category of two letters, in lower case.
    pub(crate) fn subcategory_name(self) -> &'static str {
        table::name(table::entry(SUBCATEGORIES, self.value))
    }

    /// What stands between the braces.
    pub fn name(self) -> String {
        let listed = |list| capitalized(table::name(table::entry(list, self.value)));
        match self.kind {
            PropertyKind::Any => "Any".to_owned(),
            PropertyKind::CasedLetter => "L&".to_owned(),
            PropertyKind::Category => listed(CATEGORIES),
            PropertyKind::Subcategory => listed(SUBCATEGORIES),
            kind @ (PropertyKind::Script | PropertyKind::ScriptExtensions) => {
                let name = capitalized(table::name(script(self.value)));
                match default_script(self.value).0 == kind {
                    true => name,
                    false => format!("sc:{name}"),
                }
            }
            PropertyKind::BidiClass => {
                let name = table::name(table::entry(BIDI_CLASSES, self.value));
                let class = name.strip_prefix("bidi").unwrap_or(name);
                format!("bc:{}", class.to_ascii_uppercase())
            }
            PropertyKind::Binary => listed(BINARY),
            PropertyKind::AlphaNumeric => "Xan".to_owned(),
            PropertyKind::Space => "Xsp".to_owned(),
            PropertyKind::PosixSpace => "Xps".to_owned(),
            PropertyKind::Word => "Xwd".to_owned(),
            PropertyKind::Nameable => "Xuc".to_owned(),
        }
    }
}

/// Every name that PCRE2 knows, in lower case; some mean the same.
pub fn property_names() -> impl Iterator<Item = &'static str> {
    const UNLISTED: &str = "any l&,lc xan xsp xps xwd xuc";
    let lists = [
        UNLISTED,
        CATEGORIES,
        SUBCATEGORIES,
        BIDI_CLASSES,
        BINARY,
        EXTENDED_SCRIPTS,
        SCRIPTS,
    ];
    let entries = lists.into_iter().flat_map(|list| list.split(' '));
    entries.flat_map(table::names)
}

/// Used in many scripts and of none: what tells a script from its extensions.
const MIDDLE_DOT: u8 = 0xb7;

impl ByteSet {
    /// Without `byte`, where the script `value` is one that has extensions.
    fn without(self, byte: u8, value: u8) -> Self {
        match default_script(value).0 {
            PropertyKind::ScriptExtensions => self.intersection(Self::of(byte).complement()),
            _ => self,
        }
    }
}

/// The script of that number; those with extensions come first.
fn script(value: u8) -> &'static str {
    let n_extended = table::len(EXTENDED_SCRIPTS);
    match value.checked_sub(n_extended) {
        Some(value) => table::entry(SCRIPTS, value),
        None => table::entry(EXTENDED_SCRIPTS, value),
    }
}

fn find_script(name: &str) -> Option<u8> {
    let extended = table::find(EXTENDED_SCRIPTS, name);
    extended.or_else(|| Some(table::len(EXTENDED_SCRIPTS) + table::find(SCRIPTS, name)?))
}

/// What the bare name of a script means.
fn default_script(value: u8) -> (PropertyKind, u8) {
    match value < table::len(EXTENDED_SCRIPTS) {
        true => (PropertyKind::ScriptExtensions, value),
        false => (PropertyKind::Script, value),
    }
}

fn find_plain(name: &str) -> Option<(PropertyKind, u8)> {
    let kind = match name {
        "any" => PropertyKind::Any,
        "l&" | "lc" => PropertyKind::CasedLetter,
        "xan" => PropertyKind::AlphaNumeric,
        "xsp" => PropertyKind::Space,
        "xps" => PropertyKind::PosixSpace,
        "xwd" => PropertyKind::Word,
        "xuc" => PropertyKind::Nameable,
        _ => return find_listed(name),
    };
    Some((kind, 0))
}

fn find_listed(name: &str) -> Option<(PropertyKind, u8)> {
    let lists = [
        (PropertyKind::Category, CATEGORIES),
        (PropertyKind::Subcategory, SUBCATEGORIES),
        (PropertyKind::BidiClass, BIDI_CLASSES),
        (PropertyKind::Binary, BINARY),
    ];
    let mut found = lists
        .into_iter()
        .filter_map(|(kind, list)| Some((kind, table::find(list, name)?)));
    let found = found.next();
    found.or_else(|| find_script(name).map(default_script))
}

fn category(letter: char) -> ByteSet {
    let members = SUBCATEGORIES
        .split(' ')
        .filter(|entry| entry.starts_with(letter));
    members.fold(ByteSet::EMPTY, |set, entry| set.union(table::set(entry)))
}

fn union_of(names: &[&str]) -> ByteSet {
    let members = SUBCATEGORIES
        .split(' ')
        .filter(|entry| names.contains(&table::name(entry)));
    members.fold(ByteSet::EMPTY, |set, entry| set.union(table::set(entry)))
}

fn capitalized(name: &str) -> String {
    let mut name = name.to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_again_by_the_name_it_prints() {
        for name in property_names() {
            let found = Property::find(name, false).unwrap();
            let printed = found.name().to_ascii_lowercase();
            assert_eq!(Property::find(&printed, false), Some(found), "{name}");
        }
    }

    #[test]
    fn a_script_and_its_extensions_differ_where_marks_are_shared() {
        let set = |name| Property::find(name, false).unwrap().set();
        assert!(set("greek").contains(MIDDLE_DOT));
        assert!(set("sc=greek").is_empty());
        assert_eq!(set("scx:latin").len(), set("sc:latin").len() + 1);
        assert!(set("scx:common").contains(MIDDLE_DOT));
        assert_eq!(Property::find("sc:lu", false), None);
    }
}
