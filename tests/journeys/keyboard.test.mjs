// The whole job without a mouse.
import assert from "node:assert/strict";
import { expectText } from "../harness/expect.mjs";
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
