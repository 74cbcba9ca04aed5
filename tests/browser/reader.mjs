// The reader's own view of a page: node tests/browser/reader.mjs OUTPUT
//
// A coverage as it stood at a moment, its filters and order, the three clocks, all by mouse, address and keys; what is
// left of it without JavaScript; a tour by keys; and what a screen reader is told.
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { launch, pagesOfEveryKind, SIZES } from './browser.mjs';
import { serve } from './server.mjs';

const output = process.argv[2];
if (!output) {
  console.error('usage: node tests/browser/reader.mjs OUTPUT');
  process.exit(2);
}
const server = await serve(resolve(output));
const browser = await launch();
const kinds = await pagesOfEveryKind(resolve(output));
let passed = 0;
let failed = 0;

async function test(name, run) {
  const problems = [];
  const is = (found, expected, what) => {
    if (JSON.stringify(found) !== JSON.stringify(expected)) {
      problems.push(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
    }
  };
  try {
    await run(is, problems);
  } catch (error) {
    problems.push(error.stack ?? String(error));
  }
  if (problems.length === 0) passed += 1;
  else {
    failed += 1;
    console.log(`FAILED ${name}`);
    for (const problem of problems) console.log(`  ${problem}`);
  }
}

/** A page of its own, in a context with these options, that tells what went wrong on it. */
async function open(path, problems, options = {}, before = () => {}) {
  const context = await browser.newContext({ viewport: SIZES.desktop, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  await page.addInitScript(before);
  page.on('console', (message) => problems.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  await page.goto(server.home + path);
  return page;
}

// -- the coverage that is looked at, from its own data --------------------------------------------

/** Entries as data, of the coverage with most key events: oldest first, as `coverage.json` has them. */
async function coverageWithMostKeyEvents() {
  const all = [];
  for (const { path } of kinds.filter((one) => one.kind === 'coverage' && /^[^/]+\/$/.test(one.path))) {
    const { entries } = JSON.parse(await readFile(join(resolve(output), path, 'coverage.json'), 'utf8'));
    all.push({ path, entries });
  }
  const keys = ({ entries }) => entries.filter((entry) => entry.key).length;
  return all.sort((a, b) => keys(b) - keys(a))[0];
}
const { path, entries } = await coverageWithMostKeyEvents();
const address = encodeURI(path);
const ids = (list) => list.map((entry) => entry.id);
const shown = (page) => page.locator('.stream article').evaluateAll((all) => all.filter((one) => one.offsetHeight > 0).map((one) => one.id));
const hash = (page) => decodeURIComponent(new URL(page.url()).hash);
const timed = entries.filter((entry) => entry.published?.includes('T'));
const middle = timed[Math.floor(timed.length / 2)];
const moment = middle.published.slice(0, 16);
/** What had been published by the moment; one without a time of day is as old as the one before. */
const known = entries.slice(0, entries.findLastIndex((entry) => entry.published?.includes('T') && entry.published.slice(0, 16) <= moment) + 1);
let next = known.length;
while (entries[next] && !entries[next].published?.includes('T')) next += 1;
const atMoment = entries.slice(0, next);

await test('a page as it stood at a moment', async (is, problems) => {
  const page = await open(`${address}#at=${moment}`, problems);
  is(await shown(page), ids(atMoment), 'entries');
  is(await page.locator('#_notice').isVisible(), true, 'the notice is seen');
  is((await page.locator('#_notice').innerText()).includes(moment.slice(11)), true, 'the notice has the time');
  is(await page.locator('.summary').isVisible(), false, 'the summary is seen');
  const later = await page.locator('.key-events li').evaluateAll((all, at) =>
    all.filter((one) => one.offsetHeight > 0 && one.querySelector('time')?.dateTime.slice(0, 16) > at).length, moment);
  is(later, 0, 'later key events');
  await page.locator('#_notice button').click();
  is(await shown(page), ids(entries), 'entries after the way back');
  is(hash(page), '', 'address after the way back');
  is(await page.locator('.summary').isVisible(), true, 'the summary is seen again');
  await page.context().close();
});

await test('the slider goes from moment to moment by keys, and the address follows', async (is, problems) => {
  const page = await open(address, problems);
  const moments = [...new Set(timed.map((entry) => entry.published.slice(0, 16)))];
  await page.locator('#_at').focus();
  await page.keyboard.press('Home');
  is(hash(page), `#at=${moments[0]}`, 'at the beginning');
  await page.keyboard.press('ArrowRight');
  is(hash(page), `#at=${moments[1]}`, 'one further');
  is((await page.locator('#_at').getAttribute('aria-valuetext')).includes(moments[1].slice(11)), true, 'the value in words');
  is(await page.locator('#_at').evaluate((slider) => document.activeElement === slider), true, 'the slider keeps the focus');
  await page.keyboard.press('End');
  is(hash(page), '', 'at the end');
  is(await shown(page), ids(entries), 'all entries');
  await page.context().close();
});

await test('the day is played, and not where the reader asks for less motion', async (is, problems) => {
  const calm = await open(address, problems);
  is(await calm.locator('#_play').isVisible(), false, 'the button is seen');
  await calm.context().close();
  const page = await open(address, problems, { reducedMotion: 'no-preference' });
  await page.locator('#_play').click();
  const first = hash(page);
  await page.waitForFunction((before) => location.hash !== before, first, { timeout: 5000 });
  is(/^#at=/.test(hash(page)) && hash(page) > first, true, `it went on from ${first} to ${hash(page)}`);
  await page.locator('#_play').click();
  const stopped = hash(page);
  await page.waitForTimeout(1800);
  is(hash(page), stopped, 'it stands still');
  await page.context().close();
});

await test('key events, a person, a topic and the order, by hand and by address', async (is, problems) => {
  const page = await open(address, problems);
  await page.locator('#_key').check();
  const keys = entries.filter((entry) => entry.key);
  is(await shown(page), ids(keys), 'key events');
  is(hash(page), '#key=1', 'address');
  is((await page.locator('#_shown').innerText()).includes(String(keys.length)), true, 'how many are shown is said');
  await page.locator('#_key').uncheck();
  for (const kind of ['speaker', 'topic']) {
    const [value, text] = await page.locator(`#_${kind} option`).nth(1).evaluate((one) => [one.value, one.textContent]);
    await page.locator(`#_${kind}`).selectOption(value);
    const found = await shown(page);
    is(text.endsWith(` (${found.length})`), true, `${found.length} entries of ${text}`);
    is(hash(page), `#${kind}=${decodeURIComponent(value)}`, 'address');
    const again = await open(`${address}${new URL(page.url()).hash}`, problems);
    is(await shown(again), found, `the same by its address (${kind})`);
    await again.context().close();
    await page.locator(`#_${kind}`).selectOption('');
  }
  await page.locator('#_order').selectOption('newest');
  is(await shown(page), ids(entries).reverse(), 'newest first');
  // Each day stands above its own entries, also when they are turned.
  const astray = await page.locator('.stream').evaluate((stream) => {
    let day = '';
    return [...stream.children].filter((node) => {
      if (node.matches('.break')) day = node.querySelector('time').dateTime;
      const own = node.matches('article') && node.querySelector('.when time')?.dateTime.slice(0, 10);
      return own && day && own !== day;
    }).length;
  });
  is(astray, 0, 'entries below another day');
  await page.locator('#_order').selectOption('oldest');
  is(await shown(page), ids(entries), 'oldest first again');
  is(hash(page), '', 'address at the end');
  await page.context().close();
});

await test('a long coverage is measured a moment after it is there', async (is, problems) => {
  /** Opens the coverage, which is not measured before `measured` asks for it. */
  const wait = () => {
    const [real, held] = [requestIdleCallback, []];
    window.requestIdleCallback = (then) => held.push(then);
    window.release = () => {
      window.requestIdleCallback = real;
      for (const then of held) real(then);
    };
  };
  const early = () => open(address, problems, {}, wait);
  const page = await early();
  const place = (on, id) => on.evaluate((id) => Math.round(document.getElementById(id).getBoundingClientRect().top), id);
  const tops = (on) => on.evaluate(() => [...document.querySelectorAll('.stretch')].map((one) => Math.round(one.getBoundingClientRect().top + scrollY)));
  const folded = (on) => on.locator('.stretch').evaluateAll((all) => all.filter((one) => getComputedStyle(one).contentVisibility === 'auto').length);
  const measured = async (on) => {
    await on.waitForTimeout(700);
    await on.evaluate(() => window.release());
    await on.locator('.stream.measured').waitFor();
  };
  is(await folded(page), Math.ceil(entries.length / 3), 'stretches of three entries that wait');
  // What is read stays where it is while what stands above it takes its height, and the wheel moves it as far as it turns.
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight * 0.7));
  const last = entries.at(-1).id;
  const seen = await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>
    done([...document.querySelectorAll('.stream article')].find((one) => one.getBoundingClientRect().bottom > 200).id)))));
  const before = await place(page, seen);
  await measured(page);
  is(Math.abs((await place(page, seen)) - before) < 3, true, 'it stays while the rest is measured');
  await page.mouse.move(200, 300);
  await page.mouse.wheel(0, -300);
  await page.waitForTimeout(300);
  is(Math.abs((await place(page, seen)) - before - 300) < 3, true, 'it moves as far as the wheel turns');
  // Measured is as high as laid out.
  const known = await tops(page);
  await page.setViewportSize({ width: 700, height: 800 });
  await page.locator('.stream.whole').waitFor();
  is(await folded(page), 0, 'stretches that wait in a window of another width');
  const fresh = await open(`${address}#${last}`, problems);
  is(await folded(fresh), 0, 'stretches that wait on a page that is opened at a place');
  is(known, await tops(fresh), 'where the stretches begin');
  // A link into the page, followed at once, later, or opened, leads to where it says, though nothing above was looked at.
  const opened = await place(fresh, last);
  for (const later of [false, true]) {
    const other = await early();
    if (later) await measured(other);
    await other.evaluate((id) => (location.hash = `#${id}`), last);
    await other.waitForTimeout(100);
    is(await place(other, last), opened, `where a link leads${later ? ' later' : ''}`);
    await other.context().close();
  }
  // The key for the end leads there.
  const hasty = await early();
  await hasty.keyboard.press('End');
  await hasty.locator('.stream.whole').waitFor();
  await hasty.waitForTimeout(500);
  is(await hasty.evaluate(() => scrollY + innerHeight > document.documentElement.scrollHeight - 2), true, 'the end is reached');
  // A choice that lays all of it out does not move what is read, also before it was measured.
  const chooser = await early();
  const chosen = await chooser.evaluate(() => {
    scrollTo(0, document.documentElement.scrollHeight * 0.7);
    const one = [...document.querySelectorAll('.stretch')].find((one) => one.getBoundingClientRect().bottom >= 0);
    const from = one.getBoundingClientRect().top;
    const height = document.documentElement.scrollHeight;
    document.querySelector('#_clocks').dispatchEvent(new Event('change', { bubbles: true }));
    return [Math.abs(one.getBoundingClientRect().top - from) < 2, document.documentElement.scrollHeight !== height];
  });
  is(chosen, [true, true], 'it stays, and the page has another height');
  await chooser.context().close();
  // Nor does one that takes the stretches apart while one of them waits for its fonts.
  const slow = await open(address, problems, {}, () => Object.defineProperty(document.fonts, 'ready', { value: new Promise(() => {}) }));
  await slow.evaluate(() => scrollTo(0, document.documentElement.scrollHeight * 0.7));
  await slow.waitForFunction(() => document.querySelector('.stretch.open')?.getBoundingClientRect().bottom < 0);
  const stood = await slow.evaluate(() => {
    location.hash = '#order=oldest';
    return new Promise((done) => setTimeout(() => done([scrollY, document.querySelectorAll('.stretch').length]), 100));
  });
  await slow.waitForTimeout(1200);
  is([await slow.evaluate(() => scrollY), 0], stood, 'it stays while they are taken apart');
  await slow.context().close();
  for (const one of [page, fresh, hasty]) await one.context().close();
});

