// Texts that journeys type and paste; the first ones are those of the documentation.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const example = (name) => readFileSync(join(import.meta.dirname, "../../docs/examples", name), "utf8");

/** The fingerprint of an FTP server: NULL answered 63 bytes, GenericLines 129. */
export const ftp = example("scan.txt");

/** Match lines for it; the first one matches. */
export const ftpLines = example("lines.txt");

/** A line of ours that matches both responses of `ftp`. */
export const ownLine =
  "match ftp m|^220 (\\w+) FTP server \\(Version ([\\d.]+)| p/Stage ftpd/ v/$2/ h/$1/";

/** A fingerprint whose only response, to NULL, is `text` as Nmap writes it. */
export function greeting(text) {
  const length = text.replaceAll(/\\(x..|.)/g, ".").length;
  const record = `%r(NULL,${length.toString(16).toUpperCase()},"${text}")`;
  return `SF-Port22-TCP:V=7.95%I=7%D=3/9%Time=67CD8A10%P=x86_64-pc-linux-gnu${record};`;
}

/** A fingerprint with `count` responses of 200 bytes each. */
export function manyResponses(count) {
  const records = Array.from({ length: count }, (_, idx) => {
    const bytes = `220 host${idx} FTP server (Version ${idx}.1) ready`.padEnd(198, ".");
    return `%r(Probe${idx},C8,"${bytes.replaceAll(" ", "\\x20")}\\r\\n")`;
  });
  return `SF-Port21-TCP:V=7.95%I=7%D=3/9%Time=67CD8A10%P=x86_64-pc-linux-gnu${records.join("")};`;
}

/** `count` lines of which only the last one matches `manyResponses`. */
export function manyLines(count) {
  const others = Array.from({ length: count - 1 }, (_, idx) =>
    `match ftp m|^220[ -](?:[\\w.-]+ )*FTP \\(Build (\\d+)\\.${idx}\\)| p/Other ftpd/ v/$1/`);
  return [...others, "match ftp m|^220 (\\w+) FTP server \\(Version ([\\d.]+)| p/Stage ftpd/ v/$2/ h/$1/"].join("\n");
}

/**
 * A scan report in XML of `count` services on as many hosts, each with a fingerprint; every fourth
 * has the same as the one before it. `filler` bytes of other elements stand behind each.
 */
export function* xmlReport(count, { filler = 0, first = 0 } = {}) {
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<nmaprun scanner="nmap" version="7.95">\n`;
  const padding = `<script id="x" output="${"nothing of the kind ".repeat(Math.ceil(filler / 20))}"/>\n`;
  for (let idx = first; idx < first + count; idx++) yield host(idx) + (filler ? padding : "") + "</host>\n";
  yield "</nmaprun>\n";
}

function host(idx) {
  const address = `10.${(idx >> 16) & 255}.${(idx >> 8) & 255}.${idx & 255}`;
  const number = idx % 4 === 3 ? idx - 1 : idx;
  const port = idx % 4 === 3 ? 8000 + ((idx - 1) % 90) : 8000 + (idx % 90);
  const banner = `220 host${number} FTP server (Version ${number}.1) ready`;
  const length = (banner.length + 2).toString(16).toUpperCase();
  const text = banner.replaceAll(" ", "\\x20").replaceAll(/[().]/g, "\\$&");
  const fingerprint = `SF-Port${port}-TCP:V=7.95%I=7%D=3/9%Time=67CD8A10%P=x86_64-pc-linux-gnu%r(NULL,${length},&quot;${text}\\r\\n&quot;);`;
  return `<host><address addr="${address}" addrtype="ipv4"/><ports><port protocol="tcp" portid="${port}"><state state="open"/><service name="unknown" servicefp="${fingerprint}" method="table" conf="3"/></port></ports>\n`;
}
