//! Pattern text to tree, by recursive descent over bytes.
//!
//! `a(?:b|\d+)` becomes a literal and a group of two branches, the second a repeat of `\d`. Each
//! file reads one kind of item: `escape` what follows a backslash, `property` `\p`, `class` brackets, `extended` those of `(?[…])`, `quantifier`
//! counts, `group` parentheses, `conditional` those of `(?(1)…)`, `star` what starts with `(*`,
//! `scan` the list of `(*scs:(1)…)`, `options` the letters of `(?i)`, `names` names, references and
//! calls.
//!
//! The rules are PCRE2's for 8-bit patterns without UTF. What PCRE2 refuses is refused here; what
//! PCRE2 takes and this engine does not is refused as [`PatternErrorKind::Unsupported`].
//!
//! Limits: groups nest at most [`MAX_NESTING`] deep, which also bounds the recursion here.
//!
//! Source: the PCRE2 manual page `pcre2pattern`.

mod class;
mod conditional;
mod escape;
mod extended;
mod group;
mod names;
mod options;
mod prefix;
mod property;
mod quantifier;
mod scan;
mod star;

use super::settings::{Settings, parse_settings};
use super::tree::{Assertion, Node, NodeKind, VerbKind};
use super::{Newline, PatternError, PatternErrorKind, PatternFlags};
use crate::source::Span;
use names::{Names, Pending};
use options::Options;
pub use prefix::{MAX_PREFIX, Prefix, literal_prefix};
use star::wrap_accept;

/// PCRE2's default limit on nested parentheses.
pub(super) const MAX_NESTING: usize = 250;
/// PCRE2's limit on group numbers.
pub(super) const MAX_GROUPS: u16 = u16::MAX;

/// The most nodes that room is made for before any is read.
const FEW_NODES: usize = 64;

/// Everything read from the text of one pattern.
pub(super) struct ParsedText {
    pub(super) settings: Settings,
    pub(super) branches: Vec<Vec<Node>>,
    pub(super) group_spans: Vec<Span>,
    pub(super) names: Vec<(Vec<u8>, u16)>,
    /// A lookbehind stands anywhere in it.
    pub(super) has_lookbehind: bool,
    /// What PCRE2 finds only after it has read the whole text and measured the lookbehinds, in
    /// the order of the text.
    pub(super) faults: Vec<PatternError>,
    /// What PCRE2 finds after that.
    pub(super) late_fault: Option<PatternError>,
    /// PCRE2 makes copies: of a group with a quantifier, or of the ends of groups for `(*ACCEPT)`.
    pub(super) copies: bool,
    /// Where extended classes stand that have brackets or parentheses inside, in rising order.
    pub(super) nested_sets: Vec<usize>,
    /// Where the first one with an operator stands outside of lookbehinds.
    pub(super) set_outside: Option<usize>,
}

/// Reads a whole pattern.
pub(super) fn parse_text(text: &[u8], flags: PatternFlags) -> Result<ParsedText, PatternError> {
    let mut parser = Parser::new(text, flags);
    let (settings, start) = parse_settings(text)?;
    parser.at = start;
    parser.newline = settings.newline;
    let mut branches = parser.parse_branches()?;
    if parser.peek() == Some(b')') {
        return Err(parser.error_here(PatternErrorKind::UnmatchedClose));
    }
    parser.resolve_references(&mut branches);
    Ok(ParsedText {
        settings,
        branches,
        faults: parser.reference_faults(),
        late_fault: parser.late_fault,
        group_spans: parser.group_spans,
        names: parser.names.into_list(),
        has_lookbehind: parser.has_lookbehind,
        copies: parser.copies,
        nested_sets: parser.nested_sets,
        set_outside: parser.set_outside,
    })
}

