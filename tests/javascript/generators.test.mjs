// Code blocks of the language `sflens` in tiny sites that real generators build: the reader goes
// from the first page to the second, and sees what the line makes of the fingerprint.
//
// `scripts/test javascript` installs the generators and says where they are.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { browserNames, launch } from "../harness/browsers.mjs";
import { serveSite } from "../harness/site.mjs";

const root = join(import.meta.dirname, "../..");
const generators = process.env.GENERATORS;
const work = mkdtempSync(join(tmpdir(), "sflens-sites-"));
after(() => rmSync(work, { recursive: true }));

const python = join(generators, "python/bin");

/** `files`: where files lie that are published as they are; `block`: where the second page goes. */
const sites = [
  {
    name: "mkdocs",
    files: "docs",
    block: "docs/next.md",
    build: [join(python, "mkdocs"), "build", "--quiet", "--site-dir", "out"],
    isInstant: true,
  },
  {
    name: "sphinx",
    files: "_static",
    build: [join(python, "sphinx-build"), "-q", "-W", ".", "out"],
  },
  {
    name: "mdbook",
    files: "src",
    block: "src/next.md",
    build: [join(generators, "mdbook/bin/mdbook"), "build", "--dest-dir", "out"],
  },
  {
    name: "docusaurus",
    files: "static",
    block: "docs/next.md",
    build: [process.execPath, join(generators, "docusaurus/node_modules/@docusaurus/core/bin/docusaurus.mjs"), "build", "--out-dir", "out"],
    isInstant: true,
  },
  // Pages as they are, under a strict policy of their own.
  { name: "plain", files: "." },
];

function prepare({ name, files, block }) {
  // Docusaurus finds what it is made of beside the site.
  const site = name === "docusaurus" ? join(generators, "docusaurus/site") : join(work, name);
  rmSync(site, { recursive: true, force: true });
  cpSync(join(root, "tests/generators", name), site, { recursive: true });
  cpSync(join(root, "target/package/npm"), join(site, files, "sflens"), { recursive: true });
  if (name === "mdbook") cpSync(join(root, "target/package/npm/docs.js"), join(site, "sflens/docs.js"));
  if (block) cpSync(join(root, "tests/generators/block.md"), join(site, block));
  return site;
}

for (const { build, isInstant, ...rest } of sites)
  test(`a code block is shown as what it means: ${rest.name}`, async () => {
    const site = prepare(rest);
    const server = await serveSite({ folder: build ? join(site, "out") : site });
    const [command, ...given] = build ?? [];
    if (command)
      execFileSync(command, given, {
        cwd: site,
        env: { ...process.env, SITE_URL: server.url, NO_MKDOCS_2_WARNING: "1" },
        stdio: ["ignore", "ignore", "pipe"],
      });
    try {
      for (const browserName of browserNames) await readThrough(browserName, server.url, isInstant);
    } finally {
      await server.close();
    }
  });

async function readThrough(browserName, url, isInstant) {
  const browser = await launch(browserName);
  try {
    const page = await browser.newPage();
    const wrong = [];
    page.on("pageerror", (error) => wrong.push(error.message));
    await page.goto(url);
    await page.evaluate(() => (globalThis.isSamePage = true));
    await page.getByRole("link", { name: "Next" }).filter({ visible: true }).first().click();
    await page.getByText("Match, line 1, ftp: Acme ftpd on acme").waitFor();
    await page.getByText(/Line 2: After 220 +the pattern wants \\d\+/).waitFor();
    assert.equal(await page.getByText("SF-Port21-TCP").filter({ visible: true }).count(), 0);
    assert.equal(await page.evaluate(() => globalThis.isSamePage === true), isInstant ?? false);
    assert.deepEqual(wrong, []);
  } finally {
    await browser.close();
  }
}
