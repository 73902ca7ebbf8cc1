//! The options that are in force while a pattern is read, and the letters that switch them.

use super::{Parser, Result};
use crate::pattern::tree::OptionChange;
use crate::pattern::{PatternErrorKind, PatternFlags};

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Options {
    pub(super) caseless: bool,
    pub(super) dotall: bool,
    pub(super) multiline: bool,
    /// `x`: white space and comments are ignored.
    pub(super) extended: bool,
    /// `xx`: in classes too.
    pub(super) extended_more: bool,
    /// `n`: plain parentheses do not capture.
    pub(super) no_capture: bool,
    /// `U`: quantifiers are lazy, and greedy with `?`.
    pub(super) ungreedy: bool,
    /// `J`: names may be used twice.
    pub(super) duplicate_names: bool,
}

impl Options {
    pub(super) fn from_flags(flags: PatternFlags) -> Self {
        Self {
            caseless: flags.caseless,
            dotall: flags.dotall,
            ..Self::default()
        }
    }

    /// What a reader of the tree has to know to get from `before` to these options; the rest is
    /// resolved into the nodes.
    fn change_from(self, before: Self) -> OptionChange {
        let changed = |old: bool, new: bool| (old != new).then_some(new);
        OptionChange {
            caseless: changed(before.caseless, self.caseless),
            dotall: changed(before.dotall, self.dotall),
            multiline: changed(before.multiline, self.multiline),
            duplicate_names: changed(before.duplicate_names, self.duplicate_names),
        }
    }

    fn switch(&mut self, letter: u8, on: bool) -> bool {
        match letter {
            b'i' => self.caseless = on,
            b'm' => self.multiline = on,
            b's' => self.dotall = on,
            b'n' => self.no_capture = on,
            b'U' => self.ungreedy = on,
            b'J' => self.duplicate_names = on,
            _ => return false,
        }
        true
    }

    /// `xx` is `x` and more; `-x` unsets both.
    fn switch_extended(&mut self, twice: bool, on: bool) {
        self.extended = on;
        self.extended_more = on && (twice || self.extended_more);
    }
}

impl Parser<'_> {
    /// The letters between `(?` and `)` or `:`, which is read too. The new options are in force
    /// afterwards; a letter that is switched on and off ends off, as in PCRE2.
    pub(super) fn parse_option_letters(&mut self, start: usize) -> Result<OptionChange> {
        let before = self.options;
        let mut hyphen_allowed = true;
        // `(?x)` leaves `xx` unset, but `(?xxx)` does not.
        if self.sets_extended() {
            self.options.extended_more = false;
        }
        if self.try_byte(b'^') {
            hyphen_allowed = false;
            self.options = Options {
                ungreedy: before.ungreedy,
                duplicate_names: before.duplicate_names,
                ..Options::default()
            };
        }
        let mut on = true;
        while let Some(letter) = self.peek() {
            match letter {
                b')' | b':' => break,
                b'-' if hyphen_allowed => (on, hyphen_allowed) = (false, false),
                b'-' => return Err(self.error_here(PatternErrorKind::OptionHyphen)),
                _ => {
                    self.switch_option(letter, on)?;
                    continue;
                }
            }
            self.at += 1;
        }
        if self.peek().is_none() {
            return Err(self.unclosed(start));
        }
        Ok(self.options.change_from(before))
    }

    /// Whether the letters that come next switch on `x`.
    fn sets_extended(&self) -> bool {
        let letters = self.rest().iter().take_while(|byte| !b"-:)".contains(byte));
        letters.into_iter().any(|byte| *byte == b'x')
    }

    fn switch_option(&mut self, letter: u8, on: bool) -> Result<()> {
        let start = self.at;
        self.at += 1;
        match letter {
            b'x' => {
                let twice = self.try_byte(b'x');
                self.options.switch_extended(twice, on);
            }
            // These restrict Unicode matching; without UTF they change nothing.
            b'r' => {}
            b'a' => {
                if matches!(self.peek(), Some(b'D' | b'P' | b'S' | b'T' | b'W')) {
                    self.at += 1;
                }
            }
            _ if self.options.switch(letter, on) => {}
            _ => {
                let kind = PatternErrorKind::UnknownOption(letter);
                return Err(self.error_from(start, kind).at(start));
            }
        }
        Ok(())
    }
}
