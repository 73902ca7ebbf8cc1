// Runs what `cargo test --no-run --message-format=json` has built, as many binaries at a time as
// there are cores: most wait for Nmap or keep one core busy. The messages come on the standard input.
import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";

const messages = (await text(process.stdin)).split("\n").filter((line) => line.startsWith("{"));
const binaries = messages.map((line) => JSON.parse(line)).filter(({ profile, executable }) => profile?.test && executable);
const waiting = binaries.values();
let nFailed = 0;
await Promise.all(Array.from({ length: availableParallelism() }, runThem));
console.log(`${binaries.length} test binaries, ${nFailed} failed`);
process.exit(nFailed > 0 || binaries.length === 0 ? 1 : 0);

async function runThem() {
  for (const binary of waiting) await runOne(binary);
}

/** As cargo would: in the folder of the package. */
async function runOne({ executable, manifest_path, target }) {
  const start = performance.now();
  const run = promisify(execFile)(executable, { cwd: dirname(manifest_path), maxBuffer: Infinity });
  const { stdout, stderr, message, code } = await run.catch((error) => error);
  if (code !== undefined) nFailed++;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${target.src_path}, ${seconds} s\n${stdout}${stderr}${code === undefined ? "" : message}`);
}
