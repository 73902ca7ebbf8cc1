//! Reading the files that were named, and the troubles of doing so.

use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sflens::results::SourceFile;

/// One file that was read.
pub(crate) struct InputFile {
    /// How it is called in results: its path, or `<stdin>`.
    pub(crate) name: String,
    /// What it holds.
    pub(crate) text: Vec<u8>,
}

impl InputFile {
    /// The file as the library takes it.
    pub(crate) fn source(&self) -> SourceFile<'_> {
        SourceFile {
            name: &self.name,
            text: &self.text,
        }
    }
}

/// Why the command could not do its work.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// A file that was named cannot be read.
    Unreadable { name: String, error: io::Error },
    /// The results cannot be written.
    Unwritable(io::Error),
    /// An argument that is not of the form it should have.
    Usage(String),
}

impl Trouble {
    /// True when the reader of our output has gone away.
    pub(crate) fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Unwritable(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { name, error } => write!(f, "cannot read `{name}`: {error}"),
            Self::Unwritable(error) => write!(f, "cannot write the results: {error}"),
            Self::Usage(message) => f.write_str(message),
        }
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Unwritable(error)
    }
}

/// Reads every file, standard input for `-` and when none is named.
pub(crate) fn read_all(paths: &[PathBuf]) -> Result<Vec<InputFile>, Trouble> {
    if paths.is_empty() {
        return Ok(vec![read(Path::new("-"))?]);
    }
    paths.iter().map(|path| read(path)).collect()
}

/// Reads one file, standard input for `-`.
pub(crate) fn read(path: &Path) -> Result<InputFile, Trouble> {
    let from_stdin = path == Path::new("-");
    let name = if from_stdin {
        "<stdin>".to_owned()
    } else {
        path.display().to_string()
    };
    let text = if from_stdin {
        let mut text = Vec::new();
        io::stdin().read_to_end(&mut text).map(|_| text)
    } else {
        std::fs::read(path)
    };
    match text {
        Ok(text) => Ok(InputFile { name, text }),
        Err(error) => Err(Trouble::Unreadable { name, error }),
    }
}

/// The files as the library takes them.
pub(crate) fn sources(inputs: &[InputFile]) -> Vec<SourceFile<'_>> {
    inputs.iter().map(InputFile::source).collect()
}
