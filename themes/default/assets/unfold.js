// Lays out the rest of a long coverage once its reader begins, or has had the first of it for a while.
// Until then the browser has laid out what is near the window, and guesses how high the rest is.
(() => {
  const stream = document.querySelector(".stream");
  const [navigation] = performance.getEntriesByType("navigation");
  // Where the browser goes back to a place that it remembers, that place is to be where it was.
  if (!window.requestIdleCallback || navigation?.type !== "navigate" || location.hash) {
    stream.classList.add("whole");
    return;
  }
  const folded = [...stream.children];
  // From the top, a hundred entries at a time: each time the page is drawn anew.
  const unfold = () => {
    for (const stretch of folded.splice(0, 25)) stretch.classList.add("open");
    if (folded.length) requestIdleCallback(unfold);
  };
  const begins = new AbortController();
  const begin = () => {
    if (begins.signal.aborted) return;
    begins.abort();
    requestIdleCallback(unfold);
  };
  for (const kind of ["scroll", "pointermove", "pointerdown", "keydown"]) addEventListener(kind, begin, { passive: true, signal: begins.signal });
  addEventListener("load", () => setTimeout(begin, 5000));
})();
