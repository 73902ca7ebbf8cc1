// Where the page has its files. Their names stand in the attributes of the tag of boot.js, those of
// the parts in parts.js:
//
//   <script type="module" src="boot.js" data-js="app.js" data-wasm="app_bg.wasm" data-worker="…">
//
// The page's single file has `single/own.js` in the place of this, with everything inside of it.
import { adopt, partFiles } from "./parts.js";

const { dataset } = document.querySelector("script[data-wasm]");
const urlOf = (path) => new URL(path, document.baseURI).href;

/** The name of the program's first file. */
export const program = dataset.wasm;

/** What the worker is made of. */
export const worker = { url: urlOf(dataset.worker), type: "module" };

/** Lists of names of the files that the first view does not need. */
export const laterFiles = partFiles;

/** A new instance of the program's script at each start, with `adopt` of its parts. */
export async function importProgram(nStart) {
  // Another URL makes another instance.
  const again = nStart > 1 ? `?restart=${nStart}` : "";
  return { default: (await import(urlOf(dataset.js) + again)).default, adopt };
}

export const importEditor = () => import(urlOf("editor.js"));
export const importProbesStore = () => import(urlOf("probes-store.js"));

/** A file of the program, compiled. */
export async function compiled(file) {
  const url = urlOf(file);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const isNamed = response.headers.get("content-type") === "application/wasm";
  if (isNamed) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

/** Sees to it that the page works without a network; null where it has no service worker. */
export const startOffline = dataset.offline && navigator.serviceWorker ? goOffline : null;

if (startOffline) {
  startOffline.script = urlOf(dataset.offline);
  startOffline.isRunning = () => navigator.serviceWorker.controller !== null;
}

async function goOffline(policy) {
  const { stayReady } = await import(urlOf("offline.js"));
  await stayReady(policy.createScriptURL(startOffline.script));
}
