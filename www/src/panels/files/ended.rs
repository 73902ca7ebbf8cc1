//! What is to be said of files that were read: nothing in them, unreadable, stopped.

use yew::prelude::*;

use crate::model::files::Ended;
use crate::widgets::render_prose;

/// Files that are named before the rest is only counted.
const NAMED: usize = 5;

/// Nothing where there is nothing to say.
pub(super) fn render_ended(ended: &[Ended], ondismiss: &Callback<MouseEvent>) -> Html {
    if ended.is_empty() {
        return Html::default();
    }
    let n_more = ended.len().saturating_sub(NAMED);
    html! {
        <section class="card card__part files__ended" aria-label="About the files">
            <ul class="files__words">
                { for ended.iter().take(NAMED).map(|ended| html! { <li>{ render_one(ended) }</li> }) }
                if n_more > 0 {
                    <li>{ format!("and {n_more} more files without a fingerprint") }</li>
                }
            </ul>
            <button type="button" class="button button--small" onclick={ondismiss}>
                { "Dismiss" }
            </button>
        </section>
    }
}

fn render_one(ended: &Ended) -> Html {
    let (file, title, help) = match ended {
        Ended::Nothing { file, title, help } => (file, title.to_string(), help.to_string()),
        Ended::Unreadable { file, reason } => {
            (file, "it could not be read".to_owned(), reason.to_string())
        }
        Ended::Stopped { file, fault: None } => (
            file,
            "stopped here; what was found is kept".to_owned(),
            String::new(),
        ),
        Ended::Stopped {
            file,
            fault: Some(said),
        } => {
            let title = "stopped here by a fault in sflens; what was found is kept";
            (file, title.to_owned(), said.to_string())
        }
    };
    html! {
        <>
            <strong>{ &**file }</strong>
            { ": " }
            { render_prose(&title) }
            if !help.is_empty() {
                <span class="files__help">{ " (" }{ render_prose(&help) }{ ")" }</span>
            }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{render_html, text_of};

    fn show(ended: &[Ended]) -> String {
        text_of(&render_html(render_ended(ended, &Callback::noop())))
    }

    fn nothing(file: &str) -> Ended {
        Ended::Nothing {
            file: file.into(),
            title: "grepable output carries no fingerprint".into(),
            help: "use `-oX`".into(),
        }
    }

    #[test]
    fn a_file_without_a_fingerprint_says_why() {
        let said = "scan.gnmap: grepable output carries no fingerprint (use -oX)Dismiss";
        assert_eq!(show(&[nothing("scan.gnmap")]), said);
        assert_eq!(show(&[]), "");
    }

    #[test]
    fn many_files_are_counted() {
        let said = show(&vec![nothing("a"); 9]);
        assert!(said.contains("and 4 more files"), "{said}");
    }

    #[test]
    fn a_stop_says_that_nothing_is_lost() {
        let file: std::rc::Rc<str> = "a".into();
        let fault = None;
        let said = show(&[Ended::Stopped { file, fault }]);
        assert!(said.contains("what was found is kept"), "{said}");
    }
}
