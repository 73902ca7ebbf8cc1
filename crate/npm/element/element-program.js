// Where the worker finds its program: beside itself.
export const program = () => new URL("./element.wasm", import.meta.url);
