// What the page posts to its worker, kept and posted again to a worker of its own, with a clock. Both
// functions run in the page.

/** Runs before the page: keeps the newest message of each kind in `posted`. */
export function keepPosted() {
  const { postMessage } = Worker.prototype;
  const posted = {};
  globalThis.posted = posted;
  Worker.prototype.postMessage = function (message, ...others) {
    if (Array.isArray(message)) posted.probes = message;
    // Behind the number of the job: 0 for an evaluation; 3 for what is asked about probes, with its
    // length and its kind, of which 1 is for all lines.
    if (message instanceof Uint8Array && message[4] === 0) posted.evaluate = message.slice();
    if (message instanceof Uint8Array && message[4] === 3 && message[9] === 1) posted.all = message.slice();
    return postMessage.call(this, message, ...others);
  };
}

/**
 * Posts each kind of `steps` (`[kind, runs]`) so many times to one new worker; gives a list of the
 * milliseconds until each answer for every step. Probes have no answer: theirs is empty.
 */
export async function timeInWorker(steps) {
  const { posted } = globalThis;
  const missing = steps.filter(([kind]) => !posted[kind]);
  if (missing.length > 0) throw new Error(`never posted: ${missing.join(" ")}`);
  const worker = globalThis.sflensHost.newWorker();
  // A reply begins with 1; the worker also says that it started, and that it loads parts.
  const answer = () =>
    new Promise((resolve) => {
      worker.onmessage = ({ data }) => data instanceof Uint8Array && data[0] === 1 && resolve();
    });
  const started = new Promise((resolve) => (worker.onmessage = resolve));
  await started;
  async function time(message) {
    const start = performance.now();
    worker.postMessage(message);
    await answer();
    return performance.now() - start;
  }
  const times = [];
  for (const [kind, runs] of steps) {
    const own = [];
    times.push(own);
    if (kind === "probes") worker.postMessage(posted.probes);
    else for (let run = 0; run < runs; run++) own.push(await time(posted[kind]));
  }
  worker.terminate();
  return times;
}
