// Marks beside the entries of a page, in serve only: where to edit them, which are drafts, whose speakers rest on
// inference. They come from the server as data and never stand in the page's bytes.
import { sheet } from "./overlay.js";

let styles = null;

function link(spot) {
  const one = document.createElement("a");
  one.href = spot.editor;
  one.textContent = "Edit this entry";
  one.title = `${spot.file}:${spot.line}`;
  return one;
}

function note(text, kind) {
  const one = document.createElement("span");
  one.className = kind;
  one.textContent = text;
  return one;
}

/** The mark of one entry, in a shadow of its own. */
function markOf(entry) {
  const host = document.createElement("div");
  host.dataset.livesite = "mark";
  const shadow = host.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [styles];
  if (entry.draft) shadow.append(note("Draft", "draft"));
  for (const name of entry.uncertain) shadow.append(note(`To confirm: ${name}`, "confirm"));
  if (entry.spot.editor) shadow.append(link(entry.spot));
  return host;
}

/** Where a link leads, as the server names it. */
const pathOf = (one) => decodeURI(new URL(one.getAttribute("href"), location.href).pathname);

/** Marks the entries of the page. */
export async function mark(at) {
  const here = new URL(at("page.json"));
  here.searchParams.set("path", location.pathname);
  const answer = await fetch(here);
  if (!answer.ok) return;
  const entries = new Map((await answer.json()).map((entry) => [entry.path, entry]));
  for (const old of document.querySelectorAll('[data-livesite="mark"]')) old.remove();
  if (entries.size === 0) return;
  styles ??= await sheet(at);
  const own = entries.get(decodeURI(location.pathname));
  for (const article of document.querySelectorAll("main article")) {
    const links = [...article.querySelectorAll("a[href]")].map(pathOf);
    const entry = own && article === document.querySelector("main article") ? own : entries.get(links.find((path) => entries.has(path)));
    if (!entry) continue;
    const host = markOf(entry);
    if (!host.shadowRoot.hasChildNodes()) continue;
    if (getComputedStyle(article).position === "static") host.classList.add("in-flow");
    article.append(host);
  }
}
