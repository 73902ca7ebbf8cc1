// Links of the page, made without any code of ours.
import { deflateSync } from "node:zlib";

/** The fragment, without its `#`, of a link that holds both texts. */
export function linkOf(paste, lines) {
  const block = (name, text) => `${name} ${Buffer.byteLength(text)}\n${text}\n`;
  const text = `nmap 7.991\nfingerprint 0\nline 1\n${block("paste", paste)}${block("lines", lines)}`;
  return `v1=${deflateSync(text).toString("base64url")}`;
}
