// Parts of the program that are loaded when they are first needed: they come, and where they do
// not come, that is told and the rest works on.
import assert from "node:assert/strict";
import { expectGone, expectText } from "../harness/expect.mjs";
import { expectAccessible } from "../harness/fit.mjs";
import { journey } from "../harness/journey.mjs";
import { provokePanic } from "../harness/panic.mjs";
import { ftp, ownLine } from "../harness/samples.mjs";
import { on } from "../harness/words.mjs";

const learnPart = /^part-learn-[0-9a-f]+\.wasm$/;
const asked = (site) => site.files.filter((name) => learnPart.test(name)).length;

journey("the help is loaded when it is first shown, and once", async ({ page, site }) => {
  const { view, firstHelp } = on(page);
  await page.waitForLoadState("networkidle");
  assert.equal(asked(site), 0);
  await view("Learn").click();
  await firstHelp.waitFor();
  await view("Workbench").click();
  await expectGone(firstHelp);
  await view("Learn").click();
  await firstHelp.waitFor();
  assert.equal(asked(site), 1);
});

journey(
  "a part that cannot be loaded is told, the rest works on, and a second try loads it",
  async ({ page, site }) => {
    const { view, paste, lines, report, notLoaded, retry, firstHelp } = on(page);
    await paste.fill(ftp);
    site.setBlocked(true);
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
  { mayFail: /Failed to load resource|NetworkError|ERR_/ },
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
