//! The engine against PCRE2 without JIT, in one run: compile all patterns of the installed probes
//! file, match one response of about 500 bytes against all of them, and search 64 KB with patterns
//! whose quantifiers nest.
#![allow(
    missing_docs,
    reason = "criterion_group! writes a public function without docs"
)]

use criterion::{Criterion, SamplingMode, criterion_group, criterion_main};
use oracle::pcre2::{Code, Reference};
use oracle::probes_file::{RealPattern, installed_patterns};
use sflens::matcher::{Limits, Program, Scratch, compile_pattern};
use sflens::pattern::{PatternFlags, parse_pattern};
use std::hint::black_box;

/// Responses of three kinds, invented, each filled to about 500 bytes.
fn responses() -> [(&'static str, Vec<u8>); 3] {
    let http =
        b"HTTP/1.1 200 OK\r\nServer: acme-httpd/2.1\r\nContent-Type: text/html\r\n\r\n<html>";
    let banner = b"220 mail.example.test ESMTP Acme Mailer 4.2 ready\r\n250-PIPELINING\r\n";
    let binary = b"\x00\x00\x00\x2f\xffACME\x00\x01\x02\x03\x10\x20\x80\x90";
    [("http", &http[..]), ("banner", banner), ("binary", binary)]
        .map(|(name, start)| (name, start.iter().copied().cycle().take(500).collect()))
}

fn compile_ours(patterns: &[RealPattern]) -> Vec<Program> {
    let parsed = patterns
        .iter()
        .map(|real| parse_pattern(&real.text, real.flags));
    parsed
        .map(|pattern| compile_pattern(&pattern.expect("compiles")))
        .collect()
}

fn compile_theirs(patterns: &[RealPattern]) -> Vec<Code> {
    let compiled = patterns
        .iter()
        .map(|real| Code::new(&real.text, real.flags));
    compiled.map(|code| code.expect("compiles")).collect()
}

fn compile_all(criterion: &mut Criterion) {
    let patterns = installed_patterns();
    let mut group = criterion.benchmark_group("compile");
    group.sample_size(10);
    group.bench_function("ours", |bench| {
        bench.iter(|| black_box(compile_ours(&patterns)))
    });
    group.bench_function("pcre2", |bench| {
        bench.iter(|| black_box(compile_theirs(&patterns)))
    });
    group.finish();
}

fn match_all(criterion: &mut Criterion) {
    let patterns = installed_patterns();
    let ours = compile_ours(&patterns);
    let limits = Limits::default();
    let theirs = patterns
        .iter()
        .map(|real| Reference::new(&real.text, real.flags, &limits).expect("compiles"));
    let mut theirs: Vec<_> = theirs.collect();
    let mut scratch = Scratch::default();
    for (name, response) in responses() {
        let mut group = criterion.benchmark_group(name);
        group.sample_size(20);
        group.bench_function("ours", |bench| {
            bench.iter(|| {
                for program in &ours {
                    black_box(program.match_with(&response, &limits, &mut scratch));
                }
            });
        });
        group.bench_function("pcre2", |bench| {
            bench.iter(|| {
                for code in &mut theirs {
                    black_box(code.run(&response));
                }
            });
        });
        group.finish();
    }
}

/// Patterns that search long, with a piece of the 64 KB they are run on.
const WORST: [(&str, &[u8]); 16] = [
    ("^(?:a|ab)*[xy]", b"a"),
    ("^(a+)+[bc]", b"a"),
    (r"^(\w*\s*)*[!?]", b"word and "),
    ("^(?:.*?,){11}P", b"1,2,3,4,5,6,7,8,9,10,11,12,13,"),
    (r"^.*\d.*\d.*\d[!?]", b"1 of 2, "),
    ("^(?:foo|b|a|bar)*[xy]", b"ab"),
    ("^(?:a|b)*+[xy]", b"ab"),
    ("^(?i:a|AB)*?[xy]", b"a"),
    (r"^(\w+) (?:.*?\1)+[!?]", b"word and "),
    (r"^(.)(?:\1+)+[xy]", b"a"),
    (r"(?<=and )\w*[!?]", b"word and "),
    (r"^(?:(?<!b)a|(?<=a)b)+[!?]", b"ab"),
    ("^(?:(?>a+|b)c?)+[xy]", b"aab"),
    ("^(?=(a+))(?:a|aa)*[xy]", b"a"),
    ("(?:a?){10}[bc]", b"a"),
    ("(?:a|b?){9}[cd]", b"ab"),
];

fn worst_cases(criterion: &mut Criterion) {
    let (limits, mut scratch) = (Limits::default(), Scratch::default());
    for (text, piece) in WORST {
        let response: Vec<u8> = piece.iter().copied().cycle().take(64 * 1024).collect();
        let flags = PatternFlags::default();
        let pattern = parse_pattern(text.as_bytes(), flags).expect("parses");
        let ours = compile_pattern(&pattern);
        let mut theirs = Reference::new(text.as_bytes(), flags, &limits).expect("compiles");
        let mut group = criterion.benchmark_group(text);
        group.sample_size(10).sampling_mode(SamplingMode::Flat);
        group.bench_function("ours", |bench| {
            bench.iter(|| black_box(ours.match_with(&response, &limits, &mut scratch)));
        });
        group.bench_function("pcre2", |bench| {
            bench.iter(|| black_box(theirs.run(&response)))
        });
        group.finish();
    }
}

criterion_group!(benches, compile_all, match_all, worst_cases);
criterion_main!(benches);
