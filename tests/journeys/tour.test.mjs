// The tour: a text beside each thing, one after the other, by keyboard too.
import { expectGone, expectText } from "../harness/expect.mjs";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/fit.mjs";
import { journey } from "../harness/journey.mjs";
import { on } from "../harness/words.mjs";

const titles = [
  "The fingerprint",
  "The responses",
  "The match lines",
  "Why, or why not",
  "What Nmap would report",
];

journey("the tour leads through the first example and ends where one likes", async ({ page }) => {
  await page.getByRole("button", { name: "Take the tour" }).click();
  await expectText(on(page).report, /hard match/);
  for (const [idx, title] of titles.entries()) {
    const stop = page.getByRole("region", { name: title, exact: true });
    await expectText(stop, new RegExp(`${idx + 1} of ${titles.length}`));
    await page.locator(":focus", { hasText: title }).waitFor();
    await expectAccessible(page, title);
    if (idx + 1 < titles.length) await stop.getByRole("button", { name: "Next" }).click();
  }
  const last = page.getByRole("region", { name: titles.at(-1), exact: true });
  await last.getByRole("button", { name: "End the tour" }).press("Enter");
  await expectGone(last);
  await page.locator(":focus", { hasText: "Nmap would report" }).waitFor();
});

journey(
  "a phone shows every stop without scrolling sideways",
  async ({ page }) => {
    await page.getByRole("button", { name: "Take the tour" }).click();
    for (const title of titles) {
      const stop = page.getByRole("region", { name: title, exact: true });
      await stop.waitFor();
      await expectNoSidewaysScroll(page, title);
      if (title !== titles.at(-1)) await stop.getByRole("button", { name: "Next" }).click();
    }
  },
  { width: 360, height: 740 },
);
