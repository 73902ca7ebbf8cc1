// Starts the page's program in a worker: the first message is the program, compiled already.
import start from "./app.js";
import { adopt } from "./parts.js";

addEventListener("message", ({ data }) => adopt(start({ module_or_path: data })), { once: true });
