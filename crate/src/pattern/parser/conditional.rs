//! `(?(condition)yes|no)`.
//!
//! The condition is a group's number or name, `R`, `R1` or `R&name`, `DEFINE`, `VERSION>=10.4`, or a
//! lookaround: `(?(?=a)…)`.

use super::names::Check;
use super::{Parser, Result};
use crate::pattern::PatternErrorKind;
use crate::pattern::tree::{Condition, GroupKind, NodeKind};

impl Parser<'_> {
    /// Stands on the second `(` of `(?(`.
    pub(super) fn parse_conditional(&mut self, start: usize) -> Result<Option<NodeKind>> {
        self.at += 1;
        let condition = match self.peek() {
            None => return Err(self.unclosed(start)),
            Some(b'?' | b'*') => self.parse_condition_look(start)?,
            Some(_) => self.parse_condition()?,
        };
        let most = match condition {
            Condition::Define => 1,
            _ => 2,
        };
        let offset = self.branch_offset;
        let group = self.parse_plain_body(start, GroupKind::Conditional(condition))?;
        if group.branches.len() > most && self.late_fault.is_none() {
            let kind = PatternErrorKind::TooManyBranches;
            self.late_fault = Some(self.error_from(start, kind).at(offset));
        }
        Ok(Some(NodeKind::Group(Box::new(group))))
    }

    /// A lookaround as a condition; comments and a callout may stand before it.
    fn parse_condition_look(&mut self, start: usize) -> Result<Condition> {
        self.at -= 1;
        self.open(start)?;
        let mut callout_allowed = true;
        loop {
            if self.in_quote && self.try_bytes(b"\\E") {
                self.in_quote = false;
            } else if self.in_quote || !self.try_ignorable()? {
                let is_callout = !self.in_quote && matches!(self.rest(), [b'(', b'?', b'C', _, ..]);
                if !(is_callout && callout_allowed) {
                    break;
                }
                self.at += 2;
                self.parse_callout(start)?;
                callout_allowed = false;
            }
        }
        if self.peek().is_none() {
            return Err(self.unclosed(start));
        }
        if self.in_quote || !is_condition_look(self.rest()) {
            return Err(self.error_here(PatternErrorKind::LookExpected));
        }
        self.expects_look = true;
        let look = self.parse_group(&mut Vec::new())?;
        self.expects_look = false;
        self.depth -= 1;
        match look {
            Some(NodeKind::Group(group)) => Ok(Condition::Look(group)),
            _ => Err(self.error_here(PatternErrorKind::LookExpected)),
        }
    }

    /// Stands behind `(?(`.
    fn parse_condition(&mut self) -> Result<Condition> {
        let start = self.at;
        let condition = match self.read_group_number()? {
            Some(0) => return Err(self.error_from(start, PatternErrorKind::NoSuchGroup)),
            Some(number) => {
                let offset = self.at.saturating_sub(2);
                self.check(start, offset, Check::Number(number));
                self.branch_offset = offset.saturating_sub(2);
                let groups = vec![number];
                Condition::Group { groups, name: None }
            }
            None => self.parse_named_condition(start)?,
        };
        match self.try_byte(b')') {
            true => Ok(condition),
            false => Err(self.error_here(PatternErrorKind::UnclosedCondition)),
        }
    }

    fn parse_named_condition(&mut self, start: usize) -> Result<Condition> {
        match self.rest() {
            rest if is_version(rest) => return self.parse_version(start),
            [b'R', b'&', ..] => {
                self.at += 2;
                let name = self.parse_condition_name(b')')?;
                self.at -= 1;
                let (groups, name) = (Vec::new(), Some(name));
                return Ok(Condition::Call { groups, name });
            }
            [quote @ (b'<' | b'\''), ..] => {
                self.at += 1;
                let terminator = if *quote == b'<' { b'>' } else { b'\'' };
                let name = Some(self.parse_condition_name(terminator)?);
                let groups = Vec::new();
                return Ok(Condition::Group { groups, name });
            }
            _ => {}
        }
        let name = self.parse_name(b')')?;
        self.at -= 1;
        self.branch_offset = start;
        if name == b"DEFINE" {
            return Ok(Condition::Define);
        }
        let check = match is_call_condition(&name) {
            true => Check::NameOrCall,
            false => Check::Name,
        };
        self.check(start, start, check(name.clone()));
        let (groups, name) = (Vec::new(), Some(name));
        Ok(Condition::Group { groups, name })
    }

    pub(super) fn parse_condition_name(&mut self, terminator: u8) -> Result<Vec<u8>> {
        let start = self.at;
        let name = self.parse_name(terminator)?;
        self.check(start, start, Check::Name(name.clone()));
        self.branch_offset = start;
        Ok(name)
    }

    /// `VERSION>=10.4`, or with `=`.
    fn parse_version(&mut self, start: usize) -> Result<Condition> {
        self.at += b"VERSION".len();
        let at_least = self.try_byte(b'>');
        let fault = PatternErrorKind::BadVersion;
        if !self.try_byte(b'=') || !self.peek_digit() {
            return Err(self.error_here(fault));
        }
        let major = self.read_number().filter(|major| *major <= 1000);
        let Some(major) = major.filter(|_| self.peek().is_some()) else {
            return Err(self.error_from(start, fault));
        };
        let mut minor = 0;
        if self.try_byte(b'.') {
            let Some(tens @ b'0'..=b'9') = self.peek() else {
                return Err(self.error_here(fault));
            };
            self.at += 1;
            minor = u16::from(tens - b'0') * 10;
            if let Some(ones @ b'0'..=b'9') = self.peek() {
                self.at += 1;
                minor += u16::from(ones - b'0');
            }
            if self.peek() != Some(b')') {
                return Err(self.error_here(fault));
            }
        }
        Ok(Condition::Version {
            at_least,
            major,
            minor,
        })
    }

    /// `(?C)`, `(?C1)`, `(?C"text")`: asks the program around PCRE2 whether to go on, and changes
    /// nothing where, as in Nmap, that program does not listen. Stands on the `C`.
    pub(super) fn parse_callout(&mut self, start: usize) -> Result<Option<NodeKind>> {
        self.at += 1;
        match self.peek() {
            None => return Err(self.unclosed(start)),
            Some(b')' | b'0'..=b'9') => self.skip_callout_number()?,
            Some(delimiter) => self.skip_callout_text(delimiter)?,
        }
        self.n_untraced += 1;
        match self.try_byte(b')') {
            true => Ok(None),
            false => Err(self.error_here(PatternErrorKind::BadCallout)),
        }
    }

    fn skip_callout_number(&mut self) -> Result<()> {
        let start = self.at;
        let mut number = 0;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            self.at += 1;
            number = number * 10 + u16::from(digit - b'0');
            if number > 255 {
                return Err(self.error_from(start, PatternErrorKind::BadCallout));
            }
        }
        Ok(())
    }

    /// A delimiter in the text stands twice.
    fn skip_callout_text(&mut self, delimiter: u8) -> Result<()> {
        let start = self.at;
        let end = match delimiter {
            b'`' | b'\'' | b'"' | b'^' | b'%' | b'#' | b'$' => delimiter,
            b'{' => b'}',
            _ => return Err(self.error_here(PatternErrorKind::BadCallout)),
        };
        loop {
            self.at += 1;
            if self.at >= self.text.len() {
                self.at = start;
                return Err(self.error_here(PatternErrorKind::BadCallout));
            }
            if self.peek() == Some(end) {
                self.at += 1;
                if self.peek() != Some(end) {
                    return Ok(());
                }
            }
        }
    }
}

/// Whether `text` starts with something that could be a lookaround, as far as PCRE2 looks.
fn is_condition_look(text: &[u8]) -> bool {
    matches!(
        text,
        [b'(', b'*', b'a'..=b'z', _, ..]
            | [b'(', b'?', b'=' | b'!', _, ..]
            | [b'(', b'?', b'<', b'=' | b'!', ..]
    )
}

/// Whether `text`, behind `(?(`, is about the version of PCRE2 rather than a group of that name.
fn is_version(text: &[u8]) -> bool {
    let behind = text.strip_prefix(b"VERSION");
    text.len() >= 10 && behind.is_some_and(|rest| !rest.starts_with(b")"))
}

/// `R` or `R` with digits.
pub(super) fn is_call_condition(name: &[u8]) -> bool {
    let number = name.strip_prefix(b"R");
    number.is_some_and(|number| number.iter().all(u8::is_ascii_digit))
}
