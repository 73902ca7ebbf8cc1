//! What happens to lines.

use super::{Damage, each_line, rewrap};

pub(crate) const LINES: &[Damage] = &[
    Damage::new("mail prefix", |text, _| prefix(text, "> ")),
    Damage::new("mail prefix without space", |text, _| prefix(text, ">")),
    Damage::new("nested mail prefix", |text, _| prefix(text, "> > ")),
    Damage::new("tight nested mail prefix", |text, _| prefix(text, ">>> ")),
    Damage::new("comment prefix", |text, _| prefix(text, "# ")),
    Damage::new("slash comment prefix", |text, _| prefix(text, "// ")),
    Damage::new("block comment prefix", |text, _| prefix(text, " * ")),
    Damage::new("semicolon comment prefix", |text, _| prefix(text, ";; ")),
    Damage::new("dash comment prefix", |text, _| prefix(text, "-- ")),
    Damage::new("script output prefix", |text, _| prefix(text, "|   ")),
    Damage::new("list prefix", |text, _| prefix(text, "- ")),
    Damage::new("added lines", |text, _| prefix(text, "+")),
    Damage::new("removed lines", |text, _| prefix(text, "-")),
    Damage::new("indent", |text, _| prefix(text, "\t    ")),
    Damage::new("name prefix", |text, _| prefix(text, "<alice> ")),
    Damage::new("box", |text, _| {
        each_line(text, |_, line| format!("│ {line:<76} │"))
    }),
    Damage::new("table cells", |text, _| {
        each_line(text, |_, line| format!("| {line:<76} |"))
    }),
    Damage::new("line numbers", |text, _| {
        each_line(text, |n, line| format!("{n:>3}: {line}"))
    }),
    Damage::new("cat -n", |text, _| {
        each_line(text, |n, line| format!("{:>6}\t{line}", n + 97))
    }),
    Damage::new("nl", |text, _| {
        each_line(text, |n, line| format!("{n:>6}  {line}"))
    }),
    Damage::new("bare line numbers", |text, _| {
        each_line(text, |n, line| format!("{n} {line}"))
    }),
    Damage::new("tight line numbers", |text, _| {
        each_line(text, |n, line| format!("{n}{line}"))
    }),
    Damage::new("grep -n", |text, _| {
        each_line(text, |n, line| format!("{}:{line}", n + 8))
    }),
    Damage::new("grep -n in files", |text, _| {
        each_line(text, |n, line| format!("scan.nmap:{}:{line}", n + 8))
    }),
    Damage::new("grep -A in files", |text, _| {
        each_line(text, |n, line| format!("out/scan-1.txt-{}-{line}", n + 8))
    }),
    Damage::new("docker compose log", |text, _| {
        prefix(text, "scanner_1  | ")
    }),
    Damage::new("log with a time", |text, _| {
        each_line(text, |n, line| {
            format!("2024-05-01T10:{n:02}:07.123456789Z {line}")
        })
    }),
    Damage::new("system log", |text, _| {
        each_line(text, |n, line| {
            format!("May  1 10:{n:02}:07 host-a nmap[4711]: {line}")
        })
    }),
    Damage::new("log with a level", |text, _| {
        each_line(text, |n, line| {
            format!("2024-05-01 10:00:{n:02},001 [main] INFO  scan.Runner - {line}")
        })
    }),
    Damage::new("bat", |text, _| {
        let rule = "\u{2500}".repeat(7);
        let lines = each_line(text, |n, line| format!("{n:>4}   \u{2502} {line}"));
        format!("{rule}\u{252c}{rule}\n{lines}\n{rule}\u{2534}{rule}")
    }),
    Damage::new("bat in a narrow window", |text, _| {
        each_line(text, |n, line| {
            let (head, tail) = line.split_at(line.len().min(60));
            let tail = (!tail.is_empty()).then(|| format!("\n       \u{2502} {tail}"));
            format!("{n:>4}   \u{2502} {head}{}", tail.unwrap_or_default())
        })
    }),
    Damage::new("chat", |text, _| prefix(text, "[10:00:07] <alice> ")),
    Damage::new("chat without brackets", |text, _| {
        prefix(text, "10:00 alice: ")
    }),
    Damage::new("one message of a chat", |text, _| {
        format!("[01.05.24, 10:00:07] Alice: {text}")
    }),
    Damage::new("git blame", |text, _| {
        each_line(text, |n, line| {
            format!("^a1b2c3d (Alice Example 2024-05-01 10:00:07 +0200 {n:>3}) {line}")
        })
    }),
    Damage::new("cat -A", |text, _| {
        each_line(text, |_, line| format!("{line}$"))
    }),
    Damage::new("org-mode", |text, _| prefix(text, ": ")),
    Damage::new("double border", |text, _| {
        each_line(text, |_, line| format!("\u{2551} {line:<76} \u{2551}"))
    }),
    Damage::new("pages", |text, _| {
        each_line(text, |n, line| match n % 9 {
            0 => format!("{line}\nAcme Scan Report, Page {n} of 99\n\u{c}"),
            _ => line.to_owned(),
        })
    }),
    Damage::new("wide padded mail", |text, _| {
        each_line(text, |_, line| format!(">{line:<210}"))
    }),
    Damage::new("one line joined by many spaces", |text, _| {
        text.replacen('\n', &" ".repeat(18), 1)
    }),
    Damage::new("colors shown as text", |text, _| {
        each_line(text, |_, line| format!("^[[1;32m{line}^[[0m"))
    }),
    Damage::new("colored", |text, _| {
        each_line(text, |_, line| format!("\x1b[1;32m{line}\x1b[0m\x1b[K"))
    }),
    Damage::new("carriage returns", |text, _| text.replace('\n', "\r\n")),
    Damage::new("carriage returns only", |text, _| text.replace('\n', "\r")),
    Damage::new("blank lines", |text, _| text.replace('\n', "\n \n")),
    Damage::new("Markdown breaks", |text, _| text.replace('\n', "  \n")),
    Damage::new("line continuations", |text, _| text.replace('\n', " \\\n")),
    Damage::new("joined by a space", |text, _| text.replace('\n', " ")),
    Damage::new("joined by spaces", |text, _| text.replace('\n', "     ")),
    Damage::new("joined by nothing", |text, _| text.replace('\n', "")),
    Damage::new("joined by a literal line break", |text, _| {
        text.replace('\n', "\\n")
    }),
    Damage::new("joined by literal CRLF", |text, _| {
        text.replace('\n', "\\r\\n")
    }),
    Damage::new("joined by markup", |text, _| text.replace('\n', "<br>")),
    Damage::new("markup at line ends", |text, _| {
        text.replace('\n', "<br />\n")
    }),
    Damage::new("paragraphs", |text, _| {
        each_line(text, |_, line| format!("<p>{line}</p>"))
    }),
    Damage::new("unwrapped", |text, _| text.replace("\nSF:", "")),
    Damage::new("marks lost", |text, _| text.replace("\nSF:", "\n")),
    Damage::new("one mark lost", |text, _| text.replacen("\nSF:", "\n", 1)),
    Damage::new("padded", |text, _| pad(text, "\n")),
    Damage::new("padded and joined", |text, _| pad(text, "")),
    Damage::new("broken again", |text, random| {
        rewrap(text, 40 + random.below(34))
    }),
    Damage::new("mail, broken again", |text, random| {
        prefix(&rewrap(text, 40 + random.below(34)), "> ")
    }),
    Damage::new("quoted, then broken", |text, random| {
        rewrap(&prefix(text, "> "), 66 + random.below(9))
    }),
    Damage::new("indented, then broken", |text, random| {
        rewrap(&prefix(text, "        "), 70 + random.below(9))
    }),
    Damage::new("joined, then broken", |text, random| {
        rewrap(&text.replace('\n', " "), 60 + random.below(100))
    }),
    Damage::new("unwrapped, then broken", |text, random| {
        rewrap(&text.replace("\nSF:", ""), 50 + random.below(100))
    }),
    Damage::new("joined, then broken at spaces", |text, _| {
        text.replace("\nSF:", " SF:").replacen(" SF:", "\nSF:", 2)
    }),
    Damage::new("zero-width spaces", |text, _| {
        text.replace("SF:", "SF:\u{200b}")
    }),
    Damage::new("no-break spaces", |text, _| {
        text.replace('\n', "\n\u{a0}\u{a0}")
    }),
    Damage::new("line separators", |text, _| text.replace('\n', "\u{2028}")),
];

pub(super) fn prefix(text: &str, prefix: &str) -> String {
    each_line(text, |_, line| format!("{prefix}{line}"))
}

fn pad(text: &str, end: &str) -> String {
    text.split('\n')
        .map(|line| format!("{line:80}{end}"))
        .collect()
}
