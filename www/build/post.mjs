// After a build: splits the program into its parts, gives every file that Trunk left without a
// hash of its content a name with one, so that a browser's cache never mixes two builds, and puts
// the content security policy into the page of a release build (`trunk serve` adds an inline
// script of its own, which the policy would stop).
//
// A release build's scripts are minified, which Trunk leaves undone. Each file is renamed after
// all that it names:
//
//   part-NAME.wasm, app_bg.wasm ─► parts.js ─► app.js ─► worker-loader.js ─► index.html
//                                           └► own.js ─► boot.js ──────────►
//
// What else is published with the page, publish.mjs makes out of this.
import { createHash } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, extname, join } from "node:path";
import { transformSync } from "esbuild";
import { splitProgram } from "./parts.mjs";

const dir = process.env.TRUNK_STAGING_DIR;
const at = (name) => join(dir, name);

const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types sflens",
].join("; ");

const isRelease = process.env.TRUNK_PROFILE === "release";
await placeProgram();
if (isRelease) readdirSync(dir).filter((name) => extname(name) === ".js").forEach(minify);
rename("app_bg.wasm", "app.js", "index.html");
rename("parts.js", "app.js", "own.js", "worker-loader.js", "index.html");
rename("app.js", "worker-loader.js", "index.html");
for (const name of ["editor.js", "probes-store.js", "offline.js"]) rename(name, "own.js");
rename("own.js", "boot.js", "index.html");
for (const name of ["worker-loader.js", "boot.js"]) rename(name, "index.html");
replaceAll("index.html", "VERSION", version());
if (isRelease) addPolicy();

/** Puts the split program in the place of the one that Trunk staged, and its parts beside it. */
async function placeProgram() {
  const out = mkdtempSync(join(tmpdir(), "sflens-parts-"));
  const { js, wasm, parts, canary } = await splitProgram(linkedProgram(), out, isRelease);
  for (const [staged, ours, plain] of [[/^app-[0-9a-f]+\.js$/, js, "app.js"], [/^app-[0-9a-f]+_bg\.wasm$/, wasm, "app_bg.wasm"]]) {
    const name = stagedAs(staged);
    rmSync(at(name));
    copyFileSync(ours, at(plain));
    replaceAll("index.html", name, plain);
  }
  replaceAll("app.js", `from "./__wasm_split.js"`, `from "./parts.js"`);
  fillInParts(parts, canary);
  rmSync(out, { recursive: true });
}

/** What cargo linked, with its relocations. */
function linkedProgram() {
  const target = process.env.CARGO_TARGET_DIR ?? join(import.meta.dirname, "../../target");
  return join(target, "wasm32-unknown-unknown", isRelease ? "web" : "debug", "app.wasm");
}

function stagedAs(pattern) {
  const names = readdirSync(dir).filter((name) => pattern.test(name));
  if (names.length !== 1) throw new Error(`${pattern}: ${names.join(" ") || "none"}`);
  return names[0];
}

/** Stages the files of the parts and tells parts.js their names. */
function fillInParts(parts, canary) {
  const hashed = new Map();
  for (const path of new Set(Object.values(parts).flat())) {
    const name = `${basename(path, ".wasm").replace("split_", "part-").replaceAll("_", "-")}.wasm`;
    copyFileSync(path, at(name));
    hashed.set(path, rename(name));
  }
  const files = Object.entries(parts).map(([part, paths]) => [part, paths.map((path) => hashed.get(path))]);
  replaceAll("parts.js", "const files = {};", `const files = ${JSON.stringify(Object.fromEntries(files))};`);
  if (canary) replaceAll("parts.js", "const canary = {};", `const canary = { ${canary}: ~0xdead };`);
  const loaders = Object.keys(parts).map((part) => `export const __wasm_split_load_${part} = loader("${part}");\n`);
  writeFileSync(at("parts.js"), readFileSync(at("parts.js"), "utf8") + loaders.join(""));
}

function minify(name) {
  const { code } = transformSync(readFileSync(at(name), "utf8"), { minify: true, target: "es2022" });
  writeFileSync(at(name), code);
}

/** Renames a file by its content, and its mentions in other files. */
function rename(name, ...mentionedIn) {
  const hash = createHash("sha256").update(readFileSync(at(name))).digest("hex").slice(0, 16);
  const extension = extname(name);
  const hashed = `${name.slice(0, -extension.length)}-${hash}${extension}`;
  renameSync(at(name), at(hashed));
  for (const other of mentionedIn) replaceAll(other, name, hashed);
  return hashed;
}

function version() {
  const manifest = readFileSync(join(import.meta.dirname, "../../Cargo.toml"), "utf8");
  return manifest.match(/^version = "(.*)"$/m)[1];
}

function addPolicy() {
  const tag = `<meta http-equiv="Content-Security-Policy" content="${POLICY}" />`;
  replaceAll("index.html", "<head>", `<head>\n    ${tag}`);
}

/** Fails loudly when the text is missing: the site would be broken without a word. */
function replaceAll(name, text, replacement) {
  const before = readFileSync(at(name), "utf8");
  if (!before.includes(text)) throw new Error(`${name}: no "${text}"`);
  writeFileSync(at(name), before.replaceAll(text, replacement));
}
