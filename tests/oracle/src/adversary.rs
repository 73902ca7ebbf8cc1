//! Pairs that come near PCRE2's limits.
//!
//! A pattern of nested quantifiers reaches a limit from a certain length of its subject on. That
//! length is searched by halving, and subjects just below, at and just above it show whether both
//! engines count alike: one call more or less on either side is a difference.

use crate::compare::Both;
use crate::random::Random;
use crate::subjects::generate;
use sflens::matcher::{Limits, MatchOutcome};

/// A pattern of nested quantifiers, alternatives, lookarounds and references.
pub fn nested_pattern(random: &mut Random) -> Vec<u8> {
    let mut writer = Writer {
        out: String::new(),
        n_groups: 0,
        random,
    };
    if !writer.random.one_in(3) {
        writer.out.push('^');
    }
    for _ in 0..=writer.random.below(2) {
        writer.item(3);
    }
    writer.end();
    writer.out.into_bytes()
}

struct Writer<'r> {
    out: String,
    n_groups: usize,
    random: &'r mut Random,
}

impl Writer<'_> {
    fn pick(&mut self, items: &[&str]) {
        let item = *self.random.pick(items);
        self.out.push_str(item);
    }

    /// What the subject does not have, or has at its end only.
    fn end(&mut self) {
        self.pick(&[
            "c", "[bc]", "[cd]", "$", "", "\\d", "(?=c)", "(?!a)c", "x|", "\\z", "[^a]",
        ]);
    }

    fn item(&mut self, depth: usize) {
        if depth == 0 || self.random.one_in(4) {
            return self.single();
        }
        self.group(depth);
        self.quantifier();
    }

    fn single(&mut self) {
        match self.random.below(8) {
            0 if self.n_groups > 0 => {
                let number = 1 + self.random.below(self.n_groups);
                self.out.push_str(&format!("\\{number}"));
            }
            1 => return self.pick(&["(?=a)", "(?!b)", "(?<=a)", "(?<!ab)", "\\b", "(?<=a|bb)"]),
            _ => self.pick(&[
                "a", "b", "ab", "[ab]", ".", "\\w", "[^c]", "\\S", "\\D", "A",
            ]),
        }
        if self.random.one_in(2) {
            self.quantifier();
        }
    }

    fn group(&mut self, depth: usize) {
        match self.random.below(9) {
            0..=2 => {
                self.out.push('(');
                self.n_groups += 1;
            }
            3..=5 => self.out.push_str("(?:"),
            6 => self.out.push_str("(?>"),
            7 => self.out.push_str("(?i:"),
            _ => self.pick(&["(?=", "(?!", "(?|"]),
        }
        for _ in 0..=self.random.below(2) {
            self.item(depth - 1);
        }
        if self.random.one_in(3) {
            self.out.push('|');
            self.item(depth - 1);
        }
        self.out.push(')');
    }

    fn quantifier(&mut self) {
        self.pick(&[
            "*", "+", "?", "*", "+", "{2}", "{0,3}", "{1,2}", "{2,}", "{3}", "{13}", "{0,20}",
        ]);
        self.pick(&["", "", "", "?", "?", "+"]);
    }
}

/// A pattern with so many groups that the heap limit is near.
pub fn many_groups_pattern(random: &mut Random) -> Vec<u8> {
    let n_groups = 200 + random.below(4000);
    let loops = [
        "(?:a|b)*",
        "(?:a|ab)+",
        "(a|b)*?",
        "(?:a*?b?)*",
        "(?:a|b){0,300}",
    ];
    let anchor = *random.pick(&["^", ""]);
    let body = *random.pick(&loops);
    format!("{anchor}{body}[cd]{}", "()".repeat(n_groups)).into_bytes()
}

/// Nmap's limits, or so low ones that short subjects reach them.
pub fn random_limits(random: &mut Random) -> Limits {
    let mut limits = Limits::default();
    if random.one_in(3) {
        return limits;
    }
    match random.below(4) {
        0 => limits.match_limit = random.below(3000) as u32,
        1 => limits.depth_limit = random.below(300) as u32,
        2 => limits.heap_limit = random.below(100) as u32,
        _ => {
            limits.match_limit = random.below(3000) as u32;
            limits.depth_limit = random.below(600) as u32;
            limits.heap_limit = random.below(100) as u32;
        }
    }
    limits
}

/// A subject that the pattern is likely to go far on, repeated to any length.
pub struct Pump {
    head: Vec<u8>,
    unit: Vec<u8>,
    tail: Vec<u8>,
}

impl Pump {
    /// One of the letters that the adversarial patterns are made of.
    pub fn of_letters(random: &mut Random) -> Self {
        let units: [&[u8]; 8] = [b"a", b"a", b"ab", b"aab", b"b", b"aaaab", b"abb", b"A"];
        let tails: [&[u8]; 6] = [b"", b"", b"c", b"\n", b"1", b"b"];
        Self {
            head: Vec::new(),
            unit: random.pick(&units).to_vec(),
            tail: random.pick(&tails).to_vec(),
        }
    }

    /// A string that the pattern generates, of which a part is repeated.
    pub fn of_pattern(both: &Both, random: &mut Random) -> Self {
        let generated = generate(&both.pattern, random);
        let at = random.below(generated.len() + 1);
        let (head, tail) = generated.split_at(at);
        let fillers: [&[u8]; 8] = [
            b"a",
            b" ",
            b"0",
            b"\r\n",
            b"\n",
            b"\0",
            b"<a b=\"c\">",
            b".1",
        ];
        let unit = match random.below(3) {
            0 if !tail.is_empty() => tail[..1 + random.below(tail.len())].to_vec(),
            1 if !generated.is_empty() => generated.clone(),
            _ => random.pick(&fillers).to_vec(),
        };
        Self {
            head: head.to_vec(),
            unit,
            tail: tail.to_vec(),
        }
    }

    /// The subject of that length; at least as long as its fixed ends.
    pub fn subject(&self, length: usize) -> Vec<u8> {
        let fixed = self.head.len() + self.tail.len();
        let filler = self.unit.iter().copied().cycle();
        let mut subject = self.head.clone();
        subject.extend(filler.take(length.saturating_sub(fixed)));
        subject.extend_from_slice(&self.tail);
        subject
    }

    /// The length from which on PCRE2 reaches a limit; `None` when it does not up to `longest`.
    pub fn edge(&self, both: &mut Both, longest: usize) -> Option<usize> {
        let mut reaches = |length| {
            let outcome = both.reference_outcome(&self.subject(length));
            matches!(outcome, MatchOutcome::LimitHit(_))
        };
        let mut high = 8;
        while !reaches(high) {
            if high >= longest {
                return None;
            }
            high *= 2;
        }
        let mut low = 0;
        while high - low > 1 {
            let middle = (low + high) / 2;
            match reaches(middle) {
                true => high = middle,
                false => low = middle,
            }
        }
        Some(high)
    }
}
