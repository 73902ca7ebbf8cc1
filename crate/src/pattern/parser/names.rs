//! Group names, references to groups and calls of them, and their resolution once all groups are
//! known.

use super::conditional::is_call_condition;
use super::{MAX_GROUPS, Parser, Result};
use crate::pattern::tree::{
    BackReference, Call, Condition, GroupKind, Node, NodeKind, Scanned, is_word_byte,
};
use crate::pattern::{PatternError, PatternErrorKind};
use crate::source::Span;

/// PCRE2's limit on the length of a name.
const MAX_NAME_LENGTH: usize = 128;
/// PCRE2's limit on the number of names.
const MAX_NAMES: usize = 10_000;

/// The names given so far, each with its group's number.
#[derive(Default)]
pub(super) struct Names {
    list: Vec<(Vec<u8>, u16)>,
}

/// What has to exist; known only when all groups are.
pub(super) enum Check {
    Number(u16),
    Name(Vec<u8>),
    /// `R12`: a name or a call of group 12.
    NameOrCall(Vec<u8>),
    /// `\K` in a lookaround, which PCRE2 refuses when it checks these.
    KeepOut,
}

/// A check with its place.
pub(super) struct Pending {
    check: Check,
    span: Span,
    /// Where PCRE2 says that the fault is.
    offset: usize,
}

impl Names {
    pub(super) fn into_list(self) -> Vec<(Vec<u8>, u16)> {
        self.list
    }

    fn numbers_of(&self, name: &[u8]) -> Vec<u16> {
        let mut numbers = Vec::new();
        // In order already, but in a branch reset.
        for (_, number) in self.list.iter().filter(|(known, _)| known == name) {
            let at = numbers.partition_point(|known| known <= number);
            numbers.insert(at, *number);
        }
        numbers
    }

    /// The group that a call by this name runs.
    fn first_of(&self, name: &[u8]) -> Option<u16> {
        let first = self.list.iter().find(|(known, _)| known == name);
        first.map(|(_, number)| *number)
    }
}

