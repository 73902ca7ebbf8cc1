//! The stand-in of a date or a time: the first day of the year 2000 at midnight, written as the
//! date was.
//!
//! ```text
//! Sun, 22 Nov 2026 23:36:55 +0100      Sat, 01 Jan 2000 00:00:00 +0000
//! 9/16                                 1/10
//! ```

/// As long as `date`, with its words and numbers in the same places.
pub(super) fn stand_in_date(date: &[u8]) -> Vec<u8> {
    if date.len() <= b"11/22".len() && date.contains(&b'/') {
        return month_and_day(date);
    }
    let runs = date.chunk_by(|a, b| class(*a) == class(*b) && class(*a) != Class::Other);
    let mut before: &[u8] = &[];
    let mut shown = Vec::with_capacity(date.len());
    for run in runs {
        let after = date.get(shown.len() + run.len()).copied();
        match run.first().copied().map_or(Class::Other, class) {
            Class::Letters => shown.extend(word(run)),
            Class::Digits => shown.extend(number(run.len(), before, after)),
            Class::Other => shown.extend(run),
        }
        before = date.get(..shown.len()).unwrap_or_default();
    }
    shown
}

/// `D` of a header, in which no number begins with a zero.
fn month_and_day(date: &[u8]) -> Vec<u8> {
    let numbers = date.split(|byte| *byte == b'/');
    let shown = numbers.map(|number| b"10".get(..number.len()).unwrap_or(number));
    shown.collect::<Vec<_>>().join(&b'/')
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letters,
    Digits,
    Other,
}

fn class(byte: u8) -> Class {
    match byte {
        b'0'..=b'9' => Class::Digits,
        byte if byte.is_ascii_alphabetic() => Class::Letters,
        _ => Class::Other,
    }
}

/// A day of the week, a month or a time zone of the same length. `GMT` stays: HTTP wants it, and it
/// says nothing of where a server stands.
fn word(word: &[u8]) -> Vec<u8> {
    const MONTHS: &[&str] = &[
        "Jan",
        "June",
        "March",
        "August",
        "January",
        "February",
        "September",
    ];
    const DAYS: &[&str] = &["Sat", "Monday", "Tuesday", "Saturday", "Wednesday"];
    let start = word.get(..3).unwrap_or_default().to_ascii_lowercase();
    let is_among = |names: &[u8]| names.split(|byte| *byte == b' ').any(|name| name == start);
    let is_day = is_among(b"mon tue wed thu fri sat sun");
    let is_month = is_among(b"jan feb mar apr may jun jul aug sep oct nov dec");
    let names = match (is_day, is_month) {
        (true, _) => DAYS,
        (_, true) => MONTHS,
        _ if word.len() < 3 || word == b"GMT" => return word.to_vec(),
        _ => &["UTC"],
    };
    let same = names.iter().find(|name| name.len() == word.len());
    same.map_or_else(|| vec![b'X'; word.len()], |name| name.as_bytes().to_vec())
}

/// Digits by what stands around them: a year, an offset from UTC, a part of a clock, a day.
fn number(n_digits: usize, before: &[u8], after: Option<u8>) -> Vec<u8> {
    let last = before.last().copied();
    let is_offset = last == Some(b'+') || before.ends_with(b" -");
    let is_clock = last == Some(b':') || after == Some(b':');
    let digits = match n_digits {
        4 if !is_offset => "2000",
        2 if !is_clock && !is_offset => "01",
        1 if !is_clock => "1",
        _ => return vec![b'0'; n_digits],
    };
    digits.as_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_keeps_its_shape() {
        let rows = [
            (
                "Sun, 22 Nov 2026 23:36:55 +0100",
                "Sat, 01 Jan 2000 00:00:00 +0000",
            ),
            (
                "Sunday, 22-Nov-26 23:36:55 GMT",
                "Monday, 01-Jan-01 00:00:00 GMT",
            ),
            (
                "Sun Nov  2 23:36:55 CEST 2026",
                "Sat Jan  1 00:00:00 XXXX 2000",
            ),
            ("2026-11-22T23:36:55.125Z", "2000-01-01T00:00:00.000Z"),
            ("22/Nov/2026:23:36:55 -0500", "01/Jan/2000:00:00:00 -0000"),
            ("September 3, 2020", "September 1, 2000"),
            ("11/22", "10/10"),
            ("9/16", "1/10"),
            ("3/9", "1/1"),
        ];
        for (date, expected) in rows {
            let found = stand_in_date(date.as_bytes());
            assert_eq!(String::from_utf8_lossy(&found), expected);
        }
    }
}
