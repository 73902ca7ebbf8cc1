// Before a build: bundles the stylesheets, and the editor with CodeMirror, into www/generated, which
// Trunk does not watch.
// A file whose content is the same is not written, so that nothing is built twice.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";

const www = join(import.meta.dirname, "..");

const { outputFiles } = await build({
  entryPoints: [join(www, "styles/main.css"), join(www, "js/editor/editor.js")],
  outdir: join(www, "generated"),
  entryNames: "[name]",
  format: "esm",
  bundle: true,
  minify: process.env.TRUNK_PROFILE === "release",
  target: ["chrome120", "firefox115"],
  write: false,
});
for (const { path, text } of outputFiles) writeIfChanged(path, text);

function writeIfChanged(path, text) {
  if (readOrNull(path) === text) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function readOrNull(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
