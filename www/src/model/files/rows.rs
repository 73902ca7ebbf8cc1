//! The rows of the table: filtered, grouped, sorted; the page draws a page of them at a time.

use std::cmp::Ordering;
use std::rc::Rc;

use super::entry::{Entry, EntryVerdict, compare_names};
use super::survey::Survey;
use crate::model::Sign;

/// Rows of one page of the table.
pub const PAGE_ROWS: usize = 50;

/// What a column shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// As they were found.
    #[default]
    Found,
    /// The host.
    Host,
    /// Port and protocol.
    Port,
    /// The probes that were answered.
    Probes,
    /// What Nmap would report.
    Verdict,
    /// The line that came closest.
    Nearest,
    /// When it was scanned.
    Date,
}

/// Which entries are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// All.
    #[default]
    All,
    /// Those of which Nmap would report a service after a hard match.
    Hard,
    /// Those with a soft match.
    Soft,
    /// Those that no line matches.
    NoMatch,
    /// Those that the file holds in part only.
    Damaged,
}

impl Show {
    /// All of them with their names.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::All, "all"),
        (Self::Hard, "hard matches"),
        (Self::Soft, "soft matches"),
        (Self::NoMatch, "no match"),
        (Self::Damaged, "damaged"),
    ];
}

/// How the user looks at the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Text that a row has to have, in lower case.
    pub filter: Rc<str>,
    /// Which entries are shown.
    pub show: Show,
    /// By what they are sorted.
    pub sort: Column,
    /// The last first.
    pub descending: bool,
    /// Those for which Nmap would report the same are one row.
    pub grouped: bool,
    /// The page that is shown, from 0; may be behind the last one.
    pub page: usize,
}

impl Default for View {
    fn default() -> Self {
        Self {
            filter: "".into(),
            show: Show::default(),
            sort: Column::default(),
            descending: false,
            grouped: true,
            page: 0,
        }
    }
}

impl View {
    /// Sorted by a column: first up, then down, then as they were found.
    pub fn sorted_by(&self, column: Column) -> Self {
        let (sort, descending) = match (self.sort == column, self.descending) {
            (true, false) => (column, true),
            (true, true) => (Column::Found, false),
            (false, _) => (column, false),
        };
        Self {
            sort,
            descending,
            page: 0,
            ..self.clone()
        }
    }
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The entries that it stands for, by their indices, in the order in which they were found.
    pub entries: Vec<usize>,
    /// What they come to, when it is known.
    pub verdict: Option<Rc<EntryVerdict>>,
}

impl Row {
    /// The first of its entries.
    pub fn first(&self) -> usize {
        self.entries.first().copied().unwrap_or_default()
    }
}

/// All rows of the view, of every page.
pub fn rows(entries: &[Rc<Entry>], survey: &Survey, view: &View) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut known = std::collections::HashMap::new();
    for (idx, entry) in entries.iter().enumerate() {
        let verdict = survey.verdict(entry.same);
        if !is_shown(entry, verdict.as_deref(), view) {
            continue;
        }
        let row = known.entry(entry.same).or_insert(rows.len());
        match rows.get_mut(*row).filter(|_| view.grouped) {
            Some(row) => row.entries.push(idx),
            None => rows.push(Row {
                entries: vec![idx],
                verdict,
            }),
        }
    }
    if view.sort != Column::Found {
        rows.sort_by(|one, other| {
            let ordering = compare(entries, one, other, view.sort);
            match view.descending {
                true => ordering.reverse(),
                false => ordering,
            }
        });
    }
    rows
}

fn is_shown(entry: &Entry, verdict: Option<&EntryVerdict>, view: &View) -> bool {
    let sign = verdict.map(|verdict| verdict.sign);
    let is_kind = match view.show {
        Show::All => true,
        Show::Hard => sign == Some(Sign::Hard),
        Show::Soft => sign == Some(Sign::Soft),
        Show::NoMatch => sign == Some(Sign::NoMatch),
        Show::Damaged => !entry.record.complete,
    };
    is_kind && (view.filter.is_empty() || says(entry, verdict, &view.filter))
}

/// True when some column has this text, in lower case.
fn says(entry: &Entry, verdict: Option<&EntryVerdict>, wanted: &str) -> bool {
    let has = |text: &str| text.to_lowercase().contains(wanted);
    let of_verdict = |verdict: &EntryVerdict| {
        let nearest = verdict.nearest.as_deref().unwrap_or_default();
        has(verdict.state) || has(&verdict.service) || has(nearest)
    };
    has(entry.host())
        || has(&entry.port())
        || has(&entry.probes)
        || has(&entry.record.source.file)
        || has(&entry.date())
        || verdict.is_some_and(of_verdict)
}

