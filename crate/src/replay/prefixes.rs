//! The line that Nmap would take had it got only the beginning of a response.
//!
//! Nmap tries the lines after every read, on all that came so far. A fingerprint holds what came
//! in the end; which reads it came in, nobody knows. So each length is asked for:
//!
//! ```text
//! match a m|^220 (\w+)|           on 220 stage ready   from byte 5 on, with `s`, `st`, `sta` …
//! match b m|^220 stage ready$|    never: `a` stands before it
//! softmatch c m|^22|              bytes 2 to 4
//! ```
//!
//! The lines go in the order of the chain, and each claims the lengths at which it matches and
//! that none before it has claimed. A line is run once on the longest unclaimed length, in the
//! form that looks at nothing that follows (`pattern/loosen`); when that does not match, no
//! shorter one does. Else the shortest length is found by halving. Between it and the longest a
//! line is run on each length if it looks at what follows (`$`), or if its search could run into a
//! limit on one of them (`matcher/needed`); else it matches at all of them.
//!
//! Limits: [`PREFIX_WORK`] for all that is run beyond once for each line; where it ends the
//! search, [`Prefixes::complete`] is false.

use super::Database;
use super::chain::Chain;
use super::code::LooseProgram;
use super::{Fields, LineId, LineMatch, ResponseOutcome};
use crate::index::ResponseFacts;
use crate::matcher::{Limits, MatchOutcome, Program, Scratch};

/// Bytes given to searches and steps taken by them, together, for the beginnings of one response.
/// One of 1,300 bytes seldom takes a hundredth of it.
pub const PREFIX_WORK: u64 = 16_000_000;

/// The most runs of one response that are kept.
pub const MAX_PREFIX_RUNS: usize = 100;

/// What Nmap would have taken on the beginnings of one response.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prefixes {
    /// Runs of lengths at which one line is taken, shortest first; at a length in none of them no
    /// line matches.
    pub runs: Vec<PrefixRun>,
    /// False when the search was ended: lengths that are in no run may then have a line.
    pub complete: bool,
}

/// Lengths of a beginning at which the same line is taken.
#[derive(Clone, Debug, PartialEq)]
pub struct PrefixRun {
    /// The shortest, from 1.
    pub first: u32,
    /// The longest; the response itself counts.
    pub last: u32,
    /// The match on the first `first` bytes.
    pub taken: LineMatch,
}

impl Database {
    /// Finds the line that is taken on each beginning of `response`, of which `facts` are known.
    /// `whole` is what the lines of `chain` made of all of it.
    pub(super) fn find_prefixes(
        &self,
        chain: &Chain,
        response: &[u8],
        facts: &ResponseFacts,
        whole: &ResponseOutcome,
    ) -> Prefixes {
        let mut search = Search {
            db: self,
            response,
            claims: vec![None; response.len()],
            longest: response.len(),
            work_left: PREFIX_WORK,
            scratch: Scratch::default(),
        };
        search.claim_by_lines(chain, facts, whole);
        let runs = search.runs();
        let fill = |run: &(LineId, usize, usize)| search.fill(*run);
        Prefixes {
            complete: search.work_left > 0 && runs.len() <= MAX_PREFIX_RUNS,
            runs: runs.iter().take(MAX_PREFIX_RUNS).filter_map(fill).collect(),
        }
    }
}

/// The lengths of one response while lines claim them.
struct Search<'a> {
    db: &'a Database,
    response: &'a [u8],
    /// The line for each length, the first being 1.
    claims: Vec<Option<LineId>>,
    /// The longest length without a line; 0 when there is none.
    longest: usize,
    work_left: u64,
    scratch: Scratch,
}

