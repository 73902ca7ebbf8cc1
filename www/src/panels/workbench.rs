//! The view in which one works: what the user gave at the left, what follows from it at the right,
//! and at the left below what can be done with it; one under the other on a narrow page.

use std::rc::Rc;

use sflens::results::FingerprintRecord;
use yew::prelude::*;

use super::decode::{FingerprintCard, ResponseCards};
use super::drafts::DRAFTS;
use super::files::FILES;
use super::line::{LineCard, LinesCard, ReportCard, report_in_words};
use super::notice::Notice;
use super::probes::{AllLinesSlot, ProbesSlot};
use super::rules::RulesSlot;
use super::share::SHARE;
use super::together::TogetherSlot;
use super::tour::render_stop;
use super::welcome::Welcome;
use crate::hooks::{Given, use_document, use_evaluation, use_frames, use_given};
use crate::model::{Linted, Phase, Same, Tool};
use crate::persist::is_list_kept;
use crate::widgets::{Lazy, LiveRegion};

/// What [`Workbench`] shows.
#[derive(Clone, PartialEq, Properties)]
pub struct WorkbenchProps {
    /// Another view is shown, and this one only keeps its state.
    pub hidden: bool,
}

/// See the head of this file.
#[component]
pub fn Workbench(props: &WorkbenchProps) -> Html {
    let document = use_document();
    let evaluation = use_evaluation();
    let shown = evaluation.last.fingerprint(document.fingerprint_idx);
    let was_kept = use_memo((), |()| is_list_kept());
    let (_, given) = use_given().last();
    let is_needed = *was_kept || given != Given::Nothing;
    // A browser compiles what is first called: one part after the other.
    let n_parts = use_frames(3, 1);
    let linted = use_state(Rc::<Linted>::default);
    let stop = |at: usize| render_stop(document.tour, at);
    html! {
        <div class="workbench" hidden={props.hidden}>
            <Notice />
            <div>
                { match document.tool {
                    Some(Tool::Drafts) => html! { <Lazy<()> key="drafts" view={DRAFTS} with={()} /> },
                    Some(Tool::Share) => html! { <Lazy<()> key="share" view={SHARE} with={()} /> },
                    None => Html::default(),
                } }
            </div>
            { render_files(is_needed) }
            <div class="workbench__columns">
                <div class="workbench__given">
                    { stop(0) }
                    <FingerprintCard />
                    if n_parts > 1 {
                        { stop(2) }
                        <LinesCard linted={Same((*linted).clone())} />
                        { stop(3) }
                        <LineCard />
                    }
                </div>
                <div class="workbench__follows">
                    if n_parts < 3 {
                        <></>
                    } else if shown.is_none() {
                        <TogetherSlot />
                        <Welcome />
                    } else {
                        { stop(4) }
                        <ReportCard />
                        <TogetherSlot />
                        { stop(1) }
                        <ResponseCards />
                        <AllLinesSlot />
                    }
                </div>
                <div class="workbench__tools">
                    if n_parts > 2 {
                        <RulesSlot onlint={linted.setter()} />
                        <ProbesSlot />
                    }
                </div>
            </div>
            <LiveRegion text={said(&evaluation.phase, shown, &evaluation.last.refused_lines())} />
        </div>
    }
}

/// Everything about files, from when it is first needed on.
fn render_files(is_needed: bool) -> Html {
    match is_needed {
        true => html! { <Lazy<()> view={FILES} with={()} /> },
        false => Html::default(),
    }
}

/// What a screen reader is told of `shown`; nothing while the answer is due.
fn said(phase: &Phase, shown: Option<&FingerprintRecord>, refused: &[u32]) -> Option<AttrValue> {
    match (phase, shown) {
        (Phase::Running | Phase::Slow, _) => None,
        (Phase::Ready, Some(fingerprint)) => Some(report_in_words(fingerprint, refused).into()),
        (Phase::Idle | Phase::Ready | Phase::Failed(_), _) => Some(AttrValue::Static("")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{fingerprint, verdict};

    #[test]
    fn nothing_new_is_said_while_the_answer_is_due() {
        let mut known = fingerprint(vec![]);
        known.verdict = Some(verdict());
        let words = |phase| said(&phase, Some(&known), &[]);
        assert_eq!(words(Phase::Running), None);
        assert_eq!(words(Phase::Slow), None);
        assert_eq!(
            words(Phase::Ready),
            Some(report_in_words(&known, &[]).into())
        );
        assert_eq!(words(Phase::Failed("x".into())), Some("".into()));
        assert_eq!(said(&Phase::Idle, None, &[]), Some("".into()));
    }
}
