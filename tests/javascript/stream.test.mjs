// A file that comes in pieces, through the JavaScript API.
//
// Run by `scripts/test javascript`, which builds the package.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as sflens from "../../target/package/npm/node.js";

// The memory of the program, which the package does not export: caught when it is started.
let memory;
const { instantiate } = WebAssembly;
WebAssembly.instantiate = async (...given) => {
  const started = await instantiate(...given);
  memory = (started.instance ?? started).exports.memory;
  return started;
};
await sflens.init();
WebAssembly.instantiate = instantiate;

const MEGABYTE = 1024 * 1024;
// What most services of a report are: identified.
const identified = '<port protocol="tcp" portid="22"><service name="ssh" product="Acme sshd"/></port>\n'.repeat(200);

// One host of an XML report with one service that has a fingerprint.
function host(number) {
  const address = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
  const response = `220\\x20host\\x20${number}\\x20-&#45;\\x20ready\\.\\r\\n`;
  const length = `220 host ${number} -- ready.\r\n`.length;
  const fingerprint =
    "SF-Port2121-TCP:V=7.95%I=7%D=3/9%Time=67CD8A10%P=x86_64-pc-linux-gnu%r(NULL," +
    `${length.toString(16).toUpperCase()},&quot;${response}&quot;);`;
  return (
    `<host><address addr="${address}" addrtype="ipv4"/><ports>${identified}` +
    `<port protocol="tcp" portid="2121"><service name="x" servicefp="${fingerprint}"/></port></ports></host>\n`
  );
}

const head = '<?xml version="1.0"?>\n<nmaprun scanner="nmap">\n';
const hosts = (first, end) => Array.from({ length: end - first }, (_, at) => host(first + at)).join("");

// A report of `n_hosts` hosts in pieces of odd sizes, never all of it at once.
function* pieces(n_hosts) {
  const encoder = new TextEncoder();
  let rest = encoder.encode(head);
  for (let first = 0; first < n_hosts; first += 50) {
    const next = encoder.encode(hosts(first, Math.min(first + 50, n_hosts)));
    const all = new Uint8Array(rest.length + next.length);
    all.set(rest);
    all.set(next, rest.length);
    let at = 0;
    for (let size = 1; at + size < all.length; size = (size * 7 + 13) % 99_991) {
      yield all.subarray(at, at + size);
      at += size;
    }
    rest = all.slice(at);
  }
  yield rest;
}

function decodePieces(n_hosts) {
  const stream = new sflens.DecodeStream({ name: "scan.xml" });
  const [fingerprints, diagnostics] = [[], []];
  let n_bytes = 0;
  const take = (report) => {
    fingerprints.push(...report.fingerprints);
    diagnostics.push(...report.diagnostics);
  };
  for (const piece of pieces(n_hosts)) {
    n_bytes += piece.length;
    take(stream.push(piece));
  }
  take(stream.finish());
  return { fingerprints, diagnostics, n_bytes };
}

test("a report of 100 MB in pieces gives the records of a shorter one at once, in little memory", () => {
  const before = memory.buffer.byteLength;
  const { fingerprints, diagnostics, n_bytes } = decodePieces(6_200);
  assert.ok(n_bytes > 100_000_000, `${n_bytes} bytes`);
  assert.equal(fingerprints.length, 6_200);
  assert.deepEqual(diagnostics.slice(0, 1), []);
  const grown = (memory.buffer.byteLength - before) / MEGABYTE;
  assert.ok(grown < 24, `${grown} MB`);
  const whole = sflens.decode(head + hosts(0, 300), { name: "scan.xml" });
  assert.deepEqual(fingerprints.slice(0, 300), whole.fingerprints);
  const last = fingerprints.at(-1);
  assert.equal(Buffer.from(last.responses[0].bytes).toString(), "220 host 6199 -- ready.\r\n");
  assert.deepEqual([last.host, last.source.line], ["10.0.24.55", 2 + 6_199 * 201 + 201]);
});

test("a piece can be a single byte, in UTF-16 too", () => {
  const text = 'x\nSF-Port7-TCP:V=7.95%I=7%r(NULL,2,"hi");';
  for (const bytes of [Buffer.from(text), Buffer.from("\ufeff" + text, "utf16le")]) {
    const stream = new sflens.DecodeStream();
    const reports = [...bytes].map((byte) => stream.push(Uint8Array.of(byte)));
    reports.push(stream.finish());
    const found = reports.flatMap(({ fingerprints }) => fingerprints);
    assert.deepEqual(found, sflens.decode(bytes).fingerprints);
    assert.deepEqual([found[0].source.line, found[0].source.column], [2, 1]);
  }
});

test("a stream without a fingerprint says why", () => {
  const stream = new sflens.DecodeStream();
  stream.push(new TextEncoder().encode("\nNmap scan report for 192.0.2.1\n"));
  const [finding] = stream.finish().diagnostics;
  assert.deepEqual([finding.rule, finding.line], ["fingerprint-in-report-missing", 2]);
});

test("a wrong piece is named", () => {
  assert.throws(() => new sflens.DecodeStream().push(7), { code: "bad-argument", message: /^piece: / });
});
