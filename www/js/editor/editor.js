// The editor of the match lines: CodeMirror, which knows nothing of their grammar. What stands in
// the text and what is said of it comes from the program (`page`, see drawing.js and words.js).
//
//   makeEditor(host, start, page)   an editor in the element `host`, with the text field's interface
//                                   on its element, so that the page treats both alike
//
// What the user changes is kept before the program hears of it.
import {
  copyLineDown,
  copyLineUp,
  deleteLine,
  history,
  historyKeymap,
  isolateHistory,
  moveLineDown,
  moveLineUp,
  standardKeymap,
} from "@codemirror/commands";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Annotation, EditorState } from "@codemirror/state";
import { EditorView, dropCursor, keymap, lineNumbers, placeholder } from "@codemirror/view";
import "./sheet.js";
import { brackets, light, litPlaces, redraw, showCurrent, showVerdicts, tokens, verdicts } from "./drawing.js";
import { findings, help, proposals, showFindings } from "./words.js";

/** Keys for whole lines; others of CodeMirror's would take keys from the browser for nothing. */
const lineKeys = [
  { key: "Alt-ArrowUp", run: moveLineUp },
  { key: "Alt-ArrowDown", run: moveLineDown },
  { key: "Shift-Alt-ArrowUp", run: copyLineUp },
  { key: "Shift-Alt-ArrowDown", run: copyLineDown },
  { key: "Shift-Mod-k", run: deleteLine },
];

/** The program made the change; it need not be told. */
const ofProgram = Annotation.define();

/**
 * `start`: `first`, the text before what was typed in the plain field, `text`, `from` and `to` of
 * the selection, `attributes` of the text's element, `hint` for an empty text, `keep`, the name
 * under which the text is kept.
 */
export function makeEditor(host, start, page) {
  const view = new EditorView({
    parent: host,
    state: EditorState.create({ doc: start.first, extensions: extensions(start, page) }),
    dispatchTransactions,
  });
  setText(view, start.text);
  // The text may be another than the one in which it was selected.
  const within = (at) => Math.min(at, view.state.doc.length);
  view.dispatch({ selection: { anchor: within(start.from), head: within(start.to) } });
  asField(view);
  passFiles(host);
  return {
    focus: () => view.focus(),
    setText: (text) => setText(view, text),
    light: (places) => light(view, places),
    showFindings: (found) => showFindings(view, found),
    showVerdicts: (elements) => showVerdicts(view, elements),
    showCurrent: (line) => showCurrent(view, line),
    redraw: () => view.dispatch({ effects: redraw.of(null) }),
    destroy: () => view.destroy(),
  };
}

function dispatchTransactions(transactions, view) {
  const isTyped = transactions.some(({ docChanged }) => docChanged);
  // Out of the window's sight CodeMirror would draw every line of a long text that comes.
  if (isTyped) view.viewState.inView = true;
  view.update(transactions);
  if (!isTyped) holdSelection(view);
}

/**
 * A mark that is drawn around the text at the caret moves it in the document; browsers then leave the
 * caret at the start of the line, and CodeMirror does not notice.
 */
function holdSelection(view) {
  if (!view.hasFocus || view.composing) return;
  const shown = document.getSelection();
  const { anchor, head } = view.state.selection.main;
  const isAt = (node, offset, at) => view.contentDOM.contains(node) && view.posAtDOM(node, offset) === at;
  if (isAt(shown.anchorNode, shown.anchorOffset, anchor) && isAt(shown.focusNode, shown.focusOffset, head)) return;
  const [from, to] = [view.domAtPos(anchor), view.domAtPos(head)];
  shown.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
}

