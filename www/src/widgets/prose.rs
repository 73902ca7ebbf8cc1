//! Sentences with code in backticks.

use yew::prelude::*;

/// See the head of this file. A backtick without a partner stands for itself.
pub fn render_prose(text: &str) -> Html {
    let mut parts: Vec<&str> = text.split('`').collect();
    let unpaired = if parts.len().is_multiple_of(2) {
        parts.pop()
    } else {
        None
    };
    html! {
        <>
            { for parts.iter().enumerate().map(|(idx, part)| match idx % 2 {
                0 => html! { { *part } },
                _ => html! { <code class="inline">{ *part }</code> },
            }) }
            { unpaired.map(|rest| format!("`{rest}")) }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{render_html, text_of};

    #[track_caller]
    fn check(text: &'static str, n_codes: usize, shown: &str) {
        let html = render_html(render_prose(text));
        assert_eq!(html.matches("<code").count(), n_codes, "{html}");
        assert_eq!(text_of(&html), shown);
    }

    #[test]
    fn code_stands_in_backticks() {
        check("close it: `(a)` or `b`", 2, "close it: (a) or b");
        check("a lone ` stays", 0, "a lone ` stays");
        check("`a` and a lone `", 1, "a and a lone `");
    }
}
