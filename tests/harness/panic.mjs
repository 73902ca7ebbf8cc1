// The one fault of the page itself that a journey can provoke.

/** Calls the one function of the page's program that exists for this. */
export async function provokePanic(page) {
  await page.evaluate(async () => {
    const { js } = document.querySelector("script[data-js]").dataset;
    const program = await import(new URL(js, document.baseURI).href);
    try {
      program.provokePanic();
    } catch {
      // The trap that follows a panic.
    }
  });
}
