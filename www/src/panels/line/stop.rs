//! Where a pattern stopped, in one sentence: what it wanted, and what stood there.
//!
//! ```text
//! After `220 ` the pattern wants `\d+`. Byte 4 of the response is `s` (0x73).
//! ```

use sflens::bytes::{print_byte, print_readable};
use sflens::results::ProgressRecord;

/// Bytes before the place that are shown.
const BEFORE: usize = 12;

/// The sentence, with code in backticks. `item` is the text of the pattern item that could not be
/// passed; it is empty where the pattern ends.
pub(super) fn stop_in_words(progress: &ProgressRecord, item: &str, response: &[u8]) -> String {
    let at = (progress.offset as usize).min(response.len());
    let wanted = match item {
        "" => "more was wanted".to_owned(),
        " " => "the pattern wants a space".to_owned(),
        "$" | r"\z" | r"\Z" => format!("the pattern wants the end of the response (`{item}`)"),
        item => format!("the pattern wants `{}`", item.replace('`', "\\x60")),
    };
    let stands = match response.get(at) {
        None if response.is_empty() => "The response is empty.".to_owned(),
        None => format!("The response ends there, with {at} bytes."),
        Some(byte) => format!("Byte {at} of the response is {}.", byte_in_words(*byte)),
    };
    format!("{} {wanted}. {stands}", where_in_words(&response[..at]))
}

fn where_in_words(before: &[u8]) -> String {
    if before.is_empty() {
        return "At the start".to_owned();
    }
    let shown = &before[before.len().saturating_sub(BEFORE)..];
    let ellipsis = if shown.len() < before.len() {
        "…"
    } else {
        ""
    };
    format!("After `{ellipsis}{}`", in_code(shown))
}

/// `` `s` (0x73) ``, `` `\r` (0x0d) ``.
fn byte_in_words(byte: u8) -> String {
    match byte {
        b'`' => "a backtick (0x60)".to_owned(),
        b' ' => "a space (0x20)".to_owned(),
        _ => format!("`{}` (0x{byte:02x})", print_byte(byte)),
    }
}

/// Readable, without backticks, which would end the code.
fn in_code(bytes: &[u8]) -> String {
    print_readable(bytes).replace('`', "\\x60")
}

#[cfg(test)]
mod tests {
    use super::*;
    use sflens::results::SpanRecord;

    #[track_caller]
    fn check(offset: u32, item: &str, response: &[u8], expected: &str) {
        let span = SpanRecord::default();
        let progress = ProgressRecord { span, offset };
        assert_eq!(stop_in_words(&progress, item, response), expected);
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
        check(
            0,
            "a",
            b"",
            "At the start the pattern wants `a`. The response is empty.",
        );
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
