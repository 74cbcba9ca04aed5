// The editing desk in a real browser: node tests/browser/desk.mjs [LIVESITE]
//
// A new site, `serve --watch`, pages open, files edited: what somebody who edits would see. LIVESITE is the program
// (default: target/release/livesite). The last line counts; the exit code is 1 when anything failed.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { launch } from './browser.mjs';

const program = resolve(process.argv[2] ?? 'target/release/livesite');
const folder = await mkdtemp(join(tmpdir(), 'desk-'));
const site = join(folder, 'site');
const ENTRY = 'content/first-coverage/2031-03-04-1410-ferry-doubled.md';
const DRAFT = 'content/first-coverage/2031-03-04-1500-not-yet.md';
const PAGE = 'first-coverage/2031-03-04-1410-ferry-doubled/';
const LONG = 30_000;
/** A test that takes longer has stopped. */
const LONGEST = 90_000;
let passed = 0;
let failed = 0;
let server = null;

async function edit(path, from, to) {
  const text = await readFile(join(site, path), 'utf8');
  if (!text.includes(from)) throw new Error(`${path} has no "${from}"`);
  await writeFile(join(site, path), text.replaceAll(from, to));
}

/** Starts the server, on a port that it had before if one is given. */
async function serve(port = 0, flags = []) {
  const child = spawn(program, ['serve', '--watch', '--color', 'never', '--port', String(port), '--root', site, ...flags]);
  let said = '';
  const home = await new Promise((ready, failed) => {
    const timer = setTimeout(() => failed(new Error(`it never served: ${said}`)), LONG);
    child.stderr.on('data', (piece) => {
      said += piece;
      const found = /Serving (http:\S+)/.exec(said);
      if (!found) return;
      clearTimeout(timer);
      ready(found[1]);
    });
  });
  server = { home, port: new URL(home).port, child, said: () => said };
  server.end = (signal = 'SIGINT') => new Promise((done) => {
    child.once('exit', done);
    child.kill(signal);
  });
  return server;
}

/** Looks again until it is so. */
async function until(what, look) {
  const end = Date.now() + LONG;
  for (;;) {
    let reason = '';
    const found = await look().catch((error) => void (reason = ` (${error.message})`));
    if (found) return found;
    if (Date.now() > end) throw new Error(`never came: ${what}${reason}`);
    await new Promise((soon) => setTimeout(soon, 25));
  }
}

