//! The fields that one matching line gives, and fields of several lines put together.

use super::LineId;
use crate::matcher::Captures;
use crate::source::Span;
use crate::template::{
    CpePart, Expansion, FieldFault, Mark, Template, TemplateKind, expand_template,
};

/// A filled field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldValue {
    /// Its bytes, never empty; a CPE has its `cpe:/`.
    pub value: Vec<u8>,
    /// Which bytes came from which group.
    pub marks: Vec<Mark>,
    /// The line whose template it is.
    pub line: LineId,
    /// The template in the text of the line.
    pub template: Span,
}

/// The fields of one match. Those that are absent stay empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// `p`
    pub product: Option<FieldValue>,
    /// `v`
    pub version: Option<FieldValue>,
    /// `i`
    pub info: Option<FieldValue>,
    /// `h`
    pub hostname: Option<FieldValue>,
    /// `o`
    pub os: Option<FieldValue>,
    /// `d`
    pub device_type: Option<FieldValue>,
    /// `cpe:/a`
    pub cpe_application: Option<FieldValue>,
    /// `cpe:/h`
    pub cpe_hardware: Option<FieldValue>,
    /// `cpe:/o`
    pub cpe_os: Option<FieldValue>,
    /// Why fields stay empty, with the kind of each.
    pub faults: Vec<(TemplateKind, FieldFault)>,
}

impl Fields {
    /// Fills in the templates of a line. Of two that fill the same field the later one counts.
    pub fn fill(
        line: LineId,
        templates: &[Template],
        captures: &Captures,
        response: &[u8],
    ) -> Self {
        let mut fields = Self::default();
        for (idx, template) in templates.iter().enumerate() {
            let later = templates.get(idx + 1..).unwrap_or_default();
            if template.kind == TemplateKind::Cpe || !has_kind(later, template.kind) {
                fields.fill_one(
                    line,
                    template,
                    expand_template(template, captures, response),
                );
            }
        }
        fields
    }

    fn fill_one(&mut self, line: LineId, template: &Template, expansion: Expansion) {
        let fault = expansion.fault.map(|fault| (template.kind, fault));
        self.faults.extend(fault);
        let value = expansion.value.map(|value| FieldValue {
            value,
            marks: expansion.marks,
            line,
            template: template.span,
        });
        if let Some(slot) = self.slot_of(template) {
            *slot = value;
        }
    }

    /// The slot that a template fills; `None` for a CPE that names no part.
    fn slot_of(&mut self, template: &Template) -> Option<&mut Option<FieldValue>> {
        match (template.kind, CpePart::of(template)) {
            (TemplateKind::Product, _) => Some(&mut self.product),
            (TemplateKind::Version, _) => Some(&mut self.version),
            (TemplateKind::Info, _) => Some(&mut self.info),
            (TemplateKind::Hostname, _) => Some(&mut self.hostname),
            (TemplateKind::Os, _) => Some(&mut self.os),
            (TemplateKind::DeviceType, _) => Some(&mut self.device_type),
            (TemplateKind::Cpe, Some(CpePart::Application)) => Some(&mut self.cpe_application),
            (TemplateKind::Cpe, Some(CpePart::Hardware)) => Some(&mut self.cpe_hardware),
            (TemplateKind::Cpe, Some(CpePart::OperatingSystem)) => Some(&mut self.cpe_os),
            (TemplateKind::Cpe, None) => None,
        }
    }

    /// The filled CPEs in the order in which Nmap prints them: parts a, h, o.
    pub fn cpes(&self) -> impl Iterator<Item = &FieldValue> {
        let slots = [&self.cpe_application, &self.cpe_hardware, &self.cpe_os];
        slots.into_iter().filter_map(Option::as_ref)
    }

    /// The six fields that are no CPE, with their kinds.
    pub fn texts(&self) -> [(TemplateKind, Option<&FieldValue>); 6] {
        [
            (TemplateKind::Product, self.product.as_ref()),
            (TemplateKind::Version, self.version.as_ref()),
            (TemplateKind::Info, self.info.as_ref()),
            (TemplateKind::Hostname, self.hostname.as_ref()),
            (TemplateKind::Os, self.os.as_ref()),
            (TemplateKind::DeviceType, self.device_type.as_ref()),
        ]
    }

    /// These fields with those of a later hard match over them: a field that the later one
    /// leaves empty keeps its value.
    pub(super) fn overwritten_by(self, later: Self) -> Self {
        Self {
            product: later.product.or(self.product),
            version: later.version.or(self.version),
            info: later.info.or(self.info),
            hostname: later.hostname.or(self.hostname),
            os: later.os.or(self.os),
            device_type: later.device_type.or(self.device_type),
            cpe_application: later.cpe_application.or(self.cpe_application),
            cpe_hardware: later.cpe_hardware.or(self.cpe_hardware),
            cpe_os: later.cpe_os.or(self.cpe_os),
            faults: later.faults,
        }
    }
}

fn has_kind(templates: &[Template], kind: TemplateKind) -> bool {
    templates.iter().any(|template| template.kind == kind)
}
