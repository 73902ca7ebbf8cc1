//! What the rules find in probes files and match lines, and tidied texts, to records.

use serde::{Deserialize, Serialize};

use super::ResponseBytes;
use super::decode::SourceFile;
use super::load::LoadedLines;
use super::records::DiagnosticRecord;
use crate::fingerprint::{Fingerprint, decode_paste};
use crate::lint::{
    self, AREAS, Docs, Finding, LintOptions, LintProgress, READERS, Responses, parser_rules,
    show_example,
};
use crate::probes::{
    LinesFile, ProbesFile, ReadOptions, STARTER_PROBES, parse_lines_file, parse_probes_file,
};
use crate::replay::Database;
use crate::source::LineIndex;

/// What `sflens lint` prints.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LintReport {
    /// The files in their order.
    pub files: Vec<LintedFileRecord>,
    /// Findings in the order of the files and of their places in them.
    pub diagnostics: Vec<LintRecord>,
    /// Rules in force that had nothing to look at, since no fingerprint was given.
    pub waiting: Vec<String>,
}

/// A file that was linted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LintedFileRecord {
    /// Its name.
    pub file: String,
    /// Number of its match and softmatch lines.
    pub match_lines: u32,
    /// Number of findings over the most that are told of one file.
    pub left_out: u32,
}

/// A finding of a rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LintRecord {
    /// What every finding has.
    #[serde(flatten)]
    pub diagnostic: DiagnosticRecord,
    /// What is known about its edit: `safe` or `suggested`.
    pub fix: Option<String>,
    /// The reason for which a comment in the file allows it; it then counts for nothing.
    pub allowed: Option<String>,
}

/// A text after all safe edits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TidyRecord {
    /// The text.
    pub text: ResponseBytes,
    /// How often each rule was applied, by the name of the rule.
    pub applied: Vec<AppliedRecord>,
    /// What changed as a unified diff; empty when nothing did.
    pub diff: ResponseBytes,
}

/// How often a rule was applied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppliedRecord {
    /// The rule.
    pub rule: String,
    /// The number of its edits.
    pub edits: u32,
}

/// What is linted, and how.
#[derive(Clone, Debug, Default)]
pub struct LintSources<'a> {
    /// The probes files and files of lines, each for itself.
    pub files: &'a [SourceFile<'a>],
    /// The probes file in which the lines are to stand; the built-in one without it.
    pub probes: Option<SourceFile<'a>>,
    /// Files with fingerprints whose responses the lines are tried on.
    pub responses: &'a [SourceFile<'a>],
    /// The choice of rules.
    pub options: LintOptions,
}

/// A rule, and what it teaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleRecord {
    /// Its id.
    pub rule: String,
    /// What it is about, as a title.
    pub area: String,
    /// How bad it is to break it.
    pub severity: String,
    /// What its edits are: `safe` or `suggested`; absent when it offers none.
    pub fix: Option<String>,
    /// What is found.
    pub what: String,
    /// Why it matters.
    pub why: String,
    /// What Nmap does with it, and since which release.
    pub nmap: String,
    /// A text that breaks it, with what cannot be seen written out.
    pub bad: String,
    /// The same as it should be.
    pub good: String,
    /// Where the rule comes from.
    pub source: String,
    /// It tells what makes a line unsound, and has no switch.
    pub by_reader: bool,
}

/// All rules in the order of their areas.
pub fn rule_records() -> Vec<RuleRecord> {
    let areas = AREAS.into_iter();
    let ours = areas.flat_map(|(area, rules)| {
        rules.iter().map(move |rule| RuleRecord {
            fix: rule.fix.map(|fix| fix.name().to_owned()),
            ..rule_record(rule.id, area, rule.severity.name(), &rule.docs)
        })
    });
    let of_readers = parser_rules().map(|rule| RuleRecord {
        by_reader: true,
        ..rule_record(rule.id, READERS, rule.severity.name(), &rule.docs)
    });
    ours.chain(of_readers).collect()
}

fn rule_record(rule: &str, area: &str, severity: &str, docs: &Docs) -> RuleRecord {
    RuleRecord {
        rule: rule.to_owned(),
        area: area.to_owned(),
        severity: severity.to_owned(),
        fix: None,
        what: docs.what.to_owned(),
        why: docs.why.to_owned(),
        nmap: docs.nmap.to_owned(),
        bad: show_example(docs.bad),
        good: show_example(docs.good),
        source: docs.source.to_owned(),
        by_reader: false,
    }
}

/// Asks the rules about every file.
pub fn lint_files(sources: &LintSources<'_>) -> LintReport {
    lint_files_told(sources, &mut |_| {})
}

/// The same, which says now and then how far it is with a file.
pub fn lint_files_told(
    sources: &LintSources<'_>,
    told: &mut dyn FnMut(LintProgress),
) -> LintReport {
    let fingerprints = decode_all(sources.responses);
    let mut report = LintReport::default();
    for source in sources.files {
        lint_file(source, &fingerprints, sources, &mut report, told);
    }
    report
}

