//! `sflens lint` as a command: its exit status, its forms, and what `--fix` does to files.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// One warning, one finding of style with a safe edit.
const UNTIDY: &str = "match acme m|ACME (\\d+)| v/$1/ p/Acme DB/\n";

/// Runs `sflens lint` with `text` on standard input.
fn lint(text: &str, arguments: &[&str]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sflens"))
        .arg("lint")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(text.as_bytes()).ok();
    drop(input);
    child.wait_with_output().expect("it ends")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A file of this test's own.
fn file(name: &str, content: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).expect("a place for files");
    path
}

#[test]
fn the_exit_status_tells_the_worst_finding() {
    let check = |text: &str, arguments: &[&str], expected: i32| {
        let status = lint(text, arguments).status.code();
        assert_eq!(status, Some(expected), "{text}{arguments:?}");
    };
    check("match acme m|^ACME| p/Acme DB/\n", &[], 0);
    check("match acme m|^ACME| v/1/ p/Acme DB/\n", &[], 0);
    check(UNTIDY, &[], 1);
    check(UNTIDY, &["--off", "pattern-unanchored"], 0);
    check("match acme m|^ACME| x/Acme DB/\n", &[], 3);
    check(UNTIDY, &["--off", "no-such-rule"], 2);
    check(UNTIDY, &["no-such-file"], 2);
    check(UNTIDY, &["--diff"], 1);
    check("match acme m|^ACME| p/Acme DB/\n", &["--diff"], 0);
    let allowed = format!("# sflens: allow pattern-unanchored: a greeting comes first\n{UNTIDY}");
    check(&allowed, &[], 0);
}

#[test]
fn fixing_a_file_changes_only_what_is_safe() {
    let untidy = format!("# kept\n{UNTIDY}{UNTIDY}");
    let path = file("untidy.lines", &untidy);
    let name = path.to_string_lossy();
    let read = || std::fs::read_to_string(&path).expect("it is there");
    lint("", &["--diff", &name]);
    assert_eq!(read(), untidy);
    let tidy = "match acme m|ACME (\\d+)| p/Acme DB/ v/$1/\n";
    lint("", &["--fix", "--range", "3", &name]);
    assert_eq!(read(), format!("# kept\n{UNTIDY}{tidy}"));
    lint("", &["--fix", &name]);
    assert_eq!(read(), format!("# kept\n{tidy}{tidy}"));
    let output = lint(UNTIDY, &["--fix"]);
    assert_eq!(text(&output.stdout), tidy);
}

#[test]
fn sarif_has_what_code_scanning_reads() {
    let output = lint(UNTIDY, &["--format", "sarif"]);
    let log: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "sflens");
    let results = run["results"].as_array().expect("results");
    let found = results
        .iter()
        .find(|result| result["ruleId"] == "template-order");
    let found = found.expect("the finding");
    assert_eq!(found["level"], "note");
    let region = &found["locations"][0]["physicalLocation"]["region"];
    assert_eq!(
        (&region["startLine"], &region["startColumn"]),
        (&1.into(), &32.into())
    );
    assert!(found["fixes"][0]["artifactChanges"][0]["replacements"][0].is_object());
    let described = run["tool"]["driver"]["rules"].as_array().expect("rules");
    assert!(described.iter().any(|rule| rule["id"] == "template-order"));
}

#[test]
fn annotations_are_one_line_each() {
    let output = lint(UNTIDY, &["--format", "github"]);
    let lines: Vec<String> = text(&output.stdout).lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(
        lines[0].starts_with("::warning file=<stdin>,line=1,col=14,endColumn=15,"),
        "{lines:?}"
    );
    assert!(lines[1].starts_with("::notice "), "{lines:?}");
}
