// Files as a visitor gives them: chosen, dropped, pasted.

/** A file for `choose` and `drop`. */
export const file = (name, text) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

/** Chooses files with the button. */
export const choose = (page, ...files) => page.getByLabel("Open files").setInputFiles(files);

/** Drops files on the page. */
export const drop = (page, ...files) => dropOn(page.getByRole("main"), ...files);

/** Drops files on what `locator` finds. */
export async function dropOn(locator, ...files) {
  const given = files.map(({ name, buffer }) => ({ name, bytes: [...buffer] }));
  const dataTransfer = await locator.page().evaluateHandle((given) => {
    const data = new DataTransfer();
    for (const { name, bytes } of given) data.items.add(new File([new Uint8Array(bytes)], name));
    return data;
  }, given);
  await locator.dispatchEvent("dragover", { dataTransfer });
  await locator.dispatchEvent("drop", { dataTransfer });
}

/** Pastes a text as the clipboard would, into `locator`. */
export async function paste(page, locator, text) {
  await locator.evaluate((element, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    // Firefox takes the text itself, Chromium the data.
    const options = { clipboardData, data: text, dataType: "text/plain", bubbles: true, cancelable: true };
    element.dispatchEvent(new ClipboardEvent("paste", options));
  }, text);
}
