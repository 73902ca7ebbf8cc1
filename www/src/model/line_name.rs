//! What a line is called on the page, and the text of a line that the user did not write.
//!
//! ```text
//! line 3     starter line 26     nmap-service-probes, line 812
//! ```

use sflens::probes::STARTER_PROBES;
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

/// The text of a starter line; `None` for lines of other files.
pub fn starter_line(file: &str, line: u32) -> Option<String> {
    let idx = (line as usize).checked_sub(1)?;
    let is_starter = file == STARTER_NAME;
    let line = STARTER_PROBES.split(|byte| *byte == b'\n').nth(idx)?;
    is_starter.then(|| String::from_utf8_lossy(line).into_owned())
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

    #[test]
    fn only_starter_lines_have_a_text_here() {
        let first = STARTER_PROBES.split(|byte| *byte == b'\n').next();
        let text = starter_line(STARTER_NAME, 1);
        assert_eq!(text.as_deref().map(str::as_bytes), first);
        assert_eq!(starter_line(STARTER_NAME, 0), None);
        assert_eq!(starter_line(STARTER_NAME, u32::MAX), None);
        assert_eq!(starter_line(LINES, 1), None);
    }
}
