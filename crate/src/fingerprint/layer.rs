//! Layers of quoting that a paste can carry, and how each is peeled off.

use super::text::Text;

/// One way in which the whole text was quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layer {
    /// XML and HTML: `&quot;`, `&#xa;`. The attribute ends at a bare quote.
    Entities,
}

impl Layer {
    /// What a message says was undone.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Entities => "its XML entities undone",
        }
    }
}

/// The text without one layer of quoting.
pub(super) fn peel_layer(layer: Layer, text: &Text) -> Text {
    match layer {
        Layer::Entities => entities(text),
    }
}

fn entities(text: &Text) -> Text {
    let mut peeled = Text::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        match entity(text.rest(at)) {
            Some((byte, len)) => {
                peeled.push(byte, text.place(at, at + len));
                at += len;
            }
            None => {
                peeled.copy(text, at);
                at += 1;
            }
        }
    }
    peeled
}

/// The character that `rest` begins with as an entity, and the length of the entity.
fn entity(rest: &[u8]) -> Option<(u8, usize)> {
    const MAX_ENTITY: usize = 8;
    let end = rest
        .iter()
        .take(MAX_ENTITY)
        .position(|byte| *byte == b';')?;
    let name = std::str::from_utf8(rest.get(..end)?)
        .ok()?
        .strip_prefix('&')?;
    let byte = match name {
        "quot" => b'"',
        "apos" => b'\'',
        "amp" => b'&',
        "lt" => b'<',
        "gt" => b'>',
        "nbsp" => b' ',
        _ => numeric_entity(name)?,
    };
    Some((byte, end + 1))
}

/// `#45` or `#x2d`.
fn numeric_entity(name: &str) -> Option<u8> {
    let number = name.strip_prefix('#')?;
    match number.strip_prefix(['x', 'X']) {
        Some(hex) => u8::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    }
}
