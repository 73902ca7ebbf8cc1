//! The fields that Nmap would fill, with the captures that they came from.

use sflens::results::VerdictRecord;
use yew::prelude::*;

use super::captures::field_marks;
use super::point::PointAt;
use crate::model::{LINES, Linked, Pointed};
use crate::widgets::{Mark, Overlay, render_marked};

/// One field as a row.
struct Row {
    name: &'static str,
    letter: &'static str,
    text: String,
    marks: Vec<Mark>,
}

/// See the head of this file. Fields that are not filled have no row. The name of a field that
/// captures filled is a button that points at them.
pub(super) fn render_fields(
    verdict: &VerdictRecord,
    linked: &Linked,
    onpoint: &Callback<Option<Pointed>>,
) -> Html {
    let line = own_line(verdict);
    let lit_numbers = linked.groups_of(line);
    html! {
        <dl class="fields">
            { for rows(verdict).into_iter().map(|row| {
                let groups = line.map(|line| groups_of(&row, line));
                let overlay = Overlay {
                    lit_numbers: lit_numbers.clone(),
                    ..Overlay::of_marks(row.marks.clone())
                };
                html! {
                    <div class="fields__field">
                        <dt>{ render_name(&row, groups.filter(|_| !row.marks.is_empty()), onpoint) }</dt>
                        <dd class="fields__value">{ render_marked(&row.text, &overlay) }</dd>
                    </div>
                }
            }) }
        </dl>
    }
}

/// The user's line that decided, if one of theirs did.
pub(super) fn own_line(verdict: &VerdictRecord) -> Option<u32> {
    let decided = verdict.decided_by.as_ref()?;
    (decided.at.file == LINES).then_some(decided.at.line)
}

fn groups_of(row: &Row, line: u32) -> Pointed {
    let mut numbers: Vec<u8> = row.marks.iter().map(|mark| mark.number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    Pointed::Groups { line, numbers }
}

fn render_name(row: &Row, groups: Option<Pointed>, onpoint: &Callback<Option<Pointed>>) -> Html {
    let name = html! {
        <>
            { row.name }
            if !row.letter.is_empty() {
                <code class="fields__letter" aria-hidden="true">{ row.letter }</code>
            }
        </>
    };
    let Some(groups) = groups else {
        return html! { <span class="fields__name">{ name }</span> };
    };
    let PointAt {
        onmouseenter,
        onmouseleave,
        onfocus,
        onblur,
    } = PointAt::new(onpoint, groups);
    html! {
        <button
            type="button"
            class="fields__name fields__name--linked"
            {onmouseenter}
            {onmouseleave}
            {onfocus}
            {onblur}
        >
            { name }
        </button>
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
        let html = render_html(render_fields(
            &verdict(),
            &Linked::default(),
            &Callback::noop(),
        ));
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