struct Parser<'t> {
    text: &'t [u8],
    at: usize,
    options: Options,
    /// Inside `\Q…\E`.
    in_quote: bool,
    newline: Newline,
    /// Groups now open.
    depth: usize,
    /// Lookarounds among them.
    n_looks: usize,
    has_lookbehind: bool,
    /// Groups counted so far; inside a branch reset it may fall back.
    n_groups: u16,
    /// Where each group stands, by number from 1.
    group_spans: Vec<Span>,
    names: Names,
    /// Set when a reference has to be completed at the end.
    has_references: bool,
    /// Where each group below 10 is referred to first, as PCRE2 tells it.
    low_references: [Option<usize>; 10],
    /// What can be checked only at the end.
    pending: Vec<Pending>,
    late_fault: Option<PatternError>,
    /// The next group has to be a lookaround: it is a condition.
    expects_look: bool,
    /// Where the name read last starts.
    name_offset: usize,
    /// The offset that PCRE2 tells when a conditional group in this branch has too many branches:
    /// that of the last reference.
    branch_offset: usize,
    /// The same where the next branch begins.
    first_offset: usize,
    copies: bool,
    /// Option settings and callouts so far that leave something in PCRE2's program.
    n_untraced: usize,
    /// The innermost lookaround is a lookbehind.
    in_lookbehind: bool,
    /// Extended classes with brackets inside, and the first with an operator outside of lookbehinds.
    nested_sets: Vec<usize>,
    set_outside: Option<usize>,
}

type Result<T, E = PatternError> = std::result::Result<T, E>;

impl<'t> Parser<'t> {
    fn new(text: &'t [u8], flags: PatternFlags) -> Self {
        Self {
            text,
            at: 0,
            options: Options::from_flags(flags),
            in_quote: false,
            newline: Newline::default(),
            depth: 0,
            n_looks: 0,
            has_lookbehind: false,
            n_groups: 0,
            group_spans: Vec::new(),
            names: Names::default(),
            has_references: false,
            low_references: [None; 10],
            pending: Vec::new(),
            late_fault: None,
            expects_look: false,
            name_offset: 0,
            branch_offset: 0,
            first_offset: 0,
            copies: false,
            n_untraced: 0,
            in_lookbehind: false,
            nested_sets: Vec::new(),
            set_outside: None,
        }
    }

    /// Branches up to the end of the text or the `)` of the group around, which stays unread.
    fn parse_branches(&mut self) -> Result<Vec<Vec<Node>>> {
        let mut branches = vec![self.parse_sequence()?];
        while self.try_byte(b'|') {
            branches.push(self.parse_sequence()?);
        }
        Ok(branches)
    }

    /// Items up to `|`, `)` or the end of the text.
    fn parse_sequence(&mut self) -> Result<Vec<Node>> {
        // Room at once for most sequences, since growing takes time.
        let mut nodes = Vec::with_capacity(self.rest().len().min(FEW_NODES));
        let mut repeatable = false;
        let first_offset = std::mem::take(&mut self.first_offset);
        let outer_offset = std::mem::replace(&mut self.branch_offset, first_offset);
        while let Some(byte) = self.peek() {
            if self.in_quote {
                self.parse_quoted(byte, &mut nodes, &mut repeatable);
            } else if self.is_plain(byte) {
                self.at += 1;
                nodes.push(self.literal(byte, self.at - 1));
                repeatable = true;
            } else if self.try_ignorable()? {
                continue;
            } else if matches!(byte, b'|' | b')') {
                break;
            } else {
                repeatable = self.parse_item(byte, repeatable, &mut nodes)?;
            }
        }
        self.branch_offset = outer_offset;
        Ok(nodes)
    }

    /// Whether `byte` stands for itself here, as most bytes of most patterns do.
    fn is_plain(&self, byte: u8) -> bool {
        match byte {
            b'\\' | b'^' | b'$' | b'.' | b'[' | b'(' | b')' | b'|' | b'?' | b'*' | b'+' | b'{' => {
                false
            }
            _ => byte.is_ascii_alphanumeric() || !self.options.extended,
        }
    }

    /// One byte inside `\Q…\E`.
    fn parse_quoted(&mut self, byte: u8, nodes: &mut Vec<Node>, repeatable: &mut bool) {
        if self.try_bytes(b"\\E") {
            self.in_quote = false;
            return;
        }
        let start = self.at;
        self.at += 1;
        nodes.push(self.literal(byte, start));
        *repeatable = true;
    }

    /// One item or quantifier; returns whether a quantifier may follow.
    fn parse_item(&mut self, byte: u8, repeatable: bool, nodes: &mut Vec<Node>) -> Result<bool> {
        let start = self.at;
        if let Some(quantifier) = self.try_quantifier()? {
            let Some(item) = nodes.pop_if(|_| repeatable) else {
                let error = self.error_from(start, PatternErrorKind::NothingToRepeat);
                return Err(error.at(self.at - 1));
            };
            let item = wrap_accept(item, nodes);
            nodes.push(self.repeat(item, quantifier)?);
            return Ok(false);
        }
        let kind = match byte {
            b'\\' => self.parse_escape()?,
            b'[' => self.parse_class(nodes)?,
            b'(' => match self.parse_group(nodes)? {
                Some(kind) => kind,
                None => return Ok(false),
            },
            _ => self.parse_single(byte),
        };
        let repeatable = is_repeatable(&kind);
        let span = self.span_from(start);
        nodes.push(Node { span, kind });
        Ok(repeatable)
    }

