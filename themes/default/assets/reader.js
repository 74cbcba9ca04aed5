// A coverage as its reader wants it: as it stood at a moment, its key events alone, one person or topic, newest first.
// What is chosen stands in the address: #at=2031-03-04T12:30&key=1&speaker=ada-quill&topic=tides&order=newest
(async () => {
  const find = (id) => document.getElementById(`_${id}`);
  const [main, known, choices] = ["main", "known", "choices"].map(find);
  if (!known) return;
  const [slider, play, until, notice, whole, shown] = ["at", "play", "until", "notice", "whole", "shown"].map(find);
  const stream = main.querySelector(".stream");
  const written = choices.dataset.order;
  // The day before the month, as the pages have it.
  const language = `${document.documentElement.lang.replace(/^en$/, "en-GB")}-u-nu-latn`;
  const say = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  /** People and topics by slug, each with its name and how many entries it is in. */
  const terms = { speaker: new Map(), topic: new Map() };
  const strokes = main.querySelectorAll(".tempo i");
  const isState = () => /^#(at|key|speaker|topic|order)=/.test(location.hash);
  /** A long coverage is gone through a few entries at a time, unless the address asks for a part of it. */
  const pause = () => new Promise((soon) => setTimeout(soon));
  let [moment, timed] = ["", 0];
  const articles = [...stream.querySelectorAll(":scope > article, :scope > .stretch > article")];
  /** The entries, oldest first. One without a time of day is as old as the one before. */
  const entries = [];
  for (const node of written === "newest" ? articles.reverse() : articles) {
    if (entries.length % 20 === 19 && !isState()) await pause();
    const time = node.querySelector(".when time")?.dateTime ?? "";
    const entry = { node, key: node.matches(".key"), terms: new Set() };
    if (time.includes("T")) {
      moment = time.slice(0, 16);
      timed += 1;
      entry.stroke = strokes[written === "newest" ? strokes.length - timed : timed - 1];
    }
    for (const link of node.querySelectorAll(".notes a")) {
      const [, kind, slug] = /\/(speaker|topic)s\/([^/]+)\/(?:index\.html)?$/.exec(link.getAttribute("href")) ?? [];
      if (!kind) continue;
      const term = terms[kind].get(slug) ?? { name: link.textContent, count: 0 };
      term.count += 1;
      terms[kind].set(slug, term);
      entry.terms.add(kind + slug);
    }
    entries.push({ ...entry, moment });
  }
  const moments = [...new Set(entries.map((entry) => entry.moment).filter(Boolean))];
  const isOneDay = moments[0]?.slice(0, 10) === moments.at(-1)?.slice(0, 10);

  let state = {};
  const read = () => {
    const asked = Object.fromEntries(isState() ? new URLSearchParams(location.hash.slice(1)) : []);
    state = { key: asked.key && find("key") && "1", order: ["newest", "oldest"].find((one) => one === asked.order) };
    if (/^\d{4}-\d\d-\d\d(T\d\d(:\d\d)?)?$/.test(asked.at)) state.at = asked.at;
    for (const kind of ["speaker", "topic"]) {
      const slug = encodeURIComponent(asked[kind] ?? "");
      if (terms[kind].has(slug)) state[kind] = slug;
    }
  };

  let [order, isTouched] = [written, false];
  /** Newest or oldest first: the days change places, and within each its entries and the silences between them. */
  const arrange = (wanted) => {
    if (wanted === order) return;
    order = wanted;
    const days = [[]];
    for (const node of stream.children) node.matches(".break") ? days.push([node]) : days.at(-1).push(node);
    const turned = ([first, ...rest]) => (first.matches(".break") ? [first, ...rest.reverse()] : [...rest.reverse(), first]);
    stream.append(...days.reverse().flatMap((day) => (day.length ? turned(day) : [])));
  };

  const apply = () => {
    const { at = "", key } = state;
    const isLater = (time) => at !== "" && time.slice(0, at.length) > at;
    const last = entries.findLastIndex((entry) => !isLater(entry.moment));
    const past = last < entries.length - 1;
    isTouched ||= Object.values(state).some(Boolean);
    if (isTouched) narrow(at, key, last, past, isLater);
    tell(at, key, past, isLater);
  };
  /** Hides what is not asked for. */
  const narrow = (at, key, last, past, isLater) => {
    const wanted = ["speaker", "topic"].filter((kind) => state[kind]).map((kind) => kind + state[kind]);
    entries.forEach((entry, index) => {
      const { node, stroke } = entry;
      node.hidden = index > last || (key && !entry.key) || !wanted.every((term) => entry.terms.has(term));
      stroke?.classList.toggle("off", node.hidden);
    });
    // What is chosen is one line of time: its stretches are for a page that is read from the top.
    for (const stretch of stream.querySelectorAll(".stretch")) stretch.replaceWith(...stretch.childNodes);
    arrange(state.order || written);
    const isHidden = (node) => !node || node.hidden;
    for (const node of stream.querySelectorAll(".silence")) {
      node.hidden = isHidden(node.previousElementSibling) || isHidden(node.nextElementSibling);
    }
    for (const node of stream.querySelectorAll(".break")) {
      let next = node.nextElementSibling;
      while (next && !next.matches(".break, article:not([hidden])")) next = next.nextElementSibling;
      node.hidden = !next?.matches("article");
    }
    // What is listed above was not known before it happened, and the summary was written at the end.
    for (const line of main.querySelectorAll(":is(.key-events, .contents) li:has(> time)")) {
      line.hidden = past && isLater(line.querySelector("time").dateTime.slice(0, 16));
    }
    for (const hour of main.querySelectorAll(".contents > ol > li")) hour.hidden = !hour.querySelector("li:not([hidden])");
  };
  /** Says in the controls what is shown. */
  const tell = (at, key, past, isLater) => {
    main.classList.toggle("past", past);
    notice.hidden = whole.hidden = !past;
    slider.value = past ? Math.max(0, moments.findLastIndex((one) => !isLater(one))) : moments.length - 1;
    const point = past ? at : (moments.at(-1) ?? "");
    const clock = point.slice(11);
    const named = (month) => {
      const day = new Date(`${point.slice(0, 10)}T12:00`).toLocaleDateString(language, { day: "numeric", month, year: month === "long" ? "numeric" : undefined });
      return [clock, day].filter(Boolean).join(", ");
    };
    until.value = isOneDay && clock ? clock : named("short");
    slider.setAttribute("aria-valuetext", until.value);
    if (past) notice.firstElementChild.textContent = say(notice.dataset.words, { time: named("long") });
    const n = entries.filter(({ node }) => !node.hidden).length;
    shown.textContent = n < entries.length ? say(shown.dataset.words, { n, total: entries.length }) : "";
    for (const select of choices.querySelectorAll("select")) select.value = state[select.id.slice(1)] ?? "";
    find("order").value = order;
    if (find("key")) find("key").checked = Boolean(key);
  };

  const choose = (change) => {
    Object.assign(state, change);
    apply();
    const hash = Object.entries(state).filter(([, value]) => value).map((pair) => pair.join("=")).join("&");
    history.replaceState(history.state, "", hash ? `#${hash}` : location.pathname + location.search);
  };
  const go = (position, behavior) => {
    choose({ at: position >= moments.length - 1 ? "" : moments[position] });
    entries.findLast(({ node }) => !node.hidden)?.node.scrollIntoView({ behavior });
  };
  let timer = 0;
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    play.textContent = play.dataset.play;
  };

  play.addEventListener("click", () => {
    if (timer) return stop();
    go(state.at ? Number(slider.value) : 0, "smooth");
    timer = setInterval(() => {
      go(Number(slider.value) + 1, "smooth");
      if (!state.at) stop();
    }, 1500);
    play.textContent = play.dataset.stop;
  });
  slider.addEventListener("input", () => {
    stop();
    go(Number(slider.value), "instant");
  });
  for (const button of [whole, notice.querySelector("button")]) {
    button.addEventListener("click", () => {
      stop();
      choose({ at: "" });
      slider.focus({ preventScroll: true });
    });
  }
  choices.addEventListener("change", ({ target: { id, checked, value, type } }) => {
    choose({ [id.slice(1)]: type === "checkbox" ? checked && "1" : value === written ? "" : value });
  });
  addEventListener("hashchange", () => {
    stop();
    const target = !isState() && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    // A link into the page keeps what is chosen, and shows the entry that it leads to.
    if (target && !target.closest("article[hidden]")) return;
    read();
    apply();
    if (target) target.scrollIntoView();
  });

  for (const kind of ["speaker", "topic"]) {
    // By how often, then by name. The browser's own collation takes longer to begin than all of this.
    const plain = ({ name }) => name.normalize("NFD").toLowerCase();
    const sorted = [...terms[kind]].sort(([, a], [, b]) => b.count - a.count || (plain(a) < plain(b) ? -1 : 1));
    find(kind)?.append(...sorted.map(([slug, { name, count }]) => new Option(`${name} (${count})`, slug)));
  }
  slider.max = moments.length - 1;
  known.disabled = moments.length < 2;
  choices.disabled = false;
  read();
  apply();
})();
