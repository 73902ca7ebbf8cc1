//! What may be confidential in a paste, and the paste without it, to records.

use serde::{Deserialize, Serialize};

use super::records::SpanRecord;
use crate::bytes::latin1_text;
use crate::redact::{Confidential, find_confidential, redact_paste};

/// A paste with stand-ins for what may be confidential.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedactionRecord {
    /// What was found, by kind and then in the order of first places.
    pub found: Vec<ConfidentialRecord>,
    /// The paste with the stand-ins in it.
    pub text: String,
    /// Places that could not be replaced, because the paste writes them in escapes.
    pub left: u32,
}

/// A value that may be confidential.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfidentialRecord {
    /// What it is: `host name`, `address`, `hardware address`, `mail user`, `cookie or token`,
    /// `date`.
    pub kind: String,
    /// The value.
    pub value: String,
    /// What takes its place; as long.
    pub stand_in: String,
    /// Where it stands, in bytes of the paste.
    pub places: Vec<SpanRecord>,
}

/// Finds what may be confidential in `paste` and replaces all of it but the values in `kept`.
pub fn find_redactions(paste: &[u8], kept: &[String]) -> RedactionRecord {
    let found = find_confidential(paste);
    let is_chosen = |one: &&Confidential| !kept.contains(&latin1_text(&one.value));
    let redacted = redact_paste(paste, found.iter().filter(is_chosen));
    RedactionRecord {
        found: found.iter().map(record).collect(),
        text: String::from_utf8_lossy(&redacted.text).into_owned(),
        left: u32::try_from(redacted.n_left).unwrap_or(u32::MAX),
    }
}

fn record(found: &Confidential) -> ConfidentialRecord {
    let places = found.occurrences.iter().map(|one| one.span.into());
    ConfidentialRecord {
        kind: found.kind.name().to_owned(),
        value: latin1_text(&found.value),
        stand_in: latin1_text(&found.stand_in),
        places: places.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_told_and_stays() {
        let paste = br#"SF-Port21-TCP:%r(NULL,18,"220\x20stage\x20FTP\x20at\x2010\.0\.0\.7");"#;
        let all = find_redactions(paste, &[]);
        assert!(!all.text.contains("stage"), "{}", all.text);
        let kept = find_redactions(paste, &["stage".to_owned()]);
        assert!(kept.text.contains("stage") && !kept.text.contains(r"\.7"));
        assert_eq!(kept.found, all.found);
        let kinds: Vec<_> = all.found.iter().map(|one| one.kind.as_str()).collect();
        assert_eq!(kinds, ["address", "host name"]);
        let place = all.found[1].places[0];
        assert_eq!(&paste[place.start as usize..place.end as usize], b"stage");
    }
}
