// The whole job without a mouse.
import assert from "node:assert/strict";
import { eventually, expectGone, expectText } from "../harness/expect.mjs";
import { isInSight } from "../harness/fit.mjs";
import { journey } from "../harness/journey.mjs";
import { ftp, ownLine } from "../harness/samples.mjs";
import { on } from "../harness/words.mjs";

journey("from the address bar to the report by keyboard alone", async ({ page }) => {
  const { paste, lines, report, response, form } = on(page);
  await tabTo(page, paste);
  await page.keyboard.insertText(ftp);
  await tabTo(page, lines);
  await page.keyboard.insertText(ownLine);
  await expectText(report, /ftp\s+Stage ftpd/);
  await tabTo(page, form(response("NULL"), "Text"));
  await page.keyboard.press("ArrowRight");
  await expectText(response("NULL"), /32\s*32\s*30/);
});

journey("what is pressed and goes away leaves the focus nearby", async ({ page }) => {
  const { startOver, ownProbes, probes } = on(page);
  const first = page.getByRole("heading", { name: "Fingerprint", exact: true });
  await page.getByRole("list", { name: "Examples" }).getByRole("button").first().press("Enter");
  await expectFocus(page, first);
  await startOver.press("Enter");
  await expectFocus(page, page.getByRole("status").filter({ hasText: "Started over." }));
  await page.getByRole("button", { name: "Undo" }).press("Enter");
  await expectFocus(page, first);
  await ownProbes.press("Enter");
  await expectText(probes, /Nmap calls it/);
  await page.keyboard.press("Tab");
  await probes.locator(":focus").waitFor();
});

journey("on a phone the card for a raw response comes into view, and gives the focus back", async ({ page }) => {
  const { raw } = on(page);
  const offer = page.getByRole("button", { name: "Make a fingerprint from a raw response…" });
  await offer.press("Enter");
  await expectFocus(page, raw.getByRole("heading"));
  await eventually(() => raw.getByRole("heading").evaluate(isInSight), Boolean, "the heading in sight");
  await raw.getByRole("button", { name: "Close" }).press("Enter");
  await expectFocus(page, offer);
  await offer.press("Enter");
  await expectFocus(page, raw.getByRole("heading"));
  await page.keyboard.press("Escape");
  await expectGone(raw);
  await expectFocus(page, offer);
  // What was written there does not go with a key.
  await offer.press("Enter");
  await raw.getByRole("textbox", { name: "Response, or a dump of it" }).fill("220 ready");
  await page.keyboard.press("Escape");
  await expectText(raw, /9 bytes/);
}, { width: 360, height: 740 });

journey("from far down the page Drafts and Share lead to their cards, and Escape back", async ({ page }) => {
  const { paste, lines, report } = on(page);
  await paste.fill(ftp);
  await lines.fill(ownLine);
  await expectText(report, /ftp\s+Stage ftpd/);
  for (const name of ["Drafts", "Share"]) {
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    const opener = page.getByRole("button", { name, exact: true });
    await opener.press("Enter");
    const heading = page.getByRole("heading", { name, exact: true });
    await expectFocus(page, heading);
    await eventually(() => heading.evaluate(isInSight), Boolean, `${name} in sight`);
    await page.keyboard.press("Escape");
    await expectGone(heading);
    await expectFocus(page, opener);
  }
}, { width: 1280, height: 500 });

journey("what is said aloud stays while one types, and changes with its words only", async ({ page }) => {
  const { paste, lines } = on(page);
  await paste.fill(ftp);
  await lines.fill(`${ownLine}\n`);
  const region = page.getByRole("status").filter({ hasText: /^Nmap would report .*hard match, line 1/ });
  await region.waitFor();
  const heard = await region.evaluateHandle(listen);
  await lines.press("Control+End");
  await page.keyboard.type("# a note", { delay: 40 });
  await lines.fill("match ftp m|^nothing|");
  await eventually(() => heard.jsonValue(), (words) => words.length > 0, "words");
  assert.deepEqual(await heard.jsonValue(), ["No line matches. Nmap would not recognize the service."]);
});

/** Waits until the element has the focus. */
const expectFocus = (page, locator) => locator.and(page.locator(":focus")).waitFor();

/** Runs in the page: a list of what the element says from now on. */
function listen(element) {
  const heard = [];
  const watch = new MutationObserver(() => heard.push(element.textContent));
  watch.observe(element, { childList: true, characterData: true, subtree: true });
  return heard;
}

/** Presses Tab until the element has the focus, which must be visible on every way-point. */
async function tabTo(page, locator) {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    if (await locator.evaluate((element) => element === document.activeElement)) return;
    assert.ok(await page.evaluate(isFocusVisible), await page.evaluate(focused));
  }
  assert.fail("Tab does not lead there");
}

const focused = () => `the focus cannot be seen on ${document.activeElement.outerHTML.slice(0, 200)}`;

/** Runs in the page: an outline, a border or a ring that the element has only with the focus. */
function isFocusVisible() {
  const element = document.activeElement;
  if (element === document.body) return true;
  const marks = [element, element.closest("label")].filter(Boolean).map(getComputedStyle);
  return marks.some(({ outlineStyle, boxShadow }) => outlineStyle !== "none" || boxShadow !== "none");
}
