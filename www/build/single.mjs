// Makes the page's single file out of the built site: a page with everything inside of it, which
// opens from a disk and can connect to nothing.
//
//   app.js, parts.js        a function that makes an instance; the worker's script begins with it too
//   *.wasm, editor.js       one after the other, LZMA, base91
//   boot.js                 with www/js/single/own.js in the place of own.js
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { encode91 } from "../js/single/base91.js";
import { bundle } from "./bundle.mjs";

const js = join(import.meta.dirname, "../js");

/** The text of the single file of the site in the folder `dist`. */
export async function makeSingle(dist) {
  const names = readdirSync(dist);
  const the = (pattern) => only(names, pattern);
  const packed = names.filter((name) => name.endsWith(".wasm")).map((name) => [name, name]);
  const files = pack(dist, [...packed, ["editor.js", the(/^editor-.*\.js$/)]]);
  const program = await makeProgram(dist, the(/^app-.*\.js$/), the(/^parts-.*\.js$/));
  const boot = await makeBoot({ PROGRAM: the(/^app_bg-.*\.wasm$/), PLACES: files.places, N_PACKED: files.n_packed, N_UNPACKED: files.n_unpacked });
  const style = readFileSync(join(dist, the(/^main-.*\.css$/)), "utf8");
  const icon = readFileSync(join(dist, the(/^icon-.*\.svg$/))).toString("base64");
  const page = readFileSync(join(dist, "index.html"), "utf8");
  const head = [
    `<meta http-equiv="Content-Security-Policy" content="${policy([program, boot], style)}" />`,
    ...ownMeta(page),
    `<link rel="icon" href="data:image/svg+xml;base64,${icon}" />`,
    element("style", "", style),
  ];
  const tail = [
    element("script", ` id="sflens-program"`, program),
    element("script", ` id="sflens-worker" type="text/plain"`, await makeWorker()),
    element("script", ` id="sflens-files" type="text/plain"`, files.text),
    element("script", ` type="module"`, boot),
  ];
  return `<!doctype html>\n<html lang="en">\n<head>\n${head.join("\n")}\n</head>\n<body>${body(page)}\n${tail.join("\n")}\n</body>\n</html>\n`;
}

function only(names, pattern) {
  const found = names.filter((name) => pattern.test(name));
  if (found.length !== 1) throw new Error(`${pattern}: ${found.join(" ") || "none"}`);
  return found[0];
}

function pack(dist, names) {
  const places = {};
  let end = 0;
  const contents = names.map(([name, file]) => {
    const content = readFileSync(join(dist, file));
    places[name] = [end, (end += content.length)];
    return content;
  });
  const packed = lzma(Buffer.concat(contents));
  return { places, n_packed: packed.length, n_unpacked: end, text: encode91(packed) };
}

/** As www/js/single/lzma.js reads it. */
function lzma(content) {
  const options = ["--format=raw", "--lzma1=preset=9e,lc=4,lp=0,pb=0", "--threads=1", "--stdout"];
  return execFileSync("xz", options, { input: content, maxBuffer: Infinity });
}

async function makeProgram(dist, app, parts) {
  const contents = `export { default } from "./${app}"; export { adopt } from "./${parts}";`;
  const entry = { contents, resolveDir: dist };
  const made = await bundle({ entry, name: "made", given: { "import.meta.url": "" } });
  return `function sflensProgram() { ${made} return made; }`;
}

const makeBoot = (given) =>
  bundle({
    entry: join(js, "boot.js"),
    replaced: { "./own.js": join(js, "single/own.js") },
    given,
    format: "esm",
  });

const makeWorker = () =>
  bundle({
    entry: join(js, "worker-loader.js"),
    replaced: {
      "./app.js": { contents: `export { made }; export default made.default; import { made } from "made";` },
      "./parts.js": { contents: `import { made } from "made"; export const { adopt } = made;` },
      made: { contents: "export const made = sflensProgram();" },
    },
  });

function policy(scripts, style) {
  const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return [
    "default-src 'none'",
    // `blob:` is the editor, which only a script of this page can make one.
    `script-src ${scripts.map(hash).join(" ")} 'wasm-unsafe-eval' blob:`,
    `style-src ${hash(style)}`,
    "img-src data:",
    "connect-src 'none'",
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types sflens",
  ].join("; ");
}

/** What the page's head says of itself. */
function ownMeta(page) {
  const found = page.match(/<(meta (charset|name)[^>]*|title>[^<]*<\/title)>/g);
  if (found?.length < 5) throw new Error(`the head of index.html: ${found}`);
  return found;
}

function body(page) {
  const found = page.match(/<body>([^]*)<\/body>/)?.[1];
  if (!found || /<(script|style|link)\b/.test(found)) throw new Error("the body of index.html");
  return found.replace(/<p id="?offline"?[^>]*>/, "$&One file, works without a network");
}

function element(name, attributes, text) {
  // esbuild and cargo's tools write no such thing; if they did, the page would end there.
  if (new RegExp(`</${name}|<!--`, "i").test(text)) throw new Error(`a <${name}> would end early`);
  return `<${name}${attributes}>${text}</${name}>`;
}
