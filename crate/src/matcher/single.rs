//! Comparing single bytes, one or many.

use super::program::{Code, Lead, Single};

impl Single {
    /// Whether PCRE2 keeps it as a class of several bytes.
    pub(super) fn is_class(self) -> bool {
        matches!(self, Self::Class(_) | Self::PropertyClass(_))
    }
}

/// Whether `byte` is what `single` asks for.
#[inline(always)]
pub(super) fn matches_single(code: &Code, single: Single, byte: u8) -> bool {
    // Most are; asked first, it needs no table of jumps.
    if let Single::Byte(wanted) = single {
        return byte == wanted;
    }
    match single {
        Single::Byte(_) => false,
        Single::Caseless(lower) => byte | 0x20 == lower,
        Single::Uncased(wanted) => byte == wanted,
        Single::Not(unwanted) | Single::NotUncased(unwanted) => byte != unwanted,
        Single::NotCaseless(lower) => byte | 0x20 != lower,
        Single::NotLineFeed => byte != b'\n',
        Single::Any => true,
        Single::Class(idx)
        | Single::PropertyClass(idx)
        | Single::Property(idx)
        | Single::NotNewline(idx)
        | Single::Type(_, idx) => {
            let set = code.sets.get(usize::from(idx));
            set.is_some_and(|set| set.contains(byte))
        }
    }
}

/// Whether `byte` may stand at the start of what follows.
#[inline(always)]
pub(super) fn may_lead(code: &Code, lead: Lead, byte: u8) -> bool {
    match lead {
        Lead::Byte(wanted) => byte == wanted,
        Lead::OneOf(idx) => {
            let set = code.sets.get(usize::from(idx));
            set.is_some_and(|set| set.contains(byte))
        }
    }
}

/// How many bytes at the start of `bytes` are what `single` asks for, counted up to `most`.
#[inline]
pub(super) fn longest_run(code: &Code, single: Single, bytes: &[u8], most: usize) -> usize {
    let bytes = bytes.get(..most).unwrap_or(bytes);
    match single {
        Single::Any => bytes.len(),
        Single::NotLineFeed => count_to(bytes, b'\n'),
        Single::Byte(wanted) | Single::Uncased(wanted) => count_while(bytes, |byte| byte == wanted),
        Single::Caseless(lower) => count_while(bytes, |byte| byte | 0x20 == lower),
        Single::Not(unwanted) | Single::NotUncased(unwanted) => count_to(bytes, unwanted),
        Single::NotCaseless(lower) => count_while(bytes, |byte| byte | 0x20 != lower),
        Single::Class(idx)
        | Single::PropertyClass(idx)
        | Single::Property(idx)
        | Single::NotNewline(idx)
        | Single::Type(_, idx) => match code.sets.get(usize::from(idx)) {
            Some(set) => count_while(bytes, |byte| set.contains(byte)),
            None => 0,
        },
    }
}

fn count_to(bytes: &[u8], end: u8) -> usize {
    memchr::memchr(end, bytes).unwrap_or(bytes.len())
}

#[inline(always)]
fn count_while(bytes: &[u8], holds: impl Fn(u8) -> bool) -> usize {
    let end = bytes.iter().position(|byte| !holds(*byte));
    end.unwrap_or(bytes.len())
}
