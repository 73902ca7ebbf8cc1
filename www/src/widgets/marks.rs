//! Numbered marks over a run of bytes or characters, cut so that each piece looks one way.
//!
//! ```text
//! a b c d e     mark 1 over b..e, mark 2 over c..d
//!   └1──┘       pieces: a | b (1) | c (2, ends 2) | d (1, ends 1) | e
//!     2
//! ```

use std::ops::Range;

use yew::prelude::*;

/// A numbered range; an empty one marks a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// First offset.
    pub start: usize,
    /// Offset behind the last.
    pub end: usize,
    /// The number that it is known by, 1 to 9 with a color of its own.
    pub number: u8,
}

/// Everything that is drawn over a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlay {
    /// The marks.
    pub marks: Vec<Mark>,
    /// Marks with these numbers are lit.
    pub lit_numbers: Vec<u8>,
    /// This range is lit.
    pub lit: Option<Range<usize>>,
    /// What stands from here on is not certain.
    pub uncertain_from: Option<usize>,
    /// A caret stands in front of this place.
    pub stop: Option<usize>,
    /// Where the whole run ends, of which one piece after the other is drawn.
    pub end: usize,
}

impl Overlay {
    /// Marks, and nothing else.
    pub fn of_marks(marks: Vec<Mark>) -> Self {
        Self {
            marks,
            ..Self::default()
        }
    }

    fn places(&self) -> impl Iterator<Item = usize> {
        let lit = self.lit.iter().flat_map(|lit| [lit.start, lit.end]);
        lit.chain(self.uncertain_from).chain(self.stop)
    }
}

/// A run that looks one way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its offsets.
    pub(super) range: Range<usize>,
    /// The number of the innermost mark.
    pub(super) number: Option<u8>,
    /// The numbers of the marks that end with it, innermost first.
    pub(super) ends: Vec<u8>,
    /// It is lit.
    pub(super) is_lit: bool,
    /// It is not certain.
    pub(super) is_uncertain: bool,
    /// The caret stands in front of it.
    pub(super) has_stop: bool,
}

/// Cuts `range` where something begins or ends. Empty marks make empty pieces, and so does a caret
/// behind the last offset.
pub(super) fn split_overlay(range: Range<usize>, overlay: &Overlay) -> Vec<Piece> {
    let mut pieces = split_marks(range.clone(), overlay);
    for piece in &mut pieces {
        piece.is_lit = is_lit(piece, overlay);
        piece.is_uncertain = overlay
            .uncertain_from
            .is_some_and(|from| from <= piece.range.start && !piece.range.is_empty());
    }
    let is_here = |at: &usize| range.contains(at) || *at == range.end && *at == overlay.end;
    if let Some(at) = overlay.stop.filter(is_here) {
        match pieces.iter_mut().find(|piece| piece.range.start == at) {
            Some(piece) => piece.has_stop = true,
            None => pieces.push(Piece {
                range: at..at,
                has_stop: true,
                ..Piece::default()
            }),
        }
    }
    pieces
}

fn is_lit(piece: &Piece, overlay: &Overlay) -> bool {
    let is_inside = |lit: &Range<usize>| {
        lit.start <= piece.range.start && piece.range.end <= lit.end && !piece.range.is_empty()
    };
    let is_named = |number: u8| overlay.lit_numbers.contains(&number);
    overlay.lit.as_ref().is_some_and(is_inside) || piece.number.is_some_and(is_named)
}

fn split_marks(range: Range<usize>, overlay: &Overlay) -> Vec<Piece> {
    let marks = &overlay.marks;
    let cuts = cuts(&range, overlay);
    let mut pieces = Vec::new();
    for (idx, at) in cuts.iter().enumerate() {
        let places = marks.iter().filter(|m| m.start == m.end && m.end == *at);
        pieces.extend(places.map(|mark| piece_at(*at, mark.number)));
        if let Some(next) = cuts.get(idx + 1) {
            pieces.push(piece_over(*at..*next, marks));
        }
    }
    pieces
}