    fn parse_single(&mut self, byte: u8) -> NodeKind {
        self.at += 1;
        match byte {
            b'^' if self.options.multiline => NodeKind::Assertion(Assertion::LineStart),
            b'^' => NodeKind::Assertion(Assertion::Start),
            b'$' if self.options.multiline => NodeKind::Assertion(Assertion::LineEnd),
            b'$' => NodeKind::Assertion(Assertion::End),
            b'.' => NodeKind::Dot {
                dotall: self.options.dotall,
            },
            _ => self.literal_kind(byte),
        }
    }

    /// Skips what neither matches nor ends a quantifier's reach: comments, white space under
    /// `x`, `\E`, and `\Q`, which starts a quotation.
    fn try_ignorable(&mut self) -> Result<bool> {
        if !self.options.extended && !matches!(self.peek(), Some(b'\\' | b'(')) {
            return Ok(false);
        }
        if self.try_bytes(b"\\E") {
            return Ok(true);
        }
        if self.try_bytes(b"\\Q") {
            self.in_quote = true;
            return Ok(true);
        }
        if self.options.extended && self.try_extended_space() {
            return Ok(true);
        }
        self.try_comment()
    }

    /// White space, or `#` up to the end of the line.
    fn try_extended_space(&mut self) -> bool {
        match self.peek() {
            Some(9..=13 | b' ' | 0x85) => self.at += 1,
            Some(b'#') => {
                while self.peek().is_some() && !self.try_newline() {
                    self.at += 1;
                }
            }
            _ => return false,
        }
        true
    }

    fn try_newline(&mut self) -> bool {
        let found = self.newline.length_at(self.rest());
        self.at += found.unwrap_or(0);
        found.is_some()
    }

    fn try_comment(&mut self) -> Result<bool> {
        let start = self.at;
        if !self.try_bytes(b"(?#") {
            return Ok(false);
        }
        while !self.try_byte(b')') {
            if self.peek().is_none() {
                let span = Span::new(start, start + 3);
                let error = PatternError::new(PatternErrorKind::UnclosedComment, span);
                return Err(error.at(self.at));
            }
            self.at += 1;
        }
        Ok(true)
    }

    fn literal(&self, byte: u8, start: usize) -> Node {
        Node {
            span: self.span_from(start),
            kind: self.literal_kind(byte),
        }
    }

    fn literal_kind(&self, byte: u8) -> NodeKind {
        NodeKind::Literal {
            byte,
            caseless: self.options.caseless && byte.is_ascii_alphabetic(),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn peek_digit(&self) -> bool {
        self.peek().is_some_and(|byte| byte.is_ascii_digit())
    }

    fn rest(&self) -> &'t [u8] {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn try_byte(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn try_bytes(&mut self, bytes: &[u8]) -> bool {
        let found = self.rest().starts_with(bytes);
        if found {
            self.at += bytes.len();
        }
        found
    }

    /// Spaces and TABs, which PCRE2 allows inside braces.
    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    fn span_from(&self, start: usize) -> Span {
        Span::new(start, self.at)
    }

    /// A fault in the text read since `start`.
    fn error_from(&self, start: usize, kind: PatternErrorKind) -> PatternError {
        PatternError::new(kind, self.span_from(start)).at(self.at)
    }

    /// A fault in the byte that comes next; at the end of the text, behind the last one.
    fn error_here(&self, kind: PatternErrorKind) -> PatternError {
        let end = self.text.len().min(self.at + 1);
        PatternError::new(kind, Span::new(self.at.min(end), end)).at(self.at)
    }
}

/// Whether PCRE2 allows a quantifier behind the item.
fn is_repeatable(kind: &NodeKind) -> bool {
    match kind {
        NodeKind::Assertion(_) | NodeKind::KeepOut | NodeKind::Options(_) | NodeKind::Repeat(_) => {
            false
        }
        NodeKind::Verb(verb) => verb.kind == VerbKind::Accept,
        _ => true,
    }
}
