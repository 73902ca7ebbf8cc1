//! What Nmap would have made of the beginning of a response, in words.

use sflens::results::{OtherPrefix, ResponseRecord};

use super::line_name;

/// The most beginnings that are told of one response.
const MOST: usize = 4;

/// A sentence for each run of beginnings on which another line would have won.
pub fn prefix_remarks(response: &ResponseRecord) -> Vec<String> {
    let others: Vec<OtherPrefix<'_>> = response.other_prefixes().collect();
    let mut remarks: Vec<String> = others.iter().take(MOST).map(remark).collect();
    if let Some(n_more) = others.len().checked_sub(MOST).filter(|n_more| *n_more > 0) {
        remarks.push(format!("and {n_more} more such beginnings"));
    }
    remarks
}

fn remark(other: &OtherPrefix<'_>) -> String {
    let taken = &other.run.taken;
    let name = line_name(&taken.file, taken.line);
    let what = match (other.same_line, taken.soft) {
        (true, _) => "would match with other fields",
        (false, true) => "would win, as a soft match",
        (false, false) => "would win",
    };
    format!("Had only {} come, {name} {what}", other.words())
}

#[cfg(test)]
mod tests {
    use sflens::results::{LineSources, SourceFile, load_lines, match_files};

    use super::*;
    use crate::model::{LINES, PASTE};

    #[track_caller]
    fn check(lines: &str, expected: &[&str]) {
        let paste = br#"SF-Port7-TCP:V=7.95%Time=67CD8A10%r(NULL,9,"ACME\x20aaaa");"#;
        let source = |name, text| SourceFile { name, text };
        let own = [source(LINES, lines.as_bytes())];
        let sources = LineSources {
            lines: &own,
            ..LineSources::default()
        };
        let report = match_files(&load_lines(&sources), &[source(PASTE, paste)], false);
        let response = &report.fingerprints[0].responses[0];
        assert_eq!(prefix_remarks(response), expected);
    }

    #[test]
    fn a_remark_names_the_beginnings_and_the_line() {
        check(
            "match a m|^ACME a{4}|\nsoftmatch b m|^ACM|\nmatch c m|^A|\n",
            &[
                "Had only the first 1 to 2 bytes come, line 3 would win",
                "Had only the first 3 to 8 bytes come, line 2 would win, as a soft match",
            ],
        );
        check(
            "match a m|^ACME (a+)| v/$1/\n",
            &["Had only the first 6 bytes or some more come, line 1 would match with other fields"],
        );
    }

    #[test]
    fn only_so_many_are_told() {
        check(
            "match a m|^(?:..)+$|\nmatch b m|^A|\n",
            &[
                "Had only the first 2 bytes come, line 1 would win",
                "Had only the first 4 bytes come, line 1 would win",
                "Had only the first 6 bytes come, line 1 would win",
                "Had only the first 8 bytes come, line 1 would win",
            ],
        );
        let lines = "match a m|^A$|\nmatch b m|^AC$|\nmatch c m|^ACM$|\nmatch d m|^ACME$|\nmatch e m|^ACME $|\n";
        let told = [
            "Had only the first byte come, line 1 would win",
            "Had only the first 2 bytes come, line 2 would win",
            "Had only the first 3 bytes come, line 3 would win",
            "Had only the first 4 bytes come, line 4 would win",
            "and 1 more such beginnings",
        ];
        check(lines, &told);
    }
}
