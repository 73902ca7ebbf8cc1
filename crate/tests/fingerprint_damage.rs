//! Damages fingerprints the way people and programs do, and decodes them.
//!
//! The truth is made of responses as servers send them, and of random ones full of what looks like
//! the form around it. Each kind of damage that can be undone is undone completely, alone and in
//! combinations of three; where information is gone, what is marked sound is a beginning of the
//! truth.

mod damage;
mod random;
mod truth;

use damage::{CONTAINERS, Damage, LINES, PASTES, QUOTINGS};
use random::Random;
use sflens::diagnostic::Severity;
use sflens::fingerprint::decode_paste;
use truth::Truth;

#[track_caller]
fn check(truth: &Truth, paste: &str, what: &str) {
    if let Some(fault) = truth.fault(paste.as_bytes()) {
        let found = decode_paste(paste.as_bytes()).diagnostics;
        panic!(
            "{what}: {fault}\n{}\n----\n{paste}\n----\n{found:#?}",
            truth.text
        );
    }
}

#[test]
fn undamaged_fingerprints_come_back() {
    let mut random = Random::new(1);
    for _ in 0..500 {
        let truth = Truth::nasty(&mut random);
        check(&truth, &truth.text, "undamaged");
        let truth = Truth::plain(&mut random);
        check(&truth, &truth.text, "undamaged");
    }
}

#[test]
fn each_kind_of_damage_is_undone() {
    for damage in QUOTINGS.iter().chain(LINES).chain(CONTAINERS) {
        let mut random = Random::new(2);
        for _ in 0..60 {
            let truth = Truth::plain(&mut random);
            check(&truth, &damage.apply(&truth.text, &mut random), damage.name);
            let truth = Truth::nasty(&mut random);
            if !damage::is_beyond(&truth.text, &[damage.name]) {
                check(&truth, &damage.apply(&truth.text, &mut random), damage.name);
            }
        }
    }
}

#[test]
fn a_fingerprint_comes_back_from_wherever_people_copied_it() {
    for damage in PASTES {
        let mut random = Random::new(7);
        for round in 0..24 {
            let truth = match round % 4 {
                0 => Truth::nasty(&mut random),
                _ => Truth::plain(&mut random),
            };
            if !damage::is_beyond(&truth.text, &[damage.name]) {
                check(&truth, &damage.apply(&truth.text, &mut random), damage.name);
            }
        }
    }
}

/// Lines are changed first, then the text is quoted, then put into something else. A wrong reading
/// can fit the lengths by chance, and what quotes the text can quote the prefixes of its lines.
#[test]
fn combinations_are_undone() {
    const ROUNDS: usize = 6_000;
    let mut random = Random::new(3);
    let mut faults = Vec::new();
    for round in 0..ROUNDS {
        let truth = match round % 4 {
            0 => Truth::nasty(&mut random),
            _ => Truth::plain(&mut random),
        };
        let chosen: Vec<&Damage> = [LINES, QUOTINGS, CONTAINERS]
            .into_iter()
            .filter_map(|kinds| kinds.get(random.below(kinds.len() * 3 / 2)))
            .collect();
        let names: Vec<_> = chosen.iter().map(|damage| damage.name).collect();
        if damage::is_beyond(&truth.text, &names) {
            continue;
        }
        let text = truth.text.clone();
        let damaged = (chosen.iter()).fold(text, |text, damage| damage.apply(&text, &mut random));
        if let Some(fault) = truth.fault(damaged.as_bytes()) {
            faults.push(format!("{}: {fault}", names.join(", ")));
        }
    }
    assert!(faults.len() * 300 <= ROUNDS, "{faults:#?}");
}

