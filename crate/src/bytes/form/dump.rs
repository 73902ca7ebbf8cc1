//! Dumps: lines of an offset, bytes in hexadecimal, and often the characters.
//!
//! ```text
//! 00000000: 4143 4d45 2033 0d0a                      ACME 3..     xxd
//! 00000000  41 43 4d 45 20 33 0d 0a                  |ACME 3..|   hexdump -C
//! 0000000 4341 454d 3320 0a0d                                     hexdump, od -x
//! 0000   41 43 4d 45 20 33 0d 0a   ACME 3..                       Wireshark
//! [0000]   41 43 4d 45 20 33 0d 0a    ACME 3..                    ncat -x
//! ```
//!
//! The characters at the end of a line can look like bytes, so the offsets decide how many bytes a
//! line has. `*` stands for lines like the one before.

use super::super::hex::hex_digit;

/// Digits of an offset.
const OFFSET_DIGITS: std::ops::RangeInclusive<usize> = 4..=16;
/// Bytes that repeated lines may stand for.
const MAX_BYTES: usize = 1 << 24;

pub(super) fn read_dump(text: &[u8]) -> Option<Vec<u8>> {
    let lines = text.split(|byte| *byte == b'\n');
    let lines: Vec<&[u8]> = lines
        .map(<[u8]>::trim_ascii_end)
        .filter(|line| !line.is_empty())
        .collect();
    let lines = one_direction(lines);
    let parsed: Vec<Line> = lines
        .iter()
        .map(|line| parse_line(line))
        .collect::<Option<_>>()?;
    let has_bytes = parsed
        .iter()
        .any(|line| matches!(line, Line::Bytes { groups, .. } if !groups.is_empty()));
    // Only `od` writes others, in seven digits.
    let is_od = |line: &Line| matches!(line, Line::Bytes { offset, .. } if offset.len() == 7);
    let radixes: &[u32] = if parsed.iter().any(is_od) {
        &[16, 8, 10]
    } else {
        &[16]
    };
    let mut radixes = radixes.iter().filter(|_| has_bytes);
    radixes.find_map(|radix| join(&parsed, *radix))
}

/// Of a conversation the indented lines, which are the server's.
fn one_direction(lines: Vec<&[u8]>) -> Vec<&[u8]> {
    let is_indented = |line: &&[u8]| line.first().is_some_and(u8::is_ascii_whitespace);
    let n_indented = lines.iter().filter(|line| is_indented(line)).count();
    if n_indented == 0 || n_indented == lines.len() {
        return lines;
    }
    lines.into_iter().filter(is_indented).collect()
}

/// One line of a dump.
enum Line<'a> {
    Bytes {
        offset: &'a [u8],
        groups: Vec<Group>,
    },
    /// `*`
    Repeated,
}

/// Digits that stand together.
struct Group {
    bytes: Vec<u8>,
    /// Blanks before it.
    n_blanks: usize,
}

fn parse_line(line: &[u8]) -> Option<Line<'_>> {
    let line = line.trim_ascii();
    if line == b"*" {
        return Some(Line::Repeated);
    }
    let bracketed = line.strip_prefix(b"[");
    let line = bracketed.unwrap_or(line);
    let n_digits = line.iter().take_while(|c| c.is_ascii_hexdigit()).count();
    let (offset, rest) = line.split_at_checked(n_digits)?;
    let rest = match bracketed {
        Some(_) => rest.strip_prefix(b"]")?,
        None => rest.strip_prefix(b":").unwrap_or(rest),
    };
    let is_offset = OFFSET_DIGITS.contains(&n_digits);
    let ends = rest.is_empty() || rest.starts_with(b" ") || rest.starts_with(b"\t");
    let is_xxd = bracketed.is_none() && line.get(n_digits) == Some(&b':');
    (is_offset && ends).then(|| Line::Bytes {
        offset,
        groups: parse_groups(rest, is_xxd),
    })
}

