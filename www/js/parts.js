// Loads the parts of the program that the first view does not need. Page and worker each have an
// instance of this script.
//
//   adopt(running)            the program starts; its parts go into its memory and its table
//   __wasm_split_load_NAME    called by the program, by a number of its table: says whether the
//                             part has come
//
// A part that could not be loaded is tried again when it is next asked for.

/** The files of each part. Filled in by www/build/parts.mjs, with the functions per part. */
const files = {};
/** What a part of an unoptimized build demands to see, to notice a part of another build. */
const canary = {};

let program = null;

/** `running` is the promise of the program's exports. */
export function adopt(running) {
  program = { running, loading: new Map() };
}

/** A program's file, compiled. */
export async function compile(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const isNamed = response.headers.get("content-type") === "application/wasm";
  if (isNamed) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

function loader(part) {
  return async (callback, data) => {
    const asking = program;
    const exports = await asking.running;
    const hasCome = await hasLoaded(part, asking, exports);
    // A program that was replaced meanwhile is dead.
    if (asking === program) exports.__indirect_function_table.get(callback)(data, hasCome);
  };
}

async function hasLoaded(part, { loading }, exports) {
  try {
    await Promise.all(files[part].map((file) => loadOnce(file, loading, exports)));
    return true;
  } catch {
    return false;
  }
}

function loadOnce(file, loading, exports) {
  if (!loading.has(file)) {
    const loaded = load(file, exports);
    loading.set(file, loaded);
    loaded.catch(() => loading.delete(file));
  }
  return loading.get(file);
}

async function load(file, exports) {
  const module = await compile(new URL(file, import.meta.url).href);
  await WebAssembly.instantiate(module, { __wasm_split: { ...exports, ...canary } });
}
