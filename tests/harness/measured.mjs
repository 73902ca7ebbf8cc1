// One measurement on the built page, taken in every browser as a test of its own.
import { test } from "node:test";
import { browserNames, launch } from "./browsers.mjs";
import { open } from "./journey.mjs";
import { serveSite } from "./site.mjs";

/**
 * Registers `walk` for each browser. It gets `{ page, browserName }`, with the page open and usable;
 * `beforePage` ran in it before the page did.
 */
export function measured(title, beforePage, walk) {
  for (const browserName of browserNames) {
    test(`${title} in ${browserName}`, async () => {
      const site = await serveSite();
      const browser = await launch(browserName);
      try {
        const page = await browser.newPage();
        await page.addInitScript(beforePage);
        await open(page, site);
        await walk({ page, browserName });
      } finally {
        await browser.close();
        await site.close();
      }
    });
  }
}
