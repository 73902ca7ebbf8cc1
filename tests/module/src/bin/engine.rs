//! A module that reads a pattern, says why if it is refused, and matches: what a project carries
//! that takes nothing of sflens but its pattern engine.

use sflens::matcher::{Limits, compile_pattern};
use sflens::pattern::{PatternFlags, parse_pattern};
use std::hint::black_box;

fn main() {
    let text: Vec<u8> = black_box(Vec::new());
    let flags = black_box(PatternFlags::default());
    match parse_pattern(&text, flags) {
        Ok(pattern) => {
            let program = compile_pattern(&pattern);
            black_box(program.match_response(&text, &Limits::default()));
        }
        Err(error) => {
            black_box(error.to_diagnostic().title);
        }
    }
}
