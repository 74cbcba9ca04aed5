// The reader's end of `livesite serve --watch`: reloads the page when a newer edition of the site is served.
// Which edition this page is of stands in its Server-Timing header, so a rebuild that ends while the page loads, or
// while the browser reconnects, is noticed by comparing. A hidden tab holds no connection; it catches up when shown.
(() => {
  const address = new URL("events", document.currentScript.src);
  const [navigation] = performance.getEntriesByType("navigation");
  let mine = navigation?.serverTiming?.find((timing) => timing.name === "edition")?.description;
  let stream = null;

  const close = () => {
    stream?.close();
    stream = null;
  };

  const open = () => {
    if (stream || document.visibilityState === "hidden") return;
    stream = new EventSource(address);
    stream.onmessage = ({ data }) => {
      const { session, generation } = JSON.parse(data);
      const newest = `${session}.${generation}`;
      mine ??= newest;
      if (newest === mine) return;
      close();
      location.reload();
    };
    stream.onerror = () => {
      // Some browsers give up for good on a server that is being restarted.
      if (stream?.readyState !== EventSource.CLOSED) return;
      close();
      setTimeout(open, 1000);
    };
  };

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") close();
    else open();
  });
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();
})();
