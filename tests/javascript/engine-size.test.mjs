// What the pattern engine with its parser weighs in a module: the functions of both, as
// `scripts/package` has them compiled, before wasm-opt takes their names away and some of their bytes.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";
import { report } from "../harness/budgets.mjs";

/** Bytes, compressed. */
const LIMIT = 60_000;
const target = process.env.CARGO_TARGET_DIR ?? join(import.meta.dirname, "../../target");
const program = join(target, "javascript/engine/wasm32-unknown-unknown/web/sflens.wasm");

/** In mangled names; generic functions over types of the engine count too. */
const ENGINE = /sflens(7|\.\.|::)(pattern|matcher)/;
const SECTIONS = { custom: 0, import: 2, code: 10 };
/** The part of the name section that names functions. */
const FUNCTION_NAMES = 1;

test(`the engine with its parser is at most ${LIMIT} bytes of a module`, async () => {
  const { names, bodies } = readFunctions(await readFile(program));
  const own = bodies.filter((_, idx) => ENGINE.test(names[idx]));
  const plain = Buffer.concat(own);
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  const size = brotliCompressSync(plain, options).length;
  report("The pattern engine with its parser, functions of its own, bytes (brotli of plain):", [
    [`${own.length} functions`, `${size} of ${plain.length}, limit ${LIMIT}`],
  ]);
  assert.ok(own.length > 100, `${own.length} functions of the engine have names`);
  assert.ok(size <= LIMIT, `${size} bytes`);
});

/** The functions that a module defines: their code, and their names where it has them. */
function readFunctions(bytes) {
  let at = 8;
  const number = () => {
    let [value, shift] = [0, 1];
    for (;;) {
      const byte = bytes[at++];
      value += (byte & 127) * shift;
      if (byte < 128) return value;
      shift *= 128;
    }
  };
  const take = (length) => bytes.subarray(at, (at += length));
  const word = () => take(number()).toString();
  const limits = () => {
    const hasMost = bytes[at++] & 1;
    number();
    if (hasMost) number();
  };
  // What an import has behind its two names, by its kind.
  const skipImport = [number, () => (number(), limits()), limits, () => take(2)];
  const named = [];
  const bodies = [];
  let nImported = 0;
  while (at < bytes.length) {
    const [section, end] = [bytes[at++], number() + at];
    if (section === SECTIONS.import) {
      for (let left = number(); left > 0; left--) {
        word();
        word();
        const kind = bytes[at++];
        nImported += kind === 0;
        skipImport[kind]();
      }
    } else if (section === SECTIONS.code) {
      for (let left = number(); left > 0; left--) bodies.push(take(number()));
    } else if (section === SECTIONS.custom && word() === "name") {
      while (at < end) {
        const [part, partEnd] = [bytes[at++], number() + at];
        for (let left = part === FUNCTION_NAMES ? number() : 0; left > 0; left--) named[number()] = word();
        at = partEnd;
      }
    }
    at = end;
  }
  return { names: bodies.map((_, idx) => named[idx + nImported] ?? ""), bodies };
}
