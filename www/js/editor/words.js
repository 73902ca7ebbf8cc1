// What the editor says: help at a place, findings, proposals. The program knows all of it:
//
//   page.help(line, at)        promise of { from, to, words } in the line, or of null
//   page.complete(at)          promise of { from, options: [{ label, detail }] }, or of null
//   page.said(words)           has the words read out
import { acceptCompletion, autocompletion } from "@codemirror/autocomplete";
import { isolateHistory } from "@codemirror/commands";
import { forEachDiagnostic, nextDiagnostic, previousDiagnostic, setDiagnostics } from "@codemirror/lint";
import { Prec } from "@codemirror/state";
import { activateHover, closeHoverTooltips, hasHoverTooltips, hoverTooltip, keymap } from "@codemirror/view";

/** Sentences with code in backticks. */
function prose(words) {
  const parts = words.split("`");
  const drawn = document.createElement("div");
  drawn.className = "code__words";
  for (const [idx, part] of parts.entries()) {
    const isCode = idx % 2 === 1 && idx < parts.length - 1;
    if (!isCode) {
      drawn.append(part);
      continue;
    }
    const code = document.createElement("code");
    code.className = "inline";
    code.textContent = part;
    drawn.append(code);
  }
  return drawn;
}

/** Help for the part under the mouse, and by F1 for the one at the caret. */
export function help(page) {
  const ask = async ({ state }, pos) => {
    const line = state.doc.lineAt(pos);
    const found = await page.help(line.text, pos - line.from);
    return found && { ...found, from: line.from + found.from, to: line.from + found.to };
  };
  const tooltip = hoverTooltip(
    async (view, pos) => {
      const found = await ask(view, pos);
      if (!found) return null;
      const { from, to, words } = found;
      return { pos: from, end: to, above: true, create: () => ({ dom: prose(words) }) };
    },
    { hideOnChange: true },
  );
  const helpAtCaret = (view) => {
    const pos = view.state.selection.main.head;
    activateHover(view, pos, 1, { tooltip, until: ({ docChanged, selection }) => docChanged || selection });
    ask(view, pos).then((found) => page.said(found?.words ?? "Nothing is known of this place."));
    return true;
  };
  const close = (view) => {
    if (!hasHoverTooltips(view.state)) return false;
    view.dispatch({ effects: closeHoverTooltips });
    return true;
  };
  const keys = [
    { key: "F1", run: helpAtCaret },
    { key: "Escape", run: close },
  ];
  return [tooltip, keymap.of(keys)];
}

/** Proposals while one writes, and when asked for. */
export function proposals(page) {
  const source = async ({ pos }) => {
    const found = await page.complete(pos);
    return found && { ...found, filter: false };
  };
  return [
    // Enter stays a line break until one goes down into the list.
    autocompletion({
      override: [source],
      selectOnOpen: false,
      // So nothing can be taken by mistake, and no key need be held back.
      interactionDelay: 0,
      activateOnTypingDelay: 0,
      icons: false,
    }),
    Prec.highest(keymap.of([{ key: "Tab", run: acceptCompletion }])),
  ];
}

/** F8 goes to the next finding and says it. */
export function findings(page) {
  const then = (go) => (view) => go(view) && sayFinding(view, page);
  const keys = [
    { key: "F8", run: then(nextDiagnostic) },
    { key: "Shift-F8", run: then(previousDiagnostic) },
  ];
  return keymap.of(keys);
}

function sayFinding({ state }, page) {
  const { from, to } = state.selection.main;
  forEachDiagnostic(state, ({ message }, start, end) => {
    if (start === from && end === to) page.said(message);
  });
  return true;
}

/** Underlines what findings are about: [{ from, to, severity, message, edits: [{ name, from, to, insert }] }]. */
export function showFindings(view, found) {
  const { length } = view.state.doc;
  const isInside = ({ to }) => to <= length;
  const drawn = found.filter(isInside).map(({ edits, message, ...place }) => ({
    ...place,
    message,
    renderMessage: () => prose(message),
    actions: edits.filter(isInside).map(({ name, ...change }) => ({
      name,
      apply: (view) =>
        view.dispatch({ changes: change, userEvent: "input.fix", annotations: isolateHistory.of("full") }),
    })),
  }));
  view.dispatch(setDiagnostics(view.state, drawn));
}
