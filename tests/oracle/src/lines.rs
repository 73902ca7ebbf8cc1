//! A probes file as a plain loop over PCRE2, written without a look at how the library does it.

use sflens::fingerprint::Protocol;
use sflens::matcher::{Captures, Limits, MatchOutcome};
use sflens::probes::ProbesFile;
use sflens::replay::LineId;
use sflens::template::{Action, Part, Template};

use crate::pcre2::Reference;

/// All patterns of a file in PCRE2, and which probes' lines see the responses to which.
pub struct LinearFile {
    probes: Vec<LinearProbe>,
}

struct LinearProbe {
    patterns: Vec<Reference>,
    /// Indices of the probes whose lines are tried, in that order.
    chain: Vec<usize>,
}

impl LinearFile {
    /// Compiles every pattern.
    ///
    /// # Panics
    ///
    /// When PCRE2 refuses one.
    pub fn new(file: &ProbesFile, limits: &Limits) -> Self {
        let probes = file
            .probes
            .iter()
            .enumerate()
            .map(|(idx, probe)| LinearProbe {
                patterns: probe
                    .lines
                    .iter()
                    .map(|line| {
                        let compiled = Reference::new(&line.pattern_text, line.flags, limits);
                        compiled
                            .unwrap_or_else(|refusal| panic!("line {}: {refusal:?}", line.number))
                    })
                    .collect(),
                chain: chain(file, idx),
            });
        Self {
            probes: probes.collect(),
        }
    }

    /// Every line in file order.
    pub fn lines(&self) -> Vec<LineId> {
        let probes = self.probes.iter().enumerate();
        let lines = probes.flat_map(|(probe, linear)| {
            (0..linear.patterns.len()).map(move |line| LineId::InProbe { probe, line })
        });
        lines.collect()
    }

    /// What PCRE2 says of one line.
    pub fn run(&mut self, id: LineId, response: &[u8]) -> MatchOutcome {
        match id {
            LineId::Bare(_) => MatchOutcome::NoMatch,
            LineId::InProbe { probe, line } => {
                self.probes[probe].patterns[line].match_response(response)
            }
        }
    }

    /// The first line that matches a response to the probe with this index, and its groups.
    pub fn first_match(&mut self, probe: usize, response: &[u8]) -> Option<(LineId, Captures)> {
        for probe in self.probes[probe].chain.clone() {
            for line in 0..self.probes[probe].patterns.len() {
                let id = LineId::InProbe { probe, line };
                if let MatchOutcome::Matched(captures) = self.run(id, response) {
                    return Some((id, captures));
                }
            }
        }
        None
    }
}

/// The probe itself, its fallbacks, and for TCP the one that sends nothing.
fn chain(file: &ProbesFile, idx: usize) -> Vec<usize> {
    let probe = &file.probes[idx];
    let mut chain = vec![idx];
    if probe.payload.as_deref() == Some(b"") {
        return chain;
    }
    let named = |name: &[u8], protocol: Option<Protocol>| {
        let mut probes = file.probes.iter();
        probes.position(|probe| {
            probe.name == name && protocol.is_none_or(|protocol| probe.protocol == protocol)
        })
    };
    for fallback in &probe.fallback {
        let of_protocol = named(&fallback.name, Some(probe.protocol));
        chain.extend(of_protocol.or_else(|| named(&fallback.name, None)));
    }
    if probe.protocol == Protocol::Tcp {
        let mut probes = file.probes.iter();
        chain.extend(probes.position(|probe| probe.payload.as_deref() == Some(b"")));
    }
    chain
}

/// The field of a template that has nothing but text and `$1` to `$9`; `None` for any other. The
/// inner `None` is a field that stays empty.
pub fn plain_field(
    template: &Template,
    captures: &Captures,
    response: &[u8],
) -> Option<Option<Vec<u8>>> {
    let mut field = Vec::new();
    let size = template.kind.size();
    for part in &template.parts {
        match part {
            Part::Literal(span) => {
                let start = (span.start - template.text_span.start) as usize;
                field.extend_from_slice(&template.text[start..start + span.len()]);
            }
            Part::Substitution(substitution) if substitution.action == Action::Copy => {
                let Some(span) = captures.get(usize::from(substitution.group)) else {
                    return Some(None);
                };
                let taken = &response[span.start as usize..span.end as usize];
                field.extend(taken.iter().take_while(|byte| **byte != 0));
                if field.len() > size - 2 {
                    return Some(None);
                }
            }
            Part::Substitution(_) | Part::Faulty { .. } => return None,
        }
    }
    if field.len() > size - 1 {
        return Some(None);
    }
    let is_trimmed = |byte: &u8| b" \t\n\x0b\x0c\r,".contains(byte);
    while field.last().is_some_and(is_trimmed) {
        field.pop();
    }
    Some((!field.is_empty()).then_some(field))
}
