// Where the element finds its worker: beside itself, on another origin too.
import { trusted } from "./element-trusted.js";

export function newWorker() {
  const own = new URL("./element-worker.js", import.meta.url);
  const url = own.origin === location.origin ? own.href : fromElsewhere(own);
  return new Worker(trusted(url), { type: "module" });
}

/** A worker's own script has to be of the page's origin; what that imports need not be. */
function fromElsewhere(script) {
  const source = `import ${JSON.stringify(script.href)};`;
  return URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
}
