//! One match line with all that the rules ask about it, found out once.

use super::groups::GroupFacts;
use crate::pattern::Pattern;
use crate::pattern::tree::{Node, NodeKind, visit_nodes};
use crate::probes::MatchLine;
use crate::source::Span;
use crate::template::{Part, Substitution, Template, TemplateKind};

/// A match line and its facts.
#[derive(Debug)]
pub(super) struct LineFacts<'a> {
    /// The whole text.
    pub(super) text: &'a [u8],
    /// The line.
    pub(super) line: &'a MatchLine,
    /// Its pattern; `None` when PCRE2 refuses it.
    pub(super) pattern: Option<&'a Pattern>,
    /// What its groups are.
    pub(super) groups: GroupFacts,
    nodes: Vec<&'a Node>,
}

impl<'a> LineFacts<'a> {
    /// The facts about a line, with its pattern where that is sound.
    pub(super) fn new(text: &'a [u8], line: &'a MatchLine, pattern: Option<&'a Pattern>) -> Self {
        let mut nodes = Vec::new();
        let branches = pattern.map_or(&[][..], Pattern::branches);
        visit_nodes(branches, &mut |node| nodes.push(node));
        Self {
            text,
            line,
            pattern,
            groups: pattern.map(GroupFacts::of).unwrap_or_default(),
            nodes,
        }
    }

    /// A span of the pattern as one of the text.
    pub(super) fn in_text(&self, span: Span) -> Span {
        span.shift(self.line.pattern_span.range().start)
    }

    /// How an item of the pattern is written.
    pub(super) fn spelling(&self, span: Span) -> &'a [u8] {
        self.in_text(span).slice(self.text)
    }

    /// The top-level alternatives; none when the pattern is refused.
    pub(super) fn branches(&self) -> &'a [Vec<Node>] {
        self.pattern.map_or(&[], Pattern::branches)
    }

    /// Every node of the pattern, in the order of the text.
    pub(super) fn nodes(&self) -> &[&'a Node] {
        &self.nodes
    }

    /// The sequences of the pattern, those inside of groups included.
    pub(super) fn sequences(&self) -> impl Iterator<Item = &'a [Node]> {
        let inside = self.nodes.iter().filter_map(|node| match &node.kind {
            NodeKind::Group(group) => Some(&group.branches),
            _ => None,
        });
        let all = self.branches().iter().chain(inside.flatten());
        all.map(Vec::as_slice)
    }

    /// The template that fills the field; of several the last counts.
    pub(super) fn template(&self, kind: TemplateKind) -> Option<&'a Template> {
        self.line
            .templates
            .iter()
            .rev()
            .find(|template| template.kind == kind)
    }

    /// Whether a field can be said to have no template: each template of the line can be read.
    pub(super) fn has_all_templates(&self) -> bool {
        !self.line.has_unsound_template
    }

    /// The CPE templates.
    pub(super) fn cpes(&self) -> impl Iterator<Item = &'a Template> {
        let templates = self.line.templates.iter();
        templates.filter(|template| template.kind == TemplateKind::Cpe)
    }

    /// Every substitution of every template.
    pub(super) fn calls(&self) -> impl Iterator<Item = (&'a Template, &'a Substitution)> {
        let templates = self.line.templates.iter();
        templates.flat_map(|template| calls(template).map(move |call| (template, call)))
    }
}

/// The sound substitutions of a template.
pub(super) fn calls(template: &Template) -> impl Iterator<Item = &Substitution> {
    template.parts.iter().filter_map(|part| match part {
        Part::Substitution(call) => Some(call),
        Part::Literal(_) | Part::Faulty { .. } => None,
    })
}

/// True when a template has no `$` at all.
pub(super) fn is_literal(template: &Template) -> bool {
    let mut parts = template.parts.iter();
    parts.all(|part| matches!(part, Part::Literal(_)))
}

/// Number of literal bytes in a template, without the `cpe:/` that Nmap adds.
pub(super) fn n_literal(template: &Template) -> usize {
    let literals = template.parts.iter().map(|part| match part {
        Part::Literal(span) => span.len(),
        Part::Substitution(_) | Part::Faulty { .. } => 0,
    });
    literals.sum()
}
