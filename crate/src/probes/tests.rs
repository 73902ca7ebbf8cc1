use super::*;
use crate::diagnostic::{Diagnostic, Severity};

const FILE: ReadOptions = ReadOptions {
    release: Release::V7_991,
    file_id: 0,
    origin: Origin::File,
};

const TYPED: ReadOptions = ReadOptions {
    origin: Origin::Typed,
    ..FILE
};

fn rules(diagnostics: &[Diagnostic]) -> Vec<&str> {
    diagnostics.iter().map(|finding| &*finding.rule).collect()
}

/// The rules and places of what is wrong with a probes file.
#[track_caller]
fn check_file(text: &str, expected: &[(&str, &str)]) {
    let parsed = parse_probes_file(text.as_bytes(), &FILE);
    let found: Vec<(&str, &str)> = parsed
        .diagnostics
        .iter()
        .map(|finding| {
            (
                &*finding.rule,
                text.get(finding.span.range()).unwrap_or("?"),
            )
        })
        .collect();
    assert_eq!(found, expected, "{text:?}");
}

/// The same for directives under a probe.
#[track_caller]
fn check_directive(line: &str, expected: &[(&str, &str)]) {
    check_file(&format!("Probe TCP A q|x|\n{line}\n"), expected);
}

#[track_caller]
fn check_line(line: &str, expected: &[&str]) -> Option<MatchLine> {
    let parsed = parse_match_line(line.as_bytes(), &TYPED);
    assert_eq!(rules(&parsed.diagnostics), expected, "{line:?}");
    parsed.value
}

#[test]
fn a_delimiter_that_cannot_be_escaped_is_changed() {
    let rows = [
        (r"match a m|^a\|b\| c| p/x/", r"match a m=^a\|b\| c= p/x/"),
        (r"match a m/^a\/b=|x/s", r"match a m%^a\/b=|x%s"),
    ];
    for (line, expected) in rows {
        let parsed = parse_match_line(line.as_bytes(), &TYPED);
        assert_eq!(rules(&parsed.diagnostics), ["line-escaped-delimiter"]);
        let edit = parsed.diagnostics[0].edit.clone().expect("an edit");
        let mut mended = line.as_bytes().to_vec();
        mended.splice(edit.span.range(), edit.replacement);
        assert_eq!(String::from_utf8_lossy(&mended), expected);
        check_line(expected, &[]);
    }
    check_line(r"match a m|^a\\| p/x|/", &[]);
    check_line(r"match a m|^\Qa\| p/x|/", &[]);
    check_line(r"match a m|^a\| p/x/", &["pattern-trailing-backslash"]);
}

#[test]
fn a_match_line_is_read_with_all_its_parts() {
    let line = check_line(
        "softmatch acme-db m#^ACME (.*)#is  p/Acme DB/\tv|2| cpe:/a:x/a",
        &[],
    );
    let line = line.expect("the line is sound");
    assert!(line.soft && line.flags.caseless && line.flags.dotall);
    assert_eq!(line.service, b"acme-db");
    assert_eq!(
        (line.delimiter, line.pattern_text.as_slice()),
        (b'#', &b"^ACME (.*)"[..])
    );
    let kinds: Vec<_> = line
        .templates
        .iter()
        .map(|template| template.kind)
        .collect();
    use crate::template::TemplateKind::{Cpe, Product, Version};
    assert_eq!(kinds, [Product, Version, Cpe]);
    assert_eq!(line.templates[1].text, b"2");
}

#[test]
fn the_delimiter_is_anything_but_a_letter_or_white_space() {
    for delimiter in ["|", "=", "1", ":", "%"] {
        let text = format!("match a m{delimiter}^x{delimiter}");
        let parsed = parse_match_line(text.as_bytes(), &TYPED);
        assert_eq!(
            rules(&parsed.diagnostics).len(),
            usize::from(!delimiter.is_ascii())
        );
    }
    check_line("match a mx^ax", &["line-bad-delimiter"]);
    check_line("match a m ^a ", &["line-bad-delimiter"]);
    check_line("match a m", &["line-bad-delimiter"]);
    let old = ReadOptions {
        release: Release::V7_93,
        ..TYPED
    };
    let parsed = parse_match_line(b"match a m:^x:", &old);
    assert_eq!(rules(&parsed.diagnostics), ["line-bad-delimiter"]);
}

