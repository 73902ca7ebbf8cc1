// The JavaScript API gives the records that the command line prints.
//
// Run by `scripts/test javascript`, which builds both.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import * as sflens from "../../target/package/npm/node.js";

await sflens.init();
const scan = "docs/examples/scan.txt";
const lines = "docs/examples/lines.txt";
const PROBES = "crate/data/starter-probes";

// What `sflens` prints as JSON; status 1 only says that not everything matched.
function printed(...arguments_) {
  try {
    return JSON.parse(execFileSync(process.env.SFLENS_BINARY, [...arguments_, "--json"]));
  } catch (error) {
    if (error.status !== 1) throw error;
    return JSON.parse(error.stdout);
  }
}

// The record as JSON would carry it: bytes as hexadecimal.
function asJson(record) {
  const hex = (_, value) => (value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value);
  return JSON.parse(JSON.stringify(record, hex));
}

test("decode gives the same records", () => {
  const report = sflens.decode(readFileSync(scan, "utf8"), { name: scan });
  assert.ok(report.fingerprints[0].responses[0].bytes instanceof Uint8Array);
  assert.equal(report.fingerprints[0].host, null);
  assert.deepEqual(asJson(report), printed("decode", scan));
});

test("match gives the same records", () => {
  const ours = { name: scan, lines: readFileSync(lines), all: true };
  const text = JSON.stringify(asJson(sflens.match(readFileSync(scan), ours)));
  const report = JSON.parse(text.replaceAll("<lines>", lines));
  assert.deepEqual(report, printed("match", "--all", "--lines", lines, scan));
  assert.equal(report.fingerprints[0].verdict.hostname, "stage");
});

test("explainProbe gives the same records", () => {
  const report = sflens.explainProbe("GetRequest", { protocol: "TCP", nmap: "7.93" });
  const arguments_ = ["explain-probe", "--protocol", "TCP", "--nmap", "7.93", "GetRequest"];
  assert.deepEqual(asJson(report), printed(...arguments_));
  assert.equal(report.probes[0].payload.length, 18);
});

test("search gives the same records", () => {
  const report = sflens.search("service:irc probe:help", { most: 1 });
  const said = printed("search", "--most", "1", "service:irc", "probe:help");
  assert.deepEqual(asJson(report), said);
  assert.equal(report.lines.length, 1);
});

test("exportProbes gives the file that the command line prints", () => {
  const probes = readFileSync("crate/data/starter-probes");
  const report = sflens.exportProbes(readFileSync(scan), { probes, lines: readFileSync(lines) });
  const arguments_ = ["export", "--probes", "crate/data/starter-probes", "--lines", lines, scan];
  const file = execFileSync(process.env.SFLENS_BINARY, arguments_, { stdio: ["ignore", "pipe", "ignore"] });
  assert.ok(file.equals(report.text));
  assert.equal(report.lines.length, 3);
  assert.equal(sflens.exportProbes(readFileSync(scan), { lines: readFileSync(lines) }), null);
});

test("a limit hit gives the same record, with what the line would do without", () => {
  const line = "match ftp m=^(?:.|..)+[^\\d\\D]= p/Acme/";
  const text = JSON.stringify(asJson(sflens.match(readFileSync(scan), { name: scan, lines: line })));
  const report = JSON.parse(text.replaceAll("<lines>", "<line>"));
  assert.deepEqual(report, printed("match", "--line", line, scan));
  const [hit] = report.fingerprints[0].responses[0].limit_hits;
  assert.deepEqual([hit.limit, hit.without_limit.outcome], ["match", "no-match"]);
});

test("loaded probes files give the same records, again and again", () => {
  const text = readFileSync(PROBES);
  const probes = sflens.loadProbes([{ name: PROBES, text }]);
  const { length } = printed("search", "--probes", PROBES, "service:ftp").lines;
  assert.equal(probes.search("service:ftp").lines.length, length);
  for (const line of ["match ftp m|^220 stage| p/One/", "match ftp m|^220 s(t)| p/Two/"]) {
    const ours = asJson(probes.match(readFileSync(scan), { name: scan, lines: line, all: true }));
    const report = JSON.parse(JSON.stringify(ours).replaceAll("<lines>", "<line>"));
    assert.deepEqual(report, printed("match", "--all", "--probes", PROBES, "--line", line, scan));
  }
  const { text: exported } = probes.export(readFileSync(scan), { lines: "match ftp m|^220 stage| p/One/" });
  assert.equal(exported.length, text.length + "match ftp m|^220 stage| p/One/\n".length);
  probes.free();
});

test("lint gives the same records, and tidy what --fix writes", () => {
  const text = "match ftp m|220 (.*)| v/$1/ p/Acme/ \n";
  const file = join(mkdtempSync(join(tmpdir(), "sflens-lint-")), "mine.lines");
  writeFileSync(file, text);
  const responses = readFileSync(scan);
  const report = sflens.lint(text, { name: file, responses });
  assert.deepEqual(asJson(report), printed("lint", "--responses", scan, file));
  assert.equal(report.diagnostics.find(({ rule }) => rule === "template-order").fix, "safe");
  const { text: tidied, applied } = sflens.tidy(text, { lines: [1, 1] });
  assert.deepEqual(applied.map(({ rule }) => rule), ["line-spacing", "template-order"]);
  spawnSync(process.env.SFLENS_BINARY, ["lint", "--fix", file]);
  assert.deepEqual(Buffer.from(tidied), readFileSync(file));
  assert.throws(() => sflens.lint("", { off: ["no-such"] }), /there is no rule `no-such`/);
});

test("encode writes what decode reads", () => {
  const response = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const text = sflens.encode({ port: 7, protocol: "TCP", responses: [["NULL", response]] });
  const { fingerprints } = sflens.decode(text);
  assert.deepEqual(fingerprints[0].responses[0].bytes, response);
});

test("written bytes become a response", () => {
  const { form, bytes } = sflens.readBytes("00000000: 4143 4d45 2033 0d0a                      ACME 3..\n");
  assert.deepEqual([form, Buffer.from(bytes).toString()], ["dump", "ACME 3\r\n"]);
  assert.deepEqual(sflens.readBytes("41", "raw").bytes, Uint8Array.of(0x34, 0x31));
  assert.throws(() => sflens.readBytes("xyz", "hex"), /^\w*Error: text: /);
  assert.throws(() => sflens.readBytes("41", "rot13"), /^\w*Error: form: /);
});

test("a wrong argument is named", () => {
  assert.throws(() => sflens.decode(7), /^SflensError: text: .*a string or a Uint8Array/);
  assert.throws(() => sflens.match("", { lines: 7 }), /^SflensError: options: .*a string or a Uint8Array/);
  assert.throws(() => sflens.match("", { nmap: "7.92" }), /^SflensError: options: .*nmap: it is /);
  assert.throws(() => sflens.encode({ port: 7, protocol: "SCTP" }), /^SflensError: protocol: /);
});
