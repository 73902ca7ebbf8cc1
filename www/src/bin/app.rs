//! The program of the page and of its worker; `boot.js` starts it, `worker-loader.js` once more.

fn main() {
    if www::worker::is_in_worker() {
        www::worker::serve();
    } else {
        www::app::start();
    }
}
