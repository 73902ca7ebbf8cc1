// A report of 100 MB with 3,000 services: how long it takes, what it leaves in memory, and whether
// the page can be typed on meanwhile; then how long the table of them takes.
import assert from "node:assert/strict";
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { test } from "node:test";
import { browserNames, launch } from "../harness/browsers.mjs";
import { report } from "../harness/budgets.mjs";
import { eventually, expectGone, expectText } from "../harness/expect.mjs";
import { open } from "../harness/journey.mjs";
import { ownLine, xmlReport } from "../harness/samples.mjs";
import { serveSite } from "../harness/site.mjs";
import { on } from "../harness/words.mjs";

const SERVICES = 3_000;
const SIZES = [10, 100];

for (const browserName of browserNames) {
  test(`large reports are read in ${browserName}`, async () => {
    const folder = await mkdtemp(join(tmpdir(), "sflens-"));
    const rows = [];
    try {
      for (const size of SIZES) rows.push(...(await measure(browserName, folder, size)));
    } finally {
      await rm(folder, { recursive: true });
    }
    report(`A report of ${SERVICES} services in ${browserName}:`, rows);
    assert.ok(rows.length > 0);
  });
}

async function measure(browserName, folder, size) {
  const path = join(folder, `${size}.xml`);
  const filler = (size * 1_000_000) / SERVICES - 420;
  await pipeline(Readable.from(xmlReport(SERVICES, { filler })), createWriteStream(path));
  const browser = await launch(browserName);
  const site = await serveSite();
  try {
    const page = await browser.newPage();
    await page.addInitScript(watchFrames);
    await open(page, site);
    const { list, lines, rows } = on(page);
    await lines.fill(ownLine);
    const before = await memory(browser, browserName);
    const start = performance.now();
    await page.getByLabel("Open files").setInputFiles(path);
    const reading = page.getByRole("region", { name: `Reading ${size}.xml` });
    await reading.waitFor();
    const typed = await typeMeanwhile(page, lines, reading);
    await expectGone(reading);
    const read = performance.now() - start;
    await expectText(list, /3,000 in/);
    await eventually(
      () => page.getByRole("progressbar", { name: "Fingerprints held against the match lines" }).count(),
      (count) => count === 0,
      "the survey to end",
    );
    const surveyed = performance.now() - start;
    const after = await memory(browser, browserName);
    const sorted = await timeSort(page, rows);
    return [
      [`${size} MB: read`, `${read.toFixed(0)} ms, ${((size * 1000) / read).toFixed(0)} MB/s`],
      [`${size} MB: each verdict told`, `${surveyed.toFixed(0)} ms after the start`],
      [`${size} MB: longest wait between two frames`, `${typed.frame.toFixed(0)} ms, ${typed.keys} keys typed`],
      [`${size} MB: sorting the table`, `${sorted.toFixed(0)} ms`],
      ...(before ? [[`${size} MB: memory of the page's processes`, `${after - before} MB more than before`]] : []),
    ];
  } finally {
    await browser.close();
    await site.close();
  }
}

/** Runs in the page: the longest time between two frames since it was last asked. */
function watchFrames() {
  let last = performance.now();
  let longest = 0;
  const look = (now) => {
    longest = Math.max(longest, now - last);
    last = now;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  globalThis.longestFrame = () => {
    const seen = longest;
    longest = 0;
    return seen;
  };
}

/** Types a comment below the lines as long as the file is read. */
async function typeMeanwhile(page, lines, reading) {
  await lines.press("Control+End");
  await page.keyboard.insertText("\n# ");
  await page.evaluate(() => globalThis.longestFrame());
  let keys = 0;
  while ((await reading.count()) > 0) {
    await page.keyboard.press("a");
    keys++;
  }
  return { keys, frame: await page.evaluate(() => globalThis.longestFrame()) };
}

/** Milliseconds from the click on a head of the table until the rows are in the new order. */
async function timeSort(page, rows) {
  await page.getByRole("switch", { name: "Group identical" }).click();
  await page.getByRole("columnheader", { name: "Host" }).getByRole("button").click();
  await expectText(rows.nth(0), /10\.0\.0\.0\s/);
  return page.evaluate(async () => {
    const head = [...document.querySelectorAll("th button")].find((it) => it.textContent.startsWith("Host"));
    const start = performance.now();
    head.click();
    const first = () => document.querySelector("tbody tr").textContent;
    const old = first();
    while (first() === old) await new Promise((resolve) => setTimeout(resolve));
    return performance.now() - start;
  });
}

/** Megabytes of the processes that draw pages and run their workers; only Chromium and Linux tell. */
async function memory(browser, browserName) {
  if (browserName !== "chromium") return null;
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const renderers = processInfo.filter(({ type }) => type === "renderer");
  try {
    const sizes = await Promise.all(renderers.map(({ id }) => readFile(`/proc/${id}/status`, "utf8")));
    const kilobytes = sizes.map((status) => Number(/VmRSS:\s+(\d+)/.exec(status)[1]));
    return Math.round(kilobytes.reduce((sum, size) => sum + size, 0) / 1000);
  } catch {
    return null;
  }
}
