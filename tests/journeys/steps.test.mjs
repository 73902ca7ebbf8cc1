// A search is gone through step by step: forwards, back, by itself, and by keyboard alone.
import assert from "node:assert/strict";
import { eventually, expectGone, expectText, expectValue } from "../harness/expect.mjs";
import { expectAccessible, expectNoSidewaysScroll, isInSight } from "../harness/fit.mjs";
import { journey } from "../harness/journey.mjs";
import { greeting, manyLines, manyResponses } from "../harness/samples.mjs";
import { on } from "../harness/words.mjs";

const steps = (page) => page.getByRole("region", { name: /^Line 1 on the response to NULL/ });
const button = (page, name) => steps(page).getByRole("button", { name, exact: true });

async function openSteps(page, text, line) {
  await on(page).paste.fill(greeting(text));
  await on(page).lines.fill(line);
  await page.getByRole("button", { name: "Step through" }).click();
  await steps(page).getByRole("status").waitFor();
}

journey("a search is gone through forwards and back, and what it gave back is seen", async ({ page }) => {
  await openSteps(page, "aab", "match a m|^a+ab|");
  const said = steps(page).getByRole("status");
  await expectText(said, /The whole pattern is tried from byte 0 on/);
  await button(page, "Next").click();
  await button(page, "Next").click();
  await expectText(said, /a\+ takes aa, bytes 0 to 1/);
  await button(page, "Next").click();
  await expectText(said, /ab does not match from byte 2 on: byte 2 is b, and a is wanted/);
  await button(page, "Next backtrack").click();
  await expectText(said, /Back: a\+ gives bytes back, and the search goes on from byte 1/);
  await button(page, "Last").click();
  await expectText(said, /The whole pattern matches, up to byte 3/);
  await button(page, "Back").click();
  await expectText(said, /ab takes ab, bytes 1 to 2/);
  await expectText(steps(page), /It matches, in \d+ steps/);
  await expectText(steps(page), /of the 50,000 calls that Nmap allows/);
  await expectAccessible(page, "steps");
});

journey("what the groups have captured is shown, and goes when the search goes back", async ({ page }) => {
  await openSteps(page, "aab", "match a m|^(a+)ab|");
  const captures = steps(page).getByRole("list", { name: "Captures" });
  await expectText(captures, /no capture/);
  for (let step = 0; step < 3; step++) await button(page, "Next").click();
  await expectText(captures, /group 1: aa, bytes 0 to 1/);
  await button(page, "Next backtrack").click();
  await expectText(captures, /no capture/);
  await button(page, "Last").click();
  await expectText(captures, /group 1: a, byte 0/);
});

journey("the slider goes through the steps by keyboard", async ({ page }) => {
  await openSteps(page, "aab", "match a m|^a+ab|");
  const slider = steps(page).getByRole("slider", { name: "Step" });
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await expectText(steps(page).getByRole("status"), /\^ holds at byte 0/);
  assert.match(await slider.getAttribute("aria-valuetext"), /step 2 of \d/);
  await page.keyboard.press("End");
  await expectText(steps(page).getByRole("status"), /The whole pattern matches/);
});

journey("playing goes on by itself and ends at the last step", async ({ page }) => {
  await openSteps(page, "ab", "match a m|^ab|");
  await button(page, "Play").click();
  await expectText(steps(page).getByRole("status"), /The whole pattern matches/);
  await button(page, "Play").waitFor();
});

