// One worker for all elements of a page. A worker that dies or takes too long is replaced, and the
// element that asked is told so.
const PATIENCE_MS = 10_000;

const waiting = new Map();
let worker = null;
let n_asked = 0;

/** @returns `{ report }`, or `{ fault }`: why there is none, in words. */
export function evaluate({ text, lines }) {
  const id = ++n_asked;
  return new Promise((resolve) => {
    const timer = setTimeout(() => giveUp("The evaluation took too long and was stopped."), PATIENCE_MS);
    waiting.set(id, { resolve, timer });
    try {
      worker ??= startWorker();
      worker.postMessage({ id, text, lines });
    } catch (error) {
      giveUp(`The worker could not be started: ${error.message}`);
    }
  });
}

function startWorker() {
  const started = new Worker(trusted(new URL("./element-worker.js", import.meta.url)), { type: "module" });
  started.onmessage = ({ data }) => finish(data.id, data);
  started.onerror = () => giveUp("The worker could not be loaded, or failed.");
  return started;
}

function finish(id, result) {
  const asked = waiting.get(id);
  if (!asked) return;
  clearTimeout(asked.timer);
  waiting.delete(id);
  asked.resolve(result);
}

function giveUp(fault) {
  worker?.terminate();
  worker = null;
  for (const id of [...waiting.keys()]) finish(id, { fault });
}

/** A page may demand Trusted Types; it then has to permit the policy `sf-lens`. */
function trusted(url) {
  const policy = globalThis.trustedTypes?.createPolicy("sf-lens", { createScriptURL: (own) => own });
  return policy ? policy.createScriptURL(url.href) : url;
}
