// How long the shipped worker takes with the probes file that Nmap installed: until it has read the
// file and answered first, for an answer at a keystroke, and for all lines and the nearest.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { report } from "../harness/budgets.mjs";
import { expectText } from "../harness/expect.mjs";
import { measured } from "../harness/measured.mjs";
import { manyResponses, ownLine } from "../harness/samples.mjs";
import { on } from "../harness/words.mjs";

const installed = "/usr/share/nmap/nmap-service-probes";
const name = "nmap-service-probes";
const RUNS = 30;
/** Milliseconds, printed beside the figures and not asserted: a busy machine is not a fault. */
const GOALS = { first: 120, all: 50 };

measured("the installed probes file answers", keepPosted, async ({ page, browserName }) => {
  if (!existsSync(installed)) return console.log(`not measured: ${installed}`);
  const { paste, lines, ownProbes, openProbes, allLines } = on(page);
  await paste.fill(halfUnknown());
  await lines.fill(ownLine);
  await ownProbes.click();
  await openProbes.setInputFiles({ name, mimeType: "text/plain", buffer: readFileSync(installed) });
  await expectText(allLines, /lines in nmap-service-probes/);
  const posted = await page.evaluate(() => Object.keys(globalThis.posted).toSorted());
  assert.deepEqual(posted, ["all", "evaluate", "probes"]);
  const { first, again, all, firstAll } = await page.evaluate(timeInWorker, RUNS);
  report(`The installed probes file and eight responses in ${browserName}, ms:`, [
    ["file read and answered", `${first.toFixed(1)}, goal ${GOALS.first}`],
    [`answered again, median of ${RUNS}`, median(again).toFixed(1)],
    ["all lines and nearest, first time", firstAll.toFixed(1)],
    [`all lines and nearest, median of ${RUNS}`, `${median(all).toFixed(1)}, goal ${GOALS.all}`],
  ]);
});

/** Responses to eight probes that the file knows, every second one such as no line matches. */
function halfUnknown() {
  const probes = ["NULL", "GenericLines", "GetRequest", "HTTPOptions", "RTSPRequest", "RPCCheck", "Help", "Kerberos"];
  const named = manyResponses(8).replaceAll(/Probe(\d)/g, (_, idx) => probes[idx]);
  return named.replaceAll(/"220(\\x20host[1357])/g, '"ACME$1');
}

const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1];

/** Runs before the page: keeps what it posts to its worker, the newest of each kind. */
function keepPosted() {
  const { postMessage } = Worker.prototype;
  const posted = {};
  globalThis.posted = posted;
  Worker.prototype.postMessage = function (message, ...others) {
    if (Array.isArray(message)) posted.probes = message;
    // Behind the number of the job: 0 for an evaluation; 3 for what is asked about probes, with its
    // length and its kind, of which 1 is for all lines.
    if (message instanceof Uint8Array && message[4] === 0) posted.evaluate = message.slice();
    if (message instanceof Uint8Array && message[4] === 3 && message[9] === 1) posted.all = message.slice();
    return postMessage.call(this, message, ...others);
  };
}

/** Runs in the page: asks a worker of the page's own making the page's requests again. */
async function timeInWorker(runs) {
  const { posted } = globalThis;
  const worker = globalThis.sflensHost.newWorker();
  // A reply begins with 1; the worker also says that it started, and that it loads parts.
  const answer = () =>
    new Promise((resolve) => {
      worker.onmessage = ({ data }) => data instanceof Uint8Array && data[0] === 1 && resolve();
    });
  const started = new Promise((resolve) => (worker.onmessage = resolve));
  await started;
  async function time(message) {
    const start = performance.now();
    worker.postMessage(message);
    await answer();
    return performance.now() - start;
  }
  async function times(message) {
    const found = [];
    for (let run = 0; run < runs; run++) found.push(await time(message));
    return found;
  }
  // The parts of the program, without the file.
  await time(posted.evaluate);
  await time(posted.all);
  worker.postMessage(posted.probes);
  const first = await time(posted.evaluate);
  const again = await times(posted.evaluate);
  const firstAll = await time(posted.all);
  const all = await times(posted.all);
  worker.terminate();
  return { first, again, firstAll, all };
}
