//! The view in which one works: what the user gave at the left, what follows from it at the right.

use yew::prelude::*;

use super::decode::{FingerprintCard, ResponseCards};
use super::line::{LineCard, LinesCard, ReportCard, report_in_words};
use super::notice::Notice;
use super::probes::{AllLinesSlot, ProbesSlot};
use super::welcome::Welcome;
use crate::hooks::{use_document, use_evaluation};
use crate::model::Phase;
use crate::widgets::render_live_region;

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
    let said = match (&evaluation.phase, shown) {
        (Phase::Ready, Some(fingerprint)) => report_in_words(fingerprint),
        _ => String::new(),
    };
    html! {
        <div class="workbench" hidden={props.hidden}>
            <Notice />
            <div class="workbench__columns">
                <div class="workbench__given">
                    <FingerprintCard />
                    <LinesCard />
                    <LineCard />
                    <ProbesSlot />
                </div>
                <div class="workbench__follows">
                    if shown.is_none() {
                        <Welcome />
                    } else {
                        <ReportCard />
                        <ResponseCards />
                        <AllLinesSlot />
                    }
                </div>
            </div>
            { render_live_region(&said) }
        </div>
    }
}
