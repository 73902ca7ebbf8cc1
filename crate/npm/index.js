// In browsers, workers and bundlers: the program is fetched from beside this file.
import { load } from "./api.js";

export * from "./api.js";

export const init = (source) => load(source, () => new URL("./engine_bg.wasm", import.meta.url));
