// A line that nearly matches is mended by one click, and the click can be undone.
import { expectText, expectValue } from "../harness/expect.mjs";
import { journey } from "../harness/journey.mjs";
import { ftp, greeting } from "../harness/samples.mjs";
import { on } from "../harness/words.mjs";

const repairs = [
  ["the case", ftp, "match ftp m|^220 Stage ftp|", /Add the flag i/, "match ftp m|^220 Stage ftp|i"],
  ["a line feed", greeting("a\\nb"), "match x m|^a.b| p/x/", /Add the flag s/, "match x m|^a.b|s p/x/"],
  ["the start", ftp, "match ftp m|^stage|", /Take out \^: the text begins at byte 4/, "match ftp m|stage|"],
];
for (const [what, text, line, words, mended] of repairs) {
  journey(`${what} is in the way, and one click mends it`, async ({ page }) => {
    const { paste, lines, report } = on(page);
    await paste.fill(text);
    await lines.fill(line);
    await page.getByRole("button", { name: words }).click();
    await expectValue(lines, mended);
    await expectText(report, /hard match, line 1/);
    await lines.press("Control+z");
    await expectValue(lines, line);
  });
}

journey("what Nmap refuses around a line is told as refused, and one click each mends it", async ({ page }) => {
  const { paste, lines, report } = on(page);
  await paste.fill(ftp);
  await lines.fill(" match ftp m|^220 (\\w+)|\n  p/x/ v/$1/\n-match ftp m|^221|\n");
  await expectText(report, /refused, else hard match, line 1, response to NULL/);
  await page.getByRole("button", { name: "Join the lines" }).click();
  await page.getByRole("button", { name: "Remove the line" }).click();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await expectValue(lines, "match ftp m|^220 (\\w+)| p/x/ v/$1/\n");
  await expectText(report, /Nmap would report\s*hard match, line 1/);
});

journey("a line under the wrong probe is told what it would match", async ({ page }) => {
  const { paste, lines } = on(page);
  const why = page.getByRole("region", { name: /^Why line 2 does not match/ });
  await paste.fill(ftp);
  await lines.fill("Probe TCP Help q|HELP\\r\\n|\nmatch ftp m|^220 stage|");
  await lines.press("End");
  await expectText(why, /It matches the response to NULL, which this line never sees/);
});
