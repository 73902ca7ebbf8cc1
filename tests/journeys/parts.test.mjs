// Parts of the program that are loaded when they are first needed: they come, and where they do
// not come, that is told and the rest works on.
import assert from "node:assert/strict";
import { expectGone, expectText, expectValue } from "../harness/expect.mjs";
import { expectAccessible } from "../harness/fit.mjs";
import { journey } from "../harness/journey.mjs";
import { provokePanic } from "../harness/panic.mjs";
import { ftp, greeting, ownLine } from "../harness/samples.mjs";
import { on } from "../harness/words.mjs";
import { hangs } from "../harness/worker-faults.mjs";

const learnPart = /^part-learn-[0-9a-f]+\.wasm$/;
const analysisPart = /^part-analysis-[0-9a-f]+\.wasm$/;
const asked = (site, part) => site.files.filter((name) => part.test(name)).length;
const networkErrors = /Failed to load resource|NetworkError|ERR_/;

journey("the help is loaded when it is first wanted, and once", async ({ page, site }) => {
  const { view, firstHelp } = on(page);
  await page.waitForLoadState("networkidle");
  assert.equal(asked(site, learnPart), 0);
  await view("Learn").click();
  await firstHelp.waitFor();
  await view("Workbench").click();
  await expectGone(firstHelp);
  await view("Learn").click();
  await firstHelp.waitFor();
  assert.equal(asked(site, learnPart), 1);
});

journey("the analysis is loaded once for all workers", async ({ page, site }) => {
  const { paste, lines, report } = on(page);
  await page.waitForLoadState("networkidle");
  assert.equal(asked(site, analysisPart), 0);
  await paste.fill(ftp);
  await lines.fill("match ftp m|trouble|");
  await expectText(page.getByRole("main"), /took longer than 3 s/);
  await lines.fill(ownLine);
  await expectText(report, /ftp\s+Stage ftpd/);
  assert.equal(asked(site, analysisPart), 1);
}, { changes: hangs });

journey(
  "a part that cannot be loaded is told, the rest works on, and a second try loads it",
  async ({ page, site }) => {
    const { view, paste, lines, report, notLoaded, retry, firstHelp } = on(page);
    site.setBlocked(learnPart);
    await paste.fill(ftp);
    await view("Learn").click();
    await expectText(notLoaded, /could not be loaded/);
    await expectAccessible(page, "a part is missing");
    await view("Workbench").click();
    await lines.fill(ownLine);
    await expectText(report, /ftp\s+Stage ftpd/);
    await view("Learn").click();
    await expectText(notLoaded, /could not be loaded/);
    site.setBlocked(false);
    await retry.click();
    await firstHelp.waitFor();
    await expectGone(notLoaded);
  },
  { mayFail: networkErrors },
);

journey(
  "an analysis that cannot be loaded is told, and a second try loads it",
  async ({ page, site }) => {
    const { paste, lines, report, notLoaded, retry } = on(page);
    site.setBlocked(analysisPart);
    await lines.fill(ownLine);
    await paste.fill(ftp);
    await expectText(notLoaded, /perhaps there is no network/);
    await expectValue(paste, ftp);
    await expectAccessible(page, "the analysis is missing");
    site.setBlocked(false);
    await retry.click();
    await expectText(report, /ftp\s+Stage ftpd/);
    await expectGone(notLoaded);
  },
  { mayFail: networkErrors },
);

journey("a page that was restarted loads its parts again", async ({ page }) => {
  const { view, firstHelp, crash, restart } = on(page);
  await view("Learn").click();
  await firstHelp.waitFor();
  await provokePanic(page);
  await expectText(crash, /provoked by a test/);
  await restart.click();
  await firstHelp.waitFor();
}, { mayFail: /unreachable|provoked by a test/ });

/** Runs into the match limit on thirty `a`, and would match without. */
const endless = "match x m=^(?:a|aa)+[bc]|^a+$=";

journey("a line that hits a limit says what it would do without", async ({ page }) => {
  const { paste, lines, line } = on(page);
  await paste.fill(greeting("a".repeat(30)));
  await lines.fill(endless);
  await expectText(line, /Without the limit it would match, bytes 0 to 29/);
  await lines.fill("match x m=^(?:a|aa)+[bc]=");
  await expectText(line, /Without the limit it would not match either/);
});

journey(
  "a second opinion that cannot be loaded is told, and asked for again with the next change",
  async ({ page, site }) => {
    const { paste, lines, line } = on(page);
    site.setBlocked(/^part-second-opinion-/);
    await paste.fill(greeting("a".repeat(30)));
    await lines.fill(endless);
    await expectText(line, /could not be found out/);
    await expectAccessible(page, "no second opinion");
    site.setBlocked(false);
    await lines.fill(`${endless} p/A/`);
    await expectText(line, /Without the limit it would match/);
  },
  { mayFail: networkErrors },
);
