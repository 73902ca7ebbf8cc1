//! What the page and its worker say to each other.
//!
//! The page posts one [`ToWorker`] at a time; the worker answers each with a [`FromWorker::Done`]
//! of the same number. Both are instances of one program, so everything travels in the
//! compact bytes of [`Wire`](sflens::results::Wire):
//!
//! ```text
//! page   ToWorker { id: 7, request: Evaluate { paste: "SF-Port21…", lines: "match ftp …", … } }
//! worker Loading, Loaded          where the analysis itself had to be loaded
//!        Done { id: 7, reply: Evaluated { report: Report { fingerprints: […], … }, … } }
//! ```
//!
//! A new view adds a variant to [`Request`], one to [`Reply`], and an arm in `worker/dispatch`.

mod envelope;
mod files;
mod later;
mod line_token;
mod lint;
mod probes;
mod rule_choice;

use sflens::results::{ProbeRecord, Report, ResponseBytes};
use sflens::wire_enums;

pub use envelope::{FromWorker, ToWorker, from_bytes, from_js, to_bytes, to_js};
pub use files::{FileEnd, FilesNews, FilesRequest, Found, RawResponse, from_array, to_array};
pub use later::{CompleteRequest, HelpRequest, Later, PlaceWords, RedactRequest, TraceRequest};
pub use line_token::{LineToken, LineTokenKind, line_tokens};
pub use lint::{
    ChangedLine, FileAnswer, FileFindings, FileQuestion, LinesQuestion, LintRequest, RuleFindings,
    RulesQuestion, Tidied, TidyQuestion,
};
pub use probes::{ProbesReply, ProbesRequest, TextsOf};
pub use rule_choice::RuleChoice;

/// What the page can ask for.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Every fingerprint in a paste, held against match lines.
    Evaluate {
        /// What the user gave as fingerprint.
        paste: String,
        /// The user's match lines.
        lines: String,
        /// The starter file's lines count as well.
        starter_lines: bool,
        /// The name of the release of Nmap whose answer is given.
        release: String,
        /// Says of lines that hit a limit what they would do without.
        second_opinion: bool,
        /// The line, from 1, that alone is told in full among very many.
        line: Option<u32>,
    },
    /// The bytes of a [`ProbesRequest`]: read by a part of the program that is loaded for it.
    Probes(ResponseBytes),
    /// The bytes of a [`TraceRequest`].
    Trace(ResponseBytes),
    /// The bytes of a [`RedactRequest`].
    Redact(ResponseBytes),
    /// The bytes of a [`CompleteRequest`].
    Complete(ResponseBytes),
    /// The bytes of a [`HelpRequest`].
    Help(ResponseBytes),
    /// The bytes of a [`LintRequest`].
    Lint(ResponseBytes),
}

/// What the worker answers.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "there is one reply at a time, and nearly all are the large one"
)]
pub enum Reply {
    /// To [`Request::Evaluate`].
    Evaluated {
        /// Fingerprints, outcomes and findings; the files are called `paste` and `lines`.
        report: Report,
        /// The parts of the match lines, in order, groups around what they hold.
        line_tokens: Vec<LineToken>,
        /// The probes that the responses name, as far as they are known.
        probes: Vec<ProbeRecord>,
    },
    /// To [`Request::Probes`]: the bytes of a [`ProbesReply`].
    Probes(ResponseBytes),
    /// To a question of [`Later`]: the bytes of its answer.
    Later(ResponseBytes),
}

wire_enums! {
    Request {
        Evaluate { paste, lines, starter_lines, release, second_opinion, line },
        Trace(bytes), Redact(bytes), Probes(bytes), Complete(bytes), Help(bytes), Lint(bytes)
    }
    Reply { Evaluated { report, line_tokens, probes }, Later(bytes), Probes(bytes) }
}

/// Fails where a message does not come back as it went.
#[cfg(test)]
#[track_caller]
fn check<T: sflens::results::Wire + PartialEq + std::fmt::Debug>(message: &T) {
    assert_eq!(from_bytes(&to_bytes(message)).as_ref(), Some(message));
}

#[cfg(test)]
mod tests {
    use super::*;
    use sflens::results::{CompletionRecord, ProposalRecord, SpanRecord};

    #[test]
    fn each_message_comes_back_as_it_went() {
        check(&ToWorker {
            id: 7,
            request: Request::Evaluate {
                paste: "SF-Port21".to_owned(),
                lines: "match a m|é|".to_owned(),
                starter_lines: true,
                release: "7.93".to_owned(),
                second_opinion: true,
                line: Some(3),
            },
        });
        check(&Request::Probes(ResponseBytes(vec![1, 2])));
        check(&Reply::Probes(ResponseBytes(vec![3])));
        let trace = TraceRequest {
            lines: "match a m|b|".to_owned(),
            release: "7.93".to_owned(),
            line: 1,
            response: ResponseBytes(b"\0b".to_vec()),
        };
        check(&trace);
        check(&trace.request());
        let redact = RedactRequest {
            paste: "SF-Port21".to_owned(),
            kept: vec!["stage".to_owned()],
        };
        check(&redact);
        check(&redact.request());
        let complete = CompleteRequest {
            lines: "match f".to_owned(),
            at: 7,
            release: "7.93".to_owned(),
        };
        check(&complete);
        check(&complete.request());
        check(&CompletionRecord {
            at: 3,
            span: SpanRecord { start: 0, end: 3 },
            proposals: vec![ProposalRecord {
                text: "match ".to_owned(),
                meaning: None,
                lines: 2,
            }],
        });
        let help = HelpRequest {
            line: "match f".to_owned(),
            at: 2,
        };
        check(&help);
        check(&help.request());
        check(&PlaceWords {
            start: 0,
            end: 5,
            words: "`match`".to_owned(),
        });
        check(&Reply::Later(ResponseBytes(vec![7])));
        let message = "no".to_owned();
        check(&FromWorker::Started);
        check(&FromWorker::Panicked { message });
        check(&FromWorker::Loading);
        check(&FromWorker::Loaded);
        check(&FromWorker::NotLoaded { id: 7 });
        let reply = Reply::Evaluated {
            report: Report::default(),
            line_tokens: line_tokens(b"# note\nmatch a m|(\\d)| v/$1/"),
            probes: Vec::new(),
        };
        check(&reply);
        check(&FromWorker::Done {
            id: 7,
            reply: to_bytes(&reply),
        });
    }
}
