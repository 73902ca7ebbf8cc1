//! Ways in which a fingerprint arrives as a whole: what tools print around its lines, what chats,
//! forums, archives, editors and terminals make of it.

use super::lines::prefix;
use super::quotings::{curl, escape_each};
use super::{Damage, each_line, html, json, rewrap};

pub(crate) const PASTES: &[Damage] = &[
    // Tools around Nmap.
    Damage::new("Metasploit", |text, _| prefix(text, "[*] Nmap: ")),
    Damage::new("Metasploit in 80 columns", |text, _| {
        rewrap(&prefix(text, "[*] Nmap: "), 80)
    }),
    Damage::new("AutoRecon", |text, _| {
        prefix(text, "[!] [192.0.2.7/top-tcp-ports] [nmap] ")
    }),
    Damage::new("AutoRecon in color", |text, _| {
        prefix(
            text,
            "\x1b[32m[\x1b[39m192.0.2.7\x1b[32m/\x1b[39mall-tcp\x1b[32m]\x1b[39m ",
        )
    }),
    Damage::new("RustScan", |text, _| {
        format!(
            "\x1b[1;34m[~]\x1b[0m Starting Script(s)\nOpen 192.0.2.7:21\nPORT   STATE SERVICE REASON  VERSION\n\
             21/tcp open  ftp?    syn-ack\n1 service unrecognized despite returning data.\n{text}\n\n\
             NSE: Script Post-scanning.\nRead data files from: /usr/bin/../share/nmap\n"
        )
    }),
    Damage::new("pssh", |text, _| prefix(text, "192.0.2.7: ")),
    Damage::new("Ansible", |text, _| {
        let lines = each_line(text, |_, line| format!("        \"{}\",", json(line)));
        format!(
            "ok: [scanner] => {{\n    \"out.stdout_lines\": [\n        \"PORT STATE\",\n{lines}\n        \"\"\n    ]\n}}\n"
        )
    }),
    Damage::new("Jupyter notebook", |text, _| {
        each_line(text, |_, line| format!("      \"{}\\n\",", json(line)))
    }),
    Damage::new("asciinema", |text, _| {
        each_line(text, |n, line| {
            format!("[{n}.25, \"o\", \"{}\\r\\n\"]", json(line))
        })
    }),
    Damage::new("typescript of a terminal", |text, _| {
        format!(
            "\x1b]0;root@scan: ~\x07\x1b[?2004h# cat scan\r\r\n{}\x1b[?2004l\r",
            text.replace('\n', "\r\r\n")
        )
    }),
    Damage::new("colors without the escape character", |text, _| {
        each_line(text, |_, line| format!("[1;32m{line}[0m"))
    }),
    Damage::new("grep in color", |text, _| {
        each_line(text, |n, line| {
            let found = line.replacen("SF", "\x1b[01;31m\x1b[KSF\x1b[m\x1b[K", 1);
            format!("\x1b[32m\x1b[K{n}\x1b[m\x1b[K\x1b[36m\x1b[K:\x1b[m\x1b[K{found}")
        })
    }),
    Damage::new("grep for the header in color", |text, _| {
        text.replacen("SF-Port", "\x1b[01;31m\x1b[KSF-Port\x1b[m\x1b[K", 1)
    }),
    Damage::new("grep with lines behind", |text, _| {
        each_line(text, |n, line| match n {
            1 => format!("12:{line}"),
            n => format!("{}-{line}", n + 11),
        })
    }),
    Damage::new("grep in files with lines behind", |text, _| {
        each_line(text, |n, line| match n {
            1 => format!("./a-b/scan.nmap:12:{line}"),
            n => format!("./a-b/scan.nmap-{}-{line}", n + 11),
        })
    }),
    Damage::new("Select-String", |text, _| {
        each_line(text, |n, line| {
            let mark = if n == 1 { ">" } else { " " };
            format!("{mark} scan.nmap:{}:{line}", n + 11)
        })
    }),
    Damage::new("difference with context", |text, _| {
        let lines = prefix(text, "+");
        format!(
            "--- a/scan.txt\n+++ b/scan.txt\n@@ -0,0 +1,9 @@\n{lines}\n\\ No newline at end of file\n"
        )
    }),
    Damage::new("difference in color", |text, _| {
        each_line(text, |_, line| {
            format!("\x1b[32m+\x1b[m\x1b[32m{line}\x1b[m")
        })
    }),
    Damage::new("side-by-side difference", |text, _| {
        each_line(text, |_, line| format!("{:<40} > {line}", ""))
    }),
    Damage::new("rsyslog", |text, _| text.replace('\n', "#012")),
    Damage::new("syslog with a priority", |text, _| {
        prefix(text, "<14>1 2024-05-01T10:00:07.003Z scan-1 nmap 4711 - - ")
    }),
    Damage::new("GitHub workflow command", |text, _| {
        format!("::notice::{}", text.replace('\n', "%0A"))
    }),
    Damage::new("logger with a field", |text, _| {
        each_line(text, |n, line| {
            format!(
                "time=\"2024-05-01T10:00:{n:02}Z\" level=info msg=\"{}\"",
                json(line)
            )
        })
    }),
    // Chats, forums, archives.
    Damage::new("Slack", |text, _| {
        format!("alice  [10:00 AM]\n{text}\n[10:01 AM]\nwhat is it?\n")
    }),
    Damage::new("Slack export", |text, _| {
        format!(
            "{{\"type\":\"message\",\"text\":\"```{}```\",\"user\":\"U1\"}}",
            json(&html(text))
        )
    }),
    Damage::new("Discord", |text, _| {
        format!("alice \u{2014} Today at 10:00\n{text}\nbob \u{2014} Today at 10:01\n?\n")
    }),
    Damage::new("Discord, in two messages", |text, _| {
        interrupted(text, "alice \u{2014} Today at 10:01")
    }),
    Damage::new("Telegram", |text, _| {
        format!("[05.05.2024 10:00] Alice: {text}\n[05.05.2024 10:01] Bob: no idea")
    }),
    Damage::new("IRC log", |text, _| {
        each_line(text, |n, line| format!("10:{n:02} < alice> {line}"))
    }),
    Damage::new("numbered list", |text, _| {
        each_line(text, |n, line| format!("{n}. {line}"))
    }),
    Damage::new("numbered list of a page", |text, _| {
        each_line(text, |n, line| format!("    {n}.\n    {line}"))
    }),
    Damage::new("bullets", |text, _| prefix(text, "\u{2022} ")),
    Damage::new("line numbers on lines of their own", |text, _| {
        each_line(text, |n, line| format!("{n}\n{line}"))
    }),
    Damage::new("numbers behind the lines", |text, _| {
        each_line(text, |n, line| format!("{line:<76} {n:>3}"))
    }),
    Damage::new("list archive, addresses hidden", |text, _| {
        text.replace('@', " () ")
    }),
    Damage::new("list archive, at", |text, _| at_for_signs(text)),
    Damage::new("reply above a quote", |text, _| {
        let quoted = prefix(text, "> ");
        format!(
            "No idea.\n\nOn Mon, May 6, 2024 at 10:00 AM Alice <alice@acme.example> wrote:\n>\n> Hi,\n>\n{quoted}\n>\n> Regards\n"
        )
    }),
    Damage::new("reply, wrapped and quoted again", |text, _| {
        prefix(&rewrap(&prefix(text, "> "), 72), "> ")
    }),
    Damage::new("flowed mail", |text, _| {
        rewrap(text, 66).replace('\n', " \n")
    }),
    Damage::new("mail at 72", |text, _| rewrap(text, 72)),
    Damage::new("quoted mail at 76", |text, _| {
        rewrap(&prefix(text, "> "), 76)
    }),
    Damage::new("quoted-printable of a quote", |text, _| {
        prefix(text, "> ")
            .replace('=', "=3D")
            .replace('\n', "=20\n")
    }),
    Damage::new("blog, twice escaped", |text, _| {
        html(&html(text)).replace('"', "&amp;quot;")
    }),
    Damage::new("blog, indented by entities", |text, _| {
        each_line(&html(text), |_, line| {
            format!("&nbsp;&nbsp;&nbsp;{line}<br />")
        })
    }),
    Damage::new("GitHub issue with breaks", |text, _| {
        text.replace('\n', "<br>\n")
    }),
    Damage::new("page in one element", |text, _| {
        format!("<p>{}</p>", html(text).replace('\n', "<br/>"))
    }),
    Damage::new("faces", |text, _| {
        text.replace(":(", "\u{1f641}")
            .replace(":D", "\u{1f603}")
            .replace(":/", "\u{1f615}")
    }),
    Damage::new("MarkdownV2", |text, _| {
        escape_each(text, |c| "\\_*[]()~`>#+-=|{}.!".contains(c))
    }),
    Damage::new("invisible entities", |text, _| {
        html(text)
            .replace("\nSF:", "\n&#8203;SF:")
            .replace('%', "&shy;%")
    }),
    Damage::new("typeset page", |text, _| {
        curl(&html(text), "&#8220;", "&#8221;")
            .replace('\'', "&#8217;")
            .replace("--", "&#8211;")
    }),
    Damage::new("Markdown table", |text, _| {
        each_line(text, |_, line| format!("| {} |", line.replace('|', "\\|")))
    }),
    Damage::new("MediaWiki", |text, _| {
        format!("== Scan ==\n<nowiki>{text}</nowiki>\n[[Category:Scan]]\n")
    }),
    Damage::new("Trac", |text, _| format!("{{{{{{\n{text}\n}}}}}}\n")),
    Damage::new("DokuWiki breaks", |text, _| text.replace('\n', "\\\\ \n")),
    Damage::new("Org example", |text, _| {
        format!("#+begin_example\n{text}\n#+end_example\n")
    }),
    Damage::new("visible line ends", |text, _| {
        text.replace('\n', "\u{21b5}\n")
    }),
    Damage::new("joined by visible line ends", |text, _| {
        text.replace('\n', " \u{23ce} ")
    }),
    Damage::new("a blank behind each mark", |text, _| {
        text.replace("\nSF:", "\nSF: ")
    }),
    Damage::new("a blank before the colon", |text, _| {
        text.replace("\nSF:", "\nSF\u{a0}:")
    }),
    Damage::new("mixed line ends", |text, _| {
        text.replacen('\n', "\r\n", 2)
            .replacen("\nSF", "\r\r\nSF", 1)
    }),
    // Writers of source code and data.
    Damage::new("attribute without entities", |text, _| {
        format!(
            "<service name=\"ftp\" servicefp=\"{}\" method=\"table\" conf=\"3\"/>",
            text.replace("\nSF:", "")
        )
    }),
    Damage::new("single-quoted attribute", |text, _| {
        format!(
            "<service servicefp='{}' method='table'/>",
            html(&text.replace("\nSF:", "")).replace('\'', "&apos;")
        )
    }),
    Damage::new("every character an entity", |text, _| {
        text.chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() {
                    c.to_string()
                } else {
                    format!("&#x{:x};", c as u32)
                }
            })
            .collect()
    }),
    Damage::new("entities by name", |text, _| named_entities(text)),
    Damage::new("JSON of Gson", |text, _| {
        json(text)
            .replace('=', "\\u003d")
            .replace('<', "\\u003c")
            .replace('>', "\\u003e")
            .replace('&', "\\u0026")
            .replace('\'', "\\u0027")
    }),
    Damage::new("JSON with quotes by number", |text, _| {
        json(text).replace("\\\"", "\\u0022")
    }),
    Damage::new("JSON with all by number", |text, _| {
        json(text)
            .replace("\\\\", "\\u005c")
            .replace("\\\"", "\\u0022")
            .replace("\\n", "\\u000a")
    }),
    Damage::new("Python dictionary", |text, _| {
        let repr = text
            .replace('\\', "\\\\")
            .replace('\'', "\\'")
            .replace('\n', "\\n");
        format!("{{'name': 'ftp', 'servicefp': '{repr}', 'method': 'table', 'conf': '3'}}")
    }),
    Damage::new("PyYAML", |text, _| py_yaml(text)),
    Damage::new("Python triple quotes", |text, _| {
        format!("SCAN = \"\"\"{text}\"\"\"\n")
    }),
    Damage::new("Python raw triple quotes", |text, _| {
        format!("SCAN = r\"\"\"\n{text}\n\"\"\"\nprint(SCAN)\n")
    }),
    Damage::new("JavaScript template", |text, _| {
        format!(
            "const scan = `{}`;\n",
            text.replace('\\', "\\\\").replace('`', "\\`")
        )
    }),
    Damage::new("Go raw string", |text, _| format!("var scan = `{text}`\n")),
    Damage::new("Rust raw string", |text, _| {
        format!("const SCAN: &str = r#\"{text}\"#;\n")
    }),
    Damage::new("C# verbatim string", |text, _| {
        format!("var scan = @\"{}\";\n", text.replace('"', "\"\""))
    }),
    Damage::new("shell document", |text, _| {
        format!("cat > scan.txt <<'EOF'\n{text}\nEOF\n")
    }),
    Damage::new("C with the marks taken out", |text, _| {
        each_line(&text.replace("\nSF:", "\n"), |_, line| {
            format!("    \"{}\"", json(line))
        }) + ";\n"
    }),
    Damage::new("literal over several lines", |text, _| {
        let lines: Vec<_> = text.split('\n').map(json).collect();
        format!("char *s = \"{}\";\n", lines.join("\\n\\\n"))
    }),
];

