//! Reading the files that were named, and the troubles of doing so.

use std::fmt;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sflens::fingerprint::PasteStream;
use sflens::results::SourceFile;

/// The name of standard input in the records.
const STDIN: &str = "<stdin>";

/// One file that was read.
pub(crate) struct InputFile {
    /// How it is called in results: its path, or `<stdin>`.
    pub(crate) name: String,
    /// What it holds.
    pub(crate) text: Vec<u8>,
}

impl InputFile {
    /// True for what came from standard input.
    pub(crate) fn is_stdin(&self) -> bool {
        self.name == STDIN
    }

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

/// Reads every file, standard input for `-` and when none is named, and of each directory every
/// file below it that has a fingerprint.
pub(crate) fn read_all(paths: &[PathBuf]) -> Result<Vec<InputFile>, Trouble> {
    if paths.is_empty() {
        return Ok(vec![read(Path::new("-"))?]);
    }
    let mut inputs = Vec::new();
    for path in paths {
        if path.is_dir() {
            read_below(path, &mut inputs)?;
        } else {
            inputs.push(read(path)?);
        }
    }
    Ok(inputs)
}

/// Reads the files below a directory, by their names; links to directories are not followed.
fn read_below(directory: &Path, inputs: &mut Vec<InputFile>) -> Result<(), Trouble> {
    let trouble = |error| unreadable(directory, error);
    let mut waiting = vec![directory.to_owned()];
    while let Some(path) = waiting.pop() {
        let kind = std::fs::symlink_metadata(&path).map_err(|error| unreadable(&path, error))?;
        if path == directory || kind.is_dir() {
            let entries = std::fs::read_dir(&path).map_err(trouble)?;
            let entries = entries.map(|entry| entry.map(|entry| entry.path()));
            let mut entries = entries.collect::<Result<Vec<_>, _>>().map_err(trouble)?;
            // The last one waiting is read first.
            entries.sort_by(|a, b| b.cmp(a));
            waiting.extend(entries);
        } else if path.is_file() && has_fingerprint(&path)? {
            inputs.push(read(&path)?);
        }
    }
    Ok(())
}

/// True when a fingerprint is in the file, which is not kept in memory.
fn has_fingerprint(path: &Path) -> Result<bool, Trouble> {
    const PIECE: usize = 1024 * 1024;
    let trouble = |error| unreadable(path, error);
    let mut file = std::fs::File::open(path).map_err(trouble)?;
    let mut stream = PasteStream::new();
    let mut piece = vec![0; PIECE];
    loop {
        let n_read = file.read(&mut piece).map_err(trouble)?;
        if n_read == 0 {
            return Ok(!stream.finish().value.is_empty());
        }
        if !stream
            .push(piece.get(..n_read).unwrap_or_default())
            .value
            .is_empty()
        {
            return Ok(true);
        }
    }
}

fn unreadable(path: &Path, error: io::Error) -> Trouble {
    Trouble::Unreadable {
        name: path.display().to_string(),
        error,
    }
}

/// Reads one file, standard input for `-`.
pub(crate) fn read(path: &Path) -> Result<InputFile, Trouble> {
    let from_stdin = path == Path::new("-");
    let name = if from_stdin {
        STDIN.to_owned()
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

/// Reads the files that were named one by one.
pub(crate) fn read_each(paths: &[PathBuf]) -> Result<Vec<InputFile>, Trouble> {
    paths.iter().map(|path| read(path)).collect()
}

/// Puts `text` into the file called `name`.
pub(crate) fn write(name: &str, text: &[u8]) -> Result<(), Trouble> {
    std::fs::write(name, text).map_err(Trouble::Unwritable)
}

/// Puts `text` to standard output.
pub(crate) fn write_out(text: &[u8]) -> Result<(), Trouble> {
    Ok(io::stdout().write_all(text)?)
}

/// The files as the library takes them.
pub(crate) fn sources(inputs: &[InputFile]) -> Vec<SourceFile<'_>> {
    inputs.iter().map(InputFile::source).collect()
}
