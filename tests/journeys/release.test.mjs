// The answer is that of the newest Nmap; of an older one when the visitor says so, also after a
// reload.
import { expectGone, expectText, expectValue } from "../harness/expect.mjs";
import { journey, open } from "../harness/journey.mjs";
import { ftp } from "../harness/samples.mjs";
import { on } from "../harness/words.mjs";

journey("an older Nmap takes a line that the newest refuses", async ({ page, site }) => {
  const { paste, lines, lineFindings, report } = on(page);
  const release = page.getByRole("combobox", { name: "Which Nmap" });
  await paste.fill(ftp);
  await lines.fill("match ftp m|x*|");
  await expectText(lineFindings, /can match the empty string/);
  await release.selectOption("7.93");
  await expectGone(lineFindings);
  await expectText(report, /hard match, line 1/);
  await open(page, site);
  await expectValue(release, "7.93");
  await expectText(report, /hard match, line 1/);
});
