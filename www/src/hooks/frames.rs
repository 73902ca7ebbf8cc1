//! Much to draw, a little in each frame, so that keys and clicks are heard in between.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// Milliseconds of a frame.
const FRAME: u32 = 16;

/// How many of `total` parts are to be drawn: `at_once` at first, and as many more in each frame.
/// What was drawn once stays.
#[hook]
pub fn use_frames(total: usize, at_once: usize) -> usize {
    let n_drawn = use_state(|| at_once);
    let n = (*n_drawn).min(total);
    let set = n_drawn.setter();
    use_effect_with((n, total), move |(n, total)| {
        let next = n + at_once;
        let frame = (n < total).then(|| Timeout::new(FRAME, move || set.set(next)));
        move || drop(frame)
    });
    n
}
