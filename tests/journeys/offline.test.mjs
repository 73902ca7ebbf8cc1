// The page without a network: from its service worker, in the next version, and as one file from a
// disk.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { browserNames, launch } from "../harness/browsers.mjs";
import { expectGone, expectText, expectValue } from "../harness/expect.mjs";
import { expectAccessible } from "../harness/fit.mjs";
import { journey, open } from "../harness/journey.mjs";
import { ftp, greeting, ownLine } from "../harness/samples.mjs";
import { dist } from "../harness/site.mjs";
import { on } from "../harness/words.mjs";

const foot = (page) => page.getByRole("contentinfo");
const isReady = (page) => expectText(foot(page), /Works without a network/);
const singleName = readdirSync(dist).find((name) => /^sflens-\d.*\.html$/.test(name));

/** Uses what lies in parts of the program that the first view does not have. */
async function useEverything(page) {
  const { paste, lines, line, report, view, firstHelp } = on(page);
  await paste.fill(ftp);
  await lines.fill(ownLine);
  await expectText(report, /ftp\s+Stage ftpd/);
  for (const tool of ["Share", "Drafts"]) {
    await page.getByRole("button", { name: tool, exact: true }).click();
    await page.getByRole("region", { name: tool, exact: true }).waitFor();
  }
  await view("Learn").click();
  await firstHelp.waitFor();
  await view("Workbench").click();
  await paste.fill(greeting("a".repeat(30)));
  await lines.fill("match x m=^(?:a|aa)+[bc]|^a+$=");
  await expectText(line, /Without the limit it would match/);
}

journey("once it is ready, the page needs no network, not to be opened either", async ({ page, site }) => {
  await on(page).paste.fill(ftp);
  await isReady(page);
  site.setBlocked(true);
  const nFiles = site.files.length;
  await open(page, site);
  await expectValue(on(page).paste, ftp);
  await useEverything(page);
  await isReady(page);
  assert.deepEqual(site.files.slice(nFiles).filter((name) => name !== "sw.js"), []);
}, { offline: true, mayFail: /sw\.js|ServiceWorker|ERR_/ });

const nextVersion = [
  [/^sw\.js$/, (text) => text.replace(/"[0-9a-f]{16}"/, '"the next"')],
  [/^index\.html$/, (text) => text.replace(/(id="?version"?>)[^<]*/, "$1the next")],
];

journey("a new version waits until the visitor takes it", async ({ page, site }) => {
  await on(page).paste.fill(ftp);
  await isReady(page);
  const version = await page.locator("#version").innerText();
  site.setChanges(nextVersion);
  await open(page, site);
  const notice = page.getByRole("status", { name: "A new version" });
  await expectText(notice, /A new version of sflens is ready/);
  assert.equal(await page.locator("#version").innerText(), version);
  await expectAccessible(page, "a new version");
  await open(page, site);
  await expectText(notice, /ready/);
  assert.equal(await page.locator("#version").innerText(), version);
  await notice.getByRole("button", { name: "Use it now" }).click();
  await expectText(foot(page), /the next/);
  await expectGone(notice);
  await expectValue(on(page).paste, ftp);
  // Firefox calls it an error when a page is left while the service worker fetches for it.
}, { offline: true, mayFail: /A ServiceWorker intercepted the request/ });

journey("the page offers itself as one file, and says what its hash is", async ({ page, browserName }) => {
  const save = foot(page).getByRole("link", { name: "Save as one file" });
  const sha256 = createHash("sha256").update(readFileSync(join(dist, singleName))).digest("hex");
  await expectText(foot(page), new RegExp(sha256));
  // Firefox, as it is driven here, tells nothing of what it saves.
  if (browserName !== "chromium") return;
  const [download] = await Promise.all([page.waitForEvent("download"), save.click()]);
  assert.equal(download.suggestedFilename(), singleName);
  assert.deepEqual(readFileSync(await download.path()), readFileSync(join(dist, singleName)));
});

for (const name of browserNames) {
  test(`the single file opens from a disk with everything in it: ${name}`, async () => {
    const browser = await launch(name);
    try {
      const page = await browser.newPage();
      const asked = [];
      const faults = [];
      page.on("request", (request) => asked.push(request.url()));
      page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
      page.on("pageerror", (error) => faults.push(error.message));
      const { href } = pathToFileURL(join(dist, singleName));
      await page.goto(href);
      await page.getByRole("main").waitFor();
      await useEverything(page);
      await expectText(foot(page), /works without a network/);
      assert.deepEqual(asked.filter((url) => url !== href && !url.startsWith("blob:")), []);
      assert.deepEqual(faults, []);
    } finally {
      await browser.close();
    }
  });
}

test("the single file is at most 1.2 MB, and may connect to nothing", () => {
  const text = readFileSync(join(dist, singleName), "utf8");
  assert.ok(Buffer.byteLength(text) <= 1_200_000, `${Buffer.byteLength(text)} bytes`);
  const policy = text.match(/Content-Security-Policy" content="([^"]*)"/)[1];
  assert.match(policy, /connect-src 'none'/);
  assert.doesNotMatch(policy, /unsafe-inline|'self'|https?:|\*/);
});
