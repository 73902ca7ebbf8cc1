// Starts the machine's own Chromium and Firefox; nothing is ever downloaded.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, firefox } from "playwright-core";

const commands = {
  chromium: ["chromium", "chromium-browser", "google-chrome"],
  firefox: ["firefox-esr", "firefox"],
};

/** The names of the browsers to use: both, or those that the variable BROWSERS lists. */
export const browserNames = process.env.BROWSERS?.split(",") ?? Object.keys(commands);

/** Starts one browser by its name. */
export function launch(name) {
  const executablePath = find(commands[name]);
  if (name === "firefox") return firefox.launch({ channel: "moz-firefox", executablePath, headless: true });
  // Chromium refuses its sandbox as root; the rest keeps it from talking to its maker.
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const quiet = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
  ];
  return chromium.launch({ executablePath, args: [...asRoot, ...quiet] });
}

function find(names) {
  const folders = process.env.PATH.split(delimiter);
  const path = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isCommand);
  if (!path) throw new Error(`none of these is installed: ${names.join(", ")}`);
  return path;
}

function isCommand(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
