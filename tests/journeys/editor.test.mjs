// The editor of the match lines: it takes over what was typed before it came, completes, explains,
// marks what is wrong, and takes everything back.
import assert from "node:assert/strict";
import { eventually, expectText, expectValue } from "../harness/expect.mjs";
import { dropOn, file, paste as pasteInto } from "../harness/files.mjs";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/fit.mjs";
import { journey } from "../harness/journey.mjs";
import { ftp, ownLine } from "../harness/samples.mjs";
import { on } from "../harness/words.mjs";

const line = "match ftp m|^220 (\\w+)| h/$1/";

journey("what is typed while the editor comes is in it, and all of it can be undone", async ({ page }) => {
  const { lines, editor } = on(page);
  await lines.focus();
  await page.keyboard.type(line);
  await editor.waitFor();
  await expectValue(lines, line);
  const undone = async () => {
    await page.keyboard.press("ControlOrMeta+z");
    return lines.evaluate((field) => field.value);
  };
  await eventually(undone, (text) => text === "", "nothing");
  const redone = async () => {
    await page.keyboard.press("ControlOrMeta+Shift+Z");
    return lines.evaluate((field) => field.value);
  };
  await eventually(redone, (text) => text === line, line);
});

journey("the caret stays while what was typed is marked", async ({ page }) => {
  const { lines, editor, lineFindings } = on(page);
  await lines.focus();
  await page.keyboard.type("m");
  await editor.waitFor();
  await expectText(lineFindings, /no line begins with/);
  await page.keyboard.type("a");
  await expectText(lineFindings, /no line begins with .*ma/);
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.type("o");
  await expectValue(lines, "mo");
});

journey("on a slow machine too no key is lost while the editor comes", async ({ page }) => {
  const { lines, editor } = on(page);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 12 });
  await lines.focus();
  let typed = "";
  while ((await editor.count()) === 0) {
    await page.keyboard.type("a");
    typed += "a";
  }
  await page.keyboard.type("b");
  await expectValue(lines, `${typed}b`);
  // Only Chromium can be slowed down.
}, { once: true });

