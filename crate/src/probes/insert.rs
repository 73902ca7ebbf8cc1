//! Lines put into a text that otherwise keeps every byte, and the same as a unified diff.
//!
//! ```
//! use sflens::probes::{Insertions, print_diff, print_inserted};
//! let mut insertions = Insertions::new();
//! insertions.entry(1).or_default().push(b"new".to_vec());
//! assert_eq!(print_inserted(b"a\nb\n", &insertions), b"a\nnew\nb\n");
//! let diff = print_diff(b"a\nb\n", &insertions, "old", "my");
//! assert_eq!(diff, b"--- old\n+++ my\n@@ -1,2 +1,3 @@\n a\n+new\n b\n");
//! ```

use std::collections::BTreeMap;

/// Lines without their line ends, by the number of lines that stand before them.
pub type Insertions = BTreeMap<usize, Vec<Vec<u8>>>;

/// Lines around a change in a diff.
const CONTEXT: usize = 3;

/// `text` with the insertions. New lines end as the line before them does.
pub fn print_inserted(text: &[u8], insertions: &Insertions) -> Vec<u8> {
    let lines = split_lines(text);
    let mut out = Vec::with_capacity(text.len());
    for at in 0..=lines.len() {
        if let Some(new) = insertions.get(&at) {
            let end = line_end(&lines, at);
            if !out.is_empty() && !out.ends_with(b"\n") {
                out.extend_from_slice(end);
            }
            for line in new {
                out.extend_from_slice(line);
                out.extend_from_slice(end);
            }
        }
        out.extend_from_slice(lines.get(at).copied().unwrap_or_default());
    }
    out
}

/// The insertions as a unified diff of the file called `old` to one called `new`.
pub fn print_diff(text: &[u8], insertions: &Insertions, old: &str, new: &str) -> Vec<u8> {
    let lines = split_lines(text);
    let mut out = format!("--- {old}\n+++ {new}\n").into_bytes();
    let mut n_added = 0;
    let mut waiting = insertions.iter().peekable();
    while let Some((first, new)) = waiting.next() {
        let start = first.saturating_sub(CONTEXT);
        let mut end = *first;
        let mut hunk = Hunk::default();
        hunk.keep(&lines, start, end);
        hunk.add(&lines, end, new);
        while let Some((at, new)) = waiting.next_if(|(at, _)| **at <= end + 2 * CONTEXT) {
            hunk.keep(&lines, end, *at);
            hunk.add(&lines, *at, new);
            end = *at;
        }
        let last = (end + CONTEXT).min(lines.len());
        hunk.keep(&lines, end, last);
        let n_old = last - start;
        // A hunk of no old lines is behind the line that it names.
        let first = |n_before: usize, n: usize| n_before + usize::from(n > 0);
        let n_new = n_old + hunk.n_added;
        let (old_first, new_first) = (first(start, n_old), first(start + n_added, n_new));
        let head = format!("@@ -{old_first},{n_old} +{new_first},{n_new} @@\n");
        out.extend_from_slice(head.as_bytes());
        out.extend(hunk.text);
        n_added += hunk.n_added;
    }
    out
}

/// One hunk as far as it is written.
#[derive(Default)]
struct Hunk {
    text: Vec<u8>,
    n_added: usize,
}

impl Hunk {
    /// Writes the lines from `start` to `end`, which stay.
    fn keep(&mut self, lines: &[&[u8]], start: usize, end: usize) {
        for line in lines.get(start..end).unwrap_or_default() {
            self.write(b' ', line);
        }
    }

    /// Writes new lines behind the first `at`. A last line without its end gets one.
    fn add(&mut self, lines: &[&[u8]], at: usize, new: &[Vec<u8>]) {
        let end = line_end(lines, at);
        let before = at.checked_sub(1).and_then(|before| lines.get(before));
        if let Some(open) = before.filter(|line| !line.ends_with(b"\n")) {
            let n_written = open.len() + NO_LINE_END.len() + 1;
            self.text
                .truncate(self.text.len().saturating_sub(n_written));
            self.write(b'-', open);
            self.write(b'+', &[open, end].concat());
        }
        for line in new {
            self.write(b'+', &[line, end].concat());
            self.n_added += 1;
        }
    }

