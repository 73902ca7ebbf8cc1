// Pictures of the built page for people to look at, light and dark, narrow to wide.
//
//   node tests/harness/screenshots.mjs FOLDER [--click NAME | --fill NAME=TEXT]...
//
// The steps are taken in order before each picture: `--click "A banner"`. Set
// BROWSERS=firefox for another browser than Chromium.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { launch } from "./browsers.mjs";
import { open } from "./journey.mjs";
import { serveSite } from "./site.mjs";

const { positionals, tokens } = parseArgs({
  allowPositionals: true,
  tokens: true,
  options: { click: { type: "string", multiple: true }, fill: { type: "string", multiple: true } },
});
const folder = positionals[0] ?? "tests/output/screenshots";
const steps = tokens.filter((token) => token.kind === "option");
const windows = [
  { width: 360, height: 800 },
  { width: 1440, height: 1000 },
  { width: 2560, height: 1400 },
];

mkdirSync(folder, { recursive: true });
const site = await serveSite();
const browser = await launch(process.env.BROWSERS ?? "chromium");
for (const colorScheme of ["light", "dark"]) {
  for (const viewport of windows) await picture(colorScheme, viewport);
}
await browser.close();
await site.close();

async function picture(colorScheme, viewport) {
  const page = await browser.newPage({ colorScheme, viewport });
  await open(page, site);
  for (const step of steps) await take(page, step);
  await page.waitForLoadState("networkidle");
  const path = join(folder, `${colorScheme}-${viewport.width}.png`);
  await page.screenshot({ path, fullPage: true });
  console.log(path);
  await page.close();
}

async function take(page, { name, value }) {
  if (name === "click") return page.getByRole("button", { name: value }).first().click();
  const [label, ...text] = value.split("=");
  return page.getByRole("textbox", { name: label }).fill(text.join("="));
}
