//! One item of a pattern in words: `a digit, once or more`.

use super::class::explain_class;
use super::in_code;
use crate::pattern::Newline;
use crate::pattern::tree::{
    Assertion, ClassEscape, Condition, Group, GroupKind, Node, NodeKind, Property, Repeat,
    RepeatMode, VerbKind, visit_nodes,
};

/// What is said of a quantifier or a group that is left for good.
const FOR_GOOD: &str = ", giving nothing back";
/// What is said of that which never matches.
const NEVER: &str = "no match this way";

/// What `nodes` match: bytes that stand side by side, or one node. `text` is the pattern's text, in
/// which lines end with `newline`.
pub fn explain_item(nodes: &[Node], text: &[u8], newline: Newline) -> String {
    explain_nodes(nodes, In { text, newline })
}

/// The pattern around an item.
#[derive(Clone, Copy)]
struct In<'t> {
    text: &'t [u8],
    newline: Newline,
}

fn explain_nodes(nodes: &[Node], around: In<'_>) -> String {
    match nodes {
        [node] => explain_node(node, around),
        nodes => explain_bytes(nodes),
    }
}

fn explain_bytes(nodes: &[Node]) -> String {
    let literal = |node: &Node| match node.kind {
        NodeKind::Literal { byte, caseless } => {
            Some((byte, caseless && byte.is_ascii_alphabetic()))
        }
        _ => None,
    };
    let (bytes, caseless): (Vec<u8>, Vec<bool>) = nodes.iter().filter_map(literal).unzip();
    if bytes == b" " {
        // Between backticks it is not seen.
        return "a space".to_owned();
    }
    let readable = crate::bytes::print_readable(&bytes).replace('`', r"\x60");
    let either = match caseless.contains(&true) {
        true => " in either case",
        false => "",
    };
    format!("`{readable}`{either}")
}

fn explain_node(node: &Node, around: In<'_>) -> String {
    let code = || in_code(node.span.slice(around.text));
    match &node.kind {
        NodeKind::Literal { .. } => explain_bytes(std::slice::from_ref(node)),
        NodeKind::Dot { dotall: false } | NodeKind::NotLineFeed => {
            format!("any byte but {}", line_end(around.newline).0)
        }
        NodeKind::Dot { dotall: true } | NodeKind::AnyByte => "any byte".to_owned(),
        NodeKind::Escape(ClassEscape::Property(property)) => explain_property(*property),
        NodeKind::Escape(escape) => explain_escape(*escape).to_owned(),
        NodeKind::Class(class) => {
            explain_class(class).unwrap_or_else(|| format!("a byte of `{}`", code()))
        }
        NodeKind::NewlineSequence => "a line break".to_owned(),
        NodeKind::Cluster => "any byte, or CR LF as one".to_owned(),
        NodeKind::Assertion(assertion) => explain_assertion(*assertion, around.newline),
        NodeKind::KeepOut => "the match begins here".to_owned(),
        NodeKind::BackReference(reference) => {
            let groups: Vec<String> = reference.groups.iter().map(u16::to_string).collect();
            format!("again what group {} took", groups.join(" or "))
        }
        NodeKind::Call(call) if call.group == 0 => "the whole pattern once more".to_owned(),
        NodeKind::Call(call) => format!("what group {} matches, once more", call.group),
        NodeKind::Verb(verb) => explain_verb(verb.kind).to_owned(),
        NodeKind::Group(group) => explain_group(group, node.span.slice(around.text), around),
        NodeKind::Repeat(repeat) => explain_repeat(repeat, around),
        NodeKind::Options(_) => "options from here on".to_owned(),
    }
}

fn explain_verb(verb: VerbKind) -> &'static str {
    match verb {
        VerbKind::Accept => "the match ends here",
        VerbKind::Fail => NEVER,
        VerbKind::Mark => "a place with a name",
        VerbKind::Commit => "no going back, and no other start",
        VerbKind::Prune => "no going back from this start",
        VerbKind::Skip => "no going back, and the next start is here",
        VerbKind::Then => "going back to the next alternative only",
    }
}

fn explain_property(property: Property) -> String {
    let has = if property.negated { "without" } else { "with" };
    format!("a byte {has} the Unicode property `{}`", property.name())
}

