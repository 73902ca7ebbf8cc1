use super::*;
use crate::fingerprint::{Fingerprint, Header, Protocol, Record, Tunnel};
use crate::probes::{ReadOptions, parse_lines_file, parse_probes_file};
use crate::source::Span;
use crate::template::Release;

/// Probes whose responses see their own lines, those of fallbacks, and those of NULL.
const BASE: &str = "Probe TCP NULL q||\n\
    match base-null m|^base|\n\
    Probe TCP A q|a|\n\
    match base-a m|^[ab]|\n\
    Probe TCP B q|b|\n\
    fallback A\n\
    Probe UDP U q|u|\n\
    match base-u m|^u|\n\
    Probe TCP C q|c|\n\
    fallback U,B\n";

fn database_of(release: Release, base: &str, user: &str) -> Database {
    let options = |file_id| ReadOptions {
        release,
        file_id,
        ..ReadOptions::default()
    };
    let base = parse_probes_file(base.as_bytes(), &options(0));
    assert_eq!(base.diagnostics, []);
    let user = parse_lines_file(user.as_bytes(), &options(1));
    assert_eq!(user.diagnostics, []);
    let opened = Database::open(base.value, user.value, release);
    let is_expected = |found: &Finding| found.diagnostic.rule == "probes-borrowed-payload";
    assert!(opened.findings.iter().all(is_expected));
    opened.value
}

fn database(user: &str) -> Database {
    database_of(Release::default(), BASE, user)
}

/// Service and kind of the line with this id.
fn name(db: &Database, id: LineId) -> String {
    let line = db.line(id).expect("a line of this database");
    String::from_utf8_lossy(&line.service).into_owned()
}

#[track_caller]
fn check_taken(db: &Database, protocol: Protocol, probe: &str, response: &[u8], expected: &str) {
    let options = EvaluateOptions::default();
    let outcome = db.evaluate(protocol, probe.as_bytes(), response, options);
    let taken = outcome.taken.map(|taken| name(db, taken.line));
    assert_eq!(taken.as_deref().unwrap_or("none"), expected);
}

/// A fingerprint of a TCP port, or one inside TLS.
fn fingerprint(tunnel: Option<Tunnel>, records: &[(&str, &[u8])]) -> Fingerprint {
    let record = |(probe, bytes): &(&str, &[u8])| Record {
        probe: (*probe).into(),
        declared_length: bytes.len() as u32,
        bytes: bytes.to_vec(),
        truncated: false,
        damaged: false,
        n_sound: bytes.len(),
        span: Span::default(),
        places: Vec::new(),
    };
    let mut header = Header::new(Some(7), Protocol::Tcp);
    header.tunnel = tunnel;
    Fingerprint {
        span: Span::default(),
        host: None,
        row: None,
        header,
        records: records.iter().map(record).collect(),
        complete: true,
    }
}

fn replay_all(db: &Database, records: &[(&str, &[u8])]) -> Replay {
    replay(db, &fingerprint(None, records), EvaluateOptions::default())
}

#[test]
fn a_response_sees_its_own_lines_then_fallbacks_then_null() {
    let db = database("");
    check_taken(&db, Protocol::Tcp, "A", b"base", "base-a");
    check_taken(&db, Protocol::Tcp, "B", b"base", "base-a");
    check_taken(&db, Protocol::Tcp, "C", b"base", "base-null");
    check_taken(&db, Protocol::Tcp, "C", b"u", "base-u");
    check_taken(&db, Protocol::Tcp, "NULL", b"a", "none");
    check_taken(&db, Protocol::Udp, "U", b"base", "none");
    check_taken(&db, Protocol::Tcp, "Unknown", b"base", "base-null");
    check_taken(&db, Protocol::Udp, "Unknown", b"base", "none");
}

#[test]
fn an_unknown_probe_is_worth_a_note() {
    let db = database("");
    let outcome = db.evaluate(Protocol::Tcp, b"Gone", b"x", EvaluateOptions::default());
    let rules: Vec<_> = outcome
        .findings
        .iter()
        .map(|finding| &*finding.diagnostic.rule)
        .collect();
    assert_eq!(rules, ["response-unknown-probe"]);
}

#[test]
fn a_line_knows_the_probes_it_sees() {
    let db = database("match bare m|^x|\n");
    let names = |id| -> Vec<String> {
        let probes = db.probes_seen_by(id).into_iter();
        probes
            .map(|idx| String::from_utf8_lossy(&db.probes()[idx].name).into_owned())
            .collect()
    };
    let of_probe = |probe| LineId::InProbe { probe, line: 0 };
    assert_eq!(names(of_probe(0)), ["NULL", "A", "B", "C"]);
    assert_eq!(names(of_probe(1)), ["A", "B"]);
    assert_eq!(names(of_probe(3)), ["U", "C"]);
    assert_eq!(names(LineId::Bare(0)), ["NULL", "A", "B", "U", "C"]);
}

