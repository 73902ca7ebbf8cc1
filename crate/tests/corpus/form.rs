//! The starter file as an example to learn from: in canonical form, and with nothing unused.

use std::collections::BTreeSet;

use sflens::probes::{MatchLine, ReadOptions, STARTER_PROBES, print_probes_file};
use sflens::template::{Part, Template, TemplateKind};

use crate::starter_database;

#[test]
fn the_starter_file_is_printed_as_it_is() {
    let printed = print_probes_file(STARTER_PROBES, &ReadOptions::default());
    assert_eq!(printed.diagnostics, []);
    let pairs = lines(&printed.value).zip(lines(STARTER_PROBES));
    let changed: Vec<String> = pairs
        .filter(|(printed, line)| printed != line)
        .map(|(printed, _)| String::from_utf8_lossy(printed).into_owned())
        .collect();
    assert!(changed.is_empty(), "\n{}\n", changed.join("\n"));
}

fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| *byte == b'\n')
}

/// Product, version, info, OS, device type, host name, then the CPEs in the order a, h, o.
#[test]
fn the_templates_stand_in_the_usual_order() {
    for_each_line(|line| {
        let places: Vec<(usize, Vec<u8>)> = line.templates.iter().map(place).collect();
        assert!(places.is_sorted(), "line {}", line.number);
    });
}

fn place(template: &Template) -> (usize, Vec<u8>) {
    let order = [
        TemplateKind::Product,
        TemplateKind::Version,
        TemplateKind::Info,
        TemplateKind::Os,
        TemplateKind::DeviceType,
        TemplateKind::Hostname,
        TemplateKind::Cpe,
    ];
    let place = order.iter().position(|kind| *kind == template.kind);
    let part = match template.kind {
        TemplateKind::Cpe => template.text[..1].to_vec(),
        _ => Vec::new(),
    };
    (place.expect("a kind of the list"), part)
}

#[test]
fn every_group_is_used() {
    for_each_line(|line| {
        let pattern = line.parse_pattern().expect("a sound pattern");
        let parts = line.templates.iter().flat_map(|template| &template.parts);
        let used: BTreeSet<usize> = parts.filter_map(group).collect();
        let groups: BTreeSet<usize> = (1..=pattern.n_groups()).collect();
        assert_eq!(used, groups, "line {}", line.number);
    });
}

fn group(part: &Part) -> Option<usize> {
    match part {
        Part::Substitution(substitution) => Some(substitution.group.into()),
        _ => None,
    }
}

fn for_each_line(check: impl Fn(&MatchLine)) {
    let db = starter_database();
    for probe in db.probes() {
        probe.lines.iter().for_each(&check);
    }
}
