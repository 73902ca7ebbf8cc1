//! Which files Nmap refuses, and which it takes: ours must have an error for exactly the former.

use std::io::Write;
use std::net::TcpListener;
use std::path::Path;
use std::thread;

use sflens::diagnostic::Severity;
use sflens::probes::{ReadOptions, check_patterns, parse_probes_file};

use crate::case::installed_release;
use crate::oracle::{NEEDED, nmap};
use crate::recorded::recorded_flags;

/// What every file starts with unless it has a `Probe` of its own for NULL: the server's word is
/// known, so a file that is taken costs no time.
const HEAD: &str = "Probe TCP NULL q||\nmatch ok m|^ok|\n";

/// Lines behind the head.
const BEHIND: &[&[u8]] = &[
    b"",
    b"\n",
    b"# comment\n\n",
    b" \n",
    b"\t\n",
    b"\r\n",
    b" # indented\n",
    b" match a m|^a|\n",
    b"match a m|^a|\r\n",
    b"#comment\r\n",
    b"bogus\n",
    b"match\n",
    b"match a\n",
    b"match a \n",
    b"match\ta m|^a|\n",
    b"Match a m|^a|\n",
    b"match a m|^a|",
    b"match a m|^a| ",
    b"match  a m|^a|\n",
    b"match  m|^a|\n",
    b"match a  m|^a|\n",
    b"match a\tm|^a|\n",
    b"match a\tb m|^a|\n",
    b"match a \tm|^a|\n",
    b"match a |^a|\n",
    b"match a M|^a|\n",
    b"match a m^a^\n",
    b"match a mxabx\n",
    b"match a m ab \n",
    b"match a m:^a:\n",
    b"match a m1^a1\n",
    b"match a m|^a\n",
    b"match a m|^a|i\n",
    b"match a m|^a|si\n",
    b"match a m|^a|ss\n",
    b"match a m|^a|x\n",
    b"match a m|^a|I\n",
    b"match a m|^a|1\n",
    b"match a m|^a|p/x/\n",
    b"match a m|^a| p/x/v/y/\n",
    b"match a m|^a| p/x/i v/y/\n",
    b"match a m|^a| p/x\n",
    b"match a m|^a| p/x v/y/\n",
    b"match a m|^a| x/x/\n",
    b"match a m|^a| P/x/\n",
    b"match a m|^a| /x/\n",
    b"match a m|^a| word\n",
    b"match a m|^a| p\n",
    b"match a m|^a| pv/x/\n",
    b"match a m|^a| p/x/ p/y/\n",
    b"match a m|^a| cpe:/a:x/\n",
    b"match a m|^a| cpe:/a:x/a\n",
    b"match a m|^a| cpe:|a:x|\n",
    b"match a m|^a| cpe|a:x|\n",
    b"match a m|^a| CPE:/a:x/\n",
    b"match a m|^a| cpe:/x:x/\n",
    b"match a m|(|\n",
    b"match a m|^|\n",
    b"match a m|a{2,1}|\n",
    b"match a m||\n",
    b"softmatch a m|^a|\n",
    b"softmatch a m|^a| p/x/\n",
    b"match a m|^a|\0 junk\n",
    b"rarity 1\n",
    b"rarity 9x\n",
    b"rarity  5\n",
    b"rarity\t5\n",
    b"rarity 0\n",
    b"rarity 10\n",
    b"rarity\n",
    b"rarity x\n",
    b"rarity 1\nrarity 2\n",
    b"totalwaitms 100\n",
    b"totalwaitms 99\n",
    b"totalwaitms 300000\n",
    b"totalwaitms 300001\n",
    b"totalwaitms 200 ms\n",
    b"tcpwrappedms 100\n",
    b"tcpwrappedms 99\n",
    b"tcpwrappedms 300001\n",
    b"fallback nothing\n",
    b"Exclude 1\n",
    b"exclude 1\n",
    b"Probe\n",
    b"Probe TCP\n",
    b"Probe TCP A\n",
    b"Probe SCTP A q|a|\n",
    b"Probe tcp A q|a|\n",
    b"Probe TCP A q|a|\n",
    b"Probe  TCP A q|a|\n",
    b"Probe TCP  A q|a|\n",
    b"Probe TCP A  q|a|\n",
    b"Probe TCP A\tq|a|\n",
    b"Probe TCP _A q|a|\n",
    b"Probe TCP 1A q|a|\n",
    b"Probe TCP A-b.c q|a|\n",
    b"Probe TCP A |a|\n",
    b"Probe TCP A q|a\n",
    b"Probe TCP A q|a| words\n",
    b"Probe TCP A q|a|words\n",
    b"Probe TCP A q||\n",
    b"Probe UDP A q||\n",
    b"Probe TCP A q|a|\nProbe TCP A q|b|\n",
    b"Probe TCP A q|a|\nProbe UDP A q|b|\n",
    b"Probe TCP A q|\\\\\\0\\a\\b\\f\\n\\r\\t\\v\\x41|\n",
    b"Probe TCP A q|\\.|\n",
    b"Probe TCP A q|\\q|\n",
    b"Probe TCP A q|\\x4|\n",
    b"Probe TCP A q|\\xg1|\n",
    b"Probe TCP A q|\\012|\n",
    b"Probe TCP A q|a|\nports 1\n",
    b"Probe TCP A q|a|\nports 1,2,3-5\n",
    b"Probe TCP A q|a|\nports 1 , 2\n",
    b"Probe TCP A q|a|\nports 1 -2\n",
    b"Probe TCP A q|a|\nports 1- 2\n",
    b"Probe TCP A q|a|\nports 0-65535\n",
    b"Probe TCP A q|a|\nports 65536\n",
    b"Probe TCP A q|a|\nports 2-1\n",
    b"Probe TCP A q|a|\nports 1,\n",
    b"Probe TCP A q|a|\nports ,1\n",
    b"Probe TCP A q|a|\nports \n",
    b"Probe TCP A q|a|\nports\n",
    b"Probe TCP A q|a|\nports 1-\n",
    b"Probe TCP A q|a|\nports -1\n",
    b"Probe TCP A q|a|\nports T:1\n",
    b"Probe TCP A q|a|\nports 1 \n",
    b"Probe TCP A q|a|\nports 1;2\n",
    b"Probe TCP A q|a|\nports  1\n",
    b"Probe TCP A q|a|\nports x\n",
    b"Probe TCP A q|a|\nports 1\nports 2\n",
    b"Probe TCP A q|a|\nsslports 1-2\n",
    b"Probe TCP A q|a|\nsslports x\n",
    b"Probe TCP A q|a|\nfallback B\nProbe TCP B q|b|\n",
    b"Probe TCP A q|a|\nfallback B\nProbe UDP B q|b|\n",
    b"Probe TCP A q|a|\nfallback NULL\n",
    b"Probe TCP A q|a|\nfallback A\n",
    b"Probe TCP A q|a|\nfallback\n",
    b"Probe TCP A q|a|\nfallback \n",
    b"Probe TCP A q|a|\nfallback A A,A, A\n",
    b"Probe TCP A q|a|\nfallback A,\n",
    b"Probe TCP A q|a|\nfallback A\nfallback A\n",
    b"Probe UDP A q|a|\nfallback NULL\n",
    b"Probe TCP A q|a|\nfallback A,A,A,A,A,A,A,A,A,A,A,A,A,A,A,A,A\n",
    b"Probe TCP A q|a|\nfallback A,A,A,A,A,A,A,A,A,A,A,A,A,A,A,A,A,A\n",
];

