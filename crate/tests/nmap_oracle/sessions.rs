//! Whole scans of a port: which probes are sent and in what order, UDP, TLS, soft matches.
//!
//! A session is a probes file and a way to call Nmap; each of its cases is a server, and the probes
//! that get an answer there, in their order. In a file `{PORT}` stands for the port that is
//! scanned, each probe sends its name and a line break, and `Hello` the starter file's TLS hello.

use sflens::fingerprint::Protocol;

use Protocol::{Tcp, Udp};

/// One probes file and one way to call Nmap.
pub(crate) struct Session {
    pub(crate) name: &'static str,
    pub(crate) protocol: Protocol,
    /// The server speaks TLS, and inside it as the case says.
    pub(crate) tls: bool,
    pub(crate) intensity: u8,
    pub(crate) file: &'static str,
    pub(crate) cases: &'static [SessionCase],
}

/// One server: what it says at once, what to which probe, and the probes whose responses Nmap
/// gets, up to the one that names the service.
pub(crate) struct SessionCase(
    pub(crate) &'static str,
    pub(crate) &'static [(&'static str, &'static str)],
    pub(crate) &'static [&'static str],
);

use SessionCase as Case;

const ORDER: &str = "Probe TCP NULL\n\
    Probe TCP A\nrarity 1\n\
    Probe TCP B\nrarity 9\nports {PORT}\n\
    Probe TCP C\nrarity 8\n\
    Probe TCP D\nrarity 7\n\
    Probe TCP E\nrarity 3\nports 1-65535\n\
    Probe TCP F\nrarity 8\nsslports {PORT}\n";

const ALL: &[(&str, &str)] = &[
    ("A", "1"),
    ("B", "2"),
    ("C", "3"),
    ("D", "4"),
    ("E", "5"),
    ("F", "6"),
];

const SOFT: &str = "Probe TCP NULL\nsoftmatch s m|^soft| p/S/ i/from the banner/\n\
    Probe TCP A\nrarity 1\nmatch t m|A$| v/of t/\n\
    Probe TCP B\nrarity 9\nmatch s m|hard (\\d)| v/$1/\n\
    Probe TCP C\nrarity 1\nsoftmatch s m|^never|\n\
    Probe TCP D\nrarity 1\nsoftmatch r m|^again| p/R/\n";

const FALLBACKS: &str = "Probe TCP NULL\nmatch n m|^null|\n\
    Probe TCP X\nrarity 1\nfallback U,Y\n\
    Probe UDP U\nmatch u m|^u(\\d)| p/from UDP/ v/$1/\nmatch u m|^both| p/first/\n\
    Probe UDP Y\nmatch y m|^y| p/UDP/\n\
    Probe TCP Y\nrarity 8\nmatch y m|^y| p/TCP/\nmatch y m|^both| p/second/\n";

const DATAGRAMS: &str = "Probe TCP NULL\nmatch n m|^null|\n\
    Probe UDP A\nrarity 1\nmatch a m|^a(\\d)| p/A/ v/$1/\nsoftmatch s m|^s| p/soft/\n\
    Probe UDP B\nrarity 9\nports {PORT}\nmatch s m|^h| v/hard/\nsoftmatch q m|^q|\n\
    Probe UDP C\nrarity 1\nfallback A\n\
    Probe UDP D\nrarity 8\n\
    Probe UDP E\nrarity 1\nmatch s m|^late| v/late/\nmatch ssl/z m|^z| p/named/\n";

const TLS: &str = "Probe TCP NULL\nmatch in m|^inside (\\w+)| p/$1/ cpe:/a:x:$1/\n\
    Probe TCP Hello\nrarity 1\nports {PORT}\nmatch ssl m|^\\x16\\x03|\n\
    Probe TCP A\nrarity 1\nmatch ssl m|^again| p/deep/\nmatch ssl/x m|^x| p/X/\nsoftmatch s m|^soft| p/S/\n\
    Probe TCP B\nrarity 8\nsslports {PORT}\nmatch b m|^b!|\n";

