//! Random classes: properties, brackets, and brackets joined by operators.

use crate::patterns::Writer;

/// Unicode properties, most of which some byte has; one does not exist.
const PROPERTIES: &str = concat!(
    r"\pL \p{Lu} \P{Ll} \p{^L} \p{Greek} \p{sc:latin} \p{Xan} \p{Xsp} \p{Xwd} ",
    r"\p{L&} \p{Any} \P{Any} \p{Nd} \p{bc=L} \p{_Math-} \pZ \p{Po} \p{Xuc} \PC \p{Cc} \p{Common} \P{Xps} \p{no} ",
    r"\P{^N} \p{scx=Grek} \p{x} \pP \p{Pc} \p{Latin} \P{Xwd} \P{Zs} \p{Lo} \P{Xan} \p{script:Common}",
);

impl Writer<'_> {
    pub(crate) fn property(&mut self) {
        let words: Vec<&str> = PROPERTIES.split(' ').collect();
        self.pick(&words);
    }

    pub(crate) fn class(&mut self) -> bool {
        if self.random.one_in(10) {
            self.text("(?[");
            self.set(2);
            self.text("])");
            return true;
        }
        self.brackets();
        true
    }

    /// Members of an extended class, now and then with a fault.
    fn set(&mut self, depth: usize) {
        for idx in 0..=self.random.below(3) {
            if idx > 0 {
                self.pick(&["+", "|", " - ", "&", "^", "", "!"]);
            }
            if self.random.one_in(5) {
                self.text("!");
            }
            match self.random.below(8) {
                0 | 1 if depth > 0 => {
                    self.text("(");
                    self.set(depth - 1);
                    self.text(")");
                }
                0..=3 => self.brackets(),
                4 => self.property(),
                5 => self.pick(&[
                    "[:alpha:]",
                    "[:^space:]",
                    "\\x61",
                    "\\n",
                    "a",
                    "\\Q\\E",
                    "[:x:]",
                ]),
                _ => self.pick(&["\\d", "\\W", "\\S", "\\h", "\\V", "\\D", "\\w"]),
            }
        }
    }

    fn brackets(&mut self) {
        self.pick(&["[", "[^"]);
        if self.random.one_in(10) {
            self.text("]");
        }
        for _ in 0..=self.random.below(3) {
            if self.random.one_in(12) {
                self.property();
            }
            self.pick(&[
                "a",
                "b",
                "A",
                "a-b",
                "-",
                "1",
                "\\d",
                "\\w",
                "\\s",
                "[",
                "^",
                "\\n",
                "\\]",
                "[:alpha:]",
                "[:^digit:]",
                "[:upper:]",
                "\\x00-\\x1f",
                "\\x80-\\xff",
                "B-b",
                "[:space:]",
                "\\b",
                "\\h",
                "\\0",
                "A",
                "a",
                "kK",
                "\\D",
                "b-",
                "\\E",
                "\\Q]\\E",
                "&&",
                "\\12",
            ]);
        }
        self.text("]");
    }
}
