//! Whether an edit of a line changes any answer.
//!
//! Both texts of the line are read, and two lines are the same when service, kind and the meaning
//! of the pattern are equal, and so is what fills each field. The delimiters, the order of templates
//! for different fields, the spelling of bytes, and the order of the members of a class do not
//! count. What remains is the same program for the same search, so it takes the same steps and
//! reaches the same limits.

use crate::diagnostic::{Edit, Severity};
use crate::pattern::tree::{Condition, Group, GroupKind, Node, NodeKind};
use crate::probes::{MatchLine, Origin, ReadOptions, parse_match_line};
use crate::source::Span;
use crate::template::{CpePart, Part, Template, TemplateKind};

/// True when the line under `line` of `text` means the same with `edit`. False where one of the two
/// is not sound.
pub(super) fn is_safe(text: &[u8], line: Span, edit: &Edit, options: &ReadOptions) -> bool {
    let is_inside = line.start <= edit.span.start && edit.span.end <= line.end;
    let breaks_line = edit
        .replacement
        .iter()
        .any(|byte| matches!(byte, b'\n' | b'\r' | 0));
    if !is_inside || breaks_line {
        return false;
    }
    let before = line.slice(text);
    let head = Span::new(line.range().start, edit.span.range().start).slice(text);
    let tail = Span::new(edit.span.range().end, line.range().end).slice(text);
    let after = [head, &edit.replacement, tail].concat();
    let options = ReadOptions {
        origin: Origin::Typed,
        ..*options
    };
    let fits = after.len() <= options.release.max_line() || after.len() <= before.len();
    let (before, after) = (read(before, &options), read(&after, &options));
    fits && before.zip(after).is_some_and(|(a, b)| is_same(&a, &b))
}

fn read(line: &[u8], options: &ReadOptions) -> Option<MatchLine> {
    let parsed = parse_match_line(line, options);
    let mut findings = parsed.diagnostics.iter();
    let is_sound = findings.all(|finding| finding.severity < Severity::Error);
    parsed.value.filter(|_| is_sound)
}

fn is_same(a: &MatchLine, b: &MatchLine) -> bool {
    (a.soft, &a.service) == (b.soft, &b.service) && has_same_fields(a, b) && has_same_pattern(a, b)
}

fn has_same_pattern(a: &MatchLine, b: &MatchLine) -> bool {
    if (&a.pattern_text, a.flags) == (&b.pattern_text, b.flags) {
        return true;
    }
    let (Ok(a), Ok(b)) = (a.parse_pattern(), b.parse_pattern()) else {
        return false;
    };
    a.settings() == b.settings() && are_same(a.branches(), b.branches())
}

fn are_same(a: &[Vec<Node>], b: &[Vec<Node>]) -> bool {
    let is_same = |(a, b): (&Vec<Node>, &Vec<Node>)| {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same_node(&a.kind, &b.kind))
    };
    a.len() == b.len() && a.iter().zip(b).all(is_same)
}

/// The recursion is as deep as groups nest, which the parser limits.
fn is_same_node(a: &NodeKind, b: &NodeKind) -> bool {
    match (a, b) {
        (NodeKind::Class(a), NodeKind::Class(b)) => a.set() == b.set(),
        (NodeKind::Group(a), NodeKind::Group(b)) => is_same_group(a, b),
        (NodeKind::Repeat(a), NodeKind::Repeat(b)) => {
            (a.min, a.max, a.mode) == (b.min, b.max, b.mode)
                && is_same_node(&a.item.kind, &b.item.kind)
        }
        (a, b) => a == b,
    }
}

fn is_same_group(a: &Group, b: &Group) -> bool {
    use Condition::Look;
    let is_same_kind = match (&a.kind, &b.kind) {
        (GroupKind::Conditional(Look(a)), GroupKind::Conditional(Look(b))) => is_same_group(a, b),
        (a, b) => a == b,
    };
    is_same_kind && are_same(&a.branches, &b.branches)
}

/// Whether the templates for each field are the same, in the same order.
fn has_same_fields(a: &MatchLine, b: &MatchLine) -> bool {
    let slots = |line: &MatchLine| {
        let mut slots: Vec<_> = line.templates.iter().map(meaning).collect();
        slots.sort_by_key(|meaning| (meaning.kind, meaning.part));
        slots
    };
    slots(a) == slots(b)
}

/// What counts of a template.
#[derive(Debug, PartialEq, Eq)]
struct Meaning {
    kind: TemplateKind,
    part: Option<CpePart>,
    adds_prefix: bool,
    text: Vec<u8>,
}

fn meaning(template: &Template) -> Meaning {
    Meaning {
        kind: template.kind,
        part: CpePart::of(template),
        adds_prefix: template.adds_cpe_prefix(),
        text: kept_text(template).to_vec(),
    }
}

/// The text without what Nmap removes from its end. The size of the field is taken before that,
/// so text that does not fit counts as it is.
fn kept_text(template: &Template) -> &[u8] {
    let text = &template.text[..];
    let is_literal = matches!(template.parts[..], [Part::Literal(_)]);
    let fits = text.len() + b"cpe:/".len() < template.kind.size();
    let is_removed = |byte: &u8| crate::template::is_white(*byte) || *byte == b',';
    match text.iter().rposition(|byte| !is_removed(byte)) {
        Some(last) if is_literal && fits => text.get(..=last).unwrap_or(text),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, after: &str, expected: bool) {
        let text = before.as_bytes();
        let line = Span::new(0, text.len());
        let edit = Edit {
            span: line,
            replacement: after.as_bytes().to_vec(),
        };
        let found = is_safe(text, line, &edit, &ReadOptions::default());
        assert_eq!(found, expected, "{before} {after}");
    }

    #[test]
    fn spelling_and_order_do_not_count() {
        check("match a m|^a| v/1/ p/x/", "match a m=^a= p/x/  v|1|", true);
        check(r"match a m|^\x41[a-z-.]\-|", r"match a m|^A[a-z.-]-|", true);
        check("match a m|^a|s p/x, /", "match a m|^a| p/x/", true);
    }

    #[test]
    fn meaning_counts() {
        check("match a m|^a|", "softmatch a m|^a|", false);
        check("match a m|^a|", "match b m|^a|", false);
        check("match a m|^a.|s", "match a m|^a.|", false);
        check("match a m|^(a)|", "match a m|^(?:a)|", false);
        check("match a m|^aa|", "match a m|^a{2}|", false);
        check("match a m|^a| p/x/ p/y/", "match a m|^a| p/y/ p/x/", false);
        check("match a m|^a| p/ x/", "match a m|^a| p/x/", false);
        check("match a m|^(a)| p/$1 /", "match a m|^(a)| p/$1/", false);
    }

    #[test]
    fn what_is_not_sound_proves_nothing() {
        check("match a m|(|", "match a m=(=", false);
        check("match a m|^a|", "match a m|^a|\nmatch a m|b|", false);
        check("match a m|^a| ", "match a m|^a|x", false);
    }
}
