//! The worker's answer to the document as it stands.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use sflens::template::Release;
use yew::prelude::*;

use super::document::{DocumentHandle, use_document};
use crate::model::{Evaluation, Phase, Texts, Token, TokenKind, is_large};
use crate::protocol::{LineToken, LineTokenKind, Reply, Request};
use crate::worker::{Client, Failed, Failure};

/// Milliseconds after which waiting is worth a word.
const SLOW_AFTER: u32 = 200;

/// Milliseconds for which a text must stand before a second opinion is asked for: that can take
/// long, and what is typed next would wait behind it.
const OPINION_AFTER: u32 = 500;

/// The last evaluation, and how it stands with the next.
#[derive(Clone)]
pub struct EvaluationHandle {
    /// The last one that came; it stays until the next.
    pub last: Rc<Evaluation>,
    /// Whether it is about the texts on the screen.
    pub phase: Phase,
    /// Asks again.
    pub retry: Callback<()>,
    /// Who answers.
    pub client: Client,
}

impl PartialEq for EvaluationHandle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.last, &other.last)
            && self.phase == other.phase
            && self.retry == other.retry
            && self.client == other.client
    }
}

/// What is asked: the same question has the same answer.
#[derive(Clone, Default, PartialEq)]
struct Question {
    texts: Texts,
    starter_lines: bool,
    release: Release,
    /// The number of the probes files that count.
    probes: u32,
    /// The line that is looked at, where only that is told in full.
    line: Option<u32>,
    /// Counts up when the user asks for the same once more.
    attempt: u32,
}

impl Question {
    fn of(document: &DocumentHandle, attempt: u32) -> Self {
        Self {
            texts: document.texts.clone(),
            starter_lines: document.uses_starter_lines(),
            release: document.release,
            probes: document.probes,
            line: is_large(&document.texts.lines).then_some(document.line_number),
            attempt,
        }
    }

    fn request(&self, second_opinion: bool) -> Request {
        Request::Evaluate {
            paste: self.texts.paste.to_string(),
            lines: self.texts.lines.to_string(),
            starter_lines: self.starter_lines,
            release: self.release.name().to_owned(),
            second_opinion,
            line: self.line,
        }
    }
}

/// What is known, each with the question that it belongs to.
#[derive(Clone, Default, PartialEq)]
struct Answers {
    ready: Option<(Question, Rc<Evaluation>)>,
    failed: Option<(Question, Rc<str>)>,
    slow: Option<Question>,
}

impl Answers {
    /// The evaluation of `question` when that lacks a second opinion.
    fn without_opinion(&self, question: &Question) -> Option<Rc<Evaluation>> {
        let (asked, evaluation) = self.ready.as_ref()?;
        (asked == question && evaluation.wants_opinion()).then(|| evaluation.clone())
    }

    fn phase(&self, question: &Question) -> Phase {
        let is_for = |other: &Question| other == question;
        if question.texts.are_blank() {
            return Phase::Idle;
        }
        match (&self.ready, &self.failed, &self.slow) {
            (Some((asked, _)), _, _) if is_for(asked) => Phase::Ready,
            (_, Some((asked, reason)), _) if is_for(asked) => Phase::Failed(reason.clone()),
            (_, _, Some(asked)) if is_for(asked) => Phase::Slow,
            _ => Phase::Running,
        }
    }
}

enum Event {
    Ready(Question, Rc<Evaluation>),
    Failed(Question, Rc<str>),
    Slow(Question),
}

impl Reducible for Answers {
    type Action = Event;

    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        let mut next = (*self).clone();
        match event {
            Event::Ready(question, evaluation) => next.ready = Some((question, evaluation)),
            Event::Failed(question, reason) => next.failed = Some((question, reason)),
            Event::Slow(question) => next.slow = Some(question),
        }
        Rc::new(next)
    }
}

/// What [`EvaluationProvider`] holds.
#[derive(Clone, PartialEq, Properties)]
pub struct EvaluationProviderProps {
    /// Who shares the evaluation.
    pub children: Html,
}

