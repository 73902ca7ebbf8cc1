// Scripts that are joined into one text, minified, with some modules replaced by others.
import { build } from "esbuild";

/**
 * The text of `entry` with all that it imports.
 *
 * `replaced` maps what an import names to the path of another module, or to `{ contents }`, the
 * text of one; `given` maps identifiers to the JSON for which they stand; `format` is `iife` (a
 * classic script) or `esm`; `name` holds what a classic script exports.
 */
export async function bundle({ entry, replaced = {}, given = {}, format = "iife", name }) {
  const { outputFiles } = await build({
    ...(typeof entry === "string" ? { entryPoints: [entry] } : { stdin: entry }),
    bundle: true,
    minify: true,
    write: false,
    format,
    globalName: name,
    target: "es2022",
    charset: "utf8",
    logLevel: "error",
    define: Object.fromEntries(Object.entries(given).map(([word, value]) => [word, JSON.stringify(value)])),
    plugins: [replacing(replaced)],
  });
  return outputFiles[0].text;
}

function replacing(replaced) {
  const setup = ({ onResolve, onLoad }) => {
    onResolve({ filter: /./ }, ({ path }) => {
      if (!Object.hasOwn(replaced, path)) return null;
      const other = replaced[path];
      return typeof other === "string" ? { path: other } : { path, namespace: "written" };
    });
    onLoad({ filter: /./, namespace: "written" }, ({ path }) => replaced[path]);
  };
  return { name: "replacing", setup };
}
