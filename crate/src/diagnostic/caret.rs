//! The caret form: title, place, the line itself, and carets under the flaw.
//!
//! ```text
//! error[pattern-unclosed-group]: group is opened but never closed
//!   --> probes:12:20
//!    |
//! 12 | match acme m|^ACME (\d+| p/Acme DB/ v/$1/
//!    |                    ^ no `)` follows before the delimiter
//!    |
//! help: close the group
//! ```
//!
//! Long lines are cut to [`WINDOW`] characters around the flaw, control characters and bytes
//! that are not UTF-8 are shown as escapes, and carets are placed under what is shown.

use super::{Diagnostic, Severity};
use crate::bytes::print_byte;
use crate::source::{LineIndex, Span};

/// Characters of a source line that are shown at most.
const WINDOW: usize = 96;

/// Whether the text carries terminal colors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Nothing but text.
    Plain,
    /// ANSI color sequences.
    Color,
}

/// Renders one diagnostic about the text in `index`, which people know as `file`. Ends with a
/// line break.
pub fn render_caret(
    diagnostic: &Diagnostic,
    file: &str,
    index: &LineIndex<'_>,
    style: Style,
) -> String {
    let paint = Paint { style };
    let severity = diagnostic.severity;
    let head = format!("{}[{}]", severity.name(), diagnostic.rule);
    let mut text = format!(
        "{}: {}\n",
        paint.severity(severity, &head),
        paint.bold(&diagnostic.title)
    );
    let at = index.position(diagnostic.span.start);
    let gutter = at.line.to_string().len();
    text.push_str(&format!(
        "{:gutter$}--> {file}:{}:{}\n",
        "", at.line, at.column
    ));
    text.push_str(&render_place(
        diagnostic.span,
        &diagnostic.label,
        index,
        gutter,
        |carets| paint.severity(severity, carets),
    ));
    if let Some((span, label)) = &diagnostic.second {
        text.push_str(&render_place(*span, label, index, gutter, |carets| {
            carets.replace('^', "-")
        }));
    }
    if let Some(help) = &diagnostic.help {
        text.push_str(&format!("{:gutter$} |\nhelp: {help}\n", ""));
    }
    text
}

/// The source line of `span` and the carets with `label` under it.
fn render_place(
    span: Span,
    label: &str,
    index: &LineIndex<'_>,
    gutter: usize,
    paint: impl Fn(&str) -> String,
) -> String {
    let start = index.position(span.start);
    let line = index.line_text(start.line);
    let line_start = span.start as usize - index.offset_in_line(span.start);
    let shown = Shown::around(line, span, line_start);
    let carets = "^".repeat(shown.width.max(1));
    let label = if label.is_empty() {
        String::new()
    } else {
        format!(" {label}")
    };
    format!(
        "{empty:gutter$} |\n{number:>gutter$} | {text}\n{empty:gutter$} | {pad}{carets}\n",
        empty = "",
        number = start.line,
        text = shown.text,
        pad = " ".repeat(shown.before),
        carets = paint(&format!("{carets}{label}")),
    )
}

/// The part of a line that is shown, with the place of the flaw in it, in characters.
struct Shown {
    text: String,
    before: usize,
    width: usize,
}

impl Shown {
    fn around(line: &[u8], span: Span, line_start: usize) -> Self {
        let in_line = |at: u32| (at as usize).saturating_sub(line_start).min(line.len());
        let (from, to) = (in_line(span.start), in_line(span.end));
        let before = print_cells(line.get(..from).unwrap_or_default());
        let flaw = print_cells(line.get(from..to).unwrap_or_default());
        let after = print_cells(line.get(to..).unwrap_or_default());
        let width = flaw.len().min(WINDOW);
        let n_before = before.len().min((WINDOW - width) / 2);
        let n_after = after.len().min(WINDOW - width - n_before);
        let cut_head = before.len() > n_before;
        let cut_tail = after.len() > n_after || flaw.len() > width;
        let cells = before.iter().skip(before.len() - n_before);
        let cells = cells.chain(flaw.iter().take(width));
        let shown: String = cells.chain(after.iter().take(n_after)).copied().collect();
        Self {
            text: format!(
                "{}{shown}{}",
                if cut_head { "…" } else { "" },
                if cut_tail { "…" } else { "" }
            ),
            before: n_before + usize::from(cut_head),
            width,
        }
    }
}