journey("a search that hits Nmap's limit shows how it ran into it", async ({ page }) => {
  await openSteps(page, `${"a".repeat(40)}b`, "match a m|^(?:a?){30}b|");
  await expectText(steps(page), /It ends at Nmap's match limit, which counts as no match/);
  await expectText(steps(page), /at most 50,000 here/);
  await expectText(steps(page), /Only the first 50,000 steps are shown, up to [\d,]+ calls; .* up to 50,000 calls/);
  await button(page, "Last").click();
  await expectText(steps(page).getByRole("status"), /The steps that are shown end here; the search goes on/);
});

journey("a search that is ruled out before it begins says by what", async ({ page }) => {
  await openSteps(page, "AB", "match a m|^\\w{3}|");
  await expectText(steps(page), /Nothing is tried: the response has 2 bytes, .* takes at least 3/);
  await on(page).lines.fill("match a m|^A*Bc|");
  await expectText(steps(page), /Nothing is tried: every match needs c, and the response has none/);
});

journey("a lookaround and a literal that fail say why", async ({ page }) => {
  await openSteps(page, "foo!", "match a m|^foo(?!!)|");
  const said = steps(page).getByRole("status");
  await button(page, "Last").click();
  await expectText(said, /The inside of \(\?!!\) matches, so it does not hold at byte 3/);
  await on(page).lines.fill("match a m|^foo\\?|");
  await expectText(steps(page), /It does not match/);
  await button(page, "Last").click();
  await expectText(said, /does not match from byte 0 on: byte 3 is !, and \? is wanted/);
});

journey("a click on the picture of the search leads to the step there", async ({ page }) => {
  await openSteps(page, "aab", "match a m|^a+ab|");
  const picture = steps(page).locator("svg.steps__picture");
  const { width } = await picture.boundingBox();
  await picture.click({ position: { x: width - 1, y: 20 } });
  await expectText(steps(page).getByRole("status"), /The whole pattern matches/);
  await picture.click({ position: { x: 1, y: 20 } });
  await expectText(steps(page).getByRole("status"), /The whole pattern is tried/);
});

journey("the steps follow the line that is typed, and close again", async ({ page }) => {
  await openSteps(page, "ab", "match a m|^ab|");
  await on(page).lines.fill("match a m|^b|");
  await expectText(steps(page), /It does not match/);
  await page.getByRole("button", { name: "Step through" }).click();
  await expectGone(steps(page));
});

journey(
  "a phone shows the steps and the matrix without scrolling sideways",
  async ({ page }) => {
    await openSteps(page, "220\\x20a\\x20long\\x20greeting\\x20that\\x20wraps\\x20on\\x20a\\x20phone\\x20x", "match a m|^220 (\\w+ )+x|");
    await expectNoSidewaysScroll(page, "steps");
    await page.getByRole("button", { name: "Matrix of lines and responses" }).click();
    await page.getByRole("grid", { name: "Lines and responses" }).waitFor();
    await expectNoSidewaysScroll(page, "matrix");
  },
  { width: 360, height: 740 },
);

const lines = [
  "match a m|^221|",
  "match b m|^220 STAGE|",
  "match c m|^220 (stage) FTP|",
  "softmatch d m|^220|",
  "match e m|^(|",
].join("\n");

journey("the matrix tells the lines apart by signs with words, and leads to a line", async ({ page }) => {
  await on(page).paste.fill(greeting("220\\x20stage\\x20FTP"));
  await on(page).lines.fill(lines);
  await page.getByRole("button", { name: "Matrix of lines and responses" }).click();
  const grid = page.getByRole("grid", { name: "Lines and responses" });
  const cell = (line) => grid.getByRole("row").nth(line).getByRole("button");
  const states = [
    /^no match: stops at byte 2/,
    /^no match, a small change would help: stops at byte 4/,
    /^hard match: hard/,
    /^hidden by a line before it: hidden by line 3/,
    /^refused/,
  ];
  for (const [idx, wanted] of states.entries()) {
    await eventually(() => cell(idx + 1).getAttribute("aria-label"), (seen) => wanted.test(seen), wanted);
  }
  await expectAccessible(page, "matrix");
  await cell(1).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "Why line 2 does not match" }).waitFor();
  await expectValue(on(page).lines, lines);
});

for (const width of [360, 1280]) {
  journey(`the heads of a large matrix stay in sight, ${width} wide`, async ({ page }) => {
    await on(page).paste.fill(manyResponses(14));
    await on(page).lines.fill(manyLines(30));
    await page.getByRole("button", { name: "Matrix of lines and responses" }).click();
    const grid = page.getByRole("grid", { name: "Lines and responses" });
    const inRow = (line) => grid.getByRole("row").nth(line);
    const [first, last] = [inRow(1).getByRole("button").first(), inRow(30).getByRole("button").last()];
    const expectInSight = (part) => eventually(() => part.evaluate(isInSight), Boolean, `${part} in sight`);
    await eventually(() => grid.getByRole("row").count(), (count) => count === 31, "30 lines");
    await first.focus();
    for (let line = 1; line < 30; line++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    await last.and(page.locator(":focus")).waitFor();
    await expectInSight(inRow(0).getByRole("columnheader", { name: "Probe13" }));
    await expectInSight(inRow(30).getByRole("rowheader"));
    await expectInSight(last);
    await first.focus();
    await expectInSight(first);
    await expectAccessible(page, "large matrix");
    await expectNoSidewaysScroll(page, "large matrix");
  }, { width, height: 740 });
}
