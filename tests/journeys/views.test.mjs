// The bytes of a response in their three forms, by mouse and by keyboard, the two views, and the order
// in which the cards are read.
import assert from "node:assert/strict";
import { expectText } from "../harness/expect.mjs";
import { journey } from "../harness/journey.mjs";
import { ftp, ownLine } from "../harness/samples.mjs";
import { on } from "../harness/words.mjs";

journey("a response is shown as text, in hex and as Nmap wrote it", async ({ page }) => {
  const { paste, response, form } = on(page);
  await paste.fill(ftp);
  const card = response("NULL");
  const bytes = card.getByRole("tabpanel");
  await form(card, "Hex").click();
  await expectText(bytes, /32\s*32\s*30\s*20\s*73/);
  await form(card, "As Nmap wrote it").click();
  await expectText(bytes, /%r\(NULL,3F,"220\\x20stage/);
  await form(card, "Text").click();
  await expectText(bytes, /220.stage/);
});

journey("arrow keys go from one form to the next", async ({ page }) => {
  const { paste, response, form } = on(page);
  await paste.fill(ftp);
  const card = response("NULL");
  await form(card, "Text").focus();
  await page.keyboard.press("ArrowRight");
  await expectText(card.getByRole("tabpanel"), /32\s*32\s*30\s*20\s*73/);
  await page.keyboard.press("ArrowLeft");
  await expectText(card.getByRole("tabpanel"), /220.stage/);
});

journey("the help is one link away and the work is still there after it", async ({ page }) => {
  const { paste, view, response } = on(page);
  await paste.fill(ftp);
  await view("Learn").click();
  await page.getByRole("heading", { level: 2 }).first().waitFor();
  await view("Workbench").click();
  await expectText(response("NULL"), /63 bytes/);
});

journey("a response tells about its probe, and which lines are tried on it", async ({ page }) => {
  const { paste, response } = on(page);
  await paste.fill(ftp);
  const card = response("GenericLines");
  await expectText(card, /129 bytes · the starter file sends \\r\\n\\r\\n/);
  await card.getByText("About the probe GenericLines").click();
  await expectText(card, /In the starter file; Nmap's own may differ/);
  await expectText(card, /Sends\s*\\r\\n\\r\\n/);
  await expectText(card, /Lines tried\s*GenericLines, GetRequest, NULL/);
  await expectText(card, /Its lines see\s*GenericLines/);
});

journey("a response that came before is shown once, and again when asked for", async ({ page }) => {
  const { example, report, response } = on(page);
  await example("Two probes").click();
  await expectText(report, /hard match/);
  const again = response("SMBProgNeg");
  await expectText(again, /207 bytes, the same as the response to Help/);
  await again.getByRole("button", { name: "Show the bytes" }).click();
  await expectText(again, /HTTP\/1\.1.400.Bad.request/);
});

journey("on paper there is all of what was found out, and nothing to press", async ({ page }) => {
  const { paste, lines, report, response, view } = on(page);
  await paste.fill(ftp);
  await lines.fill(ownLine);
  await expectText(report, /hard match, line 1/);
  await page.emulateMedia({ media: "print" });
  await response("NULL").getByText("line 1: hard").waitFor();
  for (const control of [view("Learn"), page.getByRole("button", { name: "Share" }), page.getByRole("combobox")]) {
    assert.equal(await control.first().isVisible(), false, `${control}`);
  }
  // Dark ink on white paper, whatever the theme.
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).color), "rgb(26, 31, 36)");
  const nHidden = await paste.evaluate((field) => field.scrollHeight - field.clientHeight);
  assert.ok(nHidden <= 1, `${nHidden} pixels of the fingerprint`);
  // The driver of Firefox prints nothing.
}, { once: true, colorScheme: "dark" });

/** What comes first is what is asked first: the answer before what can be done with the lines. */
const order = ["paste", "lines", "line", "report", "response", "rules", "probes"];

for (const [where, width] of [["on a phone", 360], ["on a desk", 1280]]) {
  journey(`the cards are read in the order of the questions ${where}`, async ({ page }) => {
    const parts = on(page);
    await parts.paste.fill(ftp);
    await parts.lines.fill("match acme m|ACME (\\d+)| v/v$1/ p/Acme DB/");
    await expectText(parts.rules, /Line 1/);
    const cards = order.map((name) => (name === "response" ? parts.response("NULL") : parts[name]));
    const handles = await Promise.all(cards.map((card) => card.elementHandle()));
    const inDocument = (all) => all.every((card, at) => at === 0 || all[at - 1].compareDocumentPosition(card) & 4);
    assert.ok(await page.evaluate(inDocument, handles), order.join(", "));
    if (width > 360) return;
    const tops = await Promise.all(cards.map(async (card) => (await card.boundingBox()).y));
    assert.deepEqual(tops, tops.toSorted((a, b) => a - b));
  }, { width, height: 740 });
}
