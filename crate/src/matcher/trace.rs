//! A search step by step: what was tried where, what was given back, and what it cost.
//!
//! ```
//! use sflens::matcher::{Limits, MAX_TRACE_STEPS, StepKind, trace_pattern};
//! use sflens::pattern::{PatternFlags, parse_pattern};
//!
//! let pattern = parse_pattern(b"^a+ab", PatternFlags::default()).unwrap();
//! let trace = trace_pattern(&pattern, b"aab", &Limits::default(), MAX_TRACE_STEPS);
//! let backtracked = trace.steps.iter().find(|step| step.kind == StepKind::Backtracked).unwrap();
//! assert_eq!((backtracked.item.slice(b"^a+ab"), backtracked.offset), (&b"a+"[..], 1));
//! ```
//!
//! The program is the one that a search without a trace runs, so the calls of PCRE2's match
//! routine are counted alike; only the loop around the machine is another (`machine/traced`), and
//! a search without a trace pays nothing. Literals that stand together are one step.
//!
//! Limits: those of the search, of which the work limit can end a trace where the search itself,
//! which passes over many places at once, goes on; [`MAX_TRACE_STEPS`] for what is kept of it, and
//! [`MAX_TRACED_GROUPS`] for the groups whose captures are told. A
//! search that is ruled out before it runs has no step, but a reason, [`RuledOut`].

use super::compile::compile_with_spans;
use super::machine::{Attempt, Budget, Machine, Scratch};
use super::search::{Start, each_start, searched_part};
use super::{Anchor, Byte, Limit, Limits, MatchOutcome};
use crate::pattern::Pattern;
use crate::source::Span;

/// No trace keeps more steps.
pub const MAX_TRACE_STEPS: usize = 100_000;

/// The captures of so many groups are told, as many as a version template can use.
pub const MAX_TRACED_GROUPS: u16 = 9;

/// A search as it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// What the search gave.
    pub outcome: MatchOutcome,
    /// Its steps from the first on.
    pub steps: Vec<Step>,
    /// What became of the groups' captures in them.
    pub captures: Vec<CaptureChange>,
    /// There were more steps than were to be kept.
    pub is_cut: bool,
    /// The most calls of the match routine at one start offset, to compare with
    /// [`Limits::match_limit`].
    pub most_calls: u32,
    /// Why nothing was tried; `None` when something was, and when a limit forbade it.
    pub ruled_out: Option<RuledOut>,
}

/// Why a search was ruled out before it began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuledOut {
    /// What rules it out.
    pub by: RuledOutBy,
    /// The first offset that was in question; for the required byte, where it was looked for first.
    pub at: u32,
    /// Bytes of the response from there on.
    pub n_left: u32,
    /// The fewest bytes of a match, as PCRE2 counts them.
    pub least: u32,
    /// The byte that is missing, where it is only one, or a letter in either case.
    pub byte: Option<Byte>,
}

/// What rules out a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RuledOutBy {
    /// Fewer bytes are left than a match has.
    TooShort,
    /// A match can start at offset 0 only, and not with the byte there.
    FirstByte,
    /// The response has no byte that a match can start with.
    NoStart,
    /// A byte is missing that every match needs.
    RequiredByte,
}

/// One step of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The item at hand, with its quantifier, in bytes of the pattern text.
    pub item: Span,
    /// Where in the response the step begins.
    pub offset: u32,
    /// Calls of the match routine so far at this start offset; what Nmap's match limit counts.
    pub n_calls: u32,
    /// What happened.
    pub kind: StepKind,
    /// What the item did in it.
    pub role: StepRole,
    /// What was missing, of an item that failed for a byte.
    pub miss: Option<Miss>,
}

/// What an item lacked that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Miss {
    /// The first byte of the response that does not fit, or the response's end; of a negative
    /// lookaround that does not hold, where it was tried.
    pub offset: u32,
    /// The literal byte that was wanted there.
    pub wanted: Option<u8>,
    /// The bytes before it that fit.
    pub n_taken: u32,
    /// The fewest bytes that had to; 0 for a lookaround.
    pub least: u32,
}

/// What an item does in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StepRole {
    /// It takes bytes.
    Bytes,
    /// It holds at a place or not, as `^` and `\b` do.
    Place,
    /// `\K`: the reported match begins here.
    KeepOut,
    /// A backtracking verb.
    Verb,
    /// A lookbehind steps back to where its inside is tried.
    StepBack,
    /// The inside of a lookbehind has to end where the lookbehind was tried.
    LookbehindEnd,
    /// A lookaround, whose inside matched.
    LookMatched,
    /// A negative lookaround, whose inside did not match.
    LookUnmatched,
    /// The condition of a group, whose inside matched.
    ConditionMatched,
    /// A scan goes to what a group took.
    Scan,
    /// A scan, whose inside matched.
    ScanMatched,
    /// A group begins, or the pattern.
    Entry,
    /// A group ends, or the pattern.
    End,
    /// A quantifier gives back some of what it took.
    Fewer,
    /// A quantifier takes one more.
    More,
}

