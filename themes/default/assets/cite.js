// Citations of an entry: a button that copies each, and, where a statement was asked for by its anchor, its address.
(() => {
  const box = document.querySelector("details.cite");
  if (!box) return;

  /** The texts as they came, with the entry's own address. */
  const texts = [...box.querySelectorAll("dd > *")];
  const plain = texts.map((one) => one.textContent);
  const address = document.querySelector('link[rel="canonical"]').href;

  const point = () => {
    const anchor = /^#s-[0-9a-f]{8}(-\d+)?$/.exec(location.hash)?.[0] ?? "";
    texts.forEach((one, index) => {
      one.textContent = plain[index].replaceAll(address, address + anchor);
    });
  };
  addEventListener("hashchange", point);
  point();

  if (!navigator.clipboard) return;
  for (const text of texts) {
    const button = document.createElement("button");
    button.type = "button";
    // What the reader's browser added is no part of the page: the desk compares pages without it.
    button.dataset.livesite = "copy";
    button.textContent = box.dataset.copy;
    button.setAttribute("aria-label", `${box.dataset.copy}: ${text.closest("div").querySelector("dt").textContent}`);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = box.dataset.copied;
      setTimeout(() => (button.textContent = box.dataset.copy), 2000);
    });
    text.closest("div").querySelector("dt").append(button);
  }
})();
