// The browser for the checks, and which pages of a built site stand for their kind.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { chromium } from 'playwright-core';

const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/** The browser that CHROMIUM names, else the system's. */
function executable() {
  const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const path = places.find((path) => path && existsSync(path));
  if (!path) throw new Error('no chromium: install it, or name it in CHROMIUM');
  return path;
}

/** Starts the browser. */
export function launch() {
  return chromium.launch({ executablePath: executable(), args: FLAGS });
}

/** Opens a page in a browser that nobody looks into: what is told of each request would take longer than the request. */
export function openAlone(address, profile) {
  const files = ['--allow-file-access-from-files', '--disable-features=LocalNetworkAccessChecks'];
  return spawn(executable(), [...FLAGS, ...files, '--headless=new', '--window-size=1300,1000', `--user-data-dir=${profile}`, address], { stdio: 'ignore' });
}

export const SIZES = {
  narrow: { width: 360, height: 740 },
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 900 },
};

/** Every HTML page of a site: its address below the base, its kind (the body's class), its language. */
async function pages(folder) {
  const found = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.html')) continue;
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const text = await readFile(file, 'utf8');
    found.push({
      path: relative(folder, file).split(sep).join('/').replace(/(^|\/)index\.html$/, '$1'),
      kind: /<body[^>]*class="page-([\w-]+)/.exec(text)?.[1] ?? 'unknown',
      rightToLeft: /<(?:html|div|h1)[^>]*dir="rtl"/.test(text),
      size: text.length,
    });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Two pages of every kind, the longest and the longest from right to left, and one numbered page of a list. */
export async function pagesOfEveryKind(folder) {
  const all = await pages(folder);
  const chosen = new Map();
  const choose = (name, candidates) => {
    const longest = candidates.sort((a, b) => b.size - a.size)[0];
    if (longest && ![...chosen.values()].includes(longest)) chosen.set(name, longest);
  };
  for (const kind of new Set(all.map((page) => page.kind))) {
    const of = all.filter((page) => page.kind === kind);
    choose(kind, of.filter((page) => !page.rightToLeft));
    choose(`${kind}-rtl`, of.filter((page) => page.rightToLeft));
  }
  choose('numbered', all.filter((page) => /\/page\/\d+\/$/.test(page.path)));
  return [...chosen].map(([name, page]) => ({ name, ...page }));
}
