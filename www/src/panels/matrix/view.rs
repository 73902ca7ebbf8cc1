//! The table: a row for each line, a column for each response, a sign in each cell. One stop of the
//! Tab key; arrow keys, Home and End move among the cells, Enter leads to the line.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::cell::Cell;
use crate::hooks::{DocumentHandle, use_document, use_evaluation};
use crate::model::{Action, Evaluation, ResponseVerdict, response_verdicts};

/// Rows that are drawn before one asks for the rest.
const SHOWN_AT_FIRST: usize = 100;

/// One line with what it did on each response.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    line: u32,
    cells: Vec<(Cell, String)>,
}

/// See the head of this file.
#[component]
pub(super) fn Matrix() -> Html {
    let document = use_document();
    let last = use_evaluation().last;
    let all_shown = use_state(|| false);
    let current = use_state(|| (0, 0));
    let probes = probes_of(&last, document.fingerprint_idx);
    let rows = rows_of(&last, document.fingerprint_idx, probes.len());
    if rows.is_empty() {
        return html! { <p class="matrix__none">{ "No line was tried yet." }</p> };
    }
    let n_shown = if *all_shown {
        rows.len()
    } else {
        SHOWN_AT_FIRST.min(rows.len())
    };
    let rest = rows.len() - n_shown;
    let show_all = Callback::from(move |_: MouseEvent| all_shown.set(true));
    let onkeydown = move_by_keys(&current, n_shown, probes.len());
    let row = |(idx, row): (usize, &Row)| render_row(idx, row, *current, &current, &document);
    html! {
        <div class="matrix">
            <div class="matrix__scroll" tabindex="-1">
                <table class="matrix__table" role="grid" aria-label="Lines and responses" {onkeydown}>
                    <thead>
                        <tr>
                            <th scope="col">{ "Line" }</th>
                            { for probes.iter().map(|probe| render_probe(probe)) }
                        </tr>
                    </thead>
                    <tbody>{ for rows.iter().take(n_shown).enumerate().map(row) }</tbody>
                </table>
            </div>
            if rest > 0 {
                <button type="button" class="button button--small" onclick={show_all}>
                    { format!("Show {rest} more lines") }
                </button>
            }
            { render_legend(&rows) }
        </div>
    }
}

/// The head of a column; a long name may be cut.
fn render_probe(probe: &str) -> Html {
    html! {
        <th scope="col" title={probe.to_owned()}>
            <span class="matrix__probe">{ probe }</span>
        </th>
    }
}

fn probes_of(last: &Evaluation, fingerprint_idx: usize) -> Vec<String> {
    let responses = last.fingerprint(fingerprint_idx).map(|one| &one.responses);
    let names = responses.into_iter().flatten().map(|one| one.probe.clone());
    names.collect()
}

/// The rows in the order of the lines; a refused line is refused on every response.
fn rows_of(last: &Evaluation, fingerprint_idx: usize, n_responses: usize) -> Vec<Row> {
    let tried = response_verdicts(last, fingerprint_idx);
    let refused = last.refused_lines();
    let mut lines: Vec<u32> = tried.iter().map(|verdict| verdict.line).collect();
    lines.extend(&refused);
    lines.sort_unstable();
    lines.dedup();
    let mut by_place: Vec<&ResponseVerdict> = tried.iter().collect();
    by_place.sort_by_key(|verdict| (verdict.line, verdict.response_idx));
    let cell = |line: u32, response_idx: usize| {
        if refused.contains(&line) {
            return (Cell::Refused, Cell::Refused.words().to_owned());
        }
        let place = by_place
            .binary_search_by_key(&(line, response_idx), |one| (one.line, one.response_idx));
        match place {
            Ok(idx) => (Cell::of(&by_place[idx].record), by_place[idx].words.clone()),
            Err(_) => (Cell::NotSeen, Cell::NotSeen.words().to_owned()),
        }
    };
    let row = |line: u32| Row {
        line,
        cells: (0..n_responses).map(|idx| cell(line, idx)).collect(),
    };
    lines.into_iter().map(row).collect()
}

fn cell_id(row: usize, column: usize) -> String {
    format!("matrix-{row}-{column}")
}

fn render_row(
    row_idx: usize,
    row: &Row,
    current: (usize, usize),
    set: &UseStateHandle<(usize, usize)>,
    document: &DocumentHandle,
) -> Html {
    let line = row.line;
    let is_looked_at = document.line_number == line;
    let cell = |(column, (cell, words)): (usize, &(Cell, String))| {
        let (set, document) = (set.setter(), document.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            set.set((row_idx, column));
            document.apply(Action::LookAtLine(line));
            show_line();
        });
        html! {
            <td>
                <button
                    type="button"
                    class="matrix__cell"
                    id={cell_id(row_idx, column)}
                    tabindex={if current == (row_idx, column) { "0" } else { "-1" }}
                    title={words.clone()}
                    aria-label={format!("{}: {words}", cell.words())}
                    {onclick}
                >
                    { cell.render() }
                </button>
            </td>
        }
    };
    html! {
        <tr class={classes!(is_looked_at.then_some("matrix__row--current"))}>
            <th scope="row">{ line }</th>
            { for row.cells.iter().enumerate().map(cell) }
        </tr>
    }
}

