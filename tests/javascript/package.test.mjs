// The npm package as it is published: its types, and its use in Node, with a bundler, in a page
// and in a worker.
//
// Run by `scripts/test javascript`, which builds it into target/package/npm.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { browserNames, launch } from "../harness/browsers.mjs";
import { report } from "../harness/budgets.mjs";
import { serveSite } from "../harness/site.mjs";

const root = join(import.meta.dirname, "../..");
const published = join(root, "target/package/npm");

// A project that has installed the package.
const project = mkdtempSync(join(tmpdir(), "sflens-package-"));
after(() => rmSync(project, { recursive: true }));
mkdirSync(join(project, "node_modules"));
cpSync(published, join(project, "node_modules/sflens"), { recursive: true });
cpSync(join(root, "docs/examples/scan.txt"), join(project, "scan.txt"));
writeFileSync(join(project, "package.json"), '{ "type": "module" }');

function runInNode(source) {
  writeFileSync(join(project, "run.js"), source);
  return execFileSync(process.execPath, ["run.js"], { cwd: project, encoding: "utf8" });
}

test("the README's examples run and print what they say", () => {
  const readme = readFileSync(join(published, "README.md"), "utf8");
  const examples = [...readme.matchAll(/^```js\n([^]*?)^```/gm)].map(([, source]) => source);
  assert.equal(examples.length, 2);
  const [first, second] = examples.map(runInNode);
  assert.match(examples[0], new RegExp(`// ${first.trim()}\n`));
  assert.match(second, /^7 Uint8Array\(7\) \[\s*104, 101,/);
});

test("the file list names what is there", () => {
  const { exports, types } = JSON.parse(readFileSync(join(published, "package.json")));
  for (const path of [types, ...Object.values(exports["."]), exports["./element.js"], exports["./engine_bg.wasm"], "LICENSE-MIT"])
    assert.ok(existsSync(join(published, path)), path);
});

test("faults are errors with a code", () => {
  const printed = runInNode(`
    import { SflensError, decode, encode, init } from "sflens";
    const codeOf = async (call) => {
      try { await call(); return "none"; } catch (error) {
        return error instanceof Error && error instanceof SflensError && error.code;
      }
    };
    console.log(await codeOf(() => decode("")));
    console.log(await codeOf(() => init(new Uint8Array(8))));
    console.log(await codeOf(() => init()));
    console.log(await codeOf(() => decode("")));
    console.log(await codeOf(() => decode(7)));
    console.log(await codeOf(() => encode({ port: 7, protocol: "SCTP" })));`);
  assert.deepEqual(printed.trim().split("\n"), [
    "not-ready", "not-loaded", "none", "none", "bad-argument", "bad-argument",
  ]);
});

// Every record of real answers, written as TypeScript: a field that is missing in a type, has
// another one, or that no record has, is an error of the compiler.
const ANSWERS = `
  import { readFileSync } from "node:fs";
  import * as sflens from "sflens";
  await sflens.init();
  const text = readFileSync("scan.txt");
  const lines = "match ftp m|^220 (\\\\S+) FTP| h/$1/ v/$9/\\nmatch ftp m|^221|\\nmatch x m=^(?:.|..)+[^\\\\d\\\\D]=\\nmatch (";
  const probes = sflens.loadProbes([{ name: "mine", text: "Probe TCP NULL q||\\nmatch a m|^22|\\n" }]);
  const answers = [
    ["Report", sflens.decode(text)],
    ["Report", sflens.match(text, { lines, all: true })],
    ["Report", sflens.match(text, { lines, all: true, probes: "Probe TCP NULL q||\\nmatch a m|^22|\\n" })],
    ["ProbeReport", sflens.explainProbe("GetRequest")],
    ["LintReport", sflens.lint(lines, { responses: text })],
    ["TidyRecord", sflens.tidy("match a m|^a| v/1/ p/x/", { profile: "private", on: ["template-order"] })],
    ["FileRecord[]", probes.files()],
    ["SearchReport", probes.search("service:a")],
    ["ExportReport", probes.export(text, { lines: "match ftp m|^220 stage|\\nmatch (" })],
  ];
  const toSource = (value) =>
    value instanceof Uint8Array ? "new Uint8Array()"
    : Array.isArray(value) ? "[" + value.map(toSource).join(", ") + "]"
    : value && typeof value === "object"
      ? "{" + Object.entries(value).map(([name, inner]) => JSON.stringify(name) + ": " + toSource(inner)).join(", ") + "}"
    : JSON.stringify(value);
  console.log('import type { ExportReport, FileRecord, LintReport, ProbeReport, Report, SearchReport, TidyRecord } from "sflens";');
  answers.forEach(([type, value], idx) => console.log("export const answer" + idx + ": " + type + " = " + toSource(value) + ";"));`;

const USE = `
  import { SflensError, decode, encode, init, match, type Report, type ResponseRecord } from "sflens";
  await init();
  const report: Report = match("", { lines: new Uint8Array(), nmap: "7.95", all: true });
  const responses: ResponseRecord[] = report.fingerprints.flatMap((fingerprint) => fingerprint.responses);
  const services: string[] = responses.map((response) => response.match?.service ?? "");
  const bytes: Uint8Array | undefined = responses[0]?.bytes;
  try { decode(services.join()); } catch (error) { if (error instanceof SflensError) error.code satisfies string; }
  encode({ port: 1, protocol: "UDP", responses: [["NULL", bytes ?? ""]] });
  // @ts-expect-error
  match("", { nmap: "7.92" });
  // @ts-expect-error
  encode({ port: 1, protocol: "SCTP", responses: [] });
  // @ts-expect-error
  responses[0]?.banner;`;

test("the types fit real records, and hold their users to them", () => {
  writeFileSync(join(project, "answers.ts"), runInNode(ANSWERS));
  writeFileSync(join(project, "use.ts"), USE);
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const options = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--target", "es2022", "--module", "nodenext"];
  const { status, stdout } = spawnSync(process.execPath, [compiler, ...options, "answers.ts", "use.ts"], { cwd: project, encoding: "utf8" });
  assert.equal(status, 0, stdout.slice(0, 4000));
});

test("a field that a type lacks would be told", () => {
  writeFileSync(join(project, "wrong.ts"), 'import type { SpanRecord } from "sflens";\nexport const span: SpanRecord = { start: 1, end: 2, middle: 3 };');
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const { status } = spawnSync(process.execPath, [compiler, "--noEmit", "--strict", "--module", "nodenext", "wrong.ts"], { cwd: project });
  assert.notEqual(status, 0);
});

// In a page and in a worker, bundled; the program moved to where the bundler puts it.
const IN_BROWSER = `
  import { decode, encode, init } from "sflens";
  const answer = async () => {
    await init("engine.wasm");
    const text = encode({ port: 7, protocol: "TCP", responses: [["NULL", "hello"]] });
    return new TextDecoder().decode(decode(text).fingerprints[0].responses[0].bytes);
  };
  if (globalThis.document)
    answer().then((ours) => {
      new Worker("bundle.js", { type: "module" }).onmessage = ({ data }) => (document.title = ours + " " + data);
    });
  else answer().then((ours) => postMessage(ours));`;

for (const name of browserNames)
  test(`bundled, it works in a page and in a worker: ${name}`, async () => {
    const site = join(project, `site-${name}`);
    writeFileSync(join(project, "browser.js"), IN_BROWSER);
    await build({ entryPoints: [join(project, "browser.js")], bundle: true, format: "esm", outfile: join(site, "bundle.js"), logLevel: "error" });
    cpSync(join(published, "engine_bg.wasm"), join(site, "engine.wasm"));
    writeFileSync(join(site, "index.html"), '<!doctype html><title>…</title><script type="module" src="bundle.js"></script>');
    const server = await serveSite({ folder: site });
    const browser = await launch(name);
    try {
      const page = await browser.newPage();
      await page.goto(server.url);
      await page.waitForFunction(() => document.title === "hello hello");
    } finally {
      await browser.close();
      await server.close();
    }
  });

/** The files of the package that `name` leads to, itself included. */
function filesFrom(name, found = new Set([name])) {
  if (!name.endsWith(".js")) return found;
  for (const [, next] of readFileSync(join(published, name), "utf8").matchAll(/["']\.\/([\w.-]+)["']/g))
    if (existsSync(join(published, next)) && !found.has(next)) filesFrom(next, found.add(next));
  return found;
}

test("a link brings back what it was made of, and a wrong one is refused", () => {
  const printed = runInNode(`
    import { decodeLink, encodeLink, init } from "sflens";
    await init();
    const state = decodeLink("#" + encodeLink({ text: "SF-Port7-TCP:é", lines: "match a m|^a|", nmap: "7.93" }));
    console.log(JSON.stringify(state));
    for (const wrong of ["", "v2=abc", "v1=eNrLy00sUDDX", "v1=" + "A".repeat(5_000_000)])
      try { decodeLink(wrong); } catch (error) { console.log(error.code, error.message); }`);
  assert.deepEqual(printed.trim().split("\n"), [
    '{"text":"SF-Port7-TCP:é","lines":"match a m|^a|","starterLines":null,"nmap":"7.93","fingerprint":0,"line":0}',
    "bad-argument fragment: a newer sflens made this link, or it is none",
    "bad-argument fragment: a newer sflens made this link, or it is none",
    "bad-argument fragment: the link was cut or changed on its way",
    "bad-argument fragment: the link unfolds to more than sflens reads",
  ]);
});

test("the element and its program fit into 350 kB", () => {
  const sizeOf = (name) => brotliCompressSync(readFileSync(join(published, name))).length;
  const files = [...filesFrom("element.js")];
  assert.ok(files.includes("element.wasm") && !files.includes("engine_bg.wasm"), files.join());
  const element = files.map(sizeOf).reduce((sum, size) => sum + size);
  report("The npm package, brotli:", [
    ["program", `${sizeOf("engine_bg.wasm")} bytes`],
    ["element with its program", `${element} bytes, limit 350000`],
  ]);
  assert.ok(element <= 350_000, `${element} bytes`);
});
