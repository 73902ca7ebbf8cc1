//! What could be written at a place of the user's lines, taken from the lines that are loaded.

use std::collections::BTreeMap;

use super::load::LoadedLines;
use super::records::SpanRecord;
use crate::probes::{MatchLine, Slot, directive_keywords, slot_at};
use crate::replay::LineList;
use crate::template::TemplateKind;

/// The most proposals for one place.
pub const MAX_PROPOSALS: usize = 8;

/// What could be written at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompletionRecord {
    /// The place that was asked about, in bytes.
    pub at: u32,
    /// What a proposal replaces: what is written in front of the place already.
    pub span: SpanRecord,
    /// The proposals, the most frequent first.
    pub proposals: Vec<ProposalRecord>,
}

/// One proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalRecord {
    /// The text, ASCII.
    pub text: String,
    /// What it is for, where the text does not say so itself.
    pub meaning: Option<String>,
    /// In how many of the loaded lines it is; 0 for a word of the file format.
    pub lines: u32,
}

/// What could be written at the byte `at` of `text`; `None` where nothing is to be proposed.
pub fn complete(lines: &LoadedLines, text: &[u8], at: usize) -> Option<CompletionRecord> {
    let (span, slot) = slot_at(text, at)?;
    let written = span.slice(text);
    let mut proposals = match slot {
        Slot::Keyword => keywords(),
        Slot::Letter => letters(),
        Slot::Service => counted(lines, |line| vec![line.service.as_slice()]),
        Slot::Text { kind, delimiter } => {
            let mut found = counted(lines, |line| texts_of(line, kind, written));
            found.retain(|proposal| !proposal.text.as_bytes().contains(&delimiter));
            found
        }
        Slot::ProbeName => probe_names(lines),
    };
    proposals.retain(|proposal| continues(proposal.text.as_bytes(), written));
    proposals.truncate(MAX_PROPOSALS);
    let at = u32::try_from(at).ok()?;
    let span = span.into();
    (!proposals.is_empty()).then_some(CompletionRecord {
        at,
        span,
        proposals,
    })
}

/// True when `text` begins with what is written and says more.
fn continues(text: &[u8], written: &[u8]) -> bool {
    let start = text.get(..written.len());
    text.len() > written.len() && start.is_some_and(|start| start.eq_ignore_ascii_case(written))
}

fn keywords() -> Vec<ProposalRecord> {
    let words = ["match", "softmatch", "Probe TCP", "Probe UDP"].into_iter();
    let words = words.chain(directive_keywords());
    words
        .map(|word| of_format(format!("{word} "), None))
        .collect()
}

fn letters() -> Vec<ProposalRecord> {
    let kinds = TemplateKind::ALL.into_iter();
    kinds
        .map(|kind| of_format(format!("{}/", kind.keyword()), Some(kind.field_name())))
        .collect()
}

fn of_format(text: String, meaning: Option<&str>) -> ProposalRecord {
    ProposalRecord {
        text,
        meaning: meaning.map(str::to_owned),
        lines: 0,
    }
}

fn probe_names(lines: &LoadedLines) -> Vec<ProposalRecord> {
    let probes = lines.database.probes().iter();
    probes
        .filter_map(|probe| String::from_utf8(probe.name.clone()).ok())
        .map(|name| of_format(name, None))
        .collect()
}

/// The texts of a line's templates of one kind. A CPE is proposed part by part.
fn texts_of<'l>(line: &'l MatchLine, kind: TemplateKind, written: &[u8]) -> Vec<&'l [u8]> {
    let templates = line.templates.iter().filter(|of| of.kind == kind);
    let texts = templates.map(|template| template.text.as_slice());
    match kind {
        TemplateKind::Cpe => texts.map(|text| next_part(text, written.len())).collect(),
        _ => texts.collect(),
    }
}

/// `a:acme` of `a:acme:ftpd:$1` when two bytes are written.
fn next_part(cpe: &[u8], n_written: usize) -> &[u8] {
    let behind = cpe.get(n_written..).unwrap_or_default();
    let end = behind.iter().position(|byte| *byte == b':');
    let end = end.map_or(cpe.len(), |colon| n_written + colon.max(1));
    cpe.get(..end).unwrap_or_default()
}

