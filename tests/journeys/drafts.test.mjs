// What the user made stays: over a reload, under names, as a file, and after starting over.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { eventually, expectGone, expectText, expectValue } from "../harness/expect.mjs";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/fit.mjs";
import { journey, open } from "../harness/journey.mjs";
import { ftp, ftpLines, greeting, ownLine } from "../harness/samples.mjs";
import { on } from "../harness/words.mjs";

const tool = (page) => page.getByRole("region", { name: "Drafts" });
const inTool = (page, name) => tool(page).getByRole("button", { name, exact: true });

async function openDrafts(page) {
  await page.getByRole("button", { name: "Drafts", exact: true }).click();
  await tool(page).waitFor();
}

journey("a draft is kept, renamed, opened again, exported and deleted", async ({ page }) => {
  const { paste, lines, report, startOver } = on(page);
  await paste.fill(ftp);
  await lines.fill(ownLine);
  await expectText(report, /hard match, line 1/);
  await openDrafts(page);
  await tool(page).getByRole("textbox", { name: "Name", exact: true }).fill("The old switch");
  await inTool(page, "Keep as a draft").click();
  const name = tool(page).getByRole("textbox", { name: "Name of draft 1" });
  await expectValue(name, "The old switch");
  await expectAccessible(page, "drafts");
  await name.fill("Our old switch");
  await startOver.click();
  await expectValue(lines, "");

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    tool(page).getByRole("link", { name: "Save as a file" }).click(),
  ]);
  const file = await readFile(await download.path(), "utf8");
  assert.match(file, /^# Our old switch, \d+ \w+ \d{4}/);
  assert.ok(file.includes(ownLine) && file.includes("SF-Port21-TCP"), file);

  await inTool(page, "Open").click();
  await expectValue(lines, ownLine);
  await expectText(report, /hard match, line 1/);
  await inTool(page, "Delete").click();
  await expectText(tool(page), /Deleted: Our old switch/);
  await inTool(page, "Bring it back").click();
  await expectValue(name, "Our old switch");
});

journey("everything is there again after a reload", async ({ page, site }) => {
  const { paste, lines, report } = on(page);
  await paste.fill(ftp);
  await lines.fill(ftpLines);
  await page.getByRole("switch", { name: "Starter lines" }).click();
  await page.getByRole("combobox", { name: "Which Nmap" }).selectOption("7.93");
  await openDrafts(page);
  await inTool(page, "Keep as a draft").click();
  await tool(page).getByRole("textbox", { name: "Name of draft 1" }).waitFor();
  await open(page, site);
  await expectValue(paste, ftp);
  await expectValue(lines, ftpLines);
  await expectText(report, /hard match, line/);
  assert.equal(await page.getByRole("switch", { name: "Starter lines" }).getAttribute("aria-checked"), "true");
  assert.equal(await page.getByRole("combobox", { name: "Which Nmap" }).inputValue(), "7.93");
  await openDrafts(page);
  await expectValue(tool(page).getByRole("textbox", { name: "Name of draft 1" }), "21/tcp ftp");
});

async function keepDraft(page, name) {
  await page.bringToFront();
  await tool(page).getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await inTool(page, "Keep as a draft").click();
}

/** Waits until the drafts have these names, in this order. */
function expectDrafts(page, names) {
  const fields = tool(page).getByRole("textbox", { name: /^Name of draft/ });
  const look = () => fields.evaluateAll((found) => found.map(({ value }) => value));
  return eventually(look, (seen) => `${seen}` === `${names}`, names);
}

journey("what one tab makes of the drafts is seen in the other, and none is lost", async ({ page, site, context }) => {
  const other = await context.newPage();
  await open(other, site);
  for (const tab of [page, other]) {
    await tab.bringToFront();
    await on(tab).paste.fill(ftp);
    await openDrafts(tab);
  }
  await keepDraft(page, "one");
  await keepDraft(other, "two");
  await keepDraft(page, "three");
  for (const tab of [page, other]) await expectDrafts(tab, ["three", "two", "one"]);

  // A name is written on while the rows move.
  const name = tool(page).getByRole("textbox", { name: "Name of draft 3" });
  await name.focus();
  await page.keyboard.press("End");
  await page.keyboard.type(" a");
  await other.bringToFront();
  await tool(other).getByRole("button", { name: "Delete", exact: true }).first().click();
  await expectDrafts(page, ["two", "one a"]);
  await page.bringToFront();
  await page.keyboard.type("b");
  await expectDrafts(other, ["two", "one ab"]);
  await other.bringToFront();
  await inTool(other, "Bring it back").click();
  for (const tab of [page, other]) {
    await expectDrafts(tab, ["three", "two", "one ab"]);
    await tab.bringToFront();
    await open(tab, site);
    await openDrafts(tab);
    await expectDrafts(tab, ["three", "two", "one ab"]);
  }
});

journey("each tab gets its own work back, and a new one the last", async ({ page, site, context }) => {
  const other = await context.newPage();
  await open(other, site);
  await on(other).paste.fill(greeting("two"));
  await other.bringToFront();
  await on(other).lines.fill("match two m|two|");
  await page.bringToFront();
  await on(page).paste.fill(greeting("one"));

  const fresh = await context.newPage();
  await open(fresh, site);
  await expectValue(on(fresh).paste, greeting("one"));
  // The lines are those of the same tab, which has none.
  await expectValue(on(fresh).lines, "");

  await on(page).paste.fill(greeting("three"));
  for (const [tab, text, line] of [
    [other, "two", "match two m|two|"],
    [page, "three", ""],
    [fresh, "one", ""],
  ]) {
    await tab.bringToFront();
    await open(tab, site);
    await expectValue(on(tab).paste, greeting(text));
    await expectValue(on(tab).lines, line);
  }
});

journey("where the browser stores nothing, work goes on while the page is open", async ({ page, site, context }) => {
  await context.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("refused by a test", "QuotaExceededError");
    };
  });
  await open(page, site);
  await on(page).paste.fill(ftp);
  await openDrafts(page);
  await keepDraft(page, "one");
  await expectText(tool(page), /This browser does not store them/);
  await keepDraft(page, "two");
  await expectDrafts(page, ["two", "one"]);
  await on(page).startOver.click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expectValue(on(page).paste, ftp);
});

journey("starting over can be undone at once, and still after a reload", async ({ page, site }) => {
  const { paste, lines, startOver } = on(page);
  await paste.fill(ftp);
  await lines.fill(ownLine);
  await startOver.click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expectValue(lines, ownLine);
  await startOver.click();
  await expectValue(lines, "");
  await open(page, site);
  await expectValue(lines, "");
  await openDrafts(page);
  await inTool(page, "Open what was there before").click();
  await expectValue(paste, ftp);
  await expectValue(lines, ownLine);
});

journey(
  "a phone shows the drafts without scrolling sideways",
  async ({ page }) => {
    await on(page).lines.fill(ownLine);
    await openDrafts(page);
    await inTool(page, "Keep as a draft").click();
    await tool(page).getByRole("textbox", { name: "Name of draft 1" }).waitFor();
    await expectNoSidewaysScroll(page, "drafts");
    await inTool(page, "Close").click();
    await expectGone(tool(page));
  },
  { width: 360, height: 740 },
);
