// House rules: what they find in the visitor's lines and in a whole probes file, and what they mend.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { eventually, expectGone, expectText, expectValue } from "../harness/expect.mjs";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/fit.mjs";
import { journey, open } from "../harness/journey.mjs";
import { ftp } from "../harness/samples.mjs";
import { savedText } from "../harness/saved.mjs";
import { on } from "../harness/words.mjs";

const untidy = "match acme m|ACME (\\d+)| v/v$1/ p/Acme DB/";
const installed = "/usr/share/nmap/nmap-service-probes";

/** The selected text of a field. */
const selection = (field) => field.value.slice(field.selectionStart, field.selectionEnd);

/** The finding with these words. */
const finding = (page, words) => on(page).rules.getByRole("listitem").filter({ hasText: words }).last();

journey("a finding leads to its place, and tells what its rule teaches", async ({ page }) => {
  const { lines, rules } = on(page);
  await lines.fill(`# a note\n${untidy}`);
  await expectText(rules, /2 warnings, 1 matter of style[^]*Line 2[^]*may match anywhere/);
  const prefix = finding(page, "the version field holds the version only");
  await prefix.getByRole("button", { name: /line 2, column 28/ }).click();
  assert.equal(await lines.evaluate(selection), "v");
  await prefix.getByRole("button", { name: "About the rule" }).click();
  await expectText(prefix, /template-version-prefix[^]*Why[^]*Nmap[^]*Bad[^]*Better[^]*Source/);
});

journey("a suggested edit is made by one click and taken back by undo", async ({ page }) => {
  const { lines, rules } = on(page);
  await lines.fill(untidy);
  const prefix = finding(page, "the version field holds the version only");
  await expectText(prefix, /suggested: may change answers/);
  await prefix.getByRole("button", { name: "Remove v" }).click();
  await expectValue(lines, untidy.replace("v/v$1/", "v/$1/"));
  await expectText(rules, /1 warning, 1 matter of style/);
  await lines.press("Control+z");
  await expectValue(lines, untidy);
  await expectText(rules, /2 warnings/);
});

