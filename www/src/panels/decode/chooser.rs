//! One of several fingerprints.

use sflens::results::{FingerprintRecord, Report, VerdictRecord};
use yew::prelude::*;

use crate::hooks::chosen_index;

/// Nothing where there is no choice; else the one that is `chosen`, and a way to list them all.
pub(super) fn render_chooser(
    report: &Report,
    chosen: usize,
    onchoose: &Callback<usize>,
    onlist: &Callback<MouseEvent>,
) -> Html {
    let fingerprints = &report.fingerprints;
    if fingerprints.len() < 2 {
        return Html::default();
    }
    let chosen = chosen.min(fingerprints.len() - 1);
    let onchange = onchoose.reform(|event: Event| chosen_index(&event));
    html! {
        <p class="chooser">
            <label class="chooser__label" for="fingerprint-choice">
                { format!("{} fingerprints. Show", fingerprints.len()) }
            </label>
            <select id="fingerprint-choice" class="chooser__field" {onchange}>
                { for fingerprints.iter().enumerate().map(|(idx, fingerprint)| html! {
                    <option selected={idx == chosen} value={idx.to_string()}>
                        { name(fingerprint) }
                    </option>
                }) }
            </select>
            <button type="button" class="button button--small" onclick={onlist}>
                { "List them" }
            </button>
        </p>
    }
}

/// `● ftp, 21/tcp on 10.0.0.7: 2 responses`.
fn name(fingerprint: &FingerprintRecord) -> String {
    let port = crate::model::port_name(fingerprint);
    let host = fingerprint.host.as_ref().map(|host| format!(" on {host}"));
    let responses = match fingerprint.responses.len() {
        0 => "no responses".to_owned(),
        1 => "1 response".to_owned(),
        n => format!("{n} responses"),
    };
    let mark = fingerprint.verdict.as_ref().map(mark);
    format!(
        "{}{port}{}: {responses}",
        mark.unwrap_or_default(),
        host.unwrap_or_default()
    )
}

/// `● ftp, `: what Nmap would report; an option holds no drawing.
fn mark(verdict: &VerdictRecord) -> String {
    let sign = match verdict.state.as_str() {
        "hard" => '●',
        "soft" | "tls" => '◐',
        _ => '○',
    };
    let service = verdict.service.as_deref().unwrap_or("not recognized");
    format!("{sign} {service}, ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{fingerprint, response, verdict};
    use crate::testing::{render_html, text_of};

    #[test]
    fn a_choice_is_offered_only_among_several() {
        let mut second = fingerprint(vec![]);
        second.host = Some("10.0.0.7".into());
        second.verdict = Some(verdict());
        let show = |fingerprints| {
            let report = Report {
                fingerprints,
                ..Report::default()
            };
            text_of(&render_html(render_chooser(
                &report,
                0,
                &Callback::noop(),
                &Callback::noop(),
            )))
        };
        let first = fingerprint(vec![response("NULL", b"x")]);
        assert_eq!(show(vec![first.clone()]), "");
        let text = show(vec![first, second]);
        assert!(
            text.contains("21/tcp: 1 response● ftp, 21/tcp on 10.0.0.7: no responses"),
            "{text}"
        );
    }
}
