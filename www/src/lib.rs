//! The page of sflens: a yew application, and the worker that does all analysis for it.
//!
//! `bin/app.rs` is the program of both; everything it does is here.

pub mod app;
pub mod hooks;
pub mod lazy;
pub mod model;
pub mod panels;
pub mod persist;
pub mod protocol;
#[cfg(test)]
pub(crate) mod testing;
pub mod widgets;
pub mod worker;
