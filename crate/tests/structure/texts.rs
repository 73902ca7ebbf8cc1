//! What must not stand in any text: inline styles, unchecked markup, pointers out of the tree.

use super::expect_none;
use super::tree::{File, files, root};

/// Folders that only some machine has.
const FOREIGN_PATHS: &[&str] = &["/work/", "/home/", "/root/"];

#[test]
fn the_page_has_no_inline_style() {
    expect_none(
        lines_with("www", |line| line.contains(" style=")),
        "give the element a class and write the rule in www/styles/; computed geometry goes \
         through SVG attributes or the CSSOM.",
    );
}

#[test]
fn the_page_makes_no_markup_from_text() {
    expect_none(
        lines_with("www", |line| {
            line.contains("from_html_unchecked") || line.contains("innerHTML")
        }),
        "build elements with html!; text from a user must never become markup.",
    );
}

#[test]
fn every_document_that_is_named_exists() {
    expect_none(
        lines_with("", |line| named_documents(line).any(|name| !exists(name))),
        "name a document of this repository by its path, or say the fact itself.",
    );
}

#[test]
fn nothing_points_out_of_the_tree() {
    expect_none(
        lines_with("", |line| {
            FOREIGN_PATHS.iter().any(|path| line.contains(path))
        }),
        "use a path inside of the repository, or a variable.",
    );
}

/// `path:line: text` for each line under `folder` that `is_fault` picks.
fn lines_with(folder: &str, is_fault: impl Fn(&str) -> bool) -> Vec<String> {
    files(folder)
        .iter()
        .filter(|file| is_ours(file))
        .flat_map(|file| {
            let lines = file.text.lines().enumerate();
            let faults = lines.filter(|(_, line)| is_fault(line));
            faults
                .map(|(at, line)| format!("{}:{}: {}", file.path, at + 1, line.trim()))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// All but generated files, these tests, which name what they look for, and sites for tests, in
/// which documents have places of their own.
fn is_ours(file: &File) -> bool {
    let elsewhere = [
        "crate/tests/structure/",
        "tests/generators/",
        "tests/javascript/generators",
    ];
    !file.path.ends_with("-lock.json")
        && !elsewhere.iter().any(|folder| file.path.starts_with(folder))
}

/// Words of the line that end in `.md`, without what stands around them.
fn named_documents(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !(c.is_alphanumeric() || "._-/".contains(c)))
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| word.len() > 3 && word.ends_with(".md"))
}

/// Documents name each other from the root or from docs/.
fn exists(name: &str) -> bool {
    let name = name.trim_start_matches("./");
    ["", "docs", "crate", "tests"]
        .iter()
        .any(|folder| root().join(folder).join(name).is_file())
}

#[test]
fn documents_are_found_between_punctuation() {
    let found: Vec<&str> = named_documents("see `docs/a.md`, b.md. Not .md").collect();
    assert_eq!(found, ["docs/a.md", "b.md"]);
}
