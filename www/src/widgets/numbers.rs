//! Numbers as people read them.

/// `65536` as `65,536`.
pub fn group_thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_stands_before_every_third_digit_from_the_right() {
        assert_eq!(group_thousands(63), "63");
        assert_eq!(group_thousands(900), "900");
        assert_eq!(group_thousands(1_300), "1,300");
        assert_eq!(group_thousands(1_234_567), "1,234,567");
    }
}
