// Lighthouse's marks of a built site: node tests/browser/lighthouse.mjs OUTPUT [LIVESITE]
//
// Home, the longest entry and speaker of OUTPUT, and coverages of 40 and 350 entries that LIVESITE (default:
// target/release/livesite) builds. The preset is mobile, the server compresses as a project page's does, each mark is
// the median of RUNS (5). ONLY=home,entry looks at some pages alone. Lighthouse is no part of the suite: it is slow. It
// is looked for in tests/node_modules, and in the folder that LIGHTHOUSE names:
//   npm install --prefix SOMEWHERE lighthouse@12, then LIGHTHOUSE=SOMEWHERE
// The exit code is 1 when a median is under 100.
import { mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pagesOfEveryKind } from './browser.mjs';
import { buildLongSite } from './long_coverage.mjs';
import { serve } from './server.mjs';

const [output, program = 'target/release/livesite'] = process.argv.slice(2);
if (!output) {
  console.error('usage: node tests/browser/lighthouse.mjs OUTPUT [LIVESITE]');
  process.exit(2);
}
const PARTS = ['performance', 'accessibility', 'best-practices', 'seo'];
const RUNS = Number(process.env.RUNS ?? 5);

/** Lighthouse and what starts the browser for it. */
async function load() {
  const places = [process.env.LIGHTHOUSE && join(resolve(process.env.LIGHTHOUSE), 'x.js'), import.meta.url].filter(Boolean);
  for (const place of places) {
    const find = createRequire(place);
    try {
      const lighthouse = find.resolve('lighthouse');
      const launcher = createRequire(lighthouse).resolve('chrome-launcher');
      return { lighthouse: (await import(pathToFileURL(lighthouse))).default, launcher: await import(pathToFileURL(launcher)) };
    } catch (error) {
      if (error.code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  console.error('lighthouse is not installed: npm install --prefix SOMEWHERE lighthouse@12, then LIGHTHOUSE=SOMEWHERE');
  process.exit(2);
}
const { lighthouse, launcher } = await load();
const chromePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path && existsSync(path));
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** The marks of one run, and what each audit that is not perfect says. */
async function run(address) {
  const chrome = await launcher.launch({ chromePath, chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic'] });
  try {
    const { lhr } = await lighthouse(address, { port: chrome.port, logLevel: 'error', onlyCategories: PARTS });
    const lost = PARTS.flatMap((part) => lhr.categories[part].auditRefs)
      .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1)
      .map(({ id }) => `${id} ${lhr.audits[id].displayValue ?? lhr.audits[id].score}`);
    const of = (id) => lhr.audits[id].numericValue;
    return {
      marks: PARTS.map((part) => Math.round(lhr.categories[part].score * 100)),
      measures: [of('first-contentful-paint'), of('largest-contentful-paint'), of('total-blocking-time'), of('cumulative-layout-shift')],
      lost,
    };
  } finally {
    chrome.kill();
  }
}

const folder = await mkdtemp(join(tmpdir(), 'lighthouse-'));
const long = await buildLongSite(resolve(program), folder, [40, 350]);
const kinds = await pagesOfEveryKind(resolve(output));
const [site, generated] = [await serve(resolve(output)), await serve(long)];
const pages = [
  ...['home', 'entry', 'speaker'].map((name) => [name, site.home + encodeURI(kinds.find((page) => page.name === name).path)]),
  ['coverage-40', `${generated.home}of-40/`], ['coverage-350', `${generated.home}of-350/`],
].filter(([name]) => !process.env.ONLY || process.env.ONLY.split(',').includes(name));
console.log(`page          ${PARTS.join('  ')}  FCP ms  LCP ms  TBT ms  CLS   (medians of ${RUNS})`);
let isPerfect = true;
for (const [name, address] of pages) {
  const runs = [];
  for (let at = 0; at < RUNS; at += 1) runs.push(await run(address));
  const marks = PARTS.map((_, part) => median(runs.map((one) => one.marks[part])));
  const measures = [0, 1, 2, 3].map((which) => median(runs.map((one) => one.measures[which])));
  isPerfect &&= marks.every((mark) => mark === 100);
  console.log(
    name.padEnd(13), PARTS.map((part, at) => String(marks[at]).padStart(part.length)).join('  '),
    ...measures.slice(0, 3).map((value) => String(Math.round(value)).padStart(7)), ` ${measures[3].toFixed(4)}`,
  );
  for (const said of new Set(runs.flatMap((one) => one.lost))) console.log(`              not perfect: ${said}`);
}
await Promise.all([site.close(), generated.close()]);
await rm(folder, { recursive: true });
process.exit(isPerfect ? 0 : 1);
