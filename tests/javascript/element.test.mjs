// The element <sf-lens> in pages of its own, under a strict policy, by what a reader sees.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { browserNames, launch } from "../harness/browsers.mjs";
import { serveSite } from "../harness/site.mjs";

const root = join(import.meta.dirname, "../..");
const site = mkdtempSync(join(tmpdir(), "sflens-element-"));
after(() => rmSync(site, { recursive: true }));
cpSync(join(root, "target/package/npm"), join(site, "sflens"), { recursive: true });

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; " +
  "worker-src 'self'; require-trusted-types-for 'script'; trusted-types sf-lens";

function writePage(name, body, policyOfPage = POLICY, from = "") {
  const policy = `<meta http-equiv="Content-Security-Policy" content="${policyOfPage}">`;
  writeFileSync(
    join(site, name),
    `<!doctype html><meta charset="utf-8">${policy}<link rel="stylesheet" href="host.css"><title>docs</title>` +
      `<script type="module" src="${from}sflens/element.js"></script>${body}`,
  );
}

const lens = (response, line) =>
  `<sf-lens><pre>SF-Port7-TCP:V=7.94%I=7%r(NULL,${response.length.toString(16).toUpperCase()},"${response}");</pre>` +
  `<pre data-lines>${line}</pre></sf-lens>`;

const greeting = lens("hello", "match echo m|^h(el)| p/Acme $1/");
writeFileSync(join(site, "host.css"), "p { color: rgb(255, 0, 0); } .far { height: 5000px; }");
writePage("two.html", `<p id="own">Own text</p>${greeting}${lens("bye", "match echo m|^bye!|")}`);
writePage("far.html", `<div class="far"></div>${greeting}`);
writePage("readme.html", readExample());
writePage(
  "hostile.html",
  '<sf-lens><script type="text/plain">SF-Port7-TCP:V=7.94%I=7%r(NULL,24,"<img/src=x/onerror=document.title=1>");</script></sf-lens>',
);
writePage("way.html", greeting.replace("<sf-lens", '<sf-lens page="page/"'));
// As where scripts are off: the browser's own switch comes too late now and then in Firefox.
writePage("inert.html", greeting, POLICY.replace(/script-src [^;]*/, "script-src 'none'"));
writePage("empty.html", "<sf-lens><pre>nothing of the kind</pre></sf-lens>");

function readExample() {
  const readme = readFileSync(join(root, "crate/npm/README.md"), "utf8");
  return readme.match(/```html\n([^]*?)```/)[1].replace(/<script.*<\/script>/, "");
}

