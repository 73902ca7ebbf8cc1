//! Patterns cut at one of their items, to check with PCRE2 how far a match can come.
//!
//! `^(?:ab|a\d)c` cut before `\d` is `^(?:(?!)ab|a)`: what stands behind is gone, the groups
//! around are closed, and their other branches are made to fail, so that group numbers stay. An
//! atomic group around becomes a plain one, since inside of it everything can be tried.

use sflens::pattern::Pattern;
use sflens::pattern::tree::{GroupKind, Node, NodeKind};
use sflens::source::Span;

/// The text of `pattern` up to the item at `item` and up to behind it. `text` is what the pattern
/// was read from, in canonical form. `None` where an empty branch leaves no place for an edit, or
/// there is no such item.
pub fn cut_at(pattern: &Pattern, text: &[u8], item: Span) -> Option<Cut> {
    let mut edits = Vec::new();
    let mut closing = 0;
    let mut branches = pattern.branches();
    let mut top_end = None;
    loop {
        let at = branches
            .iter()
            .position(|branch| node_around(branch, item).is_some())?;
        for branch in &branches[..at] {
            edits.push((branch.first()?.span.start as usize, &b"(?!)"[..]));
        }
        let node = node_around(&branches[at], item)?;
        top_end.get_or_insert(node.span.end as usize);
        if node.span == item {
            break;
        }
        let NodeKind::Group(group) = &node.kind else {
            return None;
        };
        closing += 1;
        if group.kind == GroupKind::Atomic {
            edits.push((node.span.start as usize + 2, &b":"[..]));
        }
        branches = &group.branches;
    }
    let start = item.start as usize;
    let end = item.end as usize;
    Some(Cut {
        before: edit(text, start, &edits, closing),
        with: edit(text, end, &edits, closing),
        with_whole: edit(text, top_end?, &tail_edits(pattern, item)?, 0),
    })
}

/// A pattern cut at an item.
pub struct Cut {
    /// Everything that comes before the item.
    pub before: Vec<u8>,
    /// The same with the item.
    pub with: Vec<u8>,
    /// Up to behind the item of the outermost sequence that holds the item.
    pub with_whole: Vec<u8>,
}

/// Makes the branches fail that stand before the one with `item`, at the top level.
fn tail_edits(pattern: &Pattern, item: Span) -> Option<Vec<(usize, &'static [u8])>> {
    let before = pattern.branches().iter();
    let before = before.take_while(|branch| node_around(branch, item).is_none());
    before
        .map(|branch| Some((branch.first()?.span.start as usize, &b"(?!)"[..])))
        .collect()
}

fn node_around(branch: &[Node], item: Span) -> Option<&Node> {
    branch
        .iter()
        .find(|node| node.span.start <= item.start && item.end <= node.span.end)
}

/// The first `end` bytes of `text`, edited and closed. An edit is put in at its offset; a colon
/// takes the place of the byte that stands there.
fn edit(text: &[u8], end: usize, edits: &[(usize, &[u8])], closing: usize) -> Vec<u8> {
    let mut edited = Vec::new();
    for (at, byte) in text[..end].iter().enumerate() {
        let here = edits.iter().find(|(place, _)| *place == at);
        match here {
            Some((_, b":")) => edited.push(b':'),
            Some((_, put_in)) => {
                edited.extend_from_slice(put_in);
                edited.push(*byte);
            }
            None => edited.push(*byte),
        }
    }
    edited.extend(std::iter::repeat_n(b')', closing));
    edited
}