#[test]
fn user_lines_come_first_and_each_has_an_outcome() {
    let db = database(
        "match one m|^no|\nmatch two m|^ba|\nProbe TCP A\nmatch three m|^base|\nProbe UDP U\nmatch four m|^base|\n",
    );
    let outcome = db.evaluate(Protocol::Tcp, b"A", b"base", EvaluateOptions::default());
    let taken = outcome.taken.expect("a user line matches").line;
    assert_eq!(name(&db, taken), "two");
    let outcomes: Vec<LineOutcome> = outcome.user_lines.iter().map(|line| line.outcome).collect();
    assert_eq!(
        outcomes,
        [
            LineOutcome::NoMatch,
            LineOutcome::Taken,
            LineOutcome::HiddenBy(taken),
            LineOutcome::NotSeen,
        ]
    );
    assert_eq!(
        outcome.user_lines[1]
            .captures
            .as_ref()
            .map(|captures| captures.groups.len()),
        Some(1)
    );
}

#[test]
fn all_matching_lines_are_found_in_chain_order() {
    let db = database("match bare m|^b|\nProbe TCP A\nmatch own m|^b|\n");
    let outcome = db.evaluate(
        Protocol::Tcp,
        b"B",
        b"base",
        EvaluateOptions {
            all: true,
            ..EvaluateOptions::default()
        },
    );
    let names: Vec<String> = outcome
        .all
        .iter()
        .map(|matched| name(&db, matched.line))
        .collect();
    assert_eq!(names, ["bare", "own", "base-a", "base-null"]);
}

#[test]
fn a_broken_pattern_is_an_outcome_and_not_a_match() {
    let user = parse_lines_file(b"match bad m|(|\n", &ReadOptions::default());
    assert_eq!(user.diagnostics.len(), 1);
    let db = Database::open(Default::default(), user.value, Release::default()).value;
    let outcome = db.evaluate(Protocol::Tcp, b"A", b"(", EvaluateOptions::default());
    assert_eq!(outcome.user_lines[0].outcome, LineOutcome::Broken);
}

#[test]
fn a_limit_hit_is_named_and_counts_as_no_match() {
    let db = database("match slow m|^(?:a?){13}(?:a*)*[bc]x|\n");
    // The `x` that the pattern needs is there, but not behind a `b` or `c`.
    let response = [b"a".repeat(4000), b"c-x".to_vec()].concat();
    let outcome = db.evaluate(Protocol::Tcp, b"A", &response, EvaluateOptions::default());
    let hits: Vec<LineId> = outcome.limit_hits.iter().map(|hit| hit.line).collect();
    assert_eq!(hits, [LineId::Bare(0)]);
    assert!(matches!(
        outcome.user_lines[0].outcome,
        LineOutcome::LimitHit(_)
    ));
    assert_eq!(
        outcome.taken.map(|taken| name(&db, taken.line)).as_deref(),
        Some("base-a")
    );
}

#[test]
fn the_verdict_joins_a_soft_and_a_hard_match() {
    let user = "Probe TCP NULL\nsoftmatch s m|^hi| p/P/ v/V/\n\
                Probe TCP A\nmatch t m|^x|\nProbe TCP B\nmatch s m|^x| v/2/ h/$1/\n";
    let options = ReadOptions::default();
    let base = parse_probes_file(BASE.as_bytes(), &options).value;
    let user = parse_lines_file(user.as_bytes(), &options).value;
    let db = Database::open(base, user, Release::default()).value;
    let replay = replay_all(
        &db,
        &[("NULL", b"hi"), ("A", b"x"), ("B", b"x"), ("C", b"x")],
    );
    use ResponseUse::{AfterEnd, Counts, NotSent};
    assert_eq!(replay.uses, [Counts, NotSent, Counts, AfterEnd]);
    let verdict = &replay.verdict;
    assert_eq!(verdict.state, VerdictState::Hard);
    assert_eq!(verdict.service.as_deref(), Some(&b"s"[..]));
    let product = verdict
        .fields
        .product
        .as_ref()
        .expect("kept from the soft match");
    assert_eq!(
        verdict.source_of(product).map(|source| source.response),
        Some(0)
    );
    let version = verdict
        .fields
        .version
        .as_ref()
        .expect("set by the hard match");
    assert_eq!(version.value, b"2");
    assert_eq!(
        verdict.source_of(version).map(|source| source.response),
        Some(2)
    );
}

