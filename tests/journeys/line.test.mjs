// A match line is typed: at once it is plain which response it matches and what Nmap would report.
import assert from "node:assert/strict";
import { expectGone, expectText } from "../harness/expect.mjs";
import { expectAccessible } from "../harness/fit.mjs";
import { journey } from "../harness/journey.mjs";
import { ftp, greeting, ownLine } from "../harness/samples.mjs";
import { on } from "../harness/words.mjs";

/** The selected text of a field. */
const selection = (field) => field.value.slice(field.selectionStart, field.selectionEnd);

journey("a typed line is matched and reported", async ({ page }) => {
  const { paste, lines, report, response } = on(page);
  await paste.fill(ftp);
  await lines.click();
  await page.keyboard.type(ownLine);
  await expectText(report, /21\/tcp\s+open\s+ftp\s+Stage ftpd 2\.1/);
  await expectText(report, /hard match, line 1, response to NULL/);
  await expectText(report, /Host: stage/);
  // Captures have numbers besides their colors.
  await expectText(response("NULL"), /stage\s*1/);
  await expectText(response("NULL"), /line 1: /);
});

const examples = [
  ["A banner", /smtp\s+Exim smtpd 4\.96/, /hard match, line 4, response to NULL/],
  ["Two probes", /http\s+HAProxy/, /hard match, line 8, response to Help/],
  ["A binary protocol", /mysql\s+MariaDB 10\.11\.19/, /hard match, line 3, response to NULL/],
];
for (const [title, table, decision] of examples) {
  journey(`an example is loaded by one button: ${title}`, async ({ page }) => {
    const { example, report } = on(page);
    await example(title).click();
    await expectText(report, table);
    await expectText(report, decision);
  });
}

journey("a line that matches nothing says where it stopped", async ({ page }) => {
  const { paste, lines, report, response } = on(page);
  const why = page.getByRole("region", { name: "Why line 1 does not match" });
  await paste.fill(ftp);
  await lines.fill("match ftp m|^220 stage SMTP|");
  await expectText(report, /no line matches/);
  await expectText(report, /Your lines alone do not recognize the service/);
  // Both responses begin alike, so they share the words.
  await expectText(why, /NULL, GenericLines\s*stops at byte 10/);
  await expectText(why, /After 220 stage\s+the pattern wants S\. Byte 10 of the response is F \(0x46\)/);
  await expectText(response("NULL"), /line 1: stops at byte 10/);
  await why.getByRole("button", { name: "Go to the place" }).click();
  assert.equal(await lines.evaluate(selection), "S");
});

journey("a card lists a few of many lines that do not match, and the rest when asked for", async ({ page }) => {
  const { paste, lines, editor, response } = on(page);
  const misses = Array.from({ length: 9 }, (_, idx) => `match a m|^22${idx + 1}|`);
  await paste.fill(greeting("220\\x20ready"));
  await lines.fill([...misses, "match b m|^220|"].join("\n"));
  await editor.waitFor();
  const card = response("NULL");
  await expectText(card, /line 5: stops at byte 2\s*line 10: hard[^]*4 more lines without a match/);
  await lines.focus();
  for (let line = 10; line > 7; line--) await page.keyboard.press("ArrowUp");
  await expectText(card, /line 5: stops at byte 2\s*line 7: stops at byte 2\s*line 10: hard/);
  const more = card.getByText("3 more lines without a match");
  await card.getByText("line 8: stops at byte 2").waitFor({ state: "hidden" });
  await more.press("Enter");
  await card.getByText("line 8: stops at byte 2").waitFor();
  await expectAccessible(page, "lines without a match");
});

journey("a line that wants more than there is says that the response ends", async ({ page }) => {
  const { paste, lines } = on(page);
  const why = page.getByRole("region", { name: "Why line 1 does not match" });
  await paste.fill(greeting("220\\x20ready"));
  await lines.fill("match ftp m|^220 (\\w+)\\r|");
  await expectText(why, /The response ends there, with 9 bytes/);
});

journey("a starter line that matches is named as such", async ({ page }) => {
  const { paste, report, response } = on(page);
  await paste.fill(greeting("SSH-2.0-OpenSSH_9.2p1\\r\\n"));
  await expectText(report, /OpenSSH 9\.2p1/);
  await expectText(report, /hard match, starter line \d+, response to NULL/);
  await expectText(response("NULL"), /starter line \d+: hard/);
  await expectText(report, /The starter line\s*match ssh m\|\^SSH/);
});

const broken = [
  ["a pattern that is not closed", "match ftp m|^220 stage p/Stage ftpd/"],
  ["an unknown template letter", "match ftp m|^220 stage| q/Stage ftpd/"],
  ["a pattern that does not compile", "match ftp m|^220 (stage| p/Stage ftpd/"],
];
for (const [fault, line] of broken) {
  journey(`${fault} is shown, and mending it brings the report`, async ({ page }) => {
    const { paste, lines, lineFindings, report, response } = on(page);
    await paste.fill(ftp);
    await lines.fill(line);
    await expectText(lineFindings, /line 1, column \d+/);
    await expectText(response("NULL"), /63 bytes/);
    await lines.fill("match ftp m|^220 stage| p/Stage ftpd/");
    await expectGone(lineFindings);
    await expectText(report, /ftp\s+Stage ftpd/);
  });
}

journey("a refused line that matches is told as refused wherever it is named", async ({ page }) => {
  const { paste, lines, report, response } = on(page);
  await paste.fill(ftp);
  await lines.fill("match ftp m|^220 (\\w+)|g p/x/");
  await expectText(report, /refused, else hard match, line 1, response to NULL/);
  await expectText(report, /This is what it would report if it took line 1 without the error/);
  await expectText(response("NULL"), /line 1: refused, else hard/);
  await lines.fill("match ftp m|^220 (\\w+)| p/x/\nmatch smtp m|^220 (\\w+)|g p/x/");
  await expectText(report, /error in it: line 2\. This is what the sound lines give/);
  await expectText(report, /Nmap would report\s*hard match, line 1/);
  await expectText(response("NULL"), /line 1: hard/);
});
