// What is wrong, over the page that still stands: the same diagnostics as in the terminal. Escape closes it, the tab in
// the corner opens it again; when all is mended it goes away.

let host = null;
/** What was closed; other problems open it again. */
let closed = null;
let shown = null;

/** An element with attributes and children; text stays text. */
function make(name, attributes = {}, ...children) {
  const one = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value);
  one.append(...children.filter((child) => child !== null && child !== undefined));
  return one;
}

/** The style sheet of the desk, which a page's policy cannot refuse because it is no element of the page. */
export async function sheet(at) {
  const fresh = new CSSStyleSheet();
  fresh.replaceSync(await (await fetch(at("desk.css"))).text());
  return fresh;
}

/** A sentence of a diagnostic: what stands between backticks is code. */
const sentence = (text) => text.split("`").map((part, index, all) => (index % 2 && index < all.length - 1 ? make("code", {}, part) : index % 2 ? `\`${part}` : part));

/** A path, each part for itself: letters that run from right to left must not change the order of its parts. */
const path = (file) => file.split("/").flatMap((part, index) => (index ? ["/", make("bdi", {}, part)] : [make("bdi", {}, part)]));

const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

function place(spot, label) {
  const numbers = [spot.line, spot.column].filter((part) => part !== null).map((number) => `:${number}`);
  const name = [...path(spot.file), ...numbers];
  const link = spot.editor ? [make("a", { href: spot.editor, title: "Open in the editor" }, ...name)] : name;
  const parts = [make("p", { class: "place" }, ...link)];
  if (spot.source) {
    const [before, pointed, after] = spot.source;
    parts.push(make("pre", {}, make("code", {}, before, make("mark", {}, pointed), after)));
  }
  if (label) parts.push(make("p", { class: "label" }, ...sentence(label)));
  return parts;
}

function item(problem) {
  const code = make("span", { class: "code" }, `${problem.severity} · ${problem.code}`);
  return make(
    "li",
    { class: problem.severity },
    make("p", { class: "what" }, code, " ", ...sentence(problem.message)),
    ...(problem.spot ? place(problem.spot, problem.label) : []),
    ...problem.related.flatMap(([spot, what]) => place(spot, what)),
    ...problem.hints.map((hint) => make("p", { class: "hint" }, ...sentence(hint))),
  );
}

function draw({ failed, problems, more }, at) {
  const close = make("button", { type: "button", class: "close" }, "Close ", make("kbd", {}, "Esc"));
  const title = problems.length ? count(problems.length + more, "error") : "A fault of livesite's own";
  const panel = make(
    "section",
    { class: "panel", role: "dialog", "aria-labelledby": "title", tabindex: "-1" },
    make(
      "header",
      {},
      make("h2", { id: "title" }, title),
      failed ? make("p", { class: "facts" }, "The last good site is shown") : null,
      make("a", { href: at("") }, "The desk"),
      close,
    ),
    make("ol", { class: "problems" }, ...problems.map(item)),
    problems.length ? null : make("p", { class: "none" }, "The terminal says more; please report it."),
    more ? make("p", { class: "none" }, `… and ${more} more`) : null,
  );
  const tab = make("button", { type: "button", class: "tab", "aria-expanded": "true" }, title);
  const toggle = (open) => {
    panel.hidden = !open;
    tab.hidden = open;
    tab.setAttribute("aria-expanded", String(open));
    closed = open ? null : shown;
  };
  close.addEventListener("click", () => toggle(false));
  tab.addEventListener("click", () => {
    toggle(true);
    panel.focus();
  });
  host.onkey = (event) => {
    if (event.key === "Escape" && !panel.hidden) toggle(false);
  };
  toggle(closed !== shown);
  // Read out once, without taking the focus from whoever types.
  const said = make("p", { class: "said", role: "alert" });
  host.shadowRoot.replaceChildren(said, panel, tab);
  const first = problems[0];
  said.textContent = `${title}. ${first ? `${first.spot?.file ?? ""} ${first.spot?.line ?? ""}: ${first.message}` : ""}`;
}

/** Shows what is wrong, or nothing where nothing is. */
export async function show(news, at) {
  if (news.errors === 0 && !news.failed) {
    host?.remove();
    shown = closed = null;
    return;
  }
  const text = await (await fetch(at("problems.json"))).text();
  if (!host) {
    host = make("div", { "data-livesite": "overlay" });
    host.attachShadow({ mode: "open" }).adoptedStyleSheets = [await sheet(at)];
    addEventListener("keydown", (event) => host.onkey?.(event));
  }
  if (shown === text && host.isConnected) return;
  shown = text;
  draw(JSON.parse(text), at);
  // Outside of the body: the page's own styles and scripts do not meet it.
  document.documentElement.append(host);
}
