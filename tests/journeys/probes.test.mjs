// A visitor's own probes files: opened, kept, ordered, searched, saved, taken out; and every way in
// which that can go wrong.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { expectGone, expectText, expectValue } from "../harness/expect.mjs";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/fit.mjs";
import { journey, open } from "../harness/journey.mjs";
import { ftp } from "../harness/samples.mjs";
import { savedText } from "../harness/saved.mjs";
import { on } from "../harness/words.mjs";

/** A file of ours, in the form of Nmap's. */
const whole = `Probe TCP NULL q||
rarity 1
# Early and broad
softmatch ftp m|^220 .*FTP|
match ftp m|^220 (\\w+) FTP server| p/Whole ftpd/ h/$1/
Probe TCP GenericLines q|\\r\\n\\r\\n|
rarity 1
match other m|^500 nothing of the kind|
`;
/** One to lay over it. */
const over = `Probe TCP NULL q||
match ftp m|^220 stage FTP| p/Over ftpd/
`;
const installed = "/usr/share/nmap/nmap-service-probes";

const asFile = (name, text) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

/** Opens files one after the other, each when the one before is there. */
async function openFiles(page, ...files) {
  const { ownProbes, openProbes, probesFiles } = on(page);
  if (await ownProbes.isVisible()) await ownProbes.click();
  for (const file of files) {
    await openProbes.setInputFiles(file);
    await expectText(probesFiles, new RegExp(`${file.name}[^]*lines?`));
  }
}

journey("a file answers, is there after a reload, and is gone when removed", async ({ page, site }) => {
  const { paste, report, probes, probesFiles, allLines } = on(page);
  await paste.fill(ftp);
  await openFiles(page, asFile("mine", whole));
  await expectText(report, /soft match, mine, line 4/);
  await expectText(probesFiles, /2 probes, 3 lines/);
  await expectText(allLines, /soft match, taken, mine, line 4[^]*hard match, mine, line 5[^]*Whole ftpd/);
  await expectText(allLines, /GenericLines[^]*by the fallback to NULL/);
  await expectAccessible(page, "a probes file");
  await open(page, site);
  await expectText(report, /soft match, mine, line 4/);
  await probes.getByRole("button", { name: "Remove mine" }).click();
  await expectText(report, /starter line|no line matches/);
  await expectGone(allLines);
  await open(page, site);
  await expectText(report, /starter line|no line matches/);
});

journey("of two files the smaller is laid over the other, until one says otherwise", async ({ page }) => {
  const { paste, report, probes, allLines } = on(page);
  await paste.fill(ftp);
  await openFiles(page, asFile("whole", whole), asFile("over", over));
  await expectText(report, /hard match, over, line 2/);
  await expectText(allLines, /of 4 lines in over, whole/);
  await probes.getByRole("checkbox", { name: "over" }).click();
  await expectText(report, /soft match, whole, line 4/);
  await probes.getByRole("checkbox", { name: "over" }).click();
  await probes.getByRole("button", { name: "Up whole" }).click();
  await expectText(report, /soft match, whole, line 4/);
});

journey("a line of one's own finds its place in the file, and the file is saved with it", async ({ page, browserName }) => {
  const { paste, lines, rules, probes, allLines, report } = on(page);
  await paste.fill(ftp);
  await openFiles(page, asFile("whole", whole));
  const own = "match ftp m|^220 (\\w+) FTP server| p/Own ftpd/";
  await lines.fill(own);
  await expectText(report, /Own ftpd/);
  await expectText(allLines, /line 1: under TCP NULL, before whole, line 4; hides 2 lines/);
  // They stand above what is clicked next.
  await expectText(rules, /Line 1/);
  const save = () => probes.getByRole("button", { name: "Save the file" }).click();
  const saved = await savedText(page, browserName, save);
  assert.equal(saved, whole.replace("# Early", `${own}\n# Early`));
  await expectText(probes, /Saved: line 1 under TCP NULL as line 3/);
  await lines.fill("match ftp m|(|");
  await expectText(report, /refuses/);
  await probes.getByRole("button", { name: "Save a diff" }).click();
  await expectText(probes, /Nothing was saved/);
});

journey("lines are found by their words, seen in the file, and copied to the editor", async ({ page }) => {
  const { paste, lines, probes, findLines } = on(page);
  await paste.fill(ftp);
  await openFiles(page, asFile("whole", whole));
  await findLines.fill("service:ftp product:whole");
  await expectText(probes, /1 line[^]*whole, line 5, under NULL/);
  await probes.getByRole("button", { name: "Show in the file line 5" }).click();
  await expectText(probes, /# Early and broad/);
  await probes.getByRole("button", { name: "Copy to the editor line 5" }).click();
  await expectValue(lines, `${whole.split("\n")[4]}\n`);
  await findLines.fill("nobody");
  await expectText(probes, /no line has all these words/);
});

journey("what is wrong with a file is told, and what is sound in it counts", async ({ page }) => {
  const { paste, report, probes, openProbes } = on(page);
  await paste.fill(ftp);
  await openFiles(page, asFile("letter", "Dear Sir\n"));
  await expectText(probes, /letter is no probes file/);
  await probes.getByRole("button", { name: "Remove letter" }).click();
  await openFiles(page, asFile("faulty", whole.replace("# Early", "mach ftp m|x|\n# Early")));
  await expectText(probes, /Nmap refuses a file with an error[^]*1 finding in the files/);
  await probes.getByText("1 finding in the files").click();
  await expectText(probes, /begins with mach[^]*line 3, column 1[^]*id you mean match/);
  await expectText(report, /soft match, faulty, line 5/);
  await probes.getByRole("button", { name: "Remove faulty" }).click();
  await openFiles(page, asFile("cut", whole.slice(0, -30)));
  await expectText(probes, /cut ends in the middle of a line/);
  const large = asFile("large", Buffer.alloc(17_000_000, "#"));
  await openProbes.setInputFiles(large);
  await expectText(probes, /large was not opened: it has 17.0 MB/);
  await expectAccessible(page, "faulty probes files");
});

journey("where the browser keeps nothing, the files count until the page is closed", async ({ page, site }) => {
  const { paste, report, probes } = on(page);
  await page.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException("denied", "SecurityError");
    };
  });
  await open(page, site);
  await paste.fill(ftp);
  await openFiles(page, asFile("mine", whole));
  await expectText(probes, /keeps no files for this page/);
  await expectText(report, /soft match, mine, line 4/);
});

journey("where the storage is full, that is told and the files count", async ({ page, site }) => {
  const { paste, report, probes } = on(page);
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await open(page, site);
  await paste.fill(ftp);
  await openFiles(page, asFile("mine", whole));
  await expectText(probes, /no room left/);
  await expectText(report, /soft match, mine, line 4/);
});

journey("the file that Nmap installed is read as a whole", async ({ page }) => {
  if (!existsSync(installed)) return console.log(`not read: ${installed}`);
  const { paste, probesFiles, allLines } = on(page);
  await paste.fill(ftp);
  await openFiles(page, asFile("nmap-service-probes", readFileSync(installed)));
  await expectText(probesFiles, /\d+ probes, 1\d,\d{3} lines/);
  await expectText(allLines, /of 1\d,\d{3} lines in nmap-service-probes/);
});

journey("the card fits a narrow page", async ({ page }) => {
  const { paste, allLines } = on(page);
  await paste.fill(ftp);
  await openFiles(page, asFile("a-name-that-is-quite-long-for-a-narrow-window.service-probes", whole));
  await expectText(allLines, /soft match/);
  await expectNoSidewaysScroll(page, "probes files");
}, { width: 360 });
