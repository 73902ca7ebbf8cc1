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

function watch(registration) {
  tell(registration);
  registration.installing?.addEventListener("statechange", () => tell(registration));
}

function tell(registration) {
  const { active, waiting } = registration;
  if (active) element("offline").textContent = "Works without a network";
  element("renewal").hidden = !(active && waiting);
  element("renew").onclick = () => renew(registration.waiting);
}

function renew(waiting) {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting?.postMessage("take over");
}
