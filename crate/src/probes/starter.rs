//! The probes and lines that are built in, so that something is known from the start.

/// `crate/data/starter-probes`: a probes file of our own, which serves when no other is loaded.
pub const STARTER_PROBES: &[u8] = include_bytes!("../../data/starter-probes");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probes::{ReadOptions, check_patterns, parse_probes_file};

    #[test]
    fn the_starter_file_is_sound() {
        let options = ReadOptions::default();
        let parsed = parse_probes_file(STARTER_PROBES, &options);
        assert_eq!(parsed.diagnostics, []);
        assert_eq!(check_patterns(&parsed.value, options.release), []);
        assert!(parsed.value.probes.len() >= 12);
    }
}
