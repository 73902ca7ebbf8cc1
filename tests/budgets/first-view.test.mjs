// What a first visit costs: bytes on the wire as a server with brotli sends them, and the time
// until the page can be used. What is only loaded later is listed too.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";
import { browserNames, launch } from "../harness/browsers.mjs";
import { report } from "../harness/budgets.mjs";
import { open } from "../harness/journey.mjs";
import { dist, serveSite } from "../harness/site.mjs";

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
  test(`navigation to usable in ${browserName}`, async () => {
    const times = [];
    const browser = await launch(browserName);
    const site = await serveSite();
    for (let visit = 0; visit < VISITS; visit++) times.push(await timeVisit(browser, site));
    await browser.close();
    await site.close();
    times.sort((a, b) => a - b);
    const [fastest, median, slowest] = [times[0], times[VISITS >> 1], times[VISITS - 1]];
    report(`Navigation to usable in ${browserName}, ms, empty cache, ${VISITS} visits:`, [
      ["median", median.toFixed(0)],
      ["range", `${fastest.toFixed(0)} to ${slowest.toFixed(0)}`],
    ]);
    assert.ok(median > 0);
  });
}

async function sizesOf(name) {
  const bytes = await readFile(join(dist, name));
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  return { name, plain: bytes.length, brotli: brotliCompressSync(bytes, options).length };
}

const row = ({ name, plain, brotli }) => [name, `${brotli} of ${plain}`];

/** Milliseconds from the start of the navigation until the page's program has drawn. */
async function timeVisit(browser, site) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const start = performance.now();
  await open(page, site);
  const time = performance.now() - start;
  await context.close();
  return time;
}
