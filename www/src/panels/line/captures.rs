//! Captures and substitutions as numbered marks.

use sflens::results::{SpanRecord, SubstitutionRecord};

use crate::widgets::Mark;

/// The marks of the groups that took part; group 0, the whole match, has none.
pub fn capture_marks(captures: &[Option<SpanRecord>]) -> Vec<Mark> {
    let numbered = captures.iter().enumerate().skip(1);
    numbered
        .filter_map(|(number, span)| {
            let span = (*span)?;
            let number = u8::try_from(number).ok()?;
            let (start, end) = (span.start as usize, span.end as usize);
            Some(Mark { start, end, number })
        })
        .collect()
}

/// The marks over the field of this name, for CPEs over the one at `cpe_idx`.
pub(super) fn field_marks(
    substitutions: &[SubstitutionRecord],
    field: &str,
    cpe_idx: Option<u32>,
) -> Vec<Mark> {
    let own = substitutions
        .iter()
        .filter(|s| s.field == field && s.cpe_idx == cpe_idx);
    own.map(|s| Mark {
        start: s.start as usize,
        end: s.end as usize,
        number: s.group,
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_that_took_no_part_have_no_mark() {
        let span = |start, end| Some(SpanRecord { start, end });
        let marks = capture_marks(&[span(0, 9), None, span(4, 6)]);
        assert_eq!(
            marks,
            [Mark {
                start: 4,
                end: 6,
                number: 2
            }]
        );
    }
}
