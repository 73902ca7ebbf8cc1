// Starts the page's program in a worker: the first message is the program, compiled already. Parts
// of it are asked of the page by the names of their files, so that it loads each once for both:
//
//   worker { wanted: "part-….wasm" }     page { file: "part-….wasm", module }, without a module
//                                        where it could not be loaded
import start from "./app.js";
import { adopt } from "./parts.js";

const waiting = new Map();

function moduleOf(file) {
  postMessage({ wanted: file });
  return new Promise((resolve, reject) => waiting.set(file, { resolve, reject }));
}

function take(event) {
  const { file, module } = event.data;
  if (!waiting.has(file)) return;
  event.stopImmediatePropagation();
  const { resolve, reject } = waiting.get(file);
  waiting.delete(file);
  if (module) resolve(module);
  else reject(new Error(`not loaded: ${file}`));
}

function begin({ data }) {
  addEventListener("message", take);
  adopt(start({ module_or_path: data }), moduleOf);
}

addEventListener("message", begin, { once: true });
