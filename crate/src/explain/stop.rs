//! Where a pattern stopped, in a sentence or two: what it wanted, and what stood there.
//!
//! ```text
//! ^220 \d+           220 stage   After `220 ` the pattern wants `\d+`. Byte 4 of the response is `s` (0x73).
//! ^v\d{3}            v22.        … wants `\d{3}`: 2 of 3 stand there. Byte 3 of the response is `.` (0x2e).
//! ^(\w+)-\1          abc-abd     … wants `abc` again (`\1`). Byte 6 of the response is `d` (0x64).
//! ProFTPd            x ProFTPD   From byte 2, after `ProFTP`, the pattern wants `d`. …
//! ready              hello       Nowhere in the response does `r` match, with which the pattern begins; …
//! ```
//!
//! What groups took, and from where on the pattern fits, comes from a run of what stands in front of
//! the item; what the item wants, and how far it comes itself, is told by `wanted`.
//!
//! Limits: nothing is said of what a pattern took that has calls or verbs.

use super::in_code;
use super::wanted::{Asked, Wanted, item_name};
use crate::bytes::{print_byte, print_readable};
use crate::matcher::{Captures, Limits, MatchOutcome, Progress, compile_pattern};
use crate::pattern::tree::{GroupKind, Node, NodeKind, RepeatMode, visit_nodes};
use crate::pattern::{Cut, Pattern};

/// Bytes before the place that are shown.
const BEFORE: usize = 12;
/// Items named that were wanted at the same place.
const MAX_NAMED: usize = 4;

/// A search that came so far.
#[derive(Clone, Copy, Debug)]
pub struct Stop<'a> {
    /// The text of the pattern.
    pub text: &'a [u8],
    /// How far it came.
    pub progress: &'a Progress,
    /// What was searched.
    pub response: &'a [u8],
    /// The bytes of the response, of which Nmap stored the first.
    pub n_declared: usize,
}

impl Stop<'_> {
    /// The sentence, from the texts alone.
    pub fn words(&self) -> String {
        let at = self.offset();
        let place = self.after(0, at);
        format!(
            "{place} the pattern wants {}. {}",
            self.names(),
            self.stands(at)
        )
    }

    fn offset(&self) -> usize {
        (self.progress.offset as usize).min(self.response.len())
    }

    /// The item, with those of other branches that were tried at the same place.
    fn names(&self) -> String {
        let Progress { item, others, .. } = self.progress;
        let mut names: Vec<String> = Vec::new();
        for item in others.iter().chain([item]) {
            let name = item_name(item.slice(self.text));
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let n_left = names.len().saturating_sub(MAX_NAMED);
        if n_left > 0 {
            names.truncate(MAX_NAMED);
            names.push(format!("one of {n_left} more"));
        }
        match names.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, others)) => format!("{} or {last}", others.join(", ")),
            None => String::new(),
        }
    }

    /// The place behind what was taken from `start` on.
    fn after(&self, start: usize, at: usize) -> String {
        let taken = self.response.get(start..at).unwrap_or_default();
        if taken.is_empty() {
            return match at {
                0 => "At the start".to_owned(),
                at => format!("At byte {at}"),
            };
        }
        let n_hidden = taken.len().saturating_sub(BEFORE);
        let shown = taken.get(n_hidden..).unwrap_or_default();
        let ellipsis = if n_hidden > 0 { "…" } else { "" };
        let shown = print_readable(shown).replace('`', r"\x60");
        match start {
            0 => format!("After `{ellipsis}{shown}`"),
            start => format!("From byte {start}, after `{ellipsis}{shown}`,"),
        }
    }

    fn stands(&self, at: usize) -> String {
        match self.response.get(at) {
            Some(byte) => format!("Byte {at} of the response is {}.", byte_in_words(*byte)),
            None if self.response.is_empty() => "The response is empty.".to_owned(),
            None => match self.not_stored() {
                Some(words) => words,
                None => format!("The response ends there, with {at} bytes."),
            },
        }
    }

    fn not_stored(&self) -> Option<String> {
        let (n_stored, n) = (self.response.len(), self.n_declared);
        (n > n_stored).then(|| {
            format!("Nmap stored {n_stored} of the response's {n} bytes: the rest is not known.")
        })
    }
}

