// The service worker: all files of one version of the page, for when there is no network.
//
// The names of all files but the pages and this script carry the hash of their content, so that a
// page of the version before finds its own files in the cache before, whatever is current. A new
// version waits until a visitor takes it, or until no page of the old one is open.

/** Filled in by www/build/publish.mjs: the hash of all files, and their names; "" is the page once more. */
const version = "";
const files = [];

const prefix = `sflens ${registration.scope} `;
const current = prefix + version;

addEventListener("install", (event) => event.waitUntil(fill()));
addEventListener("activate", (event) => event.waitUntil(settle()));
addEventListener("message", ({ data }) => data === "take over" && skipWaiting());
addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(registration.scope)) event.respondWith(answer(event.request));
});

async function fill() {
  const isNew = !(await caches.has(current));
  const cache = await caches.open(current);
  try {
    // Past the browser's own cache, where a page of another version may lie under the same name.
    await cache.addAll(files.map((file) => new Request(file || registration.scope, { cache: "no-cache" })));
  } catch (error) {
    if (isNew) await caches.delete(current);
    throw error;
  }
}

/**
 * In the cache of each version that pages ran with: others were replaced while they waited. No file
 * can have this name.
 */
const mark = new URL("sw.js/taken", registration.scope).href;

/** Keeps this version and the one that ran before, whose pages may still be open. */
async function settle() {
  await clients.claim();
  await (await caches.open(current)).put(mark, new Response());
  const ours = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== current);
  const isTaken = async (name) => Boolean(await (await caches.open(name)).match(mark));
  const taken = await Promise.all(ours.map(isTaken));
  const last = taken.lastIndexOf(true);
  await Promise.all(ours.filter((_, idx) => idx !== last).map((name) => caches.delete(name)));
}

/** From this version, else from the one before, else from the network. */
async function answer(request) {
  const exact = { ignoreSearch: true, ignoreVary: true };
  const cache = await caches.open(current);
  return (await cache.match(request, exact)) ?? (await caches.match(request, exact)) ?? fetch(request);
}
