//! What a line is called on the page.
//!
//! ```text
//! line 3     starter line 26     nmap-service-probes, line 812
//! ```

use sflens::results::STARTER_NAME;

use super::evaluation::LINES;

/// The name of line `line`, from 1, of `file`.
pub fn line_name(file: &str, line: u32) -> String {
    match file {
        LINES => format!("line {line}"),
        STARTER_NAME => format!("starter line {line}"),
        file => format!("{file}, line {line}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_named_after_its_file() {
        assert_eq!(line_name(LINES, 3), "line 3");
        assert_eq!(line_name(STARTER_NAME, 26), "starter line 26");
        assert_eq!(line_name("other", 8), "other, line 8");
    }
}
