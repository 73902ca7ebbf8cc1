// What is drawn into the text and beside it. What is where is told by the program:
//
//   page.tokens(text)           [from, to, kind, number]* of some lines, in the order of the text
//   page.brackets(line, at)     [from, to]* of the brackets at a place of a line, if there are any
//
// All places are counted in UTF-16 units, as JavaScript counts them.
import { RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, GutterMarker, ViewPlugin, gutter, gutterLineClass } from "@codemirror/view";

/** A byte alone of a character that has several is no place: CodeMirror refuses empty ones. */
const isPlace = ({ doc }, from, to) => from < to && to <= doc.length;

const mark = (attributes) => Decoration.mark({ attributes });
const looks = ["comment", "keyword", "delimiter", "escape"].map((name) => mark({ class: `code__${name}` }));
const GROUP = 4;
const GROUP_END = 5;
const groups = new Map();

/** The mark of a group, or of the bracket that ends it and shows its number. */
function groupMark(kind, number) {
  const key = `${kind} ${number}`;
  if (!groups.has(key)) {
    const end = { class: "code__end", "data-ends": number };
    const whole = { class: `code__group mark--${number}`, "data-group": number };
    groups.set(key, mark(kind === GROUP_END ? end : whole));
  }
  return groups.get(key);
}

/** Says that the program's tokens have come. */
export const redraw = StateEffect.define();

/** The tokens of what is on the screen, and of nothing else: a whole probes file is large. */
export const tokens = (page) =>
  ViewPlugin.define(
    (view) => ({
      decorations: drawTokens(view, page),
      update(update) {
        const isAsked = update.transactions.some(({ effects }) => effects.some((effect) => effect.is(redraw)));
        if (update.docChanged || update.viewportChanged || isAsked) this.decorations = drawTokens(view, page);
      },
    }),
    { decorations: (plugin) => plugin.decorations },
  );

function drawTokens(view, page) {
  const ranges = [];
  for (const { from, to } of view.visibleRanges) {
    const start = view.state.doc.lineAt(from).from;
    const text = view.state.sliceDoc(start, view.state.doc.lineAt(to).to);
    const found = page.tokens(text) ?? [];
    for (let idx = 0; idx < found.length; idx += 4) {
      const [from, to, kind, number] = found.subarray(idx, idx + 4);
      const look = kind < GROUP ? looks[kind] : groupMark(kind, number);
      if (isPlace(view.state, start + from, start + to)) ranges.push(look.range(start + from, start + to));
    }
  }
  return Decoration.set(ranges, true);
}

const pair = mark({ class: "code__pair" });
const lone = mark({ class: "code__lone" });

/** The brackets at the caret. */
export const brackets = (page) =>
  ViewPlugin.define(
    (view) => ({
      decorations: drawBrackets(view, page),
      update(update) {
        if (update.docChanged || update.selectionSet) this.decorations = drawBrackets(view, page);
      },
    }),
    { decorations: (plugin) => plugin.decorations },
  );

function drawBrackets({ state }, page) {
  const { head, empty } = state.selection.main;
  if (!empty) return Decoration.none;
  const line = state.doc.lineAt(head);
  const found = page.brackets(line.text, head - line.from) ?? [];
  const look = found.length > 2 ? pair : lone;
  const ranges = [];
  for (let idx = 0; idx < found.length; idx += 2) {
    const [from, to] = [line.from + found[idx], line.from + found[idx + 1]];
    if (isPlace(state, from, to)) ranges.push(look.range(from, to));
  }
  return Decoration.set(ranges, true);
}

const setLit = StateEffect.define();
const lit = mark({ class: "code__lit" });

/** What belongs to what is pointed at, anywhere on the page. */
export const litPlaces = StateField.define({
  create: () => Decoration.none,
  update(places, { changes, effects }) {
    const effect = effects.find((effect) => effect.is(setLit));
    return effect ? effect.value : places.map(changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Lights the places [from, to]*. */
export function light(view, places) {
  const ranges = [];
  for (let idx = 0; idx < places.length; idx += 2) {
    const [from, to] = places.subarray(idx, idx + 2);
    if (isPlace(view.state, from, to)) ranges.push(lit.range(from, to));
  }
  view.dispatch({ effects: setLit.of(Decoration.set(ranges, true)) });
}

/** What became of a line, as the program draws it now: it draws the next into the same element. */
class Verdict extends GutterMarker {
  constructor(drawn) {
    super();
    this.drawn = drawn.cloneNode(true);
  }
  eq(other) {
    return other.drawn.isEqualNode(this.drawn);
  }
  toDOM() {
    return this.drawn.cloneNode(true);
  }
}

class Current extends GutterMarker {
  elementClass = "code__current";
}

const setVerdicts = StateEffect.define();
const setCurrent = StateEffect.define();

/** A field of marks at the beginnings of lines, which `effect` replaces. */
const lineMarks = (effect, provide) =>
  StateField.define({
    create: () => RangeSet.empty,
    update(marks, { changes, effects }) {
      const found = effects.find((one) => one.is(effect));
      return found ? found.value : marks.map(changes);
    },
    provide,
  });

const verdictMarks = lineMarks(setVerdicts);
const currentMark = lineMarks(setCurrent, (field) => gutterLineClass.from(field));

/** The verdicts behind the lines; a click on one goes to its line. */
export const verdicts = [
  verdictMarks,
  currentMark,
  gutter({
    class: "code__verdicts",
    side: "after",
    renderEmptyElements: false,
    markers: (view) => view.state.field(verdictMarks),
    domEventHandlers: {
      mousedown(view, block) {
        view.dispatch({ selection: { anchor: view.state.doc.lineAt(block.from).to }, scrollIntoView: true });
        view.focus();
        return true;
      },
    },
  }),
];

/**
 * Shows behind the lines what elements say of them: each has a `data-line`, and in its first child,
 * behind the number, what is shown.
 */
export function showVerdicts(view, elements) {
  const { doc } = view.state;
  const marks = [...elements]
    .map((element) => [Number(element.dataset.line), element])
    .filter(([line]) => line <= doc.lines)
    .map(([line, element]) => new Verdict(element.firstElementChild.lastElementChild).range(doc.line(line).from));
  view.dispatch({ effects: setVerdicts.of(RangeSet.of(marks, true)) });
}

/** Marks the number of the line that is looked at. */
export function showCurrent(view, line) {
  const { doc } = view.state;
  const marks = line <= doc.lines ? [new Current().range(doc.line(line).from)] : [];
  view.dispatch({ effects: setCurrent.of(RangeSet.of(marks)) });
}
