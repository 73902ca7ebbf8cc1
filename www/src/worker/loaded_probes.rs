//! The probes files in force, read once for all questions.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use sflens::probes::Origin;
use sflens::results::{LoadedLines, LoadedProbes, ProbesSources, SourceFile, load_probes};
use sflens::template::Release;
use wasm_bindgen::JsCast;

use super::probes::in_force;

/// What was read last, and how.
type Last = Option<(Question, Rc<LoadedProbes>)>;

thread_local! {
    /// With the starter file's lines and without: while one types own lines, each key asks for the
    /// evaluation without and for proposals with them.
    static LAST: RefCell<[Last; 2]> = const { RefCell::new([None, None]) };
}

/// What decides about how the files are read.
#[derive(Clone, Copy, PartialEq)]
struct Question {
    /// The number of the files.
    number: u32,
    without_lines: bool,
    release: Release,
}

/// The probes in force: the user's files, or the starter file, whose lines may be left out.
pub(super) fn loaded(starter_lines: bool, release: &str) -> Rc<LoadedProbes> {
    let (number, files) = files_in_force();
    let question = Question {
        number,
        without_lines: files.is_none() && !starter_lines,
        // The page sends a name that it got from the library.
        release: Release::from_name(release).unwrap_or_default(),
    };
    LAST.with_borrow_mut(|[with_lines, without_lines]| {
        let last = match question.without_lines {
            true => without_lines,
            false => with_lines,
        };
        if let Some((_, loaded)) = last.as_ref().filter(|(asked, _)| *asked == question) {
            return loaded.clone();
        }
        let texts = files.as_ref().map(read_files).unwrap_or_default();
        let files = texts.iter();
        let files: Vec<SourceFile<'_>> = files
            .map(|(name, text)| SourceFile { name, text })
            .collect();
        let loaded = Rc::new(load_probes(&ProbesSources {
            files: &files,
            without_lines: question.without_lines,
            release: question.release,
        }));
        *last = Some((question, loaded.clone()));
        loaded
    })
}

/// The user's lines over the probes in force.
pub(super) fn lay_lines(lines: &str, starter_lines: bool, release: &str) -> LoadedLines {
    let own = SourceFile {
        name: "lines",
        text: lines.as_bytes(),
    };
    loaded(starter_lines, release).lay_lines(&[own], Origin::Typed)
}

/// The user's files, if there are any.
#[cfg(target_family = "wasm")]
fn files_in_force() -> (u32, Option<Array>) {
    let (number, files) = in_force();
    (number, files.filter(|message| message.length() > 1))
}

/// Without a browser there are none.
#[cfg(not(target_family = "wasm"))]
fn files_in_force() -> (u32, Option<Array>) {
    (in_force().0, None)
}

/// The text of one of the user's files.
pub(super) fn file_text(name: &str) -> Option<Vec<u8>> {
    let (_, message) = files_in_force();
    let files = message.as_ref().map(read_files).unwrap_or_default();
    let found = files.into_iter().find(|(other, _)| other == name);
    found.map(|(_, text)| text)
}

fn read_files(message: &Array) -> Vec<(String, Vec<u8>)> {
    let parts: Vec<_> = message.iter().skip(1).collect();
    let pairs = parts.chunks_exact(2);
    pairs
        .filter_map(|pair| {
            let bytes = pair.get(1)?.dyn_ref::<Uint8Array>()?.to_vec();
            Some((pair.first()?.as_string()?, bytes))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_starter_file_is_kept_with_its_lines_and_without() {
        let read = || [true, false].map(|starter_lines| loaded(starter_lines, "7.95"));
        let (first, second) = (read(), read());
        assert!(Rc::ptr_eq(&first[0], &second[0]) && Rc::ptr_eq(&first[1], &second[1]));
        assert_ne!(first[0].record.match_lines, 0);
        assert_eq!(first[1].record.match_lines, 0);
    }

    #[test]
    fn another_release_is_read_anew() {
        let before = loaded(true, "7.95");
        assert!(!Rc::ptr_eq(&before, &loaded(true, "7.93")));
    }
}
