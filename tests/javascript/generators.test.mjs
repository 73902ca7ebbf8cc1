// Code blocks of the language `sflens` in tiny sites that real generators build: the reader goes
// from the first page to the second, and sees what the line makes of the fingerprint.
//
// Each site is served under a policy that lets run its own files and the scripts that its generator
// wrote into the pages, by their hashes, and nothing else.
//
// `scripts/test javascript` installs the generators and says where they are.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
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
    const folder = build ? join(site, "out") : site;
    const headers = {};
    const server = await serveSite({ folder, headers });
    const [command, ...given] = build ?? [];
    if (command)
      execFileSync(command, given, {
        cwd: site,
        env: { ...process.env, SITE_URL: server.url, NO_MKDOCS_2_WARNING: "1" },
        stdio: ["ignore", "ignore", "pipe"],
      });
    headers["content-security-policy"] = policyOf(folder);
    try {
      for (const browserName of browserNames) await readThrough(browserName, server.url, isInstant);
    } finally {
      await server.close();
    }
  });

/** The generators' styles stand in attributes, and their icons in `data:`. */
function policyOf(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html"));
  const texts = names.map((name) => readFileSync(join(folder, name), "utf8"));
  const scripts = texts.flatMap((text) => [...text.matchAll(/<script(?![^>]* src=)[^>]*>([^]*?)<\/script>/g)]);
  const hashes = new Set(scripts.map(([, script]) => createHash("sha256").update(script).digest("base64")));
  const inline = [...hashes].map((hash) => `'sha256-${hash}'`).join(" ");
  return (
    `default-src 'self'; object-src 'none'; script-src 'self' 'wasm-unsafe-eval' ${inline}; style-src 'self' 'unsafe-inline'; ` +
    "img-src 'self' data:; font-src 'self' data:; base-uri 'self'"
  );
}

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
