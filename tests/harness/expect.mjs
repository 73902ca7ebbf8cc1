// Waiting for states: a state that does not come within the patience is a failure, with what was
// there instead. Nothing here waits for time to pass.
import assert from "node:assert/strict";

const PATIENCE = 30_000;
const PAUSE = 40;

/** Waits until `look()` gives something that `isRight` accepts; fails with the last thing seen. */
export async function eventually(look, isRight, wanted) {
  const end = Date.now() + PATIENCE;
  let seen;
  do {
    seen = await look();
    if (isRight(seen)) return seen;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  } while (Date.now() < end);
  return assert.fail(`wanted ${wanted}, saw ${JSON.stringify(seen)}`);
}

/** Waits until the element's text matches `pattern`. */
export function expectText(locator, pattern) {
  const look = async () => ((await locator.count()) === 1 ? locator.innerText() : null);
  return eventually(look, (text) => text !== null && pattern.test(text), `text ${pattern}`);
}

/** Waits until the field's value is exactly `value`; the editor of the lines has one too. */
export function expectValue(locator, value) {
  return eventually(() => locator.evaluate((field) => field.value), (seen) => seen === value, JSON.stringify(value));
}

/** Waits until no such element is shown. */
export function expectGone(locator) {
  return eventually(() => locator.count(), (count) => count === 0, "it to be gone");
}
