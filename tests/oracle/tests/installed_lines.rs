//! Every line of the installed probes file: a response made from its pattern, our answer for it,
//! and the answer of a plain loop over PCRE2.
//!
//! The loop knows nothing of chains, indexes or expansion: it goes over the lines of the response's
//! probe, of its fallbacks and of NULL as the file names them, takes the first that PCRE2 matches,
//! and fills the templates in that consist of text and `$1` to `$9` only. Compared are the line,
//! all groups, and those fields.

use oracle::lines::{LinearFile, plain_field};
use oracle::probes_file::installed_text;
use oracle::random::Random;
use oracle::subjects::generate;
use sflens::bytes::encode_hex;
use sflens::fingerprint::Protocol;
use sflens::matcher::MatchOutcome;
use sflens::probes::{LinesFile, ReadOptions, parse_probes_file};
use sflens::replay::{Database, EvaluateOptions, LineId, ResponseOutcome};
use sflens::template::Release;
use sha2::{Digest, Sha256};

/// Tries to make a response that PCRE2 matches.
const TRIES: usize = 40;
/// Percent of the lines for which there has to be one.
const COVERED: usize = 95;

/// What is known of one file: its SHA-256 and the counts for it.
struct Pinned {
    sha256: &'static str,
    counts: Counts,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    lines: usize,
    /// Lines with a response that PCRE2 matches.
    covered: usize,
    /// Responses for which the line itself is taken, and not one before it.
    own: usize,
    /// Fields that were compared.
    fields: usize,
}

/// The file of Debian's nmap-common 7.93.
const PINNED: [Pinned; 1] = [Pinned {
    sha256: "293d7b3679d8d09c756840b38bffd32bb45b00a86cb47b9af17029328ca234f1",
    counts: Counts {
        lines: 11_917,
        covered: 11_914,
        own: 11_802,
        fields: 27_350,
    },
}];

#[test]
fn our_answer_is_that_of_a_loop_over_pcre2() {
    let text = installed_text();
    let release = Release::default();
    let options = ReadOptions::default();
    let file = parse_probes_file(&text, &options).value;
    let mut linear = LinearFile::new(&file, &release.limits());
    let db = Database::open(file, LinesFile::default(), release).value;
    let mut random = Random::new(5);
    let (mut counts, mut differences) = (Counts::default(), Vec::new());
    for line in linear.lines() {
        counts.lines += 1;
        let Some(response) = make_response(&db, &mut linear, line, &mut random) else {
            continue;
        };
        counts.covered += 1;
        let outcome = evaluate(&db, line, &response);
        let taken = outcome.taken.as_ref().map(|taken| taken.line);
        counts.own += usize::from(taken == Some(line));
        match compare(&db, &mut linear, line, &response, &outcome) {
            Ok(n_fields) => counts.fields += n_fields,
            Err(difference) => differences.push(difference),
        }
    }
    println!("{counts:?}, {} differences", differences.len());
    assert!(
        differences.is_empty(),
        "{:#?}",
        &differences[..differences.len().min(20)]
    );
    assert!(counts.covered * 100 >= counts.lines * COVERED);
    let digest = encode_hex(&Sha256::digest(&text));
    match PINNED.iter().find(|pinned| pinned.sha256 == digest) {
        Some(pinned) => assert_eq!(counts, pinned.counts),
        None => println!("no counts are pinned for the file {digest}"),
    }
}

/// A response that PCRE2 says the line matches.
fn make_response(
    db: &Database,
    linear: &mut LinearFile,
    id: LineId,
    random: &mut Random,
) -> Option<Vec<u8>> {
    let pattern = db.line(id)?.parse_pattern().ok()?;
    let mut responses = (0..TRIES).map(|_| generate(&pattern, random));
    responses.find(|response| matches!(linear.run(id, response), MatchOutcome::Matched(_)))
}

fn probe_of(db: &Database, id: LineId) -> (Protocol, Vec<u8>) {
    let probe = db.probe_of(id).expect("a line of the file");
    (probe.protocol, probe.name.clone())
}

fn evaluate(db: &Database, id: LineId, response: &[u8]) -> ResponseOutcome {
    let (protocol, name) = probe_of(db, id);
    db.evaluate(protocol, &name, response, EvaluateOptions::default())
}

/// Number of fields that were compared.
fn compare(
    db: &Database,
    linear: &mut LinearFile,
    id: LineId,
    response: &[u8],
    outcome: &ResponseOutcome,
) -> Result<usize, String> {
    let number = |id| db.line(id).map(|line| line.number);
    let at = number(id);
    let probe = match id {
        LineId::InProbe { probe, .. } => probe,
        LineId::Bare(_) => return Err("the file has no bare lines".to_owned()),
    };
    let theirs = linear.first_match(probe, response);
    let ours = outcome.taken.as_ref();
    let Some(((line, captures), taken)) = theirs.as_ref().zip(ours) else {
        let (theirs, ours) = (
            theirs.map(|(id, _)| number(id)),
            ours.map(|taken| number(taken.line)),
        );
        return match theirs.is_none() && ours.is_none() {
            true => Ok(0),
            false => Err(format!("line {at:?}: we take {ours:?}, PCRE2 {theirs:?}")),
        };
    };
    if (taken.line, &taken.captures) != (*line, captures) {
        let (ours, theirs) = (number(taken.line), number(*line));
        return Err(format!(
            "line {at:?}: we take {ours:?}, PCRE2 {theirs:?}, or groups differ"
        ));
    }
    let templates = &db.line(*line).expect("a line of the file").templates;
    let mut n_fields = 0;
    for (kind, field) in taken.fields.texts() {
        let Some(template) = templates
            .iter()
            .rev()
            .find(|template| template.kind == kind)
        else {
            continue;
        };
        let Some(expected) = plain_field(template, captures, response) else {
            continue;
        };
        n_fields += 1;
        let ours = field.map(|field| field.value.clone());
        if ours != expected {
            return Err(format!("line {at:?}: {kind:?} differs"));
        }
    }
    Ok(n_fields)
}
