// Files are given to the page: one, many, a folder, large ones; what is in them is listed, held
// against the lines, sorted, filtered, saved, and there again after a reload.
import assert from "node:assert/strict";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually, expectGone, expectText, expectValue } from "../harness/expect.mjs";
import { choose, drop, dropFolder, dropOn, file, paste as pasteText } from "../harness/files.mjs";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/fit.mjs";
import { journey } from "../harness/journey.mjs";
import { ftp, ownLine, xmlReport } from "../harness/samples.mjs";
import { savedText } from "../harness/saved.mjs";
import { on } from "../harness/words.mjs";
import { readingThrows, stalls } from "../harness/worker-faults.mjs";

const report = (count, options) => [...xmlReport(count, options)].join("");

journey("a dropped file with a fingerprint is opened in the field", async ({ page }) => {
  const { paste, response } = on(page);
  await drop(page, file("scan.txt", ftp));
  await expectValue(paste, ftp);
  await expectText(response("NULL"), /63 bytes/);
  await paste.fill("");
  await choose(page, file("again.txt", ftp));
  await expectValue(paste, ftp);
});

journey("several files make a list, and a row of it opens", async ({ page }) => {
  const { paste, lines, list, rows, report: verdict } = on(page);
  await lines.fill(ownLine);
  await drop(page, file("one.xml", report(8)), file("two.xml", report(4, { first: 8 })));
  await expectText(list, /12 in 2 files/);
  await eventually(() => rows.count(), (count) => count === 9, "nine rows, three of them of two hosts");
  await expectText(rows.nth(0), /10\.0\.0\.0\s+8000\/tcp\s+NULL\s+hard, ftp Stage ftpd 0\.1, line 1/);
  await page.getByRole("button", { name: "10.0.0.1, open 8001/tcp" }).click();
  await expectText(verdict, /ftp\s+Stage ftpd 1\.1/);
  assert.match(await paste.inputValue(), /^Nmap scan report for 10\.0\.0\.1\nPORT STATE SERVICE\n8001\/tcp open unknown\nSF-Port8001-TCP/);
  await page.getByRole("button", { name: "and 1 more" }).first().click();
  await page.getByRole("button", { name: "10.0.0.3, open 8002/tcp" }).click();
  await expectText(verdict, /ftp\s+Stage ftpd 2\.1/);
});

journey("the list is filtered, sorted and ungrouped", async ({ page }) => {
  const { list, rows } = on(page);
  await choose(page, file("scan.xml", report(120)));
  await expectText(list, /120 in scan\.xml/);
  await expectText(on(page).pages, /1 to 50 of 90/);
  await page.getByRole("button", { name: "Next" }).click();
  await expectText(on(page).pages, /51 to 90 of 90/);
  await page.getByRole("switch", { name: "Group identical" }).click();
  await expectText(on(page).pages, /1 to 50 of 120/);
  await page.getByRole("columnheader", { name: "Host" }).getByRole("button").click();
  await page.getByRole("columnheader", { name: "Host" }).getByRole("button").click();
  await expectText(rows.nth(0), /10\.0\.0\.119/);
  await page.getByRole("searchbox", { name: "Filter" }).fill("10.0.0.7");
  await expectText(on(page).pages, /1 to 11 of 11/);
  await page.getByRole("combobox", { name: "Show" }).selectOption("damaged");
  await expectText(on(page).pages, /nothing like this/);
});

journey("the lines on the screen decide what the list says", async ({ page }) => {
  const { lines, rows } = on(page);
  await lines.fill("match other m|^nothing|");
  await choose(page, file("scan.xml", report(12)));
  await expectText(rows.nth(0), /no match/);
  await lines.fill(ownLine);
  await expectText(rows.nth(0), /hard, ftp Stage ftpd 0\.1/);
});

journey("the list is saved as CSV, as JSON and as text", async ({ page, browserName }) => {
  const { lines, rows } = on(page);
  const saved = (name) => savedText(page, browserName, () => page.getByRole("button", { name }).click());
  await lines.fill(ownLine);
  await choose(page, file("scan.xml", report(40)));
  await expectText(rows.nth(29), /hard/);
  const csv = (await saved("Save CSV")).trimEnd().split("\r\n");
  assert.equal(csv.length, 41);
  assert.match(csv[1], /^10\.0\.0\.0,8000,TCP,,NULL,hard,ftp,Stage ftpd,0\.1,/);
  const { fingerprints, probes_file } = JSON.parse(await saved("Save JSON"));
  assert.equal(fingerprints.length, 40);
  assert.equal(probes_file.nmap, "7.991");
  const last = fingerprints.find(({ host }) => host === "10.0.0.38");
  assert.equal(last.verdict.version, "38.1");
  assert.equal(last.source.file, "scan.xml");
  assert.equal(last.source.line, 79);
  assert.equal((await saved("Save text")).match(/^SF-Port/gm).length, 40);
});

