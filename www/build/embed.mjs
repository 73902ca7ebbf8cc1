// Makes `embed.html` for an <iframe>, out of the element of the npm package. Its one script holds
// everything, the program included: a page in a sandbox is of no origin, and may neither fetch nor
// start a worker from a file without the server's permission.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { bundle } from "./bundle.mjs";

const www = join(import.meta.dirname, "..");
const ours = (name) => join(www, "js/embed", name);

const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types sf-lens",
].join("; ");

/** Writes the page into the folder `dist`; `npm` is the folder of the package. */
export async function writeEmbed(dist, npm) {
  const script = await makeScript(npm);
  const name = `embed-${createHash("sha256").update(script).digest("hex").slice(0, 16)}.js`;
  const page = readFileSync(join(www, "embed.html"), "utf8")
    .replace("<head>", `<head>\n    <meta http-equiv="Content-Security-Policy" content="${POLICY}" />`)
    // Without `integrity`, for which a page of no origin would need the server's permission too.
    .replace(`src="embed.js"`, `src="./${name}"`);
  writeFileSync(join(dist, name), script);
  writeFileSync(join(dist, "embed.html"), page);
}

async function makeScript(npm) {
  const program = gzipSync(readFileSync(join(npm, "element.wasm")), { level: 9 }).toString("base64");
  const worker = await bundle({
    entry: join(npm, "element-worker.js"),
    replaced: { "./element-program.js": ours("program.js") },
    given: { PROGRAM: program, "import.meta.url": "" },
  });
  const element = readdirSync(npm).filter((name) => name.startsWith("element"));
  return bundle({
    entry: ours("embed.js"),
    replaced: {
      ...Object.fromEntries(element.map((name) => [`sflens/${name}`, join(npm, name)])),
      "./element-place.js": ours("place.js"),
    },
    given: { WORKER: worker },
  });
}
