// CodeMirror's styles, under a policy that forbids <style> elements: in a constructed stylesheet.
// They stand in a layer of their own, so that the page's stylesheet wins wherever it says something.
import { StyleModule } from "style-mod";

const sheet = new CSSStyleSheet();
const mounted = new Set();

/** Takes the place of CodeMirror's own way. The document is the only root here. */
StyleModule.mount = (_root, modules) => {
  for (const module of [modules].flat()) mounted.add(module);
  const rules = [...mounted].map((module) => module.getRules()).join("\n");
  sheet.replaceSync(`@layer codemirror { ${rules} }`);
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
};
