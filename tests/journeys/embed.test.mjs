// `embed.html` in an <iframe> of another origin's page, under strict policies on both sides.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { browserNames, launch } from "../harness/browsers.mjs";
import { eventually, expectText, expectValue } from "../harness/expect.mjs";
import { linkOf } from "../harness/link.mjs";
import { greeting } from "../harness/samples.mjs";
import { dist, serveSite } from "../harness/site.mjs";
import { on } from "../harness/words.mjs";

const folder = mkdtempSync(join(tmpdir(), "sflens-frames-"));
after(() => rmSync(folder, { recursive: true }));

const hostile = '<img/src=x/onerror=document.title=1></pre><script>document.title=1</script>';
const frames = {
  "plain.html": { sandbox: null, link: linkOf(greeting("hello"), "match echo m|^h(el)| p/Acme $1/") },
  "sandbox.html": { link: linkOf(greeting("hello"), "match echo m|^h(el)| p/Acme $1/") },
  "hostile.html": { link: linkOf(greeting(hostile), hostile) },
  "damaged.html": { link: "v1=eNrLy00sUDDX" },
  "future.html": { link: "v2=abc" },
};

function writeHosts(ours) {
  const policy = `default-src 'none'; script-src 'self'; frame-src ${new URL(ours).origin}; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'`;
  for (const [name, { link, sandbox = "allow-scripts allow-popups allow-popups-to-escape-sandbox" }] of Object.entries(frames)) {
    const limits = sandbox ? ` sandbox="${sandbox}"` : "";
    writeFileSync(
      join(folder, name),
      `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>host</title><link rel="icon" href="data:,">` +
        `<iframe data-sflens title="A fingerprint" src="${ours}embed.html#${link}"${limits}></iframe>` +
        `<script src="sflens-frame.js" defer></script>`,
    );
  }
  writeFileSync(join(folder, "sflens-frame.js"), readFileSync(join(dist, "sflens-frame.js")));
}

for (const name of browserNames)
  describe(name, async () => {
    const [browser, ours, host] = await Promise.all([launch(name), serveSite(), serveSite({ folder })]);
    writeHosts(ours.url);
    after(() => Promise.all([browser.close(), ours.close(), host.close()]));

    async function open(file) {
      const page = await (await browser.newContext()).newPage();
      page.faults = [];
      page.on("console", (message) => message.type() === "error" && page.faults.push(message.text()));
      page.on("pageerror", (error) => page.faults.push(error.message));
      await page.goto(host.url + file);
      return { page, frame: page.frameLocator("iframe"), close: () => page.context().close() };
    }

    for (const file of ["plain.html", "sandbox.html"])
      test(`it shows the link read-only, as high as it is, and leads to the page: ${file}`, async () => {
        const { page, frame, close } = await open(file);
        await frame.getByText("Match, line 1, echo: Acme el").waitFor();
        assert.equal(await frame.locator("textarea, input, [contenteditable]").count(), 0);
        const height = () => page.locator("iframe").evaluate((element) => element.clientHeight);
        const wanted = await frame.locator("sf-lens").evaluate((element) => element.offsetHeight);
        await eventually(height, (found) => Math.abs(found - wanted) <= 2, `${wanted} pixels`);
        assert.deepEqual(page.faults, []);
        const way = frame.getByRole("link", { name: "Open in the full page" });
        const [full] = await Promise.all([page.context().waitForEvent("page"), way.click()]);
        await expectValue(on(full).paste, greeting("hello"));
        await expectText(on(full).report, /Acme el/);
        await close();
      });

    test("it takes nothing of what the visitor has on the page, and leaves it alone", async () => {
      const { page, frame, close } = await open("plain.html");
      await frame.getByText("Match, line 1, echo").waitFor();
      const stored = await frame.locator("body").evaluate(() => localStorage.length);
      assert.equal(stored, 0);
      await close();
    });

    test("markup in a link is shown and nothing else", async () => {
      const { page, frame, close } = await open("hostile.html");
      await frame.locator("article").getByText("<img/src=x/onerror=document.title=1></pre><script>").waitFor();
      assert.equal(await page.title(), "host");
      assert.equal(await frame.locator("body").evaluate(() => document.title), "A service fingerprint, shown by sflens");
      await close();
    });

    for (const [file, words] of [
      ["damaged.html", /cut or changed on its way/],
      ["future.html", /a newer sflens made this link/],
    ])
      test(`a link that cannot be read says so: ${file}`, async () => {
        const { frame, close } = await open(file);
        await frame.getByRole("alert").getByText(words).waitFor();
        await close();
      });
  });
