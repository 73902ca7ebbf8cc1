//! Random patterns over everything the engine reads, and now and then something broken.
//!
//! The alphabet is small, so that subjects match often and groups meet their own text again.

use crate::random::Random;

/// A pattern of moderate size.
pub fn random_pattern(random: &mut Random) -> Vec<u8> {
    let mut writer = Writer {
        out: Vec::new(),
        n_groups: 0,
        names: Vec::new(),
        random,
    };
    while writer.random.one_in(8) {
        writer.setting();
    }
    if writer.random.one_in(2) {
        writer.text("^");
    }
    writer.branches(3);
    if writer.random.one_in(4) {
        writer.text("$");
    }
    if writer.random.one_in(12) {
        writer.define();
    }
    let mut out = writer.out;
    if random.one_in(12) {
        damage(&mut out, random);
    }
    out
}

/// One byte changed, removed or put in.
fn damage(text: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(text.len());
    match random.below(3) {
        0 if !text.is_empty() => _ = text.remove(at),
        1 => text.truncate(at),
        _ => text.insert(at, *random.pick(b"()[]{}*+?|\\^$-:=!<>,09aQ")),
    }
}

pub(crate) struct Writer<'a> {
    out: Vec<u8>,
    n_groups: usize,
    names: Vec<String>,
    pub(crate) random: &'a mut Random,
}

