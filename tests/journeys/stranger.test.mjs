// A stranger's first five minutes: from a fingerprint to a line with version and host name, with
// nothing but what the page offers.
import { expectText, expectValue } from "../harness/expect.mjs";
import { journey } from "../harness/journey.mjs";
import { ftp } from "../harness/samples.mjs";
import { on } from "../harness/words.mjs";

journey("a stranger gets from a fingerprint to a line with version and host name", async ({ page }) => {
  const { paste, lines, report, response } = on(page);
  // The empty page says how to begin.
  await expectText(page.getByRole("heading", { name: "From an unknown service to a name" }), /name/);
  await paste.fill(ftp);
  await expectText(response("NULL"), /220·?\s?stage/);

  // A first guess stops early; the page says where, and offers what helps.
  await lines.fill("match ftp m|^220 stage ftp server| p/Stage ftpd/");
  const why = page.getByRole("region", { name: "Why line 1 does not match" });
  await expectText(why, /After 220 stage\s+the pattern wants f\. Byte 10 of the response is F/);
  await why.getByRole("button", { name: /Add the flag i/ }).click();
  await expectText(report, /hard match, line 1/);

  // The name of the host is captured, and put into the report.
  await lines.fill("match ftp m|^220 ([-\\w.]+) FTP server \\(Version ([^)]+)| p/Stage ftpd/ v/$2/ h/$1/");
  await expectText(report, /version[^]*2\.1WU\(1[^]*host name[^]*stage/);
  await expectText(response("NULL"), /stage1/);

  // Why the version ends too early is seen in the steps; the page marks what each part took.
  const line = page.getByRole("region", { name: "Line 1 matches" });
  await expectText(line, /group 2/);
  await lines.fill("match ftp m|^220 ([-\\w.]+) FTP server \\(Version ([\\w.()]+)\\+SCO| p/Stage ftpd/ v/$2/ h/$1/");
  await expectText(report, /2\.1WU\(1\)2?\s/);

  // A delimiter in the pattern is no trap: the page offers another.
  await lines.fill("match ftp m|^220 ([-\\w.]+) FTP\\| server|");
  await page.getByRole("button", { name: /instead of/ }).first().click();
  await expectValue(lines, "match ftp m=^220 ([-\\w.]+) FTP\\| server=");
});
