//! Everything that the page knows of files, and every way in which it changes.

use std::rc::Rc;

use sflens::results::SurveyRecord;

use super::entry::Entry;
use super::survey::{Pace, Survey};

/// Files that are being read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Names and sizes of the files.
    pub files: Rc<[(Rc<str>, u64)]>,
    /// How many of them are read.
    pub n_files_read: usize,
    /// Bytes of the present one that are read.
    pub n_read: u64,
    /// Fingerprints that were found in all of them.
    pub n_found: usize,
    /// Entries of the list before.
    n_before: usize,
}

impl Reading {
    /// Bytes of all files.
    pub fn n_bytes(&self) -> u64 {
        self.files.iter().map(|(_, size)| size).sum()
    }

    /// Bytes that are read of all files.
    pub fn n_bytes_read(&self) -> u64 {
        let read = self.files.iter().take(self.n_files_read);
        read.map(|(_, size)| size).sum::<u64>() + self.n_read
    }
}

/// What is to be said of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It has no fingerprint, for this reason; and what to do.
    Nothing {
        /// The file.
        file: Rc<str>,
        /// The reason.
        title: Rc<str>,
        /// What to do.
        help: Rc<str>,
    },
    /// It could not be read, with what the browser said.
    Unreadable {
        /// The file.
        file: Rc<str>,
        /// What the browser said.
        reason: Rc<str>,
    },
    /// Reading was stopped: by the user, or by a fault of ours.
    Stopped {
        /// The file that was being read.
        file: Rc<str>,
        /// What the fault said; nothing when it was the user.
        fault: Option<Rc<str>>,
    },
}

/// Whether the list outlives a reload.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Kept {
    /// It is not written yet.
    #[default]
    Pending,
    /// It does.
    Kept,
    /// It does not: the browser refused, with this word.
    Refused(Rc<str>),
}

/// Everything about files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Files {
    /// The fingerprints in the order in which they were found.
    pub entries: Rc<Vec<Rc<Entry>>>,
    /// What they come to.
    pub survey: Survey,
    /// How fast that is told.
    pub pace: Pace,
    /// A batch is with the worker: its round.
    pub asked: Option<u32>,
    /// The user stopped the telling.
    pub is_survey_stopped: bool,
    /// What is being read.
    pub reading: Option<Reading>,
    /// Files of which something is to be said, in the order in which they were read.
    pub ended: Rc<Vec<Ended>>,
    /// Whether the list outlives a reload.
    pub kept: Kept,
    /// The entries before the list was emptied, until something else happens.
    pub emptied: Option<Rc<Vec<Rc<Entry>>>>,
}

/// What happens.
#[derive(Clone, Debug)]
pub enum FilesAction {
    /// Files with these names and sizes begin to be read.
    Begin(Rc<[(Rc<str>, u64)]>),
    /// So much of the present file is read, and this was found.
    Progress(u64, Vec<Rc<Entry>>),
    /// The present file is read, and this is to be said of it.
    FileEnd(Option<Ended>),
    /// All files are read.
    AllRead,
    /// The only file goes into the field and not into the list.
    TakeOut,
    /// Reading stopped, by a fault when there is a word.
    Stop(Option<Rc<str>>),
    /// The list or what is said of files is put away.
    Empty,
    /// What is said of files is put away.
    Dismiss,
    /// The list is there again.
    TakeBack,
    /// The lines changed.
    Renew,
    /// A batch is with the worker.
    Ask,
    /// The answers to these, and how many milliseconds they took.
    Surveyed(Rc<[u64]>, Vec<Option<SurveyRecord>>, f64),
    /// The worker died over these.
    SurveyDied(Rc<[u64]>),
    /// The user stopped the survey, or lets it go on.
    StopSurvey(bool),
    /// The list was written, or not.
    Keep(Kept),
}

impl Files {
    /// What is known after `action`.
    pub fn apply(&self, action: FilesAction) -> Self {
        let mut next = self.clone();
        match action {
            FilesAction::Begin(files) => next.begin(files),
            FilesAction::Progress(n_read, found) => next.progress(n_read, found),
            FilesAction::FileEnd(ended) => next.end_file(ended),
            FilesAction::AllRead => next.reading = None,
            FilesAction::TakeOut => next.take_out(),
            FilesAction::Stop(fault) => next.stop(fault),
            FilesAction::Empty => next.empty(),
            FilesAction::Dismiss => next.ended = Rc::default(),
            FilesAction::TakeBack => next.take_back(),
            FilesAction::Renew => next.survey.renew(),
            FilesAction::Ask => next.asked = Some(next.survey.round()),
            FilesAction::Surveyed(asked, records, milliseconds) => {
                next.surveyed(&asked, records, milliseconds);
            }
            FilesAction::SurveyDied(asked) => next.survey_died(&asked),
            FilesAction::StopSurvey(is_stopped) => next.is_survey_stopped = is_stopped,
            FilesAction::Keep(kept) => next.kept = kept,
        }
        next
    }

    fn begin(&mut self, files: Rc<[(Rc<str>, u64)]>) {
        self.ended = Rc::default();
        self.emptied = None;
        self.reading = Some(Reading {
            files,
            n_before: self.entries.len(),
            ..Reading::default()
        });
    }

    fn progress(&mut self, n_read: u64, found: Vec<Rc<Entry>>) {
        if let Some(reading) = &mut self.reading {
            reading.n_read = n_read;
            reading.n_found += found.len();
        }
        if !found.is_empty() {
            Rc::make_mut(&mut self.entries).extend(found);
            self.kept = Kept::Pending;
        }
    }

