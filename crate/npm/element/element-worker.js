// The worker of <sf-lens>.
import { init, match } from "./index.js";

onmessage = async ({ data: { id, text, lines } }) => {
  try {
    await init();
    postMessage({ id, report: match(text, lines.trim() ? { lines } : {}) });
  } catch (error) {
    postMessage({ id, fault: error.message });
  }
};
