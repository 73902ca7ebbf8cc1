// One script for a whole site of documentation: turns every code block of the language `sflens`
// into an <sf-lens>. In the block stands a fingerprint, then a line of dashes, then match lines.
//
//   <script src="sflens/docs.js" defer></script>
//
// A classic script, since not every generator can add a module. It watches the page, because some
// sites exchange their content without loading a new one. The block is only hidden and not taken
// out: it may belong to a framework.
(() => {
  const BLOCKS = "code.language-sflens, .language-sflens code, .highlight-sflens pre, .sflens pre";
  const DONE = "data-sf-lens";

  function upgradeAll() {
    document.querySelectorAll(BLOCKS).forEach((code) => {
      const block = code.closest("pre");
      if (block && !block.hasAttribute(DONE) && !block.closest("sf-lens")) upgrade(block, code);
    });
  }

  function upgrade(block, code) {
    const [text, lines = ""] = textOf(code).split(/^-{3,}\s*$/m);
    block.setAttribute(DONE, "");
    block.after(makeElement(text, lines));
    block.hidden = true;
    // Some sheets set `display` of every block.
    block.style.setProperty("display", "none", "important");
  }

  /** Some generators end lines with <br>. */
  function textOf(code) {
    const copy = code.cloneNode(true);
    copy.querySelectorAll("br").forEach((end) => end.replaceWith("\n"));
    return copy.textContent;
  }

  function makeElement(text, lines) {
    const element = document.createElement("sf-lens");
    const [source, ours] = [document.createElement("pre"), document.createElement("pre")];
    source.textContent = text.trim();
    ours.textContent = lines.trim();
    ours.setAttribute("data-lines", "");
    element.append(source, ours);
    return element;
  }

  import(new URL("element.js", document.currentScript.src).href);
  new MutationObserver(upgradeAll).observe(document.documentElement, { childList: true, subtree: true });
  upgradeAll();
})();
