//! The bytes of a response, with those marked in which other scans differ.
//!
//! ```text
//! 220 acme ready, session [4711] \r\n      the marked ones a pattern has to leave open
//! 220 a…long run without a difference…z [12]
//! ```

use sflens::bytes::print_readable;
use sflens::results::SpanRecord;
use yew::prelude::*;

/// Bytes of a run without a difference that are shown at each of its ends.
const N_AROUND: usize = 40;

/// A run of bytes.
#[derive(Debug, PartialEq, Eq)]
struct Run {
    text: String,
    /// Another scan has something else here.
    varies: bool,
}

/// See the head of this file.
pub(super) fn render_varying(bytes: &[u8], varying: &[SpanRecord]) -> Html {
    html! {
        <div class="bytes together__bytes" translate="no">
            { for runs(bytes, varying).into_iter().map(|run| match run {
                Run { text, varies: false } => html! { { text } },
                Run { text, .. } if text.is_empty() => html! {
                    <mark class="together__varying">
                        <span role="img" aria-label="another scan has more here">{ "‸" }</span>
                    </mark>
                },
                Run { text, .. } => html! { <mark class="together__varying">{ text }</mark> },
            }) }
        </div>
    }
}

/// The bytes cut where a difference begins and ends; spans are in order and do not overlap.
fn runs(bytes: &[u8], varying: &[SpanRecord]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut at = 0;
    for span in varying {
        let (start, end) = (span.start as usize, span.end as usize);
        runs.push(same(bytes.get(at..start).unwrap_or_default()));
        let text = print_readable(bytes.get(start..end).unwrap_or_default());
        runs.push(Run { text, varies: true });
        at = end;
    }
    runs.push(same(bytes.get(at..).unwrap_or_default()));
    runs.retain(|run| run.varies || !run.text.is_empty());
    runs
}

/// A run that all scans have; its middle is left out where it is long.
fn same(bytes: &[u8]) -> Run {
    let text = match bytes.len() {
        0..=100 => print_readable(bytes),
        len => {
            let (head, tail) = (&bytes[..N_AROUND], &bytes[len - N_AROUND..]);
            let n_left_out = len - 2 * N_AROUND;
            let (head, tail) = (print_readable(head), print_readable(tail));
            format!("{head} … {n_left_out} bytes … {tail}")
        }
    };
    Run {
        text,
        varies: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{render_html, text_of};

    fn show(bytes: &[u8], varying: &[(u32, u32)]) -> String {
        let spans = varying
            .iter()
            .map(|&(start, end)| SpanRecord { start, end });
        render_html(render_varying(bytes, &spans.collect::<Vec<_>>()))
    }

    #[test]
    fn what_differs_is_marked() {
        let html = show(b"id=12\r\n", &[(3, 5)]);
        assert!(
            html.contains("id=<mark class=\"together__varying\">12</mark>\\r\\n"),
            "{html}"
        );
    }

    #[test]
    fn a_place_where_another_scan_has_more_is_marked_too() {
        assert_eq!(text_of(&show(b"ab", &[(1, 1), (2, 2)])), "a‸b‸");
    }

    #[test]
    fn a_long_run_without_a_difference_is_shortened() {
        let shown = text_of(&show(&[b'a'; 200], &[]));
        assert!(
            shown.contains(" … 120 bytes … ") && shown.len() < 110,
            "{shown}"
        );
    }
}
