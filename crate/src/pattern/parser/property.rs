//! `\p{Lu}`, `\pL`, `\P{^Script: Greek}`.
//!
//! Names match loosely: case, blanks, hyphens and underscores do not count.

use super::{Parser, Result};
use crate::pattern::PatternErrorKind;
use crate::pattern::tree::Property;

/// PCRE2 reads so much of a name.
const MAX_NAME: usize = 49;

impl Parser<'_> {
    /// Stands on the `p` or `P`; the escape starts at `start`.
    pub(super) fn parse_property(&mut self, start: usize) -> Result<Property> {
        let mut negated = self.try_byte(b'P');
        self.at += usize::from(!negated);
        let name = match self.try_byte(b'{') {
            true => self.read_property_name(start, &mut negated)?,
            false => self.read_property_letter(start)?,
        };
        let Some(property) = Property::find(&name, negated) else {
            return Err(self.error_from(start, PatternErrorKind::UnknownProperty(name)));
        };
        Ok(match self.options.caseless {
            true => property.caseless(),
            false => property,
        })
    }

    fn read_property_letter(&mut self, start: usize) -> Result<String> {
        let letter = self.peek();
        self.at += usize::from(letter.is_some());
        match letter {
            Some(letter) if letter.is_ascii_alphabetic() => {
                Ok(char::from(letter.to_ascii_lowercase()).to_string())
            }
            _ => Err(self.error_from(start, PatternErrorKind::MalformedProperty)),
        }
    }

    /// Stands behind the `{`. A `^` at the start of the name switches `negated`.
    fn read_property_name(&mut self, start: usize, negated: &mut bool) -> Result<String> {
        let mut name = String::new();
        let mut caret_allowed = true;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'_' | b'-' | b' ' | 9..=13 => {}
                b'^' if name.is_empty() && caret_allowed => {
                    *negated = !*negated;
                    caret_allowed = false;
                }
                b'}' => return Ok(name),
                b'&'..=b'z' => name.push(char::from(byte.to_ascii_lowercase())),
                _ => break,
            }
            if name.len() == MAX_NAME {
                break;
            }
        }
        Err(self.error_from(start, PatternErrorKind::MalformedProperty))
    }
}
