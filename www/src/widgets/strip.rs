//! A run of bytes as one line: marks, control bytes, NULs and high bytes at a glance.
//!
//! ```text
//! ▒▒▒▒████▒▒▒▒▒▒▒▒▒██████▒▒▒▒▒████▒▒▒▒▒▒▒▒▒▐▌////
//! text mark         mark      mark     CR LF  not stored
//! ```

use std::ops::Range;

use yew::prelude::*;

use super::marks::{Mark, Overlay};

/// Cells of a strip at most; a long run puts several bytes into one cell.
const MAX_CELLS: usize = 320;

/// See the head of this file. There were `n_whole` bytes before some were cut off; `label` says
/// what the picture shows to those who do not see it. Each run says which bytes it stands for
/// (`data-bytes`), and its group; those that `overlay` lights have a frame.
pub fn render_strip(bytes: &[u8], n_whole: usize, overlay: &Overlay, label: String) -> Html {
    let n_whole = n_whole.max(bytes.len()).max(1);
    let cells = cells(bytes, n_whole, &overlay.marks);
    let runs = cells.chunk_by(|a, b| a == b);
    let first = |cell: usize| cell * n_whole / cells.len();
    let is_stored = |cell: usize| first(cell).min(bytes.len());
    let mut x = 0;
    html! {
        <svg
            class="strip"
            role="img"
            aria-label={label}
            viewBox={format!("0 0 {} 6", cells.len())}
            preserveAspectRatio="none"
        >
            { for runs.map(|run| {
                let own = is_stored(x)..is_stored(x + run.len());
                let rect = render_run(run[0], x, run.len(), own);
                x += run.len();
                rect
            }) }
            { for lit_ranges(overlay).map(|lit| render_lit(&lit, n_whole, cells.len())) }
        </svg>
    }
}

/// What a cell shows: a mark if one is in it, else what most of its bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Cell {
    Missing,
    Text,
    High,
    Control,
    Nul,
    Mark(u8),
}

fn cells(bytes: &[u8], n_whole: usize, marks: &[Mark]) -> Vec<Cell> {
    let n_cells = n_whole.min(MAX_CELLS);
    let first = |cell: usize| cell * n_whole / n_cells;
    let cell = |idx: usize| {
        let range = first(idx)..first(idx + 1);
        most_telling(range.map(|at| cell_of(bytes, at, marks)).collect())
    };
    (0..n_cells).map(cell).collect()
}

fn most_telling(mut cells: Vec<Cell>) -> Cell {
    cells.sort_unstable();
    match cells.last() {
        Some(Cell::Mark(number)) => Cell::Mark(*number),
        _ => (cells.chunk_by(|a, b| a == b))
            .max_by_key(|run| run.len())
            .map_or(Cell::Missing, |run| run[0]),
    }
}

fn cell_of(bytes: &[u8], at: usize, marks: &[Mark]) -> Cell {
    let covers = |mark: &&Mark| mark.start <= at && at < mark.end;
    let innermost = marks
        .iter()
        .filter(covers)
        .min_by_key(|mark| mark.end - mark.start);
    match (innermost, bytes.get(at)) {
        (_, None) => Cell::Missing,
        (Some(mark), _) => Cell::Mark(mark.number),
        (_, Some(0)) => Cell::Nul,
        (_, Some(1..0x20 | 0x7f)) => Cell::Control,
        (_, Some(0x80..)) => Cell::High,
        (_, Some(_)) => Cell::Text,
    }
}

/// The bytes that are lit: those pointed at, and those of lit groups.
fn lit_ranges(overlay: &Overlay) -> impl Iterator<Item = Range<usize>> {
    let is_lit = |mark: &&Mark| overlay.lit_numbers.contains(&mark.number);
    let marks = overlay.marks.iter().filter(is_lit);
    let lit = overlay.lit.clone().into_iter();
    lit.chain(marks.map(|mark| mark.start..mark.end))
}

fn render_lit(lit: &Range<usize>, n_whole: usize, n_cells: usize) -> Html {
    let x = lit.start * n_cells / n_whole;
    let end = (lit.end * n_cells).div_ceil(n_whole);
    let width = end.saturating_sub(x).max(1);
    html! {
        <rect class="strip__lit" x={x.to_string()} y="0" width={width.to_string()} height="6" />
    }
}

fn render_run(cell: Cell, x: usize, n_cells: usize, bytes: Range<usize>) -> Html {
    let group = match cell {
        Cell::Mark(number) => Some(number.to_string()),
        _ => None,
    };
    let class = match cell {
        Cell::Missing => "strip__missing".to_owned(),
        Cell::Text => "strip__text".to_owned(),
        Cell::High => "strip__high".to_owned(),
        Cell::Control => "strip__control".to_owned(),
        Cell::Nul => "strip__nul".to_owned(),
        Cell::Mark(number) => format!("strip__mark strip__mark--{number}"),
    };
    html! {
        <rect
            {class}
            x={x.to_string()}
            y="0"
            width={n_cells.to_string()}
            height="6"
            data-group={group}
            data-bytes={(!bytes.is_empty()).then(|| format!("{}-{}", bytes.start, bytes.end))}
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_byte_has_its_cell() {
        let mark = Mark {
            start: 1,
            end: 2,
            number: 3,
        };
        let cells = cells(b"ab\0\r\xff", 6, &[mark]);
        let expected = [
            Cell::Text,
            Cell::Mark(3),
            Cell::Nul,
            Cell::Control,
            Cell::High,
            Cell::Missing,
        ];
        assert_eq!(cells, expected);
    }

    #[test]
    fn a_run_says_which_bytes_it_stands_for() {
        let mark = Mark {
            start: 4,
            end: 9,
            number: 1,
        };
        let overlay = Overlay {
            lit: Some(0..3),
            lit_numbers: vec![1],
            ..Overlay::of_marks(vec![mark])
        };
        let bytes = b"220 stage FTP";
        let html = crate::testing::render_html(render_strip(bytes, 13, &overlay, String::new()));
        for part in [
            r#"data-bytes="0-4""#,
            r#"data-group="1" data-bytes="4-9""#,
            r#"data-bytes="9-13""#,
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert_eq!(html.matches("strip__lit").count(), 2);
    }

    #[test]
    fn a_cell_of_many_bytes_shows_a_mark_or_what_most_are() {
        let mut bytes = vec![b'a'; 64_000];
        bytes[200..350].fill(0);
        let mark = Mark {
            start: 1_000,
            end: 1_001,
            number: 2,
        };
        let cells = cells(&bytes, bytes.len(), &[mark]);
        assert_eq!(cells.len(), MAX_CELLS);
        assert_eq!(cells[..3], [Cell::Text, Cell::Nul, Cell::Text]);
        assert_eq!(cells[5], Cell::Mark(2));
    }
}
