// Several scans of one service are compared, and what Nmap noted of its matches is shown.
import { expectText } from "../harness/expect.mjs";
import { expectAccessible } from "../harness/fit.mjs";
import { journey } from "../harness/journey.mjs";
import { greeting } from "../harness/samples.mjs";
import { on } from "../harness/words.mjs";

const host = "Nmap scan report for 192.0.2.7\nPORT   STATE SERVICE VERSION\n22/tcp open  ssh?\n";
const note = "Service scan match (Probe NULL matched with NULL line 2): 192.0.2.7:80 is http.  Version: |Acme|1||\n";

journey("scans of one service and notes of matches are shown", async ({ page }) => {
  const { paste, lines, fingerprint, response } = on(page);
  const services = page.getByRole("region", { name: "One service, several scans" });
  const notes = page.getByRole("region", { name: "What Nmap noted of its matches" });
  await paste.fill(note);
  await expectText(notes, /192\.0\.2\.7:80\s+hard match, http Acme 1/);
  await paste.fill(`${host}${greeting("acme\\x201")}\n${greeting("acme\\x2022")}\n${note}`);
  await expectText(fingerprint, /ssh\? \(guessed from the port\)/);
  await expectText(services, /22\/tcp on 192\.0\.2\.7.*leave the marked bytes open\s*acme 22/s);
  await lines.fill("match acme m|^acme \\d$|");
  await expectText(services, /line 1 matches 1 of 2; not NULL of No\. 2/);
  await expectAccessible(page, "scans of one service");
  await services.getByRole("button", { name: /^No\. 2/ }).click();
  await expectText(response("NULL"), /7 bytes/);
});
