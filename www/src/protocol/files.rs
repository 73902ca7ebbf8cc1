//! What the page and its workers say to each other about files.
//!
//! A worker that reads files or surveys what was found in them is one of its own, beside the one
//! that answers while the user types. Its messages are arrays, by which they are told apart: the
//! bytes of a [`FilesRequest`] and the browser's own files, or the bytes of a [`FilesNews`].
//!
//! ```text
//! page    [Read { names: […] }, scan.xml, more.txt]
//! worker  [Progress { n_read: 2097152, found: […] }] … [FileEnd { … }] … [AllRead]
//! ```

use js_sys::Array;
use sflens::results::{FingerprintRecord, ResponseBytes, SurveyRecord, Wire};
use sflens::{wire_enums, wire_records};
use wasm_bindgen::{JsCast, JsValue};

use super::{from_js, to_js};

/// What the page asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum FilesRequest {
    /// Read the files that come with it, one after the other.
    Read {
        /// What each of them is called.
        names: Vec<String>,
    },
    /// Take these lines for everything that follows.
    Load {
        /// The user's match lines.
        lines: String,
        /// The starter file's lines count as well.
        starter_lines: bool,
        /// The name of the release of Nmap whose answer is given.
        release: String,
    },
    /// Say what each of these fingerprints comes to.
    Survey {
        /// Each the text of one fingerprint.
        texts: Vec<String>,
    },
    /// Make JSON records of these fingerprints.
    Export {
        /// The fingerprints.
        fingerprints: Vec<Found>,
    },
    /// Take this as a response.
    Encode(RawResponse),
    /// The bytes of a [`FileQuestion`](super::FileQuestion).
    Lint(ResponseBytes),
}

/// A response that is not in a fingerprint, and what is known of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawResponse {
    /// The text or the bytes that stand for it.
    pub given: ResponseBytes,
    /// The name of the form in which they are written; unless told, the one that they have.
    pub form: Option<String>,
    /// The probe that was answered.
    pub probe: String,
    /// The port.
    pub port: u16,
    /// Whether it is UDP.
    pub is_udp: bool,
    /// Whether it came through TLS.
    pub is_tls: bool,
    /// Unix seconds of now.
    pub time: u64,
}

/// One fingerprint that was found in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The same number has what Nmap would report the same for: port, probes, responses.
    pub same: u64,
    /// The text that decodes to it: as Nmap printed it, or of a damaged one the file's own.
    pub text: String,
    /// What it is, without the bytes of its responses.
    pub record: FingerprintRecord,
}

/// How the reading of a file ended.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileEnd {
    /// Why there is nothing in it, and what to do, when there is nothing.
    pub absence: Option<(String, String)>,
    /// All of it, when it is small.
    pub text: Option<String>,
    /// Its bytes, when there is no fingerprint in it and it can be a response.
    pub raw: Option<ResponseBytes>,
    /// What the browser said when it could not be read.
    pub failure: Option<String>,
}

/// What the worker says.
#[derive(Clone, Debug, PartialEq)]
pub enum FilesNews {
    /// So far.
    Progress {
        /// Bytes of this file.
        n_read: u64,
        /// What was found since the last news.
        found: Vec<Found>,
    },
    /// The file is read; the next one follows.
    FileEnd(Box<FileEnd>),
    /// The last file is read.
    AllRead,
    /// To [`FilesRequest::Survey`], in the same order; nothing where a text is none.
    Surveyed(Vec<Option<SurveyRecord>>),
    /// To [`FilesRequest::Export`].
    Exported {
        /// The JSON of the record of the lines in force.
        probes_file: String,
        /// The JSON of each fingerprint.
        fingerprints: Vec<String>,
    },
    /// To [`FilesRequest::Encode`].
    Encoded {
        /// The name of the form that it was read in.
        form: String,
        /// The response; nothing when the text does not have the form.
        bytes: Option<ResponseBytes>,
        /// The fingerprint with this response.
        text: String,
    },
    /// To [`FilesRequest::Lint`]: the bytes of a [`FileAnswer`](super::FileAnswer).
    Lint(ResponseBytes),
    /// The worker is dead.
    Died(String),
}

/// A message and the browser's own files that go with it.
pub fn to_array(message: &impl Wire, files: &[JsValue]) -> JsValue {
    let array = Array::of1(&to_js(message));
    files.iter().for_each(|file| {
        array.push(file);
    });
    array.into()
}

/// The reverse of [`to_array`]; nothing for a message of another protocol.
pub fn from_array<T: Wire>(message: &JsValue) -> Option<(T, Vec<JsValue>)> {
    let array: &Array = message.dyn_ref()?;
    let files = array.iter().skip(1).collect();
    Some((from_js(&array.get(0))?, files))
}

wire_enums! {
    FilesRequest {
        Read { names },
        Load { lines, starter_lines, release },
        Survey { texts },
        Export { fingerprints },
        Encode(raw),
        Lint(bytes)
    }
    FilesNews {
        Progress { n_read, found },
        FileEnd(end),
        AllRead,
        Surveyed(records),
        Exported { probes_file, fingerprints },
        Encoded { form, bytes, text },
        Died(message),
        Lint(bytes)
    }
}

wire_records! {
    Found { same, text, record }
    FileEnd { absence, text, raw, failure }
    RawResponse { given, form, probe, port, is_udp, is_tls, time }
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;
    use sflens::results::{SourceFile, decode_files};

    fn found() -> Found {
        let text = "SF-Port7-TCP:V=7.95%r(NULL,2,\"hi\");";
        let (name, text_bytes) = ("scan", text.as_bytes());
        let file = SourceFile {
            name,
            text: text_bytes,
        };
        Found {
            same: 7,
            text: text.to_owned(),
            record: decode_files(&[file]).fingerprints.remove(0),
        }
    }

    #[test]
    fn each_request_comes_back_as_it_went() {
        check(&FilesRequest::Read {
            names: vec!["scan.xml".to_owned()],
        });
        check(&FilesRequest::Load {
            lines: "match a m|é|".to_owned(),
            starter_lines: true,
            release: "7.93".to_owned(),
        });
        check(&FilesRequest::Survey {
            texts: vec!["SF-Port7".to_owned()],
        });
        check(&FilesRequest::Export {
            fingerprints: vec![found()],
        });
        check(&FilesRequest::Encode(RawResponse {
            given: ResponseBytes(b"hi".to_vec()),
            form: Some("raw".to_owned()),
            port: 7,
            is_tls: true,
            ..RawResponse::default()
        }));
        check(&FilesRequest::Lint(ResponseBytes(vec![1])));
    }

    #[test]
    fn each_news_comes_back_as_it_went() {
        check(&FilesNews::Progress {
            n_read: 1 << 33,
            found: vec![found()],
        });
        check(&FilesNews::FileEnd(Box::new(FileEnd {
            absence: Some(("nothing".to_owned(), "look elsewhere".to_owned())),
            raw: Some(ResponseBytes(vec![0, 0xff])),
            ..FileEnd::default()
        })));
        check(&FilesNews::AllRead);
        check(&FilesNews::Surveyed(vec![None]));
        check(&FilesNews::Exported {
            probes_file: "null".to_owned(),
            fingerprints: vec!["{}".to_owned()],
        });
        check(&FilesNews::Encoded {
            form: "hex".to_owned(),
            bytes: None,
            text: String::new(),
        });
        check(&FilesNews::Died("no".to_owned()));
        check(&FilesNews::Lint(ResponseBytes(vec![1])));
    }
}
