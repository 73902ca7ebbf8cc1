// Workers that go wrong, made from the real one on its way to the browser: the page's recovery is
// tested as it is shipped, and the shipped site has nothing that provokes a fault.
//
// Each is a list for the option `changes` of a journey. All but the first happen at the first
// message that contains the word `trouble` anywhere.

const loader = /^worker-loader-[0-9a-f]+\.js$/;
const atTrouble = (action) => [
  [loader, (text) => `addEventListener("message", (event) => {
    if (!(event.data instanceof Uint8Array)) return;
    if (!/trouble/.test(new TextDecoder().decode(event.data))) return;
    ${action}
  });
  ${text}`],
];

/** The worker's script does not even start. */
export const neverStarts = [[loader, () => `throw new Error("thrown by a test");`]];

/** The worker never answers. */
export const hangs = atTrouble("for (;;) {}");

/** The worker's Rust panics: it gets a message that is none of the protocol. */
export const panics = atTrouble(`
    event.stopImmediatePropagation();
    dispatchEvent(new MessageEvent("message", { data: "no request" }));`);

/** The worker's script throws, as a trap without a panic does. */
export const throws = atTrouble(`
    event.stopImmediatePropagation();
    throw new Error("thrown by a test");`);

const after8Megabytes = (action) => [
  [loader, (text) => `{
    const { read } = ReadableStreamDefaultReader.prototype;
    let bytes = 0;
    ReadableStreamDefaultReader.prototype.read = async function () {
      if (bytes > 8_000_000) ${action}
      const piece = await read.call(this);
      bytes += piece.value?.length ?? 0;
      return piece;
    };
  }
  ${text}`],
];

/** The worker gets no more of a file after 8 MB, so that reading it does not end. */
export const stalls = after8Megabytes("await new Promise(() => {});");

/** The worker dies after 8 MB of a file. */
export const readingThrows = after8Megabytes(`{
        setTimeout(() => { throw new Error("thrown by a test"); });
        await new Promise(() => {});
      }`);
