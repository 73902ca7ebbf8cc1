//! PCRE2 as the reference of the pattern engine, and what a comparison with it needs.
//!
//! `pcre2` calls PCRE2 itself through its C interface, the only `unsafe` code of the project;
//! `probes_file` takes the patterns out of the probes file that Nmap installed; `lines` goes over
//! its lines one by one; `subjects` makes responses to try a pattern on; `patterns` makes random
//! patterns; `adversary` makes pairs that come near a limit; `compare` runs both engines on a pair;
//! `shrink` makes a difference small; `cut` takes a pattern apart at one of its items; `settings`
//! reads how much to do.
//!
//! Nothing of the probes file is kept: it is read at run time, and a difference is reported by
//! line number.

pub mod adversary;
mod classes;
pub mod compare;
pub mod cut;
pub mod lines;
pub mod patterns;
pub mod pcre2;
pub mod probes_file;
pub mod random;
pub mod settings;
pub mod shrink;
pub mod subjects;
