// Looks at a built site in a browser: node tests/browser/check.mjs OUTPUT
//
// Every kind of page, on phone and desktop, light and dark, with and without JavaScript: nothing on the console, no
// request to another origin or for a file that is not there, nothing wider than a phone, nothing that moves while a
// page loads, no accessibility violation. The last line counts; the exit code is 1 when anything failed.
// ON=phone/light looks at one size and colour scheme only.
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { launch, pagesOfEveryKind, SIZES } from './browser.mjs';
import { serve } from './server.mjs';

const output = process.argv[2];
if (!output) {
  console.error('usage: node tests/browser/check.mjs OUTPUT');
  process.exit(2);
}
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const kinds = await pagesOfEveryKind(resolve(output));
const EXPECTED = ['home', 'coverage', 'entry', 'days', 'day', 'speakers', 'speaker', 'topics', 'topic', 'search'];
const server = await serve(resolve(output));
const browser = await launch();
let passed = 0;
let failed = 0;

function result(name, problems) {
  if (problems.length === 0) {
    passed += 1;
    return;
  }
  failed += 1;
  console.log(`FAILED ${name}`);
  for (const problem of problems) console.log(`  ${problem}`);
}

/** Opens a page and gathers what goes wrong while it loads. */
async function open(context, address) {
  const page = await context.newPage();
  const problems = [];
  page.on('console', (message) => problems.push(`console ${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${server.origin}/archive/`) && !request.url().startsWith('data:')) {
      problems.push(`request to ${request.url()}`);
    }
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} for ${response.url()}`);
  });
  await page.goto(address, { waitUntil: 'load' });
  return { page, problems };
}

/** What is wider than the window, by its tag and class; boxes that scroll on their own may be. */
function tooWide() {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.querySelectorAll('body *')].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.right > width + 1 || box.left < -1);
  });
  const names = wide.slice(0, 5).map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
  return [`scrolls sideways: ${document.documentElement.scrollWidth} in ${width}: ${names.join(', ')}`];
}

/** Adds up how far things move in every page of a context. */
function watchMoves() {
  window.moved = 0;
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) window.moved += shift.value;
  }).observe({ type: 'layout-shift', buffered: true });
}

for (const kind of EXPECTED) {
  result(`a page of the kind ${kind}`, kinds.some((page) => page.kind === kind) ? [] : ['there is none']);
}
for (const scheme of ['light', 'dark']) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    // What is too wide is so in both schemes.
    if (size === 'narrow' && scheme === 'dark') continue;
    if (process.env.ON && process.env.ON !== `${size}/${scheme}`) continue;
    // The policy of the pages would keep the checker's own script out.
    const context = await browser.newContext({ viewport, colorScheme: scheme, bypassCSP: true });
    await context.addInitScript(watchMoves);
    for (const kind of kinds) {
      const { page, problems } = await open(context, server.home + encodeURI(kind.path));
      problems.push(...(await page.evaluate(tooWide)));
      const moved = await page.evaluate(() => document.fonts.ready.then(() => window.moved));
      // When the fonts come late, a word in a line of facts may stand a pixel further on.
      if (moved >= 0.005) problems.push(`layout shift ${moved}`);
      if (size !== 'narrow') {
        await page.evaluate(axe);
        // All of a coverage is looked at, not only what is near the window.
        await page.evaluate(() => document.querySelector('.stream')?.classList.add('whole'));
        const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } }));
        for (const violation of found.violations) {
          const node = violation.nodes[0];
          problems.push(`${violation.id} (${violation.impact}, ${violation.nodes.length}): ${node.html.slice(0, 160)}`);
        }
      }
      result(`${kind.name} /${kind.path} ${size} ${scheme}`, problems);
      await page.close();
    }
    await context.close();
  }
}

// The policy holds: with it in force nothing is refused, because nothing that it forbids is there.
const strict = await browser.newContext({ viewport: SIZES.desktop });
for (const kind of kinds) {
  const { page, problems } = await open(strict, server.home + encodeURI(kind.path));
  result(`${kind.name} under its policy`, problems);
  await page.close();
}
await strict.close();

// Without JavaScript: the text is there and seen, and the ways on are links that lead somewhere.
const plain = await browser.newContext({ viewport: SIZES.phone, javaScriptEnabled: false });
for (const kind of kinds) {
  const { page, problems } = await open(plain, server.home + encodeURI(kind.path));
  if (!(await page.locator('h1').first().isVisible())) problems.push('no heading is seen');
  const words = (await page.locator('main').innerText()).trim();
  if (words.length < 10) problems.push('no text is seen');
  const links = await page.locator('a[href^="/archive/"]').count();
  if (links < 3) problems.push(`${links} links`);
  result(`${kind.name} without JavaScript`, problems);
  await page.close();
}

// The way of a reader without JavaScript: home, coverage, entry, later entry, back to the coverage.
{
  const { page, problems } = await open(plain, server.home);
  const follow = async (selector, expected) => {
    await page.locator(selector).first().click();
    await page.waitForLoadState();
    if (!(await page.locator(`body.page-${expected}`).count())) problems.push(`${selector} does not lead to a page of the kind ${expected}`);
  };
  await follow('main article.coverage h3 a', 'coverage');
  await follow('main article a[rel="bookmark"]', 'entry');
  await follow('main a[rel="next"]', 'entry');
  await follow('main a[rel="prev"]', 'entry');
  await follow('nav.crumbs li:last-child a', 'coverage');
  await follow('header nav a[href$="/days/"]', 'days');
  await follow('main .calendar a', 'day');
  result('the way of a reader without JavaScript', problems);
  await page.close();
}

// An address that is not there shows the page that says so.
{
  const page = await plain.newPage();
  const response = await page.goto(`${server.home}nowhere/at/all/`);
  const problems = response.status() === 404 ? [] : [`status ${response.status()}`];
  const style = await page.locator('main').evaluate((main) => getComputedStyle(main).fontFamily).catch(() => '');
  if (!(await page.locator('main').count())) problems.push('it is not the site\'s own page');
  if (style === '') problems.push('it has no style');
  result('an address that is not there', problems);
}
await plain.close();

// It offers the pages whose addresses are nearest.
{
  const page = await browser.newPage();
  const entry = kinds.find((kind) => kind.kind === 'entry');
  await page.goto(server.home + encodeURI(entry.path).replace(/\/$/, 'x/'));
  const nearest = page.locator(`#_near a[href$="/${encodeURI(entry.path)}"]`);
  const found = await nearest.waitFor({ timeout: 5000 }).then(() => true, () => false);
  const isPlain = (await page.locator('script').count()) === 0;
  result('an address that is misspelled', found || isPlain ? [] : [`${entry.path} is not offered`]);
  await page.close();
}

// Paper: the text is there.
{
  const context = await browser.newContext({ viewport: SIZES.desktop });
  for (const kind of kinds) {
    const { page, problems } = await open(context, server.home + encodeURI(kind.path));
    await page.emulateMedia({ media: 'print' });
    if (!(await page.locator('h1').first().isVisible())) problems.push('no heading is seen');
    if ((await page.locator('main').innerText()).trim().length < 10) problems.push('no text is seen');
    result(`${kind.name} in print`, problems);
    await page.close();
  }
  await context.close();
}

await browser.close();
await server.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