    fn end_file(&mut self, ended: Option<Ended>) {
        if let Some(reading) = &mut self.reading {
            reading.n_files_read += 1;
            reading.n_read = 0;
        }
        Rc::make_mut(&mut self.ended).extend(ended);
    }

    fn take_out(&mut self) {
        if let Some(reading) = self.reading.take() {
            Rc::make_mut(&mut self.entries).truncate(reading.n_before);
        }
    }

    /// Answers for lines that have changed since are not taken.
    fn surveyed(&mut self, asked: &[u64], records: Vec<Option<SurveyRecord>>, milliseconds: f64) {
        if self.asked.take() == Some(self.survey.round()) {
            self.survey.take(asked, records);
        }
        self.pace = self.pace.after(milliseconds);
    }

    /// The batch is asked for once more, one at a time; the one that did it has no answer.
    fn survey_died(&mut self, asked: &[u64]) {
        self.asked = None;
        if let [one] = asked {
            self.survey.take(&[*one], [None]);
        }
        self.pace = Pace { n_batch: 1 };
    }

    fn stop(&mut self, fault: Option<Rc<str>>) {
        let Some(reading) = self.reading.take() else {
            return;
        };
        if let Some((file, _)) = reading.files.get(reading.n_files_read) {
            let file = file.clone();
            Rc::make_mut(&mut self.ended).push(Ended::Stopped { file, fault });
        }
    }

    fn empty(&mut self) {
        *self = Self {
            emptied: Some(std::mem::take(&mut self.entries)),
            survey: std::mem::take(&mut self.survey),
            ..Self::default()
        };
    }

    fn take_back(&mut self) {
        if let Some(entries) = self.emptied.take() {
            self.entries = entries;
            self.kept = Kept::Pending;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{fingerprint, surveyed};

    fn entry() -> Rc<Entry> {
        Rc::new(Entry::new(1, "SF".into(), fingerprint(vec![])))
    }

    fn reading() -> Files {
        let files: Rc<[(Rc<str>, u64)]> = [("a".into(), 100), ("b".into(), 50)].into();
        Files::default()
            .apply(FilesAction::Begin(files))
            .apply(FilesAction::Progress(60, vec![entry()]))
    }

    #[test]
    fn progress_counts_all_files_together() {
        let first = reading();
        let now = first.reading.as_ref().expect("it reads");
        assert_eq!(
            (now.n_bytes_read(), now.n_bytes(), now.n_found),
            (60, 150, 1)
        );
        let second = first
            .apply(FilesAction::FileEnd(None))
            .apply(FilesAction::Progress(10, vec![]));
        assert_eq!(second.reading.expect("it reads").n_bytes_read(), 110);
    }

    #[test]
    fn a_stop_keeps_what_was_found_and_names_the_file() {
        let stopped = reading().apply(FilesAction::Stop(None));
        assert_eq!(stopped.reading, None);
        assert_eq!(stopped.entries.len(), 1);
        let file = "a".into();
        assert_eq!(stopped.ended[..], [Ended::Stopped { file, fault: None }]);
        assert_eq!(stopped.apply(FilesAction::Stop(None)), stopped);
    }

    #[test]
    fn a_file_that_goes_into_the_field_leaves_the_list_as_it_was() {
        let listed = reading().apply(FilesAction::AllRead);
        let files: Rc<[(Rc<str>, u64)]> = [("c".into(), 9)].into();
        let more = listed
            .apply(FilesAction::Begin(files))
            .apply(FilesAction::Progress(9, vec![entry(), entry()]))
            .apply(FilesAction::TakeOut);
        assert_eq!(more.entries, listed.entries);
        assert_eq!(more.reading, None);
    }

    #[test]
    fn answers_for_lines_that_changed_are_not_taken() {
        let asked = reading().apply(FilesAction::Ask);
        let answer = || FilesAction::Surveyed([1].into(), vec![surveyed("hard", "ssh")], 1.0);
        let changed = asked.apply(FilesAction::Renew).apply(answer());
        assert_eq!((changed.asked, changed.survey.verdict(1)), (None, None));
        assert!(asked.apply(answer()).survey.verdict(1).is_some());
    }

    #[test]
    fn what_kills_the_worker_is_found_out_and_left_out() {
        let asked = reading().apply(FilesAction::Ask);
        let died = asked.apply(FilesAction::SurveyDied([1, 2].into()));
        assert_eq!(
            (died.pace.n_batch, died.survey.n_answered(&died.entries)),
            (1, 0)
        );
        let alone = died.apply(FilesAction::SurveyDied([1].into()));
        assert_eq!(alone.survey.n_answered(&alone.entries), 1);
    }

    #[test]
    fn an_emptied_list_can_be_taken_back_until_files_are_read() {
        let read = reading().apply(FilesAction::AllRead);
        let emptied = read.apply(FilesAction::Empty);
        assert!(emptied.entries.is_empty());
        assert_eq!(emptied.apply(FilesAction::TakeBack).entries, read.entries);
        let begun = emptied.apply(FilesAction::Begin([].into()));
        assert!(begun.apply(FilesAction::TakeBack).entries.is_empty());
    }

    #[test]
    fn what_is_added_has_to_be_kept_anew() {
        let kept = reading().apply(FilesAction::Keep(Kept::Kept));
        assert_eq!(
            kept.apply(FilesAction::Progress(1, vec![])).kept,
            Kept::Kept
        );
        let more = kept.apply(FilesAction::Progress(2, vec![entry()]));
        assert_eq!(more.kept, Kept::Pending);
    }
}
