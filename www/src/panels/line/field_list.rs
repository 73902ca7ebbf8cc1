//! The fields that Nmap would fill, with the captures that they came from.

use sflens::results::VerdictRecord;
use yew::prelude::*;

use super::captures::field_marks;
use crate::widgets::{Mark, render_marked};

/// One field as a row.
struct Row {
    name: &'static str,
    letter: &'static str,
    text: String,
    marks: Vec<Mark>,
}

/// See the head of this file. Fields that are not filled have no row.
pub(super) fn render_fields(verdict: &VerdictRecord) -> Html {
    html! {
        <dl class="fields">
            { for rows(verdict).into_iter().map(|row| html! {
                <div class="fields__field">
                    <dt class="fields__name">
                        { row.name }
                        if !row.letter.is_empty() {
                            <code class="fields__letter" aria-hidden="true">{ row.letter }</code>
                        }
                    </dt>
                    <dd class="fields__value">{ render_marked(&row.text, &row.marks) }</dd>
                </div>
            }) }
        </dl>
    }
}

fn rows(verdict: &VerdictRecord) -> Vec<Row> {
    let plain = |name, value: &Option<String>| {
        let text = value.clone()?;
        let (letter, marks) = ("", Vec::new());
        Some(Row {
            name,
            letter,
            text,
            marks,
        })
    };
    let field = |name, letter, key, value: &Option<String>| {
        let text = value.clone()?;
        let marks = field_marks(&verdict.substitutions, key, None);
        Some(Row {
            name,
            letter,
            text,
            marks,
        })
    };
    let single = [
        plain("service", &verdict.service),
        plain("tunnel", &verdict.tunnel),
        field("product", "p", "product", &verdict.product),
        field("version", "v", "version", &verdict.version),
        field("info", "i", "info", &verdict.info),
        field("host name", "h", "hostname", &verdict.hostname),
        field("OS", "o", "os", &verdict.os),
        field("device type", "d", "device_type", &verdict.device_type),
    ];
    let cpes = verdict.cpe.iter().enumerate().map(|(idx, text)| Row {
        name: "CPE",
        letter: "cpe:",
        text: text.clone(),
        marks: field_marks(&verdict.substitutions, "cpe", Some(idx as u32)),
    });
    single.into_iter().flatten().chain(cpes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::verdict;
    use crate::testing::{render_html, text_of};

    #[test]
    fn each_filled_field_has_its_row_and_its_numbers() {
        let html = render_html(render_fields(&verdict()));
        let text = text_of(&html);
        assert!(
            text.starts_with("serviceftpproductpStagehand ftpdversionv2.1WU(1)2"),
            "{text}"
        );
        assert!(
            text.ends_with("CPEcpe:cpe:/a:stagehand:ftpd:2.1wu%281%292"),
            "{text}"
        );
        assert!(!text.contains("device type"), "{text}");
    }
}