/// Asks the rules about the text that was laid over the probes files last. The lines are tried on
/// the fingerprints in `responses`.
pub fn lint_laid(
    lines: &LoadedLines,
    responses: &[SourceFile<'_>],
    options: &LintOptions,
) -> LintReport {
    let fingerprints = decode_all(responses);
    let mut report = LintReport::default();
    if let Some(text) = lines.texts.last() {
        let options = LintOptions {
            file_id: lines.texts.len() as u32 - 1,
            ..options.clone()
        };
        let source = SourceFile {
            name: &text.name,
            text: &text.text,
        };
        let responses = (!fingerprints.is_empty()).then_some(Responses {
            database: &lines.database,
            fingerprints: &fingerprints,
        });
        let linted = lint::lint_text(source.text, &options, responses.as_ref());
        add_linted(&source, linted, &mut report);
    }
    report
}

fn decode_all(sources: &[SourceFile<'_>]) -> Vec<Fingerprint> {
    let decoded = sources.iter().map(|source| decode_paste(source.text).value);
    decoded.flatten().collect()
}

fn lint_file(
    source: &SourceFile<'_>,
    fingerprints: &[Fingerprint],
    sources: &LintSources<'_>,
    report: &mut LintReport,
    told: &mut dyn FnMut(LintProgress),
) {
    let is_whole = lint::is_probes_file(source.text);
    let options = LintOptions {
        file_id: u32::from(!is_whole),
        ..sources.options.clone()
    };
    let database = (!fingerprints.is_empty()).then(|| open(source, sources.probes, &options));
    let responses = database.as_ref().map(|database| Responses {
        database,
        fingerprints,
    });
    let linted = lint::lint_text_told(source.text, &options, responses.as_ref(), told);
    add_linted(source, linted, report);
}

fn add_linted(source: &SourceFile<'_>, linted: lint::LintReport, report: &mut LintReport) {
    let index = LineIndex::new(source.text);
    let records = linted.findings.iter();
    let records = records.map(|finding| lint_record(finding, source.name, &index));
    report.diagnostics.extend(records);
    report.files.push(LintedFileRecord {
        file: source.name.to_owned(),
        match_lines: count_lines(source.text),
        left_out: linted.left_out as u32,
    });
    report.waiting = linted.waiting.iter().map(|id| (*id).to_owned()).collect();
}

/// The probes and lines among which those of `source` stand: a probes file alone, other lines before
/// those of the probes file they are for.
fn open(
    source: &SourceFile<'_>,
    probes: Option<SourceFile<'_>>,
    options: &LintOptions,
) -> Database {
    let read = |file_id| ReadOptions {
        release: options.release,
        file_id,
        origin: options.origin,
    };
    let parse = |text: &[u8]| parse_probes_file(text, &read(0)).value;
    let (base, user): (ProbesFile, LinesFile) = match (options.file_id, probes) {
        (0, _) => (parse(source.text), LinesFile::default()),
        (id, Some(probes)) => (
            parse(probes.text),
            parse_lines_file(source.text, &read(id)).value,
        ),
        (id, None) => (
            parse(STARTER_PROBES).without_lines(),
            parse_lines_file(source.text, &read(id)).value,
        ),
    };
    Database::open(base, user, options.release).value
}

fn count_lines(text: &[u8]) -> u32 {
    let lines = text.split(|byte| *byte == b'\n');
    let is_match = |line: &&[u8]| line.starts_with(b"match ") || line.starts_with(b"softmatch ");
    lines.filter(is_match).count() as u32
}

fn lint_record(finding: &Finding, file: &str, index: &LineIndex<'_>) -> LintRecord {
    LintRecord {
        diagnostic: DiagnosticRecord::new(&finding.diagnostic, file, index),
        fix: finding.fix.map(|fix| fix.name().to_owned()),
        allowed: finding.allowed.clone(),
    }
}

/// Applies all safe edits to the lines from `first` to `last`, or to the whole file.
pub fn tidy_file(
    source: &SourceFile<'_>,
    options: &LintOptions,
    lines: Option<(u32, u32)>,
) -> TidyRecord {
    let lines = lines.map(|(first, last)| first..=last);
    let tidied = lint::tidy_text(source.text, options, lines);
    let applied = tidied.applied.into_iter();
    TidyRecord {
        diff: ResponseBytes(lint::unified_diff(source.text, &tidied.text, source.name)),
        text: ResponseBytes(tidied.text),
        applied: applied
            .map(|(rule, edits)| AppliedRecord {
                rule,
                edits: edits as u32,
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probes::Origin;
    use crate::results::{ProbesSources, load_probes};

    const FINGERPRINT: &[u8] = br#"SF-Port7-TCP:V=7.95%I=7%r(NULL,6,"ACME\x203");"#;

    fn source(text: &[u8]) -> SourceFile<'_> {
        SourceFile { name: "f", text }
    }

    /// The rules that find something, and those that wait.
    fn lint(
        text: &[u8],
        probes: Option<&[u8]>,
        responses: &[SourceFile<'_>],
    ) -> (Vec<String>, usize) {
        let report = lint_files(&LintSources {
            files: &[source(text)],
            probes: probes.map(source),
            responses,
            options: LintOptions::default(),
        });
        let rules = report
            .diagnostics
            .iter()
            .map(|record| record.diagnostic.rule.clone());
        (rules.collect(), report.waiting.len())
    }

    #[test]
    fn responses_wake_the_rules_that_wait_for_them() {
        let lines = b"match a m|^ACME \\d| p/Acme/\nmatch a m|^ACME| p/Acme/\n";
        let (rules, n_waiting) = lint(lines, None, &[]);
        assert_eq!((rules.len(), n_waiting > 0), (0, true));
        let (rules, n_waiting) = lint(lines, None, &[source(FINGERPRINT)]);
        assert_eq!(rules, ["line-hidden", "line-wins-early"]);
        assert_eq!(n_waiting, 0);
    }

    #[test]
    fn lines_stand_before_those_of_the_probes_file_that_is_given() {
        let probes = b"Probe TCP NULL q||\nmatch b m|^ACME \\d| p/Acme/\n";
        let lines = b"match a m|^ACME| p/Acme/\n";
        let (rules, _) = lint(lines, Some(probes), &[source(FINGERPRINT)]);
        assert_eq!(rules, [""; 0]);
        let whole =
            b"# The banner.\nProbe TCP NULL q||\nsoftmatch a m|^ACME|\nmatch b m|^ACME \\d| p/x/\n\
            # More.\nProbe TCP A q|a|\nports 1\nrarity 9\nmatch a m|^acme| p/x/\n";
        let (rules, _) = lint(whole, None, &[source(FINGERPRINT)]);
        assert_eq!(
            rules,
            ["line-hidden", "line-unreachable", "probes-no-banner"]
        );
    }

    #[test]
    fn laid_lines_are_asked_about_among_the_probes_that_they_lie_over() {
        let probes = load_probes(&ProbesSources::default());
        let text = b"match a m|^ACME \\d| p/Acme/ \nmatch a m|^ACME| p/Acme/\n";
        let laid = probes.lay_lines(&[source(text)], Origin::Typed);
        let rules = |responses: &[SourceFile<'_>]| {
            let report = lint_laid(&laid, responses, &LintOptions::default());
            assert_eq!(report.files[0].match_lines, 2);
            let rules = report.diagnostics.into_iter();
            let rules: Vec<String> = rules.map(|record| record.diagnostic.rule).collect();
            (rules, report.waiting.is_empty())
        };
        let first = "line-spacing".to_owned();
        assert_eq!(rules(&[]), (vec![first.clone()], false));
        let with_responses = [
            first,
            "line-hidden".to_owned(),
            "line-wins-early".to_owned(),
        ];
        assert_eq!(
            rules(&[source(FINGERPRINT)]),
            (with_responses.to_vec(), true)
        );
    }

    #[test]
    fn every_rule_is_told_with_its_words() {
        let records = rule_records();
        let of_readers = records.iter().filter(|record| record.by_reader);
        assert_eq!(of_readers.count(), parser_rules().count());
        assert_eq!(
            records.len(),
            lint::rules().count() + parser_rules().count()
        );
        let find = |id: &str| records.iter().find(|record| record.rule == id);
        let order = find("template-order").unwrap();
        assert_eq!(order.area, "How a line is written");
        assert_eq!(order.fix.as_deref(), Some("safe"));
        let all_told = |record: &RuleRecord| {
            [
                &record.what,
                &record.why,
                &record.nmap,
                &record.bad,
                &record.good,
                &record.source,
            ]
            .iter()
            .all(|words| !words.is_empty())
        };
        assert!(records.iter().all(all_told));
    }

    #[test]
    fn a_tidied_text_comes_with_its_diff() {
        let text = b"match a m|^a| v/1/ p/x/\n";
        let tidied = tidy_file(&source(text), &LintOptions::default(), None);
        assert_eq!(tidied.text.0, b"match a m|^a| p/x/ v/1/\n");
        assert_eq!(tidied.applied[0].rule, "template-order");
        assert!(
            tidied
                .diff
                .0
                .starts_with(b"--- f\n+++ f\n@@ -1,1 +1,1 @@\n-match")
        );
        let tidied = tidy_file(&source(text), &LintOptions::default(), Some((2, 9)));
        assert_eq!((&tidied.text.0[..], tidied.applied.len()), (&text[..], 0));
    }
}
