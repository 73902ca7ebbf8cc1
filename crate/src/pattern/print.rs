//! Tree to canonical pattern text, such that reading the text again gives an equal tree.
//!
//! ```
//! use sflens::pattern::{PatternFlags, parse_pattern};
//!
//! let pattern = parse_pattern(br"^\x41CME\40(?#name)[\-a]{01,}\012", PatternFlags::default());
//! assert_eq!(pattern.unwrap().to_string(), r"^ACME [\-a]+\n");
//! ```
//!
//! The text is printable ASCII: what has a meaning stands behind a backslash, `\r \n \t \0` are
//! those four, and all other bytes are `\x` and two lower-case digits. In the names of verbs nothing
//! can be escaped: there each byte is the code point of the same number. Comments, quotations, and
//! the options `x`, `xx`, `n` and `U` are gone, for the tree holds what they led to. Nothing is
//! simplified, so that a search takes the same steps. Delimiters are not known here: the text may
//! hold any of them.
//!
//! The recursion is as deep as groups nest, which the parser limits.
//!
//! Source: the PCRE2 manual page `pcre2pattern`.

use super::Pattern;
use super::tree::{
    Assertion, BackReference, Call, Class, ClassEscape, ClassItem, Condition, Group, GroupKind,
    Node, NodeKind, OptionChange, Property, Repeat, RepeatMode, Scanned, Verb,
};
use std::fmt::{Display, Formatter, Result};

/// The canonical text, without delimiters and flags.
impl Display for Pattern {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        write!(out, "{}", self.settings)?;
        print_branches(&self.branches, out)
    }
}

fn print_branches(branches: &[Vec<Node>], out: &mut Formatter<'_>) -> Result {
    for (idx, branch) in branches.iter().enumerate() {
        if idx > 0 {
            out.write_str("|")?;
        }
        print_sequence(branch, out)?;
    }
    Ok(())
}

fn print_sequence(nodes: &[Node], out: &mut Formatter<'_>) -> Result {
    for (idx, node) in nodes.iter().enumerate() {
        let before_digit = nodes.get(idx + 1).is_some_and(starts_with_digit);
        print_node(&node.kind, before_digit, out)?;
    }
    Ok(())
}

/// Whether the text of `node` continues an octal escape or a number before it.
fn starts_with_digit(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Literal { byte, .. } => byte.is_ascii_digit(),
        NodeKind::Repeat(repeat) => starts_with_digit(&repeat.item),
        NodeKind::Dot { .. }
        | NodeKind::NotLineFeed
        | NodeKind::AnyByte
        | NodeKind::Escape(_)
        | NodeKind::Class(_)
        | NodeKind::NewlineSequence
        | NodeKind::Cluster
        | NodeKind::Assertion(_)
        | NodeKind::KeepOut
        | NodeKind::BackReference(_)
        | NodeKind::Call(_)
        | NodeKind::Verb(_)
        | NodeKind::Group(_)
        | NodeKind::Options(_) => false,
    }
}

fn print_node(kind: &NodeKind, before_digit: bool, out: &mut Formatter<'_>) -> Result {
    match kind {
        NodeKind::Literal { byte, .. } => print_byte(*byte, br"\^$.[|()*+?{", before_digit, out),
        NodeKind::Dot { .. } => out.write_str("."),
        NodeKind::NotLineFeed => out.write_str(r"\N"),
        NodeKind::AnyByte => out.write_str(r"\C"),
        NodeKind::Escape(escape) => print_escape(*escape, out),
        NodeKind::Class(class) => print_class(class, out),
        NodeKind::NewlineSequence => out.write_str(r"\R"),
        NodeKind::Cluster => out.write_str(r"\X"),
        NodeKind::Assertion(assertion) => out.write_str(assertion_text(*assertion)),
        NodeKind::KeepOut => out.write_str(r"\K"),
        NodeKind::BackReference(reference) => print_reference(reference, before_digit, out),
        NodeKind::Call(call) => print_call(call, out),
        NodeKind::Verb(verb) => print_verb(verb, out),
        NodeKind::Group(group) => print_group(group, out),
        NodeKind::Repeat(repeat) => print_repeat(repeat, out),
        NodeKind::Options(change) => write!(out, "(?{})", option_letters(*change)),
    }
}