/// The sentence for a stop of `pattern`, which can match at the start of the response only when
/// `is_anchored`. `limits` are those of the searches that are run for it.
pub fn explain_stop(
    stop: &Stop<'_>,
    pattern: &Pattern,
    is_anchored: bool,
    limits: &Limits,
) -> String {
    let Some(cut) = pattern.cut_at(stop.progress.item) else {
        return stop.words();
    };
    let at = stop.offset();
    // Where it is known that the pattern fits from the start, only the groups can be of use.
    let is_wanted = !is_anchored || depends_on_groups(cut.item);
    let captures = is_wanted
        .then(|| run_prefix(&cut, pattern, stop.response.get(..at), limits))
        .flatten();
    let start = captures.as_ref().and_then(|captures| captures.get(0));
    let start = start.map_or(0, |whole| whole.range().start);
    if !is_anchored && start == at && at > 0 && cut.is_outermost {
        return nowhere(stop, at);
    }
    let asked = Asked {
        stop,
        pattern,
        limits,
    };
    let wanted = match stop.progress.others.is_empty() {
        true => asked.item(cut.item, at, captures.as_ref()),
        false => Wanted::plain(stop.names(), at),
    };
    let place = stop.after(start, at);
    let (verb, stands) = (wanted.verb, stop.stands(wanted.at));
    let kept = cut.before.filter(|node| gives_nothing_back(node));
    let kept = kept.map_or_else(String::new, |node| {
        let code = in_code(node.span.slice(stop.text));
        format!(" `{code}` before it gives nothing back.")
    });
    format!(
        "{place} the pattern {verb} {}. {stands}{kept}",
        wanted.words
    )
}

fn depends_on_groups(item: &Node) -> bool {
    match &item.kind {
        NodeKind::BackReference(_) => true,
        NodeKind::Group(group) => matches!(group.kind, GroupKind::Conditional(_)),
        _ => false,
    }
}

/// What is said where nothing of the pattern was ever taken.
fn nowhere(stop: &Stop<'_>, at: usize) -> String {
    let text = stop.text.get(..stop.progress.item.range().end);
    let code = in_code(text.unwrap_or_default());
    let begins = match text == Some(stop.text) {
        true => "",
        false => ", with which the pattern begins",
    };
    let not_stored = stop.not_stored();
    let not_stored = not_stored.map_or_else(String::new, |words| format!(" {words}"));
    format!(
        "Nowhere in the response does `{code}` match{begins}; the last place tried is byte {at}.\
         {not_stored}"
    )
}

/// What the items in front of the cut took of `taken`.
fn run_prefix(
    cut: &Cut<'_>,
    pattern: &Pattern,
    taken: Option<&[u8]>,
    limits: &Limits,
) -> Option<Captures> {
    let mut is_plain = true;
    visit_nodes(pattern.branches(), &mut |node| {
        is_plain &= !matches!(
            node.kind,
            NodeKind::Call(_) | NodeKind::Verb(_) | NodeKind::KeepOut
        );
    });
    let program = is_plain.then(|| compile_pattern(&cut.prefix))?;
    match program.match_response(taken?, limits) {
        MatchOutcome::Matched(captures) => Some(captures),
        MatchOutcome::NoMatch | MatchOutcome::LimitHit(_) => None,
    }
}

