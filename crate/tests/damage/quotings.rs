//! What happens to characters.

use super::{Damage, each_line, html, json};

pub(crate) const QUOTINGS: &[Damage] = &[
    Damage::new("XML attribute", |text, _| xml(text)),
    Damage::new("XML, twice", |text, _| xml(&xml(text))),
    Damage::new("decimal entities", |text, _| {
        text.replace('&', "&#38;")
            .replace('"', "&#34;")
            .replace('\'', "&#39;")
            .replace('<', "&#60;")
    }),
    Damage::new("hexadecimal entities", |text, _| {
        text.replace('&', "&#x26;")
            .replace('"', "&#x22;")
            .replace('<', "&#x3C;")
            .replace('\\', "&#x5C;")
    }),
    Damage::new("web page", |text, _| html(text)),
    Damage::new("web page with quotes", |text, _| {
        html(text).replace('"', "&quot;")
    }),
    Damage::new("highlighted web page", |text, _| {
        each_line(&html(text), |_, line| {
            format!("<span class=\"line\">{line}</span>")
        })
    }),
    Damage::new("web page of a blog", |text, _| {
        let lines = each_line(&highlight(text), |_, line| {
            format!("<span class=\"line\">{line}</span><br>")
        });
        format!("<pre>{}</pre>", lines.replace('\n', ""))
    }),
    Damage::new("JSON string", |text, _| json(text)),
    Damage::new("JSON, twice", |text, _| json(&json(text))),
    Damage::new("JSON of Go", |text, _| {
        json(text)
            .replace('<', "\\u003c")
            .replace('>', "\\u003e")
            .replace('&', "\\u0026")
    }),
    Damage::new("JSON of PHP", |text, _| json(text).replace('/', "\\/")),
    Damage::new("JSON lines", |text, _| {
        each_line(text, |_, line| format!("    \"{}\",", json(line)))
    }),
    Damage::new("docker's log file", |text, _| {
        each_line(text, |_, line| {
            let line = json(line);
            format!(
                "{{\"log\":\"{line}\\n\",\"stream\":\"stdout\",\"time\":\"2024-05-01T10:00:07.1Z\"}}"
            )
        })
    }),
    Damage::new("XML in JSON", |text, _| json(&xml(text))),
    Damage::new("JSON in XML", |text, _| xml(&json(text))),
    Damage::new("doubled backslashes", |text, _| text.replace('\\', "\\\\")),
    Damage::new("source code", |text, _| source(text, "\"", "\\n\"")),
    Damage::new("source code with plus", |text, _| {
        source(text, "\"", "\\n\" +")
    }),
    Damage::new("source code with dot", |text, _| {
        source(text, "\"", "\\n\" .")
    }),
    Damage::new("Python literals", |text, _| {
        each_line(text, |_, line| {
            format!(
                "    '{}\\n'",
                line.replace('\\', "\\\\").replace('\'', "\\'")
            )
        })
    }),
    Damage::new("Python repr", |text, _| {
        format!(
            "'{}'",
            text.replace('\\', "\\\\")
                .replace('\'', "\\'")
                .replace('\n', "\\n")
        )
    }),
    Damage::new("Python bytes", |text, _| {
        format!(
            "b'{}'",
            text.replace('\\', "\\\\")
                .replace('\'', "\\'")
                .replace('\n', "\\n")
        )
    }),
    Damage::new("Lua table", |text, _| {
        let lines = each_line(text, |_, line| {
            format!("  '{}',", line.replace('\\', "\\\\").replace('\'', "\\'"))
        });
        format!("local lines = {{\n{lines}\n}}\n")
    }),
    Damage::new("JavaScript with plus", |text, _| {
        each_line(text, |_, line| {
            format!(
                "  '{}\\n' +",
                line.replace('\\', "\\\\").replace('\'', "\\'")
            )
        })
    }),
    Damage::new("SQL dump", |text, _| {
        format!("(1,'{}',2)", json(text).replace('\'', "\\'"))
    }),
    Damage::new("doubled percent signs", |text, _| text.replace('%', "%%")),
    Damage::new("ligatures", |text, _| {
        text.replace("ff", "\u{fb00}")
            .replace("fi", "\u{fb01}")
            .replace("fl", "\u{fb02}")
    }),
    Damage::new("raw string", |text, _| format!("r'''{text}'''")),
    Damage::new("shell quotes", |text, _| {
        format!("echo '{}'", text.replace('\'', "'\\''"))
    }),
    Damage::new("doubled apostrophes", |text, _| {
        format!("'{}'", text.replace('\'', "''"))
    }),
    Damage::new("Markdown underscores", |text, _| text.replace('_', "\\_")),
    Damage::new("Markdown underscores and tildes", |text, _| {
        text.replace('_', "\\_").replace('~', "\\~")
    }),
    Damage::new("Markdown export", |text, _| {
        escape_each(text, |c| "\\_*[]`".contains(c))
    }),
    Damage::new("Markdown export of everything", |text, _| {
        escape_each(text, |c| "\\`*_{}[]()#+-.!<>|~".contains(c))
    }),
    Damage::new("pandoc", |text, _| {
        escape_each(text, |c| "\\`*_[]<>\"'#$^~|".contains(c))
    }),
    Damage::new("Markdown code", |text, _| format!("`{text}`")),
    Damage::new("curly quotes", |text, _| {
        text.replace('"', "\u{201c}").replace('\'', "\u{2019}")
    }),
    Damage::new("paired curly quotes", |text, _| {
        curl(text, "\u{201c}", "\u{201d}")
    }),
    Damage::new("German quotes", |text, _| {
        curl(text, "\u{201e}", "\u{201c}")
    }),
    Damage::new("guillemets", |text, _| curl(text, "\u{ab}", "\u{bb}")),
    Damage::new("primes", |text, _| text.replace('"', "\u{2033}")),
    Damage::new("wide quotes", |text, _| text.replace('"', "\u{ff02}")),
    Damage::new("quotes read as Windows-1252", |text, _| {
        curl(text, "\u{e2}\u{20ac}\u{153}", "\u{e2}\u{20ac}\u{9d}")
    }),
    Damage::new("long dashes", |text, _| text.replace("--", "\u{2013}")),
    Damage::new("em dashes", |text, _| text.replace("--", "\u{2014}")),
    Damage::new("doubled quotes", |text, _| text.replace('"', "\"\"")),
    Damage::new("dots without backslash", |text, _| undot(text)),
    Damage::new("rendered Markdown", |text, _| render_markdown(text)),
    Damage::new("quoted-printable", |text, _| quoted_printable(text)),
    Damage::new("URL", |text, _| percent(text, "%20")),
    Damage::new("form", |text, _| percent(text, "+")),
    Damage::new("RTF", |text, _| {
        escape_each(text, |c| "\\{}".contains(c)).replace('\n', "\\par\n")
    }),
];

