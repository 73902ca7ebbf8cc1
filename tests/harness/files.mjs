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

/**
 * Drops a folder with files, named by their paths in it, on the page: as the entry that a browser
 * gives for one, which lists what is in it in parts of at most two.
 */
export async function dropFolder(page, folder, ...files) {
  const main = page.getByRole("main");
  const given = files.map(({ name, buffer }) => ({ name, bytes: [...buffer] }));
  const dataTransfer = await page.evaluateHandle(([folder, given]) => {
    const entry = (fullPath, file) => ({ isFile: true, isDirectory: false, fullPath, file: (take) => take(file) });
    const directory = (fullPath) => ({ isFile: false, isDirectory: true, fullPath, inside: [], createReader });
    function createReader() {
      const waiting = [...this.inside];
      return { readEntries: (take) => take(waiting.splice(0, 2)) };
    }
    const root = directory(`/${folder}`);
    for (const { name, bytes } of given) {
      const names = name.split("/");
      const file = new File([new Uint8Array(bytes)], names.pop());
      let at = root;
      for (const part of names) {
        const path = `${at.fullPath}/${part}`;
        let below = at.inside.find(({ fullPath }) => fullPath === path);
        if (!below) at.inside.push((below = directory(path)));
        at = below;
      }
      at.inside.push(entry(`${at.fullPath}/${file.name}`, file));
    }
    const data = new DataTransfer();
    data.items.add(new File([], folder));
    DataTransferItem.prototype.webkitGetAsEntry = () => root;
    return data;
  }, [folder, given]);
  await main.dispatchEvent("dragover", { dataTransfer });
  await main.dispatchEvent("drop", { dataTransfer });
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
