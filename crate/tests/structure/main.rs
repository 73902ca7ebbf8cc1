//! Walks the tree and fails where its shape has been left; each message says how to mend it.
//!
//! `arrows` holds the table of which module may use which, `sizes` the limits of files and
//! functions, `texts` what must not stand in any file. `tree` reads, `rust` blanks out what is not
//! code. Text is searched, nothing is parsed: good enough for a formatted tree, and quick.

mod arrows;
mod rust;
mod sizes;
mod texts;
mod tree;

/// Fails with every fault at once and with what to do about them.
#[track_caller]
fn expect_none(faults: Vec<String>, remedy: &str) {
    assert!(
        faults.is_empty(),
        "\n{}\n\nTo mend: {remedy}\n",
        faults.join("\n")
    );
}
