//! Why a job has no answer, in words that the page can show.

use std::fmt;

use super::TIME_LIMIT;
use crate::protocol::Request;

/// A job that has no answer, with the input that did it.
#[derive(Clone, Debug, PartialEq)]
pub struct Failed {
    /// What was asked.
    pub request: Request,
    /// Why there is no answer.
    pub failure: Failure,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Failure {
    /// It took longer than [`TIME_LIMIT`] and was stopped.
    TimedOut,
    /// A fault of ours stopped the worker.
    Panicked {
        /// What the fault said, for a report to us.
        message: String,
    },
    /// The part of the program that analyses could not be loaded.
    NotLoaded,
    /// The worker could not be started, for instance because its files cannot be loaded.
    NotStarted {
        /// What the browser said.
        message: String,
    },
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TimedOut => {
                let seconds = TIME_LIMIT / 1000;
                write!(f, "took longer than {seconds} s and was stopped")
            }
            Self::Panicked { message } => write!(f, "stopped by a fault in sflens: {message}"),
            Self::NotLoaded => f.write_str("the analysis could not be loaded"),
            Self::NotStarted { message } => {
                write!(f, "the analysis could not be started: {message}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stopped_job_names_the_limit() {
        let said = Failure::TimedOut.to_string();
        assert_eq!(said, "took longer than 3 s and was stopped");
    }
}
