//! The platform of a fingerprint in words: `x86_64-pc-linux-gnu` is Linux on x86-64.

/// Operating systems by what the last parts of a platform begin with; the longer names first.
const SYSTEMS: [(&str, &str); 14] = [
    ("linux-android", "Android"),
    ("linux", "Linux"),
    ("windows", "Windows"),
    ("cygwin", "Windows (Cygwin)"),
    ("mingw", "Windows (MinGW)"),
    ("darwin", "macOS"),
    ("freebsd", "FreeBSD"),
    ("openbsd", "OpenBSD"),
    ("netbsd", "NetBSD"),
    ("dragonfly", "DragonFly BSD"),
    ("solaris", "Solaris"),
    ("aix", "AIX"),
    ("hpux", "HP-UX"),
    ("haiku", "Haiku"),
];
/// Processors by what a platform begins with; the longer names first.
const PROCESSORS: [(&str, &str); 16] = [
    ("x86_64", "x86-64"),
    ("amd64", "x86-64"),
    ("i386", "32-bit x86"),
    ("i486", "32-bit x86"),
    ("i586", "32-bit x86"),
    ("i686", "32-bit x86"),
    ("aarch64", "64-bit ARM"),
    ("arm64", "64-bit ARM"),
    ("arm", "ARM"),
    ("powerpc64", "64-bit PowerPC"),
    ("powerpc", "PowerPC"),
    ("mips64", "64-bit MIPS"),
    ("mips", "MIPS"),
    ("riscv64", "64-bit RISC-V"),
    ("sparc", "SPARC"),
    ("s390x", "IBM Z"),
];

/// System and processor that `platform` names; `None` when it names no known system.
///
/// ```
/// use sflens::fingerprint::platform_words;
/// assert_eq!(platform_words("i686-pc-windows-windows").as_deref(), Some("Windows on 32-bit x86"));
/// ```
pub fn platform_words(platform: &str) -> Option<String> {
    let (processor, rest) = platform.split_once('-')?;
    let parts = || rest.match_indices('-').map(|(at, _)| at + 1);
    let starts = std::iter::once(0).chain(parts());
    let (_, system) = starts.into_iter().find_map(|at| {
        let part = rest.get(at..)?;
        SYSTEMS.iter().find(|(name, _)| part.starts_with(name))
    })?;
    let processor = PROCESSORS
        .iter()
        .find(|(name, _)| processor.starts_with(name));
    Some(match processor {
        Some((_, processor)) => format!("{system} on {processor}"),
        None => (*system).to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn platforms_are_told_in_words() {
        let rows = [
            ("x86_64-pc-linux-gnu", Some("Linux on x86-64")),
            ("aarch64-unknown-linux-gnu", Some("Linux on 64-bit ARM")),
            ("arm-unknown-linux-androideabi", Some("Android on ARM")),
            ("i686-pc-windows-windows", Some("Windows on 32-bit x86")),
            ("x86_64-apple-darwin23.4.0", Some("macOS on x86-64")),
            ("arm-apple-darwin23.0.0", Some("macOS on ARM")),
            ("amd64-portbld-freebsd13.1", Some("FreeBSD on x86-64")),
            ("vax-dec-netbsd", Some("NetBSD")),
            ("x86_64-pc-unknown", None),
            ("odd", None),
        ];
        for (platform, words) in rows {
            assert_eq!(platform_words(platform).as_deref(), words, "{platform}");
        }
    }
}
