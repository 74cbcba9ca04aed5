// How long queries take on a large built site: node tests/browser/search_times.mjs OUTPUT
//
// Served, or opened from its folder where it was built with --portable. Each query is put into the field of a page that was
// opened for it a moment ago, and which keeps no file from the page before: that is cold. Warm: once more on the same page.
// From the keystroke until the first ten results stand there, laid out. "opened with it": an address with a query,
// from the navigation on. QUERIES=100 of each kind, KINDS=phrase for those whose name has that in it.
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import { openAlone } from './browser.mjs';
import { serve } from './server.mjs';

const output = process.argv[2];
if (!output) {
  console.error('usage: node tests/browser/search_times.mjs OUTPUT');
  process.exit(2);
}
const QUERIES = Number(process.env.QUERIES ?? 100);
const KINDS = process.env.KINDS ?? '';
const folder = join(resolve(output), 'search');
const names = (await readdir(folder)).filter((name) => name !== 'index.html');
const portable = names.includes('root.js');
const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
const megabytes = (sizes.reduce((a, b) => a + b, 0) / 1e6).toFixed(1);
console.log(`${names.length} files, ${megabytes} MB, the largest ${(Math.max(...sizes) / 1e3).toFixed(0)} KB`);

/** A file of the index, as the script in the browser has it. */
async function file(name) {
  const bytes = await readFile(join(folder, name + (portable ? '.js' : '.bin')));
  return inflateRawSync(portable ? Buffer.from(/,"(.*)"/.exec(bytes.toString())[1], 'base64') : bytes);
}
let seed = 7;
const below = (limit) => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return Math.floor((seed / 2 ** 32) * limit);
};
const one = (of) => of[below(of.length)];

// Words of this very site, the most frequent first, and the values of its facets.
const heads = [];
for (const name of JSON.parse(await file('root')).blocks) {
  const bytes = await file(name);
  heads.push({ name, ...JSON.parse(bytes.subarray(4 + 4 * bytes.readInt32LE(0))) });
}
const often = new Map();
const texts = [];
const plain = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
for (let at = 0; at < 300; at += 1) {
  for (const document of JSON.parse(await file(one(one(heads).chunks)[1]))) {
    const words = plain(document[4].split('\n').find((text) => plain(text).length > 6) ?? '');
    if (words.length) texts.push(words);
    for (const word of new Set(plain(document[4]))) often.set(word, (often.get(word) ?? 0) + 1);
  }
}
const ranked = [...often].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word).filter((word) => word.length > 2);
const common = () => one(ranked.slice(0, 40));
const usual = () => one(ranked.slice(40, 2000));
const rare = () => one(ranked.slice(-Math.ceil(ranked.length / 3)));
const run = (length) => {
  const text = one(texts);
  const start = below(text.length - length);
  return text.slice(start, start + length).join(' ');
};
const value = (facet) => one(one(heads).values[facet])[0];
const beginning = (length) => one(ranked.filter((word) => word.length > length)).slice(0, length);
const kinds = {
  'opened with it: a usual word': () => ({ q: `${usual()} ` }),
  'very common word': () => ({ q: `${common()} ` }),
  'usual word': () => ({ q: `${usual()} ` }),
  'rare word': () => ({ q: `${rare()} ` }),
  'two words': () => ({ q: `${usual()} ${common()} ` }),
  'four words': () => ({ q: `${run(4)} ` }),
  'phrase of three words': () => ({ q: `"${run(3)}"` }),
  'phrase of two very common words': () => ({ q: `"${common()} ${common()}"` }),
  'beginning, one letter': () => ({ q: beginning(1) }),
  'beginning, two letters': () => ({ q: beginning(2) }),
  'beginning, three letters': () => ({ q: beginning(3) }),
  'beginning, five letters': () => ({ q: beginning(5) }),
  'word, person and topic': () => ({ q: `${usual()} `, speaker: value(0), topic: value(1) }),
  'common word, newest first': () => ({ q: `${common()} `, order: 'newest' }),
  'person alone': () => ({ q: '', speaker: value(0) }),
};

