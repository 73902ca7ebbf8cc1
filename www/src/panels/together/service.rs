//! The scans of one service: which they are, what each probe got, and what the lines make of all.

use sflens::results::{
    Report, ResponseRecord, ResponseRefRecord, ServiceLineRecord, ServiceRecord,
    ServiceResponseRecord,
};
use yew::prelude::*;

use super::varying::render_varying;
use crate::model::{line_name, port_name, scan_time};
use crate::widgets::{Shape, render_shape};

/// See the head of this file; `onchoose` shows one of the fingerprints.
pub(super) fn render_service(
    report: &Report,
    service: &ServiceRecord,
    onchoose: &Callback<usize>,
) -> Html {
    let scans = service.fingerprints.iter();
    html! {
        <div class="card__part together__service">
            <h3 class="together__name">{ name(report, service) }</h3>
            if service.host.is_none() {
                <p class="card__note">{ "The report names no host: they are taken for scans of one." }</p>
            }
            <p class="together__scans">
                { for scans.map(|idx| render_scan(report, *idx as usize, onchoose)) }
            </p>
            { for service.responses.iter().map(|response| render_response(report, response)) }
            if !service.lines.is_empty() {
                <ul class="together__lines">
                    { for service.lines.iter().map(|line| render_line(report, line)) }
                </ul>
            }
        </div>
    }
}

/// `21/tcp on 192.0.2.7`.
fn name(report: &Report, service: &ServiceRecord) -> String {
    let first = service.fingerprints.first();
    let first = first.and_then(|idx| report.fingerprints.get(*idx as usize));
    let port = first.map(port_name).unwrap_or_default();
    let tunnel = service.tunnel.as_ref().map_or("", |_| " inside TLS");
    match &service.host {
        Some(host) => format!("{port}{tunnel} on {host}"),
        None => format!("{port}{tunnel}"),
    }
}

/// A button that shows the fingerprint: `No. 2, 9 Mar 2025, 12:31 UTC`.
fn render_scan(report: &Report, idx: usize, onchoose: &Callback<usize>) -> Html {
    let time = report.fingerprints.get(idx).and_then(|found| found.time);
    let time = time.map(|time| format!(", {}", scan_time(time, None).utc));
    let onclick = onchoose.reform(move |_: MouseEvent| idx);
    html! {
        <button type="button" class="button button--small" {onclick}>
            { format!("No. {}{}", idx + 1, time.unwrap_or_default()) }
        </button>
    }
}

fn render_response(report: &Report, response: &ServiceResponseRecord) -> Html {
    let longest = record(report, response.longest);
    let bytes = longest.map_or(&b""[..], |longest| longest.bytes.0.as_slice());
    let differs = !response.varying.is_empty();
    html! {
        <div class="together__response">
            <p>
                <strong>{ &response.probe }</strong>
                { ": " }
                { words(response) }
            </p>
            if differs {
                { render_varying(bytes, &response.varying) }
            }
        </div>
    }
}

/// What is to be said of the responses to one probe.
fn words(response: &ServiceResponseRecord) -> String {
    let no = response.longest.fingerprint + 1;
    match (response.others.len(), response.varying.is_empty()) {
        (0, _) => format!("only in No. {no}"),
        (others, true) => format!(
            "{} responses, no difference; most of it is in No. {no}",
            others + 1
        ),
        (others, false) => format!(
            "{} responses. Of the longest, No. {no}, a pattern has to leave the marked bytes open",
            others + 1
        ),
    }
}

/// How a line does on all scans.
fn render_line(report: &Report, line: &ServiceLineRecord) -> Html {
    let n_matches = line.matches.len();
    let n_all = n_matches + line.misses.len();
    let (shape, sign) = match line.misses.is_empty() {
        true => (Shape::Disc, "together__all"),
        false => (Shape::HalfDisc, "together__some"),
    };
    let misses: Vec<String> = line.misses.iter().map(|at| place(report, *at)).collect();
    let missed = match misses.is_empty() {
        true => String::new(),
        false => format!("; not {}", misses.join(", ")),
    };
    html! {
        <li>
            <span class={sign}>{ render_shape(shape) }</span>
            { format!(" {} matches {n_matches} of {n_all}{missed}", line_name(&line.at.file, line.at.line)) }
        </li>
    }
}

/// `NULL of No. 2`.
fn place(report: &Report, at: ResponseRefRecord) -> String {
    let probe = record(report, at).map_or("", |response| response.probe.as_str());
    format!("{probe} of No. {}", at.fingerprint + 1)
}

fn record(report: &Report, at: ResponseRefRecord) -> Option<&ResponseRecord> {
    let fingerprint = report.fingerprints.get(at.fingerprint as usize)?;
    fingerprint.responses.get(at.response as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{render_html, text_of};
    use sflens::results::{LineSources, SourceFile, load_lines, match_files};

    const TWO: &str = "Nmap scan report for 192.0.2.7\n\
        SF-Port21-TCP:V=7.95%I=7%Time=67CD8A10%r(NULL,8,\"220\\x20id=1\")%r(Help,2,\"no\");\n\
        SF-Port21-TCP:V=7.95%I=7%Time=67CD9A10%r(NULL,9,\"220\\x20id=23\");\n";

    fn show(paste: &str, lines: &str) -> String {
        let file = |name, text| SourceFile { name, text };
        let lines = load_lines(&LineSources {
            lines: &[file("lines", lines.as_bytes())],
            ..LineSources::default()
        });
        let report = match_files(&lines, &[file("paste", paste.as_bytes())], false);
        let onchoose = Callback::noop();
        text_of(&render_html(render_service(
            &report,
            &report.services[0],
            &onchoose,
        )))
    }

    #[test]
    fn the_scans_of_a_service_are_compared() {
        let text = show(TWO, "");
        assert!(
            text.starts_with("21/tcp on 192.0.2.7No. 1, 9 Mar 2025"),
            "{text}"
        );
        let differing = "NULL: 2 responses. Of the longest, No. 2, a pattern has to leave the marked bytes open220 id=23";
        assert!(text.contains(differing), "{text}");
        assert!(text.contains("Help: only in No. 1"), "{text}");
    }

    #[test]
    fn a_line_says_what_it_misses() {
        let text = show(TWO, "match a m|^220 id=\\d$|\nmatch b m|^220 id=\\d+$|\n");
        assert!(
            text.contains("line 1 matches 1 of 2; not NULL of No. 2"),
            "{text}"
        );
        assert!(text.contains("line 2 matches 2 of 2"), "{text}");
    }

    #[test]
    fn a_host_that_is_not_named_is_told() {
        let (_, unnamed) = TWO.split_once('\n').expect("two lines");
        assert!(show(unnamed, "").contains("names no host"));
        assert!(!show(TWO, "").contains("names no host"));
    }
}
