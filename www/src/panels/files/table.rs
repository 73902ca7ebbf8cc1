//! The table of fingerprints: heads that sort, and a page of rows.

use std::rc::Rc;

use yew::prelude::*;

use crate::model::files::{Column, Entry, Row, View};
use crate::panels::line::render_verdict;

/// Hosts of one row that are listed.
const MAX_HOSTS: usize = 200;

const COLUMNS: [(Column, &str); 6] = [
    (Column::Host, "Host"),
    (Column::Port, "Port"),
    (Column::Probes, "Probes"),
    (Column::Verdict, "Nmap would report"),
    (Column::Nearest, "Nearest line"),
    (Column::Date, "Scanned"),
];

/// What [`Table`] shows.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct TableProps {
    /// The rows of this page.
    pub rows: Rc<[Row]>,
    /// All fingerprints.
    pub entries: Rc<Vec<Rc<Entry>>>,
    /// How the user looks at it.
    pub view: View,
    /// The text of the fingerprint that is open.
    pub opened: Rc<str>,
    /// Called with another way to look at it.
    pub onview: Callback<View>,
    /// Called with the fingerprint to open.
    pub onopen: Callback<Rc<Entry>>,
}

/// See the head of this file.
#[component]
pub(super) fn Table(props: &TableProps) -> Html {
    // The first entry of the row whose hosts are listed.
    let unfolded = use_state(|| None::<usize>);
    let fold = {
        let unfolded = unfolded.clone();
        Callback::from(move |first: usize| {
            unfolded.set((*unfolded != Some(first)).then_some(first));
        })
    };
    html! {
        <div class="list__scroll" role="region" aria-label="Table of fingerprints" tabindex="0">
            <table class="list__table">
                <thead>
                    <tr>{ for COLUMNS.iter().map(|column| render_head(column, props)) }</tr>
                </thead>
                <tbody>
                    { for props.rows.iter().map(|row| {
                        let is_unfolded = *unfolded == Some(row.first());
                        render_row(row, props, is_unfolded, &fold)
                    }) }
                </tbody>
            </table>
        </div>
    }
}

fn render_head((column, name): &(Column, &'static str), props: &TableProps) -> Html {
    let view = &props.view;
    let (sorted, mark) = match (view.sort == *column, view.descending) {
        (false, _) => ("none", ""),
        (true, false) => ("ascending", " ↑"),
        (true, true) => ("descending", " ↓"),
    };
    let next = view.sorted_by(*column);
    let onclick = props.onview.reform(move |_: MouseEvent| next.clone());
    html! {
        <th scope="col" class={cell_class(*column)} aria-sort={sorted}>
            <button type="button" class="list__sort" {onclick}>
                { *name }<span aria-hidden="true">{ mark }</span>
            </button>
        </th>
    }
}

fn cell_class(column: Column) -> &'static str {
    match column {
        Column::Probes => "list__probes",
        Column::Nearest => "list__nearest",
        Column::Date => "list__date",
        _ => "list__cell",
    }
}

fn render_row(row: &Row, props: &TableProps, is_unfolded: bool, fold: &Callback<usize>) -> Html {
    let Some(entry) = props.entries.get(row.first()) else {
        return Html::default();
    };
    let verdict = row.verdict.as_deref();
    let is_open = entry.text == props.opened;
    let nearest = verdict.and_then(|verdict| verdict.nearest.clone());
    html! {
        <>
            <tr key={row.first()} class={is_open.then_some("list__open-row")} aria-current={is_open.then_some("true")}>
                <th scope="row" class="list__cell">
                    { render_open(entry, &props.onopen) }
                    { render_more(row, is_unfolded, fold) }
                </th>
                <td class="list__cell">{ entry.port() }</td>
                <td class="list__probes">{ &*entry.probes }</td>
                <td class="list__cell">
                    if let Some(verdict) = verdict {
                        { render_verdict(verdict.sign, &says(verdict)) }
                    }
                    if !entry.record.complete {
                        <span class="list__damaged">{ "damaged" }</span>
                    }
                </td>
                <td class="list__nearest">{ nearest }</td>
                <td class="list__date">{ entry.date() }</td>
            </tr>
            if is_unfolded {
                { render_hosts(row, props) }
            }
        </>
    }
}

