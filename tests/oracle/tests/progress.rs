//! How far a pattern came that does not match, checked with PCRE2 and cut patterns.
//!
//! For the item and the offset that progress names: the pattern cut before the item matches up to
//! that offset and up to no greater one, and cut behind it, or behind the whole group around it,
//! it does not match. The sentence that is made of it names that item and that place.

use oracle::cut::{Cut, cut_at};
use oracle::patterns::random_pattern;
use oracle::pcre2::Reference;
use oracle::probes_file::installed_patterns;
use oracle::random::Random;
use oracle::settings::{seeded, setting};
use oracle::subjects::{generate, mutate};
use sflens::bytes::print_readable;
use sflens::explain::{Stop, explain_stop};
use sflens::matcher::{Anchor, Limits, MatchOutcome, Progress, compile_pattern, find_progress};
use sflens::pattern::tree::NodeKind;
use sflens::pattern::{Pattern, PatternFlags, parse_pattern};

/// Random patterns in one run; `ORACLE_PATTERNS` asks for more.
const PATTERNS: usize = 22_000;
/// Near-misses tried for each pattern.
const NEAR_MISSES: usize = 2;
/// Near-misses that have to be checked at least.
const FEWEST: usize = 5_000;
/// Faults shown.
const SHOWN: usize = 20;

/// High enough never to be reached here, and below PCRE2's default.
const LIMITS: Limits = Limits {
    match_limit: 5_000_000,
    depth_limit: 1_000_000,
    heap_limit: 1_000_000,
    work_limit: 200_000_000,
};

#[derive(Default)]
struct Tally {
    n_checked: usize,
    n_left_out: usize,
    faults: Vec<String>,
}

impl Tally {
    fn finish(self) {
        println!(
            "{} near-misses checked, {} left out, {} faults",
            self.n_checked,
            self.n_left_out,
            self.faults.len()
        );
        let shown = &self.faults[..self.faults.len().min(SHOWN)];
        assert!(shown.is_empty(), "{shown:#?}");
        assert!(self.n_checked >= FEWEST, "too few to say anything");
    }

    /// Checks responses that nearly match `text`; `name` says which in a fault.
    fn check(
        &mut self,
        text: &[u8],
        flags: PatternFlags,
        random: &mut Random,
        name: impl Fn(&[u8]) -> String,
    ) {
        // Printed anew, it has no comments, quotations and white space to trip over.
        let Ok(read) = parse_pattern(text, flags) else {
            return;
        };
        let text = read.to_string().into_bytes();
        let pattern = parse_pattern(&text, flags).expect("what is printed can be read");
        let program = compile_pattern(&pattern);
        for _ in 0..NEAR_MISSES {
            let near = mutate(&generate(&pattern, random), random);
            if program.match_response(&near, &LIMITS) != MatchOutcome::NoMatch {
                continue;
            }
            let Some(progress) = find_progress(&pattern, &near, &LIMITS) else {
                continue;
            };
            match fault(&pattern, program.anchor(), &text, &near, &progress) {
                None => self.n_left_out += 1,
                Some(None) => {
                    self.n_checked += 1;
                    let fault = sentence_fault(&pattern, program.anchor(), &text, &near, &progress);
                    self.faults
                        .extend(fault.map(|fault| format!("{}: {fault}", name(&near))));
                }
                Some(Some(fault)) => {
                    self.n_checked += 1;
                    self.faults.push(format!("{}: {fault}", name(&near)));
                }
            }
        }
    }
}

/// What is wrong with `progress`; `None` when it cannot be checked.
fn fault(
    pattern: &Pattern,
    anchor: Anchor,
    text: &[u8],
    response: &[u8],
    progress: &Progress,
) -> Option<Option<String>> {
    let Cut {
        before,
        with,
        with_whole,
    } = cut_at(pattern, text, progress.item)?;
    let left = response.len() - progress.offset as usize;
    let flags = pattern.flags();
    let start = start_condition(anchor);
    let up_to = |cut: &[u8], behind: String| {
        let end = format!(")(?=[\\x00-\\xff]{{{behind}}}\\z)");
        [start, b"(?:", cut, end.as_bytes()].concat()
    };
    let matches = |text: Vec<u8>| matches(&text, flags, response);
    let faults = [
        (
            !matches(up_to(&before, left.to_string()))?,
            "is not reached",
        ),
        (
            left > 0 && matches(up_to(&before, format!("0,{}", left - 1)))?,
            "is reached at a greater offset",
        ),
        (matches(with)?, "can be passed"),
        (matches(with_whole)?, "stands in a group that can be passed"),
    ];
    let (start, end) = (progress.item.start as usize, progress.item.end as usize);
    let fault = faults.into_iter().find(|(is_fault, _)| *is_fault);
    Some(fault.map(|(_, fault)| {
        let offset = progress.offset;
        format!("the item at {start}..{end}, tried at {offset}, {fault}")
    }))
}

