//! A saved document as the fragment of an address, and back.
//!
//! ```text
//! #v1=eJzLS8xNVTBS0…        zlib (RFC 1950), then base64 for addresses (RFC 4648, section 5)
//! ```
//!
//! Version 1 is read for ever. zlib's checksum tells a damaged link from a whole one. A link is
//! text from a stranger: it is read within [`MAX_SAVED`] bytes, however far it would unfold.

use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

use super::Saved;

/// Bytes to which a link may unfold.
pub const MAX_SAVED: usize = 4 << 20;

/// Characters of a link that go through every messenger and every browser.
pub const SAFE_LENGTH: usize = 8_000;

const PREFIX: &str = "v1=";
/// zlib's levels end at 9; higher ones only take longer.
const LEVEL: u8 = 9;
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Why a link gives no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkFault {
    /// It is of a version that this page does not know.
    Newer,
    /// It was cut or changed on its way.
    Damaged,
    /// It unfolds to more than a page can hold.
    TooLarge,
}

/// True for a fragment that is a link of some version.
pub fn is_link(fragment: &str) -> bool {
    version_of(fragment).is_some()
}

/// `1` of `v1=…`.
fn version_of(fragment: &str) -> Option<&str> {
    let (version, _) = fragment.strip_prefix('v')?.split_once('=')?;
    let is_number = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(version)
}

/// The fragment, without its `#`.
pub fn encode_link(saved: &Saved) -> String {
    let packed = compress_to_vec_zlib(saved.print().as_bytes(), LEVEL);
    format!("{PREFIX}{}", encode_base64(&packed))
}

/// The document of a fragment for which [`is_link`] holds.
pub fn decode_link(fragment: &str) -> Result<Saved, LinkFault> {
    let Some(text) = fragment.strip_prefix(PREFIX) else {
        return Err(LinkFault::Newer);
    };
    // What cannot be packed smaller than it is here would be too large anyway.
    if text.len() > MAX_SAVED {
        return Err(LinkFault::TooLarge);
    }
    let packed = decode_base64(text).ok_or(LinkFault::Damaged)?;
    let bytes =
        decompress_to_vec_zlib_with_limit(&packed, MAX_SAVED).map_err(|error| {
            match error.status {
                miniz_oxide::inflate::TINFLStatus::HasMoreOutput => LinkFault::TooLarge,
                _ => LinkFault::Damaged,
            }
        })?;
    let text = String::from_utf8(bytes).map_err(|_| LinkFault::Damaged)?;
    Saved::parse(&text).ok_or(LinkFault::Damaged)
}

/// Four characters for three bytes, without filling at the end.
fn encode_base64(bytes: &[u8]) -> String {
    let digit = |bits: u32| DIGITS.get((bits & 63) as usize).map(|c| char::from(*c));
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |idx: usize| u32::from(three.get(idx).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        let digits = [bits >> 18, bits >> 12, bits >> 6, bits];
        text.extend(digits.into_iter().take(three.len() + 1).filter_map(digit));
    }
    text
}

/// The reverse; nothing where a character is not of the 64, or too few are left.
fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let value = |c: &u8| {
        DIGITS
            .iter()
            .position(|digit| digit == c)
            .map(|at| at as u32)
    };
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for four in text.as_bytes().chunks(4) {
        let n_bytes = four.len().checked_sub(1).filter(|n_bytes| *n_bytes > 0)?;
        let mut bits = 0;
        for c in four {
            bits = bits << 6 | value(c)?;
        }
        bits <<= 6 * (4 - four.len());
        bytes.extend(bits.to_be_bytes().into_iter().skip(1).take(n_bytes));
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Texts;
    use crate::template::Release;

    fn saved() -> Saved {
        Saved {
            texts: Texts {
                paste: include_str!("../../../docs/examples/scan.txt").into(),
                lines: "match ftp m|^220 (\\w+) FTP| h/$1/ # é".into(),
            },
            starter_choice: Some(true),
            release: Release::V7_95,
            fingerprint_idx: 0,
            line_number: 1,
        }
    }

    #[test]
    fn a_link_brings_back_what_was_shared() {
        let link = encode_link(&saved());
        assert!(is_link(&link));
        assert_eq!(decode_link(&link), Ok(saved()));
        assert!(link.len() < 700, "{}", link.len());
        assert!(link.bytes().all(|c| c == b'=' || DIGITS.contains(&c)));
    }

    #[test]
    fn a_link_of_today_is_read_for_ever() {
        // Made by Python's zlib of the text below.
        let link = "v1=eNrLy00sUDDXszTmKi5JLCpJLVLIT0vjSsvMS08tKijKzCtRMODKycxLVTDiKkgsLklVsOQKdtMNyC8qMbQCSxQrGHMpKyRyAQB1Mxae";
        let text =
            "nmap 7.93\nstarter off\nfingerprint 0\nline 2\npaste 9\nSF-Port1:\nlines 3\n# a\n";
        assert_eq!(decode_link(link).ok(), Saved::parse(text));
    }

    #[test]
    fn other_fragments_are_no_links() {
        for fragment in ["", "learn", "v=", "vx=1", "v1", "learn-v1=x"] {
            assert!(!is_link(fragment), "{fragment}");
        }
        assert!(is_link("v2=abc"));
        assert_eq!(decode_link("v2=abc"), Err(LinkFault::Newer));
        assert_eq!(decode_link("v01=abc"), Err(LinkFault::Newer));
    }

    #[test]
    fn every_cut_and_every_changed_character_is_noticed() {
        let link = encode_link(&saved());
        for at in PREFIX.len()..link.len() {
            assert_eq!(
                decode_link(&link[..at]),
                Err(LinkFault::Damaged),
                "cut at {at}"
            );
            for other in ["A", "!", "é"] {
                let changed = format!("{}{other}{}", &link[..at], &link[at + 1..]);
                let is_same = changed == link || decode_link(&changed) == Ok(saved());
                // The last character may carry bits that mean nothing.
                let is_harmless = is_same && (changed == link || at + 1 == link.len());
                assert!(
                    is_harmless || decode_link(&changed).is_err(),
                    "{other} at {at}"
                );
            }
        }
    }

    #[test]
    fn a_link_that_unfolds_too_far_is_refused_at_the_limit() {
        let unfolded = |n_bytes: usize| {
            let packed = compress_to_vec_zlib(&vec![b' '; n_bytes], LEVEL);
            decode_link(&format!("{PREFIX}{}", encode_base64(&packed)))
        };
        assert_eq!(unfolded(MAX_SAVED), Err(LinkFault::Damaged));
        assert_eq!(unfolded(MAX_SAVED + 1), Err(LinkFault::TooLarge));
        assert_eq!(unfolded(MAX_SAVED * 8), Err(LinkFault::TooLarge));
        let long = format!("{PREFIX}{}", "A".repeat(MAX_SAVED + 1));
        assert_eq!(decode_link(&long), Err(LinkFault::TooLarge));
    }

    #[test]
    fn base64_is_that_of_the_standard() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg"),
            ("fo", "Zm8"),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg"),
        ] {
            assert_eq!(encode_base64(bytes.as_bytes()), text);
            assert_eq!(decode_base64(text).as_deref(), Some(bytes.as_bytes()));
        }
        assert_eq!(encode_base64(b"\xfb\xff"), "-_8");
        assert_eq!(decode_base64("A"), None);
    }
}