/// A capture is another from a step on: it was set, or going back took it away or brought back what
/// it was before. All begin without one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaptureChange {
    /// The index of the step.
    pub step: u32,
    /// The group's number, from 1.
    pub group: u16,
    /// What the group has taken; `None` for nothing.
    pub capture: Option<Span>,
}

/// What happened in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StepKind {
    /// The whole pattern is tried from this offset on; the calls are counted anew.
    Started,
    /// The item matched, and the next is tried at this offset. It lies before the step's own where
    /// a lookaround ends, and anywhere where a scan begins or ends.
    Advanced {
        /// That offset.
        to: u32,
    },
    /// The item does not match here.
    Failed,
    /// The search went back to this offset.
    Backtracked,
    /// A group closed, and its capture reaches up to the step's offset.
    Captured {
        /// The group's number.
        group: u16,
        /// Where the capture starts.
        start: u32,
    },
    /// A group that was called closed: the call ends, and the captures are as they were before it.
    Returned {
        /// The group's number.
        group: u16,
    },
    /// The pattern matched up to here.
    Matched,
}

/// Searches `response` as [`Program::match_response`](super::Program::match_response) does, and
/// keeps the first `max_steps` steps, at most [`MAX_TRACE_STEPS`].
pub fn trace_pattern(
    pattern: &Pattern,
    response: &[u8],
    limits: &Limits,
    max_steps: usize,
) -> Trace {
    let (code, spans) = compile_with_spans(pattern);
    let response = searched_part(response);
    let n_groups = pattern.n_groups();
    let limits = &limits.within(pattern.settings());
    let Some(budget) = Budget::of(limits, n_groups) else {
        return Trace {
            outcome: MatchOutcome::LimitHit(Limit::Heap),
            steps: Vec::new(),
            captures: Vec::new(),
            is_cut: false,
            most_calls: 0,
            ruled_out: None,
        };
    };
    let mut scratch = Scratch::default();
    let work = limits.work_limit;
    let mut machine = Machine::new(&code, response, budget, work, &mut scratch);
    let mut recorder = Recorder {
        spans,
        max_steps: max_steps.min(MAX_TRACE_STEPS),
        steps: Vec::new(),
        known: vec![None; n_groups.min(MAX_TRACED_GROUPS.into())],
        captures: Vec::new(),
        is_cut: false,
        most_calls: 0,
    };
    let start = Start::of(pattern);
    let outcome = each_start(&start, response, |at| {
        let found = machine.trace_at(at, n_groups, &mut recorder)?;
        Ok(machine.attempt(at, found))
    });
    // A start costs a call.
    let has_begun = recorder.most_calls > 0 || outcome != MatchOutcome::NoMatch;
    Trace {
        outcome,
        steps: recorder.steps,
        captures: recorder.captures,
        is_cut: recorder.is_cut,
        most_calls: recorder.most_calls,
        ruled_out: (!has_begun).then(|| rule_out(&start, response)),
    }
}

/// Why no offset of `response` is tried, where `start` says what a match needs.
fn rule_out(start: &Start, response: &[u8]) -> RuledOut {
    let n_bytes = response.len() as u32;
    let least = u32::try_from(start.min_length).unwrap_or(u32::MAX);
    let earliest = earliest_start(start, response);
    let at = earliest.unwrap_or_default();
    let is_short = n_bytes.saturating_sub(at) < least;
    let (by, at, byte) = match (earliest, start.anchor) {
        (None, _) if response.is_empty() => (RuledOutBy::TooShort, 0, None),
        (None, Anchor::Start) => (RuledOutBy::FirstByte, 0, start.first),
        (None, _) => (RuledOutBy::NoStart, 0, start.first),
        (Some(_), _) if is_short => (RuledOutBy::TooShort, at, None),
        (Some(_), _) => {
            let from = at + u32::from(start.first.is_some());
            (RuledOutBy::RequiredByte, from, start.required)
        }
    };
    RuledOut {
        by,
        at,
        n_left: n_bytes.saturating_sub(at),
        least,
        byte,
    }
}