await test('a link to an entry that is not shown shows it', async (is, problems) => {
  const page = await open(`${address}#at=${moment}`, problems);
  const last = entries.at(-1).id;
  await page.evaluate((id) => (location.hash = `#${id}`), last);
  await page.locator(`[id="${last}"]`).waitFor();
  is(await shown(page), ids(entries), 'entries');
  await page.context().close();
});

await test('three clocks, remembered', async (is, problems) => {
  const page = await open(address, problems, { timezoneId: 'Australia/Sydney' });
  const when = (index) => page.locator('.stream .when').nth(index);
  const text = async (index) => (await when(index).textContent()).replace(/\s+/g, ' ').trim();
  const place = entries.indexOf(middle);
  const [written, offset] = [middle.published.slice(11, 16), middle.published.slice(19).replace('Z', '+00:00')];
  is(await text(place), `${written} ${offset}`, 'as published, with the offset');
  await page.locator('#_clocks').selectOption('into');
  const minutes = Math.floor((Date.parse(middle.published) - Date.parse(timed[0].published)) / 60000);
  const two = (number) => String(number).padStart(2, '0');
  is(await text(place), `+${two(Math.floor(minutes / 60))}:${two(minutes % 60)} ${written}`, 'into the coverage');
  await page.locator('#_clocks').selectOption('yours');
  const sydney = new Intl.DateTimeFormat('en-GB', { timeZone: 'Australia/Sydney', hour: '2-digit', minute: '2-digit' });
  is((await text(place)).startsWith(sydney.format(new Date(middle.published))), true, `in the reader's zone: ${await text(place)}`);
  is(/\+1[01]:00/.test(await text(place)), true, 'with its offset');
  await page.goto(`${server.home}${address}${encodeURIComponent(middle.id)}/`);
  is(await page.locator('#_clocks').inputValue(), 'yours', 'remembered on another page');
  is((await page.locator('article .when').innerText()).startsWith(sydney.format(new Date(middle.published))), true, 'and used there');
  await page.locator('#_clocks').selectOption('coverage');
  is((await page.locator('article .when').innerText()).replace(/\s+/g, ' ').trim(), `${written} ${offset}`, 'as published again');
  await page.context().close();
});

