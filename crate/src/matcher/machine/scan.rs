//! Scans of what a group took: `(*scs:(1)…)`.
//!
//! While one runs, the response ends where the group's capture ends. That end, and the offset to go
//! back to, are kept in a slot behind those of the captures, so that going back over frames brings
//! back what held when they were pushed. What matched in a scan can be tried in another way later.
//!
//! Source: `OP_ASSERT_SCS` in `pcre2_match.c` of PCRE2 10.46.

use super::{FAIL, Machine, Result, Resume, Slot, Step, UNSET};

impl Machine<'_> {
    /// The slot of the end; only in programs with scans.
    fn end_slot(&self) -> u16 {
        let n_behind = 1 + usize::from(self.code.has_calls());
        self.scratch.slots.len().saturating_sub(n_behind) as u16
    }

    /// Goes to what the first group of the list took that took part.
    pub(super) fn scan(&mut self, list: u32) -> Step {
        let Some((_, (start, end))) = self.referenced(list) else {
            return Step::Fail;
        };
        self.set_end((end, self.at));
        self.at = start;
        Step::Continue
    }

    /// The end of a scan, which is the innermost group.
    pub(super) fn end_scan(&mut self) -> Result<Step> {
        let Some(open) = self.open_group().copied() else {
            return Ok(Step::Fail);
        };
        self.group = open.group;
        self.at = self.slot(self.end_slot()).1;
        self.push(Resume::Go(false), FAIL, self.at)?;
        self.set_end(self.end_before(open.n_undo));
        Ok(Step::Continue)
    }

    /// The same for a scan whose frames are about to go, and were pushed when the log was so long.
    pub(super) fn leave_scan(&mut self, n_undo: u32) {
        self.at = self.slot(self.end_slot()).1;
        self.set_end(self.end_before(n_undo));
    }

    /// The end outside of a scan: the change logged last before its frame is the scan's own.
    fn end_before(&self, n_undo: u32) -> Slot {
        let own = self.scratch.undo.get((n_undo as usize).wrapping_sub(1));
        own.map_or(UNSET, |own| own.old)
    }

    /// Brings back the end that held when the log was so long.
    pub(super) fn end_as_before(&mut self, n_undo: u32) {
        if !self.code.has_scans {
            return;
        }
        let slot = self.end_slot();
        let mut since = self.scratch.undo.iter().skip(n_undo as usize);
        if let Some(old) = since.find(|undo| undo.slot == slot).map(|undo| undo.old) {
            self.set_end(old);
        }
    }

    /// After the slots have been given old values.
    pub(super) fn restore_end(&mut self) {
        if self.code.has_scans {
            self.cut(self.slot(self.end_slot()));
        }
    }

    fn set_end(&mut self, value: Slot) {
        self.set_slot(self.end_slot(), value);
        self.cut(value);
    }

    fn cut(&mut self, (end, _): Slot) {
        self.subject = self.whole.get(..end as usize).unwrap_or(self.whole);
    }
}
