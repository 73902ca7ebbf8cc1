//! The page's program; `boot.js` starts it.

fn main() {
    www::app::start();
}
