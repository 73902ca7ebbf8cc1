// Puts small files of the split program into one. What several parts share comes as a chunk for each
// set of parts that share it, and most are a function or two: a request and an instance each.
import { execFile } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { promisify } from "node:util";

const tools = join(import.meta.dirname, "../../node_modules/.bin");

/** Bytes; a larger chunk is loaded only for the parts that need it. */
const SMALL = 1000;

/** What Rust's compiler assumes of every browser. */
const FEATURES = [
  "bulk-memory",
  "bulk-memory-opt",
  "call-indirect-overlong",
  "multivalue",
  "mutable-globals",
  "nontrapping-float-to-int",
  "reference-types",
  "sign-ext",
].map((feature) => `--enable-${feature}`);

/**
 * `parts` maps the name of each part to the paths of its files; gives the same with `chunk_small.wasm`
 * in `out` in the place of all small chunks.
 */
export async function gatherSmall(parts, out) {
  const isSmall = (file) => basename(file).startsWith("chunk_") && statSync(file).size < SMALL;
  const small = [...new Set(Object.values(parts).flat())].filter(isSmall);
  if (small.length < 2) return parts;
  const gathered = join(out, "chunk_small.wasm");
  await merge(small, gathered, join(out, "chunk_small.wat"));
  const withGathered = (files) => {
    const rest = files.filter((file) => !small.includes(file));
    return rest.length < files.length ? [gathered, ...rest] : files;
  };
  return Object.fromEntries(Object.entries(parts).map(([part, files]) => [part, withGathered(files)]));
}

async function merge(files, merged, text) {
  const named = files.flatMap((file) => [file, basename(file, ".wasm")]);
  // Each brings the import of the memory again, which only --all-features takes for now.
  await run("wasm-merge", ...named, "--all-features", "-o", merged);
  await run("wasm-dis", merged, "--all-features", "-o", text);
  writeFileSync(text, withoutTwins(readFileSync(text, "utf8")));
  await run("wasm-as", text, ...FEATURES, "-o", merged);
}

/** In WebAssembly's text, each import once: the first of those of one name. */
function withoutTwins(text) {
  const first = new Map();
  const twins = new Map();
  const rest = text.replace(/^ *\(import ("[^"]*" "[^"]*") \((\w+) (\$[^\s)]+).*\n/gm, (line, name, kind, id) => {
    const key = `${kind} ${name}`;
    if (first.has(key)) twins.set(id, first.get(key));
    else first.set(key, id);
    return twins.has(id) ? "" : line;
  });
  return rest.replace(/\$[^\s()"]+/g, (id) => twins.get(id) ?? id);
}

async function run(tool, ...args) {
  await promisify(execFile)(join(tools, tool), args, { maxBuffer: Infinity });
}