#[test]
fn broken_lines_name_their_flaw() {
    check_line("match", &["line-no-keyword"]);
    check_line("match acme", &["line-no-pattern"]);
    check_line("match\tacme m|^x|", &["line-no-keyword"]);
    check_line("Match acme m|^x|", &["line-no-keyword"]);
    check_line("match acme |^x|", &["line-no-pattern"]);
    check_line("match  acme m|^x|", &["line-no-pattern"]);
    check_line("match acme m|^x", &["line-unclosed-pattern"]);
    check_line("match acme m|^x|x", &["line-unknown-flag"]);
    check_line("match acme m|^x|p/a/", &["line-no-space"]);
    check_line("match acme m|^x|isis", &["line-too-many-flags"]);
    check_line("match acme m|^x| p/a/ p/b/", &["template-repeated"]);
    check_line(
        "match acme m|^x| cpe:/a:b/ cpe:/a:c/ cpe:/h:c/",
        &["cpe-repeated-part"],
    );
    check_line("match acme m|^x|\nmatch acme m|^y|", &["line-second-line"]);
    check_line("", &[]);
}

#[test]
fn what_is_sound_in_a_broken_line_is_kept() {
    let line = check_line(
        "match acme m|^x|sx p/a/ q/b/ v/c/ word i/d",
        &[
            "line-unknown-flag",
            "template-unknown-letter",
            "template-bare-word",
            "template-unclosed",
        ],
    );
    let line = line.expect("the pattern is closed");
    assert!(line.flags.dotall);
    assert_eq!(line.templates.len(), 2);
    let line = check_line("match a m|^x| p/a/ v/1 h/b/ i/c/", &["template-unclosed"]);
    let kinds = line
        .expect("closed")
        .templates
        .into_iter()
        .map(|template| template.kind);
    use crate::template::TemplateKind::{Hostname, Info, Product};
    assert_eq!(kinds.collect::<Vec<_>>(), [Product, Hostname, Info]);
    let line = check_line("match acme m|^x|sp/a/", &["line-no-space"]).expect("closed");
    assert_eq!((line.flags.dotall, line.templates.len()), (true, 1));
}

#[test]
fn two_spaces_make_the_service_empty() {
    let line = check_line("match  m|^x| p/a/", &[]).expect("Nmap takes it");
    assert_eq!(line.service, b"");
    let line = check_line("match a\tb m|^x|", &[]).expect("a TAB belongs to the service");
    assert_eq!(line.service, b"a\tb");
}

#[test]
fn what_makes_nmap_refuse_a_file_is_an_error_in_a_text_field_too() {
    check_line("  match acme m|^x|", &["probes-indent"]);
    check_line("\u{feff}match acme m|^x|", &["probes-byte-order-mark"]);
    let typed = b"match a m|^x|\r\n\r\n  \r\n # note\r\nmatch b m|^y| cpe:|a:b|";
    let parsed = parse_lines_file(typed, &TYPED);
    let found = &parsed.diagnostics;
    let expected = ["probes-blank-line", "probes-indent", "cpe-delimiter"];
    assert_eq!(rules(found), expected);
    let is_error = |finding: &Diagnostic| finding.severity == Severity::Error;
    assert!(found.iter().all(is_error));
    let numbers: Vec<u32> = parsed.value.bare.iter().map(|line| line.number).collect();
    assert_eq!(numbers, [1, 5]);
}

#[test]
fn a_delimiter_of_nmaps_own_file_is_no_error_in_a_file() {
    let parsed = parse_lines_file(b"match b m|^y| cpe:|a:b|\n", &FILE);
    assert_eq!(rules(&parsed.diagnostics), ["cpe-delimiter"]);
    assert_eq!(parsed.diagnostics[0].severity, Severity::Warning);
}

#[test]
fn an_older_release_may_take_what_pcre2_refuses() {
    let help = |release| {
        let options = ReadOptions { release, ..TYPED };
        let mut found = parse_match_line(br"match a m|^\y|", &options).diagnostics;
        found.remove(0).help.unwrap_or_default()
    };
    assert!(help(Release::V7_93).contains("PCRE1"));
    assert!(!help(Release::V7_95).contains("PCRE1"));
}

