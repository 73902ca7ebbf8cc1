// The worker of <sf-lens>. Its program has only what it calls: the feature `element` of the library.
import start, { decodeLink, encodeLink, show } from "./element-engine.js";
import { program } from "./element-program.js";

let loading;

onmessage = async ({ data: { id, asked } }) => {
  try {
    await (loading ??= load());
    const state = asked.link === undefined ? asked : decodeLink(asked.link);
    postMessage({ id, report: show(state), lines: state.lines, link: asked.link ?? encodeLink(state) });
  } catch (error) {
    postMessage({ id, fault: error.message });
  }
};

async function load() {
  try {
    await start({ module_or_path: await program() });
  } catch (error) {
    // The next element may have more luck.
    loading = undefined;
    throw new Error(`The program could not be loaded: ${error.message}`);
  }
}
