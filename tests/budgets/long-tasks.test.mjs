// How long the page's own thread is busy at a stretch, in what a visitor does.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { launch } from "../harness/browsers.mjs";
import { report } from "../harness/budgets.mjs";
import { expectText } from "../harness/expect.mjs";
import { choose } from "../harness/files.mjs";
import { open } from "../harness/journey.mjs";
import { greeting, manyLines, manyResponses, xmlReport } from "../harness/samples.mjs";
import { serveSite } from "../harness/site.mjs";
import { on } from "../harness/words.mjs";

/** Milliseconds; printed beside the figure and not asserted, as a busy machine is no fault of ours. */
const GOAL = 50;

/** On a disk, as a visitor's: the page's thread would be busy with a file that is handed to it. */
const folder = mkdtempSync(join(tmpdir(), "sflens-"));
after(() => rmSync(folder, { recursive: true }));
const large = join(folder, "large.xml");
writeFileSync(large, [...xmlReport(400, { filler: 30_000 })].join(""));

/** As by hand: what the driver itself writes into an editor keeps the page's thread busy by that alone. */
async function pasteInto(field, text) {
  await field.page().evaluate((given) => navigator.clipboard.writeText(given), text);
  await field.focus();
  await field.press("Control+v");
}

/** What is done, each with what must be there before. Only Chromium tells of long tasks. */
const deeds = {
  "opening the page": async () => {},
  "pasting eight responses": ({ page }) => pasteInto(on(page).paste, manyResponses(8)),
  "pasting twenty lines": async ({ page }) => {
    await pasteInto(on(page).lines, manyLines(20));
    await expectText(on(page).report, /hard match, line 20/);
  },
  "typing forty characters": async ({ page }) => {
    await on(page).lines.press("Control+End");
    await on(page).lines.pressSequentially("\nmatch a m|^220 host(\\d+) FTP| p/Some ftpd/");
  },
  "the forms of a response": async ({ page }) => {
    const card = on(page).response("Probe0");
    for (const name of ["Hex", "As Nmap wrote it", "Text"]) await on(page).form(card, name).click();
  },
  "the matrix": async ({ page }) => {
    await page.getByRole("button", { name: "Matrix of lines and responses" }).click();
    await page.getByRole("grid", { name: "Lines and responses" }).waitFor();
  },
  "reading a file of 12 MB": async ({ page }) => {
    await choose(page, large);
    await expectText(on(page).list, /400 in large\.xml/);
    await expectText(on(page).rows.nth(0), /hard|no match/);
  },
  "fifty thousand steps": async ({ page }) => {
    await on(page).paste.fill(greeting(`${"a".repeat(40)}b`));
    await on(page).lines.fill("match a m|^(?:a?){30}b|");
    await page.getByRole("button", { name: "Step through" }).click();
    const steps = page.getByRole("region", { name: /step by step/ });
    await expectText(steps, /match limit/);
    await steps.getByRole("button", { name: "Last", exact: true }).click();
  },
};

test("the page's thread is busy for so long at a stretch", async () => {
  const site = await serveSite();
  const browser = await launch("chromium");
  try {
    const page = await browser.newPage({ permissions: ["clipboard-read", "clipboard-write"] });
    await page.addInitScript(watch);
    await open(page, site);
    const rows = [];
    for (const [name, deed] of Object.entries(deeds)) {
      await deed({ page });
      rows.push([name, await page.evaluate(longestSince)]);
    }
    report(`Longest tasks of the page's thread in Chromium, ms, goal ${GOAL}:`, rows);
  } finally {
    await browser.close();
    await site.close();
  }
});

/** Runs before the page: keeps the length of each task over 50 ms, which is what browsers tell of. */
function watch() {
  globalThis.longTasks = [];
  const keep = (entries) => globalThis.longTasks.push(...entries.map(({ duration }) => duration));
  const observer = new PerformanceObserver((list) => keep(list.getEntries()));
  observer.observe({ type: "longtask", buffered: true });
  globalThis.keepTasks = () => keep(observer.takeRecords());
}

/** The longest since the last call, in words. */
function longestSince() {
  globalThis.keepTasks();
  const tasks = globalThis.longTasks.splice(0);
  return tasks.length === 0 ? "under 50" : `${Math.max(...tasks)}, ${tasks.length} over 50`;
}
