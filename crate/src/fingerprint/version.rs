//! How the version in a header is written: bare, or as data of a response, which has a backslash
//! before its dot.
//!
//! ```text
//! V=7.95              a header
//! V&#x3d;7&#x2e;95    a header of which all punctuation was quoted
//! V=7\.95             data
//! ```

use super::find::prefix_len;

/// Characters up to the end of the version at most.
pub(super) const MAX_VERSION: usize = 24;

/// What an equals sign becomes where everything is quoted.
const EQUALS: [&[u8]; 4] = [b"&#x3d;", b"&#x3D;", b"&#61;", b"&equals;"];
/// What a backslash becomes.
const BACKSLASHES: [&[u8]; 9] = [
    b"\\", b"&#x5C;", b"&#x5c;", b"&#92;", b"&bsol;", b"%5C", b"%5c", b"\\u005c", b"\\u005C",
];

/// How the dot of a version is written: a response has a backslash before it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum VersionForm {
    Bare,
    Escaped,
}

/// True for `V&#x3d;7&#x2e;95`, where all punctuation is an entity; in a response a backslash stands
/// before the dot.
pub(super) fn is_entity_version(rest: &[u8]) -> bool {
    let value = rest.strip_prefix(b"V").unwrap_or_default();
    let Some(n_equals) = prefix_len(value, &EQUALS) else {
        return false;
    };
    let digits = value.get(n_equals..).unwrap_or_default().iter();
    let n_digits = digits.take_while(|byte| byte.is_ascii_digit()).count();
    let behind = value.get(n_equals + n_digits..).unwrap_or_default();
    n_digits > 0 && prefix_len(behind, &BACKSLASHES).is_none()
}

/// Looks at `V=7.95`; `None` without a version that has a dot.
pub(super) fn version_form(rest: &[u8]) -> Option<VersionForm> {
    let equals = rest.iter().take(10).position(|byte| *byte == b'V')?;
    let version = rest.get(equals..)?;
    let version = version.get(..MAX_VERSION).unwrap_or(version);
    let dot = version.iter().position(|byte| *byte == b'.')?;
    let before = version.get(..dot)?;
    let is_version = |byte: &u8| byte.is_ascii_alphanumeric() || b"=\\&#;%".contains(byte);
    // `%3D` and `%5C` are of a URL; another percent sign ends the version.
    let mut numbers = before.split(|byte| *byte == b'%').skip(1);
    let is_url = numbers.all(|number| b"3D3d5C5c".chunks(2).any(|known| number.starts_with(known)));
    if !is_url || !before.iter().all(is_version) {
        return None;
    }
    let is_escaped = BACKSLASHES.iter().any(|form| before.ends_with(form));
    Some(if is_escaped {
        VersionForm::Escaped
    } else {
        VersionForm::Bare
    })
}
