//! What starts with `(*`: backtracking verbs, and assertions with names.
//!
//! `(*COMMIT)`, `(*SKIP:here)`, `(*pla:…)` for `(?=…)`. A verb starts with an upper-case letter,
//! or with a colon, `(*:here)`, which is `(*MARK:here)`.

use super::group::{look, look_giving_back};
use super::{Parser, Result};
use crate::pattern::PatternErrorKind;
use crate::pattern::tree::{Group, GroupKind, Node, NodeKind, OptionChange, Verb, VerbKind};

/// PCRE2's limit on the length of a verb's name.
const MAX_VERB_NAME: usize = 255;

impl Parser<'_> {
    /// Stands on the `*`.
    pub(super) fn parse_star(
        &mut self,
        start: usize,
        next: Option<u8>,
        nodes: &mut Vec<Node>,
    ) -> Result<Option<NodeKind>> {
        match next {
            None | Some(b')') => Err(self.error_here(PatternErrorKind::NothingToRepeat)),
            Some(b'a'..=b'z') => self.parse_named_assertion(start),
            Some(_) => self.parse_verb(start, nodes).map(Some),
        }
    }

    /// The word behind `(*`.
    fn read_star_word(&mut self) -> Result<&[u8]> {
        self.at += 1;
        self.read_name_bytes()
    }

    fn parse_verb(&mut self, start: usize, nodes: &mut Vec<Node>) -> Result<NodeKind> {
        let kind = match self.read_star_word()? {
            b"" => Some(VerbKind::Mark),
            b"F" => Some(VerbKind::Fail),
            word => VerbKind::ALL
                .into_iter()
                .find(|kind| kind.word().as_bytes() == word),
        };
        let kind = kind.filter(|_| matches!(self.peek(), Some(b':' | b')')));
        let Some(kind) = kind else {
            return Err(self.error_from(start, PatternErrorKind::UnknownVerb));
        };
        if self.rest().starts_with(b":)") {
            self.at += 1;
        }
        if self.try_byte(b')') {
            if kind == VerbKind::Mark {
                self.at -= 1;
                return Err(self.error_from(start, PatternErrorKind::MarkWithoutName));
            }
            self.copies |= kind == VerbKind::Accept;
            return Ok(verb(kind, None));
        }
        self.copies |= kind == VerbKind::Accept;
        let name = self.read_verb_name(start)?;
        if !matches!(kind, VerbKind::Accept | VerbKind::Fail) {
            return Ok(verb(kind, Some(name)));
        }
        nodes.push(Node {
            span: self.span_from(start),
            kind: verb(VerbKind::Mark, Some(name)),
        });
        Ok(verb(kind, None))
    }

    /// Stands on the colon; anything up to `)` is the name.
    fn read_verb_name(&mut self, start: usize) -> Result<Vec<u8>> {
        self.at += 1;
        let rest = self.rest();
        let Some(length) = rest.iter().position(|byte| *byte == b')') else {
            self.at = self.text.len();
            return Err(self.error_from(start, PatternErrorKind::UnknownVerb));
        };
        let name = rest.get(..length).unwrap_or_default().to_vec();
        self.at += length;
        if length > MAX_VERB_NAME {
            return Err(self.error_from(start, PatternErrorKind::VerbNameTooLong));
        }
        self.at += 1;
        Ok(name)
    }

    /// `(*positive_lookahead:…)` and its like: other names for kinds that exist.
    fn parse_named_assertion(&mut self, start: usize) -> Result<Option<NodeKind>> {
        let word = self.read_star_word()?;
        let is_atomic_run = matches!(word, b"atomic_script_run" | b"asr");
        let kind = match word {
            b"positive_lookahead" | b"pla" => Ok(look(false, false)),
            b"negative_lookahead" | b"nla" => Ok(look(false, true)),
            b"positive_lookbehind" | b"plb" => Ok(look(true, false)),
            b"negative_lookbehind" | b"nlb" => Ok(look(true, true)),
            b"atomic" => Ok(GroupKind::Atomic),
            b"non_atomic_positive_lookahead" | b"napla" => Ok(look_giving_back(false)),
            b"non_atomic_positive_lookbehind" | b"naplb" => Ok(look_giving_back(true)),
            b"script_run" | b"sr" | b"atomic_script_run" | b"asr" => Ok(GroupKind::ScriptRun),
            b"scan_substring" | b"scs" => Ok(GroupKind::Scan(Vec::new())),
            _ => Err(PatternErrorKind::UnknownNamedAssertion),
        };
        let expects_look = std::mem::take(&mut self.expects_look);
        let is_look = matches!(
            kind,
            Ok(GroupKind::Look {
                gives_back: false,
                ..
            })
        );
        match kind {
            _ if self.peek() != Some(b':') => {
                Err(self.error_from(start, PatternErrorKind::UnknownNamedAssertion))
            }
            Ok(_) if expects_look && !is_look => {
                Err(self.error_here(PatternErrorKind::LookExpected))
            }
            Err(fault) => Err(self.error_from(start, fault)),
            Ok(GroupKind::Scan(_)) => self.parse_scan(start),
            Ok(_) if is_atomic_run => {
                self.at += 1;
                self.parse_atomic_run(start)
            }
            Ok(kind) => {
                self.at += 1;
                self.parse_body(start, kind)
            }
        }
    }
}

impl Parser<'_> {
    /// `(*asr:…)` is `(*sr:(?>…))`.
    fn parse_atomic_run(&mut self, start: usize) -> Result<Option<NodeKind>> {
        self.open(start)?;
        let inside = self.parse_plain_body(start, GroupKind::Atomic)?;
        self.depth -= 1;
        let inside = Node {
            span: self.span_from(start),
            kind: NodeKind::Group(Box::new(inside)),
        };
        Ok(Some(NodeKind::Group(Box::new(Group {
            kind: GroupKind::ScriptRun,
            branches: vec![vec![inside]],
        }))))
    }
}

fn verb(kind: VerbKind, name: Option<Vec<u8>>) -> NodeKind {
    NodeKind::Verb(Box::new(Verb { kind, name }))
}

/// What a quantifier repeats: `(*ACCEPT)`, which may have a mark of its own before it, in a group.
pub(super) fn wrap_accept(item: Node, nodes: &mut Vec<Node>) -> Node {
    let NodeKind::Verb(_) = item.kind else {
        return item;
    };
    let span = item.span;
    let mark = nodes.pop_if(|node| node.span == span);
    Node {
        span,
        kind: NodeKind::Group(Box::new(Group {
            kind: GroupKind::NonCapture(OptionChange::default()),
            branches: vec![mark.into_iter().chain([item]).collect()],
        })),
    }
}
