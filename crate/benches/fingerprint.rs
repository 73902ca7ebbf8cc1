//! Decoding of whole scan reports, and in the same run a plain search for `SF-Port` in them: the
//! least that anything must do that finds fingerprints. Each report has 8 MB.
#![allow(
    missing_docs,
    reason = "criterion_group! writes a public function without docs"
)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sflens::fingerprint::decode_paste;

const REPORT_BYTES: usize = 8 << 20;

/// The FTP server of the documentation: two responses.
const PASTE: &str = include_str!("../../docs/examples/scan.txt");

/// Normal output of many hosts, every `nth` of which has a fingerprint.
fn normal_output(nth: usize) -> String {
    let mut report = String::new();
    for host in 0.. {
        report.push_str(&format!(
            "Nmap scan report for host-{host}.example.test (192.0.2.{})\nHost is up (0.0021s \
             latency).\nNot shown: 993 closed tcp ports (reset)\nPORT     STATE SERVICE    VERSION\n",
            host % 256
        ));
        for port in [21, 22, 25, 80, 110, 443, 8080] {
            report.push_str(&format!(
                "{port}/tcp open  acme-{port}    Acme Server 4.{host} (protocol 2.0)\n"
            ));
        }
        if host % nth == 0 {
            report.push_str(PASTE);
        }
        report.push_str("Service Info: OS: Acme OS; CPE: cpe:/o:acme:acme_os\n\n");
        if report.len() >= REPORT_BYTES {
            return report;
        }
    }
    report
}

/// XML output of many hosts, every `nth` of which has a fingerprint.
fn xml_output(nth: usize) -> String {
    let paste = PASTE.lines().filter(|line| line.starts_with("SF"));
    let paste: String = paste
        .map(|line| line.strip_prefix("SF:").unwrap_or(line))
        .collect();
    let paste = paste.replace('&', "&amp;").replace('"', "&quot;");
    let paste = paste.replace('<', "&lt;").replace('>', "&gt;");
    let mut report = String::from("<?xml version=\"1.0\"?>\n<nmaprun scanner=\"nmap\">\n");
    for host in 0.. {
        report.push_str(&format!(
            "<host><address addr=\"192.0.2.{}\" addrtype=\"ipv4\"/>\n<ports>",
            host % 256
        ));
        for port in [21, 22, 25, 80] {
            report.push_str(&format!(
                "<port protocol=\"tcp\" portid=\"{port}\"><state state=\"open\"/><service \
                 name=\"acme\" product=\"Acme Server\" version=\"4.{host}\" method=\"probed\"/></port>\n"
            ));
        }
        if host % nth == 0 {
            report.push_str(&format!(
                "<port protocol=\"tcp\" portid=\"2121\"><service name=\"ftp\" servicefp=\"{paste}\" \
                 method=\"table\"/></port>\n"
            ));
        }
        report.push_str("</ports></host>\n");
        if report.len() >= REPORT_BYTES {
            return report;
        }
    }
    report
}

fn decode_reports(criterion: &mut Criterion) {
    let reports = [
        (
            "normal output, one fingerprint in 50 hosts",
            normal_output(50),
        ),
        ("normal output, each host a fingerprint", normal_output(1)),
        ("XML, one fingerprint in 50 hosts", xml_output(50)),
        ("XML, each host a fingerprint", xml_output(1)),
    ];
    for (name, report) in reports {
        let n_headers = memchr::memmem::find_iter(report.as_bytes(), "SF-Port").count();
        let decoded = decode_paste(report.as_bytes());
        assert_eq!(decoded.value.len(), n_headers, "{name}");
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10);
        group.throughput(Throughput::Bytes(report.len() as u64));
        group.bench_function("decode", |bench| {
            bench.iter(|| black_box(decode_paste(report.as_bytes())));
        });
        group.bench_function("plain search", |bench| {
            bench.iter(|| {
                black_box(memchr::memmem::find_iter(report.as_bytes(), "SF-Port").count())
            });
        });
        group.finish();
    }
}

criterion_group!(benches, decode_reports);
criterion_main!(benches);
