// One user journey, run in every browser as a test of its own.
//
//   journey("a line is typed", async ({ page, site }) => { … });
//
// Whatever the journey is about, it also fails when the console shows an error or when a request
// goes anywhere but to the site.
//
// Where CI is set, one that failed is walked once more, in a fresh browser: drivers of browsers fail
// now and then by themselves. The run tells which did, and why.
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { browserNames, launch } from "./browsers.mjs";
import { report } from "./budgets.mjs";
import { serveSite } from "./site.mjs";

/** Milliseconds that any wait may take. */
const PATIENCE = 30_000;

/**
 * Registers `walk` for each browser. It gets `{ page, site, browserName }`, with the page open and
 * usable.
 *
 * `options`: `changes` as in `serveSite`; `width`, `height`, `colorScheme` of the window;
 * `mayFail`, a pattern for errors in the console that this journey provokes; `once`, that one
 * browser is enough; `offline`: the page may have its service worker, which would hide from other
 * journeys what the network does.
 */
export function journey(title, walk, options = {}) {
  hasJourneys = true;
  for (const browserName of options.once ? browserNames.slice(0, 1) : browserNames) {
    describe(browserName, () => {
      test(title, () => walkOrAgain({ title, browserName, walk, options }));
    });
  }
}

/**
 * The browsers that run and are not in use. Each journey of a process has one for itself, since only
 * one page of a browser has the focus, and leaves it to the next.
 */
const idle = new Map(browserNames.map((name) => [name, []]));

/** Whether there are any: what is measured uses this file too. */
let hasJourneys = false;

/** Journeys that passed only at the second try, each with what went wrong at the first. */
const secondTries = [];

after(async () => {
  for (const browser of [...idle.values()].flat()) await browser.close();
  if (process.env.CI && hasJourneys) {
    const none = ["none", ""];
    report("Journeys that passed only when walked again:", secondTries.length > 0 ? secondTries : [none]);
  }
});

async function walkOrAgain(journey) {
  const { title, browserName } = journey;
  const browser = idle.get(browserName).pop() ?? (await launch(browserName));
  try {
    await walkIn(browser, journey);
    idle.get(browserName).push(browser);
  } catch (error) {
    await browser.close();
    if (!process.env.CI) throw error;
    console.error(error);
    await walkAgain(journey);
    secondTries.push([`${title}, ${browserName}`, error.message.split("\n", 1)[0]]);
  }
}

async function walkAgain(journey) {
  const browser = await launch(journey.browserName);
  try {
    await walkIn(browser, journey);
  } finally {
    await browser.close();
  }
}

async function walkIn(browser, { browserName, walk, options }) {
  const site = await serveSite({ changes: options.changes });
  const { width = 1280, height = 900, colorScheme = "light" } = options;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  try {
    if (!options.offline) await context.addInitScript(withoutServiceWorker);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    const faults = watchFaults(page, site, options.mayFail);
    await open(page, site);
    await walk({ page, site, context, browserName });
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
    await site.close();
  }
}

function withoutServiceWorker() {
  delete Navigator.prototype.serviceWorker;
}

/** Opens the site and waits until it can be used. */
export async function open(page, site) {
  await page.goto(site.url);
  await page.getByRole("main").waitFor();
}

/** Collects errors of the console and requests to other origins, as they happen. */
function watchFaults(page, site, mayFail) {
  const faults = [];
  const note = (text) => mayFail?.test(text) || faults.push(text);
  page.on("console", (message) => message.type() === "error" && note(`console: ${message.text()}`));
  page.on("pageerror", (error) => note(`page: ${error.stack}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(site.url) && !url.startsWith("data:")) faults.push(`request: ${url}`);
  });
  return faults;
}
