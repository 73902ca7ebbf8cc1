//! PCRE2 without JIT, with the limits Nmap sets.
//!
//! Safety of all calls below: every pointer handed to PCRE2 is either null where its manual
//! allows it, a live object that PCRE2 itself made, or a slice with its length; objects are freed
//! once, in `Drop`, by their own function.

use pcre2_sys as sys;
use sflens::matcher::{Captures, Limit, Limits, MatchOutcome};
use sflens::pattern::PatternFlags;
use sflens::source::Span;
use std::ptr::{null, null_mut};

/// What PCRE2 10.46 answers, by a slip, to `(*ACCEPT)` in an assertion that is left in a call.
const STRAY_ACCEPT: i32 = -999;

/// A pattern that PCRE2 compiled.
pub struct Code {
    code: *mut sys::pcre2_code_8,
}

/// A pattern that PCRE2 compiled, with memory to match it.
pub struct Reference {
    code: Code,
    data: *mut sys::pcre2_match_data_8,
    context: *mut sys::pcre2_match_context_8,
}

/// PCRE2's number and place of a fault in a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// PCRE2's error number.
    pub code: i32,
    /// Offset in the pattern where PCRE2 stopped.
    pub offset: usize,
}

/// What PCRE2 knows about the first byte of a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstByte {
    /// This byte, in either case when the pattern is caseless.
    Always(u8),
    /// Any, but only at the start or behind a line feed.
    AtLineStart,
    /// Nothing.
    Unknown,
}

/// PCRE2's version and date, such as `10.46 2025-08-27`.
pub fn version() -> String {
    let mut text = [0u8; 64];
    // SAFETY: the buffer is longer than any version PCRE2 writes (its manual asks for 24 bytes).
    let n = unsafe { sys::pcre2_config_8(sys::PCRE2_CONFIG_VERSION, text.as_mut_ptr().cast()) };
    let n = usize::try_from(n).expect("PCRE2 knows its version");
    String::from_utf8_lossy(&text[..n.saturating_sub(1)]).into_owned()
}

impl Code {
    /// Compiles a pattern as Nmap does.
    pub fn new(pattern: &[u8], flags: PatternFlags) -> Result<Self, Refusal> {
        let mut options = 0;
        if flags.caseless {
            options |= sys::PCRE2_CASELESS;
        }
        if flags.dotall {
            options |= sys::PCRE2_DOTALL;
        }
        let (mut error, mut offset) = (0, 0);
        // SAFETY: see the head of this file.
        let code = unsafe {
            sys::pcre2_compile_8(
                pattern.as_ptr(),
                pattern.len(),
                options,
                &mut error,
                &mut offset,
                null_mut(),
            )
        };
        match code.is_null() {
            true => Err(Refusal {
                code: error,
                offset,
            }),
            false => Ok(Self { code }),
        }
    }

    /// Bytes of memory that the compiled pattern takes.
    pub fn size(&self) -> usize {
        let mut size = 0usize;
        // SAFETY: for this item PCRE2 writes one `size_t`.
        unsafe {
            sys::pcre2_pattern_info_8(self.code, sys::PCRE2_INFO_SIZE, (&raw mut size).cast());
        }
        size
    }
}

impl Drop for Code {
    fn drop(&mut self) {
        // SAFETY: see the head of this file.
        unsafe { sys::pcre2_code_free_8(self.code) }
    }
}

impl Reference {
    /// Compiles a pattern as Nmap does.
    pub fn new(pattern: &[u8], flags: PatternFlags, limits: &Limits) -> Result<Self, Refusal> {
        let code = Code::new(pattern, flags)?;
        // SAFETY: see the head of this file.
        let (data, context) = unsafe {
            let context = sys::pcre2_match_context_create_8(null_mut());
            sys::pcre2_set_match_limit_8(context, limits.match_limit);
            sys::pcre2_set_depth_limit_8(context, limits.depth_limit);
            sys::pcre2_set_heap_limit_8(context, limits.heap_limit);
            let data = sys::pcre2_match_data_create_from_pattern_8(code.code, null_mut());
            (data, context)
        };
        Ok(Self {
            code,
            data,
            context,
        })
    }

    /// Searches `subject` from its start.
    pub fn match_response(&mut self, subject: &[u8]) -> MatchOutcome {
        let n = self.run(subject);
        match n {
            sys::PCRE2_ERROR_NOMATCH => MatchOutcome::NoMatch,
            sys::PCRE2_ERROR_MATCHLIMIT => MatchOutcome::LimitHit(Limit::Match),
            sys::PCRE2_ERROR_DEPTHLIMIT => MatchOutcome::LimitHit(Limit::Depth),
            sys::PCRE2_ERROR_HEAPLIMIT => MatchOutcome::LimitHit(Limit::Heap),
            sys::PCRE2_ERROR_RECURSELOOP => MatchOutcome::LimitHit(Limit::EndlessCall),
            STRAY_ACCEPT => MatchOutcome::NoMatch,
            n if n > 0 => MatchOutcome::Matched(self.captures()),
            n => panic!("PCRE2 answers with error {n}"),
        }
    }

