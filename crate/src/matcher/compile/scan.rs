//! Scans of what a group took.
//!
//! `(*scs:(1)a|b)c` becomes
//!
//! ```text
//! Scan(group 1)          from the start of what it took to the end of that
//! Group(X), Run(a), Jump(Y)
//! X  Group(0), Run(b)
//! Y  ScanEnd             back to where the scan started, in all of the response
//! Run(c)
//! ```

use super::calls::Open;
use super::{Compiler, FAIL, Layout, look};
use crate::matcher::program::{Op, Reference};
use crate::pattern::tree::{Node, Scanned};

impl Compiler<'_> {
    pub(super) fn scan(&mut self, list: &[Scanned], branches: &[Vec<Node>]) {
        let groups = list.iter().flat_map(|scanned| &scanned.groups);
        self.code.references.push(Reference {
            groups: groups.copied().collect(),
            caseless: false,
        });
        self.push(Op::Scan(self.code.references.len() as u32 - 1));
        let layout = Layout {
            entry: look,
            last_makes_frame: true,
            steps_back: Vec::new(),
        };
        self.framed(Some(Open::Look), |compiler| {
            compiler.alternatives(branches, &layout, FAIL)
        });
        self.push(Op::ScanEnd);
    }
}
