//! The order of jobs: one in flight, and of each kind of request the newest waiting. Who asks for
//! the same as a job that waits shares its answer.
//!
//! ```text
//! push(A1) push(A2) push(A3) push(B1)     A1 in flight; waiting: A3, B1 (A2 was never sent)
//! push(B1)                                the same, and B1 has two to tell
//! ```

use std::mem::{Discriminant, discriminant};

use crate::protocol::Request;

/// One request with what is to be done when it ends, by each who asked.
pub(super) struct Job<D> {
    /// Counts up from 1.
    pub(super) id: u32,
    /// What is asked.
    pub(super) request: Request,
    /// Called with the outcome, each at most once.
    pub(super) done: Vec<D>,
}

/// The jobs that have no outcome yet.
pub(super) struct Queue<D> {
    last_id: u32,
    in_flight: Option<Job<D>>,
    waiting: Vec<Job<D>>,
}

impl<D> Queue<D> {
    /// No jobs.
    pub(super) fn new() -> Self {
        Self {
            last_id: 0,
            in_flight: None,
            waiting: Vec::new(),
        }
    }

    /// Joins a waiting job with an equal request; else adds one behind the others and drops a
    /// waiting one of the same kind unsent. One in flight is not joined, since the probes files may
    /// have changed since it was sent.
    pub(super) fn push(&mut self, request: Request, done: D) {
        let mut waiting = self.waiting.iter_mut();
        if let Some(same) = waiting.find(|job| job.request == request) {
            return same.done.push(done);
        }
        self.last_id = self.last_id.wrapping_add(1);
        let kind = kind(&request);
        self.waiting.retain(|job| self::kind(&job.request) != kind);
        self.waiting.push(Job {
            id: self.last_id,
            request,
            done: vec![done],
        });
    }

    /// The job to send now; `None` while one is in flight and when none waits.
    pub(super) fn send_next(&mut self) -> Option<&Job<D>> {
        if self.in_flight.is_some() || self.waiting.is_empty() {
            return None;
        }
        self.in_flight = Some(self.waiting.remove(0));
        self.in_flight.as_ref()
    }

    /// True when a job waits, whether or not one is in flight.
    pub(super) fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Takes out the job in flight if it has this number.
    pub(super) fn finish(&mut self, id: u32) -> Option<Job<D>> {
        self.in_flight.take_if(|job| job.id == id)
    }

    /// Takes out the job in flight, because its worker is gone.
    pub(super) fn abandon(&mut self) -> Option<Job<D>> {
        self.in_flight.take()
    }
}

/// What is asked about probes files, and about rules, differs by its first byte.
fn kind(request: &Request) -> (Discriminant<Request>, Option<u8>) {
    let variant = match request {
        Request::Probes(bytes) | Request::Lint(bytes) => bytes.first().copied(),
        _ => None,
    };
    (discriminant(request), variant)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sflens::results::ResponseBytes;

    fn lines(text: &str) -> Request {
        Request::Evaluate {
            paste: String::new(),
            lines: text.to_owned(),
            starter_lines: false,
            release: String::new(),
            second_opinion: false,
            line: None,
        }
    }

    fn sent(queue: &mut Queue<()>) -> Option<(u32, Request)> {
        queue.send_next().map(|job| (job.id, job.request.clone()))
    }

    #[test]
    fn one_job_is_in_flight_at_a_time() {
        let mut queue = Queue::new();
        queue.push(lines("a"), ());
        queue.push(lines("b"), ());
        assert_eq!(sent(&mut queue), Some((2, lines("b"))));
        queue.push(lines("c"), ());
        assert_eq!(sent(&mut queue), None);
        assert!(queue.finish(2).is_some());
        assert_eq!(sent(&mut queue), Some((3, lines("c"))));
    }

    #[test]
    fn the_newest_waiting_job_replaces_older_ones_of_its_kind() {
        let mut queue = Queue::new();
        queue.push(lines("a"), ());
        queue.send_next();
        queue.push(lines("b"), ());
        queue.push(lines("c"), ());
        queue.finish(1);
        assert_eq!(sent(&mut queue), Some((3, lines("c"))));
        queue.finish(3);
        assert_eq!(sent(&mut queue), None);
    }

    #[test]
    fn who_asks_for_the_same_shares_the_job_that_waits() {
        let mut queue = Queue::new();
        queue.push(lines("a"), 1);
        queue.send_next();
        queue.push(lines("a"), 2);
        queue.push(lines("a"), 3);
        assert_eq!(queue.finish(1).map(|job| job.done), Some(vec![1]));
        assert!(queue.send_next().is_some());
        assert_eq!(queue.finish(2).map(|job| job.done), Some(vec![2, 3]));
        assert!(!queue.is_waiting());
    }

    #[test]
    fn requests_about_probes_are_of_one_kind_when_they_ask_the_same() {
        let about = |bytes: &[u8]| Request::Probes(ResponseBytes(bytes.to_vec()));
        let mut queue = Queue::new();
        queue.push(lines("a"), ());
        queue.send_next();
        queue.push(about(&[2, 0]), ());
        queue.push(about(&[2, 1]), ());
        queue.push(about(&[3]), ());
        queue.finish(1);
        assert_eq!(sent(&mut queue), Some((3, about(&[2, 1]))));
        queue.finish(3);
        assert_eq!(sent(&mut queue), Some((4, about(&[3]))));
    }

    #[test]
    fn a_stale_answer_finishes_nothing() {
        let mut queue = Queue::new();
        queue.push(lines("a"), ());
        queue.send_next();
        queue.abandon();
        queue.push(lines("b"), ());
        queue.send_next();
        assert!(queue.finish(1).is_none());
        assert!(queue.finish(2).is_some());
    }
}
