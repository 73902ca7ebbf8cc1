//! Where two responses to one probe differ: what a pattern has to leave open.
//!
//! ```text
//! Date: Thu, 21 May 10:00    Date: Fri, 22 May 10:07     6..9 11..13 21..22
//! ```
//!
//! A longest common subsequence says what is the same; a few equal bytes between two differences
//! are chance, and count as differing too.

/// Equal bytes between two differences that are no chance.
const MIN_SAME: usize = 3;
/// Pairs of bytes that are compared at most, a few times what Nmap stores of two responses; what is
/// larger differs from its first difference to its last.
pub(super) const MAX_PAIRS: u64 = 4_000_000;

/// Ranges of `bytes` that `other` has otherwise, in order. An empty range is a place where only
/// `other` has something. `is_cut`: more of `other` came than is known, so its end says nothing.
pub(super) fn differences(bytes: &[u8], other: &[u8], is_cut: bool) -> Vec<(usize, usize)> {
    let n_head = common_len(bytes.iter(), other.iter());
    let (a, b) = (
        bytes.get(n_head..).unwrap_or_default(),
        other.get(n_head..).unwrap_or_default(),
    );
    if is_cut && b.is_empty() {
        return Vec::new();
    }
    let n_tail = common_len(a.iter().rev(), b.iter().rev());
    let a = a.get(..a.len() - n_tail).unwrap_or_default();
    let b = b.get(..b.len() - n_tail).unwrap_or_default();
    let mut ranges = match a.len() as u64 * b.len() as u64 {
        0 if a.is_empty() && b.is_empty() => Vec::new(),
        n_pairs if n_pairs > MAX_PAIRS => vec![(0, a.len())],
        _ => compare(a, b),
    };
    merge(&mut ranges);
    if is_cut && n_tail == 0 {
        ranges.retain(|(_, end)| *end < a.len());
    }
    let shift = |(start, end): (usize, usize)| (start + n_head, end + n_head);
    ranges.into_iter().map(shift).collect()
}

fn common_len<'a>(a: impl Iterator<Item = &'a u8>, b: impl Iterator<Item = &'a u8>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).count()
}

/// The ranges of `a` that a longest common subsequence with `b` leaves out.
fn compare(a: &[u8], b: &[u8]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut common = vec![0_u16; (a.len() + 1) * width];
    for (row, byte) in a.iter().enumerate().rev() {
        for (column, other) in b.iter().enumerate().rev() {
            let best = if byte == other {
                cell(&common, width, row + 1, column + 1).saturating_add(1)
            } else {
                cell(&common, width, row + 1, column).max(cell(&common, width, row, column + 1))
            };
            if let Some(slot) = common.get_mut(row * width + column) {
                *slot = best;
            }
        }
    }
    let mut ranges = Vec::new();
    let (mut row, mut column) = (0, 0);
    while row < a.len() || column < b.len() {
        if row < a.len() && a.get(row) == b.get(column) {
            (row, column) = (row + 1, column + 1);
            continue;
        }
        let without_a = cell(&common, width, row + 1, column);
        if row < a.len()
            && (column == b.len() || without_a >= cell(&common, width, row, column + 1))
        {
            ranges.push((row, row + 1));
            row += 1;
        } else {
            ranges.push((row, row));
            column += 1;
        }
    }
    ranges
}

fn cell(common: &[u16], width: usize, row: usize, column: usize) -> u16 {
    common.get(row * width + column).copied().unwrap_or(0)
}

/// Joins ranges with too little between them; they are in order.
pub(super) fn merge(ranges: &mut Vec<(usize, usize)>) {
    ranges.sort_unstable();
    ranges.dedup_by(|next, last| {
        let joins = next.0 < last.1 + MIN_SAME;
        if joins {
            last.1 = last.1.max(next.1);
        }
        joins
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &str, other: &str, expected: &[(usize, usize)]) {
        assert_eq!(
            differences(bytes.as_bytes(), other.as_bytes(), false),
            expected
        );
    }

    #[test]
    fn what_differs_is_told_in_bytes_of_the_first() {
        check("same", "same", &[]);
        check("", "", &[]);
        check("Thu, 21 May", "Fri, 22 May", &[(0, 3), (6, 7)]);
        check("id=a1b2c3; path", "id=d4e5f6; path", &[(3, 9)]);
        check("abcdef", "abcXYdef", &[(3, 3)]);
        check("abcXYdef", "abcdef", &[(3, 5)]);
        check("abcdef", "abcdefgh", &[(6, 6)]);
    }

    #[test]
    fn the_cut_end_of_the_other_says_nothing() {
        let cut = |bytes: &str, other: &str| differences(bytes.as_bytes(), other.as_bytes(), true);
        assert_eq!(cut("abcdefgh", "abcd"), []);
        assert_eq!(cut("abXXefghijk", "abYYefgh"), [(2, 4)]);
    }

    #[test]
    fn what_is_too_large_to_compare_differs_as_a_whole() {
        let side = MAX_PAIRS.isqrt() as usize;
        for (n_bytes, n_ranges) in [(side, 2), (side + 1, 1)] {
            let same = "a".repeat(n_bytes - 2);
            let found = differences(
                format!("x1{same}2y").as_bytes(),
                format!("x3{same}4y").as_bytes(),
                false,
            );
            assert_eq!(found.len(), n_ranges, "{n_bytes}");
        }
    }
}