for (const name of browserNames)
  describe(name, async () => {
    const browser = await launch(name);
    const server = await serveSite({ folder: site });
    after(async () => {
      await browser.close();
      await server.close();
    });
    const open = async (file) => {
      server.files.length = 0;
      const page = await (await browser.newContext()).newPage();
      await page.goto(server.url + file);
      return page;
    };
    const n_asked = (file) => server.files.filter((asked) => asked.endsWith(file)).length;

    test("it shows the response, what each group took, and the verdict", async () => {
      const page = await open("two.html");
      const first = page.getByRole("region", { name: "Fingerprint of 7/tcp" }).first();
      await first.getByText("Match, line 1, echo: Acme el").waitFor();
      assert.equal(await first.locator("mark").innerText(), "el$1");
      assert.match(await first.innerText(), /7\/tcp open +echo +Acme el/);
      await page.getByText(/After bye the pattern wants !/).waitFor();
      await page.context().close();
    });

    test("the lines are shown with their numbers", async () => {
      const page = await open("two.html");
      const lines = page.getByRole("list", { name: "Match lines" }).first();
      assert.equal(await lines.getByRole("listitem").first().innerText(), "match echo m|^h(el)| p/Acme $1/");
      await page.context().close();
    });

    test("all elements share one worker, and leave the page's style alone", async () => {
      const page = await open("two.html");
      await page.getByText("Match, line 1").waitFor();
      await page.getByText(/After bye/).waitFor();
      assert.deepEqual([n_asked("element.wasm"), n_asked("element-worker.js")], [1, 1]);
      const colour = (locator) => locator.evaluate((element) => getComputedStyle(element).color);
      assert.equal(await colour(page.locator("#own")), "rgb(255, 0, 0)");
      assert.notEqual(await colour(page.getByText("Match, line 1")), "rgb(255, 0, 0)");
      await page.context().close();
    });

    test("the program is fetched when the element comes near the window", async () => {
      const page = await open("far.html");
      await page.waitForLoadState("load");
      assert.equal(n_asked("element.wasm"), 0);
      await page.locator("sf-lens").scrollIntoViewIfNeeded();
      await page.getByText("Match, line 1").waitFor();
      await page.context().close();
    });

    test("the example of the README works", async () => {
      const page = await open("readme.html");
      await page.getByText("Match, line 1, echo: Acme echod").waitFor();
      await page.context().close();
    });

    test("removed, moved and changed, it shows what is written in it", async () => {
      const page = await open("two.html");
      await page.getByText("Match, line 1").waitFor();
      await page.locator("sf-lens").first().evaluate((element) => {
        element.remove();
        document.body.append(element);
        element.querySelector("[data-lines]").textContent = "match echo m|^hello$| p/Changed/";
      });
      await page.getByText("Match, line 1, echo: Changed").waitFor();
      await page.context().close();
    });

    test("markup in a response is shown and nothing else", async () => {
      const page = await open("hostile.html");
      await page.getByText("<img/src=x/onerror=document.title=1>").waitFor();
      assert.equal(await page.title(), "docs");
      await page.context().close();
    });

    test("text without a fingerprint says so", async () => {
      const page = await open("empty.html");
      await page.getByRole("alert").getByText("No service fingerprint").waitFor();
      await page.context().close();
    });

    test("it works from another origin, which the policy has to name", async () => {
      const elsewhere = await serveSite({ folder: site, headers: { "access-control-allow-origin": "*" } });
      const { origin } = new URL(elsewhere.url);
      const policy = POLICY.replaceAll("'self'", origin).replace("worker-src", "worker-src blob:");
      writePage("elsewhere.html", greeting, policy, elsewhere.url);
      const page = await open("elsewhere.html");
      await page.getByText("Match, line 1, echo: Acme el").waitFor();
      assert.equal(n_asked("element.wasm"), 0);
      await page.context().close();
      await elsewhere.close();
    });

    test("it leads to the page with what is written in it", async () => {
      const page = await open("way.html");
      const way = page.getByRole("link", { name: "Open in the full page" });
      await way.waitFor();
      const { pathname, hash } = new URL(await way.evaluate((element) => element.href));
      assert.equal(pathname, "/some/where/page/");
      await page.evaluate((link) => {
        const lens = document.querySelector("sf-lens");
        lens.replaceChildren();
        lens.setAttribute("link", link);
      }, hash.slice(1));
      await page.getByText("Match, line 1, echo: Acme el").waitFor();
      await page.locator("sf-lens").evaluate((element) => element.setAttribute("page", "javascript:alert(1)"));
      await way.waitFor({ state: "detached" });
      await page.context().close();
    });

    test("after a worker that failed there is another one", async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      let n_refused = 0;
      await page.route("**/element-worker.js", (route) => (n_refused++ ? route.continue() : route.abort()));
      await page.goto(`${server.url}two.html`);
      await page.getByRole("alert").first().getByText(/could not be loaded, or failed/).waitFor();
      await page.locator("sf-lens [data-lines]").first().evaluate((element) => (element.textContent += " v/2/"));
      await page.getByText("Match, line 1, echo: Acme el 2").waitFor();
      await context.close();
    });

    test("without scripts the text can be read", async () => {
      const page = await open("inert.html");
      await page.getByText('SF-Port7-TCP:V=7.94%I=7%r(NULL,5,"hello");').waitFor();
      await page.context().close();
    });

    test("where the program cannot be had it says so beside the text", async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.route("**/element.wasm", (route) => route.abort());
      await page.goto(`${server.url}two.html`);
      await page.getByRole("alert").first().getByText("The program could not be loaded").waitFor();
      assert.ok(await page.getByText('r(NULL,5,"hello");').isVisible());
      await context.close();
    });
  });