/// The groups at the start of `rest`. Words of four digits without a colon before them are numbers
/// of 16 bits, low byte first.
fn parse_groups(rest: &[u8], is_xxd: bool) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut rest = rest;
    loop {
        let n_blanks = rest
            .iter()
            .take_while(|c| matches!(c, b' ' | b'\t'))
            .count();
        let word = rest.get(n_blanks..).unwrap_or_default();
        let n_digits = word.iter().take_while(|c| c.is_ascii_hexdigit()).count();
        let ends = word.get(n_digits).is_none_or(u8::is_ascii_whitespace);
        let digits: Option<Vec<u8>> = word
            .iter()
            .take(n_digits)
            .map(|digit| hex_digit(*digit))
            .collect();
        let (Some(digits), true, true) = (digits, ends && n_digits > 0, n_digits.is_multiple_of(2))
        else {
            return groups;
        };
        let (pairs, _) = digits.as_chunks::<2>();
        let mut bytes: Vec<u8> = pairs.iter().map(|[high, low]| high << 4 | low).collect();
        if n_digits == 4 && !is_xxd {
            bytes.reverse();
        }
        groups.push(Group { bytes, n_blanks });
        rest = word.get(n_digits..).unwrap_or_default();
    }
}

/// The bytes of all lines, if their offsets are in that radix.
fn join(lines: &[Line], radix: u32) -> Option<Vec<u8>> {
    let mut bytes: Vec<u8> = Vec::new();
    let mut first = None;
    let mut width = usize::MAX;
    let mut is_repeated = false;
    for (idx, line) in lines.iter().enumerate() {
        let Line::Bytes { offset, groups } = line else {
            is_repeated = true;
            continue;
        };
        let offset = parse_offset(offset, radix)?;
        let first = *first.get_or_insert(offset);
        let at = offset.checked_sub(first)?;
        if std::mem::take(&mut is_repeated) {
            repeat_line(&mut bytes, width, at)?;
        }
        // The last offset of `hexdump` tells how long a padded last word was.
        if groups.is_empty() && idx + 1 == lines.len() && at <= bytes.len() && at + 1 >= bytes.len()
        {
            bytes.truncate(at);
            break;
        }
        if at != bytes.len() {
            return None;
        }
        let next = lines.get(idx + 1).and_then(|line| match line {
            Line::Bytes { offset, .. } => parse_offset(offset, radix),
            Line::Repeated => None,
        });
        let n_expected = next.and_then(|next| next.checked_sub(offset));
        let line_bytes = bytes_of(groups, n_expected, width);
        width = width.min(line_bytes.len());
        bytes.extend(line_bytes);
    }
    Some(bytes)
}

fn parse_offset(digits: &[u8], radix: u32) -> Option<usize> {
    usize::from_str_radix(std::str::from_utf8(digits).ok()?, radix).ok()
}

/// Repeats the last line of `width` bytes until there are `n_bytes`.
fn repeat_line(bytes: &mut Vec<u8>, width: usize, n_bytes: usize) -> Option<()> {
    let start = bytes.len().checked_sub(width)?;
    let last = bytes.get(start..)?.to_vec();
    if n_bytes > MAX_BYTES || last.is_empty() {
        return None;
    }
    let n_missing = n_bytes.checked_sub(bytes.len())?;
    bytes.extend(last.into_iter().cycle().take(n_missing));
    Some(())
}

/// The bytes of one line: as many as the next offset says, else up to a wide gap, and never more
/// than the lines before have.
fn bytes_of(groups: &[Group], n_expected: Option<usize>, width: usize) -> Vec<u8> {
    const HALF: usize = 8;
    let mut bytes = Vec::new();
    for (idx, group) in groups.iter().enumerate() {
        let same_size = groups
            .first()
            .is_some_and(|first| group.bytes.len() <= first.bytes.len());
        let is_gap = idx > 0 && group.n_blanks > 1 && !(bytes.len() == HALF && group.n_blanks == 2);
        if !same_size || (is_gap && n_expected.is_none()) {
            break;
        }
        bytes.extend(&group.bytes);
    }
    // A padded last word is longer than the offset behind it says.
    let n_most = n_expected.map_or(width, |n_expected| n_expected + n_expected % 2);
    bytes.truncate(n_most);
    bytes
}
