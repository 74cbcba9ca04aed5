// Whose clock the times are in: the coverage's, as they are written; the reader's own; or how long into the coverage.
// The choice is remembered, and the written time stays beside the other or in its title.
(() => {
  const { words, start: first, zone } = document.currentScript.dataset;
  const KEY = "livesite-clock";
  const start = Date.parse(first);
  const two = (number) => String(number).padStart(2, "0");
  const clock = (minutes) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  const signed = (minutes) => (minutes < 0 ? "-" : "+") + clock(Math.abs(minutes));

  const TIMES = ":is(.when, .key-events, .contents) time[datetime*=T]";
  /** The times as they are written: gathered when another clock is first asked for, since a long page has a thousand. */
  const gather = () => [...document.querySelectorAll(TIMES)].map((time) => {
    const beside = time.closest(".when")?.querySelector(".offset");
    return { time, text: time.firstChild.data, beside, offset: beside?.textContent ?? "" };
  });
  let times;

  /** The reader's own time, with the offset, and the day where it is another there. */
  const yours = (moment, written) => {
    const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
    const language = `${document.documentElement.lang.replace(/^en$/, "en-GB")}-u-nu-latn`;
    const name = moment.toLocaleDateString(language, { day: "numeric", month: "short" });
    const offset = signed(-moment.getTimezoneOffset());
    return [clock(moment.getHours() * 60 + moment.getMinutes()), written.startsWith(day) ? offset : `${offset} ${name}`];
  };

  const show = (choice) => {
    times ??= gather();
    for (const { time, text, beside, offset } of times) {
      const moment = new Date(time.dateTime);
      let shown = [text, offset];
      if (choice === "yours") shown = yours(moment, time.dateTime);
      if (choice === "into") shown = [signed(Math.floor((moment - start) / 60000)), text];
      time.firstChild.data = shown[0];
      if (beside) beside.textContent = shown[1];
      time.title = choice === "coverage" ? "" : `${text.trim()} ${offset}`;
    }
  };

  // A page from a folder, or a reader who lets nothing be stored, has no memory.
  const memory = (use) => {
    try {
      return use(localStorage);
    } catch {
      return null;
    }
  };

  if (!document.querySelector(TIMES)) return;
  const [name, coverage, yourZone, into] = words.split("|");
  const select = document.createElement("select");
  select.id = "_clocks";
  select.append(new Option(zone ? `${coverage} (${zone})` : coverage, "coverage"), new Option(yourZone, "yours"));
  if (first) select.append(new Option(into, "into"));
  const label = document.createElement("label");
  label.className = "clocks";
  // What the reader's browser added is no part of the page: the desk compares pages without it.
  label.dataset.livesite = "clocks";
  label.append(`${name} `, select);
  document.querySelector("main .crumbs").after(label);

  select.value = memory((store) => store.getItem(KEY)) ?? "coverage";
  if (select.selectedIndex < 0) select.value = "coverage";
  if (select.value !== "coverage") show(select.value);
  select.addEventListener("change", () => {
    memory((store) => store.setItem(KEY, select.value));
    show(select.value);
  });
})();
