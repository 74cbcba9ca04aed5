// A portable site opened from its folder: node tests/browser/portable.mjs OUTPUT
//
// OUTPUT was made with `livesite build --portable`. Pages are opened as files, links are followed, the search finds,
// counts and leads on; nothing fails and nothing is asked of anybody. The last line counts.
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch, pagesOfEveryKind, SIZES } from './browser.mjs';

const output = process.argv[2];
if (!output) {
  console.error('usage: node tests/browser/portable.mjs OUTPUT');
  process.exit(2);
}
const folder = resolve(output);
const at = (path) => pathToFileURL(join(folder, path.endsWith('/') || path === '' ? `${path}index.html` : path)).href;
const browser = await launch();
const context = await browser.newContext({ viewport: SIZES.desktop, locale: 'en-GB' });
const page = await context.newPage();
const noise = [];
page.on('console', (message) => noise.push(`console ${message.type()}: ${message.text()}`));
page.on('pageerror', (error) => noise.push(`error: ${error.message}`));
page.on('request', (request) => request.url().startsWith('file:') || noise.push(`request to ${request.url()}`));
// What is asked for while a link is followed is given up by the browser itself.
page.on('requestfailed', (request) => request.failure()?.errorText === 'net::ERR_ABORTED'
  || noise.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
let passed = 0;
let failed = 0;

async function check(name, test) {
  const problems = [];
  try {
    await test((is, problem) => is || problems.push(problem));
  } catch (error) {
    problems.push(error.message);
  }
  problems.push(...noise.splice(0));
  if (problems.length === 0) passed += 1;
  else failed += 1;
  if (problems.length) console.log(`FAILED ${name}\n  ${problems.slice(0, 10).join('\n  ')}`);
}
const answered = () => page.waitForFunction(() => document.getElementById('_status').textContent !== '');
const total = async () => Number((await page.locator('#_status').textContent()).replace(/\D/g, '') || 0);

for (const { name, path } of await pagesOfEveryKind(folder)) {
  await check(`${name}: ${path || 'home'}`, async (that) => {
    await page.goto(at(path));
    await page.waitForLoadState('networkidle');
    const fonts = await page.evaluate(async () => (await document.fonts.ready).size && [...document.fonts].filter((font) => font.status === 'loaded').length);
    that(fonts > 0, 'no font is loaded');
    const links = await page.locator('a[href]').evaluateAll((all) =>
      all.map((link) => new URL(link.getAttribute('href'), document.baseURI).href));
    const own = links.filter((link) => link.startsWith('file:'));
    that(own.length > 3, `${own.length} links`);
    for (const link of own) that(link.startsWith(pathToFileURL(folder).href) && /\.\w+$/.test(new URL(link).pathname), `leads to ${link}`);
  });
}

await check('links are followed from page to page', async (that) => {
  await page.goto(at(''));
  await page.locator('main h3 a').first().click();
  that(await page.locator('body.page-coverage').count(), `home leads to ${page.url()}`);
  await page.locator('main h2 a[href$="/index.html"], main h3 a[href$="/index.html"], main article a[href$="/index.html"]').first().click();
  that(await page.locator('h1').count(), `a coverage leads to ${page.url()}`);
  await page.locator('.masthead .site a').click();
  that(page.url() === at(''), `the title leads to ${page.url()}`);
});

await check('the field of every page leads to what is found', async (that) => {
  await page.goto(at('days/'));
  await page.locator('header input[type="search"]').fill('the');
  await page.keyboard.press('Enter');
  await page.waitForURL(/search\/index\.html\?q=the/);
  await answered();
  that((await total()) > 0, 'nothing is found');
  const all = await total();
  const link = page.locator('#_facets a[data-key^="coverage "]').first();
  const count = Number(await link.locator('xpath=following-sibling::*').textContent());
  await link.click();
  await page.waitForFunction(() => document.querySelector('#_facets a[aria-current]'));
  that((await total()) === count, `${count} promised, ${await total()} there`);
  await page.reload();
  await answered();
  that((await total()) === count, 'the address alone shows something else');
  await page.goBack();
  await page.waitForFunction(() => !document.querySelector('#_facets a[aria-current]'));
  that((await total()) === all, `${await total()} after the way back, ${all} before`);
  await page.locator('#_list h3 a').first().click();
  await page.waitForLoadState();
  that(await page.locator('h1').count(), `a result leads to ${page.url()}`);
});

await check('typing finds', async (that) => {
  await page.goto(at('search/'));
  await page.locator('#_q').pressSequentially('th');
  await answered();
  that((await total()) > 0 && (await page.locator('#_list mark').count()) > 0, 'nothing is found or marked');
});

await check('words side by side are found', async (that) => {
  await page.goto(at('search/'));
  await page.locator('#_q').fill('"of the"');
  await answered();
  that((await total()) > 0 && (await page.locator('#_list mark').count()) > 0, 'nothing is found or marked');
});

await check('nothing is left of what only a server can give', async (that) => {
  const left = (await readdir(join(folder, 'search'))).filter((name) => name.endsWith('.bin'));
  that(left.length === 0, `${left}`);
});

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
