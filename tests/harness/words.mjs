// The page in a visitor's words: what is on it, found by role and name.

/** The parts of the page that journeys use; each is a locator or gives one. */
export const on = (page) => ({
  paste: page.getByRole("textbox", { name: "Fingerprint as Nmap printed it" }),
  lines: written(page, page.getByRole("textbox", { name: "Match lines" })),
  /** The same field once the editor has taken the place of the plain text area. */
  editor: page.getByRole("textbox", { name: "Match lines" }).and(page.locator("[contenteditable=true]")),
  /** What the editor proposes. */
  completions: page.getByRole("listbox", { name: "Completions" }),
  /** The buttons of the empty page that load an example; their names begin with its title. */
  example: (title) => page.getByRole("list", { name: "Examples" }).getByRole("button", { name: title }),
  /** What could be written where the caret is, under the plain text area. */
  proposals: page.getByRole("list", { name: "Proposals for the caret's place" }),
  startOver: page.getByRole("button", { name: "Start over" }),
  fingerprint: page.getByRole("region", { name: "Fingerprint", exact: true }),
  pasteFindings: page.getByRole("list", { name: "About the fingerprint" }),
  lineFindings: page.getByRole("list", { name: "About the match lines" }),
  /** The card of the house rules about the match lines. */
  rules: page.getByRole("region", { name: "House rules" }),
  /** Lines before and after a change that is not made yet. */
  changes: page.getByRole("list", { name: "Changes" }),
  /** What each rule finds in a whole file. */
  ofRules: page.getByRole("list", { name: "Findings by rule" }),
  report: page.getByRole("region", { name: "Nmap would report" }),
  /** The card of the line that is looked at. */
  line: page.getByRole("region", { name: /^(Why line|Line) \d/ }),
  /** The card of one response by the name of its probe. */
  response: (probe) => page.getByRole("article", { name: `Response to ${probe}` }),
  /** What belongs to what is pointed at, in a sentence. */
  about: page.getByRole("region", { name: "Match lines" }).getByRole("status").first(),
  /** One of the forms of the bytes on a card: Text, Hex, As Nmap wrote it. */
  form: (card, name) => card.getByRole("tab", { name, exact: true }),
  /** The card of the user's probes files; `ownProbes` opens it. */
  probes: page.getByRole("region", { name: "Probes files" }),
  ownProbes: page.getByRole("button", { name: "Use your own" }),
  openProbes: page.getByRole("region", { name: "Probes files" }).getByLabel("Open a file"),
  probesFiles: page.getByRole("list", { name: /^Probes files/ }),
  findLines: page.getByRole("searchbox", { name: "Find lines" }),
  /** What the probes files say about each response. */
  allLines: page.getByRole("region", { name: "All lines that match" }),
  /** The list of the fingerprints that were found in files, its rows, and its pages. */
  list: page.getByRole("region", { name: "Fingerprints in files" }),
  rows: page.getByRole("region", { name: "Table of fingerprints" }).locator("tbody").getByRole("row"),
  pages: page.getByRole("navigation", { name: "Pages of the list" }),
  reading: page.getByRole("region", { name: /^Reading / }),
  aboutFiles: page.getByRole("region", { name: "About the files" }),
  raw: page.getByRole("region", { name: "A response without a fingerprint" }),
  view: (name) => page.getByRole("link", { name, exact: true }),
  /** The first section of the help. */
  firstHelp: page.getByRole("heading", { name: "Your first match line" }),
  notLoaded: page.getByRole("alert").filter({ hasText: "could not be loaded" }),
  retry: page.getByRole("button", { name: /try again/i }),
  crash: page.getByRole("alert", { name: "The page stopped working" }),
  restart: page.getByRole("button", { name: "Restart with my text" }),
});

/**
 * A field that is filled as a visitor fills it, by writing over all that is there: what a browser's
 * driver does by itself leaves line breaks in an editor.
 */
function written(page, field) {
  field.fill = async (text) => {
    await field.focus();
    await page.keyboard.press("ControlOrMeta+a");
    await (text ? page.keyboard.insertText(text) : page.keyboard.press("Delete"));
  };
  return field;
}
