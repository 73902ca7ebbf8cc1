//! Runs the examples of README.md and docs/ and compares what they print.
//!
//! An example is a block of language `console`. It is run by `sh` in the repository's root, with
//! `sflens` on the path; standard output and standard error are compared together, to the byte:
//!
//! ````text
//! ```console
//! $ sflens decode scan.txt > seen.txt; \
//! > echo $?
//! 0
//! ```
//! ````
//!
//! A line that starts with `$ ` is a command, lines with `> ` right behind it continue it, and all
//! others up to the next command are what it prints.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// One command and what the document says that it prints.
struct Example {
    /// `path:line` of the command.
    place: String,
    command: String,
    expected: String,
}

#[test]
fn every_example_prints_what_its_document_says() {
    let examples: Vec<Example> = documents().iter().flat_map(|path| read(path)).collect();
    assert!(!examples.is_empty(), "no document has an example");
    let faults: Vec<String> = examples.iter().filter_map(fault).collect();
    assert!(
        faults.is_empty(),
        "\n{}\nTo mend: paste what is printed into the document, after reading it.\n",
        faults.join("\n")
    );
}

fn fault(example: &Example) -> Option<String> {
    let printed = run(&example.command);
    (printed != example.expected).then(|| {
        let Example {
            place,
            command,
            expected,
        } = example;
        format!("{place}: $ {command}\n--- the document says\n{expected}--- printed\n{printed}---")
    })
}

/// What the command prints, both streams in the order of writing.
fn run(command: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_sflens"));
    let folder = program.parent().expect("a program is in a folder");
    let path = env::var("PATH").unwrap_or_default();
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1\n{command}")])
        .current_dir(root())
        .env("PATH", format!("{}:{path}", folder.display()))
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .expect("sh runs");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// README.md and everything in docs/, from the root.
fn documents() -> Vec<String> {
    let docs = fs::read_dir(root().join("docs")).expect("docs/ can be read");
    let mut paths: Vec<String> = docs
        .flatten()
        .map(|entry| format!("docs/{}", entry.file_name().to_string_lossy()))
        .filter(|path| path.ends_with(".md"))
        .collect();
    paths.push("README.md".to_owned());
    paths.sort();
    paths
}

fn read(path: &str) -> Vec<Example> {
    let text = fs::read_to_string(root().join(path)).expect("a document is text");
    examples_of(path, &text)
}

fn examples_of(path: &str, text: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut is_console = false;
    for (at, line) in text.lines().enumerate() {
        if line.starts_with("```") {
            is_console = line == "```console";
            continue;
        }
        if !is_console {
            continue;
        }
        if let Some(command) = line.strip_prefix("$ ") {
            examples.push(Example {
                place: format!("{path}:{}", at + 1),
                command: command.to_owned(),
                expected: String::new(),
            });
        } else if let Some(example) = examples.last_mut() {
            take_line(example, line);
        }
    }
    examples
}

fn take_line(example: &mut Example, line: &str) {
    match line.strip_prefix("> ") {
        Some(more) if example.expected.is_empty() => {
            example.command.push('\n');
            example.command.push_str(more);
        }
        _ => {
            example.expected.push_str(line);
            example.expected.push('\n');
        }
    }
}

#[test]
fn commands_and_what_they_print_are_told_apart() {
    let text = "```console\n$ echo a \\\n> b\na b\n$ true\n```\n```sh\n$ not an example\n```\n";
    let found: Vec<(String, String)> = examples_of("README.md", text)
        .into_iter()
        .map(|example| (example.command, example.expected))
        .collect();
    let expected = [("echo a \\\nb", "a b\n"), ("true", "")];
    assert_eq!(found, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
}