#[test]
fn a_file_is_judged_as_nmap_does() {
    let blank = [("probes-blank-line", "  ")];
    check_file("Probe TCP A q|x|\n  \n\n#c\nmatch a m|^x|\n", &blank);
    check_file(
        "Probe TCP A q|x|\r\n\r\nmatch a m|^x|\r\n",
        &[("probes-blank-line", "\r")],
    );
    check_file("Probe TCP A q|x|\n #c\n", &[("probes-indent", " ")]);
    check_file(
        "Probe TCP A q|x|\n match a m|^x|\n",
        &[("probes-indent", " ")],
    );
    check_file(
        "\u{feff}Probe TCP A q|x|\n",
        &[("probes-byte-order-mark", "\u{feff}")],
    );
    check_file(
        "Probe TCP A q|x|\nmatch a m|^x|",
        &[("line-no-newline", "")],
    );
    check_file("Probe TCP A q|x|\nmatch a m|^x| ", &[]);
    check_file("Probe TCP A q|x|\nrarity 3", &[]);
    check_file("Probe TCP A q|x|\n#a\0b\n", &[("probes-nul", "\0")]);
    let nul = [("probes-nul", "\0"), ("line-no-newline", "")];
    let text = "Probe TCP A q|x|\nmatch a m|^x|\0 p/a/\n";
    let mut found = parse_probes_file(text.as_bytes(), &FILE).diagnostics;
    found.sort_by(|a, b| b.rule.cmp(&a.rule));
    assert_eq!(rules(&found), nul.map(|(rule, _)| rule));
}

#[test]
fn a_long_line_is_an_error_and_still_read() {
    let line = |n: usize| format!("match a m|^{}|\n", "x".repeat(n - 12));
    let text = |n: usize| format!("Probe TCP A q|x|\n{}", line(n));
    check_file(&text(8_190), &[]);
    let parsed = parse_probes_file(text(8_191).as_bytes(), &FILE);
    assert_eq!(rules(&parsed.diagnostics), ["probes-long-line"]);
    assert_eq!(parsed.value.n_lines(), 1);
}

#[test]
fn every_directive_is_read() {
    let text = "Exclude T:9100-9107,U:53,80\n\
                Probe TCP NULL q||\ntotalwaitms 6000\ntcpwrappedms  3000x\n\
                Probe TCP A q#GET \\x41\\r\\n\\0\\\\#\nports 80 , 81 -90\nsslports 443\nports 1\n\
                rarity 2 \nfallback NULL, B\tA\nmatch a m|^x|\n\
                Probe UDP B q|x| no-payload\n";
    let parsed = parse_probes_file(text.as_bytes(), &FILE);
    assert_eq!(rules(&parsed.diagnostics), Vec::<&str>::new());
    let [null, a, b] = parsed.value.probes.as_slice() else {
        panic!("three probes");
    };
    assert!(null.is_null() && !a.is_null() && b.no_payload && !a.no_payload);
    assert_eq!(
        (null.total_wait_ms, null.tcp_wrapped_ms),
        (Some(6000), Some(3000))
    );
    assert_eq!(a.payload.as_deref(), Some(&b"GET A\r\n\0\\"[..]));
    let ports: Vec<_> = a
        .ports
        .iter()
        .map(|range| (range.first, range.last))
        .collect();
    assert_eq!(ports, [(80, 80), (81, 90), (1, 1)]);
    let names: Vec<_> = a.fallback.iter().map(|name| name.name.as_slice()).collect();
    assert_eq!(names, [&b"NULL"[..], b"B", b"A"]);
    assert_eq!((a.effective_rarity(), b.effective_rarity()), (2, 5));
    let excluded: Vec<_> = parsed
        .value
        .exclude
        .iter()
        .map(|range| range.protocol)
        .collect();
    use Protocol::{Tcp, Udp};
    assert_eq!(excluded, [Some(Tcp), Some(Udp), Some(Udp)]);
}

