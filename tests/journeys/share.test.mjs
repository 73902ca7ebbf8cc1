// What one visitor made is opened by another, from a link that holds everything itself.
import assert from "node:assert/strict";
import { eventually, expectGone, expectText, expectValue } from "../harness/expect.mjs";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/fit.mjs";
import { journey } from "../harness/journey.mjs";
import { linkOf } from "../harness/link.mjs";
import { ftp, greeting, ownLine } from "../harness/samples.mjs";
import { on } from "../harness/words.mjs";

const tool = (page) => page.getByRole("region", { name: "Share", exact: true });
const inTool = (page, name) => tool(page).getByRole("button", { name, exact: true });
const theLink = (page) => tool(page).getByRole("textbox", { name: "The link" });

/** Fills the page and opens the card that makes links. */
async function openShare(page) {
  await on(page).paste.fill(ftp);
  await on(page).lines.fill(ownLine);
  await expectText(on(page).report, /hard match, line 1/);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await inTool(page, "Make the link").waitFor();
}

async function makeLink(page) {
  await inTool(page, "Make the link").click();
  return theLink(page).inputValue();
}

/** Goes to the page by `link` as somebody who has never been there. */
async function visit(context, link) {
  const other = await context.browser().newContext();
  const page = await other.newPage();
  await page.goto(link);
  await page.getByRole("main").waitFor();
  return page;
}

journey("a link brings everything, and leaves the address as it was", async ({ page, context, site }) => {
  await openShare(page);
  await inTool(page, "Replace nothing").click();
  const link = await makeLink(page);
  assert.match(link, /\/#v1=[\w-]+$/);
  assert.ok(link.startsWith(site.url));
  await expectText(tool(page), /\d characters/);
  const other = await visit(context, link);
  await expectValue(on(other).paste, ftp);
  await expectValue(on(other).lines, ownLine);
  await expectText(on(other).report, /hard match, line 1/);
  await eventually(() => other.url(), (url) => !url.includes("v1="), "an address without the link");
  await other.context().close();
});

journey("a link is only made on request, and of what is chosen", async ({ page, context }) => {
  await openShare(page);
  assert.equal(await theLink(page).count(), 0);
  assert.ok(!page.url().includes("v1="));
  await tool(page).getByRole("switch", { name: "With the fingerprint" }).click();
  const other = await visit(context, await makeLink(page));
  await expectValue(on(other).lines, ownLine);
  await expectValue(on(other).paste, "");
  await other.context().close();
});

journey("what may be confidential is replaced by stand-ins of the same length", async ({ page, context }) => {
  await openShare(page);
  const found = tool(page).getByRole("list", { name: "Perhaps confidential" });
  await expectText(found, /stage\s+host name, 2 times\s+(becomes\s+)?→ aaaaa/);
  await expectAccessible(page, "share");
  const other = await visit(context, await makeLink(page));
  await eventually(() => on(other).paste.inputValue(), (text) => text.includes("aaaaa"), "a stand-in");
  const text = await on(other).paste.inputValue();
  assert.ok(!text.includes("stage") && text.length === ftp.length, text);
  await expectText(on(other).report, /aaaaa/);
  await expectText(on(other).fingerprint, /2, complete/);
  await other.context().close();
});

journey("a line that still tells a replaced name is pointed out", async ({ page }) => {
  await openShare(page);
  await on(page).lines.fill("match ftp m|^220 stage FTP|");
  await expectText(tool(page), /Line 1 holds a value that the fingerprint no longer does/);
});

journey("texts to give away are copied", async ({ page, context, browserName }) => {
  if (browserName === "chromium") await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openShare(page);
  await makeLink(page);
  for (const [name, wanted] of [
    ["Copy as Markdown", /```text\nmatch ftp[^]*\[Open in sflens\]\(http/],
    ["Copy as plain text", /^Service match for 21\/tcp[^]*To look at it:\nhttp/],
    ["Copy a checklist", /^\[x\] A line of mine gives a hard match/],
    ["Copy as an iframe", /^<iframe data-sflens [^>]* src="http[^"]*\/where\/embed\.html#v1=[\w-]+" sandbox=/],
  ]) {
    await tool(page).getByRole("button", { name }).click();
    if (browserName !== "chromium") continue;
    await eventually(() => page.evaluate(() => navigator.clipboard.readText()), (text) => wanted.test(text), wanted);
  }
});

const broken = [
  ["a link of a newer version", "v2=abc", /made by a newer sflens/],
  ["a damaged link", "v1=eNrLy00sUDDX", /cut or changed on its way/],
  ["a link of other characters", "v1=<img src=x onerror=alert(1)>", /cut or changed on its way/],
];
for (const [what, fragment, words] of broken) {
  journey(`${what} says so and loses nothing`, async ({ page }) => {
    await on(page).lines.fill(ownLine);
    await page.evaluate((hash) => (location.hash = hash), fragment);
    const notice = page.getByRole("alert");
    await expectText(notice, words);
    await expectValue(on(page).lines, ownLine);
    await notice.getByRole("button", { name: "Close" }).click();
    await expectGone(notice);
  });
}

journey("a hostile link can do nothing but be shown", async ({ page }) => {
  const markup = "<img src=x onerror=document.title=1></textarea><script>document.title=1</script>";
  const [paste, lines] = [greeting(markup.replaceAll(" ", "\\x20")), `# ${markup} \u202e\u2066\u0007\u001b[31m`];
  const title = await page.title();
  await page.evaluate((hash) => (location.hash = hash), linkOf(paste, lines));
  await expectValue(on(page).lines, lines);
  await expectText(on(page).response("NULL"), /<img/);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await makeLink(page);
  assert.equal(await page.title(), title);
});

journey("a link that replaces one's own texts can be undone", async ({ page, context }) => {
  await openShare(page);
  await inTool(page, "Replace nothing").click();
  const link = await makeLink(page);
  const other = await visit(context, page.url());
  await on(other).lines.fill("match mine m|^mine|");
  await other.evaluate((href) => (location.hash = new URL(href).hash), link);
  await expectValue(on(other).lines, ownLine);
  await other.getByRole("button", { name: "Undo" }).click();
  await expectValue(on(other).lines, "match mine m|^mine|");
  await other.context().close();
});

journey(
  "a phone shows what is shared without scrolling sideways",
  async ({ page }) => {
    await openShare(page);
    await makeLink(page);
    await expectNoSidewaysScroll(page, "share");
  },
  { width: 360, height: 740 },
);