/// Brings the card of the line into view.
fn show_line() {
    if let Some(title) = gloo_utils::document().get_element_by_id("line-title") {
        title.scroll_into_view_with_bool(false);
    }
}

fn move_by_keys(
    current: &UseStateHandle<(usize, usize)>,
    n_rows: usize,
    n_columns: usize,
) -> Callback<KeyboardEvent> {
    let current = current.clone();
    Callback::from(move |event: KeyboardEvent| {
        let Some(next) = next_cell(&event.key(), *current, n_rows, n_columns) else {
            return;
        };
        event.prevent_default();
        current.set(next);
        let cell = gloo_utils::document().get_element_by_id(&cell_id(next.0, next.1));
        if let Some(cell) = cell.and_then(|cell| cell.dyn_into::<HtmlElement>().ok()) {
            // A cell that cannot take the focus is marked all the same.
            let _ = cell.focus();
        }
    })
}

/// The cell to which a key leads.
fn next_cell(
    key: &str,
    (row, column): (usize, usize),
    n_rows: usize,
    n_columns: usize,
) -> Option<(usize, usize)> {
    let (last_row, last_column) = (n_rows.checked_sub(1)?, n_columns.checked_sub(1)?);
    let (row, column) = (row.min(last_row), column.min(last_column));
    match key {
        "ArrowUp" => Some((row.saturating_sub(1), column)),
        "ArrowDown" => Some(((row + 1).min(last_row), column)),
        "ArrowLeft" => Some((row, column.saturating_sub(1))),
        "ArrowRight" => Some((row, (column + 1).min(last_column))),
        "Home" => Some((row, 0)),
        "End" => Some((row, last_column)),
        _ => None,
    }
}

/// The signs that are in the table, with their words.
fn render_legend(rows: &[Row]) -> Html {
    let is_there = |cell: &Cell| {
        rows.iter()
            .flat_map(|row| &row.cells)
            .any(|(own, _)| own == cell)
    };
    let shown = Cell::ALL.into_iter().filter(is_there);
    html! {
        <ul class="verdicts matrix__legend" aria-label="Signs">
            { for shown.map(|cell| html! { <li>{ cell.render() }{ format!(" {}", cell.words()) }</li> }) }
        </ul>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{fingerprint, outcome, response};
    use sflens::results::{LineOutcome, Report};
    use std::rc::Rc;

    #[test]
    fn each_line_has_a_cell_for_each_response() {
        let mut banner = response("NULL", b"a");
        banner.user_lines = Some(vec![
            outcome(1, LineOutcome::NoMatch),
            outcome(3, LineOutcome::Taken),
        ]);
        let mut help = response("Help", b"b");
        help.user_lines = Some(vec![outcome(3, LineOutcome::NotSeen)]);
        let report = Report {
            fingerprints: vec![fingerprint(vec![banner, help])],
            ..Report::default()
        };
        let last = Evaluation {
            report: Rc::new(report),
            ..Evaluation::default()
        };
        let rows = rows_of(&last, 0, 2);
        let cells = |idx: usize| {
            rows[idx]
                .cells
                .iter()
                .map(|(cell, _)| *cell)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            (rows[0].line, cells(0)),
            (1, vec![Cell::Miss, Cell::NotSeen])
        );
        assert_eq!(
            (rows[1].line, cells(1)),
            (3, vec![Cell::Hard, Cell::NotSeen])
        );
        assert_eq!(probes_of(&last, 0), ["NULL", "Help"]);
    }

    #[test]
    fn keys_move_within_the_table() {
        for (key, from, to) in [
            ("ArrowRight", (0, 0), (0, 1)),
            ("ArrowRight", (0, 1), (0, 1)),
            ("ArrowDown", (1, 1), (2, 1)),
            ("ArrowUp", (0, 1), (0, 1)),
            ("End", (2, 0), (2, 1)),
            ("Home", (2, 1), (2, 0)),
            ("ArrowLeft", (9, 9), (2, 0)),
        ] {
            assert_eq!(next_cell(key, from, 3, 2), Some(to), "{key} {from:?}");
        }
        assert_eq!(next_cell("a", (0, 0), 3, 2), None);
        assert_eq!(next_cell("Home", (0, 0), 0, 0), None);
    }
}
