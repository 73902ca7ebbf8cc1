//! The language in the info and in the CPE.

use super::components;
use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::template::TemplateKind;

pub(super) const RULE: Rule = Rule {
    id: "cpe-language",
    severity: Severity::Note,
    fix: None,
    docs: Docs {
        what: "An info that names a language, and a CPE with the code of another in its sixth component.",
        why: "One of the two is wrong.",
        nmap: "Every release prints both as they are written.",
        bad: "match acme m|^ACME pret| p/Acme DB/ i/French/ cpe:/a:acme:db::::de/",
        good: "match acme m|^ACME pret| p/Acme DB/ i/French/ cpe:/a:acme:db::::fr/",
        source: "nmap commits 6e24b934f and 2202781cb",
    },
    check: Check::Line(check),
};

/// Languages and the start of their codes.
const LANGUAGES: [(&str, &str); 14] = [
    ("French", "fr"),
    ("German", "de"),
    ("Spanish", "es"),
    ("Portuguese", "pt"),
    ("Italian", "it"),
    ("Dutch", "nl"),
    ("Japanese", "ja"),
    ("Chinese", "zh"),
    ("Korean", "ko"),
    ("Russian", "ru"),
    ("Polish", "pl"),
    ("Czech", "cs"),
    ("Swedish", "sv"),
    ("English", "en"),
];

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let Some(info) = line.template(TemplateKind::Info) else {
        return;
    };
    let has = |word: &str| {
        info.text
            .windows(word.len())
            .any(|part| part == word.as_bytes())
    };
    let Some((language, code)) = LANGUAGES.iter().find(|(word, _)| has(word)) else {
        return;
    };
    for cpe in line.cpes() {
        let components = components(cpe).unwrap_or_default();
        let found = components
            .get(5)
            .filter(|found| !found.is_empty() && !found.contains(&b'$'));
        if let Some(found) = found.filter(|found| !found.starts_with(code.as_bytes())) {
            let found = String::from_utf8_lossy(found);
            let finding = RULE
                .finding(
                    cpe.span,
                    format!("the info says {language}, the CPE `{found}`"),
                )
                .with_help(format!("write `{code}`, or another language into the info"));
            findings.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn two_languages_are_marked() {
        check(
            &RULE,
            &[
                "match a m|^a| i/x; German/ «cpe:/a:x:y:1:2:3:fr/» cpe:/o:x:y/",
                "match a m|^a| i/Chinese/ cpe:/a:x:y::::zh_tw/",
                "match a m|^a| i/x/ cpe:/a:x:y::::zh/",
            ],
        );
    }
}
