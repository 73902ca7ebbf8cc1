// What a first visit costs: bytes on the wire as a server with brotli sends them, the time until
// the page can be used, and the time until it has answered a first paste, for which it loads more.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";
import { browserNames, launch } from "../harness/browsers.mjs";
import { report } from "../harness/budgets.mjs";
import { expectText } from "../harness/expect.mjs";
import { open } from "../harness/journey.mjs";
import { ftp } from "../harness/samples.mjs";
import { dist, serveSite } from "../harness/site.mjs";
import { on } from "../harness/words.mjs";

/** Bytes; what the first view does not need is loaded later. */
const TRANSFER_LIMIT = 300_000;
const VISITS = 5;

test(`a first view is at most ${TRANSFER_LIMIT} bytes`, async () => {
  const browser = await launch("chromium");
  const site = await serveSite();
  const page = await browser.newPage();
  await open(page, site);
  await page.waitForLoadState("networkidle");
  await browser.close();
  await site.close();
  const first = new Set(site.files);
  const sizes = await Promise.all([...first].map(sizesOf));
  const later = (await readdir(dist)).filter((name) => !first.has(name));
  const total = sizes.reduce((sum, { brotli }) => sum + brotli, 0);
  report("First view, bytes (brotli of plain):", [
    ...sizes.map(row),
    ["in all", `${total}, limit ${TRANSFER_LIMIT}`],
  ]);
  report("Loaded later, bytes (brotli of plain):", (await Promise.all(later.map(sizesOf))).map(row));
  assert.ok(sizes.some(({ name }) => /^worker-loader-.*\.js$/.test(name)), "the worker is part of it");
  assert.ok(later.some((name) => /^part-.*\.wasm$/.test(name)), "parts are not of it");
  assert.ok(total <= TRANSFER_LIMIT, `${total} bytes`);
});

for (const browserName of browserNames) {
  test(`navigation to usable, and first paste to answer, in ${browserName}`, async () => {
    const visits = [];
    const browser = await launch(browserName);
    const site = await serveSite();
    for (let visit = 0; visit < VISITS; visit++) visits.push(await timeVisit(browser, site));
    await browser.close();
    await site.close();
    report(`In ${browserName}, ms, empty cache, median of ${VISITS} visits and range:`, [
      ["navigation to usable", spread(visits.map(({ usable }) => usable))],
      ["first paste to answer", spread(visits.map(({ answered }) => answered))],
    ]);
    assert.equal(visits.length, VISITS);
  });
}

async function sizesOf(name) {
  const bytes = await readFile(join(dist, name));
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  return { name, plain: bytes.length, brotli: brotliCompressSync(bytes, options).length };
}

const row = ({ name, plain, brotli }) => [name, `${brotli} of ${plain}`];

function spread(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const shown = [sorted[VISITS >> 1], sorted[0], sorted[VISITS - 1]].map((time) => time.toFixed(0));
  return `${shown[0]}, ${shown[1]} to ${shown[2]}`;
}

/**
 * Milliseconds from the start of the navigation until the page's program has drawn, and from a
 * paste until its answer is there.
 */
async function timeVisit(browser, site) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const start = performance.now();
  await open(page, site);
  const usable = performance.now() - start;
  const pasted = performance.now();
  await on(page).paste.fill(ftp);
  await expectText(on(page).response("NULL"), /63 bytes/);
  const answered = performance.now() - pasted;
  await context.close();
  return { usable, answered };
}
