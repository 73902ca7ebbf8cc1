// The worker hangs, panics or dies, and the page dies: each time the text stays and work goes on.
import { expectText } from "../harness/expect.mjs";
import { journey } from "../harness/journey.mjs";
import { on } from "../harness/words.mjs";
import { hangs, panics, throws } from "../harness/worker-faults.mjs";

const workerTrouble = (title, changes, notice) =>
  journey(
    title,
    async ({ page }) => {
      const { bytes, answer } = on(page);
      await bytes.fill("trouble");
      await expectText(answer, notice);
      await bytes.fill("fine\n");
      await expectText(answer, /^fine\\n$/);
    },
    { changes, mayFail: /thrown by a test|unreachable|request of this protocol/ },
  );

workerTrouble("a worker that hangs is stopped and replaced", hangs, /took longer than 3 s/);
workerTrouble("a worker that panics is replaced", panics, /a request of this protocol/);
workerTrouble("a worker that dies without a word is replaced", throws, /thrown by a test/);

journey(
  "a page that panics keeps the text and starts again",
  async ({ page }) => {
    const { bytes, answer, crash, restart } = on(page);
    await bytes.fill("mine\n");
    await provokePanic(page);
    await expectText(crash, /provoked by a test/);
    await restart.click();
    await bytes.fill("again\n");
    await expectText(answer, /^again\\n$/);
  },
  { mayFail: /unreachable|provoked by a test/ },
);

/** Calls the one function of the page's program that exists for this. */
async function provokePanic(page) {
  await page.evaluate(async () => {
    const { js } = document.querySelector("script[data-js]").dataset;
    const program = await import(new URL(js, document.baseURI).href);
    try {
      program.provokePanic();
    } catch {
      // The trap that follows a panic.
    }
  });
}
