//! The header of a fingerprint as facts with a name, in the order in which people read them.
//!
//! ```text
//! Port 21/tcp · Nmap 3.40PVT16 · Scanned 7 Sep 2003, 02:21 UTC (6 Sep there) · Responses 2
//! ```

use sflens::results::{FingerprintRecord, ReportedRecord, ResponseRecord};

/// One named fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is, and the term under which the help explains it.
    pub name: &'static str,
    /// What it says.
    pub value: String,
    /// A remark behind it, in brackets.
    pub remark: Option<String>,
}

/// The time of a scan in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScanTime {
    /// In UTC: `7 Sep 2003, 02:21 UTC`.
    pub utc: String,
    /// The scanning host's own date where it is another one: `6 Sep there`.
    pub local: Option<String>,
}

/// The facts that the header states; what it does not state is left out.
pub fn header_facts(fingerprint: &FingerprintRecord) -> Vec<Fact> {
    let stated = [
        Some(fact("Port", port_name(fingerprint))),
        fingerprint.reported.as_ref().map(reported),
        scanned(fingerprint),
        fingerprint.version.clone().map(|value| fact("Nmap", value)),
        Some(responses(fingerprint)),
        fingerprint
            .intensity
            .map(|value| fact("Intensity", value.to_string())),
        fingerprint
            .tunnel
            .as_ref()
            .map(|value| fact("Tunnel", tunnel(value))),
        fingerprint
            .platform
            .clone()
            .map(|value| fact("Platform", value)),
        fingerprint.host.clone().map(|value| fact("Host", value)),
    ];
    stated.into_iter().flatten().collect()
}

pub(super) fn fact(name: &'static str, value: String) -> Fact {
    let remark = None;
    Fact {
        name,
        value,
        remark,
    }
}

/// The port as Nmap writes it: `21/tcp`; `hidden/tcp` where the paste does not tell it.
pub fn port_name(fingerprint: &FingerprintRecord) -> String {
    let protocol = fingerprint.protocol.to_ascii_lowercase();
    match fingerprint.port {
        Some(port) => format!("{port}/{protocol}"),
        None => format!("hidden/{protocol}"),
    }
}

fn tunnel(value: &str) -> String {
    match value {
        "ssl" => "TLS".to_owned(),
        other => other.to_owned(),
    }
}

/// `ftp?`, as the report has it, with what that means.
fn reported(reported: &ReportedRecord) -> Fact {
    let (state, service) = (&reported.state, &reported.service);
    let name = "Reported as";
    let (value, guess) = match (service.as_str(), reported.guessed) {
        ("", _) => (state.clone(), None),
        ("unknown", _) => ("unknown".to_owned(), None),
        (service, true) => (format!("{service}?"), Some("guessed from the port")),
        (service, false) => (service.to_owned(), None),
    };
    let remarks: Vec<&str> = guess
        .into_iter()
        .chain(reported.reason.as_deref())
        .collect();
    let remark = Some(remarks.join(", ")).filter(|remark| !remark.is_empty());
    Fact {
        name,
        value,
        remark,
    }
}

fn responses(fingerprint: &FingerprintRecord) -> Fact {
    let n_responses = fingerprint.responses.len();
    let n_damaged = fingerprint.responses.iter().filter(|r| r.damaged).count();
    let is_cut = |r: &&ResponseRecord| r.truncated && !r.damaged;
    let n_cut = fingerprint.responses.iter().filter(is_cut).count();
    let damage = match (n_damaged, fingerprint.complete) {
        (0, true) => None,
        (0, false) => Some("the end is missing".to_owned()),
        (n, _) => Some(format!("{n} damaged")),
    };
    let cut = (n_cut > 0).then(|| format!("{n_cut} cut by Nmap"));
    let remarks: Vec<String> = damage.into_iter().chain(cut).collect();
    let remark = Some(remarks.join(", ")).filter(|remark| !remark.is_empty());
    let value = match (n_responses, fingerprint.complete && remark.is_none()) {
        (0, _) => "none".to_owned(),
        (n, true) => format!("{n}, complete"),
        (n, false) => n.to_string(),
    };
    let name = "Responses";
    Fact {
        name,
        value,
        remark,
    }
}

fn scanned(fingerprint: &FingerprintRecord) -> Option<Fact> {
    let name = "Scanned";
    let date = fingerprint.date.as_deref().and_then(read_date);
    if let Some(time) = fingerprint.time {
        let ScanTime { utc, local } = scan_time(time, date);
        let remark = local;
        return Some(Fact {
            name,
            value: utc,
            remark,
        });
    }
    let (month, day) = date?;
    let value = day_of_month(month, day);
    let remark = Some("local date; the time is missing".to_owned());
    Some(Fact {
        name,
        value,
        remark,
    })
}

