//! A module of the same kind as `engine`, with nothing of sflens.

use std::hint::black_box;

fn main() {
    let text: Vec<u8> = black_box(Vec::new());
    black_box(text.repeat(2));
}
