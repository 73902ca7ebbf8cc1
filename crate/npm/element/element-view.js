// A report as elements. Nothing that comes from a response is ever read as markup.

/** @returns the elements of a whole report, behind the lines that it is about. */
export function showReport({ fingerprints, diagnostics }, lines) {
  const findings = diagnostics.filter(({ severity }) => severity === "error").map(showFinding);
  if (!fingerprints.length) findings.push(showFault("No service fingerprint is written here."));
  return [showLines(lines), ...findings, ...fingerprints.map(showFingerprint)].filter(Boolean);
}

function showLines(lines) {
  const rows = lines.trimEnd().split("\n").map((line) => make("li", {}, line));
  return lines.trim() && make("ol", { "aria-label": "Match lines", tabindex: "0" }, ...rows);
}

/** The way to the page with what is shown, where there is one. */
export function showWay(page, link) {
  if (page === null || !link) return [];
  const address = new URL(page, document.baseURI);
  if (!/^(https?|file):$/.test(address.protocol)) return [];
  address.hash = link;
  const attributes = { href: address.href, target: "_blank", rel: "noopener noreferrer" };
  return [make("p", { class: "way" }, make("a", attributes, "Open in the full page"))];
}

export function showFault(text) {
  return make("p", { class: "fault", role: "alert" }, text);
}

function showFinding({ title, line, help }) {
  return make("p", { class: "fault" }, `Line ${line}: `, ...withCode(title), " ", ...withCode(help ?? ""));
}

function showFingerprint(fingerprint) {
  const { host, port, protocol, version, responses, verdict } = fingerprint;
  const service = [host, `${port ?? "?"}/${protocol.toLowerCase()}`].filter(Boolean).join(" ");
  const made = version ? ` · Nmap ${version}` : "";
  return make(
    "section",
    { "aria-label": `Fingerprint of ${service}` },
    make("header", {}, make("b", {}, service), made),
    ...responses.map(showResponse),
    verdict && showVerdict(verdict),
  );
}

function showVerdict({ printed }) {
  const said = [printed.port_line, printed.service_info].filter(Boolean).join("\n");
  return said
    ? make("div", { class: "verdict" }, "Nmap would report", make("pre", {}, said))
    : make("div", { class: "verdict" }, "Nmap would not name the service.");
}

function showResponse({ probe, bytes, truncated, match, user_lines, limit_hits }) {
  const cut = truncated ? ", of which Nmap stored the beginning" : "";
  return make(
    "article",
    {},
    make("p", { class: "probe" }, probe, make("small", {}, ` ${bytes.length} bytes${cut}`)),
    make("pre", { tabindex: "0", "aria-label": `Response to ${probe}` }, ...showBytes(bytes, match?.captures ?? [])),
    match && make("p", { class: match.soft ? "soft" : "hard" }, showMatch(match)),
    ...(user_lines ?? []).filter(({ why }) => why).map(showWhy),
    ...(limit_hits ?? []).map(({ line, limit }) => make("p", { class: "miss" }, `Line ${line}: Nmap stops searching at its ${limit} limit.`)),
  );
}

function showMatch({ soft, service, line, file, product, version, info, hostname }) {
  const fields = [product, version, info && `(${info})`, hostname && `on ${hostname}`].filter(Boolean);
  const named = fields.length ? `: ${fields.join(" ")}` : "";
  const from = file === "<lines>" ? `line ${line}` : `${file}:${line}`;
  return `${soft ? "Soft match" : "Match"}, ${from}, ${service}${named}`;
}

const showWhy = ({ line, outcome, why }) =>
  make("p", { class: outcome === "hidden" ? "hidden" : "miss" }, `Line ${line.line}: `, ...withCode(why));

/** The bytes as text; each run that a group took is marked with the number of the innermost group. */
function showBytes(bytes, captures) {
  const groups = innermostGroups(bytes.length, captures);
  const runs = [];
  for (let start = 0; start < bytes.length; ) {
    let end = start + 1;
    while (end < bytes.length && groups[end] === groups[start]) end++;
    runs.push(showRun(bytes.subarray(start, end), groups[start]));
    start = end;
  }
  return runs;
}

function showRun(bytes, group) {
  const text = printable(bytes);
  return group ? make("mark", { "data-group": ((group - 1) % 9) + 1 }, text, make("sub", {}, `$${group}`)) : text;
}

/** For each byte the number of the last group that took it, since inner groups have higher numbers. */
function innermostGroups(n_bytes, captures) {
  const groups = new Uint8Array(n_bytes);
  captures.forEach((capture, group) => capture && groups.fill(group, capture.start, capture.end));
  return groups;
}

const NAMES = { 9: "\\t", 10: "\\n\n", 13: "\\r", 92: "\\\\" };

function printable(bytes) {
  const shown = (byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, "0")}`);
  return Array.from(bytes, (byte) => NAMES[byte] ?? shown(byte)).join("");
}

/** Text in which backticks stand around code. */
const withCode = (text) => text.split("`").map((part, idx) => (idx % 2 ? make("code", {}, part) : part));

function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...children.filter(Boolean));
  return element;
}
