// The probes files that the user opened: here for as long as the page is open, and in the browser's
// IndexedDB, where it lets us. Loaded when the panel of these files is.
//
// Each function gives what there is after it:
//   { files: [{ id, name, size, date, used }], trouble, message }
// `trouble` is null, "denied" or "full" (the files are here, but not at the next visit) or
// "unreadable" (the file was not opened); `message` is for the worker, with the files in use.

const DATABASE = "sflens";
const STORE = "probes";
/** Names that the page has for other texts. */
const TAKEN = ["paste", "lines", "starter-probes"];

/** In the order in which their lines are tried. */
let files = [];
let trouble = null;
/** Whoever comes before the files of the last visit waits for them. */
let restored = null;

export async function all() {
  restored ??= restore();
  await restored;
  return snapshot();
}

async function restore() {
  try {
    files = await withStore("readonly", (store) => store.getAll());
    files.sort((a, b) => a.order - b.order);
  } catch {
    trouble = "denied";
  }
}

/** Opens a file: in the place of the one with the id `replaced`, else before the larger ones. */
export async function open(file, replaced) {
  await all();
  let bytes;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return { ...snapshot(), trouble: "unreadable" };
  }
  const at = files.findIndex(({ id }) => id === replaced);
  const before = files[at];
  const others = files.filter((other) => other !== before);
  const id = Math.max(0, ...files.map(({ id }) => id)) + 1;
  const name = freeName(file.name, others);
  const opened = { id, name, size: bytes.length, date: file.lastModified, used: before?.used ?? true, bytes };
  if (before) files[at] = opened;
  else insert(opened);
  return keep();
}

/** One's own file belongs over the whole one, which is larger. */
function insert(opened) {
  const larger = files.findIndex(({ size }) => size > opened.size);
  files.splice(larger < 0 ? files.length : larger, 0, opened);
}

export async function remove(id) {
  await all();
  files = files.filter((file) => file.id !== id);
  return keep();
}

/** Moves a file one place up. */
export async function raise(id) {
  await all();
  const at = files.findIndex((file) => file.id === id);
  if (at > 0) files.splice(at - 1, 2, files[at], files[at - 1]);
  return keep();
}

/** Turns over whether the lines of a file count. */
export async function toggle(id) {
  await all();
  for (const file of files) if (file.id === id) file.used = !file.used;
  return keep();
}

function freeName(name, others) {
  const isTaken = (name) => TAKEN.includes(name) || others.some((other) => other.name === name);
  let free = name;
  for (let n = 2; isTaken(free); n++) free = `${name} (${n})`;
  return free;
}

async function keep() {
  try {
    await withStore("readwrite", (store) => {
      store.clear();
      files.forEach((file, order) => store.put({ ...file, order }));
    });
    trouble = null;
  } catch (error) {
    trouble = error?.name === "QuotaExceededError" ? "full" : "denied";
  }
  return snapshot();
}

function snapshot() {
  const used = files.filter((file) => file.used);
  return {
    files: files.map(({ id, name, size, date, used }) => ({ id, name, size, date, used })),
    trouble,
    message: ["probes", ...used.flatMap(({ name, bytes }) => [name, bytes])],
  };
}

/** What `work` asked of the store, when the browser has done all of it. */
async function withStore(mode, work) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error);
  });
}
