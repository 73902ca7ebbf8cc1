//! Which release of Nmap the answer is for: the few rules that changed between releases.
//!
//! | rule | 7.93 | 7.95 to 7.99 | 7.991 and later |
//! | --- | --- | --- | --- |
//! | patterns | PCRE1's, some that PCRE2 refuses | PCRE2's | PCRE2's |
//! | bytes of a line | 2,047 | 2,046 | 8,190 |
//! | escapes beyond `\\ \0 \n \r \t \xHH` | `\a \b \f \v`, punctuation | the same | none |
//! | `cpe` delimiter | any, with the colon | `/`, or any without the colon | the same |
//! | group numbers in calls | 1 to 9 | modulo 256 | modulo 256 |
//! | letters behind a pattern | any number | at most three | at most three |
//! | match, depth, heap limit | 100,000, 10,000, none | the same | 50,000, 1,000, 10 MiB |
//! | a pattern that can match nothing | accepted | accepted | refused |
//! | last line without a newline | accepted | refused | refused |

use crate::matcher::Limits;

/// A release of Nmap, or a run of releases that give the same answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Release {
    /// 7.93, which Debian 12 ships; the last with PCRE1.
    V7_93,
    /// 7.95 to 7.99; PCRE2.
    V7_95,
    /// 7.991 and later.
    #[default]
    V7_991,
}

/// Steps of our engine for one search: far more than PCRE2's limits allow on a response of 4 KB.
const WORK_LIMIT: u64 = 20_000_000;

impl Release {
    /// All that are told apart, oldest first.
    pub const ALL: [Self; 3] = [Self::V7_93, Self::V7_95, Self::V7_991];

    /// The version of the first release with these answers, such as `7.95`.
    pub fn name(self) -> &'static str {
        match self {
            Self::V7_93 => "7.93",
            Self::V7_95 => "7.95",
            Self::V7_991 => "7.991",
        }
    }

    /// The release of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|release| release.name() == name)
    }

    /// The limits under which Nmap runs a pattern.
    pub fn limits(self) -> Limits {
        let (match_limit, depth_limit, heap_limit) = match self {
            Self::V7_93 | Self::V7_95 => (100_000, 10_000, u32::MAX),
            Self::V7_991 => (50_000, 1_000, 10_240),
        };
        Limits {
            match_limit,
            depth_limit,
            heap_limit,
            work_limit: WORK_LIMIT,
        }
    }

    /// The most bytes of a line, its newline not counted. Nmap reads one byte more at once; the
    /// newline is then left over and read as an empty line, which only 7.93 does not mind.
    pub fn max_line(self) -> usize {
        match self {
            Self::V7_93 => 2_047,
            Self::V7_95 => 2_046,
            Self::V7_991 => 8_190,
        }
    }

    /// The most letters behind a pattern.
    pub fn max_pattern_letters(self) -> usize {
        match self {
            Self::V7_93 => usize::MAX,
            Self::V7_95 | Self::V7_991 => 3,
        }
    }

    /// True when a backslash before punctuation, and `\a \b \f \v`, are escapes too.
    pub fn has_old_escapes(self) -> bool {
        self < Self::V7_991
    }

    /// True when patterns are PCRE1's, which takes some that PCRE2 refuses.
    pub fn has_pcre1(self) -> bool {
        self == Self::V7_93
    }

    /// True when `cpe:` may be followed by any delimiter.
    pub fn takes_any_cpe_delimiter(self) -> bool {
        self == Self::V7_93
    }

    /// True when a pattern that can match the empty string is refused.
    pub fn refuses_empty_match(self) -> bool {
        self >= Self::V7_991
    }

    /// True when the last line of a file needs its newline.
    pub fn needs_final_newline(self) -> bool {
        self > Self::V7_93
    }
}
