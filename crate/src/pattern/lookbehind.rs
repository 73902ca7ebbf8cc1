//! How far back lookbehinds look.
//!
//! PCRE2 steps back before it matches a branch of a lookbehind, so each branch needs a highest
//! length: `(?<=ab|c)` steps back 2 or 1. Where lengths vary, as in `(?<=a{1,3})`, it tries the
//! most first and goes on down to the least of all branches.
//!
//! Limits as in PCRE2: 65535 bytes where all lengths are fixed, 255 where one varies, 2000
//! branches measured in all.

use super::facts::Length;
use super::tree::{Condition, Group, GroupKind, Node, NodeKind, VerbKind, visit_nodes};
use super::{PatternError, PatternErrorKind};
use crate::source::Span;

/// PCRE2's limit for branches of fixed length.
const MAX_FIXED: usize = 65535;
/// PCRE2's default limit where a length varies.
const MAX_VARIABLE: usize = 255;
/// PCRE2's limit on the branches it measures.
const MAX_MEASURED: usize = 2000;
/// The offset of a fault until the lookbehind around it is known.
const UNPLACED: usize = u32::MAX as usize;

/// Refuses lookbehinds that PCRE2 refuses.
///
/// `sets` are the places of extended classes with brackets inside, for which PCRE2 10.46 finds no
/// length, and of the first with an operator outside of lookbehinds, at which it stops.
pub(super) fn check_lookbehinds<'t>(
    text: &'t [u8],
    branches: &'t [Vec<Node>],
    sets: (&'t [usize], Option<usize>),
) -> Result<(), PatternError> {
    let mut measure = Measure::new(text, branches);
    (measure.nested_sets, measure.set_outside) = sets;
    branches
        .iter()
        .try_for_each(|branch| measure.check_branch(branch))?;
    measure.check_set(text.len())
}

/// The lengths by which the branches of the lookbehind `group` step back, in their order: the
/// least is the same for all where one varies. Empty when it cannot be measured.
pub(crate) fn lookbehind_steps(all: &[Vec<Node>], group: &Group) -> Vec<Length> {
    let mut measure = Measure::new(b"", all);
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
    /// The pattern text, to tell where PCRE2 says that a lookbehind is.
    text: &'t [u8],
    all: &'t [Vec<Node>],
    /// Whether groups can share a number, so that references have no known length.
    shares_numbers: bool,
    n_measured: usize,
    /// The groups being measured for a reference to them.
    open: Vec<u16>,
    /// By group number, the lengths of captures that were measured; none where groups share numbers.
    known: Vec<Option<Length>>,
    /// In rising order.
    nested_sets: &'t [usize],
    set_outside: Option<usize>,
}

impl<'t> Measure<'t> {
    fn new(text: &'t [u8], all: &'t [Vec<Node>]) -> Self {
        Self {
            text,
            all,
            shares_numbers: shares_numbers(all),
            n_measured: 0,
            open: Vec::new(),
            known: Vec::new(),
            nested_sets: &[],
            set_outside: None,
        }
    }

    /// Checks all lookbehinds in a branch that is not in one itself.
    fn check_branch(&mut self, branch: &[Node]) -> Result<()> {
        branch.iter().try_for_each(|node| self.check_node(node))
    }

    fn check_node(&mut self, node: &Node) -> Result<()> {
        match &node.kind {
            NodeKind::Group(group) => self.check_group(node.span, group),
            NodeKind::Repeat(repeat) => self.check_node(&repeat.item),
            _ => Ok(()),
        }
    }

    fn check_group(&mut self, place: Span, group: &Group) -> Result<()> {
        if let GroupKind::Look { behind: true, .. } = group.kind {
            return self.check_lookbehind(place, group);
        }
        if let GroupKind::Conditional(Condition::Look(look)) = &group.kind {
            self.check_group(self.condition_place(place), look)?;
        }
        let mut branches = group.branches.iter();
        branches.try_for_each(|branch| self.check_branch(branch))
    }

