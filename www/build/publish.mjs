// publish.mjs DIST NPM: what is published beside the built page in the folder DIST, and what the
// page says of it. NPM is the folder of the npm package.
//
//   embed.html, embed-….js    for an <iframe>; sflens-frame.js is for the page around it
//   sflens-VERSION.html       the page as one file
//   manifest.webmanifest      with which browsers install the page
//   sw.js                     the service worker, with the names of all files of the page
import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { transformSync } from "esbuild";
import { writeEmbed } from "./embed.mjs";
import { makeSingle } from "./single.mjs";

const [dist, npm] = process.argv.slice(2).map((folder) => resolve(folder));
const www = join(import.meta.dirname, "..");
const at = (name) => join(dist, name);
const read = (name) => readFileSync(at(name), "utf8");
const sha256 = (content) => createHash("sha256").update(content).digest("hex");

const version = read("index.html").match(/<span id="?version"?>([^<]+)<\/span>/)[1];
// The embedded page and its script are for other sites.
const ofPage = readdirSync(dist);
await writeEmbed(dist, npm);
copyFileSync(join(www, "js/sflens-frame.js"), at("sflens-frame.js"));

const single = `sflens-${version}.html`;
writeFileSync(at(single), await makeSingle(dist));
writeManifest();
completePage();
writeServiceWorker([...ofPage, single, "manifest.webmanifest"]);
console.log(`${single}: ${readFileSync(at(single)).length} bytes, SHA-256 ${sha256(readFileSync(at(single)))}`);

function writeManifest() {
  const icon = ofPage.find((name) => /^icon-.*\.svg$/.test(name));
  const manifest = {
    name: "sflens",
    description: "Read Nmap service fingerprints, write match lines",
    start_url: "./",
    scope: "./",
    display: "standalone",
    background_color: "#f6f6f3",
    theme_color: "#0a5f8a",
    icons: [{ src: `./${icon}`, sizes: "any", type: "image/svg+xml", purpose: "any" }],
  };
  writeFileSync(at("manifest.webmanifest"), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Tells the page of its service worker, its manifest and its single file. */
function completePage() {
  const content = readFileSync(at(single));
  const size = (content.length / 1_000_000).toFixed(1);
  replaceOnce(`data-worker=`, `data-offline="./sw.js" data-worker=`);
  replaceOnce("</head>", `<link rel="manifest" href="./manifest.webmanifest" /></head>`);
  replaceOnce(
    /<p id="?single"?>/,
    `$&<a class="button button--small" href="./${single}" download="${single}">Save as one file</a> ` +
      `${size} MB, opens without a network; SHA-256 <code>${sha256(content)}</code>`,
  );
}

function replaceOnce(text, replacement) {
  const before = read("index.html");
  const after = before.replace(text, replacement);
  if (after === before) throw new Error(`index.html: no ${text}`);
  writeFileSync(at("index.html"), after);
}

function writeServiceWorker(names) {
  const files = ["", ...names].sort();
  const hash = sha256(names.map((name) => `${name} ${sha256(readFileSync(at(name)))}\n`).sort().join(""));
  const source = readFileSync(join(www, "js/sw.js"), "utf8");
  const filled = source
    .replace(`const version = "";`, `const version = ${JSON.stringify(hash.slice(0, 16))};`)
    .replace("const files = [];", `const files = ${JSON.stringify(files)};`);
  if (!filled.includes(hash.slice(0, 16)) || filled.includes("files = []")) throw new Error("sw.js");
  writeFileSync(at("sw.js"), transformSync(filled, { minify: true, target: "es2022" }).code);
}