#[test]
fn faulty_probe_lines_name_their_flaw() {
    check_file("Probe SCTP A q|x|\n", &[("probes-no-protocol", "SCTP")]);
    check_file("Probe TCP  A q|x|\n", &[("probes-no-name", "")]);
    check_file("Probe TCP _A q|x|\n", &[("probes-no-name", "_A")]);
    check_file("Probe TCP A  q|x|\n", &[("probes-no-payload", "  q|x|")]);
    check_file("Probe TCP A\n", &[("probes-no-payload", "")]);
    check_file("Probe TCP A q|x\n", &[("probes-unclosed-payload", "q|")]);
    check_file("Probe TCP A q|\\a|\n", &[("probes-payload-escape", r"\a")]);
    check_file(
        "Probe TCP A q|\\x4|\n",
        &[("probes-payload-escape", r"\x4")],
    );
    check_file(
        "Probe TCP A q||\nProbe TCP B q||\n",
        &[("probes-second-null", "Probe TCP B q||")],
    );
    check_file(
        "Probe TCP A q||\nProbe UDP B q||\n",
        &[("probes-second-null", "Probe UDP B q||")],
    );
    check_file(
        "Probe TCP A q|x|\nProbe TCP A q|y|\n",
        &[("probes-same-name", "A")],
    );
    check_file("Probe TCP A q|x|\nProbe UDP A q|y|\n", &[]);
}

#[test]
fn faulty_directives_name_their_flaw() {
    check_directive("ports 1-", &[("probes-port-list", "")]);
    check_directive("ports 1- 2", &[("probes-port-list", "")]);
    check_directive("ports 2-1", &[("probes-port-list", "2-1")]);
    check_directive("ports 65536", &[("probes-port-list", "65536")]);
    check_directive("ports T:1", &[("probes-port-list", "")]);
    check_directive("ports 1,", &[("probes-port-list", "")]);
    check_directive("ports 1 2", &[("probes-port-list", "2")]);
    check_directive("rarity 0", &[("probes-number-range", "0")]);
    check_directive("rarity 10", &[("probes-number-range", "10")]);
    check_directive("rarity x", &[("probes-number-range", "")]);
    check_directive("totalwaitms 99", &[("probes-number-range", "99")]);
    check_directive("totalwaitms 300001", &[("probes-number-range", "300001")]);
    check_directive(
        "rarity 1\nrarity 2",
        &[("probes-repeated-directive", "rarity")],
    );
    check_directive("rarity\t1", &[("probes-keyword-space", "rarity")]);
    check_directive("rarety 1", &[("probes-unknown-directive", "rarety")]);
    check_directive("ftp m|^x|", &[("probes-unknown-directive", "ftp")]);
    check_directive("Exclude 1", &[("probes-late-exclude", "Exclude ")]);
    check_file("rarity 1\n", &[("probes-directive-before-probe", "rarity")]);
    check_file(
        "match a m|^x|\n",
        &[("probes-line-before-probe", "match a m|^x|")],
    );
    check_file(
        "Exclude 1\nExclude 2\n",
        &[("probes-late-exclude", "Exclude ")],
    );
}

#[test]
fn what_was_pasted_along_is_told() {
    let unknown = |text| [("probes-unknown-directive", text)];
    check_directive("-rarity 1", &unknown("-"));
    check_directive("+rarity 1", &unknown("+"));
    check_directive("match a m|^x|\n  p/x/ v/1/", &unknown("p/x/"));
    // Neither is clear.
    check_directive("-nothing", &unknown("-nothing"));
    check_directive("p/x/ v/1/", &unknown("p/x/"));
    check_directive("match a m|^x|\n\np/x/", &unknown("p/x/"));
    let parsed = parse_probes_file(b"Probe TCP A q|x|\nmatch a m|^x|\n p/x/\n", &FILE);
    let help = parsed.diagnostics[0].help.as_deref();
    assert_eq!(help, Some("join it to line 2"));
}

#[test]
fn a_misspelt_directive_is_recognized() {
    let parsed = parse_probes_file(b"Probe TCP A q|x|\nfalback A\n", &FILE);
    let help = parsed.diagnostics[0].help.as_deref();
    assert_eq!(help, Some("did you mean `fallback`?"));
}

#[test]
fn fallbacks_must_exist() {
    check_directive("fallback B", &[("probes-unknown-fallback", "B")]);
    check_directive("fallback C\nProbe UDP C q|x|", &[]);
    let null = "Probe TCP N q||\nfallback X\nProbe UDP C q|x|\nfallback N\n";
    check_file(
        null,
        &[
            ("probes-fallback-of-null", "fallback"),
            ("probes-udp-fallback-to-null", "N"),
        ],
    );
    let names = |n: usize| format!("fallback {}", vec!["A"; n].join(","));
    check_directive(&names(17), &[]);
    check_directive(&names(18), &[("probes-too-many-fallbacks", "A")]);
}

