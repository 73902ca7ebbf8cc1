// Where the element finds its worker in `embed.html`: in the script itself, since a page in a
// sandbox may load no other. The counterpart of crate/npm/element/element-place.js.
import { trusted } from "sflens/element-trusted.js";

export function newWorker() {
  const script = new Blob([WORKER], { type: "text/javascript" });
  return new Worker(trusted(URL.createObjectURL(script)));
}
