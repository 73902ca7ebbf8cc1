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