/// Unix seconds in words, with the scanning host's date (month, day) where it differs.
pub fn scan_time(unix_seconds: u64, local_date: Option<(u32, u32)>) -> ScanTime {
    let (year, month, day) = civil_date(unix_seconds / 86_400);
    let minutes = unix_seconds % 86_400 / 60;
    let (hour, minute) = (minutes / 60, minutes % 60);
    let date = day_of_month(month, day);
    let there = local_date.filter(|date| *date != (month, day));
    ScanTime {
        utc: format!("{date} {year}, {hour:02}:{minute:02} UTC"),
        local: there.map(|(month, day)| format!("{} there", day_of_month(month, day))),
    }
}

/// `9/6` as month 9 and day 6.
fn read_date(text: &str) -> Option<(u32, u32)> {
    let (month, day) = text.split_once('/')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    (1..=12).contains(&month).then_some((month, day))
}

/// `6 Sep`; `month` counts from 1.
fn day_of_month(month: u32, day: u32) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let name = MONTHS.get(month as usize - 1).copied().unwrap_or("?");
    format!("{day} {name}")
}

/// Year, month and day of a day counted from 1 January 1970 in the Gregorian calendar.
///
/// Counts in years that begin in March, so that the leap day is the last of its year: the 153
/// days of five months starting in March repeat, and 400 years always have 146,097 days.
fn civil_date(day: u64) -> (u64, u32, u32) {
    let since_march_0 = day + 719_468;
    let (era, day_of_era) = (since_march_0 / 146_097, since_march_0 % 146_097);
    let leap_days = day_of_era / 1_460 + day_of_era / 146_096 - day_of_era / 36_524;
    let year_of_era = (day_of_era - leap_days) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    (year, month as u32, day as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{fingerprint, response};

    #[track_caller]
    fn check_responses(change: fn(&mut FingerprintRecord), value: &str, remark: Option<&str>) {
        let mut record = fingerprint(vec![response("NULL", b"a"), response("Help", b"b")]);
        change(&mut record);
        let fact = responses(&record);
        assert_eq!(
            (fact.value.as_str(), fact.remark.as_deref()),
            (value, remark)
        );
    }

    #[test]
    fn only_whole_responses_are_complete() {
        check_responses(|_| {}, "2, complete", None);
        let cut = |record: &mut FingerprintRecord| record.responses[1].truncated = true;
        check_responses(cut, "2", Some("1 cut by Nmap"));
        let half = |record: &mut FingerprintRecord| record.complete = false;
        check_responses(half, "2", Some("the end is missing"));
        let both = |record: &mut FingerprintRecord| {
            record.responses[0].damaged = true;
            record.responses[1].truncated = true;
        };
        check_responses(both, "2", Some("1 damaged, 1 cut by Nmap"));
    }

    #[track_caller]
    fn check(unix_seconds: u64, local: Option<(u32, u32)>, utc: &str, there: Option<&str>) {
        let time = scan_time(unix_seconds, local);
        assert_eq!((time.utc.as_str(), time.local.as_deref()), (utc, there));
    }

    #[test]
    fn a_local_date_is_told_only_where_it_differs() {
        let utc = "7 Sep 2003, 02:21 UTC";
        check(0x3f5a_961c, Some((9, 6)), utc, Some("6 Sep there"));
        check(0x3f5a_961c, Some((9, 7)), utc, None);
        check(0x3f5a_961c, None, utc, None);
    }

    #[test]
    fn leap_days_and_year_ends_are_right() {
        check(0, None, "1 Jan 1970, 00:00 UTC", None);
        check(951_782_400, None, "29 Feb 2000, 00:00 UTC", None);
        check(1_709_251_199, None, "29 Feb 2024, 23:59 UTC", None);
        check(1_709_251_200, None, "1 Mar 2024, 00:00 UTC", None);
        check(4_102_444_799, None, "31 Dec 2099, 23:59 UTC", None);
    }

    #[test]
    fn a_date_that_is_none_is_not_read() {
        assert_eq!(read_date("13/1"), None);
        assert_eq!(read_date("0/1"), None);
        assert_eq!(read_date("9"), None);
        assert_eq!(read_date("9/6"), Some((9, 6)));
    }
}