await test('without JavaScript no control is seen, and hours and contents lead into the page', async (is, problems) => {
  const page = await open(address, problems, { javaScriptEnabled: false });
  for (const control of await page.locator('.scripted, .clocks, .notice').all()) is(await control.isVisible(), false, 'a dead control is seen');
  is(await shown(page), ids(entries), 'entries');
  await page.locator('.tempo a').last().click();
  const target = hash(page).slice(1);
  is(ids(entries).includes(target), true, `an hour leads to ${target}`);
  await page.locator('.contents summary').click();
  is(await page.locator('.contents a').count(), entries.length, 'contents');
  await page.context().close();
});

await test('the address of an untold moment, person or order changes nothing', async (is, problems) => {
  for (const asked of ['at=yesterday', 'speaker=nobody', 'order=sideways', 'topic=%E0%A4%A', 'at=2999-01-01T00:00']) {
    const page = await open(`${address}#${asked}`, problems);
    is(await shown(page), ids(entries), asked);
    await page.context().close();
  }
});

// -- how it is reached and told -------------------------------------------------------------------

await test('a tour by keys: past the navigation, through the controls, to the first entry', async (is, problems) => {
  const page = await open(address, problems);
  await page.keyboard.press('Tab');
  is(await page.evaluate(() => document.activeElement.className), 'skip', 'the first stop');
  await page.keyboard.press('Enter');
  is(await page.evaluate(() => document.activeElement.id), '_main', 'where it leads');
  const wanted = ['_clocks', '_at', '_order', '_speaker', '_topic', '_key'];
  const met = [];
  for (let step = 0; step < 250; step += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const one = document.activeElement;
      const outline = getComputedStyle(one).outlineStyle;
      return { id: one.id, seen: outline !== 'none', name: one.outerHTML.slice(0, 80), entry: Boolean(one.closest('.stream article')) };
    });
    if (!stop.seen) problems.push(`no focus is seen on ${stop.name}`);
    if (wanted.includes(stop.id)) met.push(stop.id);
    if (stop.entry) break;
  }
  is(met, wanted, 'controls on the way');
  is(await page.evaluate(() => document.activeElement.closest('article')?.id), entries[0].id, 'the first entry');
  await page.context().close();
});

await test('what a screen reader is told of a coverage', async (is, problems) => {
  const page = await open(address, problems);
  const tree = await page.locator('body').ariaSnapshot();
  const title = await page.locator('h1').innerText();
  const expected = [
    '- banner:', '- main:', '- contentinfo:', `- heading "${title.replaceAll('\n', ' ')}" [level=1]`, '- navigation "You are here"',
    '- navigation "Hours of this coverage"', '- group "Known at"', '- slider "Known at"', '- combobox "Order"', '- checkbox "Key events only"',
    '- region "Key events"',
  ];
  for (const line of expected) if (!tree.includes(line)) problems.push(`it is not told ${line}`);
  is((tree.match(/^ *- '?article "/gm) ?? []).length, entries.length, 'articles with a name');
  await page.context().close();
});

await browser.close();
await server.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