    /// Where the lookbehind stands that is the condition of the group at `place`, behind callouts.
    fn condition_place(&self, place: Span) -> Span {
        let (start, end) = (place.start as usize + 2, place.end as usize);
        let text = self.text.get(start..end).unwrap_or_default();
        let is_look = |text: &[u8]| text.starts_with(b"(?<") || text.starts_with(b"(*");
        let n_before = (0..text.len()).find(|at| text.get(*at..).is_some_and(is_look));
        Span::new(start + n_before.unwrap_or(0), end)
    }

    /// Stops at an extended class with an operator that stands before `at`.
    fn check_set(&self, at: usize) -> Result<()> {
        match self.set_outside {
            Some(set) if set < at => {
                let span = Span::new(set, set + 3);
                Err(PatternError::new(PatternErrorKind::SetBesideLookbehind, span).at(0))
            }
            _ => Ok(()),
        }
    }

    fn check_lookbehind(&mut self, place: Span, group: &Group) -> Result<()> {
        self.check_set(place.start as usize)?;
        let (mut longest, mut varies) = (0, false);
        for branch in &group.branches {
            let length = self
                .branch(branch)
                .map_err(|error| self.placed(place, error))?;
            longest = longest.max(length.max.unwrap_or(0));
            varies |= length.max != Some(length.min);
        }
        match varies && longest > MAX_VARIABLE {
            true => {
                let fault = PatternError::new(PatternErrorKind::LookbehindTooLong, place);
                Err(self.placed(place, fault.at(UNPLACED)))
            }
            false => Ok(()),
        }
    }

    /// The fault at the innermost lookbehind around it, which is at `place`. PCRE2 tells the place
    /// of the bracket, or of one in the middle of a name: `(*plb:`.
    fn placed(&self, place: Span, error: PatternError) -> PatternError {
        if error.offset != UNPLACED as u32 {
            return error;
        }
        let start = place.start as usize;
        let text = self.text.get(start..).unwrap_or_default();
        let colon = text.iter().position(|byte| *byte == b':');
        let inside = colon.filter(|_| text.starts_with(b"(*")).unwrap_or(3);
        PatternError::new(error.kind, place).at(start + inside - 3)
    }

    /// The length of a branch inside a lookbehind.
    fn branch(&mut self, branch: &[Node]) -> Result<Length> {
        self.n_measured += 1;
        if self.n_measured > MAX_MEASURED + 1 {
            let place = branch.first().map_or(Span::at(0), |node| node.span);
            let kind = PatternErrorKind::LookbehindTooComplex;
            return Err(PatternError::new(kind, place).at(UNPLACED));
        }
        let mut total = Length::ZERO;
        for node in branch {
            if is_end(&node.kind) {
                break;
            }
            total = total.then(self.node(node)?);
            if total.max.is_none_or(|max| max > MAX_FIXED) {
                return Err(fault(PatternErrorKind::LookbehindTooLong, node));
            }
        }
        Ok(total)
    }

