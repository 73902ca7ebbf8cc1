//! Random patterns in both engines: both take or both refuse one, and both give the same answer.

use oracle::compare::{Both, Neither};
use oracle::patterns::random_pattern;
use oracle::random::Random;
use oracle::settings::{seeded, setting};
use oracle::shrink::shrink;
use oracle::subjects::{generate, mutate};
use sflens::bytes::print_readable;
use sflens::matcher::Limits;
use sflens::pattern::PatternFlags;

/// Patterns in one run; `ORACLE_PATTERNS` asks for more.
const PATTERNS: usize = 40_000;
/// Generated strings for each, and changed copies of each of those.
const SUBJECTS: usize = 4;
const MUTATIONS: usize = 3;
/// Differences shown.
const SHOWN: usize = 40;

struct Tally {
    n_pairs: usize,
    n_both_refuse: usize,
    n_unsupported: usize,
    differences: Vec<String>,
}

impl Tally {
    fn finish(self) {
        println!(
            "{} pairs, {} patterns refused by both, {} not supported, {} differences",
            self.n_pairs,
            self.n_both_refuse,
            self.n_unsupported,
            self.differences.len()
        );
        let shown = self.differences.len().min(SHOWN);
        assert!(
            self.differences.is_empty(),
            "{:#?}",
            &self.differences[..shown]
        );
    }

    fn compare(&mut self, text: &[u8], flags: PatternFlags, random: &mut Random) {
        let shown = format!("{} {flags:?}", print_readable(text));
        let mut both = match Both::new(text, flags, &Limits::default()) {
            Ok(both) => both,
            Err(Neither::BothRefuse) => return self.n_both_refuse += 1,
            Err(Neither::Unsupported) => return self.n_unsupported += 1,
            Err(neither) => return self.differences.push(format!("{shown}: {neither:?}")),
        };
        if let Some(difference) = both.fact_difference() {
            self.differences.push(format!("{shown}: {difference}"));
        }
        for subject in subjects(&both, random) {
            self.n_pairs += 1;
            if let Some(difference) = both.difference(&subject) {
                let (text, subject) = shrink(text, flags, &subject);
                let (text, subject) = (print_readable(&text), print_readable(&subject));
                let shown = format!("{shown}, in short {text}");
                return self
                    .differences
                    .push(format!("{shown} on {subject}: {difference}"));
            }
        }
    }
}

fn subjects(both: &Both, random: &mut Random) -> Vec<Vec<u8>> {
    let mut subjects = vec![Vec::new(), b"aab1 ab\nAb-a\r\n".to_vec()];
    for _ in 0..SUBJECTS {
        let generated = generate(&both.pattern, random);
        for _ in 0..MUTATIONS {
            subjects.push(mutate(&generated, random));
        }
        subjects.push(generated);
    }
    subjects
}

#[test]
fn random_patterns_give_the_answer_of_pcre2() {
    let mut random = seeded();
    let mut tally = Tally {
        n_pairs: 0,
        n_both_refuse: 0,
        n_unsupported: 0,
        differences: Vec::new(),
    };
    for _ in 0..setting("ORACLE_PATTERNS", PATTERNS) {
        let flags = PatternFlags {
            caseless: random.one_in(4),
            dotall: random.one_in(3),
        };
        tally.compare(&random_pattern(&mut random), flags, &mut random);
    }
    tally.finish();
}
