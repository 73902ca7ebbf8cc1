//! Unix seconds as a calendar and a clock show them in UTC.
//!
//! The calendar is counted in cycles of 400 years from the first of March of the year 0, so that
//! a leap day is the last day of its year:
//!
//! ```text
//! 951868799 s = day 11016 after 1970-01-01 = day 730484 of the count = 2000-02-29
//! ```

use std::fmt;

use super::Date;

/// The first second of the year 10000, which no longer has four digits.
const END: u64 = 253_402_300_800;

const SECONDS_A_DAY: u64 = 86_400;

/// Days from 0000-03-01 to 1970-01-01.
const DAYS_BEFORE_1970: u64 = 719_468;

const DAYS_IN_400_YEARS: u64 = 146_097;
const DAYS_IN_100_YEARS: u64 = 36_524;
const DAYS_IN_4_YEARS: u64 = 1_461;
const DAYS_IN_A_YEAR: u64 = 365;

/// Days from March to July, and again from August to December.
const DAYS_IN_5_MONTHS: u64 = 153;

/// A second in UTC; prints as `2003-09-07T02:21:16Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UtcTime {
    /// Seconds since 1970-01-01.
    seconds: u64,
}

impl UtcTime {
    /// `None` beyond the year 9999.
    pub fn from_unix(seconds: u64) -> Option<Self> {
        (seconds < END).then_some(Self { seconds })
    }

    /// The day as a fingerprint's header writes it.
    pub fn date(self) -> Date {
        let (_, month, day) = self.calendar();
        Date { month, day }
    }

    /// Year, month and day, the last two from 1.
    fn calendar(self) -> (u64, u8, u8) {
        let days = self.seconds / SECONDS_A_DAY + DAYS_BEFORE_1970;
        let (cycles, days) = (days / DAYS_IN_400_YEARS, days % DAYS_IN_400_YEARS);
        // The last century of a cycle and the last year of four are a day longer.
        let centuries = (days / DAYS_IN_100_YEARS).min(3);
        let days = days - centuries * DAYS_IN_100_YEARS;
        let (fours, days) = (days / DAYS_IN_4_YEARS, days % DAYS_IN_4_YEARS);
        let years = (days / DAYS_IN_A_YEAR).min(3);
        let days = days - years * DAYS_IN_A_YEAR;
        let since_march = (5 * days + 2) / DAYS_IN_5_MONTHS;
        let day = days - (DAYS_IN_5_MONTHS * since_march + 2) / 5 + 1;
        let (month, turns) = match since_march {
            0..=9 => (since_march + 3, 0),
            _ => (since_march - 9, 1),
        };
        let year = 400 * cycles + 100 * centuries + 4 * fours + years + turns;
        (year, month as u8, day as u8)
    }
}

impl fmt::Display for UtcTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.calendar();
        let second = self.seconds % SECONDS_A_DAY;
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unix_seconds_become_a_utc_time() {
        let rows = [
            (0, "1970-01-01T00:00:00Z"),
            (86_399, "1970-01-01T23:59:59Z"),
            (68_255_999, "1972-02-29T23:59:59Z"),
            (0x3F5A_961C, "2003-09-07T02:21:16Z"),
            (951_868_799, "2000-02-29T23:59:59Z"),
            (951_868_800, "2000-03-01T00:00:00Z"),
            (1_735_689_599, "2024-12-31T23:59:59Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
            (END - 1, "9999-12-31T23:59:59Z"),
        ];
        for (seconds, expected) in rows {
            let time = UtcTime::from_unix(seconds).map(|time| time.to_string());
            assert_eq!(time.as_deref(), Some(expected));
        }
        assert_eq!(UtcTime::from_unix(END), None);
        assert_eq!(UtcTime::from_unix(u64::MAX), None);
    }

    #[test]
    fn every_day_follows_the_one_before() {
        let mut before = (1969, 12, 31);
        for seconds in (0..END).step_by(SECONDS_A_DAY as usize) {
            let (year, month, day) = UtcTime { seconds }.calendar();
            let is_next = match (year - before.0, month, day) {
                (0, _, 1) => month == before.1 + 1,
                (0, _, _) => month == before.1 && day == before.2 + 1,
                (1, 1, 1) => before.1 == 12 && before.2 == 31,
                _ => false,
            };
            assert!(is_next, "{year}-{month}-{day} after {before:?}");
            before = (year, month, day);
        }
    }
}
