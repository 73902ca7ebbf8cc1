//! Bytes that all patterns of the installed probes file take once they are compiled, ours by an
//! allocator that counts, PCRE2's by its own account.
#![allow(missing_docs, reason = "a program")]

use oracle::pcre2::Code;
use oracle::probes_file::installed_patterns;
use sflens::matcher::{Program, compile_pattern};
use sflens::pattern::parse_pattern;
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

struct Counting;

static LIVE: AtomicUsize = AtomicUsize::new(0);

// SAFETY: all calls go to the system's allocator as they came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        LIVE.fetch_add(layout.size(), Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn main() {
    let patterns = installed_patterns();
    let theirs: usize = patterns
        .iter()
        .map(|real| Code::new(&real.text, real.flags).expect("compiles").size())
        .sum();
    let mut programs: Vec<Program> = Vec::with_capacity(patterns.len());
    let before = LIVE.load(Relaxed);
    for real in &patterns {
        let pattern = parse_pattern(&real.text, real.flags).expect("parses");
        programs.push(compile_pattern(&pattern));
    }
    let ours = LIVE.load(Relaxed) - before + programs.len() * size_of::<Program>();
    println!("{} patterns", programs.len());
    println!("ours: {ours} bytes");
    println!(
        "PCRE2: {theirs} bytes, ratio {:.2}",
        ours as f64 / theirs as f64
    );
}