/// The characters that show `bytes`: text as it is, a TAB as a space, all else as escapes.
fn print_cells(bytes: &[u8]) -> Vec<char> {
    let mut cells = Vec::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\t' => cells.push(' '),
                _ if c.is_ascii_control() => cells.extend(print_byte(c as u8).chars()),
                _ if is_invisible(c) => cells.extend(format!("\\u{{{:x}}}", c as u32).chars()),
                _ => cells.push(c),
            }
        }
        let stray = chunk.invalid().iter();
        cells.extend(stray.flat_map(|byte| print_byte(*byte).chars().collect::<Vec<_>>()));
    }
    cells
}

/// Characters that would move or hide what stands around them: C1 controls, zero-width
/// characters, line separators and the bidirectional controls.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

struct Paint {
    style: Style,
}

impl Paint {
    fn severity(&self, severity: Severity, text: &str) -> String {
        let code = match severity {
            Severity::Error => "1;31",
            Severity::Warning => "1;33",
            Severity::Style => "1;36",
            Severity::Note => "1;34",
        };
        self.wrap(code, text)
    }

    fn bold(&self, text: &str) -> String {
        self.wrap("1", text)
    }

    fn wrap(&self, code: &str, text: &str) -> String {
        match self.style {
            Style::Plain => text.to_owned(),
            Style::Color => format!("\x1b[{code}m{text}\x1b[0m"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &[u8], span: Span, expected: &str) {
        let diagnostic = Diagnostic::new("area-flaw", Severity::Error, span, "it is wrong")
            .with_label("here")
            .with_help("do it right");
        let index = LineIndex::new(text);
        assert_eq!(
            render_caret(&diagnostic, "file", &index, Style::Plain),
            expected
        );
    }

    #[test]
    fn carets_stand_under_the_flaw() {
        check(
            b"one\nmatch x m|(|",
            Span::new(14, 15),
            "error[area-flaw]: it is wrong\n --> file:2:11\n  |\n2 | match x m|(|\n  |           ^ here\n  |\nhelp: do it right\n",
        );
    }

    #[test]
    fn escapes_shift_the_carets() {
        check(
            b"\x01\xff!",
            Span::new(2, 3),
            "error[area-flaw]: it is wrong\n --> file:1:3\n  |\n1 | \\x01\\xff!\n  |         ^ here\n  |\nhelp: do it right\n",
        );
    }

    #[test]
    fn an_empty_span_at_the_end_gets_one_caret() {
        check(
            b"ab",
            Span::at(2),
            "error[area-flaw]: it is wrong\n --> file:1:3\n  |\n1 | ab\n  |   ^ here\n  |\nhelp: do it right\n",
        );
    }

    #[test]
    fn a_long_line_is_cut_around_the_flaw() {
        let mut text = vec![b'a'; 500];
        text[250] = b'X';
        let diagnostic = Diagnostic::new("r-r", Severity::Note, Span::new(250, 251), "t");
        let rendered = render_caret(&diagnostic, "f", &LineIndex::new(&text), Style::Plain);
        let lines: Vec<&str> = rendered.lines().collect();
        assert_eq!(lines[3].chars().count(), "1 | ".len() + WINDOW + 2);
        let caret = lines[4].find('^').unwrap();
        assert_eq!(lines[3].chars().nth(caret), Some('X'));
    }

    #[test]
    fn color_is_written_only_when_asked_for() {
        let diagnostic = Diagnostic::new("r-r", Severity::Error, Span::at(0), "t");
        let index = LineIndex::new(b"x");
        assert!(render_caret(&diagnostic, "f", &index, Style::Color).contains("\x1b[1;31m"));
        assert!(!render_caret(&diagnostic, "f", &index, Style::Plain).contains('\x1b'));
    }
}
