//! What the user made, and every way in which it changes.
//!
//! The texts are kept by `boot.js` before this sees them, so nothing here can lose one.

use std::rc::Rc;

use sflens::link::{Saved, Texts};
use sflens::template::Release;

use super::examples::Example;

/// The most bytes of match lines of which all is told and drawn.
const MAX_SMALL: usize = 100_000;

/// True for match lines that are as long as a whole probes file: of them only so much is told and
/// drawn as can be looked at.
pub fn is_large(lines: &str) -> bool {
    lines.len() > MAX_SMALL
}

/// What took the place of the user's texts in one stroke, so that it can be undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// What was done, as a sentence of the past: "Started over."
    pub what: &'static str,
    /// What was there before.
    pub before: Saved,
}

/// What is opened above the workbench.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// The user's drafts.
    Drafts,
    /// Links and texts to give away.
    Share,
}

/// Everything the user made and chose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The texts.
    pub texts: Texts,
    /// The user's word on the starter lines; without one they count until there is an own line.
    pub starter_choice: Option<bool>,
    /// The release of Nmap whose answer is given.
    pub release: Release,
    /// The number of the probes files that count, which changes with them; 0 for the built-in one.
    pub probes: u32,
    /// Which fingerprint is shown, from 0; may be behind the last one.
    pub fingerprint_idx: usize,
    /// The line in which the caret last was, from 1.
    pub line_number: u32,
    /// The last stroke that replaced texts, until the user types on.
    pub replaced: Option<Replaced>,
    /// The fingerprint of the list that was opened last.
    pub listed: Option<Rc<str>>,
    /// What is opened above the workbench.
    pub tool: Option<Tool>,
    /// The stop of the tour, from 0, for whoever takes it.
    pub tour: Option<usize>,
}