journey("tidying shows what it changes before it does, and is taken back by undo", async ({ page }) => {
  const { lines, rules, changes } = on(page);
  const text = `${untidy}\n# kept\nmatch b  m=^b= v/1/ p/x/\n`;
  await lines.fill(text);
  await rules.getByRole("button", { name: "Tidy", exact: true }).click();
  await expectText(changes, /Line 1[^]*Line 3[^]*match b m\|\^b\| p\/x\/ v\/1\//);
  await lines.press("Control+Home");
  await rules.getByRole("button", { name: "Tidy line 1" }).click();
  await eventually(() => changes.innerText(), (shown) => !shown.includes("Line 3"), "only line 1");
  await rules.getByRole("button", { name: "Tidy", exact: true }).click();
  await expectText(changes, /Line 3/);
  await rules.getByRole("button", { name: "Make these changes" }).click();
  const tidy = "match acme m|ACME (\\d+)| p/Acme DB/ v/v$1/\n# kept\nmatch b m|^b| p/x/ v/1/\n";
  await expectValue(lines, tidy);
  await expectText(rules, /Tidied 2 lines/);
  await lines.press("Control+z");
  await expectValue(lines, text);
  await eventually(() => rules.innerText(), (shown) => !shown.includes("Tidied"), "no word of tidying");
});

journey("the profile and the switches decide what is told, and are kept", async ({ page, site }) => {
  const { lines, editor, rules } = on(page);
  // The element is another one once the editor has come, which it does when it is wanted.
  await lines.focus();
  await editor.waitFor();
  const profile = rules.getByRole("combobox", { name: "What the lines are for" });
  await lines.fill(untidy);
  await expectText(rules, /templates are not in their usual order/);
  await profile.selectOption("for a private file");
  await expectText(rules, /2 warnings\s[^]*may match anywhere/);
  await expectGone(finding(page, "templates are not in their usual order"));
  await rules.getByRole("button", { name: "Rules", exact: true }).click();
  await rules.getByText(/^Patterns: /).click();
  await rules.getByRole("checkbox", { name: "pattern-unanchored" }).uncheck();
  await expectGone(finding(page, "may match anywhere"));
  await open(page, site);
  await expectText(rules, /1 warning\s/);
  await expectGone(finding(page, "may match anywhere"));
});

journey("a finding is allowed by a comment with a reason", async ({ page }) => {
  const { lines, rules } = on(page);
  await lines.fill(untidy);
  const anywhere = finding(page, "may match anywhere");
  await anywhere.getByRole("button", { name: "Allow it here" }).click();
  const write = anywhere.getByRole("button", { name: "Write the comment" });
  assert.ok(await write.isDisabled());
  await anywhere.getByRole("textbox", { name: "Why it is right here" }).fill("a greeting stands before");
  await write.click();
  await expectValue(lines, `# sflens: allow pattern-unanchored: a greeting stands before\n${untidy}`);
  await expectText(rules, /1 warning, 1 matter of style[^]*Allowed by comments: 1/);
  await expectGone(finding(page, "may match anywhere"));
});

journey("responses wake the rules that wait for them", async ({ page }) => {
  const { paste, lines, rules } = on(page);
  await lines.fill("softmatch ftp m|^220|\nmatch ftp m|^220 (\\w+) FTP| p/Stage ftpd/ h/$1/");
  await expectText(rules, /Rules that wait for a fingerprint/);
  await paste.fill(ftp);
  await expectText(rules, /Line 2[^]*on the response to NULL line 1 is taken/);
});

const whole = `# The banner
Probe TCP NULL q||
totalwaitms 6000
match ftp  m|^220 .*FTP| v/1/ p/Whole ftpd/
match other m|nothing of the kind| p/Other/
`;

journey("a whole file is held against the rules, and tidied", async ({ page, browserName }) => {
  const { probes, ownProbes, openProbes, probesFiles, changes, ofRules } = on(page);
  await ownProbes.click();
  await openProbes.setInputFiles({ name: "mine", mimeType: "text/plain", buffer: Buffer.from(whole) });
  await expectText(probesFiles, /2 lines/);
  await probes.getByRole("button", { name: "Ask the rules" }).click();
  await expectText(ofRules, /pattern-unanchored/);
  await ofRules.getByRole("button", { name: /pattern-unanchored/ }).click();
  await expectText(ofRules, /Why[^]*Line 5, column \d+/);
  await ofRules.getByRole("button", { name: "Show in the file line 5" }).click();
  await expectText(ofRules, /nothing of the kind/);
  await expectAccessible(page, "findings in a file");
  await probes.getByRole("button", { name: "Tidy the file" }).click();
  await expectText(changes, /Line 4/);
  await expectAccessible(page, "a tidied file");
  const save = () => probes.getByRole("button", { name: "Save the tidied file" }).click();
  const saved = await savedText(page, browserName, save);
  assert.equal(saved, whole.replace("ftp  m|^220 .*FTP| v/1/ p/Whole ftpd/", "ftp m|^220 .*FTP| p/Whole ftpd/ v/1/"));
});

journey("the file that Nmap installed is held against the rules, with progress", async ({ page }) => {
  if (!existsSync(installed)) return console.log(`not read: ${installed}`);
  const { probes, ownProbes, openProbes, probesFiles, ofRules } = on(page);
  await ownProbes.click();
  const name = "nmap-service-probes";
  await openProbes.setInputFiles({ name, mimeType: "text/plain", buffer: readFileSync(installed) });
  await expectText(probesFiles, /1\d,\d{3} lines/);
  const ask = probes.getByRole("button", { name: "Ask the rules" });
  await ask.click();
  await probes.getByRole("progressbar", { name: "Lines asked about" }).waitFor();
  await probes.getByRole("button", { name: "Stop" }).click();
  await expectGone(probes.getByRole("progressbar"));
  await ask.click();
  await expectText(ofRules, /[\d,]+ notes/);
});

journey("the rules fit a phone", async ({ page }) => {
  const { lines, rules, changes } = on(page);
  await lines.fill(untidy);
  const prefix = finding(page, "the version field holds the version only");
  await prefix.getByRole("button", { name: "About the rule" }).click();
  await expectText(prefix, /Source/);
  await rules.getByRole("button", { name: "Tidy", exact: true }).click();
  await changes.waitFor();
  await expectNoSidewaysScroll(page, "house rules");
}, { width: 360, height: 740 });
