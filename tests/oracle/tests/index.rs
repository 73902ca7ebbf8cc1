//! The index against trying every line: what it leaves out gives plain "no match", never a match
//! and never a limit hit.

use oracle::adversary::{nested_pattern, random_limits};
use oracle::patterns::random_pattern;
use oracle::probes_file::installed_text;
use oracle::random::Random;
use oracle::settings::{seeded, setting};
use oracle::subjects::{generate, mutate};
use sflens::index::{ListIndex, ResponseFacts};
use sflens::matcher::{
    Limits, MatchOutcome, ResponseSize, Scratch, compile_pattern, needed_literals,
};
use sflens::pattern::{Pattern, PatternFlags, parse_pattern};
use sflens::probes::{MatchLine, Probe, ReadOptions, parse_probes_file};
use sflens::template::Release;

/// Random patterns for the bounds, and random files; `ORACLE_ROUNDS` asks for more.
const ROUNDS: usize = 20_000;

fn rounds() -> usize {
    setting("ORACLE_ROUNDS", ROUNDS)
}

/// A sequence of what real lines are made of: literals, repeats, captures, loops over lines.
fn layered_pattern(random: &mut Random) -> Vec<u8> {
    const PARTS: [&str; 24] = [
        ".*",
        "[^b]*",
        "abc",
        "b\\r\\n",
        "\\d+",
        "([ab]+)",
        "(.*)",
        "(?:[^\\n]*\\n(?!\\n))*?",
        "(?:ab|a)",
        "\\w*?",
        "a?",
        "xyz",
        "(?>a*)",
        "(?=.*c)",
        "(?!abc)",
        "[ab]{2,5}",
        "(?:c\\n)+",
        "(?:abc)?",
        "\\R",
        "$",
        "a++",
        "(x)\\1?",
        "\\s*",
        "(?:[^b]*b)*",
    ];
    let mut out = String::new();
    if !random.one_in(4) {
        out.push('^');
    }
    for _ in 0..=random.below(6) {
        out.push_str(random.pick::<&str>(&PARTS));
    }
    out.push_str(random.pick::<&str>(&["needed", "xyz", "abc", ""]));
    out.into_bytes()
}

fn any_pattern(random: &mut Random) -> Vec<u8> {
    match random.below(4) {
        0 => random_pattern(random),
        1 => [nested_pattern(random), b"xyz".to_vec()].concat(),
        _ => layered_pattern(random),
    }
}

/// Limits that a search of a few dozen bytes can reach.
fn tight_limits(random: &mut Random) -> Limits {
    if random.one_in(3) {
        return random_limits(random);
    }
    Limits {
        match_limit: 2 + random.below(400) as u32,
        depth_limit: 2 + random.below(60) as u32,
        heap_limit: 1 + random.below(20) as u32,
        work_limit: 20 + random.below(40_000) as u64,
    }
}

/// Bytes of the patterns' alphabet: long runs, many lines.
fn noise(random: &mut Random) -> Vec<u8> {
    let alphabet: &[u8] = random.pick::<&[u8]>(&[b"a", b"ab", b"abc\r\n", b"a\n", b"xyzab \n0"]);
    let n_bytes = random.below(120);
    (0..n_bytes).map(|_| *random.pick(alphabet)).collect()
}

fn lacks_one(response: &[u8], literals: &[Vec<u8>]) -> bool {
    let has = |literal: &Vec<u8>| {
        response
            .windows(literal.len())
            .any(|bytes| bytes == literal)
    };
    !literals.iter().all(has)
}

#[test]
fn without_a_needed_literal_no_search_matches_or_hits_a_limit() {
    let mut random = seeded();
    let (mut n_checked, mut n_tight) = (0, 0);
    for _ in 0..rounds() {
        let text = any_pattern(&mut random);
        let Ok(pattern) = parse_pattern(&text, PatternFlags::default()) else {
            continue;
        };
        for _ in 0..6 {
            let response = match random.below(3) {
                0 => mutate(&generate(&pattern, &mut random), &mut random),
                _ => noise(&mut random),
            };
            let limits = tight_limits(&mut random);
            let literals = needed_literals(&pattern, ResponseSize::of(&response), &limits);
            if lacks_one(&response, &literals) {
                let outcome = compile_pattern(&pattern).match_response(&response, &limits);
                assert_eq!(
                    outcome,
                    MatchOutcome::NoMatch,
                    "{} on {response:?} within {limits:?}",
                    text.escape_ascii()
                );
                n_checked += 1;
            } else if !literals.is_empty() {
                n_tight += 1;
            }
        }
    }
    println!("{n_checked} searches ruled out, {n_tight} had all literals");
    assert!(n_checked > rounds() / 20, "too few searches were ruled out");
}