/// What the user does.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Typed, pasted or dropped a fingerprint.
    SetPaste(Rc<str>),
    /// Typed match lines.
    SetLines(Rc<str>),
    /// Copied a line of a probes file, which goes behind those that are there by then.
    AppendLine(Rc<str>),
    /// Switched the starter lines on or off.
    UseStarterLines(bool),
    /// Chose the release of Nmap whose answer is given.
    ChooseRelease(Release),
    /// Loaded, removed or ordered probes files, which have this number now.
    UseProbes(u32),
    /// Chose among several fingerprints.
    ChooseFingerprint(usize),
    /// Went to a match line.
    LookAtLine(u32),
    /// Opened a file as fingerprint: as a stroke that can be undone.
    OpenPaste(Rc<str>),
    /// Opened a fingerprint of the list, which stays as it is.
    ShowListed(Rc<str>),
    /// Made a fingerprint of a response.
    MakeFingerprint(Rc<str>),
    /// Took an example.
    LoadExample(&'static Example),
    /// Opened a draft or a link: what was done, as in [`Replaced`], and what was saved.
    OpenSaved(&'static str, Rc<Saved>),
    /// Opened or closed something above the workbench.
    OpenTool(Option<Tool>),
    /// Went to a stop of the tour, or left it.
    Tour(Option<usize>),
    /// Emptied the page.
    StartOver,
    /// Undid the last stroke.
    TakeBack,
}

impl Document {
    /// The document that starts with kept texts.
    pub fn restored(texts: Texts) -> Self {
        Self {
            line_number: first_line(&texts.lines),
            texts,
            ..Self::default()
        }
    }

    /// What of it outlives the page.
    pub fn saved(&self) -> Saved {
        Saved {
            texts: self.texts.clone(),
            starter_choice: self.starter_choice,
            release: self.release,
            fingerprint_idx: self.fingerprint_idx,
            line_number: self.line_number,
        }
    }

    /// The document that goes on from what was saved.
    pub fn opened(saved: Saved) -> Self {
        let fresh = Self::restored(saved.texts);
        Self {
            starter_choice: saved.starter_choice,
            release: saved.release,
            fingerprint_idx: saved.fingerprint_idx,
            line_number: match saved.line_number {
                0 => fresh.line_number,
                number => number,
            },
            ..fresh
        }
    }

    /// True when the starter file's lines count.
    pub fn uses_starter_lines(&self) -> bool {
        self.starter_choice
            .unwrap_or_else(|| !has_line(&self.texts.lines))
    }

    /// The document after `action`.
    pub fn apply(&self, action: Action) -> Self {
        let next = self.clone();
        match action {
            Action::SetPaste(paste) => next.typed(|texts| texts.paste = paste),
            Action::SetLines(lines) => next.typed(|texts| texts.lines = lines),
            Action::AppendLine(line) => {
                next.typed(|texts| texts.lines = with_line(&texts.lines, &line).into())
            }
            Action::UseStarterLines(choice) => Self {
                starter_choice: Some(choice),
                ..next
            },
            Action::ChooseRelease(release) => Self { release, ..next },
            Action::UseProbes(probes) => Self { probes, ..next },
            Action::ChooseFingerprint(fingerprint_idx) => Self {
                fingerprint_idx,
                ..next
            },
            Action::LookAtLine(line_number) => Self {
                line_number,
                ..next
            },
            Action::OpenPaste(paste) => next.open("Opened a file.", paste),
            Action::MakeFingerprint(paste) => next.open("Made a fingerprint.", paste),
            Action::ShowListed(paste) => next.show_listed(paste),
            Action::LoadExample(example) => next.replace("Loaded an example.", example.texts()),
            Action::OpenSaved(what, saved) => next.open_saved(what, (*saved).clone()),
            Action::OpenTool(tool) => Self { tool, ..next },
            Action::Tour(tour) => Self { tour, ..next },
            Action::StartOver => next.replace("Started over.", Texts::default()),
            Action::TakeBack => next.take_back(),
        }
    }

    fn typed(mut self, change: impl FnOnce(&mut Texts)) -> Self {
        change(&mut self.texts);
        self.replaced = None;
        self
    }

    fn open(self, what: &'static str, paste: Rc<str>) -> Self {
        let lines = self.texts.lines.clone();
        self.replace(what, Texts { paste, lines })
    }

    /// What the list holds need not be offered again; what the user had typed is.
    fn show_listed(self, paste: Rc<str>) -> Self {
        let was_listed = self.listed.as_ref() == Some(&self.texts.paste);
        let replaced = self.replaced.clone();
        let shown = self.open("Opened a fingerprint of the list.", paste.clone());
        Self {
            replaced: if was_listed { replaced } else { shown.replaced },
            listed: Some(paste),
            ..shown
        }
    }

    fn replace(self, what: &'static str, texts: Texts) -> Self {
        let saved = Saved {
            texts,
            release: self.release,
            ..Saved::default()
        };
        self.open_saved(what, saved)
    }

    fn open_saved(self, what: &'static str, saved: Saved) -> Self {
        let before = self.saved();
        Self {
            replaced: (!before.texts.are_blank()).then_some(Replaced { what, before }),
            probes: self.probes,
            tool: self.tool,
            tour: self.tour,
            ..Self::opened(saved)
        }
    }

    fn take_back(self) -> Self {
        match self.replaced {
            Some(replaced) => Self {
                probes: self.probes,
                tool: self.tool,
                tour: self.tour,
                ..Self::opened(replaced.before)
            },
            None => self,
        }
    }
}

/// The text with one more line at its end.
fn with_line(text: &str, line: &str) -> String {
    let text = text.trim_end_matches('\n');
    match text.is_empty() {
        true => format!("{line}\n"),
        false => format!("{text}\n{line}\n"),
    }
}

/// True when some line is neither blank nor a comment.
fn has_line(lines: &str) -> bool {
    lines.lines().any(says_something)
}

/// The number of the first line that is neither blank nor a comment; 1 when there is none.
fn first_line(lines: &str) -> u32 {
    lines
        .lines()
        .position(says_something)
        .map_or(1, |idx| idx as u32 + 1)
}

fn says_something(line: &str) -> bool {
    !line.trim().is_empty() && !line.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EXAMPLES;

    fn with_texts(paste: &str, lines: &str) -> Document {
        Document::restored(Texts {
            paste: paste.into(),
            lines: lines.into(),
        })
    }

    #[test]
    fn starting_over_can_be_taken_back() {
        let document = with_texts("SF-Port1-TCP:", "match a m|b|");
        let emptied = document.apply(Action::StartOver);
        assert!(emptied.texts.are_blank());
        assert_eq!(emptied.apply(Action::TakeBack), document);
    }

    #[test]
    fn the_release_outlives_the_texts() {
        let chosen = with_texts("a", "").apply(Action::ChooseRelease(Release::V7_93));
        let emptied = chosen.apply(Action::StartOver);
        assert_eq!(emptied.release, Release::V7_93);
        assert_eq!(emptied.apply(Action::TakeBack).release, Release::V7_93);
    }

    #[test]
    fn what_is_opened_can_be_taken_back_with_its_release() {
        let document = with_texts("a", "").apply(Action::ChooseRelease(Release::V7_93));
        let saved = Saved {
            release: Release::V7_95,
            ..with_texts("b", "match b m|b|").saved()
        };
        let opened = document.apply(Action::OpenSaved("Opened a link.", saved.clone().into()));
        assert_eq!(opened.saved(), saved);
        assert_eq!(opened.apply(Action::TakeBack), document);
    }

    #[test]
    fn typing_on_ends_the_offer_to_take_back() {
        let emptied = with_texts("SF-Port1-TCP:", "").apply(Action::StartOver);
        let typed = emptied.apply(Action::SetLines("match".into()));
        assert_eq!(typed.replaced, None);
        assert_eq!(typed.apply(Action::TakeBack), typed);
    }

    #[test]
    fn a_line_is_put_behind_what_is_there_by_then() {
        let appended = |text: &str| {
            let typed = Document::default().apply(Action::SetLines(text.into()));
            typed.apply(Action::AppendLine("b".into())).texts.lines
        };
        assert_eq!(&*appended(""), "b\n");
        assert_eq!(&*appended("a"), "a\nb\n");
        assert_eq!(&*appended("a \n\n"), "a \nb\n");
    }

    #[test]
    fn an_empty_page_has_nothing_to_take_back() {
        let loaded = Document::default().apply(Action::LoadExample(&EXAMPLES[0]));
        assert_eq!(loaded.replaced, None);
    }

    #[test]
    fn starter_lines_count_until_there_is_an_own_line() {
        assert!(with_texts("", "# a note\n\n").uses_starter_lines());
        assert!(!with_texts("", "match a m|b|").uses_starter_lines());
    }

    #[test]
    fn the_first_line_that_says_something_is_looked_at() {
        assert_eq!(with_texts("", "# a note\n\nmatch a m|b|").line_number, 3);
        assert_eq!(with_texts("", "# a note").line_number, 1);
    }

    #[test]
    fn the_switch_outlives_the_first_own_line() {
        let on = with_texts("", "").apply(Action::UseStarterLines(true));
        let typed = on.apply(Action::SetLines("match a m|b|".into()));
        assert!(typed.uses_starter_lines());
    }

    #[test]
    fn only_what_is_not_in_the_list_is_offered_again() {
        let typed = with_texts("typed", "match a m|b|");
        let first = typed.apply(Action::ShowListed("one".into()));
        let second = first.apply(Action::ShowListed("two".into()));
        assert_eq!(second.texts.paste, "two".into());
        assert_eq!(second.apply(Action::TakeBack).texts, typed.texts);
        let third = second
            .apply(Action::SetPaste("two, changed".into()))
            .apply(Action::ShowListed("three".into()));
        let taken_back = third.apply(Action::TakeBack);
        assert_eq!(taken_back.texts.paste, "two, changed".into());
    }

    #[test]
    fn an_opened_file_leaves_the_lines_alone() {
        let document = with_texts("old", "match a m|b|");
        let opened = document.apply(Action::OpenPaste("new".into()));
        assert_eq!(opened.texts, with_texts("new", "match a m|b|").texts);
        assert_eq!(opened.apply(Action::TakeBack).texts, document.texts);
    }
}
