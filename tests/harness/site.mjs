// A small static server for a built site: records what is asked for, can change a file on its way,
// and can stop answering.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

/** The built site. */
export const dist = join(import.meta.dirname, "../../dist");

const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/**
 * Serves `dist/` on a free port of this machine, under the path `/some/where/` so that every
 * link must be relative.
 *
 * `changes` lists `[pattern, change]`: `change(text)` gives the text to send for files whose name
 * matches `pattern`. `headers` are sent with every file.
 *
 * @returns `{ url, files, requests, setBlocked, setChanges, close }`; `files` grows with every name asked for,
 * `requests` with everything that was sent: method, address, headers and body as one text;
 * `setChanges` takes other changes; `setBlocked` takes a pattern of the names that get no answer any more, or whether all get none.
 */
export async function serveSite({ folder = dist, changes = [], headers = {} } = {}) {
  const files = [];
  const requests = [];
  let blocked = nothing;
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://site");
    const name = pathname.replace(prefix, "").replace(/(^|\/)$/, "$1index.html");
    files.push(name);
    const sent = `${request.method} ${request.url} ${request.rawHeaders.join(" ")} `;
    const at = requests.push(sent) - 1;
    request.on("data", (bytes) => (requests[at] += bytes));
    if (blocked.test(name)) return response.destroy();
    const body = pathname.startsWith(prefix) ? await read(join(folder, normalize(name))) : null;
    if (body === null) return response.writeHead(404).end();
    const change = changes.find(([pattern]) => pattern.test(name))?.[1];
    response.writeHead(200, { "content-type": types[extname(name)] ?? "application/octet-stream", ...headers });
    response.end(change ? change(body.toString()) : body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${prefix}`,
    files,
    requests,
    setChanges: (next) => (changes = next),
    setBlocked: (names) => {
      blocked = names === true ? everything : names || nothing;
      if (names) server.closeAllConnections();
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

const prefix = "/some/where/";
const everything = /(?:)/;
const nothing = /(?!)/;

async function read(path) {
  try {
    return await readFile(path);
  } catch {
    return null;
  }
}
