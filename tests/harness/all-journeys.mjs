// All journeys in one process, so that each browser starts once: BROWSERS as in browsers.mjs.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe } from "node:test";

/** More would wait for each other: a browser alone keeps a core busy. */
const AT_A_TIME = 2;

const folder = join(import.meta.dirname, "../journeys");

describe("journeys", { concurrency: AT_A_TIME }, async () => {
  for (const name of readdirSync(folder)) await import(join(folder, name));
});
