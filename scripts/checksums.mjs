// checksums.mjs FOLDER: writes SHA256SUMS, for `sha256sum --check`, and integrity.json, the values
// of `integrity` attributes, of all files in FOLDER.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

const [folder] = process.argv.slice(2);
const OURS = ["SHA256SUMS", "integrity.json"];

const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"))
  .filter((path) => !OURS.includes(path))
  .sort();
const digest = (path, algorithm, form) =>
  createHash(algorithm).update(readFileSync(join(folder, path))).digest(form);

writeFileSync(join(folder, "SHA256SUMS"), paths.map((path) => `${digest(path, "sha256", "hex")}  ${path}\n`).join(""));
const integrity = paths.map((path) => [path, `sha384-${digest(path, "sha384", "base64")}`]);
writeFileSync(join(folder, "integrity.json"), `${JSON.stringify(Object.fromEntries(integrity), null, 2)}\n`);
console.log(`${paths.length} files in ${folder}, with SHA256SUMS and integrity.json`);
