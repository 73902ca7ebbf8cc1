//! Searches that reach a limit: both engines reach the same, on the same subjects.
//!
//! Our own limit on the whole search has no counterpart in PCRE2; a search that it ends is counted
//! and not compared.

use oracle::adversary::{Pump, many_groups_pattern, nested_pattern, random_limits};
use oracle::compare::Both;
use oracle::probes_file::installed_patterns;
use oracle::random::Random;
use oracle::settings::{seeded, setting};
use sflens::bytes::print_readable;
use sflens::matcher::{Limit, Limits, MatchOutcome};
use sflens::pattern::PatternFlags;

/// One of so many real patterns is tried; `ORACLE_STRIDE=1` tries all.
const STRIDE: usize = 40;
/// Subjects of each length for a real pattern; `ORACLE_LONG` asks for more.
const LONG: usize = 1;
/// The lengths: the second is the most that Nmap reads.
const LENGTHS: [usize; 2] = [16 * 1024, 64 * 1024];
/// Adversarial pairs in one run; `ORACLE_ADVERSARIES` asks for more.
const ADVERSARIES: usize = 1_500;
/// Pairs of many groups; `ORACLE_MANY_GROUPS` asks for more.
const MANY_GROUPS: usize = 60;
/// A search that starts anew at every offset takes PCRE2 seconds on longer subjects.
const LONGEST_UNANCHORED: usize = 128;
/// Differences shown.
const SHOWN: usize = 30;

#[derive(Default)]
struct Tally {
    n_pairs: usize,
    n_limit_hits: usize,
    n_work: usize,
    differences: Vec<String>,
}

impl Tally {
    fn compare(&mut self, both: &mut Both, subject: &[u8], name: &str) {
        let (ours, theirs) = both.outcomes(subject);
        self.n_pairs += 1;
        self.n_limit_hits += usize::from(matches!(theirs, MatchOutcome::LimitHit(_)));
        if ours == MatchOutcome::LimitHit(Limit::Work) {
            self.n_work += 1;
        } else if ours != theirs {
            let length = subject.len();
            let text = format!("{name} on {length} bytes: {ours:?}, PCRE2 {theirs:?}");
            self.differences.push(text);
        }
    }

    fn finish(self) {
        println!(
            "{} pairs, {} reach a limit of PCRE2, {} our own, {} differences",
            self.n_pairs,
            self.n_limit_hits,
            self.n_work,
            self.differences.len()
        );
        let shown = self.differences.len().min(SHOWN);
        assert!(
            self.differences.is_empty(),
            "{:#?}",
            &self.differences[..shown]
        );
    }
}

#[test]
fn real_lines_reach_the_limits_of_pcre2_on_long_responses() {
    let mut random = seeded();
    let mut tally = Tally::default();
    let stride = setting("ORACLE_STRIDE", STRIDE);
    for real in installed_patterns().into_iter().step_by(stride) {
        let both = Both::new(&real.text, real.flags, &Limits::default());
        let mut both = both.expect("compiles in both");
        let name = format!("line {}", real.line);
        for length in LENGTHS {
            for _ in 0..setting("ORACLE_LONG", LONG) {
                let subject = Pump::of_pattern(&both, &mut random).subject(length);
                tally.compare(&mut both, &subject, &name);
            }
        }
    }
    tally.finish();
}

#[test]
fn nested_quantifiers_reach_the_limits_of_pcre2() {
    let n_pairs = setting("ORACLE_ADVERSARIES", ADVERSARIES);
    compare_at_the_edge(nested_pattern, n_pairs);
}

#[test]
fn many_groups_reach_the_heap_limit_of_pcre2() {
    compare_at_the_edge(
        many_groups_pattern,
        setting("ORACLE_MANY_GROUPS", MANY_GROUPS),
    );
}

/// What decides whether a search runs at all, in patterns that random ones seldom have.
#[test]
fn rare_patterns_start_where_pcre2_says() {
    for text in [
        "(a(1b|(?1){1}+b))c",
        "(?(?=(a)b|b)){0,}+[ab][[:^digit:]]{1,3}",
        "(?(?!b)|)*+a[bc]",
    ] {
        let both = Both::new(text.as_bytes(), PatternFlags::default(), &Limits::default());
        let both = both.expect("compiles in both");
        assert_eq!(both.fact_difference(), None, "{text}");
    }
}

/// Subjects at the length from which on PCRE2 reaches a limit, and of any length.
fn compare_at_the_edge(make: impl Fn(&mut Random) -> Vec<u8>, n_pairs: usize) {
    let mut random = seeded();
    let mut tally = Tally::default();
    while tally.n_pairs < n_pairs {
        let (text, limits) = (make(&mut random), random_limits(&mut random));
        let Ok(mut both) = Both::new(&text, PatternFlags::default(), &limits) else {
            continue;
        };
        let longest = match both.reference().is_anchored() {
            true => LENGTHS[1],
            false => LONGEST_UNANCHORED,
        };
        let pump = Pump::of_letters(&mut random);
        let name = name_of(&text, &limits);
        let facts = both.fact_difference();
        tally
            .differences
            .extend(facts.map(|fact| format!("{name}: {fact}")));
        let edge = pump.edge(&mut both, longest);
        let around = edge
            .into_iter()
            .flat_map(|edge| edge.saturating_sub(1)..edge + 3);
        let anywhere = random.below(longest);
        for length in around.chain([anywhere]) {
            tally.compare(&mut both, &pump.subject(length), &name);
        }
    }
    tally.finish();
}

fn name_of(text: &[u8], limits: &Limits) -> String {
    let shown = &text[..text.len().min(100)];
    let (calls, depth, heap) = (limits.match_limit, limits.depth_limit, limits.heap_limit);
    format!("{} under {calls} {depth} {heap}", print_readable(shown))
}
