// Pattern, bytes and fields are one thing seen three ways: pointing at one shows the others.
import assert from "node:assert/strict";
import { expectText } from "../harness/expect.mjs";
import { expectAccessible } from "../harness/fit.mjs";
import { journey } from "../harness/journey.mjs";
import { ftp, ownLine } from "../harness/samples.mjs";
import { on } from "../harness/words.mjs";

/** Opens the fingerprint with the line that fills version and host name. */
async function opened(page) {
  const words = on(page);
  await words.paste.fill(ftp);
  await words.lines.fill(ownLine);
  await expectText(words.report, /ftp\s+Stage ftpd/);
  return words;
}

/** The texts that look as if they belong together, without the numbers behind them. */
const litTexts = (region) =>
  region.locator(".is-lit [data-at]").allInnerTexts().then((texts) => texts.map((text) => text.trim()));

async function expectLit(region, expected) {
  await region.page().waitForFunction(
    ([element, n]) => element.querySelectorAll(".is-lit [data-at]").length === n,
    [await region.elementHandle(), expected.length],
  );
  assert.deepEqual(await litTexts(region), expected);
}

journey("a group in the pattern lights its bytes and its field", async ({ page }) => {
  const { lines, report, response, about } = await opened(page);
  await lines.evaluate((field) => {
    const at = field.value.indexOf("\\w+");
    field.focus();
    field.setSelectionRange(at, at);
  });
  await lines.press("ArrowRight");
  await expectText(about, /Group 1 of line 1 took stage, bytes 4 to 8 of the response to NULL; it fills the host name/);
  await expectLit(response("NULL").getByRole("tabpanel"), ["stage"]);
  await expectLit(report.getByRole("definition").filter({ hasText: /^stage/ }), ["stage"]);
  await expectAccessible(page, "a group is pointed at");
});

journey("the mouse over a group in the pattern lights its bytes", async ({ page }) => {
  const { editor, response, about } = await opened(page);
  await editor.locator("[data-group='2']").first().hover();
  await expectText(about, /Group 2 of line 1 took 2\.1/);
  await expectLit(response("NULL").getByRole("tabpanel"), ["2.1"]);
  await page.mouse.move(0, 0);
  await expectLit(response("NULL").getByRole("tabpanel"), []);
});

journey("a field leads back to its bytes, by keyboard", async ({ page }) => {
  const { report, response, about } = await opened(page);
  await report.getByRole("button", { name: "version" }).focus();
  await expectText(about, /Group 2 of line 1 took 2\.1/);
  await expectLit(response("NULL").getByRole("tabpanel"), ["2.1"]);
});

journey("each item of the pattern says what it took", async ({ page }) => {
  const { response, about } = await opened(page);
  const items = page.getByRole("list", { name: "Items of line 1" }).first();
  const item = items.getByRole("button", { name: /group 1: a letter, digit or _, once or more\s*, took stage/ });
  await item.focus();
  await expectText(about, /Group 1: .* \(\(\\w\+\)\) took stage, bytes 4 to 8/);
  await expectLit(response("NULL").getByRole("tabpanel"), ["stage"]);
  await expectText(items, /\^\s*the start of the response/);
});

journey("bytes are selected by keyboard, explained and copied", async ({ page }) => {
  const { response } = await opened(page);
  const card = response("NULL");
  const selected = card.getByRole("region", { name: "Selected bytes" });
  await card.getByRole("tabpanel").focus();
  for (let presses = 0; presses < 5; presses++) await page.keyboard.press("ArrowRight");
  await expectText(selected, /s, byte 4 of the response to NULL: taken by \(\\w\+\) of line 1; it fills the host name/);
  await page.keyboard.press("Shift+ArrowRight");
  await expectText(selected, /st, bytes 4 to 5/);
  await expectText(selected, /Lowest byte first\s*29811\s*Highest byte first\s*29556/);
  await page.keyboard.press("Control+a");
  await expectText(selected, /bytes 0 to 62/);
  for (const name of ["Text", "Hex", "Pattern", "C", "Python"]) {
    await selected.getByRole("button", { name: `${name} of the selected bytes`, exact: true }).waitFor();
  }
  await expectAccessible(page, "bytes are selected");
  await page.keyboard.press("Escape");
  await selected.waitFor({ state: "detached" });
});

journey("bytes are selected with the mouse in each form", async ({ page }) => {
  const { response, form } = await opened(page);
  const card = response("NULL");
  const selected = card.getByRole("region", { name: "Selected bytes" });
  for (const name of ["Text", "Hex", "As Nmap wrote it"]) {
    await form(card, name).click();
    await selectText(page, card.getByRole("tabpanel"), name === "Hex" ? "73 74 61" : "sta");
    await expectText(selected, /sta, bytes 4 to 6 of the response to NULL/);
  }
});

/** Drags over the first place with this text inside of one run of bytes. */
async function selectText(page, panel, text) {
  const ends = await panel.evaluate((element, wanted) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(wanted);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      const { left, right, top, height } = range.getBoundingClientRect();
      return { left, right, y: top + height / 2 };
    }
    return null;
  }, text);
  await page.mouse.move(ends.left + 1, ends.y);
  await page.mouse.down();
  await page.mouse.move(ends.left + 8, ends.y);
  await page.mouse.move(ends.right - 1, ends.y);
  await page.mouse.up();
}
