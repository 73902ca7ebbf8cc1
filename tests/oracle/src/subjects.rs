//! Responses to try a pattern on, made from the pattern itself.
//!
//! A string that the pattern's own tree generates usually matches; cut, changed and lengthened
//! copies of it fail late, which is where engines differ.

use crate::random::Random;
use sflens::pattern::tree::{
    Assertion, Class, Condition, Group, GroupKind, Node, NodeKind, Verb, VerbKind, visit_nodes,
};
use sflens::pattern::{ByteSet, Pattern};

/// No subject is longer, so that counted groups cannot grow it without bound.
const LONGEST: usize = 4096;

/// Calls inside each other are written so deep.
const DEEPEST: usize = 4;

/// Line ends and other bytes that decide about `$`, `.` and classes.
const ENDINGS: [&[u8]; 8] = [
    b"\n", b"\r\n", b"\r", b"\n\n", b"\0", b"\n\r", b" ", b"\x85",
];

/// A string that is likely to match.
pub fn generate(pattern: &Pattern, random: &mut Random) -> Vec<u8> {
    let mut writer = Writer {
        pattern,
        n_calls: 0,
        out: Vec::new(),
        captures: vec![(0, 0); pattern.n_groups() + 1],
        random,
    };
    if !pattern
        .branches()
        .iter()
        .any(|branch| starts_at_start(branch))
        && writer.random.one_in(2)
    {
        writer.noise(6);
    }
    writer.branches(pattern.branches());
    if writer.random.one_in(4) {
        writer.noise(12);
    }
    writer.out
}

/// A changed copy of `subject`.
pub fn mutate(subject: &[u8], random: &mut Random) -> Vec<u8> {
    let mut subject = subject.to_vec();
    let at = random.below(subject.len());
    match random.below(7) {
        0 => subject.truncate(at),
        1 => subject.extend_from_slice(random.pick::<&[u8]>(&ENDINGS)),
        2 if !subject.is_empty() => subject[at] = random.byte(),
        3 if !subject.is_empty() => subject[at] ^= 0x20,
        4 if !subject.is_empty() => _ = subject.remove(at),
        5 => subject.insert(at, *random.pick(b"\n\r \0aA0_-.{\xff")),
        _ => subject = [b"\n", &subject[..]].concat(),
    }
    subject
}

fn starts_at_start(branch: &[Node]) -> bool {
    let first = branch.first().map(|node| &node.kind);
    matches!(first, Some(NodeKind::Assertion(Assertion::Start)))
}

struct Writer<'a> {
    pattern: &'a Pattern,
    /// Calls that are being written, inside each other.
    n_calls: usize,
    out: Vec<u8>,
    captures: Vec<(usize, usize)>,
    random: &'a mut Random,
}

impl Writer<'_> {
    fn noise(&mut self, most: usize) {
        for _ in 0..self.random.below(most) {
            let byte = self.random.byte();
            self.out.push(byte);
        }
    }

    fn branches(&mut self, branches: &[Vec<Node>]) {
        let idx = self.random.below(branches.len());
        for node in &branches[idx] {
            self.node(&node.kind);
        }
    }

    fn node(&mut self, kind: &NodeKind) {
        if self.out.len() > LONGEST {
            return;
        }
        match kind {
            NodeKind::Literal { byte, caseless } => {
                let flip = *caseless && self.random.one_in(2);
                self.out.push(if flip { byte ^ 0x20 } else { *byte });
            }
            NodeKind::Dot { .. }
            | NodeKind::NotLineFeed
            | NodeKind::AnyByte
            | NodeKind::Cluster => {
                let byte = *self.random.pick(b"abcXYZ019 .-/:;\r\t\0\xe9\xff");
                self.out.push(byte);
            }
            NodeKind::Escape(escape) => self.member(escape.set()),
            NodeKind::Class(class) => self.class(class),
            NodeKind::NewlineSequence => {
                let end = *self.random.pick::<&[u8]>(&[b"\r\n", b"\n", b"\r", b"\x85"]);
                self.out.extend_from_slice(end);
            }
            NodeKind::BackReference(reference) => {
                let group = usize::from(reference.groups[0]);
                let (start, end) = self.captures[group];
                let taken = self.out[start..end].to_vec();
                self.out.extend_from_slice(&taken);
            }
            NodeKind::Call(call) => self.call(call.group),
            NodeKind::Verb(verb) => self.verb(verb),
            NodeKind::Group(group) => self.group(group),
            NodeKind::Repeat(repeat) => {
                let most = repeat
                    .max
                    .map_or(9, usize::from)
                    .max(usize::from(repeat.min));
                let spread = (most - usize::from(repeat.min)).min(9) + 1;
                for _ in 0..usize::from(repeat.min) + self.random.below(spread) {
                    self.node(&repeat.item.kind);
                }
            }
            NodeKind::Assertion(Assertion::End) if self.random.one_in(3) => self.out.push(b'\n'),
            NodeKind::Assertion(_) | NodeKind::KeepOut | NodeKind::Options(_) => {}
        }
    }

    fn call(&mut self, number: u16) {
        if self.n_calls == DEEPEST {
            return;
        }
        self.n_calls += 1;
        let pattern = self.pattern;
        match number {
            0 => self.branches(pattern.branches()),
            _ => visit_nodes(pattern.branches(), &mut |node| {
                if let NodeKind::Group(group) = &node.kind
                    && matches!(group.kind, GroupKind::Capture { number: n, .. } if n == number)
                {
                    self.branches(&group.branches);
                }
            }),
        }
        self.n_calls -= 1;
    }

    fn verb(&mut self, verb: &Verb) {
        if verb.kind == VerbKind::Fail && self.random.one_in(2) {
            self.noise(2);
        }
    }

    fn group(&mut self, group: &Group) {
        let start = self.out.len();
        match group.kind {
            GroupKind::Conditional(Condition::Define) => {}
            GroupKind::Look { negative: true, .. } => {}
            GroupKind::Scan(_) if !self.random.one_in(4) => {}
            GroupKind::Look { .. } if self.random.one_in(2) => {}
            GroupKind::Capture { number, .. } => {
                self.branches(&group.branches);
                self.captures[usize::from(number)] = (start, self.out.len());
            }
            _ => self.branches(&group.branches),
        }
    }

    fn class(&mut self, class: &Class) {
        self.member(class.set());
    }

    /// One byte of `set`, printable ones first.
    fn member(&mut self, set: ByteSet) {
        let members: Vec<u8> = set.iter().collect();
        let plain: Vec<u8> = members
            .iter()
            .copied()
            .filter(u8::is_ascii_graphic)
            .collect();
        let from = match plain.is_empty() || self.random.one_in(4) {
            true => &members,
            false => &plain,
        };
        if !from.is_empty() {
            let byte = *self.random.pick(from);
            self.out.push(byte);
        }
    }
}
