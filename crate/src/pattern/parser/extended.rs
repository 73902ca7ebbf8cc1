//! `(?[ [a-z] - [aeiou] + \d ])`: classes joined by `+ | - & ^ !` and parentheses.
//!
//! It is read as the class of the bytes that are left, because that is what PCRE2 makes of it. Where
//! Unicode properties remain, PCRE2 does not look into the class; then a property that no byte has
//! stands among the members, by which such classes are known.
//!
//! Limits: [`MAX_LEVELS`] of brackets and parentheses. Source: the PCRE2 manual page `pcre2pattern`,
//! "Perl extended character classes".

use super::class::Members;
use super::{Parser, Result};
use crate::pattern::tree::{Class, ClassEscape, ClassItem, NodeKind, Property};
use crate::pattern::{ByteSet, PatternError, PatternErrorKind};

/// PCRE2's limit.
const MAX_LEVELS: usize = 15;

impl Parser<'_> {
    /// Stands on the `[` of `(?[`.
    pub(super) fn parse_extended_class(&mut self, start: usize) -> Result<NodeKind> {
        self.at += 1;
        let mut levels = vec![Level::default()];
        let mut only = Vec::new();
        let (mut is_nested, mut has_operator) = (false, false);
        while let Some(level) = levels.last_mut() {
            let here = self.at;
            let Some(byte) = self.peek() else {
                return Err(self.set_fault(PatternErrorKind::UnclosedSet, start));
            };
            match byte {
                _ if self.in_quote => self.end_quote_in_set()?,
                b' ' | b'\t' => self.at += 1,
                b'\\' => only.extend(self.read_set_item(level, false)?),
                b'[' if self.opens_posix() => only.extend(self.read_set_item(level, true)?),
                b'[' | b'(' => {
                    self.at += 1;
                    is_nested = true;
                    self.check_new_level(&levels, here)?;
                    if let (b'[', Some(level)) = (byte, levels.last_mut()) {
                        level.operand(Set::of(&self.read_leaf(here)?));
                    } else {
                        levels.push(Level::default());
                    }
                }
                b']' | b')' => {
                    let set = self.close_level(&levels, byte)?;
                    levels.pop();
                    match levels.last_mut() {
                        Some(around) => around.operand(set),
                        None => {
                            let joins = (is_nested, has_operator);
                            return self.end_set(start, set, only, joins);
                        }
                    }
                }
                b'+' | b'|' | b'-' | b'&' | b'^' | b'!' => {
                    self.at += 1;
                    has_operator = true;
                    self.check_operator(level, byte)?;
                    level.operator(byte);
                }
                _ => {
                    self.at += 1;
                    return Err(self.set_fault(PatternErrorKind::LiteralInSet, here));
                }
            }
        }
        Err(self.set_fault(PatternErrorKind::UnclosedSet, start))
    }

    /// PCRE2 10.46 measures lookbehinds wrongly when it comes upon such a class: of one with brackets
    /// inside it finds no length, and outside it stops at an operator.
    fn note_set(&mut self, start: usize, (is_nested, has_operator): (bool, bool)) {
        if is_nested {
            self.nested_sets.push(start);
        }
        if has_operator && !self.in_lookbehind {
            self.set_outside.get_or_insert(start);
        }
    }

    fn set_fault(&self, kind: PatternErrorKind, start: usize) -> PatternError {
        self.error_from(start, kind)
    }

    /// Only an empty quotation may stand here.
    fn end_quote_in_set(&mut self) -> Result<()> {
        self.in_quote = !self.try_bytes(b"\\E");
        if self.in_quote {
            self.at += 1;
            return Err(self.set_fault(PatternErrorKind::LiteralInSet, self.at - 1));
        }
        Ok(())
    }

    /// Whether `[:alpha:]` or its like stands here.
    fn opens_posix(&mut self) -> bool {
        self.at += 1;
        let found = self.peek_posix().is_some();
        self.at -= 1;
        found
    }

    /// An escape or a POSIX class; nothing for `\Q` and `\E`.
    fn read_set_item(&mut self, level: &mut Level, is_posix: bool) -> Result<Option<ClassItem>> {
        let start = self.at;
        let mut members = Members::new();
        if is_posix {
            if level.state == State::Operand {
                self.at += 1;
                self.at = self.peek_posix().map_or(self.at, |(_, end)| end);
                return Err(self.set_fault(PatternErrorKind::OperatorExpected, start));
            }
            self.parse_bracket_member(&mut members)?;
        } else {
            self.parse_escaped_member(&mut members)?;
        }
        let Some(item) = members.items.pop() else {
            return Ok(None);
        };
        if level.state == State::Operand {
            return Err(self.set_fault(PatternErrorKind::OperatorExpected, start));
        }
        level.operand(Set::of(&self.class_of(vec![item])));
        Ok(Some(item))
    }

    fn class_of(&self, items: Vec<ClassItem>) -> Class {
        Class {
            negated: false,
            caseless: self.options.caseless,
            items,
        }
    }

    /// `[…]` inside, in which blanks do not count.
    fn read_leaf(&mut self, start: usize) -> Result<Class> {
        let blanks_count = !self.options.extended_more;
        self.options.extended_more = true;
        let class = self.read_class(start);
        self.options.extended_more = !blanks_count;
        class
    }

    fn check_new_level(&self, levels: &[Level], start: usize) -> Result<()> {
        let has_operand = levels
            .last()
            .is_some_and(|level| level.state == State::Operand);
        if has_operand {
            return Err(self.set_fault(PatternErrorKind::OperatorExpected, start));
        }
        if levels.len() == MAX_LEVELS {
            return Err(self.set_fault(PatternErrorKind::SetTooDeep, start));
        }
        Ok(())
    }

    fn check_operator(&self, level: &Level, byte: u8) -> Result<()> {
        let has_operand = level.state == State::Operand;
        match (byte, has_operand) {
            (b'!', true) => Err(self.set_fault(PatternErrorKind::OperatorExpected, self.at - 1)),
            (b'!', false) | (_, true) => Ok(()),
            (_, false) => Err(self.set_fault(PatternErrorKind::MemberExpected, self.at - 1)),
        }
    }

    /// Stands on the `]` or `)` that ends the last of `levels`; what that level comes to.
    fn close_level(&mut self, levels: &[Level], byte: u8) -> Result<Set> {
        let here = self.at;
        self.at += 1;
        if byte == b']' && levels.len() > 1 {
            return Err(self.set_fault(PatternErrorKind::UnclosedSet, here).at(here));
        }
        if byte == b')' && levels.len() == 1 {
            return Err(self.set_fault(PatternErrorKind::UnmatchedClose, here));
        }
        match levels.last().filter(|level| level.state == State::Operand) {
            Some(level) => Ok(level.total()),
            None => Err(self.set_fault(PatternErrorKind::MemberExpected, here)),
        }
    }

    /// Stands behind the last `]`. Without operators it is a class of one member.
    fn end_set(
        &mut self,
        start: usize,
        set: Set,
        only: Vec<ClassItem>,
        joins: (bool, bool),
    ) -> Result<NodeKind> {
        if !self.try_byte(b')') {
            return Err(self.set_fault(PatternErrorKind::UnclosedSet, start));
        }
        self.note_set(start, joins);
        let class = match joins.0 || joins.1 {
            true => Class {
                negated: set.is_nothing(),
                ..self.class_of(set.items())
            },
            false => self.class_of(only),
        };
        Ok(NodeKind::Class(Box::new(class)))
    }
}