impl Search<'_> {
    fn claim_by_lines(&mut self, chain: &Chain, facts: &ResponseFacts, whole: &ResponseOutcome) {
        let taken = whole.taken.as_ref().map(|taken| taken.line);
        let has_limit = |line: LineId| whole.limit_hits.iter().any(|hit| hit.line == line);
        let mut is_before_taken = true;
        let db = self.db;
        let lists = chain.lists.iter();
        for line in lists.flat_map(|list| db.near_lines(*list, facts)) {
            is_before_taken &= Some(line) != taken;
            if self.longest == 0 || self.work_left == 0 {
                return;
            }
            let failed_on_whole = is_before_taken && !has_limit(line);
            self.claim(line, failed_on_whole);
        }
    }

    /// Lets a line claim the lengths at which it matches. `failed_on_whole`: it is known not to
    /// match the whole response.
    fn claim(&mut self, line: LineId, failed_on_whole: bool) {
        let Some((own, loose)) = self.db.program(line).zip(self.db.loose_program(line)) else {
            return;
        };
        match loose {
            LooseProgram::Own if failed_on_whole && self.longest == self.response.len() => {}
            LooseProgram::Own => self.claim_from_shortest(line, own),
            LooseProgram::Looser(loose) => {
                if let Some(shortest) = self.find_shortest(loose) {
                    self.claim_each(line, own, shortest);
                }
            }
            LooseProgram::Unknown => self.claim_each(line, own, 1),
        }
    }

    /// Claims for a line that matches at every length from the shortest on, unless it runs into a
    /// limit there.
    fn claim_from_shortest(&mut self, line: LineId, program: &Program) {
        let Some(shortest) = self.find_shortest(program) else {
            return;
        };
        let longest = self.response.get(..self.longest).unwrap_or_default();
        if !self.db.stays_within_limits(line, longest) {
            return self.claim_each(line, program, shortest);
        }
        let claims = self.claims.iter_mut().skip(shortest - 1);
        for claim in claims.filter(|claim| claim.is_none()) {
            *claim = Some(line);
        }
        self.find_longest();
    }

    /// Claims for a line that is run on each length from `shortest` on.
    fn claim_each(&mut self, line: LineId, program: &Program, shortest: usize) {
        for length in (shortest..=self.longest).rev() {
            let is_free = matches!(self.claims.get(length - 1), Some(None));
            if is_free
                && self.is_match(program, length)
                && let Some(claim) = self.claims.get_mut(length - 1)
            {
                *claim = Some(line);
            }
        }
        self.find_longest();
    }

    fn find_longest(&mut self) {
        let free = self.claims.iter().rposition(Option::is_none);
        self.longest = free.map_or(0, |idx| idx + 1);
    }

    /// The shortest length at which a program that looks at nothing that follows may match, up to
    /// the longest one that is free; `None` when it matches at none.
    fn find_shortest(&mut self, program: &Program) -> Option<usize> {
        if self.run(program, self.longest) == MatchOutcome::NoMatch {
            return None;
        }
        let (mut too_short, mut enough) = (0, self.longest);
        while enough - too_short > 1 {
            let middle = too_short + (enough - too_short) / 2;
            match self.run_charged(program, middle) {
                MatchOutcome::NoMatch => too_short = middle,
                MatchOutcome::Matched(_) | MatchOutcome::LimitHit(_) => enough = middle,
            }
        }
        Some(enough)
    }

    fn is_match(&mut self, program: &Program, length: usize) -> bool {
        matches!(self.run_charged(program, length), MatchOutcome::Matched(_))
    }

    /// Runs a program on the first `length` bytes for as long as there is work left.
    fn run_charged(&mut self, program: &Program, length: usize) -> MatchOutcome {
        self.work_left = self.work_left.saturating_sub(length as u64);
        if self.work_left == 0 {
            return MatchOutcome::NoMatch;
        }
        let outcome = self.run(program, length);
        self.work_left = self.work_left.saturating_sub(self.scratch.n_steps());
        outcome
    }

    fn run(&mut self, program: &Program, length: usize) -> MatchOutcome {
        let beginning = self.response.get(..length).unwrap_or_default();
        let limits = Limits {
            work_limit: self.db.limits().work_limit.min(self.work_left),
            ..*self.db.limits()
        };
        program.match_with(beginning, &limits, &mut self.scratch)
    }

    /// The line, the first and the last length of each run.
    fn runs(&self) -> Vec<(LineId, usize, usize)> {
        let mut runs: Vec<(LineId, usize, usize)> = Vec::new();
        for (idx, claim) in self.claims.iter().enumerate() {
            let (Some(line), length) = (*claim, idx + 1) else {
                continue;
            };
            match runs.last_mut() {
                Some((before, _, last)) if *before == line && *last + 1 == length => {
                    *last = length;
                }
                _ => runs.push((line, length, length)),
            }
        }
        runs
    }

    fn fill(&self, (id, first, last): (LineId, usize, usize)) -> Option<PrefixRun> {
        let line = self.db.line(id)?;
        let beginning = self.response.get(..first)?;
        let program = self.db.program(id)?;
        let MatchOutcome::Matched(captures) = program.match_response(beginning, self.db.limits())
        else {
            return None;
        };
        let fields = Fields::fill(id, &line.templates, &captures, beginning);
        Some(PrefixRun {
            first: first as u32,
            last: last as u32,
            taken: LineMatch {
                line: id,
                captures,
                fields,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fingerprint::Protocol;
    use crate::probes::{LinesFile, ReadOptions, parse_probes_file};
    use crate::replay::EvaluateOptions;
    use crate::template::Release;

    fn database(lines: &str) -> Database {
        let text = format!("Probe TCP NULL q||\n{lines}");
        let file = parse_probes_file(text.as_bytes(), &ReadOptions::default());
        assert_eq!(file.diagnostics, []);
        Database::open(file.value, LinesFile::default(), Release::default()).value
    }

    fn prefixes(db: &Database, response: &[u8]) -> Prefixes {
        let options = EvaluateOptions {
            prefixes: true,
            ..EvaluateOptions::default()
        };
        let outcome = db.evaluate(Protocol::Tcp, b"NULL", response, options);
        outcome.prefixes.expect("they were asked for")
    }

    /// The service, the first and the last length of each run.
    #[track_caller]
    fn check(lines: &str, response: &[u8], expected: &[(&str, u32, u32)]) {
        let db = database(lines);
        let found = prefixes(&db, response);
        assert!(found.complete);
        let service = |run: &PrefixRun| {
            let line = db.line(run.taken.line).expect("a line of this database");
            String::from_utf8_lossy(&line.service).into_owned()
        };
        let runs = found.runs.iter();
        let runs: Vec<_> = runs
            .map(|run| (service(run), run.first, run.last))
            .collect();
        let expected = expected.iter();
        let expected: Vec<_> = expected
            .map(|(service, first, last)| (service.to_string(), *first, *last))
            .collect();
        assert_eq!(runs, expected);
    }

    #[test]
    fn a_line_that_needs_less_wins_on_a_beginning() {
        check(
            "match late m|^220 ready now|\nsoftmatch early m|^22|\n",
            b"220 ready now",
            &[("early", 2, 12), ("late", 13, 13)],
        );
        check("match one m|^220 (\\w+)|\n", b"220 ready", &[("one", 5, 9)]);
        check("match one m|^no|\n", b"220", &[]);
        check("match one m|x|\n", b"", &[]);
    }

    #[test]
    fn a_line_that_looks_at_the_end_may_match_in_between() {
        check(
            "match end m|^[ab]+b$|\nmatch any m|^a|\n",
            b"abab\nc",
            &[
                ("any", 1, 1),
                ("end", 2, 2),
                ("any", 3, 3),
                ("end", 4, 5),
                ("any", 6, 6),
            ],
        );
        check("match not m|^a(?!b)|\n", b"ab", &[("not", 1, 1)]);
        check("match all m|^a++$|\n", b"aab", &[("all", 1, 2)]);
        check("match cut m|^(?>a\\R)\\n|\n", b"a\r\n\n", &[("cut", 4, 4)]);
    }

    #[test]
    fn a_line_that_runs_into_a_limit_in_between_wins_on_both_sides_only() {
        check(
            "match most m/^(?:(?:x+)+y|x)/\n",
            b"xxxxxxxxxxxxxxxxxxxxxy",
            &[("most", 1, 15), ("most", 22, 22)],
        );
    }

    #[test]
    fn a_run_has_the_fields_of_its_beginning() {
        let db = database("match v m|^v([\\d.]+)| v/$1/\n");
        let found = prefixes(&db, b"v1.23");
        let version = found.runs[0].taken.fields.version.as_ref();
        assert_eq!(version.map(|version| &version.value[..]), Some(&b"1"[..]));
    }

    #[test]
    fn only_so_many_runs_are_kept() {
        let db = database("match two m|^(?:aa)+$|\n");
        let at_most = prefixes(&db, &[b'a'; 2 * MAX_PREFIX_RUNS + 1]);
        assert_eq!(
            (at_most.runs.len(), at_most.complete),
            (MAX_PREFIX_RUNS, true)
        );
        let over = prefixes(&db, &[b'a'; 2 * MAX_PREFIX_RUNS + 2]);
        assert_eq!((over.runs.len(), over.complete), (MAX_PREFIX_RUNS, false));
    }

    #[test]
    fn a_long_response_ends_the_search_and_not_the_patience() {
        let db = database("match end m|^.*b$|s\nmatch any m|^a|\n");
        let mut response = vec![b'a'; 64 << 10];
        response[0] = b'b';
        let found = prefixes(&db, &response);
        assert!(!found.complete);
        let db = database("match long m|a.*c|s\nmatch any m|^b|\n");
        let found = prefixes(&db, &response);
        assert!(found.complete);
        assert_eq!((found.runs[0].first, found.runs[0].last), (1, 64 << 10));
    }
}