/// A line of something else behind the third one.
fn interrupted(text: &str, other: &str) -> String {
    each_line(text, |n, line| match n {
        3 => format!("{line}\n{other}"),
        _ => line.to_owned(),
    })
}

/// `a@b` as `a at b`.
fn at_for_signs(text: &str) -> String {
    text.replace('@', " at ")
}

fn named_entities(text: &str) -> String {
    const NAMES: [(char, &str); 14] = [
        ('\\', "bsol"),
        ('"', "quot"),
        ('\'', "apos"),
        ('<', "lt"),
        ('>', "gt"),
        ('(', "lpar"),
        (')', "rpar"),
        ('.', "period"),
        ('*', "ast"),
        ('+', "plus"),
        ('=', "equals"),
        ('/', "sol"),
        ('_', "lowbar"),
        ('\n', "NewLine"),
    ];
    let text = text.replace('&', "&amp;");
    NAMES.iter().fold(text, |text, (c, name)| {
        text.replace(*c, &format!("&{name};"))
    })
}

/// A double-quoted scalar of 80 columns, broken behind an escape.
fn py_yaml(text: &str) -> String {
    let mut yaml = String::from("servicefp: \"");
    let mut column = yaml.len();
    let quoted = json(text);
    let mut escaped = false;
    for c in quoted.chars() {
        yaml.push(c);
        column += 1;
        let ends_escape = escaped;
        escaped = c == '\\' && !escaped;
        if ends_escape && column > 80 {
            yaml += "\\\n  ";
            column = 2;
        }
    }
    yaml + "\"\n"
}
