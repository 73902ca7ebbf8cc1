//! Three bytes in a row as one number, and the set of all that occur in a response.
//!
//! Two different threes can share a number: then a line stays a candidate that is none.

/// A number for three bytes.
pub(super) type Gram = u16;

/// How many numbers there are.
const N_GRAMS: usize = 1 << Gram::BITS;

/// The grams of one response, one bit for each number.
#[derive(Clone, Debug)]
pub(super) struct GramSet {
    words: Vec<u64>,
}

impl GramSet {
    pub(super) fn of(response: &[u8]) -> Self {
        let mut words = vec![0u64; N_GRAMS / 64];
        for gram in grams(response) {
            if let Some(word) = words.get_mut(usize::from(gram >> 6)) {
                *word |= 1 << (gram & 63);
            }
        }
        Self { words }
    }

    #[inline]
    pub(super) fn contains(&self, gram: Gram) -> bool {
        let word = self.words.get(usize::from(gram >> 6));
        word.is_some_and(|word| word >> (gram & 63) & 1 == 1)
    }
}

/// The grams of `bytes` in their order; none below three bytes.
pub(super) fn grams(bytes: &[u8]) -> impl Iterator<Item = Gram> + '_ {
    bytes.windows(3).map(|three| {
        let number = three.iter().fold(0u32, |n, byte| n << 8 | u32::from(*byte));
        // The upper bits of a product with an odd number depend on all of the factor.
        (number.wrapping_mul(0x9e37_79b1) >> 16) as Gram
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_the_grams_of_its_response_and_hardly_another() {
        let set = GramSet::of(b"220 stage FTP server");
        assert!(grams(b"stage FTP").all(|gram| set.contains(gram)));
        assert!(!grams(b"Acme").any(|gram| set.contains(gram)));
    }

    #[test]
    fn below_three_bytes_there_is_none() {
        assert_eq!(grams(b"ab").count(), 0);
        assert_eq!(grams(b"abc").count(), 1);
    }
}