fn explain_escape(escape: ClassEscape) -> &'static str {
    match escape {
        ClassEscape::Digit => "a digit",
        ClassEscape::NotDigit => "a byte that is no digit",
        ClassEscape::Word => "a letter, digit or `_`",
        ClassEscape::NotWord => "a byte that is no letter, digit or `_`",
        ClassEscape::Space => "white space",
        ClassEscape::NotSpace => "a byte that is no white space",
        ClassEscape::HorizontalSpace => "a space, tab or 0xa0",
        ClassEscape::NotHorizontalSpace => "a byte that is no space, tab or 0xa0",
        ClassEscape::VerticalSpace => "LF, VT, FF, CR or 0x85",
        ClassEscape::NotVerticalSpace => "a byte that is not LF, VT, FF, CR or 0x85",
        ClassEscape::Property(_) => "a byte with a Unicode property",
    }
}

/// What `.` does not take, and what `$` may stand before.
fn line_end(newline: Newline) -> (&'static str, &'static str) {
    match newline {
        Newline::Lf => ("a line feed", "a line feed that is its last byte"),
        Newline::Cr => ("a CR", "a CR that is its last byte"),
        Newline::Crlf => ("the CR of CR LF", "CR LF that ends it"),
        Newline::AnyCrlf => ("CR and LF", "a CR, LF or CR LF that ends it"),
        Newline::Any => ("those that end a line", "any line end that ends it"),
        Newline::Nul => ("NUL", "a NUL that is its last byte"),
    }
}

fn explain_assertion(assertion: Assertion, newline: Newline) -> String {
    let words = match assertion {
        Assertion::Start | Assertion::SubjectStart | Assertion::SearchStart => {
            "the start of the response"
        }
        Assertion::LineStart => "the start of a line",
        Assertion::End | Assertion::SubjectEndOrLineFeed => {
            return format!("the end of the response, or {}", line_end(newline).1);
        }
        Assertion::LineEnd => "the end of a line",
        Assertion::SubjectEnd => "the very end of the response",
        Assertion::WordBoundary => "the edge of a word",
        Assertion::NotWordBoundary => "no edge of a word",
    };
    words.to_owned()
}

/// `text` is the group's own.
fn explain_group(group: &Group, text: &[u8], around: In<'_>) -> String {
    let inside = || only_item(group).map(|nodes| explain_nodes(nodes, around));
    match &group.kind {
        GroupKind::Capture { number, .. } => {
            let inside = inside().map_or_else(String::new, |inside| format!(": {inside}"));
            format!("group {number}{inside}")
        }
        GroupKind::Atomic => match inside() {
            Some(inside) if inside.ends_with(FOR_GOOD) => inside,
            Some(inside) => format!("{inside}{FOR_GOOD}"),
            None if group.branches.len() > 1 => format!("{}{FOR_GOOD}", explain_choice(group)),
            None => "a group that gives nothing back".to_owned(),
        },
        GroupKind::NonCapture(_) | GroupKind::BranchReset | GroupKind::ScriptRun
            if group.branches.len() > 1 =>
        {
            explain_choice(group)
        }
        GroupKind::NonCapture(_) | GroupKind::BranchReset | GroupKind::ScriptRun => {
            inside().unwrap_or_else(|| "a group".to_owned())
        }
        GroupKind::Conditional(Condition::Define) => "groups that are only called".to_owned(),
        GroupKind::Conditional(_) if group.branches.len() == 1 => {
            "a group, if its condition holds".to_owned()
        }
        GroupKind::Conditional(_) => "one of two groups, by a condition".to_owned(),
        GroupKind::Scan(list) => {
            let groups = list.iter().flat_map(|scanned| &scanned.groups);
            let groups: Vec<String> = groups.map(u16::to_string).collect();
            format!(
                "with `{}` inside what group {} took",
                in_code(text),
                groups.join(" or ")
            )
        }
        GroupKind::Look {
            behind, negative, ..
        } => {
            let side = match *behind {
                true => "right after",
                false => "followed by",
            };
            match (explain_sought(group, text, around), *negative) {
                (Some(sought), true) => format!("not {side} {sought}"),
                (Some(sought), false) => format!("{side} {sought}"),
                (None, true) => NEVER.to_owned(),
                (None, false) => "any place".to_owned(),
            }
        }
    }
}

