//! What the house rules find in the match lines. It is a moment older than the text on the screen,
//! and than what the worker says at each keystroke.

use std::rc::Rc;

use sflens::results::{DiagnosticRecord, SpanRecord};

use super::tokens::Difference;

/// The findings about one state of the lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Linted {
    /// The lines.
    pub text: Rc<str>,
    /// The findings that no comment allows, in the order of their places.
    pub findings: Rc<[DiagnosticRecord]>,
}

impl Linted {
    /// The findings where they stand in `text`; those that a change has cut since are left out.
    pub fn carried(&self, text: &str) -> Vec<DiagnosticRecord> {
        if &*self.text == text {
            return self.findings.to_vec();
        }
        let difference = Difference::between(&self.text, text);
        let carry = |finding: &DiagnosticRecord| {
            let (start, end) = difference.carry(finding.span.start, finding.span.end)?;
            let mut finding = finding.clone();
            finding.span = SpanRecord { start, end };
            // They were about the older text.
            (finding.second, finding.edit) = (None, None);
            Some(finding)
        };
        self.findings.iter().filter_map(carry).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::finding;

    #[test]
    fn findings_move_with_what_is_typed() {
        let linted = Linted {
            text: "match a m|b|".into(),
            findings: [finding("lines", 0, "x"), finding("lines", 10, "y")].into(),
        };
        let starts = |text: &str| -> Vec<u32> {
            let carried = linted.carried(text);
            carried.iter().map(|finding| finding.span.start).collect()
        };
        assert_eq!(starts("match a m|b|"), [0, 10]);
        assert_eq!(starts("match abc m|b|"), [0, 12]);
        assert_eq!(starts("tch a m|b|"), [8]);
    }
}
