//! What many fingerprints come to, asked for in batches.

use std::collections::HashMap;
use std::rc::Rc;

use sflens::results::SurveyRecord;

use super::entry::{Entry, EntryVerdict, entry_verdict};

/// The answers for one state of the lines; those for the state before stay until each is renewed.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// Counts up with each change of the lines.
    round: u32,
    answers: Rc<HashMap<u64, Answer>>,
}

/// Two states of the same survey are told apart without a look at each answer.
impl PartialEq for Survey {
    fn eq(&self, other: &Self) -> bool {
        self.round == other.round && Rc::ptr_eq(&self.answers, &other.answers)
    }
}

#[derive(Clone, Debug)]
struct Answer {
    round: u32,
    record: Option<Rc<SurveyRecord>>,
    verdict: Option<Rc<EntryVerdict>>,
}

impl Survey {
    /// What was answered for this number, now or for the lines before.
    pub fn verdict(&self, same: u64) -> Option<Rc<EntryVerdict>> {
        self.answers.get(&same)?.verdict.clone()
    }

    /// The whole record of it.
    pub fn record(&self, same: u64) -> Option<Rc<SurveyRecord>> {
        self.answers.get(&same)?.record.clone()
    }

    /// The number of the present lines.
    pub fn round(&self) -> u32 {
        self.round
    }

    /// The lines changed: everything is asked for again.
    pub fn renew(&mut self) {
        self.round += 1;
    }

    /// Takes the answers to `asked`, in the same order.
    pub fn take(&mut self, asked: &[u64], records: impl IntoIterator<Item = Option<SurveyRecord>>) {
        let answers = Rc::make_mut(&mut self.answers);
        for (same, record) in asked.iter().zip(records) {
            let answer = Answer {
                round: self.round,
                verdict: record.as_ref().map(entry_verdict).map(Rc::new),
                record: record.map(Rc::new),
            };
            answers.insert(*same, answer);
        }
    }

    /// True when it is answered for the lines as they are.
    fn is_answered(&self, same: u64) -> bool {
        let answer = self.answers.get(&same);
        answer.is_some_and(|answer| answer.round == self.round)
    }

    /// The next entries to ask for, at most `n_wanted`, each number once.
    pub fn next_batch(&self, entries: &[Rc<Entry>], n_wanted: usize) -> Vec<Rc<Entry>> {
        let mut batch: Vec<Rc<Entry>> = Vec::new();
        for entry in entries {
            if batch.len() == n_wanted {
                break;
            }
            let is_new = !batch.iter().any(|other| other.same == entry.same);
            if is_new && !self.is_answered(entry.same) {
                batch.push(entry.clone());
            }
        }
        batch
    }

    /// How many of the entries are answered for the lines as they are.
    pub fn n_answered(&self, entries: &[Rc<Entry>]) -> usize {
        let answered = entries.iter().filter(|entry| self.is_answered(entry.same));
        answered.count()
    }
}

/// How many fingerprints make a batch: as many as take about `Pace::GOAL` milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Fingerprints in the next batch.
    pub n_batch: usize,
}

impl Default for Pace {
    fn default() -> Self {
        Self { n_batch: 8 }
    }
}

impl Pace {
    /// Milliseconds that a batch should take, so that progress is seen and a change of the lines
    /// does not wait.
    const GOAL: f64 = 100.0;
    /// The most fingerprints of a batch.
    const MOST: usize = 256;

    /// The pace after a batch that took this long.
    pub fn after(self, milliseconds: f64) -> Self {
        let n_batch = match milliseconds {
            fast if fast < Self::GOAL / 2.0 => self.n_batch * 2,
            slow if slow > Self::GOAL * 2.0 => self.n_batch / 2,
            _ => self.n_batch,
        };
        Self {
            n_batch: n_batch.clamp(1, Self::MOST),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{fingerprint, surveyed};

    fn entries(numbers: &[u64]) -> Vec<Rc<Entry>> {
        let entry = |same: &u64| Rc::new(Entry::new(*same, String::new(), fingerprint(vec![])));
        numbers.iter().map(entry).collect()
    }

    fn numbers(batch: &[Rc<Entry>]) -> Vec<u64> {
        batch.iter().map(|entry| entry.same).collect()
    }

    #[test]
    fn each_number_is_asked_for_once_and_again_for_other_lines() {
        let entries = entries(&[1, 1, 2, 1, 3]);
        let mut survey = Survey::default();
        assert_eq!(numbers(&survey.next_batch(&entries, 2)), [1, 2]);
        survey.take(&[1, 2], [surveyed("hard", "ssh"), None]);
        assert_eq!(numbers(&survey.next_batch(&entries, 2)), [3]);
        assert_eq!(survey.n_answered(&entries), 4);
        survey.renew();
        assert_eq!(survey.n_answered(&entries), 0);
        assert_eq!(numbers(&survey.next_batch(&entries, 9)), [1, 2, 3]);
        assert_eq!(survey.verdict(1).expect("the last answer").service, "ssh");
        assert_eq!(survey.verdict(2), None);
    }

    #[test]
    fn batches_grow_and_shrink_towards_their_time() {
        let first = Pace::default();
        assert_eq!(first.after(10.0).n_batch, 16);
        assert_eq!(first.after(100.0), first);
        assert_eq!(first.after(900.0).n_batch, 4);
        assert_eq!(Pace { n_batch: 1 }.after(900.0).n_batch, 1);
        assert_eq!(Pace { n_batch: 200 }.after(1.0).n_batch, 256);
    }
}
