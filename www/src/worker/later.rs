//! Questions of [`Later`](crate::protocol::Later) answered, by a part of their own.

use sflens::explain::explain_place;
use sflens::probes::{Slot, slot_at};
use sflens::results::{ResponseBytes, complete, find_redactions, trace_line};

use super::loaded_probes::lay_lines;
use super::loading::loaded;
use crate::lazy::{NotLoaded, wasm_split};
use crate::protocol::{
    CompleteRequest, HelpRequest, PlaceWords, RedactRequest, Reply, TraceRequest, from_bytes,
    to_bytes,
};

/// Steps of a search that are sent to the page.
const MAX_STEPS: usize = 50_000;

/// The bytes of the reply to a [`TraceRequest`].
pub(super) async fn answer_trace(question: ResponseBytes) -> Result<Vec<u8>, NotLoaded> {
    loaded(load_trace()).await?;
    trace(question).await
}

#[wasm_split(later, fallible, preload(load_trace))]
fn trace(question: ResponseBytes) -> Result<Vec<u8>, NotLoaded> {
    let trace = from_bytes(&question.0).and_then(|request: TraceRequest| {
        let lines = lay_lines(&request.lines, false, &request.release);
        let response = &request.response.0;
        trace_line(&lines, "lines", request.line, response, MAX_STEPS)
    });
    Ok(to_bytes(&Reply::Later(ResponseBytes(to_bytes(&trace)))))
}

/// The bytes of the reply to a [`RedactRequest`].
pub(super) async fn answer_redact(question: ResponseBytes) -> Result<Vec<u8>, NotLoaded> {
    loaded(load_redact()).await?;
    redact(question).await
}

#[wasm_split(later, fallible, preload(load_redact))]
fn redact(question: ResponseBytes) -> Result<Vec<u8>, NotLoaded> {
    let redaction = from_bytes(&question.0)
        .map(|request: RedactRequest| find_redactions(request.paste.as_bytes(), &request.kept));
    let answer = to_bytes(&redaction.unwrap_or_default());
    Ok(to_bytes(&Reply::Later(ResponseBytes(answer))))
}

/// The bytes of the reply to a [`CompleteRequest`].
pub(super) async fn answer_complete(question: ResponseBytes) -> Result<Vec<u8>, NotLoaded> {
    loaded(load_complete()).await?;
    complete_lines(question).await
}

/// The starter lines are an example even when they do not count.
#[wasm_split(later, fallible, preload(load_complete))]
fn complete_lines(question: ResponseBytes) -> Result<Vec<u8>, NotLoaded> {
    let found = from_bytes(&question.0).and_then(|request: CompleteRequest| {
        let (text, at) = (request.lines.as_bytes(), request.at as usize);
        let (_, slot) = slot_at(text, at)?;
        let lines = match slot {
            // Words of the file format: no line is asked for them.
            Slot::Keyword | Slot::Letter => "",
            _ => request.lines.as_str(),
        };
        complete(&lay_lines(lines, true, &request.release), text, at)
    });
    Ok(to_bytes(&Reply::Later(ResponseBytes(to_bytes(&found)))))
}

/// The bytes of the reply to a [`HelpRequest`].
pub(super) async fn answer_help(question: ResponseBytes) -> Result<Vec<u8>, NotLoaded> {
    loaded(load_help()).await?;
    explain(question).await
}

#[wasm_split(later, fallible, preload(load_help))]
fn explain(question: ResponseBytes) -> Result<Vec<u8>, NotLoaded> {
    let found = from_bytes(&question.0).and_then(|request: HelpRequest| {
        let place = explain_place(request.line.as_bytes(), request.at as usize)?;
        Some(PlaceWords {
            start: place.span.start,
            end: place.span.end,
            words: place.words,
        })
    });
    Ok(to_bytes(&Reply::Later(ResponseBytes(to_bytes(&found)))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Later;
    use futures::executor::block_on;
    use sflens::results::Wire;

    fn answer_of<T: Wire>(bytes: Result<Vec<u8>, NotLoaded>) -> T {
        let reply = bytes.ok().and_then(|bytes| from_bytes(&bytes));
        let Some(Reply::Later(answer)) = reply else {
            panic!("an answer");
        };
        from_bytes(&answer.0).expect("an answer of this kind")
    }

    #[test]
    fn a_line_is_told_step_by_step() {
        let request = TraceRequest {
            lines: "match a m|^a+ab|".to_owned(),
            release: "7.95".to_owned(),
            line: 1,
            response: ResponseBytes(b"aab".to_vec()),
        };
        let bytes = block_on(trace(ResponseBytes(to_bytes(&request))));
        let told: <TraceRequest as Later>::Answer = answer_of(bytes);
        assert!(told.is_some_and(|trace| trace.matched && trace.steps.len() > 4));
    }

    #[test]
    fn what_may_be_confidential_is_told() {
        let request = RedactRequest {
            paste: "at 10.0.0.7".to_owned(),
            kept: Vec::new(),
        };
        let bytes = block_on(redact(ResponseBytes(to_bytes(&request))));
        let found: <RedactRequest as Later>::Answer = answer_of(bytes);
        assert_eq!(found.text, "at 10.1.1.0");
    }

    /// The proposals behind the text.
    fn proposals(text: &str) -> Vec<String> {
        let request = CompleteRequest {
            lines: text.to_owned(),
            at: text.len() as u32,
            release: "7.95".to_owned(),
        };
        let bytes = block_on(complete_lines(ResponseBytes(to_bytes(&request))));
        let found: <CompleteRequest as Later>::Answer = answer_of(bytes);
        let proposals = found.map_or(Vec::new(), |found| found.proposals);
        proposals.into_iter().map(|one| one.text).collect()
    }

    #[test]
    fn what_could_be_written_is_told() {
        assert!(proposals("match ft").contains(&"ftp".to_owned()));
        assert_eq!(proposals("match zqx m|a|\nmatch zq"), ["zqx"]);
        assert_eq!(proposals("match zqx m|a|\nsoft"), ["softmatch "]);
        assert_eq!(proposals("match zqx m|a| cp"), ["cpe:/"]);
        assert_eq!(proposals("match zqx m|a"), [""; 0]);
    }

    #[test]
    fn a_place_is_told_in_words() {
        let request = HelpRequest {
            line: r"match a m|^\d|".to_owned(),
            at: 12,
        };
        let bytes = block_on(explain(ResponseBytes(to_bytes(&request))));
        let place: <HelpRequest as Later>::Answer = answer_of(bytes);
        assert_eq!(place.expect("words").words, r"`\d`: a digit.");
    }
}
