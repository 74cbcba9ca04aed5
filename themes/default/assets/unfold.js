// Measures the rest of a long coverage once its reader begins, or has had the first of it for a while. Until then the
// browser has laid out what is near the window, and guesses how high the rest is; afterwards it knows.
(() => {
  const stream = document.querySelector(".stream");
  const { classList } = stream;
  const whole = () => classList.add("whole");
  const [navigation] = performance.getEntriesByType("navigation");
  // Where the browser goes back to a place that it remembers, that place is to be where it was.
  if (!window.requestIdleCallback || navigation?.type !== "navigate" || location.hash) return whole();
  const left = [...stream.children];
  const html = document.documentElement;
  let open;
  let owed = 0;
  const height = () => open.getBoundingClientRect().height;
  // One stretch after the other, those above the window before the rest: each is laid out for a frame, in its own fonts, and
  // the browser remembers how high it was. To keep them laid out would make each step a walk through all of them.
  const measure = async () => {
    open?.classList.remove("open");
    if (classList.contains("whole")) left.length = 0;
    const above = left.findLastIndex((one) => one.getBoundingClientRect().bottom < 0);
    [open] = left.splice(Math.max(above, 0), 1);
    // What is read stays in its place, by this script alone: a browser that does it too would do it twice.
    html.style.overflowAnchor = open ? "none" : "";
    if (!open) return classList.add("measured");
    const [from, guess] = [scrollY, height()];
    open.classList.add("open");
    const more = height() - guess;
    if (above >= 0) owed += more;
    if (owed) scrollTo(0, from + owed);
    // Some screens scroll by whole pixels alone.
    owed -= scrollY - from;
    await document.fonts.ready;
    requestAnimationFrame(() => requestIdleCallback(measure));
  };
  const begins = new AbortController();
  const begin = () => {
    if (begins.signal.aborted) return;
    begins.abort();
    requestIdleCallback(measure);
  };
  for (const kind of ["scroll", "pointermove", "pointerdown", "keydown"]) addEventListener(kind, begin, { passive: true, signal: begins.signal });
  addEventListener("load", () => setTimeout(begin, 5000));
  // In a window of another width, or with another clock, an entry may have another height.
  const { innerWidth } = window;
  addEventListener("resize", () => window.innerWidth !== innerWidth && whole());
  addEventListener("change", whole);
  // The browser goes to where the end is when its key is pressed.
  addEventListener("keydown", ({ key, metaKey }) => (key === "End" || metaKey) && !classList.contains("measured") && whole());
})();
