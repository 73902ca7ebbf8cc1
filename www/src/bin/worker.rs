//! The worker's program; `worker-loader.js` starts it.

fn main() {
    www::worker::serve();
}
