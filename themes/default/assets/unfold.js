// Measures the rest of a long coverage a moment after the page is there. Until then the browser has laid out what is near
// the window, and guesses how high the rest is; afterwards it knows.
(() => {
  const stream = document.querySelector(".stream");
  const { classList } = stream;
  const [navigation] = performance.getEntriesByType("navigation");
  // Where the browser goes back to a place that it remembers, that place is to be where it was.
  if (!window.requestIdleCallback || navigation?.type !== "navigate" || location.hash) return classList.add("whole");
  const html = document.documentElement;
  const left = [...stream.children];
  const box = (node) => node.getBoundingClientRect();
  // Milliseconds: how long fonts are waited for, and after what silence a reader has stopped to scroll.
  const [WAIT, BREATH] = [1000, 150];
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  let [open, above, known, owed, place, moved] = [null, false, 0, 0, 0, 0];
  // What is read keeps its place when what stands above it turns out to have another height. Some screens scroll by whole
  // pixels alone, and whatever scrolls by itself is not to be disturbed for less than one.
  const settle = (from) => {
    if (!open.isConnected) return;
    if (above) owed += box(open).height - known;
    known = box(open).height;
    const by = Math.round(from + owed - scrollY);
    if (by) scrollBy(0, by);
    owed += from - scrollY;
    place = scrollY;
  };
  // One stretch after the other, those above the window before the rest: each is laid out for a frame, in its own fonts, and
  // the browser remembers how high it was. To keep them laid out would make each step a walk through all of them.
  const measure = async () => {
    open?.classList.remove("open");
    open = null;
    // All is laid out, or what a reader chose took the stretches apart.
    if (classList.contains("whole") || !left[0]?.isConnected) left.length = 0;
    let next = left.findLastIndex((one) => box(one).bottom < 0);
    above = next >= 0;
    // While the reader scrolls, what would move the page waits.
    if (above && performance.now() - moved < BREATH) {
      next += 1;
      above = false;
    }
    [open] = left.splice(Math.max(next, 0), 1);
    // By this script alone: a browser that does it too would do it twice.
    html.style.overflowAnchor = open ? "none" : "";
    if (!open) return left.length ? setTimeout(measure, BREATH) : classList.add("measured");
    const from = scrollY;
    known = box(open).height;
    open.classList.add("open");
    settle(from);
    await Promise.race([document.fonts.ready, pause(WAIT)]);
    settle(scrollY);
    requestAnimationFrame(() => requestIdleCallback(measure));
  };
  /** Lays out all of it, and what is read stays in its place. */
  const whole = () => {
    const seen = [...stream.children].find((one) => box(one).bottom >= 0);
    const from = seen && box(seen).top;
    classList.add("whole");
    if (seen) scrollBy(0, box(seen).top - from);
  };
  addEventListener("load", () => requestIdleCallback(measure));
  addEventListener("scroll", () => {
    if (Math.abs(scrollY - place) > 1) moved = performance.now();
    place = scrollY;
  }, { passive: true });
  // In a window of another width, or with another clock, an entry may have another height.
  const { innerWidth } = window;
  addEventListener("resize", () => window.innerWidth !== innerWidth && whole());
  addEventListener("change", whole);
  // The browser goes to where the end is when its key is pressed.
  addEventListener("keydown", ({ key, metaKey, target }) => {
    const isEnd = key === "End" || (metaKey && key === "ArrowDown");
    if (isEnd && !classList.contains("measured") && !target.closest("input, select")) whole();
  });
})();
