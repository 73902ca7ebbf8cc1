// Starts the page's program, hands it its worker, keeps the user's text outside of it, and offers
// a restart when it has died. The names of its files stand in the attributes of its own tag:
//
//   <script type="module" src="boot.js" data-js="app.js" data-wasm="app_bg.wasm" data-worker="…">
//
// The program finds what it needs in `globalThis.sflensHost`:
//   newWorker()      a Worker that runs the same program
//   panicked(text)   the program is dead; shows the notice #crash
//   keep(name, text) remembers a text under a name, here and in the browser's storage; false
//                    where there is no storage for it
//   kept(name)       the text remembered under that name, or null
//   probes(verb, …)  what a function of probes-store.js gives
// An element with `data-keep="name"` is kept by itself, before the program hears of the change.

import { adopt, partFiles } from "./parts.js";

const own = document.querySelector("script[data-wasm]").dataset;
const urlOf = (path) => new URL(path, document.baseURI).href;

/** Refuses to make a script's URL of anything but our own worker. */
const policy = makePolicy({
  createScriptURL(url) {
    if (url !== urlOf(own.worker)) throw new TypeError(`not a script of this page: ${url}`);
    return url;
  },
});

function makePolicy(rules) {
  return globalThis.trustedTypes?.createPolicy("sflens", rules) ?? rules;
}

// --- The user's text -------------------------------------------------------------------------

const texts = new Map();
const storedAs = (name) => `sflens.text.${name}`;

function keep(name, text) {
  texts.set(name, text);
  try {
    localStorage.setItem(storedAs(name), text);
    return true;
  } catch {
    // Storage is full or forbidden: the text is kept for as long as the page is open.
    return false;
  }
}

function kept(name) {
  if (texts.has(name)) return texts.get(name);
  try {
    return localStorage.getItem(storedAs(name));
  } catch {
    return null;
  }
}

addEventListener(
  "input",
  (event) => {
    const field = event.composedPath()[0];
    if (field.dataset?.keep) keep(field.dataset.keep, field.value);
  },
  { capture: true },
);

// --- The colors ------------------------------------------------------------------------------

// Before the program has loaded, so that a chosen theme does not flash.
const theme = kept("theme");
if (theme) document.documentElement.dataset.theme = theme;

// --- The program -----------------------------------------------------------------------------

let starts = 0;
let isDead = false;
const modules = new Map();

/** A file of the program, loaded and compiled once; page and worker each make an instance of it. */
function moduleOf(file) {
  if (!modules.has(file)) {
    const module = compile(urlOf(file));
    modules.set(file, module);
    module.catch(() => modules.delete(file));
  }
  return modules.get(file);
}

async function compile(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const isNamed = response.headers.get("content-type") === "application/wasm";
  if (isNamed) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

function newWorker() {
  const worker = new Worker(policy.createScriptURL(urlOf(own.worker)), { type: "module" });
  worker.addEventListener("message", (event) => giveModule(worker, event));
  moduleOf(own.wasm).then((module) => worker.postMessage(module));
  return worker;
}

/** The worker's program needs a part of itself. Its other messages are for the page's program. */
async function giveModule(worker, event) {
  const file = event.data?.wanted;
  if (!file) return;
  event.stopImmediatePropagation();
  const module = await moduleOf(file).catch(() => undefined);
  worker.postMessage({ file, module });
}

// Whoever touches the page will need all of it soon, perhaps when there is no network any more.
for (const sign of ["pointerdown", "keydown", "input", "dragenter"]) {
  addEventListener(sign, loadParts, { capture: true, once: true, passive: true });
}

async function loadParts() {
  // What cannot be loaded is told by the part of the page that misses it.
  for (const files of partFiles()) await Promise.allSettled(files.map(moduleOf));
}

globalThis.sflensHost = {
  newWorker,
  panicked: showCrash,
  keep,
  kept,
  probes: async (verb, ...rest) => (await import(urlOf("probes-store.js")))[verb](...rest),
};

async function start() {
  isDead = false;
  // Another URL makes another instance: the one that panicked cannot be used again.
  const again = starts++ > 0 ? `?restart=${starts}` : "";
  const loading = [import(urlOf(own.js) + again), moduleOf(own.wasm)];
  const [program, module] = await Promise.all(loading);
  const running = program.default({ module_or_path: module });
  adopt(running, moduleOf);
  await running;
}

function showCrash(reason) {
  if (isDead) return;
  isDead = true;
  document.getElementById("crash-reason").textContent = reason;
  document.getElementById("crash").hidden = false;
}

async function restart() {
  document.getElementById("crash").hidden = true;
  // A new element has none of the old program's event handlers.
  const old = document.getElementById("app");
  const fresh = old.cloneNode(false);
  old.replaceWith(fresh);
  await startOrSay();
}

async function startOrSay() {
  try {
    await start();
  } catch (error) {
    showCrash(String(error));
  }
}

// A trap without a panic, such as a full stack, reaches no panic hook.
addEventListener("error", ({ error }) => {
  if (error instanceof WebAssembly.RuntimeError) showCrash(String(error));
});
document.getElementById("crash-restart").addEventListener("click", restart);
await startOrSay();
