// One worker for all elements of a page. A worker that dies or takes too long is replaced, and the
// element that asked is told so.
import { newWorker } from "./element-place.js";

const PATIENCE_MS = 10_000;

const waiting = new Map();
let worker = null;
let n_asked = 0;

/**
 * `asked` is `{ text, lines }`, or `{ link }`.
 *
 * @returns `{ report, lines, link }`, or `{ fault }`: why there is none, in words.
 */
export function evaluate(asked) {
  const id = ++n_asked;
  return new Promise((resolve) => {
    const timer = setTimeout(() => giveUp("The evaluation took too long and was stopped."), PATIENCE_MS);
    waiting.set(id, { resolve, timer });
    try {
      worker ??= startWorker();
      worker.postMessage({ id, asked });
    } catch (error) {
      giveUp(`The worker could not be started: ${error.message}`);
    }
  });
}

function startWorker() {
  const started = newWorker();
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
