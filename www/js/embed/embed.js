// The page inside of an <iframe>: shows the link in its address, read-only, and tells the page
// around it how high it is.
//
//   to the page around    { type: "sflens-height", height }    pixels, whenever they change
//   from it               { type: "sflens-ask" }               asks for them once more
import "sflens/element.js";

const lens = document.querySelector("sf-lens");
const sheet = new CSSStyleSheet();
sheet.replaceSync(":root { color-scheme: light dark; } body { margin: 0; } sf-lens { margin: 0; }");
document.adoptedStyleSheets = [sheet];

const theme = new URLSearchParams(location.search).get("theme");
if (theme) lens.setAttribute("theme", theme);
// The page beside this one.
lens.setAttribute("page", new URL("./", location.href).href);

function show() {
  lens.setAttribute("link", location.hash.slice(1));
}

function tellHeight() {
  parent.postMessage({ type: "sflens-height", height: Math.ceil(lens.getBoundingClientRect().height) }, "*");
}

addEventListener("hashchange", show);
addEventListener("message", ({ data }) => data?.type === "sflens-ask" && tellHeight());
new ResizeObserver(tellHeight).observe(lens);
show();
