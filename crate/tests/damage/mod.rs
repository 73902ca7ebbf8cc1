//! Kinds of damage that can be undone, by what they change.
//!
//! Lines are changed first, then characters are quoted, then the text is put into something else.

mod containers;
mod lines;
mod pastes;
mod quotings;

pub(crate) use containers::CONTAINERS;
pub(crate) use lines::LINES;
pub(crate) use pastes::PASTES;
pub(crate) use quotings::QUOTINGS;

use super::random::Random;

/// One kind of damage.
pub(crate) struct Damage {
    pub(crate) name: &'static str,
    apply: fn(&str, &mut Random) -> String,
}

impl Damage {
    const fn new(name: &'static str, apply: fn(&str, &mut Random) -> String) -> Self {
        Self { name, apply }
    }

    /// Damages `text`.
    pub(crate) fn apply(&self, text: &str, random: &mut Random) -> String {
        (self.apply)(text, random)
    }
}

/// True for damage that loses information, so that nobody can undo it.
pub(crate) fn is_beyond(truth: &str, names: &[&str]) -> bool {
    let has = |part: &str| names.iter().any(|name| name.contains(part));
    let clash = CLASHES.iter().any(|pair| pair.iter().all(|part| has(part)));
    // The trap that looks like the form once its backslashes are gone, or has doubled marks.
    let trap = truth
        .replace("\nSF:", "")
        .contains("SF-Port21-TCP:V=7\\.95");
    // Where a line of the form is broken, what looks like a mark in the data can be one.
    let mark = truth.replace("\nSF:", "").contains("SF:");
    // A number on a line of its own can be a piece of the only full line.
    let is_short = truth.lines().count() < 3 && (has("of their own") || has("list of a page"));
    clash || is_short || (has("rendered Markdown") && trap) || (has("narrow window") && mark)
}

/// Parts of the names of damages of which the second hides what the first did.
const CLASHES: [[&str; 2]; 11] = [
    ["broken", "docker's"],
    ["joined", "docker's"],
    ["lost", "docker's"],
    ["broken", "Lua"],
    ["lost", "Lua"],
    ["broken", "JavaScript"],
    ["lost", "JavaScript"],
    ["zero-width", "Lua"],
    ["joined", "without backslash"],
    ["joined", "rendered Markdown"],
    ["colored", "Markdown export"],
];

/// The text without one of its lines.
pub(crate) fn without_a_line(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<&str> = text.split('\n').collect();
    lines.remove(random.below(lines.len()));
    lines.join("\n")
}

/// Each line with its number from 1, changed by `change`.
fn each_line(text: &str, change: impl Fn(usize, &str) -> String) -> String {
    let lines = (1..).zip(text.split('\n'));
    let changed: Vec<_> = lines.map(|(number, line)| change(number, line)).collect();
    changed.join("\n")
}

/// Every line in pieces of at most `width` bytes.
fn rewrap(text: &str, width: usize) -> String {
    let pieces = text
        .split('\n')
        .flat_map(|line| line.as_bytes().chunks(width));
    let pieces: Vec<_> = pieces.map(String::from_utf8_lossy).collect();
    pieces.join("\n")
}

/// What JSON writes for `text`, without the quotes around it.
fn json(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
        .replace('\r', "\\r")
        .replace('\t', "\\t")
}

/// What a web page has for `text`.
fn html(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