fn cuts(range: &Range<usize>, overlay: &Overlay) -> Vec<usize> {
    let ends = overlay.marks.iter().flat_map(|mark| [mark.start, mark.end]);
    let inside = ends.chain(overlay.places()).filter(|at| range.contains(at));
    let mut cuts: Vec<usize> = inside.chain([range.start, range.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

fn piece_at(at: usize, number: u8) -> Piece {
    Piece {
        range: at..at,
        number: Some(number),
        ends: vec![number],
        ..Piece::default()
    }
}

fn piece_over(range: Range<usize>, marks: &[Mark]) -> Piece {
    let mut around: Vec<&Mark> = (marks.iter())
        .filter(|mark| mark.start <= range.start && range.end <= mark.end)
        .collect();
    around.sort_by_key(|mark| (mark.end - mark.start, u8::MAX - mark.number));
    let ends = around.iter().filter(|mark| mark.end == range.end);
    Piece {
        number: around.first().map(|mark| mark.number),
        ends: ends.map(|mark| mark.number).collect(),
        range,
        ..Piece::default()
    }
}

/// `content` as the piece looks, with the numbers that end with it. `data-at` says where it
/// begins, so that a selection can be told in offsets; the numbers are outside of it.
pub(super) fn render_piece(piece: &Piece, content: Html) -> Html {
    let content = html! { <span data-at={piece.range.start.to_string()}>{ content }</span> };
    let lit = piece.is_lit.then_some("is-lit");
    let uncertain = piece.is_uncertain.then_some("is-uncertain");
    let looks = match piece.number {
        Some(number) => html! {
            <mark
                class={classes!("mark", format!("mark--{number}"), lit, uncertain)}
                data-group={number.to_string()}
            >
                { content }
                { for piece.ends.iter().map(|number| html! { <sup>{ *number }</sup> }) }
            </mark>
        },
        None if lit.or(uncertain).is_some() => {
            html! { <span class={classes!(lit, uncertain)}>{ content }</span> }
        }
        None => content,
    };
    match piece.has_stop {
        true => html! {
            <>
                <span class="stop" role="img" aria-label="the line stops here" />
                { looks }
            </>
        },
        false => looks,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(marks: &[(usize, usize, u8)], expected: &[(Range<usize>, Option<u8>, &[u8])]) {
        let mark = |&(start, end, number)| Mark { start, end, number };
        let marks: Vec<Mark> = marks.iter().map(mark).collect();
        let pieces = split_overlay(0..5, &Overlay::of_marks(marks));
        let found: Vec<_> = (pieces.iter())
            .map(|piece| (piece.range.clone(), piece.number, &piece.ends[..]))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_innermost_mark_fills() {
        check(
            &[(1, 4, 1), (2, 3, 2)],
            &[
                (0..1, None, &[]),
                (1..2, Some(1), &[]),
                (2..3, Some(2), &[2]),
                (3..4, Some(1), &[1]),
                (4..5, None, &[]),
            ],
        );
    }

    #[test]
    fn marks_that_end_together_both_say_so() {
        check(
            &[(0, 5, 1), (3, 5, 2)],
            &[(0..3, Some(1), &[]), (3..5, Some(2), &[2, 1])],
        );
    }

    #[test]
    fn an_empty_mark_keeps_its_place() {
        check(
            &[(2, 2, 7)],
            &[(0..2, None, &[]), (2..2, Some(7), &[7]), (2..5, None, &[])],
        );
        check(&[(5, 5, 7)], &[(0..5, None, &[]), (5..5, Some(7), &[7])]);
    }

    #[test]
    fn a_piece_of_a_longer_run_does_not_end_its_mark() {
        let mark = Mark {
            start: 2,
            end: 9,
            number: 1,
        };
        let pieces = split_overlay(0..5, &Overlay::of_marks(vec![mark]));
        assert_eq!((pieces[1].number, pieces[1].ends.len()), (Some(1), 0));
    }

    #[test]
    fn what_is_lit_uncertain_or_stopped_at_is_cut_out() {
        let overlay = Overlay {
            lit: Some(1..3),
            uncertain_from: Some(2),
            stop: Some(4),
            ..Overlay::default()
        };
        let found: Vec<_> = (split_overlay(0..5, &overlay).into_iter())
            .map(|piece| {
                (
                    piece.range,
                    piece.is_lit,
                    piece.is_uncertain,
                    piece.has_stop,
                )
            })
            .collect();
        let expected = [
            (0..1, false, false, false),
            (1..2, true, false, false),
            (2..3, true, true, false),
            (3..4, false, true, false),
            (4..5, false, true, true),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_stop_behind_the_last_offset_of_all_keeps_its_place() {
        let last_has_stop = |end| {
            let overlay = Overlay {
                stop: Some(5),
                end,
                ..Overlay::default()
            };
            split_overlay(0..5, &overlay)
                .pop()
                .map(|piece| piece.has_stop)
        };
        assert_eq!(
            (last_has_stop(5), last_has_stop(9)),
            (Some(true), Some(false))
        );
    }

    #[test]
    fn a_lit_number_lights_its_marks() {
        let mark = |start, number| Mark {
            start,
            end: start + 1,
            number,
        };
        let overlay = Overlay {
            lit_numbers: vec![2],
            ..Overlay::of_marks(vec![mark(0, 1), mark(1, 2)])
        };
        let lit: Vec<_> = (split_overlay(0..2, &overlay).iter())
            .map(|piece| piece.is_lit)
            .collect();
        assert_eq!(lit, [false, true]);
    }
}
