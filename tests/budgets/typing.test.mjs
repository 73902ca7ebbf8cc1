// How long the page's own thread is held up while somebody types a match line: each key until the
// next frame, and tasks so long that the page stutters (over 50 ms, as browsers count them).
import assert from "node:assert/strict";
import { test } from "node:test";
import { launch } from "../harness/browsers.mjs";
import { report } from "../harness/budgets.mjs";
import { expectText } from "../harness/expect.mjs";
import { paste as pasteInto } from "../harness/files.mjs";
import { open } from "../harness/journey.mjs";
import { manyLines, manyResponses } from "../harness/samples.mjs";
import { serveSite } from "../harness/site.mjs";
import { on } from "../harness/words.mjs";

const RESPONSES = 8;

// Only Chromium tells of long tasks. The last is as many lines as Nmap's own file has.
for (const n of [20, 12_000]) {
  test(`typing a line beside ${n} others is answered at once in chromium`, () => typeBeside(n));
}

async function typeBeside(nLines) {
  const site = await serveSite();
  const browser = await launch("chromium");
  try {
    const page = await browser.newPage();
    await page.addInitScript(watchTimes);
    await open(page, site);
    const { paste, lines, editor, report: verdict } = on(page);
    await paste.fill(manyResponses(RESPONSES));
    await lines.focus();
    await editor.waitFor();
    await pasteInto(page, lines, `${manyLines(nLines)}\n`);
    await expectText(verdict, new RegExp(`hard match, line ${nLines}`));
    await page.keyboard.press("Control+End");
    const before = await page.evaluate(() => globalThis.times.forget());
    const typed = "softmatch ftp m|^220 (\\w+) FTP| v/$1/";
    await page.keyboard.type(typed, { delay: 60 });
    const { keys, longTasks } = await page.evaluate(() => globalThis.times.seen());
    keys.sort((a, b) => a - b);
    report(`Typing with ${nLines} lines and ${RESPONSES} responses in chromium, ms, ${typed.length} keys:`, [
      ["key to next frame, median", keys[keys.length >> 1].toFixed(0)],
      ["key to next frame, slowest", keys.at(-1).toFixed(0)],
      ["long tasks", listed(longTasks)],
      ["long tasks before, from navigation on", listed(before.longTasks)],
    ]);
    assert.equal(keys.length, typed.length);
  } finally {
    await browser.close();
    await site.close();
  }
}

const listed = (times) => times.map((time) => time.toFixed(0)).join(", ") || "none";

/** Runs before the page: collects long tasks, and for each key the time until the next frame. */
function watchTimes() {
  let keys = [];
  let longTasks = [];
  const observer = new PerformanceObserver((list) => {
    longTasks.push(...list.getEntries().map(({ duration }) => duration));
  });
  observer.observe({ type: "longtask" });
  addEventListener("input", ({ timeStamp }) => {
    // The task behind the frame comes after what the frame drew.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => keys.push(performance.now() - timeStamp);
      port2.postMessage(null);
    });
  }, { capture: true });
  globalThis.times = {
    seen: () => ({ keys, longTasks }),
    forget() {
      const seen = this.seen();
      [keys, longTasks] = [[], []];
      return seen;
    },
  };
}