/// Asks the worker whenever the document's question changes.
#[component]
pub fn EvaluationProvider(props: &EvaluationProviderProps) -> Html {
    let client = use_memo((), |()| Client::start());
    let attempt = use_state(|| 0);
    let answers = use_reducer(Answers::default);
    let question = Question::of(&use_document(), *attempt);
    let none = use_memo((), |()| Rc::<Evaluation>::default());
    {
        let (client, dispatcher) = (client.clone(), answers.dispatcher());
        use_effect_with(question.clone(), move |question| {
            let watch = ask(&client, question.clone(), dispatcher);
            move || drop(watch)
        });
    }
    {
        let due = answers.without_opinion(&question);
        let (client, dispatcher) = (client.clone(), answers.dispatcher());
        use_effect_with((question.clone(), due), move |(question, due)| {
            let (question, due) = (question.clone(), due.clone());
            let watch = due.map(|due| ask_opinion(client, question, due, dispatcher));
            move || drop(watch)
        });
    }
    let retry = Callback::from(move |()| attempt.set(*attempt + 1));
    let handle = EvaluationHandle {
        last: match &answers.ready {
            Some((_, last)) => last.clone(),
            None => (*none).clone(),
        },
        phase: answers.phase(&question),
        retry,
        client: (*client).clone(),
    };
    html! {
        <ContextProvider<EvaluationHandle> context={handle}>
            { props.children.clone() }
        </ContextProvider<EvaluationHandle>>
    }
}

/// Sends the question off; the timeout says a word when the answer takes long, unless dropped.
fn ask(
    client: &Client,
    question: Question,
    answers: UseReducerDispatcher<Answers>,
) -> Option<Timeout> {
    if question.texts.are_blank() {
        let evaluation = Rc::new(Evaluation::default());
        answers.dispatch(Event::Ready(question, evaluation));
        return None;
    }
    let slow = (question.clone(), answers.clone());
    client.run(question.request(false), move |outcome| {
        answers.dispatch(match outcome {
            Ok(reply) => Event::Ready(question.clone(), Rc::new(read_reply(question, reply))),
            Err(failed) => Event::Failed(question, reason(&failed).into()),
        });
    });
    let (question, answers) = slow;
    let say = move || answers.dispatch(Event::Slow(question));
    Some(Timeout::new(SLOW_AFTER, say))
}

/// Asks for the same with a second opinion after a while, unless the timeout is dropped before.
fn ask_opinion(
    client: Rc<Client>,
    question: Question,
    last: Rc<Evaluation>,
    answers: UseReducerDispatcher<Answers>,
) -> Timeout {
    Timeout::new(OPINION_AFTER, move || {
        client.run(question.request(true), move |outcome| {
            let evaluation = match outcome {
                Ok(reply) => read_reply(question.clone(), reply),
                Err(_) => Evaluation {
                    opinion_failed: true,
                    ..(*last).clone()
                },
            };
            answers.dispatch(Event::Ready(question, Rc::new(evaluation)));
        });
    })
}

fn read_reply(question: Question, reply: Reply) -> Evaluation {
    let Reply::Evaluated {
        report,
        line_tokens,
        probes,
    } = reply
    else {
        // The reply to another kind of request; the worker numbers its replies as asked.
        return Evaluation::default();
    };
    Evaluation {
        texts: question.texts,
        starter_lines: question.starter_lines,
        report: Rc::new(report),
        tokens: line_tokens.iter().map(read_token).collect(),
        probes: probes.into_iter().map(Rc::new).collect(),
        opinion_failed: false,
    }
}

fn read_token(token: &LineToken) -> Token {
    let kind = match token.kind {
        LineTokenKind::Comment => TokenKind::Comment,
        LineTokenKind::Keyword => TokenKind::Keyword,
        LineTokenKind::Delimiter => TokenKind::Delimiter,
        LineTokenKind::Escape => TokenKind::Escape,
        LineTokenKind::Group(number) => TokenKind::Group(number),
        LineTokenKind::Substitution(number) => TokenKind::Substitution(number),
    };
    let (start, end) = (token.start, token.end);
    Token { start, end, kind }
}

fn reason(failed: &Failed) -> String {
    let failure = &failed.failure;
    match failure {
        Failure::NotLoaded => format!("{failure}; perhaps there is no network"),
        _ => format!("{failure}. This is a fault in sflens"),
    }
}

/// The evaluation of the document.
///
/// # Panics
///
/// Outside an [`EvaluationProvider`], which is around the whole page.
#[hook]
pub fn use_evaluation() -> EvaluationHandle {
    use_context().expect("the page is inside an EvaluationProvider")
}
