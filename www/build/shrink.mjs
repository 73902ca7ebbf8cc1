// Makes WebAssembly files smaller with wasm-opt, in place: `node www/build/shrink.mjs FILE...`
//
// Nearly all time of a build after a small change would go into files that are as they were, so
// what came out is kept beside what cargo built, under the hash of what went in.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, rename } from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "../..");
const kept = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "shrunk");
const { version } = createRequire(import.meta.url)("binaryen/package.json");
const OPTIONS = ["-Oz"];

/** As many files at a time as there are cores; so the largest comes first, if it is named first. */
export async function shrink(files) {
  await mkdir(kept, { recursive: true });
  const queue = files.values();
  const work = async () => {
    for (const file of queue) await shrinkOne(file);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
}

async function shrinkOne(file) {
  const hash = createHash("sha256").update(`${version} ${OPTIONS}\n`).update(await readFile(file));
  const known = join(kept, hash.digest("hex"));
  try {
    await copyFile(known, file);
  } catch {
    await promisify(execFile)(join(root, "node_modules/.bin/wasm-opt"), [file, ...OPTIONS, "-o", file]);
    // Renamed into its place, so that a run that is stopped leaves nothing half-written there.
    await copyFile(file, `${known}.new`);
    await rename(`${known}.new`, known);
  }
}

if (process.argv[1] === import.meta.filename) await shrink(process.argv.slice(2));