#[test]
fn a_bare_line_keeps_every_probe_after_a_soft_match() {
    let db = database("softmatch s m|^hi|\nmatch s m|^x|\n");
    let replay = replay_all(&db, &[("NULL", b"hi"), ("Unknown", b"x")]);
    assert_eq!(replay.verdict.state, VerdictState::Hard);
}

#[test]
fn at_intensity_nine_a_soft_match_restricts_nothing() {
    let db = database("Probe TCP NULL\nsoftmatch s m|^hi|\n");
    let mut paste = fingerprint(None, &[("NULL", b"hi"), ("A", b"a")]);
    let state = |paste: &Fingerprint| replay(&db, paste, EvaluateOptions::default()).verdict.state;
    assert_eq!(state(&paste), VerdictState::Soft);
    paste.header.intensity = Some(9);
    assert_eq!(state(&paste), VerdictState::Hard);
}

#[test]
fn a_second_soft_match_for_another_service_is_a_warning() {
    let db = database("softmatch s m|^a|\nsoftmatch t m|^b|\n");
    let replay = replay_all(&db, &[("A", b"a"), ("B", b"b")]);
    assert_eq!(replay.verdict.service.as_deref(), Some(&b"s"[..]));
    let rules: Vec<_> = replay
        .findings
        .iter()
        .map(|finding| &*finding.diagnostic.rule)
        .collect();
    assert_eq!(rules, ["verdict-second-soft-match"]);
}

#[track_caller]
fn check_ssl(
    release: Release,
    line: &str,
    inside: Option<Tunnel>,
    expected: (VerdictState, &str, Option<Tunnel>),
) {
    let db = database_of(release, BASE, line);
    let paste = fingerprint(inside, &[("A", b"tls")]);
    let verdict = replay(&db, &paste, EvaluateOptions::default()).verdict;
    let service =
        String::from_utf8_lossy(verdict.service.as_deref().unwrap_or_default()).into_owned();
    assert_eq!(
        (verdict.state, service.as_str(), verdict.tunnel),
        expected,
        "{line}"
    );
}

#[test]
fn ssl_starts_again_inside_and_ssl_x_is_x_inside() {
    use VerdictState::{Hard, Soft, Tls};
    let newest = Release::default();
    let inside = Some(Tunnel::Ssl);
    check_ssl(newest, "match ssl m|^tls| p/x/\n", None, (Tls, "ssl", None));
    check_ssl(newest, "match dtls m|^tls|\n", None, (Tls, "dtls", None));
    check_ssl(
        Release::V7_93,
        "match dtls m|^tls|\n",
        None,
        (Hard, "dtls", None),
    );
    check_ssl(newest, "match ssl m|^tls|\n", inside, (Hard, "ssl", inside));
    check_ssl(newest, "match ssl/x m|^tls|\n", None, (Hard, "x", inside));
    check_ssl(newest, "softmatch ssl m|^tls|\n", None, (Soft, "ssl", None));
    check_ssl(
        newest,
        "softmatch ssl/x m|^tls|\n",
        None,
        (Soft, "ssl/x", None),
    );
}

#[test]
fn a_repeated_banner_is_worth_a_note() {
    let db = database("");
    let replay = replay_all(&db, &[("NULL", b"a"), ("A", b"a"), ("B", b"a")]);
    let n_findings: Vec<usize> = replay
        .responses
        .iter()
        .map(|response| response.findings.len())
        .collect();
    assert_eq!(n_findings, [0, 1, 0]);
}

#[test]
fn an_unrecognized_port_has_nothing_to_print() {
    let db = database("");
    let verdict = replay_all(&db, &[("NULL", b"zzz")]).verdict;
    assert_eq!(verdict, Verdict::default());
    assert_eq!(print_port_table(7, Protocol::Tcp, &verdict), None);
    assert_eq!(print_service_element(&verdict, None), None);
    assert_eq!(print_grepable(7, Protocol::Tcp, &verdict), None);
}

#[test]
fn a_soft_match_is_printed_with_its_fingerprint() {
    let db = database("softmatch s m|^x| p/a-\\-b/\n");
    let verdict = replay_all(&db, &[("NULL", b"x")]).verdict;
    let element = print_service_element(&verdict, Some("SF-Port7-TCP:%r(NULL,1,\"x\");"));
    assert_eq!(
        element.as_deref(),
        Some(
            "<service name=\"s\" product=\"a-\\-b\" \
             servicefp=\"SF-Port7-TCP:%r(NULL,1,&quot;x&quot;);\" method=\"probed\" conf=\"10\"/>"
        )
    );
}