/// What `texts` gives for each of the loaded lines, the most frequent first; nothing but ASCII,
/// since other bytes cannot be typed.
fn counted<'l>(
    lines: &'l LoadedLines,
    texts: impl Fn(&'l MatchLine) -> Vec<&'l [u8]>,
) -> Vec<ProposalRecord> {
    let database = &lines.database;
    let probes = (0..database.probes().len()).map(LineList::Probe);
    let lists = std::iter::once(LineList::Bare).chain(probes);
    let all = lists.flat_map(|list| database.lines_of(list));
    let mut counts: BTreeMap<&[u8], u32> = BTreeMap::new();
    for text in all.filter_map(|id| database.line(id)).flat_map(texts) {
        *counts.entry(text).or_default() += 1;
    }
    let mut found: Vec<_> = counts
        .into_iter()
        .filter(|(text, _)| text.is_ascii())
        .collect();
    found.sort_by_key(|(_, n_lines)| std::cmp::Reverse(*n_lines));
    let proposals = found.into_iter().map(|(text, lines)| ProposalRecord {
        text: String::from_utf8_lossy(text).into_owned(),
        meaning: None,
        lines,
    });
    proposals.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{LineSources, SourceFile, load_lines};

    const FILE: &[u8] = b"Probe TCP NULL q||\n\
        match ftp m|^a| p/Acme ftpd/ d/printer/ cpe:/a:acme:ftpd:$1/\n\
        match ftp m|^b| p/Acme=web/ d/printer/ cpe:/a:acme:web/\n\
        match ftp-proxy m|^c| p/acme \xff/ d/print server/ cpe:/h:acme:x1/\n\
        Probe TCP GetRequest q|GET|\n";

    /// The proposals at `¦` in `text`, as `text meaning lines`.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let at = text.find('¦').expect("a place");
        let text = text.replace('¦', "");
        let name = "lines";
        let lines = load_lines(&LineSources {
            lines: &[SourceFile { name, text: FILE }],
            ..LineSources::default()
        });
        let record = complete(&lines, text.as_bytes(), at);
        let proposals = record.map_or(Vec::new(), |record| record.proposals);
        let words = |p: &ProposalRecord| {
            let meaning = p.meaning.clone().unwrap_or_default();
            let count = match p.lines {
                0 => String::new(),
                n => n.to_string(),
            };
            [p.text.trim_end(), &meaning, &count]
                .join(" ")
                .trim_end()
                .to_owned()
        };
        let found: Vec<String> = proposals.iter().map(words).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn what_is_most_frequent_is_proposed_first() {
        check("match ¦", &["ftp  2", "ftp-proxy  1"]);
        check("match ftp¦", &["ftp-proxy  1"]);
        check("match a m|b| d/PRI¦", &["printer  2", "print server  1"]);
    }

    #[test]
    fn a_cpe_is_proposed_part_by_part() {
        check("match a m|b| cpe:/¦", &["a  2", "h  1"]);
        check("match a m|b| cpe:/a:ac¦", &["a:acme  2"]);
        check(
            "match a m|b| cpe:/a:acme:¦",
            &["a:acme:ftpd  1", "a:acme:web  1"],
        );
    }

    #[test]
    fn what_cannot_be_typed_or_ends_the_template_is_not_proposed() {
        check("match a m|b| p/acme¦", &["Acme ftpd  1", "Acme=web  1"]);
        check("match a m|b| p=acme¦", &["Acme ftpd  1"]);
    }

    #[test]
    fn words_of_the_file_format_are_proposed() {
        check("so¦", &["softmatch"]);
        check("r¦", &["rarity"]);
        check(
            "match a m|b| ¦",
            &[
                "p/ product",
                "v/ version",
                "i/ info",
                "h/ hostname",
                "o/ OS",
                "d/ device type",
                "cpe:/ CPE",
            ],
        );
        check("match a m|b| c¦", &["cpe:/ CPE"]);
        check("fallback Ge¦", &["GenericLines", "GetRequest"]);
        check("match a m|b¦|", &[]);
    }
}
