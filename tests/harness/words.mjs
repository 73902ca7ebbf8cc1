// The page in a visitor's words: what is on it, found by role and name.

/** The parts of the page that journeys use; each is a locator. */
export const on = (page) => ({
  bytes: page.getByRole("textbox", { name: "Bytes" }),
  answer: page.getByRole("status"),
  crash: page.getByRole("alert", { name: "The page stopped working" }),
  restart: page.getByRole("button", { name: "Restart with my text" }),
});