impl Writer<'_> {
    pub(crate) fn text(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    pub(crate) fn pick(&mut self, items: &[&str]) {
        let item = *self.random.pick(items);
        self.text(item);
    }

    fn branches(&mut self, depth: usize) {
        let n = match self.random.below(6) {
            0 => 2,
            1 => 3,
            _ => 1,
        };
        for idx in 0..n {
            if idx > 0 {
                self.text("|");
            }
            self.sequence(depth);
        }
    }

    fn sequence(&mut self, depth: usize) {
        for _ in 0..self.random.below(5) {
            self.item(depth);
        }
    }

    fn item(&mut self, depth: usize) {
        let quantifiable = match self.random.below(22) {
            0..=5 => self.literal(),
            6..=8 => self.class_escape(),
            9..=10 => self.class(),
            11 => self.assertion(),
            12 => self.reference(),
            13 => self.rare(),
            14 if self.random.one_in(2) => self.verb(),
            15 if self.random.one_in(2) => self.call(),
            _ if depth > 0 => self.group(depth - 1),
            _ => self.literal(),
        };
        if quantifiable && self.random.one_in(3) || self.random.one_in(60) {
            self.quantifier();
        }
    }

    fn literal(&mut self) -> bool {
        self.pick(&[
            "a", "b", "A", "B", "1", "-", " ", "{", "}", "]", "\\n", "\\0", "\\x41", "\\x{62}",
            "\\.", "\\t", "\\141", "ab", "{1", "\\_", "\\]", "k", "S", "\\o{142}", "\\cA", "\\e",
            "\\x9", "#",
        ]);
        true
    }

    fn class_escape(&mut self) -> bool {
        if self.random.one_in(4) {
            self.property();
            return true;
        }
        self.pick(&[
            ".", ".", ".", "\\d", "\\w", "\\s", "\\D", "\\W", "\\S", "\\h", "\\v", "\\H", "\\V",
            "\\N", "\\R", "\\C", "\\X", "\\X",
        ]);
        true
    }

    fn assertion(&mut self) -> bool {
        self.pick(&[
            "^",
            "$",
            "\\b",
            "\\B",
            "\\A",
            "\\Z",
            "\\z",
            "\\G",
            "\\K",
            "(?=a)",
            "(?!b)",
            "(?<=a)",
            "(?<!b)",
            "(?<=a|bb)",
            "(?<=a?b)",
            "(?<!a{1,3})",
            "(?=)",
            "(?!)",
        ]);
        false
    }

    fn reference(&mut self) -> bool {
        let number = 1 + self.random.below(self.n_groups + 1);
        let name = self.names.last().cloned().unwrap_or_else(|| "n".to_owned());
        match self.random.below(8) {
            0..=2 => self.text(&format!("\\{number}")),
            3 => self.text(&format!("\\g{{{number}}}")),
            4 => self.text(&format!("\\g{{-{number}}}")),
            5 => self.text(&format!("\\k<{name}>")),
            6 => self.text(&format!("(?P={name})")),
            _ => self.text(&format!("\\g{number}")),
        }
        true
    }

    fn rare(&mut self) -> bool {
        self.pick(&[
            "(?i)", "(?s)", "(?m)", "(?x)", "(?-i)", "(?^)", "(?U)", "(?n)", "(?J)", "(?xx)",
            "(?#c)", "\\Qa+\\E", "\\E", "(?im-s)", "\\Q", "(?-x)", "(?^i)", "(?C)", "(?C12)",
            "(?C{a})", "[[:<:]]", "[[:>:]]",
        ]);
        false
    }

    fn verb(&mut self) -> bool {
        self.pick(&[
            "(*F)",
            "(*FAIL)",
            "(*ACCEPT)",
            "(*ACCEPT:m)",
            "(*COMMIT)",
            "(*PRUNE)",
            "(*PRUNE:m)",
            "(*SKIP)",
            "(*SKIP:m)",
            "(*SKIP:n)",
            "(*THEN)",
            "(*THEN)",
            "(*THEN)",
            "(*THEN:m)",
            "(*MARK:m)",
            "(*:n)",
            "(*F:m)",
            "(*COMMIT:x)",
            "(*ACCEPT)??",
            "(*:\u{e9}\x01)",
            "(*SKIP:\u{e9}\x01)",
        ]);
        false
    }

    fn setting(&mut self) {
        self.pick(&[
            "(*NOTEMPTY)",
            "(*NOTEMPTY_ATSTART)",
            "(*NO_AUTO_POSSESS)",
            "(*NO_DOTSTAR_ANCHOR)",
            "(*NO_START_OPT)",
            "(*NO_JIT)",
            "(*LF)",
            "(*BSR_ANYCRLF)",
            "(*BSR_UNICODE)",
            "(*LIMIT_MATCH=40)",
            "(*LIMIT_DEPTH=9)",
            "(*LIMIT_HEAP=9999)",
            "(*LIMIT_HEAP=1)",
            "(*CR)",
            "(*CRLF)",
            "(*CRLF)",
            "(*ANYCRLF)",
            "(*ANYCRLF)",
            "(*ANY)",
            "(*ANY)",
            "(*NUL)",
            "(*LIMIT_MATCH=)",
            "(*CASELESS_RESTRICT)",
            "(*TURKISH_CASING)",
        ]);
    }

    fn call(&mut self) -> bool {
        let number = self.random.below(self.n_groups + 2);
        let name = self.names.last().cloned().unwrap_or_else(|| "n".to_owned());
        match self.random.below(8) {
            0 => self.text("(?R)"),
            1..=3 => self.text(&format!("(?{number})")),
            4 => self.text(&format!("(?-{number})")),
            5 => self.text(&format!("(?+{number})")),
            6 => self.text(&format!("\\g<{number}>")),
            _ => self.text(&format!("(?&{name})")),
        }
        true
    }

    /// Groups that only calls run.
    fn define(&mut self) {
        self.text("(?(DEFINE)(?<d>");
        self.n_groups += 1;
        self.branches(1);
        self.text("))");
        if self.random.one_in(2) {
            self.text("(?&d)");
        }
    }

    fn condition(&mut self) {
        let number = 1 + self.random.below(self.n_groups + 1);
        let name = self.names.last().cloned().unwrap_or_else(|| "n".to_owned());
        match self.random.below(12) {
            0..=3 => self.text(&format!("(?({number})")),
            4 => self.text(&format!("(?(<{name}>)")),
            5 => self.text("(?(R)"),
            6 => self.text(&format!("(?(R{number})")),
            7 => self.pick(&[
                "(?(VERSION>=10.4)",
                "(?(VERSION=10)",
                "(?(-1)",
                "(?(+1)",
                "(?(R&d)",
                "(?(?C1)(?=b)",
            ]),
            _ => self.pick(&[
                "(?(?=a)",
                "(?(?!b)",
                "(?(?<=a)",
                "(?(?<!b)",
                "(?(?=(a)b|b)",
                "(?(*pla:a)",
                "(?(?!(a)b|b)",
                "(?(?<=a|bb?)",
                "(?(?<=a+)",
                "(?(?=a(*COMMIT)b)",
                "(?(?!)",
            ]),
        }
    }

    /// `(*scs:(…)`, now and then with a fault.
    fn scan(&mut self) {
        self.pick(&["(*scs:(", "(*scs:(", "(*scan_substring:("]);
        for idx in 0..=self.random.below(2) {
            if idx > 0 {
                self.text(",");
            }
            let number = 1 + self.random.below(self.n_groups + 1);
            let name = self.names.last().cloned().unwrap_or_else(|| "n".to_owned());
            match self.random.below(8) {
                0..=4 => self.text(&format!("{number}")),
                5 => self.text(&format!("-{number}")),
                6 => self.text(&format!("<{name}>")),
                _ => self.text(&format!("'{name}'")),
            }
        }
        self.pick(&[")", ")", ")", ")", ")", ")", ")", ")", ",)", " )"]);
    }

    fn group(&mut self, depth: usize) -> bool {
        match self.random.below(17) {
            0..=4 => {
                self.text("(");
                self.n_groups += 1;
            }
            5..=7 => self.text("(?:"),
            8 => self.text("(?>"),
            9 => self.pick(&[
                "(?=",
                "(?!",
                "(?<=",
                "(?<!",
                "(*pla:",
                "(*nlb:",
                "(*atomic:",
                "(?*",
                "(?<*",
                "(*napla:",
                "(*sr:",
                "(*asr:",
            ]),
            10 => self.pick(&["(?i:", "(?s-i:", "(?m:", "(?x:", "(?-s:"]),
            11 => self.text("(?|"),
            12 => {
                let name = format!("n{}", self.random.below(4));
                self.text(&format!("(?<{name}>"));
                self.n_groups += 1;
                self.names.push(name);
            }
            13 => {
                self.condition();
                self.sequence(depth);
                if self.random.one_in(2) {
                    self.text("|");
                    self.sequence(depth);
                }
                self.text(")");
                return true;
            }
            14 => self.scan(),
            _ => {
                self.text("(");
                self.n_groups += 1;
            }
        }
        self.branches(depth);
        self.text(")");
        true
    }

    fn quantifier(&mut self) {
        self.pick(&[
            "*",
            "+",
            "?",
            "*",
            "+",
            "?",
            "{2}",
            "{0,2}",
            "{1,3}",
            "{2,}",
            "{,2}",
            "{ 1 , 2 }",
            "{0}",
            "{1}",
            "{0,}",
            "{3,1}",
        ]);
        self.pick(&["", "", "", "?", "?", "+"]);
    }
}