/// A whole report with three fingerprints goes through the damage, and nothing else is found in it.
#[test]
fn every_fingerprint_of_a_damaged_report_comes_back() {
    const ROUNDS: usize = 4;
    let mut random = Random::new(6);
    let mut faults = Vec::new();
    for round in 0..ROUNDS {
        for damage in LINES.iter().chain(QUOTINGS) {
            let truths = [(); 3].map(|()| match round % 4 {
                0 => Truth::nasty(&mut random),
                _ => Truth::plain(&mut random),
            });
            let is_beyond = |truth: &Truth| damage::is_beyond(&truth.text, &[damage.name]);
            if truths.iter().any(is_beyond) {
                continue;
            }
            let damaged = damage.apply(&report(&truths), &mut random);
            faults.extend(report_fault(&truths, &damaged).map(|fault| (damage.name, fault)));
        }
    }
    let n_reports = ROUNDS * (LINES.len() + QUOTINGS.len());
    assert!(faults.len() * 100 <= n_reports, "{faults:#?}");
}

/// What Nmap prints of a host with these fingerprints.
fn report(truths: &[Truth]) -> String {
    let mut text = String::from(
        "Starting Nmap 7.95 ( https://nmap.org ) at 2025-03-09 10:00 UTC\n\
         Nmap scan report for db.example (192.0.2.7)\nHost is up (0.1s latency).\n\
         PORT   STATE SERVICE VERSION\n21/tcp open  ftp?\n| fingerprint-strings: \n|   NULL: \n\
         |_    220 stage FTP\n3 services unrecognized despite returning data. If you know them, submit:\n",
    );
    for truth in truths {
        text += "==============NEXT SERVICE FINGERPRINT (SUBMIT INDIVIDUALLY)==============\n";
        text += &truth.text;
        text += "\n";
    }
    text + "MAC Address: 00:00:5E:00:53:01 (Example)\nService Info: Host: stage; OS: Unix\n\n\
            Nmap done: 1 IP address (1 host up) scanned in 93.40 seconds\n"
}

fn report_fault(truths: &[Truth], damaged: &str) -> Option<String> {
    let found = decode_paste(damaged.as_bytes()).value;
    if found.len() != truths.len() {
        return Some(format!("{} found", found.len()));
    }
    let mut pairs = truths.iter().zip(&found);
    pairs.find_map(|(truth, fingerprint)| truth.fault_of(fingerprint))
}

/// A cut anywhere, or a line that is missing: nothing wrong is called sound.
#[test]
fn what_is_called_sound_is_true() {
    let mut random = Random::new(4);
    for _ in 0..2_000 {
        let truth = Truth::nasty(&mut random);
        let damaged = if random.below(2) == 0 {
            truth.text[..random.below(truth.text.len())].to_owned()
        } else {
            damage::without_a_line(&truth.text, &mut random)
        };
        check_sound_parts(&truth, &damaged);
    }
}

/// The same for the second half: what a selection that began too late has.
#[test]
fn what_is_left_of_a_tail_is_true() {
    let mut random = Random::new(5);
    for _ in 0..2_000 {
        let truth = Truth::plain(&mut random);
        let from = 1 + random.below(truth.text.len() - 1);
        check_sound_parts(&truth, &truth.text[from..]);
    }
}

#[track_caller]
fn check_sound_parts(truth: &Truth, damaged: &str) {
    let decoded = decode_paste(damaged.as_bytes());
    let is_warned = decoded
        .diagnostics
        .iter()
        .any(|d| d.severity >= Severity::Warning);
    let records = decoded.value.iter().flat_map(|found| &found.records);
    // A hole from the name of one record to that of another leaves no other trace.
    let is_known = |probe: &str| truth.responses.iter().any(|(known, _)| *known == probe);
    let is_misnamed = records.clone().any(|record| !is_known(&record.probe));
    assert!(
        is_warned || is_misnamed || damaged == truth.text,
        "{damaged}"
    );
    for record in records {
        let sound = &record.bytes[..record.n_sound];
        let is_true = truth
            .responses
            .iter()
            .any(|(_, response)| response.starts_with(sound));
        assert!(is_true, "{}\n----\n{damaged}\n{record:#?}", truth.text);
    }
}
