// Where the editor does not come, the plain text area does its work: words that fit are proposed,
// colors and verdicts are drawn, and what is wrong is told.
import { expectGone, expectText, expectValue } from "../harness/expect.mjs";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/fit.mjs";
import { journey } from "../harness/journey.mjs";
import { ftp } from "../harness/samples.mjs";
import { on } from "../harness/words.mjs";

const editorFile = /^editor-[0-9a-f]+\.js$/;
const blocked = { mayFail: /Failed to load resource|NetworkError|ERR_|error loading dynamically/i };

const write = async ({ page, site }) => {
  const { paste, lines, proposals, report } = on(page);
  site.setBlocked(editorFile);
  await paste.fill(ftp);
  await lines.focus();
  await page.keyboard.type("softm");
  await proposals.getByRole("button", { name: "softmatch" }).click();
  await expectValue(lines, "softmatch ");
  await page.keyboard.type("ft");
  await expectText(proposals, /^ftp\s/);
  await expectAccessible(page, "proposals");
  await expectNoSidewaysScroll(page, "proposals");
  // By keyboard: the first proposal is the next stop behind the field, and gives the focus back.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expectValue(lines, "softmatch ftp");
  await page.keyboard.type(" m|^220 (\\w+)| ");
  await proposals.getByRole("button", { name: /^h\/\s*hostname/ }).click();
  await page.keyboard.type("$1/");
  await expectText(report, /stage/);
};

journey("without the editor a line is written with what is proposed", write, blocked);
journey(
  "without the editor a line is written with what is proposed, on a small screen",
  write,
  { ...blocked, width: 360, height: 800 },
);

journey("proposals go when the caret leaves their place, and are taken back by undo", async ({ page, site }) => {
  const { paste, lines, proposals } = on(page);
  site.setBlocked(editorFile);
  await paste.fill(ftp);
  await lines.focus();
  await page.keyboard.type("match ht");
  const http = proposals.getByRole("button", { name: /^http / });
  await http.waitFor();
  await page.keyboard.press("Home");
  await expectGone(http);
  await page.keyboard.press("End");
  await http.click();
  await expectValue(lines, "match http");
  await page.keyboard.press("Control+z");
  await expectValue(lines, "match ht");
}, blocked);