/// What is wrong with the sentence: it has to name the item and the place that were checked, or a
/// place behind it up to which the item fits.
fn sentence_fault(
    pattern: &Pattern,
    anchor: Anchor,
    text: &[u8],
    response: &[u8],
    progress: &Progress,
) -> Option<String> {
    let at = progress.offset as usize;
    let stop = Stop {
        text,
        progress,
        response,
        n_declared: response.len(),
    };
    let said = explain_stop(&stop, pattern, anchor == Anchor::Start, &LIMITS);
    let item = progress.item.slice(text);
    let is_code = |byte: &u8| matches!(byte, b'!'..=b'~') && *byte != b'`';
    // What is not plain is escaped, and of many items some are counted: both have unit tests.
    let is_named = !item.iter().all(is_code)
        || said.contains(&*String::from_utf8_lossy(item))
        || said.contains(" more. ");
    if !is_named {
        return Some(format!("the sentence names another item: {said}"));
    }
    let told = told_place(&said);
    let is_place = match told {
        None => response.is_empty() && said.contains("The response is empty."),
        Some(told) if told == at => true,
        Some(told) => told > at && fits_up_to(pattern, text, response, progress, &said, told),
    };
    (!is_place).then(|| format!("the sentence names another place than {at}: {said}"))
}

/// The offset that the sentence says the pattern stops at.
fn told_place(said: &str) -> Option<usize> {
    let number = |rest: &str| {
        let digits = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        rest[..digits].parse().ok()
    };
    let behind = |words: &str| said.rfind(words).map(|at| &said[at + words.len()..]);
    let last = behind("the last place tried is byte ");
    let stands = last
        .or_else(|| behind(". The response ends there, with "))
        .or_else(|| behind(". Byte "));
    stands.and_then(number)
}

/// Whether what the sentence says of the inside of the item holds: so many of a counted item stand
/// there and not one more, a group's bytes stand there again, or a part of the item was reached.
fn fits_up_to(
    pattern: &Pattern,
    text: &[u8],
    response: &[u8],
    progress: &Progress,
    said: &str,
    told: usize,
) -> bool {
    let at = progress.offset as usize;
    if said.contains(" again (`") || said.contains(", which fits up to byte ") {
        return true;
    }
    let Some(cut) = pattern.cut_at(progress.item) else {
        return false;
    };
    let NodeKind::Repeat(repeat) = &cut.item.kind else {
        return false;
    };
    if !said.contains(&format!(": {} of ", told - at)) {
        return false;
    }
    let item = repeat.item.span.slice(text);
    let stand_there = |n: usize| {
        let start = format!("\\A[\\x00-\\xff]{{{at}}}(?:");
        let end = format!("){{{n}}}");
        let text = [start.as_bytes(), item, end.as_bytes()].concat();
        // Options that were switched before the item are not in its text.
        matches(&text, pattern.flags(), response).is_none_or(|found| found == (n == told - at))
    };
    text.windows(2).any(|pair| pair == b"(?")
        || stand_there(told - at) && stand_there(told - at + 1)
}

/// What holds where a search starts to match at all.
fn start_condition(anchor: Anchor) -> &'static [u8] {
    match anchor {
        Anchor::Start => b"\\A",
        Anchor::LineStart => b"(?<![^\\n])",
        Anchor::Anywhere => b"",
    }
}

/// Whether PCRE2 finds a match, without what it does to be fast; `None` when it refuses the
/// pattern or gives up.
fn matches(text: &[u8], flags: PatternFlags, response: &[u8]) -> Option<bool> {
    let text = [
        b"(*NO_AUTO_POSSESS)(*NO_START_OPT)(*NO_DOTSTAR_ANCHOR)",
        text,
    ]
    .concat();
    let mut reference = Reference::new(&text, flags, &LIMITS).ok()?;
    match reference.match_response(response) {
        MatchOutcome::Matched(_) => Some(true),
        MatchOutcome::NoMatch => Some(false),
        MatchOutcome::LimitHit(_) => None,
    }
}

#[test]
fn progress_on_real_patterns_names_the_place_that_pcre2_cannot_pass() {
    let mut random = seeded();
    let mut tally = Tally::default();
    for real in installed_patterns() {
        // The file's text is never shown, only where it stands.
        let name = |response: &[u8]| format!("line {}, {} bytes", real.line, response.len());
        tally.check(&real.text, real.flags, &mut random, name);
    }
    tally.finish();
}

#[test]
fn progress_on_random_patterns_names_the_place_that_pcre2_cannot_pass() {
    let mut random = seeded();
    let mut tally = Tally::default();
    for _ in 0..setting("ORACLE_PATTERNS", PATTERNS) {
        let text = random_pattern(&mut random);
        if has_verb(&text) {
            continue;
        }
        let flags = PatternFlags {
            caseless: random.one_in(4),
            dotall: random.one_in(3),
        };
        let name = |response: &[u8]| {
            let pair = [&text, response].map(print_readable).join(" on ");
            format!("{pair} {flags:?}")
        };
        tally.check(&text, flags, &mut random, name);
    }
    tally.finish();
}

/// A verb ends a search that the same pattern cut before it goes on with.
fn has_verb(text: &[u8]) -> bool {
    let starts_verb = |start: &[u8]| start.starts_with(b"(*") && !start[2].is_ascii_lowercase();
    text.windows(3).any(starts_verb)
}