    fn write(&mut self, sign: u8, line: &[u8]) {
        self.text.push(sign);
        self.text.extend_from_slice(line);
        if !line.ends_with(b"\n") {
            self.text.extend_from_slice(NO_LINE_END);
        }
    }
}

/// What a diff says behind a last line without a line feed.
const NO_LINE_END: &[u8] = b"\n\\ No newline at end of file\n";

fn split_lines(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|byte| *byte == b'\n').collect()
}

/// How the line before the one at `at` ends, or, when that has no end, the first.
fn line_end(lines: &[&[u8]], at: usize) -> &'static [u8] {
    let before = at.checked_sub(1).and_then(|before| lines.get(before));
    let ended = before.filter(|line| line.ends_with(b"\n"));
    match ended.or(lines.first()) {
        Some(line) if line.ends_with(b"\r\n") => b"\r\n",
        _ => b"\n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn insertions(places: &[(usize, &str)]) -> Insertions {
        let mut insertions = Insertions::new();
        for (at, line) in places {
            let lines = insertions.entry(*at).or_default();
            lines.push(line.as_bytes().to_vec());
        }
        insertions
    }

    #[track_caller]
    fn check(text: &str, places: &[(usize, &str)], inserted: &str, diff: &str) {
        let insertions = insertions(places);
        let shown = |bytes: Vec<u8>| String::from_utf8(bytes).expect("a text");
        let printed = print_inserted(text.as_bytes(), &insertions);
        assert_eq!(shown(printed), inserted);
        let printed = print_diff(text.as_bytes(), &insertions, "a", "b");
        assert_eq!(shown(printed), format!("--- a\n+++ b\n{diff}"));
    }

    #[test]
    fn lines_are_put_at_their_places() {
        check(
            "1\n2\n3\n4\n5\n",
            &[(0, "x"), (2, "y"), (2, "z")],
            "x\n1\n2\ny\nz\n3\n4\n5\n",
            "@@ -1,5 +1,8 @@\n+x\n 1\n 2\n+y\n+z\n 3\n 4\n 5\n",
        );
    }

    #[test]
    fn changes_far_apart_are_hunks_of_their_own() {
        check(
            "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
            &[(2, "x"), (9, "y")],
            "1\n2\nx\n3\n4\n5\n6\n7\n8\n9\ny\n",
            "@@ -1,5 +1,6 @@\n 1\n 2\n+x\n 3\n 4\n 5\n@@ -7,3 +8,4 @@\n 7\n 8\n 9\n+y\n",
        );
        check(
            "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
            &[(3, "x"), (9, "y")],
            "1\n2\n3\nx\n4\n5\n6\n7\n8\n9\ny\n",
            "@@ -1,9 +1,11 @@\n 1\n 2\n 3\n+x\n 4\n 5\n 6\n 7\n 8\n 9\n+y\n",
        );
    }

    #[test]
    fn line_ends_follow_those_around() {
        check(
            "1\r\n2\r\n",
            &[(1, "x")],
            "1\r\nx\r\n2\r\n",
            "@@ -1,2 +1,3 @@\n 1\r\n+x\r\n 2\r\n",
        );
    }

    #[test]
    fn a_last_line_without_its_end_gets_one() {
        check(
            "1\n2",
            &[(2, "x")],
            "1\n2\nx\n",
            "@@ -1,2 +1,3 @@\n 1\n-2\n\\ No newline at end of file\n+2\n+x\n",
        );
        check(
            "1\n2",
            &[(0, "x")],
            "x\n1\n2",
            "@@ -1,2 +1,3 @@\n+x\n 1\n 2\n\\ No newline at end of file\n",
        );
    }

    #[test]
    fn an_empty_text_can_be_added_to() {
        check("", &[(0, "x")], "x\n", "@@ -0,0 +1,1 @@\n+x\n");
    }
}