fn xml(text: &str) -> String {
    let text = html(text).replace('"', "&quot;").replace('\'', "&apos;");
    text.replace("--", "-&#45;").replace('\n', "&#xa;")
}

/// What highlighting of a block of code in Nmap's form makes of it, line by line.
fn highlight(text: &str) -> String {
    each_line(&html(text), |_, line| {
        let mut colored = String::new();
        for (idx, part) in line.split('"').enumerate() {
            match idx % 2 {
                0 => colored += part,
                _ => colored += &format!("<span class=\"string\">\"{part}\"</span>"),
            }
        }
        match line.matches('"').count() % 2 {
            0 => colored,
            _ => line.to_owned(),
        }
    })
}

/// One literal for each line.
fn source(text: &str, open: &str, close: &str) -> String {
    each_line(text, |_, line| format!("    {open}{}{close}", json(line))) + ";\nputs(x);\n"
}

/// A backslash before each character that `needs` one.
pub(super) fn escape_each(text: &str, needs: impl Fn(char) -> bool) -> String {
    let escape = |c: char| {
        if needs(c) {
            format!("\\{c}")
        } else {
            c.to_string()
        }
    };
    text.chars().map(escape).collect()
}

/// Every other quote opens.
pub(super) fn curl(text: &str, open: &str, close: &str) -> String {
    let mut curled = String::new();
    for (idx, part) in text.split('"').enumerate() {
        if idx > 0 {
            curled += if idx % 2 == 1 { open } else { close };
        }
        curled += part;
    }
    curled
}

/// A dot that lost its backslash, as when Markdown was rendered.
fn undot(text: &str) -> String {
    unescape(text, |c| c == '.')
}

/// Each backslash before punctuation is gone.
fn render_markdown(text: &str) -> String {
    unescape(text, |c| ".()[]{}+*$^|?".contains(c))
}

fn unescape(text: &str, is_bared: impl Fn(char) -> bool) -> String {
    let mut bared = String::new();
    let mut escaped = false;
    for c in text.chars() {
        if escaped && is_bared(c) {
            bared.pop();
        }
        bared.push(c);
        escaped = c == '\\' && !escaped;
    }
    bared
}

/// Lines of at most 76 characters with soft breaks.
fn quoted_printable(text: &str) -> String {
    each_line(text, |_, line| {
        let quote = |byte: u8| match byte {
            b'=' | 0x80.. => format!("={byte:02X}"),
            _ => char::from(byte).to_string(),
        };
        let quoted: String = line.bytes().map(quote).collect();
        let mut rest = quoted.as_str();
        let mut broken = String::new();
        while rest.len() > 76 {
            let in_escape = rest[..75].rfind('=').filter(|at| *at > 72);
            let (head, tail) = rest.split_at(in_escape.unwrap_or(75));
            broken += head;
            broken += "=\n";
            rest = tail;
        }
        broken + rest
    })
}

fn percent(text: &str, space: &str) -> String {
    let quote = |byte: u8| match byte {
        b' ' => space.to_owned(),
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(quote).collect()
}
