//! The two cards.

use yew::prelude::*;

use super::notes::render_note;
use super::service::render_service;
use crate::hooks::{use_document, use_evaluation};
use crate::model::Action;
use crate::widgets::group_thousands;

/// Services and notes that are shown; the rest is counted.
const N_SHOWN: usize = 30;

/// See the head of this file.
#[component]
pub(super) fn Together() -> Html {
    let report = use_evaluation().last.report.clone();
    let onchoose = use_document().on(Action::ChooseFingerprint);
    let services = report.services.iter().take(N_SHOWN);
    let notes = report.match_notes.iter().take(N_SHOWN);
    html! {
        <>
            if !report.services.is_empty() {
                <section class="card together" aria-labelledby="services-title">
                    <div class="card__head">
                        <h2 class="card__title" id="services-title">{ "One service, several scans" }</h2>
                    </div>
                    { for services.map(|service| render_service(&report, service, &onchoose)) }
                    { render_rest(report.services.len(), "services") }
                </section>
            }
            if !report.match_notes.is_empty() {
                <section class="card together" aria-labelledby="notes-title">
                    <div class="card__head">
                        <h2 class="card__title" id="notes-title">{ "What Nmap noted of its matches" }</h2>
                    </div>
                    <ul class="together__notes">{ for notes.map(render_note) }</ul>
                    { render_rest(report.match_notes.len(), "notes") }
                </section>
            }
        </>
    }
}

fn render_rest(n_all: usize, what: &'static str) -> Html {
    match n_all.saturating_sub(N_SHOWN) {
        0 => Html::default(),
        n => {
            html! { <p class="card__foot">{ format!("and {} more {what}", group_thousands(n)) }</p> }
        }
    }
}
