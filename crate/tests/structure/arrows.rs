//! Which module may use which: the table of ARCHITECTURE.md as data.
//!
//! A module uses what its row names and what those rows name in turn. Unit tests may use anything.

use std::collections::BTreeSet;

use super::expect_none;
use super::rust::code_without_tests;
use super::tree::{File, files};

type Row = (&'static str, &'static [&'static str]);

/// The library's modules, each after all that it uses.
const LIBRARY: &[Row] = &[
    ("source", &[]),
    ("bytes", &[]),
    ("diagnostic", &["source", "bytes"]),
    ("fingerprint", &["source", "bytes", "diagnostic"]),
    ("pattern", &["source", "bytes", "diagnostic"]),
    ("matcher", &["pattern", "bytes"]),
    // Of `matcher` only its `Captures`.
    ("template", &["source", "bytes", "diagnostic", "matcher"]),
    // Of `matcher` only its `Captures`.
    ("second_opinion", &["pattern", "matcher"]),
    // Of `fingerprint` only its `Protocol`.
    ("probes", &["pattern", "template", "fingerprint"]),
    ("index", &["probes", "matcher"]),
    ("replay", &["fingerprint", "probes", "index", "matcher"]),
    ("nearest", &["index", "matcher"]),
    ("lint", &["probes", "matcher", "replay"]),
    ("explain", &["probes", "matcher", "replay"]),
    // What it looks for is told in patterns.
    ("redact", &["fingerprint", "matcher"]),
    // Of `template` only its `Release`.
    ("link", &["template"]),
    ("suggest", &["replay", "lint"]),
    (
        "results",
        &[
            "nearest",
            "lint",
            "explain",
            "redact",
            "suggest",
            "second_opinion",
        ],
    ),
    ("js", &["results", "link"]),
];

/// The page's modules; `sflens` is the library.
const PAGE: &[Row] = &[
    ("sflens", &[]),
    ("model", &["sflens"]),
    ("protocol", &["sflens"]),
    ("lazy", &[]),
    ("worker", &["lazy", "protocol"]),
    ("persist", &["model"]),
    ("hooks", &["model", "worker", "persist"]),
    // Of `hooks` only those of the browser.
    ("widgets", &["hooks", "lazy"]),
    ("panels", &["model", "hooks", "lazy", "widgets"]),
    ("app", &["panels"]),
];

/// Crates and modules of std that the pure part of the library must not touch.
const IMPURE: &[&str] = &[
    "yew",
    "wasm_bindgen",
    "web_sys",
    "js_sys",
    "clap",
    "std::fs",
    "std::io",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "std::time",
];

#[test]
fn library_modules_use_only_what_their_row_names() {
    expect_none(forbidden_arrows("crate/src", LIBRARY), ARROW_REMEDY);
}

#[test]
fn page_modules_use_only_what_their_row_names() {
    expect_none(forbidden_arrows("www/src", PAGE), ARROW_REMEDY);
}

const ARROW_REMEDY: &str = "move the code to where its inputs are, or pass in what it needs. A new \
     arrow is a design change: its own commit with the reason, in the table of \
     crate/tests/structure/arrows.rs and in ARCHITECTURE.md.";

#[test]
fn the_library_is_pure() {
    let faults = files("crate/src")
        .iter()
        .filter(|file| !["bin", "js"].contains(&module_of(file, "crate/src")))
        .flat_map(|file| {
            let code = code_without_tests(&file.text);
            let used = IMPURE.iter().filter(move |name| uses(&code, name));
            used.map(|name| format!("{}: {name}", file.path))
        })
        .collect();
    expect_none(
        faults,
        "the library is a function of its input; files, clocks and browsers belong to bin/, js/ \
         and www/.",
    );
}

#[test]
fn browser_tests_know_only_the_built_site() {
    let faults = files("tests")
        .into_iter()
        .filter(|file| file.path.ends_with(".mjs") && file.text.contains("www/"))
        .map(|file| file.path)
        .collect();
    expect_none(faults, "find things by role and name on the built page.");
}

fn forbidden_arrows(folder: &str, table: &[Row]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files(folder) {
        let module = module_of(&file, folder);
        if !file.is_rust() || file.is_tests() || ["bin", "lib"].contains(&module) {
            continue;
        }
        let Some(allowed) = allowed(module, table) else {
            faults.push(format!(
                "{}: the table has no row for `{module}`",
                file.path
            ));
            continue;
        };
        for (used, line) in used_modules(&file, folder) {
            if used != module && is_row(&used, table) && !allowed.contains(used.as_str()) {
                faults.push(format!("{}:{line}: {module} -> {used}", file.path));
            }
        }
    }
    faults
}

fn is_row(module: &str, table: &[Row]) -> bool {
    table.iter().any(|(name, _)| *name == module)
}

/// The first name of the path below `folder`, without `.rs`.
fn module_of<'f>(file: &'f File, folder: &str) -> &'f str {
    let below = &file.path[folder.len() + 1..];
    below.split(['/', '.']).next().unwrap_or(below)
}

