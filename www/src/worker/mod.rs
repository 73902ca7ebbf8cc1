//! The worker, from both sides.
//!
//! Page side: [`Client`] starts a worker, numbers jobs, sends one at a time, gives each
//! [`TIME_LIMIT`], stops a worker that hangs or panics, starts the next, and says which request
//! did it. `queue` holds the order of jobs and knows nothing of browsers.
//!
//! ```text
//! run(A) run(B) run(C)      A is sent; B waits; C replaces B, which is of the same kind
//! Done A                    C is sent
//! no answer for 3 s         the worker is terminated, C fails with TimedOut, a new one starts
//! ```
//!
//! [`FilesClient`] holds a worker that reads files or surveys what was found; it ends when dropped.
//!
//! Worker side: [`serve`] takes messages and `dispatch` answers them with plain Rust. All of
//! `dispatch` is in the part `analysis`, which the first request loads; until it has come the page's
//! clock for the answer stands still (`loading`). What only the panel of the probes files asks is in a
//! part of its own (`probes_part`); `loaded_probes` holds these files as they were read. `later`
//! answers what is asked now and then, from a part of its own too, and `lint` what is about house rules.
//! What is about files of fingerprints is in the part `files_worker`. `among_many` keeps an answer
//! about a whole probes file in the editor short.

mod among_many;
mod client;
mod dispatch;
mod failure;
mod files;
mod files_client;
mod host;
mod later;
mod lint;
mod loaded_probes;
mod loading;
mod panic;
mod probes;
mod probes_part;
mod queue;
mod serve;

pub use client::{Client, Outcome, TIME_LIMIT};
pub use failure::{Failed, Failure};
pub use files_client::FilesClient;
pub use panic::report_page_panics;
pub use probes::set_probes;
pub use serve::{is_in_worker, serve};