fn explain_choice(group: &Group) -> String {
    let numbers = match first_number(group) {
        Some(first) if matches!(group.kind, GroupKind::BranchReset) => {
            format!(" (in each the groups count from {first})")
        }
        _ => String::new(),
    };
    format!("one of {} alternatives{numbers}", group.branches.len())
}

/// The number of the first capture in a group.
fn first_number(group: &Group) -> Option<u16> {
    let mut first = None;
    visit_nodes(&group.branches, &mut |node| {
        if let NodeKind::Group(inner) = &node.kind
            && let GroupKind::Capture { number, .. } = inner.kind
        {
            first = first.or(Some(number));
        }
    });
    first
}

/// What a lookaround looks for: in words where that is one item that takes bytes or is a place,
/// else as it is written; `None` for nothing at all.
fn explain_sought(group: &Group, text: &[u8], around: In<'_>) -> Option<String> {
    if group.branches.iter().all(Vec::is_empty) {
        return None;
    }
    let has_name = |node: &Node| match &node.kind {
        NodeKind::KeepOut | NodeKind::Verb(_) | NodeKind::Options(_) => false,
        NodeKind::Group(inner) => !matches!(
            inner.kind,
            GroupKind::Look { .. } | GroupKind::Scan(_) | GroupKind::Conditional(_)
        ),
        _ => true,
    };
    match only_item(group).filter(|nodes| nodes.iter().all(has_name)) {
        Some(nodes) => Some(explain_nodes(nodes, around)),
        None => Some(format!("what `{}` matches", in_code(inside_of(text)))),
    }
}

/// What stands between the brackets of the lookaround `text`.
fn inside_of(text: &[u8]) -> &[u8] {
    let start = match text {
        [b'(', b'*', ..] => text.iter().take_while(|byte| **byte != b':').count() + 1,
        [b'(', b'?', b'<', ..] => 4,
        _ => 3,
    };
    let end = text.len().saturating_sub(1);
    text.get(start..end).unwrap_or_default()
}

/// What a group has in it, where that is one item: bytes that stand side by side, or one node. The
/// nodes behind options have them already. As deep as groups nest.
fn only_item(group: &Group) -> Option<&[Node]> {
    let [branch] = group.branches.as_slice() else {
        return None;
    };
    let is_option = |node: &&Node| matches!(node.kind, NodeKind::Options(_));
    let items = branch.get(branch.iter().take_while(is_option).count()..)?;
    let is_byte = |node: &Node| matches!(node.kind, NodeKind::Literal { .. });
    let is_one = items.len() == 1 || !items.is_empty() && items.iter().all(is_byte);
    is_one.then_some(items)
}

fn explain_repeat(repeat: &Repeat, around: In<'_>) -> String {
    let count = match (repeat.min, repeat.max) {
        (0, None) => "any number of times".to_owned(),
        (1, None) => "once or more".to_owned(),
        (min, None) => format!("{min} times or more"),
        (0, Some(1)) => "if there is one".to_owned(),
        (min, Some(max)) if min == max => format!("{min} times"),
        (min, Some(max)) => format!("{min} to {max} times"),
    };
    let mode = match repeat.mode {
        RepeatMode::Greedy => "",
        RepeatMode::Lazy => ", as few as possible",
        RepeatMode::Possessive => FOR_GOOD,
    };
    // As deep as quantifiers stand behind each other, which the parser limits with the groups.
    let item = explain_node(&repeat.item, around);
    let then = if ends_in_count(&repeat.item) {
        "; that"
    } else {
        ","
    };
    format!("{item}{then} {count}{mode}")
}

