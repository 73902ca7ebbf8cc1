//! A question to the worker beside the evaluation, and its answer.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use sflens::results::Wire;
use yew::prelude::*;

use super::evaluation::use_evaluation;
use crate::protocol::{Later, Reply, from_bytes};
use crate::worker::{Client, Outcome};

/// How it stands with an answer.
#[derive(Debug)]
pub enum Asked<T> {
    /// It has not come.
    Waiting,
    /// It is here.
    Ready(Rc<T>),
    /// There is none, for this reason.
    Failed(Rc<str>),
}

impl<T> Clone for Asked<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Waiting => Self::Waiting,
            Self::Ready(answer) => Self::Ready(answer.clone()),
            Self::Failed(reason) => Self::Failed(reason.clone()),
        }
    }
}

impl<T: Wire> Asked<T> {
    fn of(outcome: Outcome) -> Self {
        match outcome {
            Ok(Reply::Later(bytes)) => match from_bytes(&bytes.0) {
                Some(answer) => Self::Ready(Rc::new(answer)),
                None => Self::Failed("the answer cannot be read".into()),
            },
            Ok(Reply::Evaluated { .. } | Reply::Probes(_)) => {
                Self::Failed("it answers another question".into())
            }
            Err(failed) => Self::Failed(failed.failure.to_string().into()),
        }
    }
}

/// Asks, and calls `done` with the answer; not where a newer question of the same kind, but not the
/// same one, took its place.
pub(super) fn ask_later<Q: Later>(
    client: &Client,
    question: &Q,
    done: impl FnOnce(Asked<Q::Answer>) + 'static,
) {
    client.run(question.request(), move |outcome| done(Asked::of(outcome)));
}

/// The answer to `question`; asks again whenever it changes. Components that are shown together ask
/// the same, or questions of different kinds: others would take each other's place.
#[hook]
pub fn use_asked<Q: Later + Clone + PartialEq + 'static>(question: Q) -> Asked<Q::Answer>
where
    Q::Answer: 'static,
{
    let client = use_evaluation().client;
    let known = use_state(|| None::<(Q, Asked<Q::Answer>)>);
    {
        let known = known.setter();
        use_effect_with(question.clone(), move |question| {
            let asked = question.clone();
            ask_later(&client, question, move |answer| {
                known.set(Some((asked, answer)));
            });
        });
    }
    match &*known {
        Some((asked, answer)) if *asked == question => answer.clone(),
        _ => Asked::Waiting,
    }
}

/// The newest answer, with the question that it is to.
pub struct Newest<Q: Later> {
    /// It stays until the next.
    pub last: Option<Rc<(Q, Q::Answer)>>,
    /// Why the newest question has no answer.
    pub fault: Option<Rc<str>>,
}

/// Asks `question` when it has stood for `pause` milliseconds. Nothing is asked without one.
#[hook]
pub fn use_newest<Q: Later + Clone + PartialEq + 'static>(
    question: Option<Q>,
    pause: u32,
) -> Newest<Q>
where
    Q::Answer: 'static,
{
    let client = use_evaluation().client;
    let last = use_state(|| None::<Rc<(Q, Q::Answer)>>);
    let fault = use_state(|| None::<Rc<str>>);
    {
        let (last, fault) = (last.setter(), fault.setter());
        use_effect_with(question, move |question| {
            let due = question.clone().map(|question| {
                Timeout::new(pause, move || {
                    client.run(
                        question.request(),
                        move |outcome| match Asked::<Q::Answer>::of(outcome) {
                            Asked::Ready(answer) => {
                                let answer = Rc::into_inner(answer);
                                last.set(answer.map(|answer| Rc::new((question, answer))));
                                fault.set(None);
                            }
                            Asked::Failed(reason) => fault.set(Some(reason)),
                            Asked::Waiting => {}
                        },
                    );
                })
            });
            move || drop(due)
        });
    }
    Newest {
        last: (*last).clone(),
        fault: (*fault).clone(),
    }
}