/// The first offset that could start a match, were it long enough and had it what is required.
fn earliest_start(start: &Start, response: &[u8]) -> Option<u32> {
    let mut start = start.clone();
    (start.min_length, start.required) = (0, None);
    let mut earliest = None;
    each_start(&start, response, |at| {
        earliest = Some(at);
        Ok(Attempt::Last)
    });
    earliest
}

/// What a step tells besides its place.
#[derive(Clone, Copy)]
pub(super) struct Event {
    pub(super) kind: StepKind,
    pub(super) role: StepRole,
    pub(super) miss: Option<Miss>,
}

impl Event {
    /// One in which nothing is missing.
    pub(super) fn of(kind: StepKind, role: StepRole) -> Self {
        Self {
            kind,
            role,
            miss: None,
        }
    }
}

/// Keeps steps.
pub(super) struct Recorder {
    /// The item of each instruction.
    spans: Vec<Span>,
    max_steps: usize,
    steps: Vec<Step>,
    /// The captures of the groups that are told, from group 1 on, at the last step.
    known: Vec<Option<Span>>,
    captures: Vec<CaptureChange>,
    is_cut: bool,
    most_calls: u32,
}

impl Recorder {
    /// Remembers the most calls.
    pub(super) fn count(&mut self, n_calls: u32) {
        self.most_calls = self.most_calls.max(n_calls);
    }

    /// Whether one more step is kept.
    pub(super) fn has_room(&self) -> bool {
        self.steps.len() < self.max_steps
    }

    /// Keeps a step of the instruction at `pc`.
    pub(super) fn add(&mut self, pc: u32, offset: u32, n_calls: u32, event: Event) {
        if !self.has_room() {
            self.is_cut = true;
            return;
        }
        let Event { kind, role, miss } = event;
        self.steps.push(Step {
            item: self.spans.get(pc as usize).copied().unwrap_or_default(),
            offset,
            n_calls,
            kind,
            role,
            miss,
        });
    }

    /// The numbers of the groups whose captures are told.
    pub(super) fn groups(&self) -> impl Iterator<Item = u16> + use<> {
        (1..=MAX_TRACED_GROUPS).take(self.known.len())
    }

