// Gives each <iframe data-sflens src="…/embed.html#v1=…"> of a page the height of what it shows.
// A frame tells nothing but a number, and is believed only about itself.
(() => {
  const LOWEST = 40;
  const HIGHEST = 20_000;
  const frames = () => document.querySelectorAll("iframe[data-sflens]");

  addEventListener("message", ({ data, source }) => {
    if (data?.type !== "sflens-height" || !Number.isFinite(data.height)) return;
    const height = Math.min(Math.max(data.height, LOWEST), HIGHEST);
    for (const frame of frames()) {
      if (frame.contentWindow === source) frame.style.height = `${height}px`;
    }
  });

  // What a frame told before this script was there.
  for (const frame of frames()) frame.contentWindow?.postMessage({ type: "sflens-ask" }, "*");
})();
