// The browser's end of `livesite serve --watch`: reloads the page when a newer edition of the site is served, swaps
// style sheets without a reload, and shows what is wrong (overlay.js) and where to edit (marks.js).
//
// Which state this page is of stands in its Server-Timing header, so a rebuild that ends while the page loads, or while
// the browser reconnects, is noticed by comparing numbers. Whether the page itself is another is asked with its entity
// tag. A browser opens six connections to a server, so visible pages share one stream: who holds the lock has it and
// passes on what it hears; hidden pages hold none and catch up by number when they are shown.
(() => {
  const home = document.currentScript.src;
  const at = (name) => new URL(name, home).href;
  const [navigation] = performance.getEntriesByType("navigation");
  const timing = (name) => navigation?.serverTiming?.find((one) => one.name === name)?.description;
  const PLACE = "livesite-place";
  const LAST = "livesite-last";
  const isVisible = () => document.visibilityState !== "hidden";

  /** The state that this page is of, and its entity tag. */
  let mine = timing("edition");
  let tag = timing("page") && `"${timing("page")}"`;
  /** The newest state that was heard of. */
  let newest = null;
  let busy = false;

  // -- where the reader was ---------------------------------------------------------------------

  /** Remembers the first thing with an address that can be seen, so that what grows above it moves nothing. */
  const keepPlace = (hash) => {
    const seen = [...document.querySelectorAll("main [id]")].find((one) => one.getBoundingClientRect().bottom > 0);
    const place = { path: location.pathname, x: scrollX, y: scrollY, hash };
    if (seen && scrollY > 0) Object.assign(place, { id: seen.id, top: seen.getBoundingClientRect().top });
    sessionStorage.setItem(PLACE, JSON.stringify(place));
    history.scrollRestoration = "manual";
  };

  const restorePlace = () => {
    const place = JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
    sessionStorage.removeItem(PLACE);
    if (place?.path !== location.pathname) return;
    const restore = () => {
      const one = document.getElementById(place.hash ?? place.id);
      const top = one && scrollY + one.getBoundingClientRect().top - (place.hash ? 96 : place.top);
      scrollTo({ left: place.x, top: top ?? place.y, behavior: "instant" });
    };
    restore();
    // Again when pictures have their height, unless the reader went on meanwhile.
    const there = scrollY;
    const settle = () => {
      if (Math.abs(scrollY - there) < 2 || scrollY === 0) restore();
      // Not at once: right after this the browser restores what it remembers, where it is let.
      setTimeout(() => (history.scrollRestoration = "auto"));
    };
    if (document.readyState === "complete") settle();
    else addEventListener("load", settle, { once: true });
  };

  // -- what is new ------------------------------------------------------------------------------

  const sheetsOf = (page) => [...page.querySelectorAll('link[rel~="stylesheet"]')];

  /** A page without what this script added and what only says where styles are. */
  const plain = (page) => {
    const copy = page.documentElement.cloneNode(true);
    for (const one of copy.querySelectorAll('[data-livesite], link[rel~="stylesheet"], link[rel~="preload"]')) one.remove();
    return copy;
  };

  /** Takes over the style sheets of a newer page that is the same but for them; whether it was. */
  const swapStyles = (text) => {
    const other = new DOMParser().parseFromString(text, "text/html");
    const [old, fresh] = [sheetsOf(document), sheetsOf(other)];
    if (old.length !== fresh.length || !plain(document).isEqualNode(plain(other))) return false;
    old.forEach((sheet, index) => {
      const href = fresh[index].getAttribute("href");
      if (sheet.getAttribute("href") === href) return;
      const swapped = sheet.cloneNode();
      swapped.setAttribute("href", href);
      // The old one stays until the new one is there, so that nothing is seen without style.
      swapped.addEventListener("load", () => sheet.remove(), { once: true });
      sheet.after(swapped);
    });
    return true;
  };

  /** Whether this is the page that the reader looked at last. */
  const isLast = () => {
    const last = localStorage.getItem(LAST);
    return last === null || last === sessionStorage.getItem(LAST);
  };

  const noteLast = () => {
    const name = sessionStorage.getItem(LAST) ?? Math.random().toString(36).slice(2);
    sessionStorage.setItem(LAST, name);
    localStorage.setItem(LAST, name);
  };

  /** Goes to what was saved, where this page is the one to go; whether it did. */
  const follow = ({ entry, context }) => {
    const place = new URL(context, location.href);
    if (place.pathname === location.pathname) {
      keepPlace(decodeURIComponent(place.hash.slice(1)));
      location.reload();
    } else if (new URL(entry, location.href).pathname !== location.pathname) {
      location.assign(entry);
    } else {
      return false;
    }
    return true;
  };

  const catchUp = async (news) => {
    const name = `${news.session}.${news.generation}`;
    if (mine === undefined) {
      // Without a secure context the browser keeps the header to itself.
      tag = (await fetch(location.href, { method: "HEAD" })).headers.get("ETag");
      mine = name;
    }
    if (name === mine) return;
    const isNew = mine.split(".")[0] === String(news.session);
    if (news.follow && isNew && isLast() && follow(news.follow)) return;
    const headers = tag ? { "If-None-Match": tag } : {};
    const answer = await fetch(location.href, { headers, cache: "no-store" });
    if (answer.status !== 304) {
      const text = await answer.text();
      const other = answer.headers.get("ETag");
      if (other !== tag) {
        if (!answer.ok || !swapStyles(text)) {
          keepPlace();
          location.reload();
          return;
        }
        tag = other;
      }
    }
    mine = name;
    marks();
  };

  /** Takes in what was heard, one after the other; only the newest counts. */
  const hear = async (news) => {
    newest = news;
    overlay(news);
    if (busy) return;
    busy = true;
    try {
      for (let heard = null; heard !== newest; ) {
        heard = newest;
        await catchUp(heard);
      }
    } catch {
      // The server is being restarted; it will be heard again.
    }
    busy = false;
  };

  // -- what is shown in the page ----------------------------------------------------------------

  /** A part of the desk; nothing from a server that is going away: the page asks again when it is back. */
  const load = (file) => import(at(file)).catch(() => null);

  const overlay = async (news) => {
    if (document.documentElement.hasAttribute("data-livesite-own")) return;
    const part = await load("overlay.js");
    await part?.show(news, at);
  };

  const marks = async () => {
    const part = await load("marks.js");
    await part?.mark(at);
  };

  // -- the stream -------------------------------------------------------------------------------

  const channel = new BroadcastChannel(`livesite ${at("")}`);
  channel.onmessage = ({ data }) => {
    if (isVisible()) hear(data);
  };

  /** Holds the stream until `signal`. */
  const listen = (signal) =>
    new Promise((done) => {
      let stream = null;
      let again = 0;
      const open = () => {
        stream = new EventSource(at("events"));
        stream.onmessage = ({ data }) => {
          const news = JSON.parse(data);
          channel.postMessage(news);
          hear(news);
        };
        stream.onerror = () => {
          // Some browsers give up for good on a server that is being restarted.
          if (stream.readyState === EventSource.CLOSED) again = setTimeout(open, 1000);
        };
      };
      signal.addEventListener("abort", () => {
        clearTimeout(again);
        stream.close();
        done();
      });
      open();
    });

  let leave = null;

  const part = () => {
    leave?.abort();
    leave = null;
  };

  const join = () => {
    if (leave || !isVisible()) return;
    leave = new AbortController();
    const { signal } = leave;
    if (!navigator.locks) {
      listen(signal);
      return;
    }
    navigator.locks.request(channel.name, { signal }, () => listen(signal)).catch(() => {});
    // Whoever holds the stream may have nothing to say for a while.
    fetch(at("state.json"), { signal }).then((answer) => answer.json()).then(hear).catch(() => {});
  };

  document.addEventListener("visibilitychange", () => (isVisible() ? join() : part()));
  addEventListener("focus", noteLast);
  addEventListener("pagehide", part);
  addEventListener("pageshow", join);
  if (document.hasFocus()) noteLast();
  restorePlace();
  join();
  marks().catch(() => {});
})();
