//! `(*scan_substring:(1,<name>)…)`, `(*scs:…)`: a search in what a group took.

use super::names::Check;
use super::{Parser, Result};
use crate::pattern::PatternErrorKind;
use crate::pattern::tree::{GroupKind, NodeKind, Scanned};

impl Parser<'_> {
    /// Stands on the colon.
    pub(super) fn parse_scan(&mut self, start: usize) -> Result<Option<NodeKind>> {
        self.at += 1;
        if self.peek().is_none() {
            return Err(self.unclosed(start));
        }
        if !self.try_byte(b'(') {
            return Err(self.error_here(PatternErrorKind::ScanListExpected));
        }
        let outer_offset = self.branch_offset;
        let list = self.parse_scan_list(start)?;
        self.first_offset = std::mem::replace(&mut self.branch_offset, outer_offset);
        self.parse_body(start, GroupKind::Scan(list))
    }

    /// Up to the parenthesis that ends the list, which is read too.
    fn parse_scan_list(&mut self, start: usize) -> Result<Vec<Scanned>> {
        let mut list = Vec::new();
        loop {
            list.push(self.parse_scanned(start)?);
            match self.peek() {
                None => return Err(self.unclosed(start)),
                Some(b',') => self.at += 1,
                Some(b')') => break,
                Some(_) => return Err(self.error_here(PatternErrorKind::UnclosedScanList)),
            }
        }
        self.at += 1;
        Ok(list)
    }

    /// A number, with or without a sign, or a name in `<>` or quotes.
    fn parse_scanned(&mut self, start: usize) -> Result<Scanned> {
        let here = self.at;
        match self.read_group_number()? {
            Some(0) => return Err(self.error_from(here, PatternErrorKind::NoSuchGroup)),
            Some(number) => {
                self.check(here, here, Check::Number(number));
                self.branch_offset = here;
                let groups = vec![number];
                return Ok(Scanned { groups, name: None });
            }
            None => {}
        }
        let terminator = match self.peek() {
            None => return Err(self.unclosed(start)),
            Some(b'<') => b'>',
            Some(b'\'') => b'\'',
            Some(_) => return Err(self.error_here(PatternErrorKind::ScanListExpected)),
        };
        self.at += 1;
        let name = Some(self.parse_condition_name(terminator)?);
        let groups = Vec::new();
        Ok(Scanned { groups, name })
    }
}
