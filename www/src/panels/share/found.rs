//! What may be confidential in the fingerprint, with a choice for each value.

use std::collections::BTreeSet;

use sflens::results::{ConfidentialRecord, RedactionRecord};
use yew::prelude::*;

/// The values that stay as they are.
pub(super) type Kept = BTreeSet<String>;

/// See the head of this file.
pub(super) fn render_found(
    redaction: &RedactionRecord,
    kept: &Kept,
    onchange: &Callback<Kept>,
) -> Html {
    if redaction.found.is_empty() {
        return html! {
            <p class="tool__lead">
                { "Nothing was found in the fingerprint that reads like a host name, an address, a \
                   cookie or a date. Look it over all the same." }
            </p>
        };
    }
    let (none, all) = (onchange.clone(), onchange.clone());
    let values: Kept = redaction
        .found
        .iter()
        .map(|one| one.value.clone())
        .collect();
    html! {
        <>
            <p class="tool__lead">
                { "This may be confidential. What is ticked is replaced by a stand-in of the same \
                   length; your own fingerprint stays as it is." }
            </p>
            <p class="tool__row">
                <button type="button" class="button button--small"
                    onclick={Callback::from(move |_: MouseEvent| none.emit(Kept::new()))}>
                    { "Replace all" }
                </button>
                <button type="button" class="button button--small"
                    onclick={Callback::from(move |_: MouseEvent| all.emit(values.clone()))}>
                    { "Replace nothing" }
                </button>
            </p>
            <ul class="tool__list share__found" aria-label="Perhaps confidential">
                { for redaction.found.iter().map(|found| render_value(found, kept, onchange)) }
            </ul>
            if redaction.left > 0 {
                <p class="tool__fault" role="alert">
                    { format!("{} could not be replaced, because the paste writes them in escapes.", redaction.left) }
                </p>
            }
        </>
    }
}

fn render_value(found: &ConfidentialRecord, kept: &Kept, onchange: &Callback<Kept>) -> Html {
    let value = found.value.clone();
    let is_kept = kept.contains(&value);
    let onclick = {
        let (kept, onchange) = (kept.clone(), onchange.clone());
        Callback::from(move |_: MouseEvent| {
            let mut kept = kept.clone();
            if !kept.remove(&value) {
                kept.insert(value.clone());
            }
            onchange.emit(kept);
        })
    };
    let times = match found.places.len() {
        1 => String::new(),
        n => format!(", {n} times"),
    };
    html! {
        <li>
            <label class="tool__row">
                <input type="checkbox" checked={!is_kept} {onclick} />
                <code translate="no">{ &found.value }</code>
                <span class="tool__note">{ format!("{}{times}", found.kind) }</span>
                if !is_kept {
                    <span class="aside">{ "becomes" }</span>
                    <code class="share__stand-in" translate="no">{ format!("→ {}", found.stand_in) }</code>
                }
            </label>
        </li>
    }
}

/// The numbers of the lines that hold a value which was replaced in the fingerprint.
pub(super) fn lines_that_tell(lines: &str, redaction: &RedactionRecord, kept: &Kept) -> Vec<u32> {
    let replaced = redaction
        .found
        .iter()
        .filter(|one| !kept.contains(&one.value));
    let values: Vec<&str> = replaced.map(|one| one.value.as_str()).collect();
    let tells = |line: &str| {
        // In a pattern a dot is escaped.
        let line = line.replace("\\.", ".");
        values.iter().any(|value| has_word(&line, value))
    };
    let numbered = lines.lines().zip(1..);
    numbered
        .filter(|(line, _)| tells(line))
        .map(|(_, number)| number)
        .collect()
}

/// True where `word` stands in `line` as a word of its own.
fn has_word(line: &str, word: &str) -> bool {
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_');
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        is_edge(before) && is_edge(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_holds_a_replaced_value_is_named() {
        let found = ["stage.example", "10.0.0.7", "tage"].map(|value| ConfidentialRecord {
            kind: "host name".into(),
            value: value.into(),
            stand_in: "x".repeat(value.len()),
            places: Vec::new(),
        });
        let redaction = RedactionRecord {
            found: found.to_vec(),
            ..RedactionRecord::default()
        };
        let lines = "match a m|^220 | p/Stage/\nmatch a m|^220 stage\\.example|\n# 10.0.0.7\n";
        let kept = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
        assert_eq!(lines_that_tell(lines, &redaction, &Kept::new()), [2, 3]);
        assert_eq!(
            lines_that_tell(lines, &redaction, &kept(&["10.0.0.7"])),
            [2]
        );
    }
}