/// Whether the words for `node` end with how often something stands.
fn ends_in_count(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Repeat(_) => true,
        NodeKind::Group(group) => match only_item(group) {
            Some([only]) => ends_in_count(only),
            _ => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::{PatternFlags, parse_pattern};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let pattern = parse_pattern(text.as_bytes(), PatternFlags::default()).unwrap();
        let (nodes, newline) = (&pattern.branches()[0], pattern.settings().newline);
        assert_eq!(explain_item(nodes, text.as_bytes(), newline), expected);
    }

    #[test]
    fn each_kind_of_item_has_words() {
        let rows = [
            ("220 ", "`220 `"),
            (" ", "a space"),
            ("(?:a)", "`a`"),
            (r"(?:a\d)", "a group"),
            ("(?:(?i)a)", "`a` in either case"),
            ("(?R)", "the whole pattern once more"),
            ("(*COMMIT)", "no going back, and no other start"),
            ("(?(?=a)b)", "a group, if its condition holds"),
            ("(?(?=a)b|c)", "one of two groups, by a condition"),
            ("(?:a|b|c)", "one of 3 alternatives"),
            (
                "(?|(a)|(b))",
                "one of 2 alternatives (in each the groups count from 1)",
            ),
            ("(?>a+)", "`a`, once or more, giving nothing back"),
            ("(?>a++)", "`a`, once or more, giving nothing back"),
            ("(?>a|b)", "one of 2 alternatives, giving nothing back"),
            (r"(?>a\d)", "a group that gives nothing back"),
            ("(?:a{2}){3}", "`a`, 2 times; that 3 times"),
            ("(?:ab){2}", "`ab`, 2 times"),
            (r"\h", "a space, tab or 0xa0"),
            (r"\v+", "LF, VT, FF, CR or 0x85, once or more"),
            ("(ab)", "group 1: `ab`"),
            (r"(\w+)", "group 1: a letter, digit or `_`, once or more"),
            (r"(a\d)", "group 1"),
            (".", "any byte but a line feed"),
            (r"\d+", "a digit, once or more"),
            (
                r"\w{2,}?",
                "a letter, digit or `_`, 2 times or more, as few as possible",
            ),
            (r"[\d.]*", "a digit or `.`, any number of times"),
            (
                "[^`]?+",
                r"any byte but `\x60`, if there is one, giving nothing back",
            ),
            ("[^abcdef]", "a byte of `[^abcdef]`"),
            (r"\x00{3}", r"`\0`, 3 times"),
            ("^", "the start of the response"),
            (r"\R{1,2}", "a line break, 1 to 2 times"),
            (
                "(*scs:(1,2)()(a))",
                "with `(*scs:(1,2)()(a))` inside what group 1 or 2 took",
            ),
        ];
        for (text, words) in rows {
            check(text, words);
        }
    }

    #[test]
    fn a_lookaround_says_what_it_looks_for() {
        let rows = [
            ("(?=foo)", "followed by `foo`"),
            ("(?!x)", "not followed by `x`"),
            (r"(?<=\d)", "right after a digit"),
            ("(?<!foo)", "not right after `foo`"),
            (r"(?=a|b\d)", r"followed by what `a|b\d` matches"),
            (r"(?<!a|\d`)", r"not right after what `a|\d\x60` matches"),
            ("(*pla:a(?!b))", "followed by what `a(?!b)` matches"),
            ("(?=(?!b))", "followed by what `(?!b)` matches"),
            ("(?=(b+))", "followed by group 1: `b`, once or more"),
            ("(?!)", "no match this way"),
            ("(?=)", "any place"),
        ];
        for (text, words) in rows {
            check(text, words);
        }
    }

    #[test]
    fn a_line_end_is_called_what_the_setting_makes_it() {
        for (setting, dot, end) in [
            ("", "a line feed", "a line feed that is its last byte"),
            ("(*CR)", "a CR", "a CR that is its last byte"),
            ("(*CRLF)", "the CR of CR LF", "CR LF that ends it"),
            ("(*ANYCRLF)", "CR and LF", "a CR, LF or CR LF that ends it"),
            (
                "(*ANY)",
                "those that end a line",
                "any line end that ends it",
            ),
            ("(*NUL)", "NUL", "a NUL that is its last byte"),
        ] {
            let twice = format!("any byte but {dot}, once or more");
            check(&format!("{setting}.+"), &twice);
            let end = format!("the end of the response, or {end}");
            check(&format!("{setting}$"), &end);
        }
    }

    #[test]
    fn either_case_is_said_of_letters_only() {
        let words = |text: &str| {
            let flags = PatternFlags {
                caseless: true,
                dotall: true,
            };
            let pattern = parse_pattern(text.as_bytes(), flags).unwrap();
            explain_item(&pattern.branches()[0], text.as_bytes(), Newline::Lf)
        };
        assert_eq!(words("ftp"), "`ftp` in either case");
        assert_eq!(words("220"), "`220`");
        assert_eq!(words("."), "any byte");
    }
}