    /// Keeps what became of the captures of these groups in the step that was added last.
    pub(super) fn note(&mut self, captures: &[Option<Span>]) {
        if self.is_cut {
            return;
        }
        let step = self.steps.len().saturating_sub(1) as u32;
        for ((known, now), group) in self.known.iter_mut().zip(captures).zip(1..) {
            if known != now {
                *known = *now;
                let capture = *now;
                self.captures.push(CaptureChange {
                    step,
                    group,
                    capture,
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::Limit;
    use crate::pattern::{PatternFlags, parse_pattern};

    fn trace(pattern: &str, response: &[u8], max_steps: usize) -> Trace {
        let parsed = parse_pattern(pattern.as_bytes(), PatternFlags::default()).unwrap();
        trace_pattern(&parsed, response, &Limits::default(), max_steps)
    }

    /// The steps as text: the item, where it is tried and what comes of it.
    #[track_caller]
    fn check(pattern: &str, response: &str, expected: &[&str]) {
        let trace = trace(pattern, response.as_bytes(), MAX_TRACE_STEPS);
        let words = trace.steps.iter().map(|step| {
            let item = String::from_utf8_lossy(step.item.slice(pattern.as_bytes()));
            let at = step.offset;
            match step.kind {
                StepKind::Started => format!("start at {at}"),
                StepKind::Advanced { to } => format!("{item} {at}-{to}"),
                StepKind::Failed => format!("{item} fails at {at}"),
                StepKind::Backtracked => format!("back to {item} at {at}"),
                StepKind::Captured { group, start } => format!("group {group} {start}-{at}"),
                StepKind::Returned { group } => format!("back from group {group} at {at}"),
                StepKind::Matched => format!("match up to {at}"),
            }
        });
        assert_eq!(words.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn literals_advance_and_groups_capture() {
        check(
            r"^ab(\d)c",
            "ab1c",
            &[
                "start at 0",
                "^ 0-0",
                "ab 0-2",
                r"\d 2-3",
                "group 1 2-3",
                "c 3-4",
                "match up to 4",
            ],
        );
    }

    #[test]
    fn a_repeat_gives_back() {
        check(
            "a+ab",
            "aab",
            &[
                "start at 0",
                "a+ 0-2",
                "ab fails at 2",
                "back to a+ at 1",
                "ab 1-3",
                "match up to 3",
            ],
        );
    }

    #[test]
    fn a_failed_alternative_leads_to_the_next() {
        check(
            "^(?:ax|ab)",
            "ab",
            &[
                "start at 0",
                "^ 0-0",
                "ax fails at 0",
                "back to ab at 0",
                "ab 0-2",
                "match up to 2",
            ],
        );
    }

    #[test]
    fn a_lookahead_goes_back_to_where_it_started() {
        check(
            "(?=ab)a",
            "ab",
            &[
                "start at 0",
                "ab 0-2",
                "(?=ab) 2-0",
                "a 0-1",
                "match up to 1",
            ],
        );
    }

    #[test]
    fn a_call_gives_back_what_its_groups_took() {
        check(
            "^(a)(?1)",
            "aa",
            &[
                "start at 0",
                "^ 0-0",
                "a 0-1",
                "group 1 0-1",
                "a 1-2",
                "back from group 1 at 2",
                "match up to 2",
            ],
        );
        assert_eq!(changes("^(a)(?1)", "aa"), [(3, "1: a".to_owned())]);
    }

    /// The first step of this role: its kind, its item, where it begins and what was missing.
    #[track_caller]
    fn check_role(
        pattern: &str,
        response: &str,
        role: StepRole,
        (kind, item, offset): (StepKind, &str, u32),
        missing: Option<(u32, u32)>,
    ) {
        let trace = trace(pattern, response.as_bytes(), MAX_TRACE_STEPS);
        let step = trace.steps.iter().find(|step| step.role == role).unwrap();
        let found = step.item.slice(pattern.as_bytes());
        assert_eq!(
            (step.kind, found, step.offset),
            (kind, item.as_bytes(), offset)
        );
        let missed = step.miss.map(|miss| (miss.offset, miss.least));
        assert_eq!(missed, missing);
    }

    #[test]
    fn a_lookaround_that_holds_is_told_from_one_that_does_not() {
        use StepKind::{Advanced, Backtracked, Failed};
        let to = |to| Advanced { to };
        let held = (to(0), "(?=ab)", 2);
        check_role("(?=ab)a", "ab", StepRole::LookMatched, held, None);
        let refused = (Failed, "(?!!)", 4);
        let tried_at = Some((3, 0));
        check_role(
            "^(?:foo|foobar)(?!!)",
            "foo!",
            StepRole::LookMatched,
            refused,
            tried_at,
        );
        let (text, role) = ("^(?<!x)ac?d?$", StepRole::LookUnmatched);
        check_role(text, "ab", role, (Backtracked, "(?<!x)", 0), None);
        let too_far = (Failed, "(?<!x)", 0);
        check_role(text, "ab", StepRole::StepBack, too_far, None);
        let (text, stepped) = ("^abc (?<=abd )xyz", (to(0), "(?<=abd )", 4));
        check_role(text, "abc xyz", StepRole::StepBack, stepped, None);
        // The last item of an alternative, behind which a jump stands.
        let held = (Backtracked, "(?!b)", 1);
        check_role("^(?:a(?!b)|c)", "ac", StepRole::LookUnmatched, held, None);
        // With verbs the last alternative fails by way of a jump.
        let held = (Backtracked, "(?!b|d)", 1);
        let text = "^a(*MARK:x)(?!b|d)c";
        check_role(text, "ac", StepRole::LookUnmatched, held, None);
    }

    #[test]
    fn a_quantifier_that_goes_back_is_told_from_what_is_tried_first() {
        use StepKind::Backtracked;
        let (fewer, more) = ((Backtracked, "a+", 1), (Backtracked, "a*?", 1));
        check_role("a+ab", "aab", StepRole::Fewer, fewer, None);
        check_role("a*?ab", "aab", StepRole::More, more, None);
        let trace = trace("^(a)?b(?(1)1|3)", b"b1", MAX_TRACE_STEPS);
        let back = (trace.steps.iter()).find(|step| step.kind == Backtracked);
        assert_eq!(back.map(|step| step.role), Some(StepRole::Bytes));
    }

    /// What the first failed step missed: the place, the byte, how many fit and how many had to.
    #[track_caller]
    fn check_miss(pattern: &str, response: &str, expected: Option<(u32, Option<u8>, u32, u32)>) {
        let trace = trace(pattern, response.as_bytes(), MAX_TRACE_STEPS);
        let mut steps = trace.steps.iter();
        let failed = steps.find(|step| step.kind == StepKind::Failed).unwrap();
        let miss = failed.miss;
        let found = miss.map(|miss| (miss.offset, miss.wanted, miss.n_taken, miss.least));
        assert_eq!(found, expected);
    }

    #[test]
    fn a_step_that_fails_knows_the_byte_that_does_not_fit() {
        let text = "220 stage FTP server";
        check_miss("^220 stage SMTP", text, Some((10, Some(b'S'), 10, 14)));
        check_miss("^a{3,5}!", "aa!xxxx", Some((2, None, 2, 3)));
        check_miss(r"^a\d", "ab", Some((1, None, 0, 1)));
        check_miss(r"^(a)b\1", "abc", None);
        // In a scan the response ends with what the group took.
        check_miss("^(ab)(*scs:(1)abc)", "abc", None);
    }

    #[track_caller]
    fn check_ruled_out(pattern: &str, response: &[u8], by: RuledOutBy, numbers: (u32, u32, u32)) {
        let trace = trace(pattern, response, MAX_TRACE_STEPS);
        let out = trace.ruled_out.unwrap();
        assert_eq!((out.by, (out.at, out.n_left, out.least)), (by, numbers));
        assert_eq!(trace.steps, []);
    }

    #[test]
    fn a_search_that_does_not_begin_has_a_reason() {
        use RuledOutBy::*;
        check_ruled_out(r"^\w{3}", b"AB", TooShort, (0, 2, 3));
        check_ruled_out(r"^220 \w", b"220 ", TooShort, (0, 4, 5));
        check_ruled_out(r"\w{3}", b"-AB", TooShort, (1, 2, 3));
        check_ruled_out("^a", b"", TooShort, (0, 0, 1));
        check_ruled_out("^ab", b"xy", FirstByte, (0, 2, 2));
        check_ruled_out("[ab]c", b"xy", NoStart, (0, 2, 2));
        check_ruled_out("^a*bc", b"aaab", RequiredByte, (0, 4, 2));
        assert_eq!(trace("^a", b"a", 0).ruled_out, None);
        assert_eq!(trace("^ab", b"ac", 9).ruled_out, None);
    }

    /// The changes as `group: capture` behind the index of their step.
    fn changes(pattern: &str, response: &str) -> Vec<(u32, String)> {
        let trace = trace(pattern, response.as_bytes(), MAX_TRACE_STEPS);
        let words = |change: &CaptureChange| match change.capture {
            Some(span) => format!("{}: {}", change.group, &response[span.range()]),
            None => format!("{}: nothing", change.group),
        };
        let changes = trace.captures.iter();
        changes.map(|change| (change.step, words(change))).collect()
    }

    #[test]
    fn going_back_takes_captures_away() {
        let found = changes("^(a+)ab", "aab");
        let words: Vec<&str> = found.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(words, ["1: aa", "1: nothing", "1: a"]);
        let found = changes("(?:(a)x|ab)", "xab");
        let words: Vec<&str> = found.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(words, ["1: a", "1: nothing"]);
    }

    #[test]
    fn captures_of_as_many_groups_as_templates_use_are_told() {
        let groups = "(a)".repeat(usize::from(MAX_TRACED_GROUPS) + 1);
        let found = changes(&groups, &"a".repeat(10));
        assert_eq!(found.len(), usize::from(MAX_TRACED_GROUPS));
    }

    #[test]
    fn a_trace_is_cut_behind_as_many_steps_as_are_wanted() {
        let whole = trace("^a*?b", b"aaab", MAX_TRACE_STEPS);
        assert!(!whole.is_cut);
        let n_steps = whole.steps.len();
        assert!(!trace("^a*?b", b"aaab", n_steps).is_cut);
        let cut = trace("^a*?b", b"aaab", n_steps - 1);
        assert!(cut.is_cut);
        assert_eq!(cut.steps, whole.steps[..n_steps - 1]);
        assert_eq!(
            (cut.outcome, cut.most_calls),
            (whole.outcome, whole.most_calls)
        );
    }

    #[test]
    fn no_trace_keeps_more_than_the_most_steps() {
        // Two steps for each start offset: the start, and the byte that is not there. A match can
        // start at any offset, as far as PCRE2 looks.
        let n_starts = MAX_TRACE_STEPS / 2;
        let most = trace("[^x]", &b"x".repeat(n_starts), usize::MAX);
        assert_eq!((most.steps.len(), most.is_cut), (MAX_TRACE_STEPS, false));
        let more = trace("[^x]", &b"x".repeat(n_starts + 1), usize::MAX);
        assert_eq!((more.steps.len(), more.is_cut), (MAX_TRACE_STEPS, true));
    }

    #[test]
    fn calls_count_up_to_the_limit_that_is_hit() {
        let trace = trace("^(?:a?){30}b", &[&b"a".repeat(40)[..], b"b"].concat(), 10);
        assert_eq!(trace.outcome, MatchOutcome::LimitHit(Limit::Match));
        assert_eq!((trace.most_calls, trace.steps.len()), (50_000, 10));
    }
}
