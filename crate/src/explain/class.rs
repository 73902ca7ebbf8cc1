//! A class in words, where it has few members.
//!
//! ```text
//! [\d.]           a digit or `.`
//! [^\r\n]         any byte but `\r` and `\n`
//! [a-f] under i   `a` to `f`, in either case
//! ```
//!
//! Limit: a class of more than [`MOST_MEMBERS`] members is shown as it is written, and so is one
//! with the opposite of something in it, such as `\D` or a property.

use super::in_code;
use crate::pattern::tree::{Class, ClassEscape, ClassItem, PosixClass};

/// More than these are no easier to read in words.
const MOST_MEMBERS: usize = 5;

/// What `\w` takes.
const WORD: &[&str] = &["a letter", "a digit", "`_`"];

/// What `class` matches; `None` where its code says it better.
pub(super) fn explain_class(class: &Class) -> Option<String> {
    if class.set().complement().is_empty() {
        return Some("any byte".to_owned());
    }
    let mut members: Vec<String> = Vec::new();
    for item in &class.items {
        for member in members_of(*item)? {
            if !members.contains(&member) {
                members.push(member);
            }
        }
    }
    if members.len() > MOST_MEMBERS {
        return None;
    }
    let by_case = Class {
        caseless: false,
        ..class.clone()
    };
    let either = match by_case.set() == class.set() {
        true => "",
        false => ", in either case",
    };
    Some(match class.negated {
        true => format!("any byte but {}{either}", list(&members, "and")),
        false => format!("{}{either}", list(&members, "or")),
    })
}

fn members_of(item: ClassItem) -> Option<Vec<String>> {
    let members: &[&str] = match item {
        ClassItem::Byte(byte) => return Some(vec![explain_byte(byte)]),
        ClassItem::Range(b'0', b'9') => &["a digit"],
        ClassItem::Range(low, high) => {
            let (low, high) = (explain_byte(low), explain_byte(high));
            return Some(vec![format!("{low} to {high}")]);
        }
        ClassItem::Escape(escape) => members_of_escape(escape)?,
        ClassItem::Posix { negated: true, .. } => return None,
        ClassItem::Posix { name, .. } => members_of_posix(name),
    };
    Some(members.iter().map(|member| (*member).to_owned()).collect())
}

fn members_of_escape(escape: ClassEscape) -> Option<&'static [&'static str]> {
    let members: &[&str] = match escape {
        ClassEscape::Digit => &["a digit"],
        ClassEscape::Word => WORD,
        ClassEscape::Space => &["white space"],
        ClassEscape::HorizontalSpace => &["a space", "a tab", "0xa0"],
        ClassEscape::VerticalSpace => &["LF", "VT", "FF", "CR", "0x85"],
        ClassEscape::NotDigit
        | ClassEscape::NotWord
        | ClassEscape::NotSpace
        | ClassEscape::NotHorizontalSpace
        | ClassEscape::NotVerticalSpace
        | ClassEscape::Property(_) => return None,
    };
    Some(members)
}

fn members_of_posix(name: PosixClass) -> &'static [&'static str] {
    match name {
        PosixClass::Alpha => &["a letter"],
        PosixClass::Lower => &["a small letter"],
        PosixClass::Upper => &["a capital letter"],
        PosixClass::Alnum => &["a letter", "a digit"],
        PosixClass::Ascii => &["a byte below 0x80"],
        PosixClass::Blank => &["a space", "a tab"],
        PosixClass::Cntrl => &["a control byte"],
        PosixClass::Digit => &["a digit"],
        PosixClass::Graph => &["`!` to `~`"],
        PosixClass::Print => &["a space", "`!` to `~`"],
        PosixClass::Punct => &["a punctuation mark"],
        PosixClass::Space => &["white space"],
        PosixClass::Word => WORD,
        PosixClass::Xdigit => &["a hexadecimal digit"],
    }
}

fn explain_byte(byte: u8) -> String {
    match byte {
        b' ' => "a space".to_owned(),
        byte => format!("`{}`", in_code(&[byte])),
    }
}

/// `a, b or c`.
fn list(members: &[String], last_word: &str) -> String {
    match members {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => format!("{} {last_word} {last}", before.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::tree::NodeKind;
    use crate::pattern::{PatternFlags, parse_pattern};

    #[track_caller]
    fn check(text: &str, caseless: bool, expected: Option<&str>) {
        let flags = PatternFlags {
            caseless,
            dotall: false,
        };
        let pattern = parse_pattern(text.as_bytes(), flags).unwrap();
        let NodeKind::Class(class) = &pattern.branches()[0][0].kind else {
            panic!("a class");
        };
        assert_eq!(explain_class(class).as_deref(), expected, "{text}");
    }

    #[test]
    fn few_members_are_told_one_by_one() {
        for (text, words) in [
            (r"[\d.]", "a digit or `.`"),
            ("[0-9a-f]", "a digit or `a` to `f`"),
            (r"[^\r\n]", r"any byte but `\r` and `\n`"),
            ("[^ ]", "any byte but a space"),
            (r"[\w.-]", "a letter, a digit, `_`, `.` or `-`"),
            ("[[:alpha:][:digit:]]", "a letter or a digit"),
            (r"[\d[:digit:]x]", "a digit or `x`"),
            (
                r"[^\s\h]",
                "any byte but white space, a space, a tab and 0xa0",
            ),
            (r"[\s\S]", "any byte"),
        ] {
            check(text, false, Some(words));
        }
    }

    #[test]
    fn case_is_told_where_it_counts() {
        check("[a-f]", true, Some("`a` to `f`, in either case"));
        check("[^A]", true, Some("any byte but `A`, in either case"));
        check("[0-9_]", true, Some("a digit or `_`"));
        check("[a-zA-Z]", true, Some("`a` to `z` or `A` to `Z`"));
    }

    #[test]
    fn what_is_no_clearer_in_words_has_none() {
        for text in ["[abcdef]", r"[\D5]", "[[:^alpha:]-]", r"[\p{Lu}]"] {
            check(text, false, None);
        }
    }
}