journey("the list is there again after a reload, and not after it was emptied", async ({ page }) => {
  const { list, rows } = on(page);
  await choose(page, file("scan.xml", report(12)));
  await expectText(list, /12 in scan\.xml/);
  await eventually(() => isListKept(page), Boolean, "the list to be kept");
  await page.reload();
  await expectText(list, /12 in scan\.xml/);
  await expectText(rows.nth(0), /10\.0\.0\.0/);
  await page.getByRole("button", { name: "Empty the list" }).click();
  await expectGone(list);
  await page.getByRole("button", { name: "Undo" }).click();
  await expectText(list, /12 in scan\.xml/);
  await page.getByRole("button", { name: "Empty the list" }).click();
  await eventually(() => isListKept(page), (kept) => !kept, "the list to be forgotten");
  await page.reload();
  await on(page).paste.waitFor();
  await expectGone(list);
});

const isListKept = (page) => page.evaluate(() => localStorage.getItem("sflens.text.list") === "kept");

journey("a list that the browser does not keep says so", async ({ page, site }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("no storage here", "SecurityError");
    };
  });
  await page.goto(site.url);
  await choose(page, file("scan.xml", report(12)));
  await expectText(on(page).list, /did not keep it \(no storage here\)/);
});

journey(
  "cancelling keeps what was found",
  async ({ page }) => {
    const { list, aboutFiles, reading } = on(page);
    await chooseLarge(page);
    await expectText(reading, /of 12\.\d MB, [1-9]\d* fingerprints found/);
    await page.getByRole("button", { name: "Cancel" }).click();
    await expectGone(reading);
    await expectText(list, /in large\.xml/);
    await expectText(aboutFiles, /large\.xml: stopped here; what was found is kept/);
  },
  { changes: stalls },
);

/** A report of 12 MB. */
const chooseLarge = (page) => choose(page, file("large.xml", report(400, { filler: 30_000 })));

journey("a worker that dies while it reads is told, and what was found is kept", async ({ page }) => {
  const { list, aboutFiles } = on(page);
  await choose(page, file("large.xml", report(400, { filler: 30_000 })));
  await expectText(aboutFiles, /large\.xml: stopped here by a fault in sflens/);
  await expectText(list, /in large\.xml/);
}, { changes: readingThrows, mayFail: /thrown by a test/ });

journey("a folder is read with all that is in it", async ({ page, browserName }) => {
  const folder = await mkdtemp(join(tmpdir(), "sflens-"));
  const paths = ["a.xml", "deep/b.xml", "c.gnmap"].map((name) => join(folder, name));
  await mkdir(join(folder, "deep"));
  await writeFile(paths[0], report(7));
  await writeFile(paths[1], report(3, { first: 7 }));
  await writeFile(paths[2], "Host: 192.0.2.1 ()\tPorts: 1/open/tcp//\n");
  // What drives Firefox cannot choose a folder: there its files are chosen.
  if (browserName === "firefox") await page.getByLabel("Open files").setInputFiles(paths);
  else await page.getByLabel("Open a folder").setInputFiles(folder);
  await expectText(on(page).list, /10 in 2 files/);
  await expectText(on(page).aboutFiles, /c\.gnmap: grepable output carries no fingerprint/);
  await rm(folder, { recursive: true });
});

journey("a dropped folder is read with all that is in it", async ({ page }) => {
  const { list, aboutFiles, rows } = on(page);
  const inside = [
    file("c.gnmap", "Host: 192.0.2.1 ()\tPorts: 1/open/tcp//\n"),
    file("deep/er/b.xml", report(3, { first: 7 })),
    file("a.xml", report(7)),
  ];
  await dropFolder(page, "scans", ...inside);
  await expectText(list, /10 in 2 files/);
  await expectText(aboutFiles, /scans\/c\.gnmap: grepable output carries no fingerprint/);
  await expectText(rows.nth(0), /10\.0\.0\.0/);
});

journey("files of other kinds say what they are", async ({ page }) => {
  const { paste, pasteFindings, response } = on(page);
  await drop(page, file("scan.gnmap", "Host: 192.0.2.1 ()\tPorts: 1/open/tcp//\n"));
  await expectText(pasteFindings, /grepable output carries no fingerprint/);
  await drop(page, file("os.txt", "OS:SCAN(V=7.95%E=4%D=3/9%OT=22)\n"));
  await expectText(pasteFindings, /this is an OS fingerprint/);
  await drop(page, { name: "utf16.txt", buffer: Buffer.from(`\ufeff${ftp}`, "utf16le") });
  await expectText(response("NULL"), /63 bytes/);
  await expectValue(paste, ftp);
});

