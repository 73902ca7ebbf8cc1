//! What is around.

use super::Damage;

pub(crate) const CONTAINERS: &[Damage] = &[
    Damage::new("report", |text, _| {
        format!(
            "Nmap scan report for 192.0.2.7\nPORT   STATE SERVICE VERSION\n21/tcp open  ftp?\n\
             | fingerprint-strings: \n|   NULL: \n|_    220 stage FTP\n\
             1 service unrecognized despite returning data. Submit it:\n{text}\nService Info: OS: X\n"
        )
    }),
    Damage::new("report in one paragraph", |text, _| {
        format!(
            "21/tcp open ftp? 1 service unrecognized despite returning data: {text} Service Info: OS: X"
        )
    }),
    Damage::new("code fence", |text, _| {
        format!("I found this:\n```\n{text}\n```\nWhat is it?\n")
    }),
    Damage::new("tilde fence", |text, _| format!("~~~text\n{text}\n~~~\n")),
    Damage::new("Jira", |text, _| {
        format!("h3. Scan\n{{code}}\n{text}\n{{code}}\nThanks\n")
    }),
    Damage::new("forum", |text, _| {
        format!("[code]{text}[/code] any idea?\n")
    }),
    Damage::new("pre", |text, _| {
        format!("<pre><code>{text}\n</code></pre>\n<p>Any idea?</p>\n")
    }),
    Damage::new("JSON", |text, _| {
        format!("{{\"port\": 21, \"servicefp\": \"{text}\", \"conf\": 3}}\n")
    }),
    Damage::new("XML", |text, _| {
        format!(
            "<host><address addr=\"192.0.2.7\" addrtype=\"ipv4\"/><service name=\"ftp\" \
             servicefp=\"{text}\" method=\"table\" conf=\"3\"/></host>\n"
        )
    }),
    Damage::new("YAML", |text, _| {
        format!(
            "scan:\n  text: |\n    {}\n  next: 1\n",
            text.replace('\n', "\n    ")
        )
    }),
    Damage::new("CSV", |text, _| {
        format!("192.0.2.7,21,\"{text}\",open\n192.0.2.8,22,,open\n")
    }),
    Damage::new("table row", |text, _| {
        format!("| host | fingerprint |\n| --- | --- |\n| a | {text} |\n")
    }),
    Damage::new("CDATA", |text, _| {
        format!("<output><![CDATA[{text}]]></output>\n")
    }),
    Damage::new("details", |text, _| {
        format!("<details><summary>scan</summary>\n\n```\n{text}\n```\n\n</details>\n")
    }),
    Damage::new("forum quote", |text, _| {
        format!("[quote=\"alice\"]{text}[/quote]\nno idea\n")
    }),
    Damage::new("byte order mark", |text, _| format!("\u{feff}{text}")),
    Damage::new("prose behind", |text, _| {
        format!("{text} and nothing else.\nRegards\n")
    }),
    Damage::new("mail", |text, _| {
        format!("On Mon, Alice wrote:\n> see\n\n{text}\n\n-- \nBob Example\nbob@example.com\n")
    }),
];
