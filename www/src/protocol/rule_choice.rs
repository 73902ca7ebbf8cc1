//! The user's choice of house rules, and its text for the browser's storage.
//!
//! ```text
//! private
//! on pattern-idle-flag
//! off line-no-product
//! ```
//!
//! What was written once is read for ever: lines with another first word are passed over.

use sflens::diagnostic::Severity;
use sflens::lint::Profile;
use sflens::wire_records;

/// A profile, and switches for single rules that outweigh it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleChoice {
    /// Errors and likely bugs only, as for a file of one's own.
    pub is_private: bool,
    /// Rules that count in any case, and whose safe edits tidying applies whatever they are worth.
    pub on: Vec<String>,
    /// Rules that do not count.
    pub off: Vec<String>,
}

impl RuleChoice {
    /// Whether findings of a rule of this severity are told.
    pub fn counts(&self, rule: &str, severity: &str) -> bool {
        let is_in = |rules: &[String]| rules.iter().any(|other| other == rule);
        !is_in(&self.off) && (is_in(&self.on) || self.takes(severity))
    }

    /// Whether the rule was switched on by its name.
    pub fn is_on(&self, rule: &str) -> bool {
        self.on.iter().any(|other| other == rule)
    }

    /// The profile.
    pub fn profile(&self) -> Profile {
        match self.is_private {
            true => Profile::Private,
            false => Profile::Submit,
        }
    }

    fn takes(&self, severity: &str) -> bool {
        Severity::from_name(severity).is_some_and(|severity| self.profile().takes(severity))
    }

    /// The choice in which findings of the rule are told, or not.
    pub fn with(&self, rule: &str, severity: &str, counts: bool) -> Self {
        let mut next = self.without(rule);
        match counts {
            true if !next.takes(severity) => next.on.push(rule.to_owned()),
            true => {}
            false => next.off.push(rule.to_owned()),
        }
        next
    }

    /// The choice in which the rule is on by its name, or as the profile has it.
    pub fn with_name(&self, rule: &str, is_on: bool) -> Self {
        let mut next = self.without(rule);
        if is_on {
            next.on.push(rule.to_owned());
        }
        next
    }

    fn without(&self, rule: &str) -> Self {
        let others = |rules: &[String]| {
            let others = rules.iter().filter(|other| *other != rule);
            others.cloned().collect()
        };
        Self {
            is_private: self.is_private,
            on: others(&self.on),
            off: others(&self.off),
        }
    }

    /// The text.
    pub fn print(&self) -> String {
        let mut text = match self.is_private {
            true => "private\n".to_owned(),
            false => String::new(),
        };
        text.extend(self.on.iter().map(|rule| format!("on {rule}\n")));
        text.extend(self.off.iter().map(|rule| format!("off {rule}\n")));
        text
    }

    /// The reverse of [`RuleChoice::print`].
    pub fn parse(text: &str) -> Self {
        let mut choice = Self::default();
        for line in text.lines() {
            match line.split_once(' ') {
                None => choice.is_private |= line == "private",
                Some(("on", rule)) => choice.on.push(rule.to_owned()),
                Some(("off", rule)) => choice.off.push(rule.to_owned()),
                Some(_) => {}
            }
        }
        choice
    }
}

wire_records! {
    RuleChoice { is_private, on, off }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_switch_outweighs_the_profile_and_goes_when_it_says_the_same() {
        let choice = RuleChoice {
            is_private: true,
            ..RuleChoice::default()
        };
        assert!(choice.counts("a", "warning") && !choice.counts("a", "style"));
        let on = choice.with("a", "style", true);
        assert!(on.counts("a", "style") && on.is_on("a"));
        let off = on.with("b", "error", false);
        assert!(!off.counts("b", "error"));
        let back = off.with("b", "error", true).with_name("a", false);
        assert_eq!(back, choice);
    }

    #[test]
    fn a_choice_comes_back_from_its_text() {
        let choice = RuleChoice {
            is_private: true,
            on: vec!["a".to_owned()],
            off: vec!["b".to_owned(), "c".to_owned()],
        };
        assert_eq!(RuleChoice::parse(&choice.print()), choice);
        assert_eq!(RuleChoice::parse(""), RuleChoice::default());
        assert_eq!(
            RuleChoice::parse("later word\nnew\n"),
            RuleChoice::default()
        );
    }
}
