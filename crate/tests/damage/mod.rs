//! Kinds of damage that can be undone, by what they change.

use super::random::Random;

/// One kind of damage.
pub(crate) struct Damage {
    pub(crate) name: &'static str,
    apply: fn(String, &mut Random) -> String,
}

impl Damage {
    /// Damages `text`, which is ASCII or UTF-8.
    pub(crate) fn apply(&self, text: Vec<u8>, random: &mut Random) -> Vec<u8> {
        (self.apply)(String::from_utf8(text).unwrap(), random).into_bytes()
    }
}

/// What happens to lines.
pub(crate) const LINES: &[Damage] = &[
    Damage {
        name: "mail prefix",
        apply: |text, _| prefix(&text, "> "),
    },
    Damage {
        name: "nested mail prefix",
        apply: |text, _| prefix(&text, "> > "),
    },
    Damage {
        name: "comment prefix",
        apply: |text, _| prefix(&text, "# "),
    },
    Damage {
        name: "script output prefix",
        apply: |text, _| prefix(&text, "|   "),
    },
    Damage {
        name: "indent",
        apply: |text, _| prefix(&text, "\t    "),
    },
    Damage {
        name: "line numbers",
        apply: |text, _| number(&text),
    },
    Damage {
        name: "carriage returns",
        apply: |text, _| text.replace('\n', "\r\n"),
    },
    Damage {
        name: "blank lines",
        apply: |text, _| text.replace('\n', "\n \n"),
    },
    Damage {
        name: "joined by a space",
        apply: |text, _| text.replace('\n', " "),
    },
    Damage {
        name: "joined by spaces",
        apply: |text, _| text.replace('\n', "     "),
    },
    Damage {
        name: "joined by nothing",
        apply: |text, _| text.replace('\n', ""),
    },
    Damage {
        name: "joined by a literal line break",
        apply: |text, _| text.replace('\n', "\\n"),
    },
    Damage {
        name: "joined by markup",
        apply: |text, _| text.replace('\n', "<br>"),
    },
    Damage {
        name: "unwrapped",
        apply: |text, _| text.replace("\nSF:", ""),
    },
    Damage {
        name: "marks lost",
        apply: |text, _| text.replace("\nSF:", "\n"),
    },
    Damage {
        name: "one mark lost",
        apply: |text, _| text.replacen("\nSF:", "\n", 1),
    },
    Damage {
        name: "padded",
        apply: |text, _| pad(&text, "\n"),
    },
    Damage {
        name: "padded and joined",
        apply: |text, _| pad(&text, ""),
    },
    Damage {
        name: "broken again",
        apply: |text, random| rewrap(&text, 40 + random.below(34)),
    },
    Damage {
        name: "mail, broken again",
        apply: |text, random| prefix(&rewrap(&text, 40 + random.below(34)), "> "),
    },
    Damage {
        name: "zero-width spaces",
        apply: |text, _| text.replace("SF:", "SF:\u{200b}"),
    },
    Damage {
        name: "no-break spaces",
        apply: |text, _| text.replace('\n', "\n\u{a0}\u{a0}"),
    },
];

/// What happens to characters.
pub(crate) const QUOTINGS: &[Damage] = &[
    Damage {
        name: "XML attribute",
        apply: |text, _| xml(&text),
    },
    Damage {
        name: "XML, twice",
        apply: |text, _| xml(&xml(&text)),
    },
    Damage {
        name: "web page",
        apply: |text, _| html(&text),
    },
    Damage {
        name: "JSON string",
        apply: |text, _| json(&text),
    },
    Damage {
        name: "JSON, twice",
        apply: |text, _| json(&json(&text)),
    },
    Damage {
        name: "doubled backslashes",
        apply: |text, _| text.replace('\\', "\\\\"),
    },
    Damage {
        name: "source code",
        apply: |text, _| source(&text),
    },
    Damage {
        name: "Markdown underscores",
        apply: |text, _| text.replace('_', "\\_"),
    },
    Damage {
        name: "curly quotes",
        apply: |text, _| text.replace('"', "\u{201c}").replace('\'', "\u{2019}"),
    },
    Damage {
        name: "doubled quotes",
        apply: |text, _| text.replace('"', "\"\""),
    },
    Damage {
        name: "dots without backslash",
        apply: |text, _| undot(&text),
    },
];

/// What is around.
pub(crate) const CONTAINERS: &[Damage] = &[
    Damage {
        name: "report",
        apply: |text, _| {
            format!(
                "Nmap scan report for 192.0.2.7\nPORT   STATE SERVICE VERSION\n21/tcp open  ftp?\n\
         1 service unrecognized despite returning data. Submit it:\n{text}\nService Info: OS: X\n"
            )
        },
    },
    Damage {
        name: "code fence",
        apply: |text, _| format!("I found this:\n```\n{text}\n```\nWhat is it?\n"),
    },
    Damage {
        name: "byte order mark",
        apply: |text, _| format!("\u{feff}{text}"),
    },
    Damage {
        name: "prose behind",
        apply: |text, _| format!("{text} and nothing else.\nRegards\n"),
    },
];

/// True for combinations that lose information: some damage cannot be seen once another followed.
pub(crate) fn clash(names: &[&str]) -> bool {
    let has = |name: &str| names.contains(&name);
    let joined = names
        .iter()
        .any(|name| name.starts_with("joined by") || name.ends_with("joined"));
    joined && has("dots without backslash")
}

/// The text without one of its lines.
pub(crate) fn without_a_line(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<&str> = text.split('\n').collect();
    lines.remove(random.below(lines.len()));
    lines.join("\n")
}

fn prefix(text: &str, prefix: &str) -> String {
    format!("{prefix}{}", text.replace('\n', &format!("\n{prefix}")))
}

fn number(text: &str) -> String {
    let lines = text.split('\n').zip(1..);
    lines
        .map(|(line, number)| format!("{number:>3}: {line}"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn pad(text: &str, end: &str) -> String {
    text.split('\n')
        .map(|line| format!("{line:80}{end}"))
        .collect()
}

fn rewrap(text: &str, width: usize) -> String {
    let lines = text
        .split('\n')
        .flat_map(|line| line.as_bytes().chunks(width));
    lines
        .map(|line| String::from_utf8_lossy(line))
        .collect::<Vec<_>>()
        .join("\n")
}

fn html(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn xml(text: &str) -> String {
    let text = html(text).replace('"', "&quot;").replace('\'', "&apos;");
    text.replace("--", "-&#45;").replace('\n', "&#xa;")
}

fn json(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
        .replace('\r', "\\r")
}

/// One literal for each line.
fn source(text: &str) -> String {
    let literals = text
        .split('\n')
        .map(|line| format!("    \"{}\\n\"", json(line)));
    literals.collect::<Vec<_>>().join("\n") + ";\nputs(x);\n"
}

/// A dot that lost its backslash, as when Markdown was rendered.
fn undot(text: &str) -> String {
    let mut undotted = String::new();
    let mut escaped = false;
    for c in text.chars() {
        if c == '.' && escaped {
            undotted.pop();
        }
        undotted.push(c);
        escaped = c == '\\' && !escaped;
    }
    undotted
}