impl Parser<'_> {
    /// A name up to `terminator`, which is read too. Blanks around it are allowed in braces.
    pub(super) fn parse_name(&mut self, terminator: u8) -> Result<Vec<u8>> {
        if terminator == b'}' {
            self.skip_blanks();
        }
        let start = self.at;
        if self.peek_digit() {
            return Err(self.error_here(PatternErrorKind::NameStartsWithDigit));
        }
        let name = self.read_name_bytes()?.to_vec();
        if name.is_empty() {
            return Err(self.error_here(PatternErrorKind::NameExpected));
        }
        self.name_offset = start;
        if terminator == b'}' {
            self.skip_blanks();
        }
        match self.try_byte(terminator) {
            true => Ok(name),
            false => Err(self.error_here(PatternErrorKind::UnclosedName(terminator))),
        }
    }

    /// Letters, digits and underscores; may be none.
    pub(super) fn read_name_bytes(&mut self) -> Result<&[u8]> {
        let start = self.at;
        while self.peek().is_some_and(is_word_byte) {
            self.at += 1;
        }
        if self.at - start > MAX_NAME_LENGTH {
            return Err(self.error_from(start, PatternErrorKind::NameTooLong));
        }
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    /// Gives the newest group its name. A name may stand twice for the same number, or under
    /// the option `J` for several.
    pub(super) fn add_name(&mut self, name: &[u8], start: usize) -> Result<()> {
        let number = self.n_groups;
        if self.names.list.len() >= MAX_NAMES {
            return Err(self.error_from(start, PatternErrorKind::TooManyNames));
        }
        for (known, known_number) in &self.names.list {
            let (same_name, same_number) = (known == name, *known_number == number);
            match (same_name, same_number) {
                (true, true) => return Ok(()),
                (true, false) if !self.options.duplicate_names => {
                    let kind = PatternErrorKind::DuplicateName(name.to_vec());
                    return Err(self.error_from(start, kind));
                }
                (false, true) => {
                    let kind = PatternErrorKind::TwoNamesForOneNumber(known.clone());
                    return Err(self.error_from(start, kind));
                }
                _ => {}
            }
        }
        self.names.list.push((name.to_vec(), number));
        Ok(())
    }

    /// `\g…` and `\k…`; stands on the letter.
    pub(super) fn parse_reference_escape(&mut self, start: usize) -> Result<NodeKind> {
        let by_name_only = self.try_byte(b'k');
        if !by_name_only {
            self.at += 1;
        }
        match self.peek() {
            Some(b'{') if by_name_only => self.parse_named_reference(b'}'),
            Some(b'<') if by_name_only => self.parse_named_reference(b'>'),
            Some(b'\'') if by_name_only => self.parse_named_reference(b'\''),
            Some(b'<') => self.parse_quoted_call(start, b'>'),
            Some(b'\'') => self.parse_quoted_call(start, b'\''),
            Some(b'{') if !by_name_only => self.parse_braced_reference(start),
            Some(b'0'..=b'9' | b'+' | b'-') if !by_name_only => self.parse_signed_reference(start),
            _ => Err(self.error_from(start, PatternErrorKind::ReferenceExpected)),
        }
    }

    pub(super) fn parse_named_reference(&mut self, terminator: u8) -> Result<NodeKind> {
        let start = self.at;
        self.at += 1;
        let name = self.parse_name(terminator)?;
        self.check_name(start, &name);
        Ok(NodeKind::BackReference(Box::new(BackReference {
            groups: Vec::new(),
            name: Some(name),
            caseless: self.options.caseless,
        })))
    }

    fn check_name(&mut self, start: usize, name: &[u8]) {
        self.branch_offset = self.name_offset;
        self.check(start, self.name_offset, Check::Name(name.to_vec()));
    }

    /// `\g{…}`: a number with or without a sign, or a name.
    fn parse_braced_reference(&mut self, start: usize) -> Result<NodeKind> {
        let brace = self.at;
        self.at += 1;
        self.skip_blanks();
        let number = self.read_group_number().map_err(|error| error.at(brace))?;
        let Some(number) = number else {
            self.at = brace;
            return self.parse_named_reference(b'}');
        };
        self.skip_blanks();
        if !self.try_byte(b'}') {
            let kind = PatternErrorKind::ReferenceExpected;
            return Err(self.error_from(start, kind).at(brace));
        }
        self.numbered_reference(start, number)
    }

    /// `\g2`, or `\g-1` and `\g+1` counted from here.
    fn parse_signed_reference(&mut self, start: usize) -> Result<NodeKind> {
        match self.read_group_number()? {
            Some(number) => self.numbered_reference(start, number),
            None => Err(self.error_from(start, PatternErrorKind::ReferenceExpected)),
        }
    }

    fn numbered_reference(&mut self, start: usize, number: u16) -> Result<NodeKind> {
        match number {
            0 => Err(self.error_from(start, PatternErrorKind::NoSuchGroup)),
            _ => Ok(self.back_reference(start, number)),
        }
    }

    /// `2`, or `-1` and `+1` counted from here; nothing is read when no number stands here.
    pub(super) fn read_group_number(&mut self) -> Result<Option<u16>> {
        let start = self.at;
        let sign = self.peek().filter(|byte| matches!(byte, b'+' | b'-'));
        self.at += usize::from(sign.is_some());
        if !self.peek_digit() {
            self.at = start;
            return Ok(None);
        }
        let most = match sign {
            Some(b'+') => MAX_GROUPS - self.n_groups,
            _ => MAX_GROUPS,
        };
        let Some(number) = self.read_number().filter(|number| *number <= most) else {
            return Err(self.error_from(start, PatternErrorKind::NumberTooBig));
        };
        let target = match sign {
            Some(_) if number == 0 => None,
            Some(b'-') => (self.n_groups).checked_sub(number - 1).filter(|at| *at > 0),
            Some(_) => Some(self.n_groups + number),
            None => Some(number),
        };
        let fault = || self.error_from(start, PatternErrorKind::NoSuchGroup);
        target.ok_or_else(fault).map(Some)
    }

    /// `(?R)`; stands on the letter.
    pub(super) fn parse_whole_call(&mut self, start: usize) -> Result<NodeKind> {
        self.at += 1;
        match self.peek() {
            Some(b')') => Ok(self.call(start, 0)),
            _ => Err(self.error_from(start, PatternErrorKind::BadCall)),
        }
    }

    /// `(?1)`, `(?-1)`; stands on the number.
    pub(super) fn parse_numbered_call(&mut self, start: usize) -> Result<NodeKind> {
        let number = self.read_group_number()?;
        match (number, self.peek()) {
            (Some(number), Some(b')')) => Ok(self.call(start, number)),
            _ => Err(self.unclosed(start)),
        }
    }

    /// `(?&name)`, `(?P>name)`; stands before the name.
    pub(super) fn parse_named_call(&mut self, terminator: u8) -> Result<NodeKind> {
        let start = self.at;
        self.at += 1;
        let name = self.parse_name(terminator)?;
        self.check_name(start, &name);
        self.has_references = true;
        let (group, name) = (0, Some(name));
        Ok(NodeKind::Call(Box::new(Call { group, name })))
    }

    /// `\g<1>`, `\g'name'`; stands on the opening quote.
    fn parse_quoted_call(&mut self, start: usize, terminator: u8) -> Result<NodeKind> {
        let quote = self.at;
        self.at += 1;
        let number = self.read_group_number().map_err(|error| error.at(quote))?;
        match number {
            None => {
                self.at = quote;
                self.parse_named_call(terminator)
            }
            Some(number) if self.peek() == Some(terminator) => Ok(self.call(start, number)),
            Some(_) => {
                let kind = PatternErrorKind::ReferenceExpected;
                Err(self.error_from(start, kind).at(quote))
            }
        }
    }

    /// Stands on the byte that ends the call.
    fn call(&mut self, start: usize, group: u16) -> NodeKind {
        self.check(start, self.at, Check::Number(group));
        self.branch_offset = self.at;
        self.at += 1;
        NodeKind::Call(Box::new(Call { group, name: None }))
    }

    pub(super) fn check(&mut self, start: usize, offset: usize, check: Check) {
        let span = self.span_from(start);
        self.has_references = true;
        self.pending.push(Pending {
            check,
            span,
            offset,
        });
    }

    /// What does not exist, in the order of the text.
    pub(super) fn reference_faults(&self) -> Vec<PatternError> {
        let n_groups = self.group_spans.len();
        let exists = |number: u16| usize::from(number) <= n_groups;
        let faults = self.pending.iter().filter_map(|pending| {
            let mut offset = pending.offset;
            let kind = match &pending.check {
                Check::Number(number) if exists(*number) => return None,
                Check::Name(name) | Check::NameOrCall(name)
                    if self.names.first_of(name).is_some() =>
                {
                    return None;
                }
                Check::NameOrCall(name) => match called_number(name) {
                    Ok(number) if exists(number) => return None,
                    Ok(_) => PatternErrorKind::NoSuchGroup,
                    Err(digit) => {
                        offset += digit;
                        PatternErrorKind::NumberTooBig
                    }
                },
                Check::Number(_) | Check::Name(_) => PatternErrorKind::NoSuchGroup,
                Check::KeepOut => PatternErrorKind::KeepOutInLook,
            };
            Some(PatternError::new(kind, pending.span).at(offset))
        });
        faults.collect()
    }

    /// Completes references by name.
    pub(super) fn resolve_references(&self, branches: &mut [Vec<Node>]) {
        if self.has_references {
            let nodes = branches.iter_mut().flatten();
            nodes.for_each(|node| self.resolve_in(node));
        }
    }

    fn resolve_in(&self, node: &mut Node) {
        match &mut node.kind {
            NodeKind::Group(group) => {
                match &mut group.kind {
                    GroupKind::Conditional(condition) => self.resolve_condition(condition),
                    GroupKind::Scan(list) => self.resolve_scan(list),
                    _ => {}
                }
                self.resolve_references(&mut group.branches);
            }
            NodeKind::Repeat(repeat) => self.resolve_in(&mut repeat.item),
            NodeKind::BackReference(reference) => {
                if let Some(name) = &reference.name {
                    reference.groups = self.names.numbers_of(name);
                }
            }
            NodeKind::Call(call) => {
                if let Some(name) = &call.name {
                    call.group = self.names.first_of(name).unwrap_or(0);
                }
            }
            NodeKind::Literal { .. }
            | NodeKind::Dot { .. }
            | NodeKind::NotLineFeed
            | NodeKind::AnyByte
            | NodeKind::Escape(_)
            | NodeKind::Class(_)
            | NodeKind::NewlineSequence
            | NodeKind::Cluster
            | NodeKind::Assertion(_)
            | NodeKind::KeepOut
            | NodeKind::Verb(_)
            | NodeKind::Options(_) => {}
        }
    }

    fn resolve_scan(&self, list: &mut [Scanned]) {
        for scanned in list {
            if let Some(name) = &scanned.name {
                scanned.groups = self.names.numbers_of(name);
            }
        }
    }

    fn resolve_condition(&self, condition: &mut Condition) {
        match condition {
            Condition::Look(look) => self.resolve_references(&mut look.branches),
            Condition::Group { groups, name } | Condition::Call { groups, name } => {
                let Some(known) = name else { return };
                *groups = self.names.numbers_of(known);
                if groups.is_empty() && is_call_condition(known) {
                    let number = called_number(known).ok().filter(|number| *number > 0);
                    let (groups, name) = (number.into_iter().collect(), None);
                    *condition = Condition::Call { groups, name };
                }
            }
            Condition::Define | Condition::Version { .. } => {}
        }
    }
}

/// The number in `R12`, 0 in `R`; or how many bytes are read when it is too big.
fn called_number(name: &[u8]) -> Result<u16, usize> {
    let mut number = 0u32;
    for (idx, digit) in name.iter().enumerate().skip(1) {
        number = number * 10 + u32::from(digit.saturating_sub(b'0'));
        if number > u32::from(MAX_GROUPS) {
            return Err(idx);
        }
    }
    Ok(number as u16)
}
