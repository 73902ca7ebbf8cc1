//! How far back lookbehinds look.
//!
//! PCRE2 steps back before it matches a branch of a lookbehind, so each branch needs a highest
//! length: `(?<=ab|c)` steps back 2 or 1. Where lengths vary, as in `(?<=a{1,3})`, it tries the
//! most first and goes on down to the least of all branches.
//!
//! Limits as in PCRE2: 65535 bytes where all lengths are fixed, 255 where one varies, 2000
//! branches measured in all.

use super::facts::Length;
use super::tree::{BackReference, Group, GroupKind, Node, NodeKind};
use super::{PatternError, PatternErrorKind};

/// PCRE2's limit for branches of fixed length.
const MAX_FIXED: usize = 65535;
/// PCRE2's default limit where a length varies.
const MAX_VARIABLE: usize = 255;
/// PCRE2's limit on the branches it measures.
const MAX_MEASURED: usize = 2000;

/// Refuses lookbehinds that PCRE2 refuses.
pub(super) fn check_lookbehinds(branches: &[Vec<Node>]) -> Result<(), PatternError> {
    let mut measure = Measure::new(branches);
    branches
        .iter()
        .try_for_each(|branch| measure.check_branch(branch))
}

/// The lengths by which the branches of the lookbehind `group` step back, in their order: the
/// least is the same for all where one varies. Empty when it cannot be measured.
pub(crate) fn lookbehind_steps(all: &[Vec<Node>], group: &Group) -> Vec<Length> {
    let mut measure = Measure::new(all);
    let lengths = group
        .branches
        .iter()
        .map(|branch| measure.branch(branch).ok());
    let Some(lengths) = lengths.collect::<Option<Vec<_>>>() else {
        return Vec::new();
    };
    let varies = lengths.iter().any(|length| length.max != Some(length.min));
    let least = lengths.iter().map(|length| length.min).min().unwrap_or(0);
    let step = |length: Length| Length {
        min: if varies { least } else { length.min },
        ..length
    };
    lengths.into_iter().map(step).collect()
}

type Result<T, E = PatternError> = std::result::Result<T, E>;

struct Measure<'t> {
    all: &'t [Vec<Node>],
    /// Whether groups can share a number, so that references have no known length.
    shares_numbers: bool,
    n_measured: usize,
    /// The groups being measured for a reference to them.
    open: Vec<u16>,
}

impl<'t> Measure<'t> {
    fn new(all: &'t [Vec<Node>]) -> Self {
        Self {
            all,
            shares_numbers: shares_numbers(all),
            n_measured: 0,
            open: Vec::new(),
        }
    }

    /// Checks all lookbehinds in a branch that is not in one itself.
    fn check_branch(&mut self, branch: &[Node]) -> Result<()> {
        branch.iter().try_for_each(|node| self.check_node(node))
    }

    fn check_node(&mut self, node: &Node) -> Result<()> {
        match &node.kind {
            NodeKind::Group(group) => match group.kind {
                GroupKind::Look { behind: true, .. } => self.check_lookbehind(node, group),
                _ => group
                    .branches
                    .iter()
                    .try_for_each(|branch| self.check_branch(branch)),
            },
            NodeKind::Repeat(repeat) => self.check_node(&repeat.item),
            _ => Ok(()),
        }
    }

    fn check_lookbehind(&mut self, node: &Node, group: &Group) -> Result<()> {
        let (mut longest, mut varies) = (0, false);
        for branch in &group.branches {
            let length = self.branch(branch).map_err(|error| match error.kind {
                PatternErrorKind::LookbehindTooComplex => error,
                kind => PatternError::new(kind, node.span),
            })?;
            longest = longest.max(length.max.unwrap_or(0));
            varies |= length.max != Some(length.min);
        }
        match varies && longest > MAX_VARIABLE {
            true => Err(PatternError::new(
                PatternErrorKind::LookbehindTooLong,
                node.span,
            )),
            false => Ok(()),
        }
    }

