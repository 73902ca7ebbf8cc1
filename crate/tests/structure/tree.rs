//! The files of the repository.

use std::fs;
use std::path::{Path, PathBuf};

/// Names of folders, and of git's own file, that hold nothing of ours.
const FOREIGN: &[&str] = &[
    "target",
    "node_modules",
    "dist",
    ".git",
    ".toolchain",
    "generated",
    "output",
    "corpus",
];

/// One text file.
pub(crate) struct File {
    /// From the repository's root, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    pub(crate) fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Unit tests that moved out of their file, and what they share.
    pub(crate) fn is_tests(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.ends_with("/testing.rs")
    }
}

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every text file under `folder` (from the root; "" for all), in order of their paths.
pub(crate) fn files(folder: &str) -> Vec<File> {
    let mut found = Vec::new();
    collect(&root(), folder, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty() || folder.starts_with("www"), "{folder}");
    found
}

/// Every file of Rust that is part of a program, not of a test.
pub(crate) fn sources() -> Vec<File> {
    let mut sources = files("crate/src");
    sources.extend(files("www/src"));
    sources.retain(File::is_rust);
    sources
}

fn collect(root: &Path, folder: &str, found: &mut Vec<File>) {
    let Ok(entries) = fs::read_dir(root.join(folder)) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = [folder, &name].join("/").trim_start_matches('/').to_owned();
        if FOREIGN.contains(&name.as_str()) {
            continue;
        }
        if entry.path().is_dir() {
            collect(root, &path, found);
        } else if let Ok(text) = fs::read_to_string(entry.path()) {
            found.push(File { path, text });
        }
    }
}