journey("a line is completed by keyboard, with counts from the loaded lines", async ({ page }) => {
  const { paste, editor, lines, completions, report } = on(page);
  await paste.fill(ftp);
  await lines.focus();
  await editor.waitFor();
  await page.keyboard.type("softm");
  await completions.getByRole("option", { name: "softmatch" }).waitFor();
  await expectAccessible(page, "proposals");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expectValue(lines, "softmatch ");
  await page.keyboard.type("ft");
  await completions.getByRole("option", { name: /^ftp\s*in \d+ lines/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await expectValue(lines, "softmatch ftp");
  // Without a choice Enter is a line break, and Tab leaves the field.
  await page.keyboard.type(" m|^220 (\\w+)| h/$1/");
  await page.keyboard.press("Enter");
  await expectValue(lines, "softmatch ftp m|^220 (\\w+)| h/$1/\n");
  await page.keyboard.press("Tab");
  assert.equal(await lines.evaluate((field) => field === document.activeElement), false);
  await expectText(report, /stage/);
});

journey("each part of a line is explained, by mouse and by keyboard", async ({ page }) => {
  const { lines, editor, about } = on(page);
  await lines.fill(line);
  await editor.getByText("\\w", { exact: true }).hover();
  const tooltip = page.getByText(/\(\\w\+\): group 1: a letter, digit or _, once or more\./);
  await tooltip.waitFor();
  await page.mouse.move(0, 0);
  await tooltip.waitFor({ state: "detached" });
  await lines.press("ControlOrMeta+Home");
  await page.keyboard.press("F1");
  await expectText(about, /match: a line that names the service and ends the search/);
  await expectAccessible(page, "help at the caret");
  await page.keyboard.press("Escape");
});

journey("the bracket that belongs to the one at the caret is marked", async ({ page }) => {
  const { lines, editor } = on(page);
  await lines.fill(line);
  await editor.getByText("\\w", { exact: true }).waitFor();
  await lines.evaluate((field) => field.setSelectionRange(17, 17));
  const outlines = () =>
    editor.evaluate((element) =>
      [...element.querySelectorAll("span")]
        .filter((span) => getComputedStyle(span).outlineStyle === "solid")
        .map((span) => span.textContent));
  await eventually(outlines, (seen) => seen.includes("(") && seen.includes(")"), "( and )");
});

journey("what is wrong is told at its place, mended there, and undone", async ({ page }) => {
  const { paste, lines, editor, about, lineFindings } = on(page);
  await paste.fill(ftp);
  const flawed = "match ftp m|^220 (\\w+) FTP\\| server|";
  await lines.fill(flawed);
  await lineFindings.waitFor();
  await editor.waitFor();
  await lines.press("F8");
  await expectText(about, /delimiter/);
  // The place is selected now.
  const { x, y, width, height } = await page.evaluate(() => getSelection().getRangeAt(0).getBoundingClientRect());
  await page.mouse.move(x + width / 2, y + height / 2);
  const fix = page.getByRole("button", { name: /^Action: Write/ });
  await fix.waitFor();
  await expectAccessible(page, "a finding at its place");
  await fix.click();
  await expectValue(lines, "match ftp m=^220 (\\w+) FTP\\| server=");
  await page.keyboard.press("ControlOrMeta+z");
  await expectValue(lines, flawed);
});

journey("a draft that is opened can be undone in the editor like typing", async ({ page }) => {
  const { example, lines, editor } = on(page);
  await lines.fill(ownLine);
  await editor.waitFor();
  await example("A banner").click();
  await eventually(() => lines.evaluate((field) => field.value), (text) => text !== ownLine, "other lines");
  await lines.focus();
  await page.keyboard.press("ControlOrMeta+z");
  await expectValue(lines, ownLine);
});

journey("a file that is dropped on the editor is taken by the page", async ({ page }) => {
  const { paste, lines, editor } = on(page);
  await lines.fill(ownLine);
  await editor.waitFor();
  await dropOn(editor, file("scan.txt", ftp));
  await expectValue(paste, ftp);
  await expectValue(lines, ownLine);
});

/** As many lines as a probes file has; the last one matches. */
const wholeFile = () => {
  const others = Array.from({ length: 11_999 }, (_, idx) =>
    `match s${idx} m|^HELLO ${idx} ([\\w.]+) ready\\r\\n| p/Some server ${idx}/ v/$1/ cpe:/a:some:server${idx}:$1/`);
  return [...others, ""].join("\n");
};

journey("a whole probes file is written into", async ({ page }) => {
  const { paste, lines, editor, report, line: card } = on(page);
  await paste.fill(ftp);
  await lines.focus();
  await editor.waitFor();
  const text = wholeFile();
  await pasteInto(page, lines, text);
  await lines.press("ControlOrMeta+End");
  await page.keyboard.type("match ftp m|^221|");
  await expectText(card, /Why line 12000 does not match[^]*wants 221|wants 1/);
  await lines.press("ControlOrMeta+Shift+Home");
  await lines.press("ControlOrMeta+End");
  for (const key of ["ArrowLeft", "Backspace"]) await page.keyboard.press(key);
  await page.keyboard.type("0");
  await expectText(report, /hard match, line 12000/);
  await expectValue(lines, `${text}match ftp m|^220|`);
  await expectNoSidewaysScroll(page, "a whole file");
});

journey("what is said beside a line follows the line", async ({ page }) => {
  const { paste, lines, editor } = on(page);
  const beside = () => editor.evaluate((field) => field.parentElement.innerText);
  await paste.fill(ftp);
  await lines.fill("match ftp m|^221|");
  await editor.waitFor();
  await eventually(beside, (text) => /stops at byte 2/.test(text), "where it stops");
  await lines.fill("match ftp m|^220|");
  await eventually(beside, (text) => /hard/.test(text) && !/stops/.test(text), "that it matches");
});

journey("half a character is no place to mark", async ({ page }) => {
  const { paste, lines, editor } = on(page);
  await paste.fill('SF-Port7-TCP:V=7.94%I=7%r(NULL,2,"\\xc3\\xa9");');
  await lines.fill("match é m§^220§ p/x/\nmatch a m|^é+|");
  await editor.waitFor();
  const nKeywords = () => editor.evaluate((field) => field.querySelectorAll(".code__keyword").length);
  await eventually(nKeywords, (n) => n > 0, "colors");
  await editor.press("ControlOrMeta+End");
  const items = page.getByRole("list", { name: "Items of line 2" }).getByRole("button");
  await items.first().waitFor();
  for (const item of await items.all()) await item.hover();
  await lines.fill(ownLine);
  await eventually(nKeywords, (n) => n > 1, "colors still");
});
