// A fingerprint is pasted: its header and its responses are there; damage is named and the rest
// stays.
import { expectGone, expectText } from "../harness/expect.mjs";
import { journey } from "../harness/journey.mjs";
import { ftp } from "../harness/samples.mjs";
import { on } from "../harness/words.mjs";

journey("a pasted fingerprint is read", async ({ page }) => {
  const { paste, fingerprint, response } = on(page);
  await paste.fill(ftp);
  await expectText(fingerprint, /21\/tcp/);
  await expectText(fingerprint, /3\.40PVT16/);
  await expectText(fingerprint, /7 Sep 2003, 02:21 UTC/);
  await expectText(response("NULL"), /63 bytes/);
  await expectText(response("NULL"), /220.stage.FTP.server/);
  await expectText(response("GenericLines"), /129 bytes/);
});

journey("a paste without a fingerprint says so", async ({ page }) => {
  const { paste, pasteFindings } = on(page);
  await paste.fill("Starting Nmap ( https://nmap.org )\n22/tcp open ssh\n");
  await expectText(pasteFindings, /fingerprint/i);
});

journey("half a fingerprint keeps what is sound", async ({ page }) => {
  const { paste, pasteFindings, response } = on(page);
  await paste.fill(ftp.slice(0, ftp.indexOf("GenericLines") + 30));
  await expectText(response("NULL"), /220.stage.FTP.server/);
  await expectText(pasteFindings, /./);
});

journey("the empty page explains itself, and comes back when all is deleted", async ({ page }) => {
  const { paste, lines, response } = on(page);
  const welcome = page.getByRole("heading", { name: "From an unknown service to a name" });
  await welcome.waitFor();
  await paste.fill(ftp);
  await response("NULL").waitFor();
  await expectGone(welcome);
  await paste.fill("");
  await lines.fill("");
  await welcome.waitFor();
});
