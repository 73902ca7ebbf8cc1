//! All rules as one page for people, in the order of the areas.

use super::AREAS;
use super::parser_rules::{self, READERS, parser_rules};
use super::rule::{Docs, Rule, Safety};
use crate::diagnostic::Severity;

const HEAD: &str = "# The rules of `sflens lint`

This page is printed by `sflens lint --rules`. Each rule tells what it finds, why that matters, what
Nmap does with it, and where the rule comes from.

- *error*: Nmap refuses the file, loses a field or never ends. *warning*: very likely not what was
  meant. *style*: against the house style of Nmap's file. *note*: worth knowing.
- The profile `submit` tells everything, `private` errors and warnings. A rule can be switched on or
  off by its name.
- A *safe* edit was proved to change no answer: both texts of the line are read, and service, pattern
  and fields mean the same. `--fix` applies those of errors, warnings and style; those of a note when
  its rule is switched on by name. A *suggested* edit is for a person to look at.
- A comment above a line allows a finding there, with its reason:

```text
# sflens: allow pattern-unanchored: a greeting of any length stands before
match acme m|ACME ready| p/Acme DB/
```

- `# sflens: allow-file RULE: reason`, anywhere in a file, allows its findings on every line.

`⟨40 x⟩` in an example stands for forty times `x`. A pattern that PCRE2 refuses is an error too; its
finding says itself what is wrong.
";

/// The page in Markdown.
pub fn print_rules() -> String {
    let mut page = HEAD.to_owned();
    for (title, rules) in AREAS {
        page.push_str(&format!("\n## {title}\n"));
        page.extend(rules.iter().map(|rule| print_rule(rule)));
    }
    page.push_str(&format!("\n## {READERS}\n"));
    page.extend(parser_rules().map(|rule| print_entry(rule.id, rule.severity, None, &rule.docs)));
    page
}

/// The words about one rule in Markdown; `None` when there is no such rule.
pub fn explain_rule(id: &str) -> Option<String> {
    let mut rules = super::rules();
    match rules.find(|rule| rule.id == id) {
        Some(rule) => Some(print_rule(rule)),
        None => {
            let rule = parser_rules::find(id)?;
            Some(print_entry(rule.id, rule.severity, None, &rule.docs))
        }
    }
}

fn print_rule(rule: &Rule) -> String {
    print_entry(rule.id, rule.severity, rule.fix, &rule.docs)
}

fn print_entry(id: &str, severity: Severity, fix: Option<Safety>, docs: &Docs) -> String {
    let fix = match fix {
        Some(fix) => format!(", {} edit", fix.name()),
        None => String::new(),
    };
    let Docs {
        what,
        why,
        nmap,
        bad,
        good,
        source,
    } = docs;
    format!(
        "\n### {id}\n\n*{}{fix}.* {what}\n\nWhy: {why}\n\nNmap: {nmap}\n\n```text\n{}\n```\n\n\
         better\n\n```text\n{}\n```\n\nSource: {source}.\n",
        severity.name(),
        show_example(bad),
        show_example(good),
    )
}

/// An example of a rule with what cannot be seen written out.
pub fn show_example(text: &str) -> String {
    let text = text.trim_end_matches('\n');
    text.replace('\t', "→")
        .replace('\0', "␀")
        .replace('\u{feff}', "␠BOM␠")
}
