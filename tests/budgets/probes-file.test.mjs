// How long the shipped worker takes with the probes file that Nmap installed: until it has read the
// file and answered first, for an answer at a keystroke, and for all lines and the nearest.
import { existsSync, readFileSync } from "node:fs";
import { report } from "../harness/budgets.mjs";
import { expectText } from "../harness/expect.mjs";
import { measured } from "../harness/measured.mjs";
import { keepPosted, timeInWorker } from "../harness/posted.mjs";
import { manyResponses, ownLine } from "../harness/samples.mjs";
import { on } from "../harness/words.mjs";

const installed = "/usr/share/nmap/nmap-service-probes";
const name = "nmap-service-probes";
const RUNS = 30;
/** The parts of the program, without the file; then the file. */
const STEPS = [
  ["evaluate", 1],
  ["all", 1],
  ["probes", 1],
  ["evaluate", 1],
  ["evaluate", RUNS],
  ["all", 1],
  ["all", RUNS],
];
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
  const [, , , [first], again, [firstAll], all] = await page.evaluate(timeInWorker, STEPS);
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