/// What was read last on a level.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    Nothing,
    Operand,
    Operator,
}

/// One pair of brackets or parentheses. `&` binds closer than the others.
#[derive(Default)]
struct Level {
    state: State,
    /// What stands before the last operator that is not `&`, and that operator.
    sum: Option<(Set, u8)>,
    /// What stands behind it so far.
    product: Option<Set>,
    negates: bool,
}

impl Level {
    fn operand(&mut self, set: Set) {
        let set = match self.negates {
            true => set.not(),
            false => Set {
                is_full_class: false,
                ..set
            },
        };
        self.negates = false;
        self.product = Some(self.product.map_or(set, |product| product.and(set)));
        self.state = State::Operand;
    }

    fn operator(&mut self, byte: u8) {
        match byte {
            b'!' => self.negates = !self.negates,
            b'&' => {}
            _ => {
                self.sum = Some((self.total(), byte));
                self.product = None;
            }
        }
        self.state = State::Operator;
    }

    fn total(&self) -> Set {
        let product = self.product.unwrap_or_default();
        match self.sum {
            None => product,
            Some((sum, b'-')) => sum.and(product.not()),
            Some((sum, b'^')) => sum.and(product.not()).or(sum.not().and(product)),
            Some((sum, _)) => sum.or(product),
        }
    }
}

