// The pages whose addresses are nearest to one that leads nowhere: the last step of the way there that exists is asked
// for its links, and those that are spelled most alike are offered.
(async () => {
  // A page on a disk may ask for nothing.
  if (location.protocol === "file:") return;
  const { base } = document.currentScript.dataset;
  const near = document.getElementById("_near");
  const steps = decoded(location.pathname).slice(base.length).split("/").filter(Boolean);
  let [at, parent] = [steps.length, null];
  while (!parent && at > 0) {
    at -= 1;
    const answer = await fetch(base + steps.slice(0, at).map((step) => `${encodeURIComponent(step)}/`).join("")).catch(() => null);
    if (answer?.ok) parent = new DOMParser().parseFromString(await answer.text(), "text/html");
  }
  if (!parent) return;

  function decoded(path) {
    try {
      return decodeURIComponent(path);
    } catch {
      return path;
    }
  }
  const pairs = (text) => new Set([...text.toLowerCase()].map((letter, index, all) => letter + (all[index + 1] ?? "")));
  const wanted = pairs(steps[at]);
  const likeness = (text) => {
    const own = pairs(text);
    return (2 * [...own].filter((pair) => wanted.has(pair)).length) / (own.size + wanted.size);
  };
  const found = new Map();
  for (const link of parent.querySelectorAll("main a[href]")) {
    const path = link.getAttribute("href").split("#")[0];
    const own = path.startsWith(base) && decoded(path.slice(base.length)).split("/").filter(Boolean).at(-1);
    if (!own || found.has(path)) continue;
    const heading = link.rel === "bookmark" ? link.closest("article")?.querySelector("h2, h3") : null;
    found.set(path, { path, name: (heading ?? link).textContent.trim(), score: likeness(own) });
  }
  const nearest = [...found.values()].filter(({ name, score }) => name && score > 0.5).sort((a, b) => b.score - a.score).slice(0, 5);
  for (const { path, name } of nearest) {
    const [item, link, text] = ["li", "a", "bdi"].map((tag) => document.createElement(tag));
    link.href = path;
    text.textContent = name;
    link.append(text);
    item.append(link);
    near.querySelector("ul").append(item);
  }
  near.hidden = nearest.length === 0;
})();