/// Whole files.
const WHOLE: &[&[u8]] = &[
    b"match a m|^a|\n",
    b"rarity 1\n",
    b"ports 1\n",
    b"Exclude T:9100,U:53\nProbe TCP NULL q||\nmatch ok m|^ok|\n",
    b"Exclude 1-2\nExclude 3\nProbe TCP NULL q||\nmatch ok m|^ok|\n",
    b"Exclude x\nProbe TCP NULL q||\nmatch ok m|^ok|\n",
    b"\xef\xbb\xbfProbe TCP NULL q||\nmatch ok m|^ok|\n",
    b"# c\r\nProbe TCP NULL q||\r\nmatch ok m|^ok|\r\n",
];

/// Lines of Nmap's greatest length and one past it.
fn long_lines() -> Vec<Vec<u8>> {
    let limit = installed_release().max_line();
    let line = |len: usize| format!("{HEAD}match a m|^{}|\n", "x".repeat(len - 12));
    [limit, limit + 1]
        .map(|len| line(len).into_bytes())
        .to_vec()
}

#[test]
fn nmap_refuses_the_files_in_which_we_find_errors() {
    let behind = BEHIND.iter().map(|lines| [HEAD.as_bytes(), lines].concat());
    let whole = WHOLE.iter().map(|text| text.to_vec());
    let texts: Vec<Vec<u8>> = behind.chain(whole).chain(long_lines()).collect();
    let n_texts = texts.len();
    let refused = recorded_flags("refusals", || refused_texts(&texts));
    assert_eq!(refused.len(), n_texts);
    let pairs = texts.iter().zip(refused);
    let faults: Vec<String> = pairs
        .filter_map(|(text, refused)| fault(text, refused))
        .collect();
    assert!(
        faults.is_empty(),
        "{} of {n_texts} files differ\n{}",
        faults.len(),
        faults.join("\n")
    );
    eprintln!("{n_texts} files are taken or refused as by Nmap");
}

