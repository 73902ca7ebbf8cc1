//! Two texts of the same number of lines as a unified diff.
//!
//! ```text
//! --- mine.lines
//! +++ mine.lines
//! @@ -1,2 +1,2 @@
//!  # a comment
//! -match a m|^a| v/1/ p/x/
//! +match a m|^a| p/x/ v/1/
//! ```
//!
//! Tidying keeps lines apart, so lines with the same number belong together and no search for
//! common lines is needed. A text with another number of lines is shown as one hunk.

/// Unchanged lines around a change.
const CONTEXT: usize = 3;

/// The diff from `old` to `new`; empty when they are equal. Both are called `name`.
pub fn unified_diff(old: &[u8], new: &[u8], name: &str) -> Vec<u8> {
    let (old, new) = (lines(old), lines(new));
    if old == new {
        return Vec::new();
    }
    let mut out = format!("--- {name}\n+++ {name}\n").into_bytes();
    for hunk in hunks(&old, &new) {
        let header = format!(
            "@@ -{},{} +{},{} @@\n",
            hunk.first + 1,
            hunk.n_old,
            hunk.first + 1,
            hunk.n_new
        );
        out.extend(header.into_bytes());
        let behind = |lines: &[&[u8]], n: usize| -> Vec<Vec<u8>> {
            let lines = lines.iter().skip(hunk.first).take(n);
            lines.map(|line| line.to_vec()).collect()
        };
        print_hunk(
            &behind(&old, hunk.n_old),
            &behind(&new, hunk.n_new),
            &mut out,
        );
    }
    out
}

fn lines(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|byte| *byte == b'\n').collect()
}

struct Hunk {
    first: usize,
    n_old: usize,
    n_new: usize,
}

fn hunks(old: &[&[u8]], new: &[&[u8]]) -> Vec<Hunk> {
    if old.len() != new.len() {
        return vec![Hunk {
            first: 0,
            n_old: old.len(),
            n_new: new.len(),
        }];
    }
    let pairs = old.iter().zip(new).enumerate();
    let changed = pairs
        .filter(|(_, (old, new))| old != new)
        .map(|(idx, _)| idx);
    let mut hunks: Vec<Hunk> = Vec::new();
    for idx in changed {
        let end = (idx + 1 + CONTEXT).min(old.len());
        match hunks.last_mut() {
            Some(hunk) if hunk.first + hunk.n_old + CONTEXT >= idx => {
                (hunk.n_old, hunk.n_new) = (end - hunk.first, end - hunk.first);
            }
            _ => {
                let first = idx.saturating_sub(CONTEXT);
                hunks.push(Hunk {
                    first,
                    n_old: end - first,
                    n_new: end - first,
                });
            }
        }
    }
    hunks
}

/// Runs of changed lines: first all old ones, then all new ones.
fn print_hunk(old: &[Vec<u8>], new: &[Vec<u8>], out: &mut Vec<u8>) {
    let mut at = 0;
    while at < old.len().max(new.len()) {
        let is_equal = |idx: usize| old.get(idx).is_some() && old.get(idx) == new.get(idx);
        if is_equal(at) {
            print_line(b' ', old.get(at), out);
            at += 1;
            continue;
        }
        let end = (at..).find(|idx| is_equal(*idx) || *idx >= old.len().max(new.len()));
        let end = end.unwrap_or(at);
        (at..end).for_each(|idx| print_line(b'-', old.get(idx), out));
        (at..end).for_each(|idx| print_line(b'+', new.get(idx), out));
        at = end;
    }
}

fn print_line(mark: u8, line: Option<&Vec<u8>>, out: &mut Vec<u8>) {
    let Some(line) = line else { return };
    out.push(mark);
    out.extend_from_slice(line);
    if !line.ends_with(b"\n") {
        out.extend_from_slice(b"\n\\ No newline at end of file\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(old: &str, new: &str, expected: &str) {
        let diff = unified_diff(old.as_bytes(), new.as_bytes(), "f");
        assert_eq!(String::from_utf8(diff).unwrap(), expected);
    }

    #[test]
    fn changed_lines_stand_with_those_around_them() {
        check("a\n", "a\n", "");
        check(
            "1\n2\n3\n4\na\nb\n5\n6\n7\n8\n",
            "1\n2\n3\n4\nA\nB\n5\n6\n7\n8\n",
            "--- f\n+++ f\n@@ -2,8 +2,8 @@\n 2\n 3\n 4\n-a\n-b\n+A\n+B\n 5\n 6\n 7\n",
        );
    }

    #[test]
    fn changes_far_apart_are_hunks_of_their_own() {
        let old = "a\n1\n2\n3\n4\n5\n6\n7\nb";
        check(
            old,
            &old.to_uppercase(),
            "--- f\n+++ f\n@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n\
             \\ No newline at end of file\n+B\n\\ No newline at end of file\n",
        );
    }

    #[test]
    fn another_number_of_lines_is_one_hunk() {
        check(
            "a\n",
            "b\nc\n",
            "--- f\n+++ f\n@@ -1,1 +1,2 @@\n-a\n+b\n+c\n",
        );
    }
}