/// All sessions. Those inside TLS have one case each: the server in front has its own port.
pub(crate) const SESSIONS: &[Session] = &[
    Session {
        name: "order",
        protocol: Tcp,
        tls: false,
        intensity: 7,
        file: ORDER,
        cases: &[
            Case("", ALL, &["B", "E", "A", "D"]),
            Case("hi\r\n", ALL, &["NULL", "B", "E", "A", "D"]),
            Case("hi\r\n", &[], &["NULL", "B", "E", "A", "D"]),
            Case(
                "",
                &[("D", "\0\x001"), ("A", "\u{1}\"\\?[](){}")],
                &["A", "D"],
            ),
        ],
    },
    Session {
        name: "low-intensity",
        protocol: Tcp,
        tls: false,
        intensity: 1,
        file: ORDER,
        cases: &[Case("", ALL, &["B", "E", "A"])],
    },
    Session {
        name: "no-intensity",
        protocol: Tcp,
        tls: false,
        intensity: 0,
        file: ORDER,
        cases: &[Case("", ALL, &["B", "E"])],
    },
    Session {
        name: "all-probes",
        protocol: Tcp,
        tls: false,
        intensity: 9,
        file: ORDER,
        cases: &[Case("", ALL, &["B", "E", "A", "C", "D", "F"])],
    },
    Session {
        name: "soft",
        protocol: Tcp,
        tls: false,
        intensity: 7,
        file: SOFT,
        cases: &[
            Case("soft", &[("A", "A"), ("B", "hard 1")], &["NULL", "B"]),
            Case("soft", &[("A", "A"), ("C", "c")], &["NULL", "B", "C"]),
            Case("soft", &[], &["NULL", "B", "C"]),
            Case("", &[("D", "again")], &["D"]),
            Case("", &[("A", "x"), ("D", "again")], &["A", "D"]),
            Case("", &[("A", "softA")], &["A"]),
        ],
    },
    Session {
        name: "soft-low-intensity",
        protocol: Tcp,
        tls: false,
        intensity: 6,
        file: SOFT,
        cases: &[
            Case("soft", &[("A", "A"), ("C", "c")], &["NULL", "B", "C"]),
            Case("soft", &[("B", "hard 2")], &["NULL", "B"]),
        ],
    },
    Session {
        name: "soft-all-probes",
        protocol: Tcp,
        tls: false,
        intensity: 9,
        file: SOFT,
        cases: &[
            Case("soft", &[("A", "A")], &["NULL", "A"]),
            Case("soft", &[("A", "a")], &["NULL", "A", "B", "C", "D"]),
        ],
    },
    Session {
        name: "fallbacks",
        protocol: Tcp,
        tls: false,
        intensity: 7,
        file: FALLBACKS,
        cases: &[
            Case("", &[("X", "u1")], &["X"]),
            Case("", &[("X", "y")], &["X"]),
            Case("", &[("X", "both")], &["X"]),
            Case("", &[("X", "null")], &["X"]),
            Case("", &[("X", "nothing")], &["X"]),
        ],
    },
    Session {
        name: "udp",
        protocol: Udp,
        tls: false,
        intensity: 7,
        file: DATAGRAMS,
        cases: &[
            Case("", &[("A", "a1")], &["A"]),
            Case("", &[("B", "h"), ("A", "a1")], &["B"]),
            Case("", &[("A", "s"), ("C", "c"), ("E", "late")], &["A", "E"]),
            Case("", &[("A", "s"), ("C", "c")], &["A"]),
            Case("", &[("B", "q"), ("A", "s"), ("E", "e")], &["B"]),
            Case("", &[("C", "a7")], &["C"]),
            Case("", &[("A", "null"), ("D", "d")], &["A"]),
            Case("", &[("E", "z")], &["E"]),
            Case(
                "",
                &[("A", "x"), ("B", "\0y"), ("C", "\u{ff}")],
                &["B", "A", "C"],
            ),
        ],
    },
    tls("tls-banner", &[Case("inside job", &[], &["NULL"])]),
    tls("tls-in-tls", &[Case("", &[("A", "again")], &["A"])]),
    tls("tls-name", &[Case("", &[("A", "x")], &["A"])]),
    tls(
        "tls-soft",
        &[Case("", &[("A", "soft"), ("B", "b")], &["B", "A"])],
    ),
    tls(
        "tls-listed",
        &[Case("", &[("A", "soft"), ("B", "b!")], &["B"])],
    ),
    tls(
        "tls-nothing",
        &[Case(
            "hi",
            &[("A", "1"), ("B", "2")],
            &["NULL", "B", "Hello", "A"],
        )],
    ),
];

const fn tls(name: &'static str, cases: &'static [SessionCase]) -> Session {
    Session {
        name,
        protocol: Tcp,
        tls: true,
        intensity: 7,
        file: TLS,
        cases,
    }
}
