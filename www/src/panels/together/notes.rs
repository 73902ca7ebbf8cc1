//! One match that Nmap noted, with the line of the loaded file that it came from.

use sflens::results::{MatchNoteRecord, NotedLineRecord};
use yew::prelude::*;

use crate::model::line_name;
use crate::widgets::{CopyButton, Shape, render_shape};

/// See the head of this file.
pub(super) fn render_note(note: &MatchNoteRecord) -> Html {
    let (shape, sign, kind) = match note.soft {
        true => (Shape::HalfDisc, "together__some", "soft match"),
        false => (Shape::Disc, "together__all", "hard match"),
    };
    let fields = [&note.product, &note.version, &note.info];
    let fields: Vec<&str> = fields.into_iter().flatten().map(String::as_str).collect();
    html! {
        <li class="card__part">
            <p>
                <strong>{ format!("{}:{}", note.host, note.port) }</strong>
                { " " }
                <span class={sign}>{ render_shape(shape) }{ " " }{ kind }</span>
                { format!(", {} {}", note.service, fields.join(" ")) }
            </p>
            <p class="card__note">{ words(note) }</p>
            { render_line(note) }
        </li>
    }
}

/// `Line 12 among those of NULL matched the response to Help.`
fn words(note: &MatchNoteRecord) -> String {
    let line = match note.line {
        Some(number) => format!("Line {number}"),
        None => "A line".to_owned(),
    };
    let MatchNoteRecord { list, probe, .. } = note;
    format!("{line} among those of {list} matched the response to {probe}.")
}

fn render_line(note: &MatchNoteRecord) -> Html {
    match &note.in_file {
        Some(line) => render_file_line(line),
        None if note.line.is_some() => html! {
            <p class="card__note">{ "Open the probes file of that scan to see the line." }</p>
        },
        None => Html::default(),
    }
}

fn render_file_line(line: &NotedLineRecord) -> Html {
    let name = line_name(&line.file, line.line);
    let said = match line.fits {
        true => format!("{name}:"),
        false => format!("{name} is another line: the scan was made with another file."),
    };
    html! {
        <>
            <p>{ said }</p>
            <code class="line__pattern" translate="no">{ &line.text }</code>
            if line.fits {
                <CopyButton text={line.text.clone()} what="the line, to change it" label="Copy the line" />
            }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{render_html, text_of};
    use sflens::results::{LineSources, SourceFile, load_lines, match_files};

    const PROBES: &[u8] = b"Probe TCP NULL q||\nmatch ftp m|^220 a|\n";

    fn show(note: &str, probes: &[SourceFile<'_>]) -> String {
        let lines = load_lines(&LineSources {
            probes,
            ..LineSources::default()
        });
        let text = note.as_bytes();
        let report = match_files(
            &lines,
            &[SourceFile {
                name: "paste",
                text,
            }],
            false,
        );
        text_of(&render_html(render_note(&report.match_notes[0])))
    }

    const NOTE: &str = "Service scan match (Probe NULL matched with NULL line 2): 192.0.2.7:21 is ftp.  \
        Version: |Acme|2||\n";

    #[test]
    fn the_line_that_matched_stands_beside_the_note() {
        let (name, text) = ("mine", PROBES);
        let shown = show(NOTE, &[SourceFile { name, text }]);
        assert!(
            shown.starts_with("192.0.2.7:21  hard match, ftp Acme 2"),
            "{shown}"
        );
        assert!(
            shown.contains("mine, line 2:match ftp m|^220 a|Copy the line"),
            "{shown}"
        );
    }

    #[test]
    fn a_line_of_another_file_is_told() {
        let (name, text) = ("mine", PROBES);
        let note = NOTE.replace("is ftp", "is ssh");
        let shown = show(&note, &[SourceFile { name, text }]);
        assert!(shown.contains("is another line"), "{shown}");
    }

    #[test]
    fn without_a_file_it_is_asked_for() {
        assert!(show(NOTE, &[]).contains("Open the probes file"));
    }
}
