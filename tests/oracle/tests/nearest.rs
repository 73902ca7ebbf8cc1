//! Does the nearest line tell the service? A response is made from a line of the installed file;
//! then the line that is taken and its exact twins are left out, and the five best of what is left
//! are asked for the service.

use oracle::probes_file::installed_text;
use oracle::settings::seeded;
use oracle::subjects::generate;
use sflens::nearest::{List, find_nearest};
use sflens::probes::{LinesFile, MatchLine, Probe, ReadOptions, parse_probes_file};
use sflens::replay::{Database, EvaluateOptions, LineId, LineList};
use sflens::template::Release;

const N_RESPONSES: usize = 1_000;
const N_NEAREST: usize = 5;
/// Percent of the responses whose service has to be among the nearest.
const LEAST: usize = 80;

fn is_twin(a: &MatchLine, b: &MatchLine) -> bool {
    a.pattern_text == b.pattern_text && a.flags == b.flags
}

/// The services of the lines that are best without `taken` and its twins: those that match, in
/// their order, then those that are near.
fn best_without(
    db: &Database,
    probe: &Probe,
    response: &[u8],
    matching: &[LineId],
    taken: &MatchLine,
) -> Vec<Vec<u8>> {
    let matching = matching.iter().filter_map(|id| db.line(*id));
    let mut best: Vec<&MatchLine> = matching.filter(|line| !is_twin(line, taken)).collect();
    let chain = db.chain(probe.protocol, &probe.name);
    let lists = chain.lists.iter().filter_map(|list| match list {
        LineList::Bare => None,
        LineList::Probe(probe) => db.indexed_lines(*probe),
    });
    let lists: Vec<List<'_>> = lists.map(|(lines, index)| List { lines, index }).collect();
    let counts = |list: usize, line: usize| !is_twin(&lists[list].lines[line], taken);
    let limits = db.release().limits();
    let nearest = find_nearest(&lists, response, &limits, N_NEAREST, counts);
    best.extend(
        nearest
            .iter()
            .map(|near| &lists[near.list].lines[near.line]),
    );
    let best = best.into_iter().take(N_NEAREST);
    best.map(|line| line.service.clone()).collect()
}

#[test]
fn the_service_of_a_line_that_is_left_out_is_among_the_nearest() {
    let file = parse_probes_file(&installed_text(), &ReadOptions::default()).value;
    let db = Database::open(file, LinesFile::default(), Release::default()).value;
    let mut random = seeded();
    let lines: Vec<_> = db
        .probes()
        .iter()
        .flat_map(|probe| probe.lines.iter().map(move |line| (probe, line)))
        .collect();
    let (mut n_asked, mut n_alone, mut n_found) = (0, 0, 0);
    let (mut n_unmatched, mut n_unmatched_found) = (0, 0);
    while n_asked + n_alone < N_RESPONSES {
        let (probe, line) = lines[random.below(lines.len())];
        let Ok(pattern) = line.parse_pattern() else {
            continue;
        };
        let response = generate(&pattern, &mut random);
        let options = EvaluateOptions {
            all: true,
            ..EvaluateOptions::default()
        };
        let outcome = db.evaluate(probe.protocol, &probe.name, &response, options);
        let matching: Vec<LineId> = outcome.all.iter().map(|found| found.line).collect();
        let Some(taken) = matching.first().and_then(|id| db.line(*id)) else {
            continue;
        };
        let same = |other: &MatchLine| other.service == taken.service && !is_twin(other, taken);
        let chain = db.chain(probe.protocol, &probe.name);
        let others = chain.lists.iter().flat_map(|list| db.lines_of(*list));
        if !others.filter_map(|id| db.line(id)).any(same) {
            n_alone += 1;
            continue;
        }
        n_asked += 1;
        let best = best_without(&db, probe, &response, &matching, taken);
        let is_found = usize::from(best.contains(&taken.service));
        n_found += is_found;
        let left = matching.iter().filter_map(|id| db.line(*id));
        if left.filter(|line| !is_twin(line, taken)).count() == 0 {
            n_unmatched += 1;
            n_unmatched_found += is_found;
        }
    }
    println!("{n_found} of {n_asked} among the five best");
    println!("of the {n_unmatched} that no other line matches {n_unmatched_found}");
    println!("{n_alone} services without another line that sees the response");
    assert!(n_found * 100 >= n_asked * LEAST, "{n_found} of {n_asked}");
}