// What the page of the measurement does with the search page in its frame.
async function measure(plan) {
  const frame = document.querySelector('iframe');
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const part = (id) => frame.contentDocument?.getElementById(id);
  // Which files of the index were asked for. A browser keeps no times of files on a disk: these are scripts of the page.
  const asked = () => [...frame.contentWindow.performance.getEntriesByType('resource').map(({ name }) => name),
    ...Array.from(frame.contentDocument.scripts, ({ src }) => src)].map((name) => /\/search\/(\w+\.(bin|js))$/.exec(name)?.[1]).filter(Boolean);
  const address = (query) => `${plan.address}${plan.part}${new URLSearchParams(query)}`;
  async function go(to) {
    frame.src = 'about:blank';
    // Until then what is looked at is the page before.
    while (frame.contentDocument?.URL !== 'about:blank') await pause(5);
    await pause(20);
    const started = performance.now();
    frame.src = to;
    return started;
  }
  async function time({ q, ...more }) {
    frame.contentWindow.history.replaceState(null, '', `${plan.part}${new URLSearchParams(more)}`);
    // The browser goes on writing its history for a while, which is no part of a keystroke.
    await pause(100);
    return new Promise((done) => {
      const started = performance.now();
      new MutationObserver((_, observer) => {
        observer.disconnect();
        part('_list').getBoundingClientRect();
        done(performance.now() - started);
      }).observe(part('_status'), { childList: true });
      part('_q').value = q;
      part('_q').dispatchEvent(new Event('input'));
    });
  }
  const rows = [];
  for (const { name, queries } of plan.kinds) {
    for (const query of queries) {
      let cold;
      let before = [];
      if (name.startsWith('opened')) {
        const started = await go(address(query));
        while (!part('_status')?.textContent) await pause(1);
        part('_list').getBoundingClientRect();
        cold = performance.now() - started;
      } else {
        await go(address({}));
        while (!part('_q') || asked().length <= plan.heads) await pause(5);
        await pause(plan.rest);
        before = asked();
        cold = await time(query);
      }
      const files = asked().filter((name) => !before.includes(name));
      await time({ q: '' });
      rows.push({ name, cold, warm: await time(query), files });
    }
  }
  await fetch(plan.answer, { method: 'POST', mode: 'no-cors', body: JSON.stringify(rows) });
}

const place = await mkdtemp(join(tmpdir(), 'search-times-'));
let driver;
let answered;
const answer = new Promise((done) => (answered = done));
const base = process.env.BASE ?? '/';
// The index is held in memory, as a host has what is asked for often: what is measured is the page.
const held = new Map(await Promise.all(names.map(async (name) => [`${base}search/${name}`, await readFile(join(folder, name))])));
const server = await serve(resolve(output), base, async (request, response) => {
  if (held.has(request.url)) {
    response.end(held.get(request.url));
  } else if (request.url === `${base}measure`) {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(driver);
  } else if (request.method === 'POST') {
    const parts = [];
    for await (const part of request) parts.push(part);
    response.end();
    answered(JSON.parse(Buffer.concat(parts)));
  } else return false;
  return true;
});
const plan = {
  address: portable ? `${pathToFileURL(folder)}/index.html` : `${server.home}search/`,
  part: portable ? '#' : '?',
  answer: `${server.home}answer`,
  heads: heads.length,
  // What is on a disk is unpacked by the page itself, and when it is done is not told.
  rest: Number(process.env.REST ?? (portable ? 1000 : 300)),
  kinds: Object.entries(kinds).filter(([name]) => name.includes(KINDS))
    .map(([name, query]) => ({ name, queries: Array.from({ length: QUERIES }, query) })),
};
driver = `<!doctype html><iframe width=1280 height=900></iframe><script>${measure}\nmeasure(${JSON.stringify(plan).replaceAll('<', '\\u003c')})</script>`;
await writeFile(join(place, 'measure.html'), driver);
const browser = openAlone(portable ? pathToFileURL(join(place, 'measure.html')) : `${server.home}measure`, join(place, 'profile'));
const rows = await answer;
browser.kill();
await new Promise((done) => browser.on('exit', done));
await server.close();
await rm(place, { recursive: true, force: true, maxRetries: 5 });

const of = (all, part) => [...all].sort((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * part))];
const three = (all) => [0.5, 0.95, 1].map((part) => of(all, part).toFixed(0)).join(' / ');
console.log(`${QUERIES} of each kind; milliseconds: median / 95th of 100 / worst`);
console.log('| query | cold | warm | files | KB, most |\n|---|---|---|---|---|');
for (const { name } of plan.kinds) {
  const all = rows.filter((row) => row.name === name);
  const bytes = all.map((row) => row.files.reduce((sum, file) => sum + sizes[names.indexOf(file)], 0));
  console.log(`| ${name} | ${three(all.map((row) => row.cold))} | ${three(all.map((row) => row.warm))} | ${of(all.map((row) => row.files.length), 0.5)} | ${
    (of(bytes, 0.5) / 1e3).toFixed(0)}, ${(of(bytes, 1) / 1e3).toFixed(0)} |`);
}
process.exit(0);