function extensions({ attributes, hint, keep }, page) {
  return [
    lineNumbers(),
    history(),
    dropCursor(),
    EditorView.lineWrapping,
    // A line feed is the only line break: a file keeps its other bytes.
    EditorState.lineSeparator.of("\n"),
    EditorView.clipboardInputFilter.of((text) => text.replaceAll(/\r\n?/g, "\n")),
    EditorState.tabSize.of(8),
    EditorView.contentAttributes.of(attributes),
    placeholder(hint),
    tokens(page),
    brackets(page),
    litPlaces,
    verdicts,
    help(page),
    proposals(page),
    findings(page),
    search({ top: true }),
    highlightSelectionMatches({ minSelectionLength: 3, wholeWords: true }),
    keymap.of([...searchKeymap, ...historyKeymap, ...lineKeys, ...standardKeymap]),
    EditorView.updateListener.of((update) => tell(update, keep, page)),
    hovering(page),
    EditorView.domEventHandlers({ paste: ({ clipboardData }) => hasFiles(clipboardData) }),
    EditorView.domEventHandlers({ beforeinput: typeOver }),
  ];
}

function tell({ view, state, docChanged, selectionSet, focusChanged, transactions }, keep, page) {
  if (docChanged && transactions.some((one) => one.docChanged && !one.annotation(ofProgram))) {
    const text = state.doc.toString();
    globalThis.sflensHost.keep(keep, text);
    page.changed(text);
  }
  const isLooked = docChanged || selectionSet || focusChanged;
  const { head } = state.selection.main;
  if (isLooked && view.hasFocus) page.moved(state.doc.lineAt(head).number, head);
}

/**
 * Writes over a selection. Chromium would carry its look over to what is written, as a style that
 * the policy forbids.
 */
function typeOver({ inputType, data, isComposing }, view) {
  if (inputType !== "insertText" || !data || isComposing || view.state.selection.main.empty) return false;
  view.dispatch(view.state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
  return true;
}

const hasFiles = (data) => data?.files.length > 0;

/** Files that are dropped here are for the page, which does not hear of what the editor took. */
function passFiles(host) {
  const pass = (event) => {
    const { dataTransfer } = event;
    if (!hasFiles(dataTransfer)) return;
    event.preventDefault();
    event.stopPropagation();
    host.parentElement.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  };
  host.addEventListener("drop", pass, { capture: true });
}

/** The group under the mouse. */
function hovering(page) {
  let last = null;
  const say = (line, group) => {
    const now = `${line} ${group}`;
    if (now !== last) page.hovered(line, group);
    last = now;
  };
  return EditorView.domEventHandlers({
    mousemove(event, view) {
      const piece = event.target.closest?.("[data-group]");
      if (!piece) return say(0, 0);
      say(view.state.doc.lineAt(view.posAtDOM(piece)).number, Number(piece.dataset.group));
    },
    mouseleave: () => say(0, 0),
  });
}

/** Makes the text this one by the least change, which can be undone. */
function setText(view, text) {
  const old = view.state.doc.toString();
  if (text === old) return;
  const shorter = Math.min(old.length, text.length);
  let from = 0;
  while (from < shorter && old[from] === text[from]) from++;
  let behind = 0;
  while (behind < shorter - from && old.at(-1 - behind) === text.at(-1 - behind)) behind++;
  // Not through the middle of a character.
  if (isSecondHalf(old, from) || isSecondHalf(text, from)) from--;
  if (isSecondHalf(old, old.length - behind) || isSecondHalf(text, text.length - behind)) behind--;
  view.dispatch({
    changes: { from, to: old.length - behind, insert: text.slice(from, text.length - behind) },
    annotations: [ofProgram.of(true), isolateHistory.of("full")],
  });
}

const isSecondHalf = (text, at) => at > 0 && /[\udc00-\udfff]/.test(text.charAt(at));

/** The element of the text answers and obeys as a text field does. */
function asField(view) {
  const field = view.contentDOM;
  const main = () => view.state.selection.main;
  Object.defineProperties(field, {
    value: { get: () => view.state.doc.toString() },
    selectionStart: { get: () => main().from },
    selectionEnd: { get: () => main().to },
  });
  field.setSelectionRange = (anchor, head) =>
    view.dispatch({
      selection: { anchor, head },
      effects: EditorView.scrollIntoView(anchor, { y: "center" }),
    });
  field.setRangeText = (insert, from, to) =>
    view.dispatch({
      changes: { from, to, insert },
      selection: { anchor: from + insert.length },
      userEvent: "input.replace",
      annotations: isolateHistory.of("full"),
      scrollIntoView: true,
    });
}