/// What `module` may use, its row's rows included; `None` without a row.
fn allowed(module: &str, table: &[Row]) -> Option<BTreeSet<&'static str>> {
    let (_, direct) = table.iter().find(|(name, _)| *name == module)?;
    let mut all = BTreeSet::new();
    for used in *direct {
        all.insert(*used);
        all.extend(allowed(used, table)?);
    }
    Some(all)
}

/// Every top-level module or crate that the file's code names, with the line.
fn used_modules(file: &File, folder: &str) -> Vec<(String, usize)> {
    let code = code_without_tests(&file.text);
    let to_root = "super::".repeat(depth_of(&file.path[folder.len() + 1..]));
    let mut used = Vec::new();
    for (at, name) in code.match_indices("sflens::") {
        used.push((name.trim_end_matches(':').to_owned(), line_of(&code, at)));
    }
    for prefix in ["crate::", &to_root] {
        for (at, _) in code.match_indices(prefix) {
            let names = names_after(&code[at + prefix.len()..]);
            used.extend(names.into_iter().map(|name| (name, line_of(&code, at))));
        }
    }
    used
}

/// How many `super` lead from a file to the root of its crate.
fn depth_of(below: &str) -> usize {
    below.matches('/').count() + usize::from(!below.ends_with("mod.rs"))
}

/// `a` of `a::b`, and `a`, `c` of `{a::{b, d}, c}`.
fn names_after(rest: &str) -> Vec<String> {
    let Some(group) = rest.strip_prefix('{') else {
        return vec![first_name(rest)];
    };
    let mut depth = 0;
    let mut names = vec![first_name(group.trim_start())];
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(first_name(group[at + 1..].trim_start())),
            _ => {}
        }
    }
    names
}

fn first_name(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

fn line_of(code: &str, at: usize) -> usize {
    code[..at].matches('\n').count() + 1
}

fn uses(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + name.len()..].chars().next();
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !is_word(before) && !is_word(after)
    })
}

#[track_caller]
fn check_arrow(path: &str, text: &str, expected: &[&str]) {
    let file = File {
        path: path.to_owned(),
        text: text.to_owned(),
    };
    let used = used_modules(&file, "crate/src");
    let names: Vec<&str> = used.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, expected);
}

#[test]
fn arrows_are_found_in_every_spelling() {
    check_arrow("crate/src/a/mod.rs", "use crate::b::c;", &["b"]);
    check_arrow(
        "crate/src/a/mod.rs",
        "use crate::{b::{x, y}, c};",
        &["b", "c"],
    );
    check_arrow("crate/src/a/mod.rs", "use super::b::c;", &["b"]);
    check_arrow(
        "crate/src/a/x.rs",
        "use super::y; use super::super::b;",
        &["b"],
    );
    check_arrow(
        "crate/src/a/x.rs",
        "// use crate::b;\nfn f() { crate::c::g() }",
        &["c"],
    );
    check_arrow(
        "crate/src/a/x.rs",
        "#[cfg(test)]\nmod tests { use crate::b; }",
        &[],
    );
}

#[test]
fn rows_reach_through_other_rows() {
    let allowed = allowed("index", LIBRARY).expect("a row");
    assert!(allowed.contains("template") && allowed.contains("source"));
    assert!(!allowed.contains("replay"));
}
