//! Requests answered: the only place of the page where the library is called for analysis.

use sflens::bytes::print_readable;

use crate::protocol::{Reply, Request};

/// The answer to one request. Takes as long as it takes; the page watches the clock.
pub(super) fn answer(request: Request) -> Reply {
    match request {
        Request::ShowBytes { bytes } => Reply::Readable {
            text: print_readable(&bytes),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sflens::results::ResponseBytes;

    #[test]
    fn bytes_are_shown_with_escapes() {
        let request = Request::ShowBytes {
            bytes: ResponseBytes(b"OK\r\n\xff".to_vec()),
        };
        let text = r"OK\r\n\xff".to_owned();
        assert_eq!(answer(request), Reply::Readable { text });
    }
}
