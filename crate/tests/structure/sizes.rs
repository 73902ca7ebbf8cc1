//! Limits of files and functions, and the head that each file starts with.

use super::expect_none;
use super::rust::code_without_tests;
use super::tree::{files, sources};

const MAX_FILE_LINES: usize = 400;
const MAX_FUNCTION_LINES: usize = 80;

#[test]
fn every_file_starts_with_a_module_head() {
    let faults = ["crate", "www", "tests"]
        .into_iter()
        .flat_map(files)
        .filter(|file| file.is_rust() && !file.is_tests() && !file.text.starts_with("//!"))
        .map(|file| file.path)
        .collect();
    expect_none(
        faults,
        "start the file with `//!`: what it does in one sentence, an example of the accepted \
         form, limits, the source.",
    );
}

#[test]
fn no_file_is_too_long() {
    let faults = sources()
        .iter()
        .filter(|file| !file.is_tests())
        .map(|file| (&file.path, n_code_lines(&code_without_tests(&file.text))))
        .filter(|(_, lines)| *lines > MAX_FILE_LINES)
        .map(|(path, lines)| format!("{path}: {lines} lines of code, limit {MAX_FILE_LINES}"))
        .collect();
    expect_none(
        faults,
        "split by responsibility: one rule, stage or widget per file.",
    );
}

#[test]
fn no_function_is_too_long() {
    let faults = sources()
        .iter()
        .filter(|file| !file.is_tests())
        .flat_map(|file| {
            long_functions(&code_without_tests(&file.text))
                .into_iter()
                .map(|fault| format!("{}:{fault}", file.path))
        })
        .collect();
    expect_none(
        faults,
        "move steps into functions of their own, named by what they do.",
    );
}

fn n_code_lines(code: &str) -> usize {
    code.lines().filter(|line| !line.trim().is_empty()).count()
}

/// `12: 95 lines …` for each function that is longer than the limit.
fn long_functions(code: &str) -> Vec<String> {
    let lines: Vec<&str> = code.lines().collect();
    (0..lines.len())
        .filter(|at| is_function(lines[*at]))
        .map(|at| (at, function_len(&lines[at..])))
        .filter(|(_, len)| *len > MAX_FUNCTION_LINES)
        .map(|(at, len)| format!("{}: {len} lines, limit {MAX_FUNCTION_LINES}", at + 1))
        .collect()
}

fn is_function(line: &str) -> bool {
    line.trim_start().starts_with("fn ") || line.contains(" fn ")
}

/// Lines from the function's first to the one that closes its body.
fn function_len(lines: &[&str]) -> usize {
    let mut depth = 0;
    let mut entered = false;
    for (at, line) in lines.iter().enumerate() {
        for c in line.chars() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ';' if depth == 0 && !entered => return at + 1,
                _ => {}
            }
            entered |= c == '{';
        }
        if entered && depth <= 0 {
            return at + 1;
        }
    }
    lines.len()
}

#[test]
fn the_length_of_a_function_is_counted_to_its_closing_brace() {
    let body = "    call();\n".repeat(80);
    assert_eq!(long_functions(&format!("fn f() {{\n{body}}}\n")).len(), 1);
    assert!(long_functions("fn f();\nfn g() {\n}\n").is_empty());
}
