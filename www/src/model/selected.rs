//! Selected bytes: from characters on the screen to bytes, from bytes to texts that other programs
//! read, and what the bytes may mean as a number.

use sflens::bytes::{encode_escaped, encode_hex, print_byte, print_readable};

use super::facts::scan_time;

/// The byte that stands `n_characters` into a run which begins at byte `at`, in one of the forms of
/// the page. An end inside of a byte's characters counts the byte when `is_end`.
pub fn byte_at(bytes: &[u8], at: usize, form: &str, n_characters: usize, is_end: bool) -> usize {
    let mut passed = 0;
    let run = bytes.iter().enumerate().skip(at);
    for (idx, byte) in run {
        let width = width(*byte, bytes.get(idx + 1), form);
        let is_reached = if is_end {
            n_characters <= passed
        } else {
            n_characters < passed + width
        };
        if is_reached {
            return idx;
        }
        passed += width;
    }
    bytes.len()
}

/// Characters that a byte takes.
fn width(byte: u8, next: Option<&u8>, form: &str) -> usize {
    match form {
        "hex" => 3,
        "ascii" => 1,
        "escaped" => match next {
            Some(next) => encode_escaped(&[byte, *next]).len() - encode_escaped(&[*next]).len(),
            None => encode_escaped(&[byte]).len(),
        },
        // A line feed is followed by a line break.
        _ => print_byte(byte).len() + usize::from(byte == b'\n'),
    }
}

/// The bytes as texts to copy, each with what it is called.
pub fn copies(bytes: &[u8]) -> [(&'static str, String); 5] {
    [
        ("Text", print_readable(bytes)),
        ("Hex", encode_hex(bytes)),
        ("Pattern", as_pattern(bytes)),
        ("C", format!("\"{}\"", as_c(bytes))),
        ("Python", format!("b\"{}\"", escape(bytes, b"\"\\", hex))),
    ]
}

/// Matches exactly these bytes. A delimiter cannot be escaped inside of it, so the one that nearly
/// all lines have is a number; which other a line may have is not known here.
fn as_pattern(bytes: &[u8]) -> String {
    escape(bytes, br"\^$.?*+()[]{}", hex).replace('|', r"\x7c")
}

/// The inside of a string of C. Three octal digits, since a hexadecimal escape takes every digit
/// that follows; and no `??`, which may begin a trigraph.
fn as_c(bytes: &[u8]) -> String {
    let text = escape(bytes, b"\"\\", |byte| format!(r"\{byte:03o}"));
    // What the first leaves of a run of them, the second finds.
    text.replace("??", r"?\?").replace("??", r"?\?")
}

fn hex(byte: u8) -> String {
    format!(r"\x{byte:02x}")
}

/// Printable ASCII as it is, the `marks` among it behind a backslash; line ends and TAB as letters,
/// all else as `number` writes it.
fn escape(bytes: &[u8], marks: &[u8], number: impl Fn(u8) -> String) -> String {
    let show = |byte: &u8| match *byte {
        b'\r' => r"\r".to_owned(),
        b'\n' => r"\n".to_owned(),
        b'\t' => r"\t".to_owned(),
        mark if marks.contains(&mark) => format!("\\{}", char::from(mark)),
        plain @ b' '..=b'~' => char::from(plain).to_string(),
        other => number(other),
    };
    bytes.iter().map(show).collect()
}

/// One reading of some bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// How they are read.
    pub name: &'static str,
    /// What they mean then.
    pub value: String,
}

/// What 1 to 8 bytes at `start` of `bytes` may mean as a number; nothing for more.
pub fn readings(bytes: &[u8], start: usize, end: usize) -> Vec<Reading> {
    let taken = bytes.get(start..end).unwrap_or_default();
    if taken.is_empty() || taken.len() > 8 {
        return Vec::new();
    }
    let n_behind = bytes.len() - end;
    let big = taken
        .iter()
        .fold(0_u64, |value, byte| value << 8 | u64::from(*byte));
    let little = taken
        .iter()
        .rev()
        .fold(0_u64, |value, byte| value << 8 | u64::from(*byte));
    let mut readings = match taken.len() {
        1 => vec![numbers("Number", big, 1)],
        n => vec![
            numbers("Lowest byte first", little, n),
            numbers("Highest byte first", big, n),
        ],
    };
    let counts = |value: u64| value != 0 && value == n_behind as u64;
    if counts(big) || counts(little) {
        let value = format!("counts the {n_behind} bytes that follow");
        readings.push(Reading {
            name: "Length",
            value,
        });
    }
    if taken.len() == 4 {
        let dates = [("Time, lowest first", little), ("Time, highest first", big)];
        let dates = dates.into_iter().filter(|(_, seconds)| is_recent(*seconds));
        readings.extend(dates.map(|(name, seconds)| {
            let value = scan_time(seconds, None).utc;
            Reading { name, value }
        }));
    }
    readings
}

