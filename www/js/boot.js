// Starts the page's program, hands it its worker, keeps the user's text outside of it, and offers
// a restart when it has died. Where the files of the page are, `own.js` knows.
//
// The program finds what it needs in `globalThis.sflensHost`:
//   newWorker()      a Worker that runs the same program
//   panicked(text)   the program is dead; shows the notice #crash
//   keep(name, text) remembers a text under a name, here and in the browser's storage; false
//                    where there is no storage for it
//   kept(name)       the text remembered under that name, or null; of what all tabs share the text
//                    that the last of them has kept
//   probes(verb, …)  what a function of probes-store.js gives
//   used()           resolves when somebody begins to use the page
//   editor()         the module editor.js, from then on
// An element with `data-keep="name"` is kept by itself, before the program hears of the change.

import { compiled, importEditor, importProbesStore, importProgram, laterFiles, program, startOffline, worker } from "./own.js";

/** Refuses to make a script's URL of anything but our own worker and service worker. */
const policy = makePolicy({
  createScriptURL(url) {
    if (![worker.url, startOffline?.script].includes(url)) throw new TypeError(`not a script of this page: ${url}`);
    return url;
  },
});

function makePolicy(rules) {
  return globalThis.trustedTypes?.createPolicy("sflens", rules) ?? rules;
}

// --- The user's text -------------------------------------------------------------------------

/** By their names; `tab` has no other tab, so that each knows who wrote last. */
const texts = new Map([["tab", `${Math.random()}`]]);
/** The names of those that are in the browser's storage as they are here. */
const stored = new Set();

/**
 * The work of one tab. Its session storage brings it back after a reload, whatever other tabs do; a
 * tab that is duplicated has a copy of its own. The storage that all tabs share has besides what was
 * changed last in any of them: with that a new tab begins, and the browser when it starts anew.
 */
const work = ["paste", "lines", "choices", "before"];

/** Characters of a field's text that is stored with each key; a longer one when the keys rest. */
const AT_ONCE = 100_000;
const REST = 300;
const fields = ["paste", "lines"];
const waiting = new Map();

function keep(name, text) {
  if (work.includes(name) && stored.has(name) && texts.get(name) === text) return true;
  texts.set(name, text);
  stored.delete(name);
  clearTimeout(waiting.get(name));
  if (text.length <= AT_ONCE || !fields.includes(name)) return store(name);
  waiting.set(name, setTimeout(() => store(name), REST));
  return true;
}

function store(name) {
  waiting.delete(name);
  const isStored = work.includes(name) ? storeWork(name) : write("localStorage", name);
  if (isStored) stored.add(name);
  return isStored;
}

/** What the tabs share is the work of one, not the fingerprint of one with the lines of another. */
function storeWork(name) {
  const isInTab = write("sessionStorage", name);
  const isLast = read("localStorage", "tab") === texts.get("tab");
  const changed = isLast ? [name] : [...work.filter((one) => kept(one) !== null), "tab"];
  // Where one does not fit the others may.
  const isShared = changed.map((one) => write("localStorage", one)).every(Boolean);
  return isInTab || isShared;
}

/** False where storage is full or forbidden: the text is kept for as long as the page is open. */
function write(storage, name) {
  try {
    globalThis[storage].setItem(`sflens.text.${name}`, texts.get(name));
    return true;
  } catch {
    return false;
  }
}

function read(storage, name) {
  try {
    return globalThis[storage].getItem(`sflens.text.${name}`);
  } catch {
    return null;
  }
}

addEventListener("pagehide", () => [...waiting.keys()].forEach(store));

function kept(name) {
  const isWork = work.includes(name);
  if (texts.has(name) && (isWork || !stored.has(name))) return texts.get(name);
  const text = (isWork ? read("sessionStorage", name) : null) ?? read("localStorage", name);
  if (isWork && text !== null) {
    // What a new tab begins with is its own from then on.
    texts.set(name, text);
    if (write("sessionStorage", name)) stored.add(name);
  }
  return text;
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
    const module = compiled(file);
    modules.set(file, module);
    module.catch(() => modules.delete(file));
  }
  return modules.get(file);
}

function newWorker() {
  const started = new Worker(policy.createScriptURL(worker.url), { type: worker.type });
  started.addEventListener("message", (event) => giveModule(started, event));
  moduleOf(program).then((module) => started.postMessage(module));
  return started;
}

/** The worker's program needs a part of itself. Its other messages are for the page's program. */
async function giveModule(asking, event) {
  const file = event.data?.wanted;
  if (!file) return;
  event.stopImmediatePropagation();
  const module = await moduleOf(file).catch(() => undefined);
  asking.postMessage({ file, module });
}

// Whoever touches the page will need all of it soon, perhaps when there is no network any more.
// Where a service worker has it already, it is seen to that this is no older than need be.
if (startOffline?.isRunning()) startOffline(policy);
else
  for (const sign of ["pointerdown", "keydown", "input", "dragenter"]) {
    addEventListener(sign, loadAll, { capture: true, once: true, passive: true });
  }

let isLoadingAll = false;

async function loadAll() {
  if (isLoadingAll) return;
  isLoadingAll = true;
  // What cannot be loaded is told by the part of the page that misses it.
  for (const files of laterFiles()) await Promise.allSettled(files.map(moduleOf));
  await startOffline?.(policy);
}

// --- The editor ------------------------------------------------------------------------------

/** The page is used: somebody points, writes or goes through it by keyboard, or wrote here before. */
const used = new Promise((resolve) => {
  for (const sign of ["pointermove", "pointerdown", "keydown", "focusin", "input", "dragenter"]) {
    addEventListener(sign, resolve, { capture: true, once: true, passive: true });
  }
  if (kept("lines")) afterPaint(resolve);
});

/** Calls when a first picture of the page has been drawn. */
function afterPaint(call) {
  requestAnimationFrame(() => setTimeout(call));
}

async function editor() {
  await used;
  const module = await importEditor();
  // The page answers to what came meanwhile before it makes one.
  await new Promise((goOn) => setTimeout(goOn));
  return module;
}

globalThis.sflensHost = {
  used: () => used,
  editor,
  newWorker,
  panicked: showCrash,
  keep,
  kept,
  probes: async (verb, ...rest) => (await importProbesStore())[verb](...rest),
};

async function start() {
  isDead = false;
  // An instance that panicked cannot be used again.
  const [fresh, module] = await Promise.all([importProgram(++starts), moduleOf(program)]);
  const running = fresh.default({ module_or_path: module });
  fresh.adopt(running, moduleOf);
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
