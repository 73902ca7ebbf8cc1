//! Numbered marks over a run of bytes or characters, cut so that each piece has one fill.
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

/// A run that lies under the same marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its offsets.
    pub(super) range: Range<usize>,
    /// The number of the innermost mark.
    pub(super) number: Option<u8>,
    /// The numbers of the marks that end with it, innermost first.
    pub(super) ends: Vec<u8>,
}

/// Cuts `range` at the ends of the marks. Empty marks make empty pieces.
pub(super) fn split_marks(range: Range<usize>, marks: &[Mark]) -> Vec<Piece> {
    let cuts = cuts(&range, marks);
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

fn cuts(range: &Range<usize>, marks: &[Mark]) -> Vec<usize> {
    let ends = marks.iter().flat_map(|mark| [mark.start, mark.end]);
    let inside = ends.filter(|at| range.contains(at));
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
    }
}

/// `content` filled with the color of the piece's mark, and the numbers that end with it.
pub(super) fn render_piece(piece: &Piece, content: Html) -> Html {
    let Some(number) = piece.number else {
        return content;
    };
    html! {
        <mark class={classes!("mark", format!("mark--{number}"))}>
            { content }
            { for piece.ends.iter().map(|number| html! { <sup>{ *number }</sup> }) }
        </mark>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(marks: &[(usize, usize, u8)], expected: &[(Range<usize>, Option<u8>, &[u8])]) {
        let mark = |&(start, end, number)| Mark { start, end, number };
        let marks: Vec<Mark> = marks.iter().map(mark).collect();
        let pieces = split_marks(0..5, &marks);
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
        let pieces = split_marks(0..5, &[mark]);
        assert_eq!((pieces[1].number, pieces[1].ends.len()), (Some(1), 0));
    }
}