/** What comes of it, unless it takes too long. */
function within(time, what, promise) {
  let timer = 0;
  const late = new Promise((_, failed) => (timer = setTimeout(() => failed(new Error(`${what}: not within ${time / 1000} s`)), time)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function test(name, run) {
  const started = Date.now();
  const took = () => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  try {
    await within(LONGEST, 'the test', run());
    passed += 1;
    console.log(`passed ${name} ${took()}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${name} ${took()}\n  ${error.stack ?? error}`);
    // What it left open would be in the way of the next.
    for (const page of context.pages()) await within(5000, 'closing', shut(page)).catch((error) => console.log(`  ${error.message}`));
  }
}

function is(got, expected, what) {
  if (got !== expected) throw new Error(`${what}: ${JSON.stringify(got)}, expected ${JSON.stringify(expected)}`);
}

const inOverlay = (page, selector) => page.locator(`[data-livesite="overlay"] ${selector}`);

spawnSync(program, ['init', '--quiet', site], { stdio: 'inherit' });
await edit('site.toml', 'https://example.org/', 'https://example.org/archive/');
const long = Array.from({ length: 60 }, (_, n) => `Paragraph ${n} of a long report from the quay.`).join('\n\n');
await writeFile(join(site, ENTRY), `${await readFile(join(site, ENTRY), 'utf8')}\n${long}\n`);
await serve();
const browser = await launch();
const context = await browser.newContext({ viewport: { width: 900, height: 700 } });
const problems = [];

/** Opens a page; everything that it complains of is a problem, but for a server that is being restarted. */
async function open(path = PAGE) {
  const page = await context.newPage();
  page.on('console', (message) => {
    if (!/ERR_CONNECTION|ERR_SOCKET_NOT_CONNECTED|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY_RESPONSE|ERR_CONTENT_LENGTH_MISMATCH/.test(message.text())) problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  await page.goto(server.home + path, { waitUntil: 'load' });
  return page;
}

/** Closes a page. Elsewhere first: Chromium loses the order to close a page that is just being reloaded (any page, also without livesite). */
async function shut(page) {
  await until('an empty page', async () => (await page.goto('about:blank')) === null);
  await page.close();
}

const has = (page, words) => until(words, () => page.evaluate((words) => document.body.textContent.includes(words), words));

await test('a saved entry is shown, at the place where the reader was', async () => {
  const page = await open();
  await page.evaluate(() => scrollTo({ top: 900, behavior: 'instant' }));
  await edit(ENTRY, 'Paragraph 3 of', 'Changed 3 of');
  await has(page, 'Changed 3 of');
  await until('the place', async () => Math.abs((await page.evaluate(() => scrollY)) - 900) < 3);
  await shut(page);
});

await test('a mistake is shown over the last good page until it is mended', async () => {
  const page = await open();
  await edit(ENTRY, 'published = ', 'published = sometime ');
  await inOverlay(page, '.place a').first().waitFor({ timeout: LONG });
  const place = await inOverlay(page, '.place').first().textContent();
  if (!new RegExp(`^${ENTRY.replaceAll('.', '\\.')}:3:\\d+$`).test(place)) throw new Error(place);
  const href = await inOverlay(page, '.place a').first().getAttribute('href');
  if (!href.startsWith('vscode://file/') || !href.includes(':3:')) throw new Error(href);
  is(await inOverlay(page, 'pre mark').count() > 0, true, 'the line is shown');
  await has(page, 'Changed 3 of');
  // The keyboard closes and opens it.
  await page.keyboard.press('Escape');
  is(await inOverlay(page, '.panel').isVisible(), false, 'after Escape');
  await inOverlay(page, '.tab').focus();
  await page.keyboard.press('Enter');
  is(await inOverlay(page, '.panel').isVisible(), true, 'after Enter');
  // A page that is opened now says so as well.
  const other = await open('days/');
  await inOverlay(other, '.panel').waitFor({ timeout: LONG });
  await edit(ENTRY, 'published = sometime ', 'published = ');
  for (const one of [page, other]) await until('no overlay', async () => (await one.locator('[data-livesite="overlay"]').count()) === 0);
  await shut(other);
  await shut(page);
});

await test('a template that fails is shown on a page of another kind', async () => {
  const page = await open();
  const template = join(site, 'themes/default/templates/topics.html');
  spawnSync('mkdir', ['-p', join(site, 'themes/default/templates')]);
  await writeFile(template, '{{ nothing.of.the.kind }}');
  await inOverlay(page, '.place').first().waitFor({ timeout: LONG });
  is((await inOverlay(page, '.place').first().textContent()).startsWith('themes/default/templates/topics.html:1:'), true, 'the place');
  await rm(template);
  await until('no overlay', async () => (await page.locator('[data-livesite="overlay"]').count()) === 0);
  await shut(page);
});

/** Ten pages that follow two edits; true where Chromium itself ended one of them, which says nothing of the desk. */
async function tenFollow() {
  const pages = [];
  let ended = null;
  const crash = new Promise((_, failed) => (ended = failed));
  crash.catch(() => {});
  const all = (words) => Promise.race([crash, Promise.all(pages.map((page) => has(page, words)))]);
  try {
    for (let n = 0; n < 10; n += 1) {
      const page = await open();
      page.on('crash', () => ended('crash'));
      pages.push(page);
    }
    await edit(ENTRY, 'Changed 3 of', 'Again 3 of');
    await all('Again 3 of');
    // Whoever held the stream goes; another takes it.
    await shut(pages.shift());
    await edit(ENTRY, 'Again 3 of', 'Thrice 3 of');
    await all('Thrice 3 of');
  } catch (reason) {
    if (reason !== 'crash') throw reason;
    for (const page of pages) await page.close().catch(() => {});
    return true;
  }
  for (const page of pages) await shut(page);
  return false;
}

await test('ten pages follow, with fewer connections than a browser has', async () => {
  if (!(await tenFollow())) return;
  console.log('  Chromium ended a page; once more from the start');
  const text = await readFile(join(site, ENTRY), 'utf8');
  await writeFile(join(site, ENTRY), text.replace(/(Again|Thrice) 3 of/g, 'Changed 3 of'));
  if (await tenFollow()) throw new Error('Chromium ended a page twice');
});

await test('a page that was hidden catches up when it is shown', async () => {
  const page = await open();
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => globalThis.seen ?? 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await edit(ENTRY, 'Thrice 3 of', 'Hidden 3 of');
  await until('the new page', async () => (await (await fetch(server.home + PAGE)).text()).includes('Hidden 3 of'));
  is(await page.evaluate(() => document.body.textContent.includes('Hidden 3 of')), false, 'while it is hidden');
  await page.evaluate(() => {
    globalThis.seen = 'visible';
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await has(page, 'Hidden 3 of');
  await shut(page);
});

await test('style sheets are swapped without a reload', async () => {
  const page = await open();
  const style = join(site, 'themes/default/assets/style.css');
  spawnSync('mkdir', ['-p', join(site, 'themes/default/assets')]);
  const theme = await readFile(new URL('../../themes/default/assets/style.css', import.meta.url), 'utf8');
  await page.evaluate(() => (globalThis.same = true));
  const sheets = await page.locator('link[rel="stylesheet"]').count();
  await writeFile(style, `${theme}\nh1 { color: rgb(1, 2, 3) }\n`);
  const colour = () => page.evaluate(() => getComputedStyle(document.querySelector('h1')).color);
  await until('the colour', async () => (await colour()) === 'rgb(1, 2, 3)');
  is(await page.evaluate(() => globalThis.same), true, 'the page is the same');
  is(await page.locator('link[rel="stylesheet"]').count(), sheets, 'style sheets');
  await rm(join(site, 'themes'), { recursive: true });
  await until('the old colour', async () => (await colour()) !== 'rgb(1, 2, 3)');
  await shut(page);
});

await test('a server that is started again is found again', async () => {
  const pages = [await open(), await open(), await open()];
  await server.end();
  await edit(ENTRY, 'Hidden 3 of', 'Restarted 3 of');
  await serve(server.port);
  for (const page of pages) await has(page, 'Restarted 3 of');
  for (const page of pages) await shut(page);
});

await test('an editor that saves by renaming', async () => {
  const page = await open();
  const text = await readFile(join(site, ENTRY), 'utf8');
  await writeFile(join(site, 'content/first-coverage/.save'), text.replace('Restarted 3 of', 'Renamed 3 of'));
  await rename(join(site, 'content/first-coverage/.save'), join(site, ENTRY));
  await has(page, 'Renamed 3 of');
  await shut(page);
});

await test('the status page says what is wrong and how long builds took', async () => {
  const page = await open('_livesite/');
  await edit(ENTRY, 'published = ', 'published = sometime ');
  await page.locator('.problems .place').first().waitFor({ timeout: LONG });
  is(await page.locator('[data-livesite="overlay"]').count(), 0, 'no overlay over it');
  is((await page.locator('tbody tr.failed').count()) > 0, true, 'the build that failed is in the list');
  const report = await open('_livesite/report');
  is(await report.locator('section').count(), 1, 'coverages in the report');
  is((await report.locator('.lacks').textContent()).includes('1 picture or film not in the archive'), true, 'the lost picture');
  await shut(report);
  await edit(ENTRY, 'published = sometime ', 'published = ');
  await until('nothing is wrong', async () => (await page.locator('.problems .error').count()) === 0);
  await shut(page);
});

const marksOf = (page) => page.evaluate(() =>
  [...document.querySelectorAll('[data-livesite="mark"]')].map((host) => ({
    entry: host.closest('article').id || 'own',
    words: [...host.shadowRoot.children].map((one) => one.textContent),
    href: host.shadowRoot.querySelector('a').href,
  })));

await test('each entry says where it is written, that it is a draft, whose words are not certain', async () => {
  await server.end();
  await serve(0, ['--drafts', '--follow']);
  await writeFile(join(site, DRAFT), '+++\nheadline = "Not yet"\npublished = 2031-03-04T15:00:00\ndraft = true\nspeakers = [{ name = "Tomas Vell", certain = false }]\n+++\n\nA draft.\n');
  const page = await open('first-coverage/');
  await until('three marks', async () => (await marksOf(page)).length === 3);
  const marks = await marksOf(page);
  const draft = marks.find((mark) => mark.words.includes('Draft'));
  is(draft?.words.join(' | '), 'Draft | To confirm: Tomas Vell | Edit this entry', 'the draft');
  is(draft.href.endsWith(`/${DRAFT}:1:1`), true, draft.href);
  is(marks.filter((mark) => mark.words.join() === 'Edit this entry').length, 2, 'the others');
  const own = await open(PAGE);
  await until('its mark', async () => (await marksOf(own)).length === 1);
  await shut(own);
  await shut(page);
  is((await (await fetch(`${server.home}first-coverage/`)).text()).includes('Edit this entry'), false, 'marks in the bytes');
});

await test('the page that was looked at last goes to what was saved', async () => {
  const page = await open('days/');
  await page.bringToFront();
  await edit(ENTRY, 'Renamed 3 of', 'Followed 3 of');
  await page.waitForURL(server.home + PAGE, { timeout: LONG });
  await has(page, 'Followed 3 of');
  // A coverage that is open goes to the entry's place in it.
  await page.goto(`${server.home}first-coverage/`, { waitUntil: 'load' });
  await edit(ENTRY, 'Followed 3 of', 'In context 3 of');
  await has(page, 'In context 3 of');
  is(new URL(page.url()).pathname, new URL(`${server.home}first-coverage/`).pathname, 'the page');
  await until('the place', () => page.evaluate((id) => Math.abs(document.getElementById(id).getBoundingClientRect().top - 96) < 4, PAGE.split('/')[1]));
  await shut(page);
});

await test('it ends at once, with pages open', async () => {
  const page = await open();
  const started = Date.now();
  await server.end();
  const took = Date.now() - started;
  if (took > 1000) throw new Error(`${took} ms`);
  await shut(page);
});

await test('nothing is on the console', async () => {
  if (problems.length) throw new Error(problems.join('\n  '));
});

// What does not close in time ends with this process.
await within(5000, 'closing the browser', browser.close()).catch((error) => console.log(error.message));
if (server.child.exitCode === null && server.child.signalCode === null) await server.end('SIGKILL');
await rm(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
