//! Files read as streams, each piece decoded as it comes.
//!
//! What is kept of a file is what was found in it, and the file itself only as long as it is
//! small: memory does not grow with the files.

use js_sys::{Reflect, Uint8Array};
use sflens::results::{DecodeStream, FingerprintRecord, Report, ResponseBytes};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, ReadableStreamDefaultReader};

use super::kept_text::{Slice, found};
use super::small::{MAX_RAW, MAX_TEXT, text_of};
use crate::protocol::{FileEnd, FilesNews, Found};

/// Reads the files one after the other and tells of each piece.
pub(super) async fn read_files(files: Vec<(String, JsValue)>, tell: impl Fn(FilesNews)) {
    for (name, file) in files {
        let end = match read_file(&name, file.unchecked_ref(), &tell).await {
            Ok(end) => end,
            Err(thrown) => FileEnd {
                failure: Some(said(&thrown)),
                ..FileEnd::default()
            },
        };
        tell(FilesNews::FileEnd(Box::new(end)));
    }
    tell(FilesNews::AllRead);
}

/// What the browser threw, in its words.
fn said(thrown: &JsValue) -> String {
    let error: Option<&js_sys::Error> = thrown.dyn_ref();
    error.map_or_else(
        || format!("{thrown:?}"),
        |error| String::from(error.message()),
    )
}

async fn read_file(name: &str, file: &File, tell: &impl Fn(FilesNews)) -> Result<FileEnd, JsValue> {
    let stream: ReadableStreamDefaultReader = file.stream().get_reader().unchecked_into();
    let mut decoding = DecodeStream::new(name);
    let mut reading = Reading::default();
    while let Some(piece) = next_piece(&stream).await? {
        let report = decoding.push(&piece);
        reading.take_piece(&piece);
        let found = reading.keep(file, report).await;
        if !found.is_empty() || reading.is_progress_due() {
            tell(reading.progress(found));
        }
    }
    let found = reading.keep(file, decoding.finish()).await;
    tell(reading.progress(found));
    Ok(reading.end())
}

/// The next bytes of the stream; nothing at its end.
async fn next_piece(stream: &ReadableStreamDefaultReader) -> Result<Option<Vec<u8>>, JsValue> {
    let result = JsFuture::from(stream.read()).await?;
    let bytes = Reflect::get(&result, &"value".into())?;
    Ok(bytes.dyn_ref().map(Uint8Array::to_vec))
}

/// Bytes after which the page hears of progress.
const STEP: u64 = 1024 * 1024;

/// What is known of a file so far.
#[derive(Default)]
struct Reading {
    n_read: u64,
    /// Of which the page heard.
    n_told: u64,
    n_found: usize,
    /// The file, as long as it is small.
    small: Option<Vec<u8>>,
    /// Offset behind the last fingerprint.
    last_end: u32,
    absence: Option<(String, String)>,
}

impl Reading {
    fn take_piece(&mut self, piece: &[u8]) {
        let is_first = self.n_read == 0;
        self.n_read += piece.len() as u64;
        if is_first {
            self.small = Some(Vec::new());
        }
        if let Some(small) = &mut self.small {
            small.extend_from_slice(piece);
        }
        if self.n_read > MAX_RAW {
            self.small = None;
        }
    }

    fn is_progress_due(&self) -> bool {
        self.n_read >= self.n_told + STEP
    }

    fn progress(&mut self, found: Vec<Found>) -> FilesNews {
        self.n_told = self.n_read;
        let n_read = self.n_read;
        FilesNews::Progress { n_read, found }
    }

    /// Makes of the records what is kept.
    async fn keep(&mut self, file: &File, report: Report) -> Vec<Found> {
        self.n_found += report.fingerprints.len();
        let mut kept = Vec::new();
        for record in report.fingerprints {
            let slice = match record.complete {
                true => None,
                false => self.slice(file, &record).await,
            };
            self.last_end = record.source.span.end;
            kept.push(found(record, slice.as_ref()));
        }
        if self.n_found == 0 {
            let first = report.diagnostics.into_iter().next();
            self.absence = first.map(|finding| (finding.title, finding.help.unwrap_or_default()));
        }
        kept
    }

    /// The file's own text around a damaged fingerprint; without it the certain bytes are kept.
    async fn slice(&self, file: &File, record: &FingerprintRecord) -> Option<Slice> {
        let span = record.source.span;
        let start = Slice::start(span.start, self.last_end);
        let blob = file.slice_with_f64_and_f64(start.into(), span.end.into());
        let buffer = JsFuture::from(blob.ok()?.array_buffer()).await.ok()?;
        Some(Slice {
            bytes: Uint8Array::new(&buffer).to_vec(),
            n_before: (span.start - start) as usize,
        })
    }

    fn end(self) -> FileEnd {
        let small = self.small.unwrap_or_default();
        let is_text_kept = self.n_read <= MAX_TEXT;
        let is_raw_kept = self.n_found == 0 && !small.is_empty();
        FileEnd {
            absence: self.absence,
            text: is_text_kept.then(|| text_of(&small)),
            raw: is_raw_kept.then_some(ResponseBytes(small)),
            failure: None,
        }
    }
}
