//! A set of bytes as 256 bits.

/// A set of bytes.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct ByteSet {
    words: [u64; 4],
}

impl ByteSet {
    /// The set without bytes.
    pub const EMPTY: Self = Self { words: [0; 4] };

    /// The set of one byte.
    pub fn of(byte: u8) -> Self {
        let mut set = Self::EMPTY;
        set.insert(byte);
        set
    }

    /// The bytes for which `holds` is true.
    pub fn from_fn(holds: impl Fn(u8) -> bool) -> Self {
        let mut set = Self::EMPTY;
        for byte in 0..=255 {
            if holds(byte) {
                set.insert(byte);
            }
        }
        set
    }

    /// Adds one byte.
    #[inline]
    pub fn insert(&mut self, byte: u8) {
        let [a, b, c, d] = &mut self.words;
        let word = match byte >> 6 {
            0 => a,
            1 => b,
            2 => c,
            _ => d,
        };
        *word |= 1 << (byte & 63);
    }

    /// The bytes of all ranges, both ends included.
    pub fn of_ranges(ranges: &[(u8, u8)]) -> Self {
        let mut set = Self::EMPTY;
        for (low, high) in ranges {
            set.insert_range(*low, *high);
        }
        set
    }

    /// Adds all bytes from `low` to `high`, both included.
    pub fn insert_range(&mut self, low: u8, high: u8) {
        for (word, base) in self.words.iter_mut().zip([0u8, 64, 128, 192]) {
            let (first, last) = (low.max(base), high.min(base + 63));
            if first <= last {
                *word |= u64::MAX >> (63 - (last - first)) << (first - base);
            }
        }
    }

    /// Whether `byte` is in the set.
    #[inline]
    pub fn contains(&self, byte: u8) -> bool {
        let word = self.words.get(usize::from(byte >> 6));
        word.is_some_and(|word| word >> (byte & 63) & 1 == 1)
    }

    /// The bytes in one or the other.
    pub fn union(self, other: Self) -> Self {
        self.zip(other, |a, b| a | b)
    }

    /// The bytes in both.
    pub fn intersection(self, other: Self) -> Self {
        self.zip(other, |a, b| a & b)
    }

    /// The bytes that are not in the set.
    pub fn complement(self) -> Self {
        self.zip(Self::EMPTY, |a, _| !a)
    }

    /// The set with the other case of every ASCII letter in it.
    pub fn close_over_case(self) -> Self {
        let mut closed = self;
        for byte in self.iter().filter(u8::is_ascii_alphabetic) {
            closed.insert(byte ^ 0x20);
        }
        closed
    }

    /// True when no byte is in the set.
    pub fn is_empty(self) -> bool {
        self.words == [0; 4]
    }

    /// The lowest byte of the set.
    pub fn first(self) -> Option<u8> {
        let words = self.words.iter().zip([0u8, 64, 128, 192]);
        let mut used = words.filter(|(word, _)| **word != 0);
        used.next()
            .map(|(word, base)| base + word.trailing_zeros() as u8)
    }

    /// Number of bytes in the set.
    pub fn len(self) -> usize {
        self.words
            .iter()
            .map(|word| word.count_ones() as usize)
            .sum()
    }

    /// The bytes in rising order.
    pub fn iter(&self) -> impl Iterator<Item = u8> + '_ {
        (0..=255).filter(|byte| self.contains(*byte))
    }

    fn zip(self, other: Self, join: impl Fn(u64, u64) -> u64) -> Self {
        let ([a, b, c, d], [e, f, g, h]) = (self.words, other.words);
        Self {
            words: [join(a, e), join(b, f), join(c, g), join(d, h)],
        }
    }
}

impl std::fmt::Debug for ByteSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let bytes: Vec<u8> = self.iter().collect();
        write!(f, "ByteSet({})", crate::bytes::print_readable(&bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_of_any_bytes_holds_just_them() {
        for (low, high) in [
            (0, 255),
            (63, 64),
            (64, 127),
            (9, 9),
            (200, 255),
            (0, 0),
            (9, 8),
        ] {
            let range = ByteSet::of_ranges(&[(low, high)]);
            let same = ByteSet::from_fn(|byte| (low..=high).contains(&byte));
            assert_eq!(range, same, "{low} to {high}");
        }
    }

    #[test]
    fn a_set_holds_what_was_put_in() {
        let mut set = ByteSet::EMPTY;
        set.insert_range(b'x', b'z');
        set.insert(0xff);
        assert_eq!(set.iter().collect::<Vec<_>>(), b"xyz\xff");
        assert_eq!(set.complement().len(), 252);
        assert_eq!(set.close_over_case().len(), 7);
        assert_eq!(set.first(), Some(b'x'));
        assert_eq!(
            (ByteSet::of(0xff).first(), ByteSet::EMPTY.first()),
            (Some(0xff), None)
        );
    }
}
