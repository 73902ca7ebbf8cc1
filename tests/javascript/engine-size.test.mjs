// What the pattern engine adds to a module: with its parser, and the words by which that refuses.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";
import { report } from "../harness/budgets.mjs";

/** Bytes, compressed. */
const LIMIT = 60_000;

test(`the engine with its parser adds at most ${LIMIT} bytes to a module`, async () => {
  const [bare, engine] = [await sizeOf("bare"), await sizeOf("engine")];
  const added = engine.compressed - bare.compressed;
  report("The pattern engine with its parser adds to a module, bytes (brotli of plain):", [
    ["added", `${added} of ${engine.plain - bare.plain}, limit ${LIMIT}`],
  ]);
  assert.ok(bare.plain > 1_000, `${bare.plain} bytes without the engine`);
  assert.ok(engine.plain > 10 * bare.plain, `${engine.plain} bytes with the engine`);
  assert.ok(added <= LIMIT, `${added} bytes`);
});

/** Of `NAME.wasm` where `scripts/test` has made it. */
async function sizeOf(name) {
  const bytes = await readFile(join(process.env.MODULES, `${name}.wasm`));
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return { plain: bytes.length, compressed: brotliCompressSync(bytes, { params }).length };
}
