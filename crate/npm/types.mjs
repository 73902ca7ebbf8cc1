// types.mjs: prints the TypeScript types of the package: the records, made from their definitions
// in crate/src/results, and the functions of api.d.ts.
import { readFileSync, readdirSync } from "node:fs";

const here = new URL(".", import.meta.url);
const results = new URL("../src/results/", here);

const NAMED = {
  ResponseBytes: "Uint8Array",
  String: "string",
  TakenLine: "MatchRecord | null",
  bool: "boolean",
};

function main() {
  const names = readdirSync(results).filter((name) => name.endsWith(".rs"));
  const definitions = names.flatMap((name) => definitionsIn(name, readFileSync(new URL(name, results), "utf8")));
  const functions = readFileSync(new URL("api.d.ts", here), "utf8");
  process.stdout.write(`${definitions.join("\n\n")}\n\n${functions}`);
}

/** The records and their enumerations: what derives both of serde's traits. */
function definitionsIn(file, source) {
  const definition =
    /((?:^\/\/\/.*\n)*)^#\[derive\(.*Serialize, Deserialize.*\)\]\n((?:^#\[.*\]\n)*)^pub (struct|enum) (\w+) \{\n([^}]*)^\}/gm;
  const found = [...source.matchAll(definition)];
  const derived = source.match(/^#\[derive\(.*Serialize, Deserialize/gm) ?? [];
  if (found.length !== derived.length) throw new Error(`${file}: a record is written in another way`);
  return found.map(([, docs, attributes, kind, name, body]) =>
    kind === "struct" ? toInterface(docs, name, body) : toUnion(docs, attributes, name, body),
  );
}

function toInterface(docs, name, body) {
  const field = /((?: +\/\/\/.*\n)*)((?: +#\[[^\]]*\]\n)*) +pub (\w+): (.+),\n/g;
  const fields = [...body.matchAll(field)];
  const flattened = fields.filter(([, , attributes]) => attributes.includes("flatten"));
  const bases = flattened.map(([, , , , type]) => toType(type));
  const own = fields.filter((field) => !flattened.includes(field));
  const members = own.map(([, docs, attributes, name, type]) => {
    const isLeftOut = attributes.includes("skip_serializing_if");
    const named = renamed(attributes) ?? name;
    return `${toDocs(docs, "  ")}  ${named}${isLeftOut ? "?" : ""}: ${toType(type, isLeftOut)};\n`;
  });
  return `${toDocs(docs, "")}export interface ${name}${toExtends(bases)} {\n${members.join("")}}`;
}

const toExtends = (bases) => (bases.length ? ` extends ${bases.join(", ")}` : "");

function toUnion(docs, attributes, name, body) {
  if (!attributes.includes('rename_all = "kebab-case"')) throw new Error(`${name}: how is it serialized?`);
  const variants = [...body.matchAll(/^ +(\w+),$/gm)].map(([, variant]) => `"${toKebab(variant)}"`);
  return `${toDocs(docs, "")}export type ${name} = ${variants.join(" | ")};`;
}

const renamed = (attributes) => attributes.match(/rename = "(\w+)"/)?.[1];
const toKebab = (name) => name.replace(/\B[A-Z]/g, "-$&").toLowerCase();

/** A field that is left out when absent is never `null`. */
function toType(rust, isLeftOut) {
  const [, outer, inner] = rust.match(/^(\w+)<(.*)>$/) ?? [];
  if (outer === "Option") return isLeftOut ? toType(inner) : `${toType(inner)} | null`;
  if (outer === "Vec") return `${bracketed(toType(inner))}[]`;
  if (outer === "Box") return toType(inner);
  if (/^[ui](8|16|32|64)$|^f64$/.test(rust)) return "number";
  return NAMED[rust] ?? rust;
}

const bracketed = (type) => (type.includes("|") ? `(${type})` : type);

function toDocs(docs, indent) {
  const lines = docs.trim().split("\n").map((line) => line.trim().replace(/^\/\/\/ ?/, ""));
  return lines.length === 1
    ? `${indent}/** ${lines[0]} */\n`
    : `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join("")}${indent} */\n`;
}

main();