fn gives_nothing_back(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Group(group) => matches!(group.kind, GroupKind::Atomic),
        NodeKind::Repeat(repeat) => repeat.mode == RepeatMode::Possessive,
        _ => false,
    }
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
    use crate::explain::wanted::MAX_COPIES;
    use crate::matcher::{Anchor, find_progress};
    use crate::pattern::{PatternFlags, parse_pattern};

    fn explain(text: &str, response: &[u8], n_declared: usize) -> String {
        let pattern = parse_pattern(text.as_bytes(), PatternFlags::default()).expect("reads");
        let limits = Limits::default();
        let progress = find_progress(&pattern, response, &limits).expect("no match");
        let stop = Stop {
            text: text.as_bytes(),
            progress: &progress,
            response,
            n_declared,
        };
        let is_anchored = compile_pattern(&pattern).anchor() == Anchor::Start;
        explain_stop(&stop, &pattern, is_anchored, &limits)
    }

    #[track_caller]
    fn check(text: &str, response: &str, expected: &str) {
        assert_eq!(explain(text, response.as_bytes(), response.len()), expected);
    }

    #[test]
    fn what_was_wanted_and_what_stood_there_are_told() {
        let words = "After `220 ` the pattern wants `\\d+`. Byte 4 of the response is `s` (0x73).";
        check(r"^220 \d+", "220 stage", words);
        let words = "At the start the pattern wants `S`. Byte 0 of the response is `2` (0x32).";
        check("^S", "220", words);
    }

    #[test]
    fn the_end_of_a_response_is_told_as_such() {
        let words = "After `220` the pattern wants a space. The response ends there, with 3 bytes.";
        check("^220 ", "220", words);
        let words = "At the start the pattern wants `a`. The response is empty.";
        check("^a", "", words);
    }

    #[test]
    fn what_nmap_did_not_store_is_not_called_the_end() {
        let words = "After `220` the pattern wants `x`. \
                     Nmap stored 3 of the response's 900 bytes: the rest is not known.";
        assert_eq!(explain("^220x", b"220", 900), words);
        let words = "Nowhere in the response does `x` match, with which the pattern begins; the last \
                     place tried is byte 3. \
                     Nmap stored 3 of the response's 900 bytes: the rest is not known.";
        assert_eq!(explain("xy", b"220", 900), words);
    }

    #[test]
    fn assertions_are_called_what_they_are() {
        let words = "After `220` the pattern wants the end of the response (`$`). \
                     Byte 3 of the response is `-` (0x2d).";
        check("^220$", "220-", words);
        let words = "After `foo` the pattern wants the end of a line (`$`). \
                     Byte 3 of the response is a space (0x20).";
        check("(?m)^foo$", "foo x", words);
        let words = "After `foo` the pattern wants the edge of a word (`\\b`). \
                     Byte 3 of the response is `b` (0x62).";
        check(r"^foo\b", "foobar", words);
    }

    #[test]
    fn backticks_of_a_response_do_not_end_the_code() {
        let words =
            "After `a\\x60` the pattern wants `c`. Byte 2 of the response is a backtick (0x60).";
        check("^a`c", "a``", words);
    }

    #[test]
    fn only_the_last_bytes_before_the_place_are_shown() {
        let words =
            "After `…bcdefghijklm` the pattern wants `z`. The response ends there, with 13 bytes.";
        check("^[a-m]{13}z", "abcdefghijklm", words);
    }

    #[test]
    fn what_was_taken_is_told_from_where_the_pattern_fits() {
        let words = "From byte 4, after `ProFTP`, the pattern wants `d`. \
                     Byte 10 of the response is `D` (0x44).";
        check(r"ProFTPd (\d)", "zzz ProFTPD 1.3", words);
        let words = "Nowhere in the response does `(?<!abc )x` match, with which the pattern begins; \
                     the last place tried is byte 7.";
        check("(?<!abc )xyz", "abc xyz", words);
        let words = "Nowhere in the response does `b` match; the last place tried is byte 2.";
        check("b", "xx", words);
        let words =
            "At byte 2 the pattern wants `f` or `b`. The response ends there, with 2 bytes.";
        check("foo|bar", "xx", words);
    }

    #[test]
    fn of_a_counted_item_is_told_how_many_stand_there() {
        let words = "At the start the pattern wants `a{3,5}`: 2 of at least 3 stand there. \
                     Byte 2 of the response is `!` (0x21).";
        check("^a{3,5}!", "aa!xxxx", words);
        let words = "After `v` the pattern wants `\\d{3}`: 2 of 3 stand there. \
                     The response ends there, with 3 bytes.";
        check(r"^v\d{3}", "v22", words);
        let words = "At the start the pattern wants `a{3}`. Byte 0 of the response is `b` (0x62).";
        check("^a{3}", "baaa", words);
    }

    #[test]
    fn copies_are_run_up_to_a_limit() {
        let words = |n: u16| explain(&format!("^a{{{n}}}"), b"aa", 2);
        assert!(words(MAX_COPIES).contains(": 2 of 200 stand there."));
        assert!(words(MAX_COPIES + 1).contains("wants `a{201}`. Byte 0 "));
    }

    #[test]
    fn how_far_an_item_comes_is_told() {
        let words = "At the start the pattern wants `(?:\\d+\\.){3}`, which fits up to byte 5, where \
                     it wants `\\.`. The response ends there, with 5 bytes.";
        check(r"^(?:\d+\.){3}\d+", "1.2.3", words);
        let words = "After `v ` the pattern wants `(?=\\d{3})`, which fits up to byte 4, where it \
                     wants `\\d`. Byte 4 of the response is a space (0x20).";
        check(r"^v (?=\d\d\d)", "v 12 b", &words.replace("{3}", r"\d\d"));
        let words = "At the start the pattern wants `(?:a\\d{3})+`, which fits up to byte 1, where it \
                     wants `\\d{3}`: 2 of 3 stand there. Byte 3 of the response is `x` (0x78).";
        check(r"^(?:a\d{3})+", "a12x", words);
    }

    #[test]
    fn a_reference_is_told_with_what_its_group_took() {
        let words = "After `abc-` the pattern wants `abc` again (`\\1`). \
                     Byte 6 of the response is `d` (0x64).";
        check(r"^(\w+)-\1$", "abc-abd", words);
        let words = "After `x` the pattern wants `\\1`, but group 1 took nothing. \
                     Byte 1 of the response is `b` (0x62).";
        check(r"^(a)?x\1b", "xb", words);
        let words = "After `b` the pattern wants `3`, since group 1 took nothing (`(?(1)1|3)`). \
                     Byte 1 of the response is `1` (0x31).";
        check("^(a)?b(?(1)1|3)", "b1", words);
    }

    #[test]
    fn what_must_not_stand_there_is_told_as_such() {
        let words = "After `220 ` the pattern forbids what follows (`(?!stage)`). \
                     Byte 4 of the response is `s` (0x73).";
        check("^220 (?!stage)", "220 stage", words);
        let words = "After `ab` the pattern forbids what stands in front of it (`(?<!b)`). \
                     Byte 2 of the response is `c` (0x63).";
        check("^ab(?<!b)c", "abc", words);
        let words = "After `ab` the pattern wants something else in front of it (`(?<=x)`). \
                     Byte 2 of the response is `c` (0x63).";
        check("^ab(?<=x)c", "abc", words);
        let words = "After `aa` the pattern wants `(*FAIL)`, which nothing matches. \
                     Byte 2 of the response is `b` (0x62).";
        check("^a+(*FAIL)", "aab", words);
    }

    #[test]
    fn what_gives_nothing_back_is_told() {
        let words = "After `aaa` the pattern wants `a`. Byte 3 of the response is `b` (0x62). \
                     `a++` before it gives nothing back.";
        check("^a++ab", "aaab", words);
    }

    #[test]
    fn items_of_several_branches_are_told_together() {
        let words = "After `foo` the pattern wants a space or `_`. \
                     Byte 3 of the response is `-` (0x2d).";
        check("^foo(?: |_)1", "foo-1", words);
        let words = "At the start the pattern wants `a`, `b`, `c`, `d` or one of 2 more. \
                     Byte 0 of the response is `z` (0x7a).";
        check("^(?:a|b|c|d|e|f)", "z", words);
    }
}
