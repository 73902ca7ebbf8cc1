// Where the single file has what the page consists of: inside of itself. The counterpart of
// `../own.js`; www/build/single.mjs writes the elements that are read here and fills in
// PROGRAM, PLACES, N_PACKED and N_UNPACKED.
//
//   <script id="sflens-program">        `sflensProgram()` makes an instance of the program's script
//   <script id="sflens-worker" type="text/plain">   the worker's script, to stand behind it
//   <script id="sflens-files" type="text/plain">    all files of the program, and the editor, packed
import * as probesStore from "../probes-store.js";
import { decode91 } from "./base91.js";
import { unpackLzma } from "./lzma.js";

const textOf = (id) => document.getElementById(id).textContent;

/** The name of the first file, and where each begins and ends unpacked. */
export const program = PROGRAM;
const places = PLACES;

const script = new Blob([textOf("sflens-program"), textOf("sflens-worker")], { type: "text/javascript" });

/** A classic script: a module cannot come from a blob of a page that was opened from a disk. */
export const worker = { url: URL.createObjectURL(script), type: "classic" };

/** Everything is here already. */
export const laterFiles = () => [];
export const startOffline = null;

export const importProgram = async () => sflensProgram();
export const importEditor = async () => import(URL.createObjectURL(new Blob([await fileOf("editor.js")], { type: "text/javascript" })));
export const importProbesStore = async () => probesStore;

const unpacked = unpack(textOf("sflens-files"));

/** A file of the program, compiled. */
export const compiled = async (file) => WebAssembly.compile(await fileOf(file));

async function fileOf(name) {
  const [start, end] = places[name];
  return (await unpacked).subarray(start, end);
}

async function unpack(text) {
  return unpackLzma(decode91(text, N_PACKED), N_UNPACKED);
}
