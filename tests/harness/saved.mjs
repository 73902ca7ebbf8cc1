// What the page gives the visitor to save.
import { readFile } from "node:fs/promises";
import { eventually } from "./expect.mjs";

/** The text of the file that the page saves when `act` is done. */
export async function savedText(page, browserName, act) {
  // The driver of Firefox does not tell of downloads: there it is what the page hands over.
  if (browserName === "firefox") return handedOver(page, act);
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return readFile(await download.path(), "utf8");
}

async function handedOver(page, act) {
  await page.evaluate(() => {
    globalThis.handedOver = null;
    const { createObjectURL } = URL;
    URL.createObjectURL = (blob) => {
      blob.text().then((text) => (globalThis.handedOver = text));
      return createObjectURL.call(URL, blob);
    };
  });
  await act();
  const look = () => page.evaluate(() => globalThis.handedOver ?? null);
  return eventually(look, (text) => text !== null, "a file to be saved");
}
