//! How much a run does, from the environment: `ORACLE_SEED=7 ORACLE_PATTERNS=1000000`.

use crate::random::Random;

/// The number in the variable `name`, else `default`.
///
/// # Panics
///
/// When the variable is set to something else than a number.
pub fn setting(name: &str, default: usize) -> usize {
    let value = std::env::var(name).ok();
    value.map_or(default, |value| value.parse().expect("a number"))
}

/// The generator of the seed in `ORACLE_SEED`, 1 when there is none.
pub fn seeded() -> Random {
    Random::new(setting("ORACLE_SEED", 1) as u64)
}
