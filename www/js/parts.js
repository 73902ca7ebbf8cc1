// Loads the parts of the program that the first view does not need. Page and worker each have an
// instance of this script.
//
//   adopt(running, moduleOf)  the program starts; its parts go into its memory and its table
//   __wasm_split_load_NAME    called by the program, by a number of its table: says whether the
//                             part has come
//
// A part that could not be loaded is tried again when it is next asked for.

/** The files of each part. Filled in by www/build/parts.mjs, with the functions per part. */
const files = {};
/** What a part of an unoptimized build demands to see, to notice a part of another build. */
const canary = {};

let program = null;

/** `running` is the promise of the program's exports, `moduleOf(file)` that of a compiled file. */
export function adopt(running, moduleOf) {
  program = { running, moduleOf, loading: new Map() };
}

/** The files of each part, those of the analysis first. */
export const partFiles = () => Object.values({ analysis: [], ...files });

function loader(part) {
  return async (callback, data) => {
    const asking = program;
    const exports = await asking.running;
    const hasCome = await hasLoaded(part, asking, exports);
    // A program that was replaced meanwhile is dead.
    if (asking === program) exports.__indirect_function_table.get(callback)(data, hasCome);
  };
}

async function hasLoaded(part, asking, exports) {
  try {
    await Promise.all(files[part].map((file) => loadOnce(file, asking, exports)));
    return true;
  } catch {
    return false;
  }
}

function loadOnce(file, { loading, moduleOf }, exports) {
  if (!loading.has(file)) {
    const imports = { __wasm_split: { ...exports, ...canary } };
    const loaded = moduleOf(file).then((module) => WebAssembly.instantiate(module, imports));
    loading.set(file, loaded);
    loaded.catch(() => loading.delete(file));
  }
  return loading.get(file);
}
