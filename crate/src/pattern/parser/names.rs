//! Group names, references to groups, and their resolution once all groups are known.

use super::{Parser, Result};
use crate::pattern::tree::{BackReference, Node, NodeKind};
use crate::pattern::{PatternError, PatternErrorKind};

/// PCRE2's limit on the length of a name.
const MAX_NAME_LENGTH: usize = 128;

/// The names given so far, each with its group's number.
#[derive(Default)]
pub(super) struct Names {
    list: Vec<(Vec<u8>, u16)>,
}

impl Names {
    pub(super) fn into_list(self) -> Vec<(Vec<u8>, u16)> {
        self.list
    }

    fn numbers_of(&self, name: &[u8]) -> Vec<u16> {
        let same = self.list.iter().filter(|(known, _)| known == name);
        let mut numbers: Vec<u16> = same.map(|(_, number)| *number).collect();
        numbers.sort_unstable();
        numbers
    }
}

impl Parser<'_> {
    /// A name up to `terminator`, which is read too. Blanks around it are allowed in braces.
    pub(super) fn parse_name(&mut self, terminator: u8) -> Result<Vec<u8>> {
        if terminator == b'}' {
            self.skip_blanks();
        }
        let start = self.at;
        if self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            return Err(self.error_here(PatternErrorKind::NameStartsWithDigit));
        }
        while self.peek().is_some_and(crate::pattern::tree::is_word_byte) {
            self.at += 1;
        }
        let name = self.span_from(start).slice(self.text).to_vec();
        if name.len() > MAX_NAME_LENGTH {
            return Err(self.error_from(start, PatternErrorKind::NameTooLong));
        }
        if name.is_empty() {
            return Err(self.error_here(PatternErrorKind::NameExpected));
        }
        if terminator == b'}' {
            self.skip_blanks();
        }
        match self.try_byte(terminator) {
            true => Ok(name),
            false => Err(self.error_here(PatternErrorKind::UnclosedName(terminator))),
        }
    }

    /// Gives the newest group its name. A name may stand twice for the same number, or under
    /// the option `J` for several.
    pub(super) fn add_name(&mut self, name: &[u8], start: usize) -> Result<()> {
        let number = self.n_groups;
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
            Some(b'<' | b'\'') => {
                Err(self.unsupported(start, "a group called as a subroutine (`\\g<…>`)"))
            }
            Some(b'{') => self.parse_braced_reference(start),
            Some(b'0'..=b'9' | b'+' | b'-') if !by_name_only => self.parse_signed_reference(start),
            _ => Err(self.error_from(start, PatternErrorKind::ReferenceExpected)),
        }
    }

    pub(super) fn parse_named_reference(&mut self, terminator: u8) -> Result<NodeKind> {
        self.at += 1;
        let name = self.parse_name(terminator)?;
        self.has_references = true;
        Ok(NodeKind::BackReference(Box::new(BackReference {
            groups: Vec::new(),
            name: Some(name),
            caseless: self.options.caseless,
        })))
    }

    /// `\g{…}`: a number with or without a sign, or a name.
    fn parse_braced_reference(&mut self, start: usize) -> Result<NodeKind> {
        let brace = self.at;
        self.at += 1;
        self.skip_blanks();
        let is_number = matches!(
            self.rest(),
            [b'0'..=b'9', ..] | [b'+' | b'-', b'0'..=b'9', ..]
        );
        if !is_number {
            self.at = brace;
            return self.parse_named_reference(b'}');
        }
        let reference = self.parse_signed_reference(start)?;
        self.skip_blanks();
        match self.try_byte(b'}') {
            true => Ok(reference),
            false => Err(self.error_from(start, PatternErrorKind::ReferenceExpected)),
        }
    }

    /// `2`, or `-1` and `+1` counted from here.
    fn parse_signed_reference(&mut self, start: usize) -> Result<NodeKind> {
        let sign = self.peek().filter(|byte| matches!(byte, b'+' | b'-'));
        self.at += usize::from(sign.is_some());
        if !self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            return Err(self.error_from(start, PatternErrorKind::ReferenceExpected));
        }
        let Some(number) = self.read_number() else {
            return Err(self.error_from(start, PatternErrorKind::NumberTooBig));
        };
        let target = match sign {
            Some(b'-') => (self.n_groups + 1).checked_sub(number),
            Some(_) => self.n_groups.checked_add(number),
            None => Some(number),
        };
        match target.filter(|target| *target > 0 && number > 0) {
            Some(target) => Ok(self.back_reference(target)),
            None => Err(self.error_from(start, PatternErrorKind::NoSuchGroup)),
        }
    }

    /// Completes references by name and refuses those to groups that do not exist.
    pub(super) fn resolve_references(&self, branches: &mut [Vec<Node>]) -> Result<()> {
        if !self.has_references {
            return Ok(());
        }
        branches
            .iter_mut()
            .flatten()
            .try_for_each(|node| self.resolve_in(node))
    }

    fn resolve_in(&self, node: &mut Node) -> Result<()> {
        match &mut node.kind {
            NodeKind::Group(group) => self.resolve_references(&mut group.branches),
            NodeKind::Repeat(repeat) => self.resolve_in(&mut repeat.item),
            NodeKind::BackReference(reference) => {
                if let Some(name) = &reference.name {
                    reference.groups = self.names.numbers_of(name);
                }
                let n_groups = self.group_spans.len();
                let exists = |number: &u16| usize::from(*number) <= n_groups;
                if reference.groups.is_empty() || !reference.groups.iter().all(exists) {
                    return Err(PatternError::new(PatternErrorKind::NoSuchGroup, node.span));
                }
                Ok(())
            }
            NodeKind::Literal { .. }
            | NodeKind::Dot { .. }
            | NodeKind::NotLineFeed
            | NodeKind::AnyByte
            | NodeKind::Escape(_)
            | NodeKind::Class(_)
            | NodeKind::NewlineSequence
            | NodeKind::Assertion(_)
            | NodeKind::KeepOut
            | NodeKind::Options(_) => Ok(()),
        }
    }
}
