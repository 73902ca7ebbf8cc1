//! What ends a line, as the settings at the start of a pattern say: `(*CRLF)`.
//!
//! It bears on `.`, `\N`, `$`, `\Z`, on `^` under `m` and on where a comment under `x` ends, not
//! on `\R`. Nmap leaves it at LF.
//!
//! Source: the PCRE2 manual page `pcre2pattern`, "Newline conventions".

use super::ByteSet;

/// What ends a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Newline {
    /// `(*LF)`.
    #[default]
    Lf,
    /// `(*CR)`.
    Cr,
    /// `(*CRLF)`: both together.
    Crlf,
    /// `(*ANYCRLF)`: CR, LF or CR LF.
    AnyCrlf,
    /// `(*ANY)`: also VT, FF and NEL (0x85).
    Any,
    /// `(*NUL)`.
    Nul,
}

impl Newline {
    /// All of them with the name of their setting.
    pub(super) const ALL: [(&'static str, Self); 6] = [
        ("LF", Self::Lf),
        ("CR", Self::Cr),
        ("CRLF", Self::Crlf),
        ("ANYCRLF", Self::AnyCrlf),
        ("ANY", Self::Any),
        ("NUL", Self::Nul),
    ];

    /// How many bytes at the start of `rest` end a line.
    pub(crate) fn length_at(self, rest: &[u8]) -> Option<usize> {
        match (self, rest) {
            (Self::Crlf | Self::AnyCrlf | Self::Any, [b'\r', b'\n', ..]) => Some(2),
            (Self::Crlf, _) => None,
            (_, [byte, ..]) => self.single().contains(*byte).then_some(1),
            (_, []) => None,
        }
    }

    /// Whether a line ends with `before`.
    pub(crate) fn ends(self, before: &[u8]) -> bool {
        match (self, before) {
            (Self::Crlf, _) => before.ends_with(b"\r\n"),
            (_, [.., byte]) => self.single().contains(*byte),
            (_, []) => false,
        }
    }

    /// The bytes that end a line by themselves.
    pub(crate) fn single(self) -> ByteSet {
        match self {
            Self::Lf => ByteSet::of(b'\n'),
            Self::Cr => ByteSet::of(b'\r'),
            Self::Crlf => ByteSet::EMPTY,
            Self::AnyCrlf => ByteSet::of_ranges(&[(b'\n', b'\n'), (b'\r', b'\r')]),
            Self::Any => ByteSet::of_ranges(&[(b'\n', b'\r'), (0x85, 0x85)]),
            Self::Nul => ByteSet::of(0),
        }
    }

    /// Whether CR LF can end a line.
    pub(crate) fn may_be_crlf(self) -> bool {
        matches!(self, Self::Crlf | Self::AnyCrlf | Self::Any)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_setting_knows_its_line_ends() {
        for (newline, ends, others) in [
            (
                Newline::Lf,
                &[&b"\n"[..]][..],
                &[&b"\r"[..], b"\0", b""][..],
            ),
            (Newline::Cr, &[b"\r"], &[b"\n", b"\x85"]),
            (Newline::Crlf, &[b"\r\n"], &[b"\n", b"\r", b"\n\r"]),
            (
                Newline::AnyCrlf,
                &[b"\r\n", b"\r", b"\n"],
                &[b"\x0b", b"\x85"],
            ),
            (
                Newline::Any,
                &[b"\r\n", b"\x0b", b"\x0c", b"\x85"],
                &[b"\0", b"a"],
            ),
            (Newline::Nul, &[b"\0"], &[b"\n", b"0"]),
        ] {
            for end in ends {
                assert_eq!(newline.length_at(end), Some(end.len()), "{newline:?}");
                assert!(newline.ends(end), "{newline:?}");
            }
            for other in others {
                assert_eq!(newline.length_at(other), None, "{newline:?}");
            }
        }
    }
}
