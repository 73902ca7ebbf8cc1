// All journeys in one process, so that each browser starts once: BROWSERS as in browsers.mjs.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe } from "node:test";

/** The browsers wait for each other and for pages more than they compute. */
const AT_A_TIME = 3;

const folder = join(import.meta.dirname, "../journeys");

describe("journeys", { concurrency: AT_A_TIME }, async () => {
  for (const name of readdirSync(folder)) await import(join(folder, name));
});
