//! Nmap's own line of the port table, with the captures marked in it.

use sflens::results::VerdictRecord;

use super::captures::field_marks;
use crate::widgets::Mark;

/// The line with marks over product, version and info, which end it. Where Nmap had to cut, its
/// text is not that of the fields any more, and no marks are set. Where the paste hides the port,
/// Nmap's line cannot be known, and the service with its fields stands for it.
pub(super) fn marked_line(verdict: &VerdictRecord) -> (String, Vec<Mark>) {
    let version = version_column(verdict);
    let Some(line) = verdict.printed.port_line.clone() else {
        let mut columns = Columns::default();
        columns.push("", verdict.service.clone(), "", &[]);
        columns.push("", Some(version.text), "", &version.marks);
        return (columns.text, columns.marks);
    };
    let n_before = line
        .chars()
        .count()
        .checked_sub(version.text.chars().count());
    let marks = match n_before {
        Some(by) if line.ends_with(&as_printed(&version.text)) => shift(&version.marks, by),
        _ => Vec::new(),
    };
    (line, marks)
}

fn version_column(verdict: &VerdictRecord) -> Columns {
    let mut columns = Columns::default();
    let field = |name| field_marks(&verdict.substitutions, name, None);
    columns.push("", verdict.product.clone(), "", &field("product"));
    columns.push("", verdict.version.clone(), "", &field("version"));
    columns.push("(", verdict.info.clone(), ")", &field("info"));
    columns
}

/// Nmap prints a dot for each byte that is not printable ASCII.
fn as_printed(text: &str) -> String {
    let printed = |c| if matches!(c, ' '..='~') { c } else { '.' };
    text.chars().map(printed).collect()
}

fn shift(marks: &[Mark], by: usize) -> Vec<Mark> {
    let moved = |mark: &Mark| Mark {
        start: mark.start + by,
        end: mark.end + by,
        number: mark.number,
    };
    marks.iter().map(moved).collect()
}

/// Parts joined by single spaces, and where their marks have gone.
#[derive(Default)]
struct Columns {
    text: String,
    marks: Vec<Mark>,
}

impl Columns {
    fn push(&mut self, before: &str, part: Option<String>, after: &str, marks: &[Mark]) {
        let Some(part) = part.filter(|part| !part.is_empty()) else {
            return;
        };
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(before);
        let by = self.text.chars().count();
        self.marks.extend(shift(marks, by));
        self.text.push_str(&part);
        self.text.push_str(after);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::verdict;

    #[track_caller]
    fn check(verdict: &VerdictRecord, text: &str, marked: &[(u8, &str)]) {
        let (line, marks) = marked_line(verdict);
        let found: Vec<_> = (marks.iter())
            .map(|mark| (mark.number, &line[mark.start..mark.end]))
            .collect();
        assert_eq!((line.as_str(), &found[..]), (text, marked));
    }

    #[test]
    fn marks_go_with_their_fields() {
        let line = "21/tcp open  ftp     Stagehand ftpd 2.1WU(1) (SCO 2.6.1)";
        check(&verdict(), line, &[(2, "2.1WU(1)"), (3, "2.6.1")]);
    }

    #[test]
    fn a_cut_line_has_no_marks() {
        let mut verdict = verdict();
        let line = "21/tcp open  ftp     Stagehand ftpd 2.1WU(1) (SC...)";
        verdict.printed.port_line = Some(line.into());
        check(&verdict, line, &[]);
    }

    #[test]
    fn without_a_port_the_fields_stand_alone() {
        let mut verdict = verdict();
        verdict.printed.port_line = None;
        let line = "ftp Stagehand ftpd 2.1WU(1) (SCO 2.6.1)";
        check(&verdict, line, &[(2, "2.1WU(1)"), (3, "2.6.1")]);
    }
}