/// `hard, ftp WU-FTPD 2.1, line 1`.
fn says(verdict: &crate::model::files::EntryVerdict) -> String {
    let service = Some(verdict.service.as_str()).filter(|service| !service.is_empty());
    let parts = [Some(verdict.state), service, verdict.line.as_deref()];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    parts.join(", ")
}

fn host(entry: &Entry) -> &str {
    match entry.host() {
        "" => "no host named",
        host => host,
    }
}

fn render_open(entry: &Rc<Entry>, onopen: &Callback<Rc<Entry>>) -> Html {
    let name = format!("{}, open {}", host(entry), entry.port());
    let opened = entry.clone();
    let onclick = onopen.reform(move |_: MouseEvent| opened.clone());
    html! {
        <button type="button" class="list__open" aria-label={name} {onclick}>
            { host(entry) }
        </button>
    }
}

/// What stands for the further hosts of the row, and lists them.
fn render_more(row: &Row, is_unfolded: bool, fold: &Callback<usize>) -> Html {
    let first = row.first();
    let onclick = fold.reform(move |_: MouseEvent| first);
    match row.entries.len() {
        0 | 1 => Html::default(),
        n => html! {
            <button
                type="button"
                class="button button--quiet button--small list__more"
                aria-expanded={if is_unfolded { "true" } else { "false" }}
                {onclick}
            >
                { format!("and {} more", n - 1) }
            </button>
        },
    }
}

fn render_hosts(row: &Row, props: &TableProps) -> Html {
    let entries = row
        .entries
        .iter()
        .skip(1)
        .filter_map(|idx| props.entries.get(*idx));
    let n_left = (row.entries.len() - 1).saturating_sub(MAX_HOSTS);
    html! {
        <tr key={format!("hosts-{}", row.first())}>
            <td colspan={COLUMNS.len().to_string()} class="list__hosts">
                <ul class="list__host-names">
                    { for entries.take(MAX_HOSTS).map(|entry| html! {
                        <li>{ render_open(entry, &props.onopen) }</li>
                    }) }
                    if n_left > 0 {
                        <li>{ format!("and {n_left} more: group no longer to see them") }</li>
                    }
                </ul>
            </td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{fingerprint, response};
    use crate::testing::{render, text_of};

    fn show(view: View) -> String {
        let entry = |host: &str| {
            let mut record = fingerprint(vec![response("NULL", b"a")]);
            record.host = Some(host.into());
            Rc::new(Entry::new(1, format!("text of {host}"), record))
        };
        render::<Table>(TableProps {
            rows: [Row {
                entries: vec![0, 1],
                verdict: None,
            }]
            .into(),
            entries: Rc::new(vec![entry("10.0.0.7"), entry("10.0.0.8")]),
            view,
            opened: "text of 10.0.0.7".into(),
            onview: Callback::noop(),
            onopen: Callback::noop(),
        })
    }

    #[test]
    fn a_row_names_its_hosts_and_says_which_is_open() {
        let html = show(View::default());
        let text = text_of(&html);
        assert!(text.contains("10.0.0.7and 1 more21/tcpNULL"), "{text}");
        assert!(html.contains(r#"aria-current="true""#), "{html}");
        assert!(
            html.contains(r#"aria-label="10.0.0.7, open 21/tcp""#),
            "{html}"
        );
    }

    #[test]
    fn the_sorted_column_says_so() {
        let html = show(View::default().sorted_by(Column::Port));
        assert_eq!(html.matches(r#"aria-sort="ascending""#).count(), 1);
        assert_eq!(html.matches(r#"aria-sort="none""#).count(), 5);
    }
}