/// `65534`, or `65534, as signed −2`.
fn numbers(name: &'static str, value: u64, n_bytes: usize) -> Reading {
    let unused = 64 - 8 * n_bytes as u32;
    let signed = (value << unused) as i64 >> unused;
    let value = match signed < 0 {
        true => format!("{value}, as signed \u{2212}{}", signed.unsigned_abs()),
        false => value.to_string(),
    };
    Reading { name, value }
}

/// Between 1995 and 2040: other seconds are hardly a date.
fn is_recent(seconds: u64) -> bool {
    (788_918_400..2_208_988_800).contains(&seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_on_the_screen_are_bytes() {
        let bytes = b"a\r\nb\xffc";
        // a \r \n⏎ b \xff c
        for (n_characters, start, end) in [(0, 0, 0), (1, 1, 1), (2, 1, 2), (3, 2, 2), (5, 2, 3)] {
            let at = |is_end| byte_at(bytes, 0, "text", n_characters, is_end);
            assert_eq!((at(false), at(true)), (start, end), "{n_characters}");
        }
        assert_eq!(byte_at(bytes, 3, "text", 5, true), 5);
        assert_eq!(byte_at(bytes, 0, "hex", 4, false), 1);
        assert_eq!(byte_at(bytes, 2, "hex", 2, true), 3);
        assert_eq!(byte_at(bytes, 0, "ascii", 4, false), 4);
        assert_eq!(byte_at(b"\x001", 0, "escaped", 4, false), 1);
        assert_eq!(byte_at(bytes, 0, "text", 99, true), 6);
    }

    #[test]
    fn copies_are_what_other_programs_read() {
        let texts = copies(b"a.\"\0\r\xff").map(|(_, text)| text);
        let expected = [
            "a.\"\\0\\r\\xff",
            "612e22000dff",
            r#"a\."\x00\r\xff"#,
            r#""a.\"\000\r\377""#,
            r#"b"a.\"\x00\r\xff""#,
        ];
        assert_eq!(texts, expected);
    }

    #[test]
    fn a_copied_pattern_holds_no_delimiter() {
        assert_eq!(as_pattern(b"a|b"), r"a\x7cb");
        assert_eq!(as_pattern(br"\|"), r"\\\x7c");
    }

    #[test]
    fn copied_strings_escape_only_what_they_must() {
        let [.., (_, c), (_, python)] = copies(b"|$1 [a-z]{2}?\\");
        assert_eq!(c, r#""|$1 [a-z]{2}?\\""#);
        assert_eq!(python, r#"b"|$1 [a-z]{2}?\\""#);
        assert_eq!(as_c(b"??/ ???? ?"), r"?\?/ ?\?\?\? ?");
        assert_eq!(as_c(b"\x001"), r"\0001");
    }

    #[track_caller]
    fn check(bytes: &[u8], end: usize, expected: &[(&str, &str)]) {
        let readings = readings(bytes, 0, end);
        let found: Vec<_> = readings
            .iter()
            .map(|r| (r.name, r.value.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn bytes_are_read_both_ways_and_with_a_sign() {
        check(b"\xfe", 1, &[("Number", "254, as signed \u{2212}2")]);
        check(
            b"\x01\x80",
            2,
            &[
                ("Lowest byte first", "32769, as signed \u{2212}32767"),
                ("Highest byte first", "384"),
            ],
        );
        check(b"", 0, &[]);
        check(&[0; 9], 9, &[]);
        let max = format!("{}, as signed \u{2212}1", u64::MAX);
        check(
            &[0xff; 8],
            8,
            &[("Lowest byte first", &max), ("Highest byte first", &max)],
        );
    }

    #[test]
    fn a_length_and_a_date_are_noticed() {
        check(
            b"\0\x02ab",
            2,
            &[
                ("Lowest byte first", "512"),
                ("Highest byte first", "2"),
                ("Length", "counts the 2 bytes that follow"),
            ],
        );
        let readings = readings(&0x3f5a_961c_u32.to_be_bytes(), 0, 4);
        let time = readings.iter().find(|r| r.name == "Time, highest first");
        assert_eq!(
            time.map(|r| r.value.as_str()),
            Some("7 Sep 2003, 02:21 UTC")
        );
    }
}
