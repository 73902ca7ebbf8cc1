//! How many findings there are, in words.

/// `1 warning, 2 notes`; what there is none of is left out.
pub fn count_words<'a>(severities: impl Iterator<Item = &'a str>) -> String {
    let kinds = [
        ("error", "error", "errors"),
        ("warning", "warning", "warnings"),
        ("style", "matter of style", "matters of style"),
        ("note", "note", "notes"),
    ];
    let mut counts = [0_usize; 4];
    for severity in severities {
        let kind = kinds.iter().position(|(name, ..)| *name == severity);
        counts[kind.unwrap_or(3)] += 1;
    }
    let told = kinds.iter().zip(counts).filter(|(_, n)| *n > 0);
    let words = told.map(|((_, one, many), n)| format!("{n} {}", if n == 1 { one } else { many }));
    words.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_counted_by_their_weight() {
        let words = |severities: &[&'static str]| count_words(severities.iter().copied());
        assert_eq!(words(&[]), "");
        assert_eq!(
            words(&["note", "style", "warning", "note"]),
            "1 warning, 1 matter of style, 2 notes"
        );
    }
}