/// Whether Nmap refuses each text; eight are tried at a time.
pub(crate) fn refused_texts(texts: &[Vec<u8>]) -> Vec<bool> {
    let port = start_server();
    let chunks: Vec<&[Vec<u8>]> = texts.chunks(texts.len().div_ceil(8)).collect();
    thread::scope(|scope| {
        let ask = |(idx, chunk): (usize, &&[Vec<u8>])| ask_all(chunk, idx, port);
        let runs: Vec<_> = chunks
            .iter()
            .enumerate()
            .map(|run| scope.spawn(move || ask(run)))
            .collect();
        let joined = runs.into_iter().map(|run| run.join().expect("no panic"));
        joined.flatten().collect()
    })
}

fn ask_all(texts: &[Vec<u8>], idx: usize, port: u16) -> Vec<bool> {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("nmap-files-{port}-{idx}"));
    let reasons = texts.iter().map(|text| refused_by_nmap(text, &place, port));
    let refused = reasons.map(|reason| reason.is_some()).collect();
    std::fs::remove_dir_all(&place).ok();
    refused
}

fn fault(text: &[u8], refused: bool) -> Option<String> {
    let ours = our_errors(text);
    let shown = text.escape_ascii();
    (refused == ours.is_empty())
        .then(|| format!("{shown}\n  Nmap refuses: {refused}\n  ours: {ours:?}"))
}

/// Nmap's reason to refuse the file; `None` when it takes it.
fn refused_by_nmap(text: &[u8], place: &Path, port: u16) -> Option<String> {
    let probes = place.join("probes");
    std::fs::create_dir_all(place).expect("a place for files");
    std::fs::write(&probes, text).expect("a place for files");
    let output = nmap(place, &probes, port)
        .args(["-sT", "127.0.0.1"])
        .output()
        .expect(NEEDED);
    let reason = String::from_utf8_lossy(&output.stderr).into_owned();
    (!output.status.success()).then_some(reason)
}

/// The rules of our errors.
fn our_errors(text: &[u8]) -> Vec<String> {
    let options = ReadOptions {
        release: installed_release(),
        ..ReadOptions::default()
    };
    let parsed = parse_probes_file(text, &options);
    let patterns = check_patterns(&parsed.value, options.release);
    let all = parsed.diagnostics.into_iter().chain(patterns);
    all.filter(|finding| finding.severity == Severity::Error)
        .map(|finding| finding.rule.into_owned())
        .collect()
}

/// A server that says `ok` and closes.
fn start_server() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("it is bound").port();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            // A client that goes away early is no fault of the server.
            stream.write_all(b"ok\n").ok();
        }
    });
    port
}
