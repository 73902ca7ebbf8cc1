// Checks that hold for every state of the page, whatever it shows.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { browserNames } from "./browsers.mjs";

const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core")), "utf8");

/**
 * Fails with every violation that axe finds, and where. In one browser only: axe reads elements and
 * colours, which are the same in all.
 */
export async function expectAccessible(page, state) {
  if (page.context().browser().browserType().name() !== browserNames[0]) return;
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  const { violations } = await runAxe(page);
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    at: nodes.slice(0, 5).map(({ html, failureSummary }) => `${html.slice(0, 120)} ${failureSummary}`),
  }));
  assert.deepEqual(found, [], `axe, ${state}`);
}

/** Where the page takes an element away while axe looks at it, axe throws: it looks again. */
async function runAxe(page) {
  const run = () => page.evaluate(() => globalThis.axe.run());
  try {
    return await run();
  } catch {
    return run();
  }
}

/** Fails when the page is wider than its window, and names what sticks out. */
export async function expectNoSidewaysScroll(page, state) {
  const seen = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const sticksOut = (element) => element.getBoundingClientRect().right > clientWidth + 0.5;
    const names = [...document.body.querySelectorAll("*")]
      .filter(sticksOut)
      .map(({ tagName, className }) => `${tagName} ${className}`);
    return { scrollWidth, clientWidth, names: names.slice(0, 8) };
  });
  assert.ok(seen.scrollWidth <= seen.clientWidth, `${state}: ${JSON.stringify(seen)}`);
}

/** Runs in the page: the middle of the element is in the window, and nothing lies over it. */
export function isInSight(element) {
  const { left, top, width, height } = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}