/// One byte; those of `special` stand behind a backslash.
fn print_byte(byte: u8, special: &[u8], before_digit: bool, out: &mut Formatter<'_>) -> Result {
    match byte {
        b'\r' => out.write_str(r"\r"),
        b'\n' => out.write_str(r"\n"),
        b'\t' => out.write_str(r"\t"),
        0 if !before_digit => out.write_str(r"\0"),
        _ if special.contains(&byte) => write!(out, "\\{}", char::from(byte)),
        0x20..=0x7e => write!(out, "{}", char::from(byte)),
        _ => write!(out, "\\x{byte:02x}"),
    }
}

fn print_escape(escape: ClassEscape, out: &mut Formatter<'_>) -> Result {
    out.write_str(match escape {
        ClassEscape::Digit => r"\d",
        ClassEscape::NotDigit => r"\D",
        ClassEscape::Word => r"\w",
        ClassEscape::NotWord => r"\W",
        ClassEscape::Space => r"\s",
        ClassEscape::NotSpace => r"\S",
        ClassEscape::HorizontalSpace => r"\h",
        ClassEscape::NotHorizontalSpace => r"\H",
        ClassEscape::VerticalSpace => r"\v",
        ClassEscape::NotVerticalSpace => r"\V",
        ClassEscape::Property(property) => return print_property(property, out),
    })
}

fn print_property(property: Property, out: &mut Formatter<'_>) -> Result {
    let letter = if property.negated { "P" } else { "p" };
    write!(out, "\\{letter}{{{}}}", property.name())
}

fn assertion_text(assertion: Assertion) -> &'static str {
    match assertion {
        Assertion::Start | Assertion::LineStart => "^",
        Assertion::End | Assertion::LineEnd => "$",
        Assertion::SubjectStart => r"\A",
        Assertion::SubjectEndOrLineFeed => r"\Z",
        Assertion::SubjectEnd => r"\z",
        Assertion::SearchStart => r"\G",
        Assertion::WordBoundary => r"\b",
        Assertion::NotWordBoundary => r"\B",
    }
}

fn print_class(class: &Class, out: &mut Formatter<'_>) -> Result {
    if let Some(property) = class.property_alone() {
        return print_property(property, out);
    }
    out.write_str(if class.negated { "[^" } else { "[" })?;
    for (idx, item) in class.items.iter().enumerate() {
        // `[:`, `[.` and `[=` would open a POSIX element; a hyphen makes no range at the end.
        let special: &[u8] = match (idx, class.items.get(idx + 1)) {
            (0, None) if !class.negated => br"\[]^:.=",
            (0, Some(_)) if !class.negated => br"\[]^-:.=",
            (_, None) => br"\[]^",
            (_, Some(_)) => br"\[]^-",
        };
        let next = class.items.get(idx + 1);
        let before_digit = next.is_some_and(item_starts_with_digit);
        print_item(*item, special, before_digit, out)?;
    }
    out.write_str("]")
}

fn item_starts_with_digit(item: &ClassItem) -> bool {
    match item {
        ClassItem::Byte(byte) | ClassItem::Range(byte, _) => byte.is_ascii_digit(),
        ClassItem::Escape(_) | ClassItem::Posix { .. } => false,
    }
}

fn print_item(
    item: ClassItem,
    special: &[u8],
    before_digit: bool,
    out: &mut Formatter<'_>,
) -> Result {
    match item {
        ClassItem::Byte(byte) => print_byte(byte, special, before_digit, out),
        ClassItem::Range(low, high) => {
            print_byte(low, br"\[]^-:.=", false, out)?;
            out.write_str("-")?;
            print_byte(high, br"\[]^-", before_digit, out)
        }
        ClassItem::Escape(escape) => print_escape(escape, out),
        ClassItem::Posix { name, negated } => {
            let caret = if negated { "^" } else { "" };
            write!(out, "[:{caret}{}:]", name.name())
        }
    }
}

