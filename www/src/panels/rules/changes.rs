//! Lines before and after a change, with what is different marked in both.

use yew::prelude::*;

use crate::model::Difference;
use crate::protocol::ChangedLine;

/// Of how many lines the changes are shown, at most all that are given.
pub fn render_changes(changed: &[ChangedLine], n_changed: u32) -> Html {
    let n_hidden = n_changed as usize - changed.len();
    html! {
        <>
            <ol class="changes" aria-label="Changes" translate="no" tabindex="0">
                { for changed.iter().map(render_change) }
            </ol>
            if n_hidden > 0 {
                <p class="card__note">{ format!("and {n_hidden} more lines") }</p>
            }
        </>
    }
}

fn render_change(line: &ChangedLine) -> Html {
    let (before, after) = halves(&line.before, &line.after);
    html! {
        <li class="changes__line">
            <span class="changes__number">{ format!("Line {}", line.number) }</span>
            <code class="changes__text changes__text--before">
                <span class="aside">{ "before: " }</span>
                { before[0] }<del>{ before[1] }</del>{ before[2] }
            </code>
            <code class="changes__text changes__text--after">
                <span class="aside">{ "after: " }</span>
                { after[0] }<ins>{ after[1] }</ins>{ after[2] }
            </code>
        </li>
    }
}

/// Both texts, each as what is before the change, the change, and what is behind it.
fn halves<'a>(before: &'a str, after: &'a str) -> ([&'a str; 3], [&'a str; 3]) {
    let difference = Difference::between(before, after);
    (difference.cut(before), difference.cut(after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{render_html, text_of};

    #[test]
    fn what_is_different_is_marked() {
        assert_eq!(
            halves("m|^a| v/1/ p/x/", "m|^a| p/x/ v/1/"),
            (["m|^a| ", "v/1/ p/x", "/"], ["m|^a| ", "p/x/ v/1", "/"])
        );
        assert_eq!(halves("é x", "è x"), (["", "é", " x"], ["", "è", " x"]));
    }

    #[test]
    fn lines_that_are_not_shown_are_counted() {
        let line = ChangedLine {
            number: 7,
            before: "a".to_owned(),
            after: "b".to_owned(),
        };
        let text = text_of(&render_html(render_changes(&[line], 4)));
        assert!(
            text.contains("Line 7") && text.contains("and 3 more lines"),
            "{text}"
        );
    }
}
