// After a build: gives the files that Trunk left without a hash their hashed names, so that a
// browser's cache never mixes two builds, and puts the content security policy into the page of
// a release build (`trunk serve` adds an inline script of its own, which the policy would stop).
//
// A release build's scripts are minified, which Trunk leaves undone.
//
//   worker-loader.js, boot.js  →  …-<hash>.js            named in index.html
//
// Trunk has named the program by its hash: app-<hash>.js. It is named so in worker-loader.js.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { transformSync } from "esbuild";

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
if (isRelease) readdirSync(dir).filter((name) => extname(name) === ".js").forEach(minify);
replaceOnce("worker-loader.js", "./app.js", `./${programName()}`);
for (const name of ["worker-loader.js", "boot.js"]) rename(name, "index.html");
if (isRelease) addPolicy();

function programName() {
  const names = readdirSync(dir).filter((name) => /^app-[0-9a-f]+\.js$/.test(name));
  if (names.length !== 1) throw new Error(`programs: ${names.join(" ") || "none"}`);
  return names[0];
}

function minify(name) {
  const { code } = transformSync(readFileSync(at(name), "utf8"), { minify: true, target: "es2022" });
  writeFileSync(at(name), code);
}

/** Renames a file by its content, and its one mention in another file. */
function rename(name, mentionedIn) {
  const hash = createHash("sha256").update(readFileSync(at(name))).digest("hex").slice(0, 16);
  const extension = extname(name);
  const hashed = `${name.slice(0, -extension.length)}-${hash}${extension}`;
  renameSync(at(name), at(hashed));
  replaceOnce(mentionedIn, name, hashed);
}

function addPolicy() {
  const tag = `<meta http-equiv="Content-Security-Policy" content="${POLICY}" />`;
  replaceOnce("index.html", "<head>", `<head>\n    ${tag}`);
}

/** Fails loudly when the text is missing or ambiguous: the site would be broken without a word. */
function replaceOnce(name, text, replacement) {
  const parts = readFileSync(at(name), "utf8").split(text);
  if (parts.length !== 2) throw new Error(`${name}: ${parts.length - 1} times "${text}"`);
  writeFileSync(at(name), parts.join(replacement));
}