/// `\1` where no digit follows, otherwise the form in braces.
fn print_reference(
    reference: &BackReference,
    before_digit: bool,
    out: &mut Formatter<'_>,
) -> Result {
    match (&reference.name, &reference.groups[..]) {
        (Some(name), _) => write!(out, "\\k{{{}}}", name_text(name)),
        (None, [number @ 1..=9]) if !before_digit => write!(out, "\\{number}"),
        (None, numbers) => numbers
            .iter()
            .try_for_each(|number| write!(out, "\\g{{{number}}}")),
    }
}

/// Names of groups are ASCII; those of verbs are any bytes.
fn name_text(name: &[u8]) -> String {
    crate::bytes::latin1_text(name)
}

fn print_call(call: &Call, out: &mut Formatter<'_>) -> Result {
    match (&call.name, call.group) {
        (Some(name), _) => write!(out, "(?&{})", name_text(name)),
        (None, 0) => out.write_str("(?R)"),
        (None, number) => write!(out, "(?{number})"),
    }
}

fn print_verb(verb: &Verb, out: &mut Formatter<'_>) -> Result {
    write!(out, "(*{}", verb.kind.word())?;
    if let Some(name) = &verb.name {
        write!(out, ":{}", name_text(name))?;
    }
    out.write_str(")")
}

fn print_condition(condition: &Condition, out: &mut Formatter<'_>) -> Result {
    let word = match condition {
        Condition::Look(look) => return print_group(look, out),
        Condition::Define => "DEFINE".to_owned(),
        Condition::Group {
            name: Some(name), ..
        } => format!("<{}>", name_text(name)),
        Condition::Call {
            name: Some(name), ..
        } => format!("R&{}", name_text(name)),
        Condition::Group { groups, .. } => number_text(groups),
        Condition::Call { groups, .. } => format!("R{}", number_text(groups)),
        Condition::Version {
            at_least,
            major,
            minor,
        } => {
            let sign = if *at_least { ">=" } else { "=" };
            format!("VERSION{sign}{major}.{minor:02}")
        }
    };
    write!(out, "({word})")
}

fn number_text(groups: &[u16]) -> String {
    groups.iter().map(u16::to_string).collect()
}

fn print_group(group: &Group, out: &mut Formatter<'_>) -> Result {
    match &group.kind {
        GroupKind::Capture { name: None, .. } => out.write_str("(")?,
        GroupKind::Capture {
            name: Some(name), ..
        } => write!(out, "(?<{}>", name_text(name))?,
        GroupKind::NonCapture(change) => write!(out, "(?{}:", option_letters(*change))?,
        GroupKind::BranchReset => out.write_str("(?|")?,
        GroupKind::Atomic => out.write_str("(?>")?,
        GroupKind::ScriptRun => out.write_str("(*sr:")?,
        GroupKind::Conditional(condition) => {
            out.write_str("(?")?;
            print_condition(condition, out)?;
        }
        GroupKind::Scan(list) => print_scan_list(list, out)?,
        GroupKind::Look {
            behind,
            negative,
            gives_back,
        } => {
            let angle = if *behind { "<" } else { "" };
            let sign = match (negative, gives_back) {
                (true, _) => "!",
                (false, true) => "*",
                (false, false) => "=",
            };
            write!(out, "(?{angle}{sign}")?;
        }
    }
    print_branches(&group.branches, out)?;
    out.write_str(")")
}

fn print_scan_list(list: &[Scanned], out: &mut Formatter<'_>) -> Result {
    let scanned = list.iter().map(|scanned| match &scanned.name {
        Some(name) => format!("<{}>", name_text(name)),
        None => number_text(&scanned.groups),
    });
    write!(out, "(*scs:({})", scanned.collect::<Vec<_>>().join(","))
}

/// `im-s`: first what is switched on, then what is switched off.
fn option_letters(change: OptionChange) -> String {
    let letters = [
        ('i', change.caseless),
        ('m', change.multiline),
        ('s', change.dotall),
        ('J', change.duplicate_names),
    ];
    let switched = |to| letters.iter().filter(move |(_, on)| *on == Some(to));
    let mut text: String = switched(true).map(|(letter, _)| letter).collect();
    if switched(false).next().is_some() {
        text.push('-');
        text.extend(switched(false).map(|(letter, _)| letter));
    }
    text
}