journey("a text too long for the field is listed", async ({ page }) => {
  const { paste, list } = on(page);
  await pasteText(page, paste, report(300));
  await expectText(list, /300 in pasted text/);
  await expectValue(paste, "");
});

journey("a text pasted beside the fields is taken", async ({ page }) => {
  await pasteText(page, page.locator("body"), ftp);
  await expectValue(on(page).paste, ftp);
});

journey("what is dropped on the help is shown on the workbench", async ({ page }) => {
  const { view, firstHelp, response } = on(page);
  await view("Learn").click();
  await firstHelp.waitFor();
  await drop(page, file("scan.txt", ftp));
  await expectText(response("NULL"), /63 bytes/);
  await expectGone(firstHelp);
});

journey("a probes file that is dropped on its own card is not read as a report", async ({ page }) => {
  const { ownProbes, probes, probesFiles, paste, lines, rows } = on(page);
  await ownProbes.click();
  await probes.waitFor();
  const own = "Probe TCP NULL q||\nmatch stage m|^220 host\\d+ FTP| p/Stage of mine/\n";
  await dropOn(probes, file("mine", own));
  await expectText(probesFiles, /mine/);
  await expectValue(paste, "");
  await expectValue(lines, "");
  await choose(page, file("scan.xml", report(12)));
  await expectText(rows.nth(0), /hard, stage Stage of mine/);
});

journey("a dump becomes a fingerprint", async ({ page }) => {
  const { paste, raw, response } = on(page);
  await paste.fill("00000000: 4143 4d45 2033 0d0a                      ACME 3..\n");
  await page.getByRole("button", { name: "Make a fingerprint from a raw response…" }).click();
  await expectText(raw, /Read as a dump: 8 bytes, ACME\\x203\\r\\n/);
  await raw.getByRole("combobox", { name: "Answer to" }).fill("GetRequest");
  await raw.getByRole("textbox", { name: "Port" }).fill("8080");
  await raw.getByRole("checkbox", { name: "inside TLS" }).check();
  await raw.getByRole("button", { name: "Make the fingerprint" }).click();
  await expectText(response("GetRequest"), /8 bytes/);
  assert.match(await paste.inputValue(), /^SF-Port8080-TCP:V=7\.991%T=SSL/);
});

journey("a binary file is offered as a response", async ({ page }) => {
  const { raw, response } = on(page);
  const buffer = Buffer.from([0x41, 0, 0xff, 0xfe, 10]);
  await drop(page, { name: "banner.bin", buffer });
  await expectText(raw, /Read as the bytes themselves: 5 bytes, A\\0\\xff\\xfe\\n/);
  await raw.getByRole("button", { name: "Make the fingerprint" }).click();
  await expectText(response("NULL"), /5 bytes/);
});

for (const { colorScheme, width } of [
  { colorScheme: "light", width: 1280 },
  { colorScheme: "dark", width: 1280 },
  { colorScheme: "light", width: 360 },
]) {
  journey(
    `axe finds nothing in the states of files, ${colorScheme}, ${width} wide`,
    async ({ page }) => {
      const check = async (state) => {
        await expectAccessible(page, state);
        await expectNoSidewaysScroll(page, state);
      };
      const { paste, raw, rows } = on(page);
      await paste.fill("41 43 4d 45");
      await page.getByRole("button", { name: "Make a fingerprint from a raw response…" }).click();
      await expectText(raw, /4 bytes/);
      await check("a raw response");
      await raw.getByRole("button", { name: "Close" }).click();
      await drop(page, file("one.xml", report(60)), file("b.gnmap", "nothing"));
      await expectText(rows.nth(44), /no match|hard|soft/);
      await page.getByRole("button", { name: "and 1 more" }).first().click();
      await check("a list");
      await page.getByRole("button", { name: "Empty the list" }).click();
      await check("an emptied list");
      await chooseLarge(page);
      await page.getByRole("progressbar", { name: "Bytes read" }).waitFor();
      await check("reading");
    },
    { colorScheme, width, changes: stalls, once: width > 360 },
  );
}

journey("the fingerprints of a short paste are listed when asked for", async ({ page }) => {
  const { paste, list, rows } = on(page);
  await paste.fill(report(3));
  await page.getByRole("button", { name: "List them" }).click();
  await expectText(list, /3 in pasted text/);
  await eventually(() => rows.count(), (count) => count === 3, "three rows");
});