fn compare(entries: &[Rc<Entry>], one: &Row, other: &Row, by: Column) -> Ordering {
    let (Some(a), Some(b)) = (entries.get(one.first()), entries.get(other.first())) else {
        return Ordering::Equal;
    };
    match by {
        Column::Found => Ordering::Equal,
        Column::Host => compare_names(a.host(), b.host()),
        Column::Port => {
            let key = |entry: &Rc<Entry>| (entry.record.port, entry.record.protocol.clone());
            key(a).cmp(&key(b))
        }
        Column::Probes => a.probes.cmp(&b.probes),
        Column::Verdict => verdict_key(one).cmp(&verdict_key(other)),
        Column::Nearest => nearest_key(one).cmp(&nearest_key(other)),
        Column::Date => a.record.time.cmp(&b.record.time),
    }
}

/// Hard before soft before none, then by what is said of it.
fn verdict_key(row: &Row) -> (u8, &str) {
    let Some(verdict) = &row.verdict else {
        return (3, "");
    };
    let rank = match verdict.sign {
        Sign::Hard => 0,
        Sign::Soft => 1,
        _ => 2,
    };
    (rank, &verdict.service)
}

/// Those with a nearest line first.
fn nearest_key(row: &Row) -> (bool, &str) {
    let nearest = row.verdict.as_ref().and_then(|v| v.nearest.as_deref());
    (nearest.is_none(), nearest.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{fingerprint, response, surveyed};

    /// Ports with the number of what they say, and the host.
    fn entries() -> Vec<Rc<Entry>> {
        let of = |host: &str, port: u16, same: u64, time: u64| {
            let mut record = fingerprint(vec![response("NULL", b"a")]);
            record.host = Some(host.into());
            record.port = Some(port);
            record.time = Some(time);
            record.complete = same != 3;
            Rc::new(Entry::new(same, String::new(), record))
        };
        vec![
            of("10.0.0.10", 22, 1, 5),
            of("10.0.0.9", 22, 1, 4),
            of("10.0.0.9", 80, 2, 3),
            of("10.0.0.11", 21, 3, 9),
        ]
    }

    fn survey() -> Survey {
        let mut survey = Survey::default();
        survey.take(&[1, 2], [surveyed("hard", "ssh"), surveyed("soft", "http")]);
        survey
    }

    #[track_caller]
    fn check(view: &View, wanted: &[&[usize]]) {
        let rows = rows(&entries(), &survey(), view);
        let seen: Vec<&[usize]> = rows.iter().map(|row| &row.entries[..]).collect();
        assert_eq!(seen, wanted);
    }

    fn sorted(sort: Column) -> View {
        View {
            sort,
            grouped: false,
            ..View::default()
        }
    }

    #[test]
    fn those_that_nmap_reports_the_same_for_are_one_row() {
        check(&View::default(), &[&[0, 1], &[2], &[3]]);
        check(&sorted(Column::Found), &[&[0], &[1], &[2], &[3]]);
    }

    #[test]
    fn each_column_sorts_by_what_it_means() {
        check(&sorted(Column::Host), &[&[1], &[2], &[0], &[3]]);
        check(&sorted(Column::Port), &[&[3], &[0], &[1], &[2]]);
        check(&sorted(Column::Date), &[&[2], &[1], &[0], &[3]]);
        check(&sorted(Column::Verdict), &[&[0], &[1], &[2], &[3]]);
        let last_first = sorted(Column::Port).sorted_by(Column::Port);
        check(&last_first, &[&[2], &[0], &[1], &[3]]);
        let as_found = last_first.sorted_by(Column::Port);
        assert_eq!(as_found.sort, Column::Found);
    }

    #[test]
    fn a_filter_looks_into_every_column() {
        let with = |filter: &str| View {
            filter: filter.into(),
            ..View::default()
        };
        check(&with("10.0.0.9"), &[&[1], &[2]]);
        check(&with("http"), &[&[2]]);
        check(&with("21/tcp"), &[&[3]]);
        check(&with("nothing of it"), &[]);
    }

    #[test]
    fn verdicts_and_damage_can_be_chosen() {
        let only = |show| View {
            show,
            ..View::default()
        };
        check(&only(Show::Hard), &[&[0, 1]]);
        check(&only(Show::Soft), &[&[2]]);
        check(&only(Show::NoMatch), &[]);
        check(&only(Show::Damaged), &[&[3]]);
    }
}