#[test]
fn lookups_prefer_the_protocol_and_find_the_first() {
    let text = b"Probe UDP A q|1|\nProbe TCP A q|2|\nProbe TCP A q|3|\nProbe UDP B q|4|\n";
    let file = parse_probes_file(text, &FILE).value;
    let index = ProbeIndex::new(&file.probes);
    assert_eq!(index.find(Protocol::Tcp, b"A"), Some(1));
    assert_eq!(index.find(Protocol::Tcp, b"B"), Some(3));
    assert_eq!(index.find_exact(Protocol::Tcp, b"B"), None);
    assert_eq!(index.find(Protocol::Udp, b"C"), None);
}

#[test]
fn user_lines_come_first() {
    let base = parse_probes_file(b"Probe TCP A q|x|\nrarity 3\nmatch old m|^x|\n", &FILE).value;
    let user = b"match bare m|^x|\nProbe TCP A\nmatch one m|^x|\nProbe TCP A q|x|\nrarity 3\n\
                 match two m|^x|\nProbe TCP New\nmatch new m|^x|\n";
    let user = parse_lines_file(user, &FILE);
    assert_eq!(rules(&user.diagnostics), Vec::<&str>::new());
    let base: Vec<_> = base.probes.into_iter().map(std::sync::Arc::new).collect();
    let (merged, findings) = merge_lines(&base, user.value);
    let (files, findings): (Vec<u32>, Vec<Diagnostic>) = findings.into_iter().unzip();
    assert_eq!(
        rules(&findings),
        ["probes-borrowed-payload", "probes-no-payload"]
    );
    assert_eq!(files, [0, 0]);
    let services = |lines: &[MatchLine]| -> Vec<String> {
        lines
            .iter()
            .map(|line| String::from_utf8_lossy(&line.service).into_owned())
            .collect()
    };
    assert_eq!(services(&merged.own[0]), ["one", "two"]);
    let (bare, file) = merged.into_file(Vec::new());
    assert_eq!(services(&bare), ["bare"]);
    assert_eq!(services(&file.probes[0].lines), ["one", "two", "old"]);
    assert_eq!(services(&file.probes[1].lines), ["new"]);
}

#[test]
fn a_section_without_a_payload_needs_a_loaded_probe() {
    let base = b"Probe TCP N q||\nProbe TCP Help q|h|\nProbe UDP U q|u|\n";
    let base = parse_probes_file(base, &FILE).value.probes;
    let base: Vec<_> = base.into_iter().map(std::sync::Arc::new).collect();
    let check = |user: &str, expected: &[(Severity, &str, Option<&str>)]| {
        let lines = parse_lines_file(user.as_bytes(), &TYPED);
        assert_eq!(rules(&lines.diagnostics), [""; 0]);
        let findings = merge_lines(&base, lines.value).1;
        let findings: Vec<_> = (findings.iter())
            .map(|(_, it)| (it.severity, &user[it.span.range()], it.help.as_deref()))
            .collect();
        assert_eq!(findings, expected, "{user}");
    };
    let write = Some("write its payload behind the name: `q|payload|`");
    let borrowed = Some("write it out in a file for Nmap: `q|payload|`");
    let meant = Some("did you mean `Help`?");
    let join = Some("give it a payload, or join the two");
    let (error, note) = (Severity::Error, Severity::Note);
    let section = |header: &str| format!("{header}\nmatch a m|^x|\n");
    check(&section("Probe TCP Helo"), &[(error, "Helo", meant)]);
    check(&section("Probe TCP U"), &[(error, "U", write)]);
    check(&section("Probe TCP Own q|o|"), &[(note, "Own", None)]);
    let null = "Probe TCP Own q||";
    check(&section(null), &[(error, null, join), (note, "Own", None)]);
    let twice = section("Probe TCP Help") + &section("Probe UDP U");
    check(&twice, &[(note, "Help", borrowed)]);
}