fn print_repeat(repeat: &Repeat, out: &mut Formatter<'_>) -> Result {
    print_node(&repeat.item.kind, false, out)?;
    match (repeat.min, repeat.max) {
        (0, None) => out.write_str("*")?,
        (1, None) => out.write_str("+")?,
        (0, Some(1)) => out.write_str("?")?,
        (min, None) => write!(out, "{{{min},}}")?,
        (min, Some(max)) if min == max => write!(out, "{{{min}}}")?,
        (min, Some(max)) => write!(out, "{{{min},{max}}}")?,
    }
    out.write_str(match repeat.mode {
        RepeatMode::Greedy => "",
        RepeatMode::Lazy => "?",
        RepeatMode::Possessive => "+",
    })
}

#[cfg(test)]
mod tests {
    use crate::pattern::{PatternFlags, parse_pattern};

    #[track_caller]
    fn check(text: &str, canonical: &str) {
        let read = |text: &str| parse_pattern(text.as_bytes(), PatternFlags::default()).unwrap();
        assert_eq!(read(text).to_string(), canonical);
        assert_eq!(read(text), read(canonical));
    }

    #[test]
    fn bytes_have_one_spelling() {
        check(r"\x41\101\o{101}\x{41}\e\x7F\xFF ", r"AAAA\x1b\x7f\xff ");
        check(r"\12\015\cI\.\<\]}{x", r"\n\r\t\.<]}\{x");
    }

    #[test]
    fn nul_before_a_digit_is_written_in_hex() {
        check(r"\0a\0001\0*1\x{0}2+", r"\0a\x001\0*1\x002+");
        check(r"[\0a\0001\0-1\x{0}2-3]", r"[\0a\x001\0-1\x002-3]");
    }

    #[test]
    fn a_reference_before_a_digit_is_written_in_braces() {
        check(r"(a)\g1\g{1}0\g{-1}?", r"(a)\1\g{1}0\1?");
        check(r"(?<n>a)(?P=n)0", r"(?<n>a)\k{n}0");
    }

    #[test]
    fn bytes_of_the_name_of_a_verb_stand_as_they_are() {
        let read = |text: &[u8]| parse_pattern(text, PatternFlags::default()).unwrap();
        let pattern = read(b"a(*MARK:\xe9\x01\\x01)b");
        let text = crate::bytes::latin1_bytes(&pattern.to_string()).unwrap();
        assert_eq!(text, b"a(*MARK:\xe9\x01\\x01)b");
        assert_eq!(read(&text), pattern);
    }

    #[test]
    fn a_scan_lists_its_groups() {
        check(
            r"(a)(?<n>b)(*scan_substring:(-2,'n',+0001)a|(*scs:(<n>)))()",
            r"(a)(?<n>b)(*scs:(1,<n>,3)a|(*scs:(<n>)))()",
        );
    }

    #[test]
    fn class_members_keep_their_order_and_open_nothing() {
        check(r"[]a][^]a][-a][a-][\d-]", r"[\]a][^\]a][\-a][a-][\d-]");
        check(r"[\:a:][\.a.][\=a=][^:a:]", r"[\:a:][\.a.][\=a=][^:a:]");
        check(r"[[a][a^][[:^word:]x]", r"[\[a][a\^][[:^word:]x]");
    }

    #[test]
    fn counts_are_written_in_their_shortest_form() {
        check(
            r"a{0,}b{1,}c{0,1}d{,2}e{ 3 , 3 }f{4,}",
            r"a*b+c?d{0,2}e{3}f{4,}",
        );
        check(r"a{2,3}+b*?c{,x}", r"a{2,3}+b*?c\{,x}");
    }

    #[test]
    fn options_that_are_resolved_are_gone() {
        check(r"(?x) a b # c", "ab");
        check(r"(?U)a+b+?(?n)(c)\Q.\E(?#d)", r"a+?b+(?:c)\.");
        check(r"(?im)a(?-i:b)(?^:c)", r"(?im)a(?-i:b)(?-im:c)");
    }
}
