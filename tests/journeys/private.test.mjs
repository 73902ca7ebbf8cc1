// What a visitor types stays in the browser: nothing is asked of any server once the page is
// there, and it is there again after a reload.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { eventually, expectText, expectValue } from "../harness/expect.mjs";
import { journey, open } from "../harness/journey.mjs";
import { ftp, greeting, ownLine } from "../harness/samples.mjs";
import { dist } from "../harness/site.mjs";
import { on } from "../harness/words.mjs";

journey("the page works without a network and asks for nothing", async ({ page, site }) => {
  const { example, paste, lines, report, response, form } = on(page);
  await example("A banner").click();
  await expectText(report, /hard match/);
  const parts = readdirSync(dist).filter((name) => name.startsWith("part-"));
  const missing = () => parts.filter((part) => !site.files.includes(part)).length;
  await eventually(missing, (n) => n === 0, "all parts to be fetched ahead");
  await page.waitForLoadState("networkidle");
  const nFiles = site.files.length;
  site.setBlocked(true);
  await paste.fill(ftp);
  await lines.fill(ownLine);
  await expectText(report, /ftp\s+Stage ftpd 2\.1/);
  await form(response("NULL"), "Hex").click();
  await expectText(response("NULL"), /32\s*32\s*30/);
  assert.deepEqual(site.files.slice(nFiles), []);
  site.setBlocked(false);
});

journey("texts are there again after a reload", async ({ page, site }) => {
  const { paste, lines, report } = on(page);
  await paste.fill(ftp);
  await lines.fill(ownLine);
  await expectText(report, /ftp\s+Stage ftpd/);
  await open(page, site);
  await expectValue(paste, ftp);
  await expectValue(lines, ownLine);
  await expectText(report, /ftp\s+Stage ftpd/);
});

journey("every request is for a file of ours, and says nothing of the user's", async ({ page, site }) => {
  const { paste, lines, report, view, firstHelp } = on(page);
  await paste.fill(greeting("zebrafinch\\x20ready"));
  await lines.fill("match quagga m|^(zebrafinch) ready| p/okapi/ h/$1/");
  await expectText(report, /okapi/);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await page.getByRole("button", { name: "Make the link" }).click();
  await page.getByRole("textbox", { name: "The link" }).waitFor();
  await view("Learn").click();
  await firstHelp.waitFor();
  await expectText(page.getByRole("contentinfo"), /Works without a network/);
  const published = new Set(readdirSync(dist));
  assert.deepEqual(site.files.filter((name) => !published.has(name)), []);
  for (const request of site.requests) {
    assert.match(request, /^GET \/some\/where\/[\w.-]* /);
    assert.doesNotMatch(request, /zebrafinch|quagga|okapi|v1=/);
  }
}, { offline: true });