#[test]
fn a_section_may_not_change_the_probe() {
    let base = b"Probe TCP A q|x|\nrarity 3\nports 1\nfallback A\n";
    let base = parse_probes_file(base, &FILE).value;
    let user = b"Probe TCP A q|y|\nrarity 4\nports 2\nsslports 3\ntotalwaitms 100\n\
                 tcpwrappedms 100\nfallback B\nmatch a m|^x|\n";
    let user = parse_lines_file(user, &FILE).value;
    let base: Vec<_> = base.probes.into_iter().map(std::sync::Arc::new).collect();
    let (merged, findings) = merge_lines(&base, user);
    let findings: Vec<Diagnostic> = findings.into_iter().map(|(_, finding)| finding).collect();
    assert_eq!(rules(&findings), ["probes-section-differs"; 7]);
    assert_eq!(merged.own[0].len(), 1);
}

#[test]
fn a_new_probe_that_clashes_with_loaded_ones_is_told() {
    let base =
        b"Probe TCP A q|x|\nports 1,5-9\nProbe TCP B q|y|\nports 7\nProbe UDP C q|z|\nports 3\n";
    let base = parse_probes_file(base, &FILE).value.probes;
    let base: Vec<_> = base.into_iter().map(std::sync::Arc::new).collect();
    let check = |user: &[u8], expected: &[&str]| {
        let user = parse_lines_file(user, &FILE).value;
        let findings = merge_lines(&base, user).1;
        let findings: Vec<Diagnostic> = findings.into_iter().map(|(_, finding)| finding).collect();
        let titles: Vec<&str> = findings[1..].iter().map(|it| &it.title[..]).collect();
        assert_eq!(titles, expected);
    };
    check(
        b"Probe TCP New q|x|\n",
        &["`A` of the loaded file sends the same"],
    );
    let shared = "`A` and 1 more of the loaded file list some of these ports too";
    check(b"Probe TCP New q|n|\nports 7-8\n", &[shared]);
    let shared = "`A` of the loaded file lists some of these ports too";
    check(b"Probe TCP New q|n|\nports 9\n", &[shared]);
    check(b"Probe TCP New q|z|\nports 3-4\n", &[]);
    check(b"Probe UDP New q|x|\nports 1\n", &[]);
}

/// The edit of the first finding mends the text: nothing is left to find.
#[track_caller]
fn check_edit(text: &str, mended: &str) {
    let parsed = parse_probes_file(text.as_bytes(), &FILE);
    let edit = parsed.diagnostics[0]
        .edit
        .clone()
        .expect("the finding has an edit");
    let mut edited = text.as_bytes().to_vec();
    edited.splice(edit.span.range(), edit.replacement);
    assert_eq!(String::from_utf8_lossy(&edited), mended);
    check_file(mended, &[]);
}

#[test]
fn edits_mend_what_they_are_offered_for() {
    let check = |line: &str, mended: &str| {
        let text = |line: &str| format!("Probe TCP A q|x|\n{line}");
        check_edit(&text(line), &text(mended));
    };
    check("  match a m|^x|\n", "match a m|^x|\n");
    check(" \n", "\n");
    check("\r\n", "\n");
    check("match a m|^x|", "match a m|^x|\n");
    check("match a m|^x|ip/y/\n", "match a m|^x|i p/y/\n");
    check("match a m|^x| p/y/v/z/\n", "match a m|^x| p/y/ v/z/\n");
    check("match a m|^x| P/y/\n", "match a m|^x| p/y/\n");
    check("match a m|^x| p/y/xyz\n", "match a m|^x| p/y/\n");
    check("mach a m|^x|\n", "match a m|^x|\n");
    check("fallback a\n", "fallback A\n");
    check("ports 9-3\n", "ports 3-9\n");
    check("match a m|^x|\n-match b m|^y|\n", "match a m|^x|\n");
    check("match a m|^x|\n  -match b m|^y|\n", "match a m|^x|\n");
    for prefix in ["+", "> ", "> > ", "123:", "12-", "- ", "  7\t", "1. "] {
        check(&format!("{prefix}match a m|^x|\n"), "match a m|^x|\n");
    }
    check("match a m|^x|\n  p/x/ v/1/\n", "match a m|^x| p/x/ v/1/\n");
    check("match a m|^x|\r\nv/1/\r\n", "match a m|^x| v/1/\r\n");
    check_edit("\u{feff}Probe TCP A q|x|\n", "Probe TCP A q|x|\n");
}