    /// The length of a branch inside a lookbehind.
    fn branch(&mut self, branch: &[Node]) -> Result<Length> {
        self.n_measured += 1;
        if self.n_measured > MAX_MEASURED + 1 {
            let place = branch
                .first()
                .map_or(crate::source::Span::at(0), |node| node.span);
            return Err(PatternError::new(
                PatternErrorKind::LookbehindTooComplex,
                place,
            ));
        }
        let mut total = Length::ZERO;
        for node in branch {
            total = total.then(self.node(node)?);
            if total.max.is_none_or(|max| max > MAX_FIXED) {
                return Err(PatternError::new(
                    PatternErrorKind::LookbehindTooLong,
                    node.span,
                ));
            }
        }
        Ok(total)
    }

    fn node(&mut self, node: &Node) -> Result<Length> {
        match &node.kind {
            NodeKind::Group(group) => match group.kind {
                GroupKind::Look { behind: true, .. } => {
                    self.check_lookbehind(node, group).map(|()| Length::ZERO)
                }
                GroupKind::Look { .. } => {
                    let mut branches = group.branches.iter();
                    branches.try_for_each(|branch| self.check_branch(branch))?;
                    Ok(Length::ZERO)
                }
                _ => self.group(group),
            },
            NodeKind::BackReference(reference) => self.reference(node, reference),
            NodeKind::Repeat(repeat) => {
                let item = self.node(&repeat.item)?;
                if repeat.max.is_none() && !is_lookahead(&repeat.item.kind) {
                    return Err(unbounded(node));
                }
                Ok(item.times(repeat.min, repeat.max))
            }
            kind => Ok(super::facts::node_length(kind)),
        }
    }

    fn group(&mut self, group: &Group) -> Result<Length> {
        let mut all: Option<Length> = None;
        for branch in &group.branches {
            let length = self.branch(branch)?;
            all = Some(all.map_or(length, |all| all.or(length)));
        }
        Ok(all.unwrap_or(Length::ZERO))
    }

    /// A reference is as long as its group, if that is one group and does not hold the reference.
    fn reference(&mut self, node: &Node, reference: &BackReference) -> Result<Length> {
        let [number] = reference.groups[..] else {
            return Err(unbounded(node));
        };
        let target = find_capture(self.all, number);
        let Some((span, group)) = target.filter(|_| !self.shares_numbers) else {
            return Err(unbounded(node));
        };
        let inside = span.start <= node.span.start && node.span.end <= span.end;
        if inside || self.open.contains(&number) {
            return Err(unbounded(node));
        }
        self.open.push(number);
        let length = self.group(group).map_err(|error| match error.kind {
            PatternErrorKind::LookbehindTooComplex => error,
            kind => PatternError::new(kind, node.span),
        });
        self.open.pop();
        length
    }
}

fn unbounded(node: &Node) -> PatternError {
    PatternError::new(PatternErrorKind::LookbehindUnbounded, node.span)
}

fn is_lookahead(kind: &NodeKind) -> bool {
    let NodeKind::Group(group) = kind else {
        return false;
    };
    matches!(group.kind, GroupKind::Look { behind: false, .. })
}

/// The first capture group of that number.
fn find_capture(branches: &[Vec<Node>], wanted: u16) -> Option<(crate::source::Span, &Group)> {
    branches
        .iter()
        .flatten()
        .find_map(|node| find_capture_in(node, wanted))
}

fn find_capture_in(node: &Node, wanted: u16) -> Option<(crate::source::Span, &Group)> {
    match &node.kind {
        NodeKind::Group(group) => match group.kind {
            GroupKind::Capture { number, .. } if number == wanted => Some((node.span, group)),
            _ => find_capture(&group.branches, wanted),
        },
        NodeKind::Repeat(repeat) => find_capture_in(&repeat.item, wanted),
        _ => None,
    }
}

/// Whether groups can share a number: in a branch reset.
pub(crate) fn shares_numbers(branches: &[Vec<Node>]) -> bool {
    any_group(branches, &mut |group| group.kind == GroupKind::BranchReset)
}

fn any_group(branches: &[Vec<Node>], holds: &mut dyn FnMut(&Group) -> bool) -> bool {
    branches
        .iter()
        .flatten()
        .any(|node| any_group_in(node, holds))
}

fn any_group_in(node: &Node, holds: &mut dyn FnMut(&Group) -> bool) -> bool {
    match &node.kind {
        NodeKind::Group(group) => holds(group) || any_group(&group.branches, holds),
        NodeKind::Repeat(repeat) => any_group_in(&repeat.item, holds),
        _ => false,
    }
}
