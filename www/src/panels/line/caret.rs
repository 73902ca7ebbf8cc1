//! The caret in the match lines: the group that it is in stays pointed at until it leaves it.
//!
//! An editor tells in one go what was typed and where the caret is then. The group is looked up when
//! both have been drawn, so that the place and the text belong together.

use std::rc::Rc;

use yew::prelude::*;

use crate::hooks::Pointing;
use crate::model::{Evaluation, Pointed, Same, TokenKind, carry_tokens};

/// The byte to which the caret went last, and who is to be told where it goes.
#[hook]
pub(super) fn use_caret(
    pointing: &Pointing,
    last: &Rc<Evaluation>,
    text: &Rc<str>,
) -> (Option<usize>, Callback<usize>) {
    // Each time a value of its own: who comes back to the same place points at its group again.
    let caret = use_state(|| None::<Same<usize>>);
    {
        let (pointing, last, text) = (pointing.clone(), last.clone(), text.clone());
        use_effect_with((*caret).clone(), move |caret| {
            if let Some(caret) = caret {
                pointing.fix(group_at(&last, &text, *caret.0));
            }
        });
    }
    let set = caret.setter();
    let onmove = Callback::from(move |at| set.set(Some(Same(Rc::new(at)))));
    (caret.as_ref().map(|caret| *caret.0), onmove)
}

/// The innermost group around a byte of `text`, or the one that is substituted there, by what was
/// said of it or of the text before it.
fn group_at(last: &Evaluation, text: &str, at: usize) -> Option<Pointed> {
    let line_start = text.get(..at)?.rfind('\n').map_or(0, |found| found + 1);
    let tokens = carry_tokens(&last.tokens, &last.texts.lines, text);
    // One that starts in a line before was broken just now.
    let around = tokens.iter().filter(|token| {
        let (start, end) = (token.start as usize, token.end as usize);
        line_start <= start && start <= at && at < end
    });
    let number = around.rev().find_map(|token| match token.kind {
        TokenKind::Group(number) | TokenKind::Substitution(number) => Some(number),
        _ => None,
    })?;
    Some(in_line((line_at(text, at), number)))
}

/// The group of this number in this line.
pub(super) fn in_line((line, number): (u32, u8)) -> Pointed {
    let numbers = vec![number];
    Pointed::Groups { line, numbers }
}

/// The number of the line that holds a byte.
pub(super) fn line_at(text: &str, at: usize) -> u32 {
    text[..at].matches('\n').count() as u32 + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Token;

    /// `then` was evaluated, and group 1 is in its brackets. Now the caret is at `‸`, in the group as
    /// one of `line`.
    #[track_caller]
    fn check(then: &str, now: &str, line: Option<u32>) {
        let group = Token {
            start: then.find('(').expect("a group") as u32,
            end: then.find(')').expect("its end") as u32 + 1,
            kind: TokenKind::Group(1),
        };
        let mut last = Evaluation {
            tokens: [group].into(),
            ..Evaluation::default()
        };
        last.texts.lines = then.into();
        let at = now.find('‸').expect("a caret");
        let found = group_at(&last, &now.replace('‸', ""), at);
        assert_eq!(found, line.map(|line| in_line((line, 1))));
    }

    #[test]
    fn the_caret_stays_in_the_group_that_is_typed_into() {
        check(r"m|(\w)|", r"m|‸(\w)|", Some(1));
        check(r"m|(\w)|", r"m|(\w+‸)|", Some(1));
        check(r"m|(\w)|", r"m|(\w)‸|", None);
    }

    #[test]
    fn a_line_break_takes_the_caret_out_of_the_group_of_the_line_before() {
        check("m|(a)|", "\nm|(‸a)|", Some(2));
        check("m|(a)|", "m|(\n‸a)|", None);
    }

    #[test]
    fn the_caret_is_in_the_line_behind_the_breaks_before_it() {
        assert_eq!(line_at("é\n\nb", 0), 1);
        assert_eq!(line_at("é\n\nb", 2), 1);
        assert_eq!(line_at("é\n\nb", 4), 3);
        assert_eq!(line_at("", 0), 1);
    }
}
