// How long queries take on a large built site: node tests/browser/search_times.mjs OUTPUT
//
// Each query is put into the field of a page whose heads are loaded. Cold: no other file of the index was ever asked
// for. Again: the third time on the same page. From the keystroke until the first ten results stand there.
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { launch, SIZES } from './browser.mjs';
import { serve } from './server.mjs';

const output = process.argv[2];
if (!output) {
  console.error('usage: node tests/browser/search_times.mjs OUTPUT, or the address of a site that is served');
  process.exit(2);
}
const served = /^https?:/.test(output);
const server = served ? { home: output, close: () => {} } : await serve(resolve(output), process.env.BASE ?? '/');
if (!served) {
  const index = (await readdir(join(output, 'search'))).filter((name) => name.endsWith('.bin'));
  const sizes = await Promise.all(index.map(async (name) => (await stat(join(output, 'search', name))).size));
  console.log(`${index.length} files, ${(sizes.reduce((a, b) => a + b, 0) / 1e6).toFixed(1)} MB, the largest ${(Math.max(...sizes) / 1e3).toFixed(0)} KB`);
}

// Words of this very site: how often each is, from some of its entries.
const often = new Map();
const pairs = [];
const home = await (await fetch(server.home)).text();
const coverages = [...home.matchAll(/<article class="entry item coverage">.*?<h3[^>]*><a href="([^"]*)"/gs)].map((found) => found[1]);
for (const href of coverages.filter((_, at) => at % Math.ceil(coverages.length / 40) === 0)) {
  const html = await (await fetch(new URL(href, server.home))).text();
  for (const [, body] of html.matchAll(/<div class="body"[^>]*>(.*?)<\/div>/gs)) {
    const text = body.replace(/<[^>]*>|&[^;]*;/g, ' ');
    for (const word of new Set(text.toLowerCase().match(/\p{L}{3,}/gu))) often.set(word, (often.get(word) ?? 0) + 1);
    pairs.push(/[a-z]{4,} [a-z]{4,} [a-z]{4,}/.exec(text)?.[0]);
  }
}
const ranked = [...often].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
const [first, second] = ranked.filter((word) => word.length > 4);
const phrase = pairs.filter(Boolean)[7] ?? pairs.find(Boolean);

const browser = await launch();
const rows = [];

async function page() {
  const context = await browser.newContext({ viewport: SIZES.desktop });
  const tab = await context.newPage();
  const started = performance.now();
  await tab.goto(`${server.home}search/`);
  await tab.waitForLoadState('networkidle');
  return { context, tab, loaded: performance.now() - started };
}
/** Milliseconds from a keystroke to the results. */
const time = (tab, query) => tab.evaluate((query) => new Promise((done) => {
  const [field, status] = [document.getElementById('_q'), document.getElementById('_status')];
  const started = performance.now();
  new MutationObserver((_, observer) => {
    observer.disconnect();
    done(performance.now() - started);
  }).observe(status, { childList: true });
  field.value = query;
  field.dispatchEvent(new Event('input'));
}), query);

async function measure(name, query, prepare) {
  const { context, tab } = await page();
  if (prepare) await prepare(tab);
  await tab.waitForTimeout(150);
  await tab.evaluate(() => performance.clearResourceTimings());
  const cold = await time(tab, query);
  const asked = await tab.evaluate(() => {
    const files = performance.getEntriesByType('resource').filter((one) => one.name.endsWith('.bin'));
    return `${files.length} files, ${(files.reduce((sum, one) => sum + one.encodedBodySize, 0) / 1e3).toFixed(0)} KB`;
  });
  await time(tab, `${query}x`);
  await time(tab, query);
  await time(tab, `${query}x`);
  const again = await time(tab, query);
  const results = await tab.locator('#_status').textContent();
  rows.push([name, query, results, cold.toFixed(0), again.toFixed(0), asked]);
  await context.close();
}

const { context, loaded, tab } = await page();
const heads = await tab.evaluate(() => performance.getEntriesByType('resource').filter((one) => one.name.endsWith('.bin')));
console.log(`root and heads: ${heads.length} files; the page is still after ${(loaded - 500).toFixed(0)} ms`);
await context.close();
await measure('common word', `${ranked[0]} `);
await measure('common long word', `${first} `);
await measure('rare word', `${ranked.at(-1)} `);
await measure('two words', `${first} ${second} `);
const chosen = await (async () => {
  const one = await page();
  await time(one.tab, `${first} `);
  const key = await one.tab.locator('#_facets a[data-key^="speaker "]').first().getAttribute('data-key');
  await one.context.close();
  return key.split(' ')[1];
})();
await measure('two words and a speaker', `${first} ${second} `, async (tab) => {
  await tab.evaluate((speaker) => history.replaceState(null, '', `?speaker=${speaker}`), chosen);
});
await measure('phrase', `"${phrase}"`);
await measure('phrase of common words', `"${ranked[0]} ${ranked[1]}"`);
await measure('beginning, two letters', first.slice(0, 2));
await measure('beginning, four letters', first.slice(0, 4));
await measure('newest first', `${first} `, async (tab) => {
  await tab.evaluate(() => history.replaceState(null, '', '?order=newest'));
});
console.log('| query | typed | | cold ms | again ms | asked for |\n|---|---|---|---|---|---|');
for (const row of rows) console.log(`| ${row.join(' | ')} |`);
await browser.close();
await server.close();