    fn node(&mut self, node: &Node) -> Result<Length> {
        match &node.kind {
            NodeKind::Class(_) if self.is_nested_set(node) => Err(unbounded(node)),
            NodeKind::Group(group) => match &group.kind {
                GroupKind::Look { .. } | GroupKind::Scan(_) => {
                    self.check_group(node.span, group)?;
                    self.check_set(node.span.end as usize)?;
                    Ok(Length::ZERO)
                }
                GroupKind::Conditional(Condition::Define) => Ok(Length::ZERO),
                GroupKind::Conditional(Condition::Look(look)) => {
                    self.check_group(self.condition_place(node.span), look)?;
                    let behind = group.branches.first().and_then(|branch| branch.first());
                    let end = behind.map_or(node.span.end, |behind| behind.span.start);
                    self.check_set(end as usize)?;
                    self.group(group)
                }
                GroupKind::Capture { number, .. } => self.capture(*number, group),
                _ => self.group(group),
            },
            NodeKind::BackReference(reference) => match reference.groups[..] {
                [number] if !self.shares_numbers => self.referenced(node, number),
                [] => Err(PatternError::new(PatternErrorKind::NoSuchGroup, node.span)),
                _ => Err(unbounded(node)),
            },
            NodeKind::Call(call) if call.group == 0 && call.name.is_some() => {
                Err(PatternError::new(PatternErrorKind::NoSuchGroup, node.span))
            }
            NodeKind::Call(call) => self.referenced(node, call.group),
            NodeKind::Cluster => Err(unbounded(node)),
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

    fn is_nested_set(&self, node: &Node) -> bool {
        let start = node.span.start as usize;
        self.nested_sets.binary_search(&start).is_ok()
    }

    fn group(&mut self, group: &Group) -> Result<Length> {
        let mut all: Option<Length> = None;
        for branch in &group.branches {
            let length = self.branch(branch)?;
            all = Some(all.map_or(length, |all| all.or(length)));
        }
        Ok(all.unwrap_or(Length::ZERO))
    }

    /// A reference or call is as long as its group, if that does not hold the reference.
    fn referenced(&mut self, node: &Node, number: u16) -> Result<Length> {
        if number == 0 {
            return Err(unbounded(node));
        }
        let Some((span, group)) = find_capture(self.all, number) else {
            return Err(PatternError::new(PatternErrorKind::NoSuchGroup, node.span));
        };
        let inside = span.start <= node.span.start && node.span.end <= span.end;
        if inside || self.open.contains(&number) {
            return Err(unbounded(node));
        }
        self.open.push(number);
        let length = self.capture(number, group);
        self.open.pop();
        length
    }

    fn capture(&mut self, number: u16, group: &Group) -> Result<Length> {
        let idx = usize::from(number);
        if let Some(Some(known)) = self.known.get(idx) {
            return Ok(*known);
        }
        let length = self.group(group)?;
        if !self.shares_numbers {
            if self.known.len() <= idx {
                self.known.resize(idx + 1, None);
            }
            if let Some(slot) = self.known.get_mut(idx) {
                *slot = Some(length);
            }
        }
        Ok(length)
    }
}

fn unbounded(node: &Node) -> PatternError {
    fault(PatternErrorKind::LookbehindUnbounded, node)
}

fn fault(kind: PatternErrorKind, node: &Node) -> PatternError {
    PatternError::new(kind, node.span).at(UNPLACED)
}

/// A lookahead or a scan, whose quantifier PCRE2 does not read.
fn is_lookahead(kind: &NodeKind) -> bool {
    let NodeKind::Group(group) = kind else {
        return false;
    };
    group.is_assertion() && !matches!(group.kind, GroupKind::Look { behind: true, .. })
}

/// What PCRE2 takes for the end of a branch when it measures.
fn is_end(kind: &NodeKind) -> bool {
    let NodeKind::Verb(verb) = kind else {
        return false;
    };
    matches!(verb.kind, VerbKind::Accept | VerbKind::Fail)
}

/// The first capture group of that number.
fn find_capture(branches: &[Vec<Node>], wanted: u16) -> Option<(Span, &Group)> {
    let mut found = None;
    visit_nodes(branches, &mut |node| {
        if let NodeKind::Group(group) = &node.kind
            && matches!(group.kind, GroupKind::Capture { number, .. } if number == wanted)
        {
            found = found.or(Some((node.span, &**group)));
        }
    });
    found
}

/// Whether groups can share a number: in a branch reset.
pub(crate) fn shares_numbers(branches: &[Vec<Node>]) -> bool {
    let mut shares = false;
    visit_nodes(branches, &mut |node| {
        shares |= matches!(&node.kind, NodeKind::Group(group)
            if matches!(group.kind, GroupKind::BranchReset));
    });
    shares
}