/// The lines of a probes file with these patterns; those that a line cannot hold are left out.
fn lines_of(patterns: &[Vec<u8>]) -> Vec<MatchLine> {
    let mut text = b"Probe TCP NULL q||\n".to_vec();
    for pattern in patterns {
        if !pattern
            .iter()
            .any(|byte| matches!(byte, b'\0' | b'\n' | b'@'))
        {
            text.extend_from_slice(&[b"match x m@", &pattern[..], b"@\n"].concat());
        }
    }
    let mut file = parse_probes_file(&text, &ReadOptions::default()).value;
    file.probes
        .pop()
        .map(|probe| probe.lines)
        .unwrap_or_default()
}

/// Runs every line that the index leaves out. Returns how many it left out.
fn check_left_out(
    index: &ListIndex,
    lines: &[MatchLine],
    programs: &[Option<sflens::matcher::Program>],
    response: &[u8],
    limits: &Limits,
) -> usize {
    let facts = ResponseFacts::of(response);
    let mut candidates = index.candidates(lines, &facts).peekable();
    let (mut scratch, mut n_left_out) = (Scratch::default(), 0);
    for (at, program) in programs.iter().enumerate() {
        if candidates.next_if_eq(&at).is_some() {
            continue;
        }
        n_left_out += 1;
        let Some(program) = program else { continue };
        let outcome = program.match_with(response, limits, &mut scratch);
        let number = lines[at].number;
        assert_eq!(
            outcome,
            MatchOutcome::NoMatch,
            "line {number}, {} bytes",
            response.len()
        );
    }
    assert_eq!(
        candidates.next(),
        None,
        "candidates are rising places of lines"
    );
    n_left_out
}

fn compile_all(
    lines: &[MatchLine],
) -> (Vec<Option<Pattern>>, Vec<Option<sflens::matcher::Program>>) {
    let patterns: Vec<_> = lines.iter().map(|line| line.parse_pattern().ok()).collect();
    let programs = patterns
        .iter()
        .map(|pattern| pattern.as_ref().map(compile_pattern));
    let programs = programs.collect();
    (patterns, programs)
}

#[test]
fn random_files_give_the_same_with_and_without_the_index() {
    let mut random = seeded();
    let (mut n_left_out, mut n_pairs) = (0, 0);
    for _ in 0..rounds() / 200 {
        let texts: Vec<_> = (0..40).map(|_| any_pattern(&mut random)).collect();
        let lines = lines_of(&texts);
        let (patterns, programs) = compile_all(&lines);
        for limits in [Limits::default(), tight_limits(&mut random)] {
            let index = ListIndex::new(&lines, &limits);
            for _ in 0..20 {
                let sound: Vec<_> = patterns.iter().flatten().collect();
                let response = match random.one_in(2) || sound.is_empty() {
                    true => noise(&mut random),
                    false => generate(sound[random.below(sound.len())], &mut random),
                };
                n_left_out += check_left_out(&index, &lines, &programs, &response, &limits);
                n_pairs += lines.len();
            }
        }
    }
    println!("{n_left_out} of {n_pairs} left out");
    assert!(
        n_left_out > n_pairs / 20,
        "the index left hardly anything out"
    );
}

/// Responses that lead searches far: their lines' own strings, changed ones, and long ones on
/// which real lines hit limits.
fn hard_responses(probe: &Probe, random: &mut Random) -> Vec<Vec<u8>> {
    let mut responses = Vec::new();
    for _ in 0..24 {
        let Ok(pattern) = random.pick(&probe.lines).parse_pattern() else {
            continue;
        };
        let own = generate(&pattern, random);
        responses.push(mutate(&own, random));
        for n_bytes in [1_400, 8_000, 65_536] {
            let filler = *random.pick::<&[u8]>(&[
                b"\r\n",
                b"a",
                b"x: y\r\n",
                b"\r\nServer: x",
                b"<br>",
                b"\0",
                b" \t",
                b"a\n\n",
            ]);
            let filler = filler.iter().copied().cycle();
            responses.push(own.iter().copied().chain(filler).take(n_bytes).collect());
        }
        responses.push(own);
    }
    responses
}

#[test]
fn the_installed_file_gives_the_same_with_and_without_the_index() {
    let file = parse_probes_file(&installed_text(), &ReadOptions::default()).value;
    let mut random = seeded();
    let (mut n_left_out, mut n_pairs) = (0, 0);
    for release in [Release::V7_93, Release::V7_991] {
        let limits = release.limits();
        for probe in file.probes.iter().filter(|probe| !probe.lines.is_empty()) {
            let (_, programs) = compile_all(&probe.lines);
            let index = ListIndex::new(&probe.lines, &limits);
            for response in hard_responses(probe, &mut random) {
                n_left_out += check_left_out(&index, &probe.lines, &programs, &response, &limits);
                n_pairs += probe.lines.len();
            }
        }
    }
    println!("{n_left_out} of {n_pairs} left out");
    assert!(
        n_left_out > n_pairs / 2,
        "the index left hardly anything out"
    );
}
