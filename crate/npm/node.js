// In Node: the program is read from beside this file.
import { readFile } from "node:fs/promises";
import { load } from "./api.js";

export * from "./api.js";

export const init = (source) => load(source, () => readFile(new URL("./engine_bg.wasm", import.meta.url)));
