//! Items that take one byte: literals, classes and types.
//!
//! `ab[cC]\d` becomes a run of two bytes, a byte in either case and a type, as in PCRE2.

use super::Compiler;
use crate::matcher::program::{Op, Single};
use crate::pattern::tree::{Class, ClassEscape, ClassItem, NodeKind};
use crate::pattern::{ByteSet, Newline};

impl Compiler<'_> {
    /// Neighboring case-sensitive literals become one run.
    pub(super) fn literal(&mut self, byte: u8, caseless: bool) {
        let single = self.byte(byte, caseless);
        if !matches!(single, Single::Byte(_)) {
            self.push(Op::Single(single));
            return;
        }
        let end = self.code.literals.len() as u32;
        let runs_on = self.code.run_may_grow;
        if let Some(Op::Run { start, len }) = self.code.ops.last_mut()
            && runs_on
            && *start + *len == end
        {
            *len += 1;
            if let Some(span) = self.spans.as_mut().and_then(|spans| spans.last_mut()) {
                span.end = self.item.end;
            }
        } else {
            self.push(Op::Run { start: end, len: 1 });
            self.code.run_may_grow = true;
        }
        self.code.literals.push(byte);
    }

    /// What a node that always takes one byte compares with.
    pub(super) fn single(&mut self, kind: &NodeKind) -> Option<Single> {
        Some(match kind {
            NodeKind::Literal { byte, caseless } => self.byte(*byte, *caseless),
            NodeKind::Dot { dotall: true } | NodeKind::AnyByte => Single::Any,
            NodeKind::Dot { .. } | NodeKind::NotLineFeed => match self.code.newline {
                Newline::Lf => Single::NotLineFeed,
                newline => Single::NotNewline(self.set(newline.single().complement())),
            },
            NodeKind::Escape(ClassEscape::Property(property)) => {
                Single::Property(self.code.add_property(*property))
            }
            NodeKind::Escape(escape) => Single::Type(*escape, self.set(escape.set())),
            NodeKind::Class(class) => self.class(class),
            NodeKind::NewlineSequence
            | NodeKind::Cluster
            | NodeKind::Assertion(_)
            | NodeKind::KeepOut
            | NodeKind::BackReference(_)
            | NodeKind::Call(_)
            | NodeKind::Verb(_)
            | NodeKind::Group(_)
            | NodeKind::Repeat(_)
            | NodeKind::Options(_) => return None,
        })
    }

    /// Whether it is a `.` that has to look at two bytes.
    pub(super) fn is_not_crlf(&self, kind: &NodeKind) -> bool {
        let is_dot = matches!(
            kind,
            NodeKind::Dot { dotall: false } | NodeKind::NotLineFeed
        );
        is_dot && self.code.newline == Newline::Crlf
    }

    fn byte(&self, byte: u8, caseless: bool) -> Single {
        match caseless {
            true => Single::Caseless(byte.to_ascii_lowercase()),
            false if self.caseless.holds_at(self.item.start) => Single::Uncased(byte),
            false => Single::Byte(byte),
        }
    }

    /// PCRE2 turns a class of one byte into that byte, and one of all bytes into "any".
    fn class(&mut self, class: &Class) -> Single {
        match (class.as_byte(), &class.items[..]) {
            (Some((byte, caseless)), _) => self.byte(byte, caseless),
            (None, [ClassItem::Byte(byte)]) => match class.caseless && byte.is_ascii_alphabetic() {
                true => Single::NotCaseless(byte.to_ascii_lowercase()),
                false if self.caseless.holds_at(self.item.start) => Single::NotUncased(*byte),
                false => Single::Not(*byte),
            },
            _ if class.has_properties() => Single::PropertyClass(self.set(class.set())),
            _ => match class.set() {
                all if all.complement().is_empty() => Single::Any,
                set => Single::Class(self.set(set)),
            },
        }
    }

    fn set(&mut self, set: ByteSet) -> u16 {
        self.code.add_set(set)
    }
}

/// What PCRE2 compiles to a type rather than to a byte or class: a class of all bytes too.
pub(super) fn is_type(kind: &NodeKind) -> bool {
    match kind {
        NodeKind::Dot { .. }
        | NodeKind::NotLineFeed
        | NodeKind::AnyByte
        | NodeKind::Escape(_)
        | NodeKind::NewlineSequence
        | NodeKind::Cluster => true,
        NodeKind::Class(class) => !class.has_properties() && class.set().complement().is_empty(),
        _ => false,
    }
}
