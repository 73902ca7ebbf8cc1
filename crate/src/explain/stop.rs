//! Where a pattern stopped, in one sentence: what it wanted, and what stood there.
//!
//! ```text
//! After `220 ` the pattern wants `\d+`. Byte 4 of the response is `s` (0x73).
//! ```

use super::in_code;
use crate::bytes::{print_byte, print_readable};

/// Bytes before the place that are shown.
const BEFORE: usize = 12;

/// The sentence. `item` is the text of the pattern item that could not be passed, empty where the
/// pattern ends; `offset` is where it was tried; Nmap stored `response` of `n_declared` bytes.
pub fn explain_stop(item: &[u8], offset: u32, response: &[u8], n_declared: usize) -> String {
    let at = (offset as usize).min(response.len());
    let (before, rest) = response.split_at_checked(at).unwrap_or_default();
    let wanted = match item {
        b"" => "more was wanted".to_owned(),
        b" " => "the pattern wants a space".to_owned(),
        br"$" | br"\z" | br"\Z" => {
            let end = in_code(item);
            format!("the pattern wants the end of the response (`{end}`)")
        }
        item => format!("the pattern wants `{}`", in_code(item)),
    };
    let stands = match rest.first() {
        Some(byte) => format!("Byte {at} of the response is {}.", byte_in_words(*byte)),
        None if response.is_empty() => "The response is empty.".to_owned(),
        None if n_declared > at => {
            format!("Nmap stored {at} of the response's {n_declared} bytes: the rest is not known.")
        }
        None => format!("The response ends there, with {at} bytes."),
    };
    format!("{} {wanted}. {stands}", where_in_words(before))
}

fn where_in_words(before: &[u8]) -> String {
    if before.is_empty() {
        return "At the start".to_owned();
    }
    let n_hidden = before.len().saturating_sub(BEFORE);
    let shown = before.get(n_hidden..).unwrap_or_default();
    let ellipsis = if n_hidden > 0 { "…" } else { "" };
    let shown = print_readable(shown).replace('`', r"\x60");
    format!("After `{ellipsis}{shown}`")
}

/// `` `s` (0x73) ``, `` `\r` (0x0d) ``.
fn byte_in_words(byte: u8) -> String {
    match byte {
        b'`' => "a backtick (0x60)".to_owned(),
        b' ' => "a space (0x20)".to_owned(),
        _ => format!("`{}` (0x{byte:02x})", print_byte(byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(offset: u32, item: &str, response: &[u8], expected: &str) {
        let found = explain_stop(item.as_bytes(), offset, response, response.len());
        assert_eq!(found, expected);
    }

    #[test]
    fn what_was_wanted_and_what_stood_there_are_told() {
        let words = "After `220 ` the pattern wants `\\d+`. Byte 4 of the response is `s` (0x73).";
        check(4, r"\d+", b"220 stage", words);
        let words = "At the start the pattern wants `S`. Byte 0 of the response is `2` (0x32).";
        check(0, "S", b"220", words);
    }

    #[test]
    fn the_end_of_a_response_is_told_as_such() {
        let words = "After `220` the pattern wants a space. The response ends there, with 3 bytes.";
        check(3, " ", b"220", words);
        let words = "At the start the pattern wants `a`. The response is empty.";
        check(0, "a", b"", words);
    }

    #[test]
    fn what_nmap_did_not_store_is_not_called_the_end() {
        let words = "After `220` the pattern wants `x`. \
                     Nmap stored 3 of the response's 900 bytes: the rest is not known.";
        assert_eq!(explain_stop(b"x", 3, b"220", 900), words);
    }

    #[test]
    fn an_end_that_is_wanted_is_called_so() {
        let words = "After `220` the pattern wants the end of the response (`$`). \
                     Byte 3 of the response is `-` (0x2d).";
        check(3, "$", b"220-", words);
    }

    #[test]
    fn backticks_of_a_response_do_not_end_the_code() {
        let words =
            "After `a\\x60` the pattern wants `c`. Byte 2 of the response is a backtick (0x60).";
        check(2, "c", b"a``", words);
    }

    #[test]
    fn only_the_last_bytes_before_the_place_are_shown() {
        let words =
            "After `…bcdefghijklm` the pattern wants `z`. The response ends there, with 13 bytes.";
        check(13, "z", b"abcdefghijklm", words);
    }
}
