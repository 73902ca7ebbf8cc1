//! Where among the steps one is, and how that changes: by hand, and by itself.

use std::rc::Rc;

use yew::prelude::*;

/// Ticks that playing all steps takes at most.
const MOST_TICKS: usize = 150;

/// See the head of this file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Player {
    /// The step that is shown, from 0.
    pub(super) at: usize,
    /// It moves on by itself.
    pub(super) is_playing: bool,
}

/// What happens to it; each knows how many steps there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// To a step.
    To(usize),
    /// On by itself, from the first step when it stands at the last.
    Play(usize),
    /// No further by itself.
    Pause,
    /// A moment has passed.
    Tick(usize),
}

impl Player {
    fn after(self, change: Move) -> Self {
        match change {
            Move::To(at) => Self {
                at,
                is_playing: false,
            },
            Move::Play(n_steps) => Self {
                at: if self.at + 1 < n_steps { self.at } else { 0 },
                is_playing: true,
            },
            Move::Pause => Self {
                is_playing: false,
                ..self
            },
            Move::Tick(n_steps) => self.tick(n_steps),
        }
    }

    fn tick(self, n_steps: usize) -> Self {
        let last = n_steps.saturating_sub(1);
        let at = (self.at + n_steps.div_ceil(MOST_TICKS)).min(last);
        Self {
            at,
            is_playing: self.is_playing && at < last,
        }
    }
}

impl Reducible for Player {
    type Action = Move;

    fn reduce(self: Rc<Self>, change: Move) -> Rc<Self> {
        Rc::new(self.after(change))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn playing_ends_at_the_last_step_and_begins_anew_from_there() {
        let mut player = Player::default().after(Move::Play(3));
        let mut seen = vec![player.at];
        while player.is_playing {
            player = player.after(Move::Tick(3));
            seen.push(player.at);
        }
        assert_eq!(seen, [0, 1, 2]);
        assert_eq!(player.after(Move::Play(3)).at, 0);
    }

    #[test]
    fn many_steps_are_played_in_as_many_ticks_as_few() {
        let mut player = Player::default().after(Move::Play(50_000));
        let mut n_ticks = 0;
        while player.is_playing {
            player = player.after(Move::Tick(50_000));
            n_ticks += 1;
        }
        assert!(n_ticks <= MOST_TICKS, "{n_ticks}");
    }

    #[test]
    fn a_step_by_hand_stops_the_play() {
        let player = Player::default().after(Move::Play(9)).after(Move::To(4));
        assert_eq!((player.at, player.is_playing), (4, false));
        assert!(!player.after(Move::Play(9)).after(Move::Pause).is_playing);
    }
}
