// Every state of the page, light and dark: nothing that axe finds, and no scrolling sideways on a
// phone.
import { expectText } from "../harness/expect.mjs";
import { expectAccessible, expectNoSidewaysScroll } from "../harness/fit.mjs";
import { journey } from "../harness/journey.mjs";
import { ftp } from "../harness/samples.mjs";
import { on } from "../harness/words.mjs";

/** Brings the page into each state in turn and calls `check` with the state's name. */
async function throughAllStates(page, check) {
  const { example, startOver, paste, lines, report, response, form, view } = on(page);
  const { pasteFindings, lineFindings, rules } = on(page);
  await check("empty");
  for (const title of ["A binary protocol", "Two probes", "A banner"]) {
    await example(title).click();
    await expectText(report, /hard match/);
    await check(title);
    if (title !== "A banner") await startOver.click();
  }
  for (const name of ["Hex", "As Nmap wrote it"]) {
    await form(response("NULL"), name).click();
    await check(name);
  }
  await lines.fill("match ftp m|^221|\nmatch ftp m|^220 (stage| p/Stage ftpd/");
  await lineFindings.waitFor();
  await check("a broken line and one that does not match");
  await lines.fill("match acme m|ACME (\\d+)| v/v$1/ p/Acme DB/");
  for (const name of ["About the rule", "Allow it here"]) {
    await rules.getByRole("button", { name }).first().click();
    await check(name);
  }
  for (const name of ["Rules", "Tidy"]) {
    await rules.getByRole("button", { name, exact: true }).click();
    await rules.getByRole("group", { name }).waitFor();
    await check(name);
  }
  await paste.fill(ftp.slice(0, ftp.indexOf("GenericLines") + 30));
  await pasteFindings.waitFor();
  await check("half a fingerprint");
  await paste.fill("nothing of the kind");
  await expectText(pasteFindings, /fingerprint/i);
  await check("no fingerprint");
  await view("Learn").click();
  await page.getByRole("heading", { level: 2 }).first().waitFor();
  await check("the help");
}

for (const colorScheme of ["light", "dark"]) {
  journey(
    `axe finds nothing in any state, ${colorScheme}`,
    ({ page }) => throughAllStates(page, (state) => expectAccessible(page, state)),
    { colorScheme, once: true },
  );
}

journey(
  "a phone shows every state without scrolling sideways",
  ({ page }) => throughAllStates(page, (state) => expectNoSidewaysScroll(page, state)),
  { width: 360, height: 740 },
);
