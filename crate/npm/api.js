// The functions of the package. `engine.js` is what wasm-bindgen makes of `crate/src/js/`; here
// they wait for `init`, and what they throw gets a code.
import start, * as engine from "./engine.js";

let loading;
let isReady = false;

export class SflensError extends Error {
  name = "SflensError";

  constructor(code, message, cause) {
    super(message, { cause });
    this.code = code;
  }
}

/** Loads the program once, from `source` or from where the package has it. */
export function load(source, findOwn) {
  loading ??= startFrom(source, findOwn);
  return loading;
}

async function startFrom(source, findOwn) {
  try {
    await start({ module_or_path: await (source ?? findOwn()) });
    isReady = true;
  } catch (cause) {
    // The next call may try again, from somewhere else.
    loading = undefined;
    throw new SflensError("not-loaded", `The program could not be loaded: ${cause.message}`, cause);
  }
}

function whenReady(name) {
  return (...given) => {
    requireReady(name);
    return withCode(() => engine[name](...given));
  };
}

function requireReady(name) {
  if (!isReady) throw new SflensError("not-ready", `${name} was called before init() was done.`);
}

function withCode(call) {
  try {
    return call();
  } catch (cause) {
    throw cause instanceof WebAssembly.RuntimeError
      ? new SflensError("internal", `sflens itself failed: ${cause.message}`, cause)
      : new SflensError("bad-argument", cause.message, cause);
  }
}

export const decode = whenReady("decode");
export const match = whenReady("match");
export const explainProbe = whenReady("explainProbe");
export const search = whenReady("search");
export const exportProbes = whenReady("exportProbes");
export const encode = whenReady("encode");
export const readBytes = whenReady("readBytes");
export const lint = whenReady("lint");
export const tidy = whenReady("tidy");
export const encodeLink = whenReady("encodeLink");
export const decodeLink = whenReady("decodeLink");

// Decodes a file piece by piece.
export class DecodeStream {
  #stream;

  constructor(options) {
    requireReady("DecodeStream");
    this.#stream = withCode(() => new engine.DecodeStream(options));
  }

  push(piece) {
    return withCode(() => this.#stream.push(piece));
  }

  finish() {
    return withCode(() => this.#stream.finish());
  }
}

// Probes files that are read once and asked often.
export function loadProbes(files, options) {
  requireReady("loadProbes");
  return new Probes(withCode(() => engine.loadProbes(files, options)));
}

class Probes {
  #probes;

  constructor(probes) {
    this.#probes = probes;
  }

  files = () => withCode(() => this.#probes.files());
  check = () => withCode(() => this.#probes.check());
  match = (text, options) => withCode(() => this.#probes.match(text, options));
  search = (query, options) => withCode(() => this.#probes.search(query, options));
  export = (text, options) => withCode(() => this.#probes.export(text, options));
  free = () => this.#probes.free();
}
