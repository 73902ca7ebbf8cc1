//! What is said of a proposal beside its text.

use sflens::results::ProposalRecord;

/// What the word means, or how many lines have it.
pub fn proposal_note(proposal: &ProposalRecord) -> Option<String> {
    match (&proposal.meaning, proposal.lines) {
        (Some(meaning), _) => Some(meaning.clone()),
        (None, 0) => None,
        (None, 1) => Some("in 1 line".to_owned()),
        (None, n) => Some(format!("in {n} lines")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(meaning: Option<&str>, lines: u32, expected: Option<&str>) {
        let proposal = ProposalRecord {
            text: "x".to_owned(),
            meaning: meaning.map(str::to_owned),
            lines,
        };
        assert_eq!(proposal_note(&proposal).as_deref(), expected);
    }

    #[test]
    fn a_meaning_comes_before_a_count() {
        check(Some("device type"), 3, Some("device type"));
        check(None, 0, None);
        check(None, 1, Some("in 1 line"));
        check(None, 2, Some("in 2 lines"));
    }
}
