// The page without a network: registers the service worker (`sw.js`), says when everything is
// there, and when a new version is. The visitor chooses when to take it; a page that is open keeps
// the files it began with.

const element = (id) => document.getElementById(id);

/** `script` is the URL of the service worker, through the page's policy. */
export async function stayReady(script) {
  let registration;
  try {
    registration = await navigator.serviceWorker.register(script);
  } catch {
    // A browser may refuse, in a private window for one; the page works with a network then.
    return;
  }
  registration.addEventListener("updatefound", () => watch(registration));
  watch(registration);
  // Without a network there is nothing new.
  if (registration.active) await registration.update().catch(() => {});
}

/** By the workers' own states: the registration may learn of them a moment later. */
function watch({ active, waiting, installing }) {
  if (active) sayReady();
  if (active && waiting) offer(waiting);
  installing?.addEventListener("statechange", () => {
    if (installing.state === "activated") sayReady();
    if (installing.state === "installed" && active) offer(installing);
  });
}

function sayReady() {
  element("offline").textContent = "Works without a network";
}

function offer(worker) {
  element("renewal").hidden = false;
  element("renew").onclick = () => renew(worker);
}

/** A newer one may have come in its place, or another window may have taken it. */
function renew(worker) {
  if (worker.state !== "installed") return location.reload();
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  worker.postMessage("take over");
}
