// The worker hangs, panics or dies, and the page dies: each time the text stays and work goes on.
import { expectText, expectValue } from "../harness/expect.mjs";
import { expectAccessible } from "../harness/fit.mjs";
import { journey } from "../harness/journey.mjs";
import { ftp, ownLine } from "../harness/samples.mjs";
import { on } from "../harness/words.mjs";
import { provokePanic } from "../harness/panic.mjs";
import { hangs, neverStarts, panics, throws } from "../harness/worker-faults.mjs";

const workerTrouble = (title, changes, notice) =>
  journey(
    title,
    async ({ page }) => {
      const { paste, lines, report } = on(page);
      await paste.fill(ftp);
      await lines.fill("match ftp m|trouble|");
      await expectText(page.getByRole("main"), notice);
      await expectValue(paste, ftp);
      await lines.fill(ownLine);
      await expectText(report, /ftp\s+Stage ftpd/);
      await expectValue(paste, ftp);
    },
    { changes, mayFail: /thrown by a test|unreachable|request of this protocol/ },
  );

workerTrouble("a worker that hangs is stopped and replaced", hangs, /took longer than 3 s/);
workerTrouble("a worker that panics is replaced", panics, /a request of this protocol/);
workerTrouble("a worker that dies without a word is replaced", throws, /thrown by a test/);

journey(
  "a worker that cannot be started is told, and the text stays",
  async ({ page }) => {
    const { paste } = on(page);
    await paste.fill(ftp);
    await expectText(page.getByRole("main"), /could not be started/);
    await expectValue(paste, ftp);
  },
  { changes: neverStarts, mayFail: /thrown by a test/ },
);

journey(
  "a page that panics keeps the texts and starts again",
  async ({ page }) => {
    const { paste, lines, report, crash, restart } = on(page);
    await paste.fill(ftp);
    await lines.fill(ownLine);
    await expectText(report, /ftp\s+Stage ftpd/);
    await provokePanic(page);
    await expectText(crash, /provoked by a test/);
    await expectAccessible(page, "crashed");
    await restart.click();
    await expectValue(paste, ftp);
    await expectValue(lines, ownLine);
    await expectText(report, /ftp\s+Stage ftpd/);
  },
  { mayFail: /unreachable|provoked by a test/ },
);
