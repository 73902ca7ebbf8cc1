// The program of the worker of `embed.html`, inside of its script. The counterpart of
// crate/npm/element/element-program.js.
export async function program() {
  const packed = Uint8Array.from(atob(PROGRAM), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, { headers: { "content-type": "application/wasm" } });
}
