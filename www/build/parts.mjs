// Splits the linked program into the part of the first view and the parts that are loaded later
// (`wasm_split` in www/src/lazy), and makes what browsers load out of them:
//
//   app.wasm ──wasm-split-cli──► main.wasm ──wasm-bindgen──► app.js, app_bg.wasm
//                           ├──► split_learn.wasm, …         the part `learn`
//                           ├──► chunk_2.wasm, …             what several parts share
//                           └──► __wasm_split.js             which part needs which files
//
// In a release build shrink.mjs makes each smaller, and gather.mjs puts the small chunks into one
// file. Of __wasm_split.js only the table is used: www/js/parts.js does the loading, so that a
// restarted program gets its parts anew.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { gatherSmall } from "./gather.mjs";
import { shrink } from "./shrink.mjs";

const root = join(import.meta.dirname, "../..");

/**
 * Splits `program` into the folder `out`.
 *
 * @returns `{ js, wasm, parts, canary }`: the main part's files; `parts` maps the name of each part
 * to the paths of its files; `canary` is the name that parts of an unoptimized build import.
 */
export async function splitProgram(program, out, isRelease) {
  await run("wasm-split-cli", program, out, "--out-name", "main");
  await run("wasm-bindgen", join(out, "main.wasm"), "--target", "web", "--no-typescript", "--keep-lld-exports", "--out-dir", out, "--out-name", "app");
  const link = readFileSync(join(out, "__wasm_split.js"), "utf8");
  let parts = partsOf(link, out);
  const wasm = join(out, "app_bg.wasm");
  if (isRelease) {
    await shrink([...new Set([wasm, ...Object.values(parts).flat()])]);
    parts = await gatherSmall(parts, out);
  }
  return { js: join(out, "app.js"), wasm, parts, canary: link.match(/__canary_[0-9a-f]+/)?.[0] };
}

/** Out of statements like `export const __wasm_split_load_learn = wrapAsyncCb(makeLoad(…, [__chunk_2]));`. */
function partsOf(link, out) {
  const statements = link.matchAll(/const (__chunk_\d+|__wasm_split_load_\w+) = ([^]*?), \[([^\]]*)\]\)/g);
  const fileOf = {};
  const parts = {};
  for (const [, name, load, needs] of statements) {
    // A part that came out empty has no file.
    const file = load.match(/"\.\/(\w+\.wasm)"/)?.[1];
    fileOf[name] = file && join(out, file);
    const part = name.match(/^__wasm_split_load_(\w+)$/)?.[1];
    if (part) parts[part] = [...needs.split(", ").map((chunk) => fileOf[chunk]), fileOf[name]].filter(Boolean);
  }
  const nLoaders = link.match(/^export const/gm)?.length ?? 0;
  if (Object.keys(parts).length !== nLoaders) throw new Error(`parts of the program: ${link}`);
  return parts;
}

async function run(command, ...args) {
  const env = { ...process.env, PATH: [...toolFolders(), process.env.PATH].join(delimiter) };
  try {
    await promisify(execFile)(command, args, { env, maxBuffer: Infinity });
  } catch (error) {
    if (error.code === "ENOENT") throw new Error(`${command} is missing. scripts/build installs it.`);
    throw new Error(`${command} ${args.join(" ")}\n${error.stderr ?? error}`);
  }
}

/** Where scripts/setup.sh puts the tools, so that `trunk build` by hand finds them too. */
function toolFolders() {
  const versions = readFileSync(join(root, "scripts/versions.sh"), "utf8");
  const version = (tool) => versions.match(new RegExp(`^${tool}_version=(.*)$`, "m"))[1];
  const cache = process.env.SFLENS_CACHE ?? join(homedir(), ".cache/sflens");
  return [
    join(cache, `wasm_split_cli_support-${version("wasm_split")}`, "bin"),
    join(cache, `wasm-bindgen-cli-${version("wasm_bindgen")}`, "bin"),
    join(root, "node_modules/.bin"),
  ];
}
