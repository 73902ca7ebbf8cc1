//! Makes a difference small enough to understand.

use crate::compare::Both;
use sflens::matcher::Limits;
use sflens::pattern::PatternFlags;

/// The smallest pattern and subject that are found by cutting pieces out of both and that the
/// engines still answer differently.
pub fn shrink(pattern: &[u8], flags: PatternFlags, subject: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let (mut pattern, mut subject) = (pattern.to_vec(), subject.to_vec());
    loop {
        let shorter = shorter(&pattern).find(|text| differs(text, flags, &subject));
        if let Some(text) = shorter {
            pattern = text;
            continue;
        }
        match shorter_subject(&pattern, flags, &subject) {
            Some(text) => subject = text,
            None => return (pattern, subject),
        }
    }
}

fn shorter_subject(pattern: &[u8], flags: PatternFlags, subject: &[u8]) -> Option<Vec<u8>> {
    let mut both = Both::new(pattern, flags, &Limits::default()).ok()?;
    shorter(subject).find(|text| both.difference(text).is_some())
}

fn differs(pattern: &[u8], flags: PatternFlags, subject: &[u8]) -> bool {
    let both = Both::new(pattern, flags, &Limits::default());
    both.is_ok_and(|mut both| both.difference(subject).is_some())
}

/// `text` without one piece, the longest pieces first.
fn shorter(text: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    let lengths = (1..=text.len()).rev();
    lengths.flat_map(move |length| {
        (0..=text.len() - length).map(move |at| [&text[..at], &text[at + length..]].concat())
    })
}