/// Each token as its kind's name and its text.
fn shown_tokens(text: &str) -> Vec<(String, &str)> {
    let tokens = text_tokens(text.as_bytes());
    let shown = tokens
        .iter()
        .map(|token| (format!("{:?}", token.kind), &text[token.span.range()]));
    shown.collect()
}

#[track_caller]
fn check_tokens(text: &str, expected: &[(&str, &str)]) {
    let shown = shown_tokens(text);
    let shown: Vec<(&str, &str)> = shown
        .iter()
        .map(|(kind, text)| (kind.as_str(), *text))
        .collect();
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn tokens_cover_a_whole_line() {
    check_tokens(
        r#"match a m|^(x[^]]+?)\r{2}(?:.)|i v/n$1$P(2)!/"#,
        &[
            ("Keyword", "match"),
            ("Service", "a"),
            ("Marker", "m"),
            ("Delimiter", "|"),
            ("Operator", "^"),
            ("Group(1)", "("),
            ("Pattern", "x"),
            ("Class", "[^]]"),
            ("Quantifier", "+?"),
            ("Group(1)", ")"),
            ("Escape", r"\r"),
            ("Quantifier", "{2}"),
            ("Bracket", "(?:"),
            ("Operator", "."),
            ("Bracket", ")"),
            ("Delimiter", "|"),
            ("Flags", "i"),
            ("TemplateLetter", "v"),
            ("Delimiter", "/"),
            ("TemplateText", "n"),
            ("Substitution(1)", "$1"),
            ("Substitution(2)", "$P("),
            ("Number", "2"),
            ("Substitution(2)", ")"),
            ("TemplateText", "!"),
            ("Delimiter", "/"),
        ],
    );
}

#[test]
fn broken_lines_are_colored_as_far_as_they_go() {
    check_tokens(
        "match a m|x(",
        &[
            ("Keyword", "match"),
            ("Service", "a"),
            ("Marker", "m"),
            ("Delimiter", "|"),
            ("Pattern", "x"),
            ("Group(1)", "("),
        ],
    );
    check_tokens(
        "#c\nrarity 3\nmatch",
        &[("Comment", "#c"), ("Keyword", "rarity"), ("Value", "3")],
    );
    check_tokens(
        "Probe TCP A q|x\\r",
        &[
            ("Keyword", "Probe"),
            ("Protocol", "TCP"),
            ("ProbeName", "A"),
            ("Marker", "q"),
            ("Delimiter", "|"),
            ("Payload", "x"),
            ("Escape", r"\r"),
        ],
    );
}

/// A small generator of bytes, the same on every run.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A text of pieces that matter to the reader, and of any bytes.
    fn text(&mut self) -> Vec<u8> {
        const PIECES: [&[u8]; 24] = [
            b"match ",
            b"softmatch ",
            b"Probe TCP ",
            b" q|",
            b"|",
            b" m|",
            b"^",
            b"(",
            b")",
            b"[",
            b"$",
            b"$1",
            b"$P(",
            b"$SUBST(",
            b"\"",
            b",",
            b" p/",
            b"/",
            b" cpe:/a:",
            b"\n",
            b"ports ",
            b"fallback ",
            b"1-",
            b"\\x",
        ];
        let mut text = Vec::new();
        for _ in 0..self.next() % 40 {
            match PIECES.get((self.next() % 30) as usize) {
                Some(piece) => text.extend_from_slice(piece),
                None => text.push(self.next() as u8),
            }
        }
        text
    }
}

#[test]
fn no_bytes_panic_and_tokens_never_overlap() {
    let mut noise = Noise(0x5f1e_6e55);
    for _ in 0..20_000 {
        let text = noise.text();
        let _ = parse_probes_file(&text, &FILE);
        let _ = parse_lines_file(&text, &TYPED);
        let _ = parse_match_line(&text, &TYPED);
        let tokens = text_tokens(&text);
        let ordered = tokens
            .windows(2)
            .all(|pair| pair[0].span.end <= pair[1].span.start);
        assert!(ordered, "{}", text.escape_ascii());
        let inside = tokens
            .iter()
            .all(|token| token.span.range().end <= text.len());
        assert!(inside, "{}", text.escape_ascii());
    }
}
