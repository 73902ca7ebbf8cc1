// The custom element <sf-lens>: a fingerprint in a documentation page, with what match lines make
// of it. What is written inside of the element stays readable where this script does not run.
//
//   <sf-lens>
//     <pre>SF-Port21-TCP:V=…</pre>
//     <pre data-lines>match ftp m|^220 (\S+)| h/$1/</pre>
//   </sf-lens>
//
// A child may also be <script type="text/plain">. The attribute `link` takes the place of both
// texts: what stands behind # in a link of the page. With the address of the page in the attribute
// `page` the element leads to it, with the same texts. The program is fetched when an element comes
// near the window, once for all elements of a page.
import { evaluate } from "./element-host.js";
import { style } from "./element-style.js";
import { showFault, showReport, showWay } from "./element-view.js";

const NEAR = "200px";

const whenNear = new IntersectionObserver(
  (entries) => entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => target.show()),
  { rootMargin: NEAR },
);

class SfLens extends HTMLElement {
  #view;
  #shown = "";
  #changes = new MutationObserver(() => this.#shown && this.show());

  static observedAttributes = ["link", "page"];

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [style];
    this.#view = document.createElement("div");
    this.#view.append(document.createElement("slot"));
    shadow.append(this.#view);
  }

  connectedCallback() {
    whenNear.observe(this);
    this.#changes.observe(this, { childList: true, characterData: true, subtree: true });
  }

  disconnectedCallback() {
    whenNear.unobserve(this);
    this.#changes.disconnect();
  }

  attributeChangedCallback() {
    if (this.#shown) this.show();
  }

  /** Evaluates what is given, unless that is what is shown. */
  async show() {
    const asked = this.#asked();
    const key = JSON.stringify([asked, this.getAttribute("page")]);
    if (key === this.#shown) return;
    this.#shown = key;
    const result = await evaluate(asked);
    if (key === this.#shown) this.#replace(result);
  }

  #asked() {
    const link = this.getAttribute("link");
    if (link !== null) return { link };
    return { text: this.#written(":not([data-lines])"), lines: this.#written("[data-lines]") };
  }

  #replace({ report, lines, link, fault }) {
    // The text stays readable beside a message of what went wrong.
    this.#view.replaceChildren(
      ...(report ? showReport(report, lines) : [showFault(fault), document.createElement("slot")]),
      ...showWay(this.getAttribute("page"), link),
    );
    this.dispatchEvent(new CustomEvent("sf-lens-shown", { detail: report ?? null, bubbles: true }));
  }

  #written(which) {
    const texts = this.querySelectorAll(`:scope > pre${which}, :scope > script[type="text/plain"]${which}`);
    return [...texts].map((element) => element.textContent).join("\n");
  }
}

if (!customElements.get("sf-lens")) customElements.define("sf-lens", SfLens);