    /// The bare call, for timing: PCRE2's return code.
    pub fn run(&mut self, subject: &[u8]) -> i32 {
        // Of an empty subject PCRE2 10.46 may read a byte that it does not use; an empty slice
        // need not point to memory.
        let place = if subject.is_empty() { b"\0\0" } else { subject };
        // SAFETY: see the head of this file.
        unsafe {
            sys::pcre2_match_8(
                self.code.code,
                place.as_ptr(),
                subject.len(),
                0,
                0,
                self.data,
                self.context,
            )
        }
    }

    fn captures(&mut self) -> Captures {
        // SAFETY: PCRE2 keeps two offsets for each of `n` pairs as long as the match data lives.
        let pairs = unsafe {
            let n = sys::pcre2_get_ovector_count_8(self.data) as usize;
            std::slice::from_raw_parts(sys::pcre2_get_ovector_pointer_8(self.data), 2 * n)
        };
        let span = |pair: &[usize]| {
            (pair[0] != usize::MAX).then(|| Span {
                start: pair[0] as u32,
                end: pair[1] as u32,
            })
        };
        Captures {
            groups: pairs.chunks_exact(2).map(span).collect(),
        }
    }

    /// Number of capture groups.
    pub fn n_groups(&self) -> usize {
        self.info(sys::PCRE2_INFO_CAPTURECOUNT) as usize
    }

    /// Whether PCRE2 says that the pattern could match the empty string.
    pub fn can_match_empty(&self) -> bool {
        self.info(sys::PCRE2_INFO_MATCHEMPTY) != 0
    }

    /// PCRE2's lower bound for the length of a match.
    pub fn min_length(&self) -> u32 {
        self.info(sys::PCRE2_INFO_MINLENGTH)
    }

    /// Whether a match can only start at offset 0.
    pub fn is_anchored(&self) -> bool {
        self.info(sys::PCRE2_INFO_ALLOPTIONS) & sys::PCRE2_ANCHORED != 0
    }

    /// What PCRE2 knows about the first byte of a match.
    pub fn first_byte(&self) -> FirstByte {
        match self.info(sys::PCRE2_INFO_FIRSTCODETYPE) {
            1 => FirstByte::Always(self.info(sys::PCRE2_INFO_FIRSTCODEUNIT) as u8),
            2 => FirstByte::AtLineStart,
            _ => FirstByte::Unknown,
        }
    }

    /// The byte that has to follow, if PCRE2 knows one.
    pub fn last_byte(&self) -> Option<u8> {
        let known = self.info(sys::PCRE2_INFO_LASTCODETYPE) == 1;
        known.then(|| self.info(sys::PCRE2_INFO_LASTCODEUNIT) as u8)
    }

    /// The bytes that a match can start with, if PCRE2 keeps them as a bitmap.
    pub fn start_bitmap(&self) -> Option<[u8; 32]> {
        let mut map: *const [u8; 32] = null();
        // SAFETY: for this item PCRE2 writes one pointer, null or to 32 bytes of the code.
        unsafe {
            let place = (&raw mut map).cast();
            sys::pcre2_pattern_info_8(self.code.code, sys::PCRE2_INFO_FIRSTBITMAP, place);
            map.as_ref().copied()
        }
    }

    /// The highest number of a group that something refers to.
    pub fn highest_reference(&self) -> u32 {
        self.info(sys::PCRE2_INFO_BACKREFMAX)
    }

    /// Group names with the number each stands for, in rising order.
    pub fn names(&self) -> Vec<(Vec<u8>, u16)> {
        let n_names = self.info(sys::PCRE2_INFO_NAMECOUNT) as usize;
        let size = self.info(sys::PCRE2_INFO_NAMEENTRYSIZE) as usize;
        let mut table: *const u8 = null();
        // SAFETY: for this item PCRE2 writes one pointer to `n_names` entries of `size` bytes,
        // which live as long as the code; it is not read when there are none.
        let table = unsafe {
            let place = (&raw mut table).cast();
            sys::pcre2_pattern_info_8(self.code.code, sys::PCRE2_INFO_NAMETABLE, place);
            match n_names {
                0 => &[][..],
                _ => std::slice::from_raw_parts(table, n_names * size),
            }
        };
        let entries = table.chunks_exact(size.max(1));
        let mut names: Vec<(Vec<u8>, u16)> = entries
            .map(|entry| {
                let name = entry[2..].iter().take_while(|byte| **byte != 0);
                let number = u16::from_be_bytes([entry[0], entry[1]]);
                (name.copied().collect(), number)
            })
            .collect();
        names.sort();
        names
    }

    fn info(&self, item: u32) -> u32 {
        let mut value = 0u32;
        // SAFETY: the items asked for here are those for which PCRE2 writes a `uint32_t`.
        unsafe {
            sys::pcre2_pattern_info_8(self.code.code, item, (&raw mut value).cast());
        }
        value
    }
}

impl Drop for Reference {
    fn drop(&mut self) {
        // SAFETY: see the head of this file.
        unsafe {
            sys::pcre2_match_data_free_8(self.data);
            sys::pcre2_match_context_free_8(self.context);
        }
    }
}