/// What PCRE2 knows of the code points above 0xff, which decides how it keeps the class.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum High {
    #[default]
    None,
    All,
    /// Properties tell.
    Property,
}

#[derive(Clone, Copy, Default)]
struct Set {
    bytes: ByteSet,
    high: High,
    /// One class of all bytes, which PCRE2 takes for one of all code points, negated or not.
    is_full_class: bool,
}

impl Set {
    fn of(class: &Class) -> Self {
        let bytes = class.set();
        let flips = class.items.iter().any(is_negated);
        let high = match class.has_properties() {
            true => High::Property,
            false if class.negated != flips || bytes.complement().is_empty() => High::All,
            false => High::None,
        };
        Self {
            bytes,
            high,
            is_full_class: high == High::All && bytes.complement().is_empty(),
        }
    }

    fn not(self) -> Self {
        Self {
            bytes: self.bytes.complement(),
            high: match self.high {
                High::None => High::All,
                High::All if self.is_full_class => High::All,
                High::All => High::None,
                High::Property => High::Property,
            },
            is_full_class: false,
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            bytes: self.bytes.intersection(other.bytes),
            high: match (self.high, other.high) {
                (High::All, high) | (high, High::All) => high,
                (High::None, _) | (_, High::None) => High::None,
                (High::Property, High::Property) => High::Property,
            },
            is_full_class: false,
        }
    }

    fn or(self, other: Self) -> Self {
        self.not().and(other.not()).not()
    }

    fn is_nothing(self) -> bool {
        self.bytes.is_empty() && self.high != High::Property
    }

    /// The members of a class of these bytes, all bytes where there is none. They are so many that
    /// PCRE2 takes it for no single byte.
    fn items(self) -> Vec<ClassItem> {
        let mut items: Vec<ClassItem> = Vec::new();
        for byte in self.bytes.iter() {
            match items.last_mut() {
                Some(ClassItem::Range(_, high)) if *high + 1 == byte => *high = byte,
                _ => items.push(ClassItem::Range(byte, byte)),
            }
        }
        for item in &mut items {
            if let ClassItem::Range(low, high) = *item
                && low == high
            {
                *item = ClassItem::Byte(low);
            }
        }
        if self.high == High::Property {
            let property = Property::subcategory("zl");
            items.push(ClassItem::Escape(ClassEscape::Property(property)));
        }
        if self.is_nothing() {
            items.push(ClassItem::Range(0, u8::MAX));
        }
        match items[..] {
            [one @ ClassItem::Byte(_)] => vec![one; 3],
            [one @ ClassItem::Byte(_), two @ ClassItem::Byte(_)] => vec![one, two, one],
            _ => items,
        }
    }
}

/// The members by which PCRE2 takes a class for one of high code points.
fn is_negated(item: &ClassItem) -> bool {
    match item {
        ClassItem::Escape(escape) => matches!(
            escape,
            ClassEscape::NotDigit | ClassEscape::NotWord | ClassEscape::NotSpace
        ),
        ClassItem::Posix { negated, .. } => *negated,
        ClassItem::Byte(_) | ClassItem::Range(..) => false,
    }
}
