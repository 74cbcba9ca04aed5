// Search on a built site, in a browser: node tests/browser/search.mjs OUTPUT
//
// What it finds and counts is compared with what reading every page finds. Then typing, facets, the address and the way back,
// the keyboard, highlighting, the page without JavaScript, accessibility. The last line counts.
import { createRequire } from 'node:module';
import { readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { launch, SIZES } from './browser.mjs';
import { serve } from './server.mjs';

const output = process.argv[2];
if (!output) {
  console.error('usage: node tests/browser/search.mjs OUTPUT');
  process.exit(2);
}
const QUERIES = Number(process.env.QUERIES ?? 200);
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const server = await serve(resolve(output));
const browser = await launch();
let passed = 0;
let failed = 0;

async function check(name, test) {
  const problems = [];
  try {
    await test((is, problem) => is || problems.push(problem));
  } catch (error) {
    problems.push(error.message);
  }
  if (problems.length === 0) {
    passed += 1;
    return;
  }
  failed += 1;
  console.log(`FAILED ${name}`);
  for (const problem of problems.slice(0, 10)) console.log(`  ${problem}`);
}

const context = await browser.newContext({ viewport: SIZES.desktop, locale: 'en-GB' });
const page = await context.newPage();
const noise = [];
page.on('console', (message) => noise.push(`console ${message.type()}: ${message.text()}`));
page.on('pageerror', (error) => noise.push(`error: ${error.message}`));
page.on('request', (request) => request.url().startsWith(server.home) || noise.push(`request to ${request.url()}`));
page.on('response', (response) => response.status() >= 400 && noise.push(`${response.status()}: ${response.url()}`));

// Everything that can be found, read from the pages themselves.
const words = (text) =>
  text.normalize('NFKD').replace(/[\p{M}\u0640]/gu, '').toLowerCase().replaceAll('ß', 'ss').match(/[\p{L}\p{N}]+/gu) ?? [];
const folders = (await readdir(resolve(output), { withFileTypes: true })).filter((entry) => entry.isDirectory());
const documents = [];
await page.goto(server.home);
const people = new Set(await page.evaluate(async () => {
  const text = await (await fetch('speakers/')).text();
  const read = new DOMParser().parseFromString(text, 'text/html');
  return [...read.querySelectorAll('main .terms bdi')].map((name) => name.textContent);
}));
for (const { name } of folders) {
  const data = await readFile(join(resolve(output), name, 'coverage.json'), 'utf8').catch(() => null);
  if (!data) continue;
  const coverage = JSON.parse(data);
  const title = coverage.title ?? name;
  const texts = [title, ...coverage.summary, ...(coverage.introduction ?? [])].map(words);
  documents.push({ slug: name, coverage: title, kind: 'coverage', texts, speakers: [], topics: [], day: '' });
  for (const entry of coverage.entries) {
    const blocks = await page.evaluate(async (address) => {
      const text = await (await fetch(address)).text();
      const read = new DOMParser().parseFromString(text, 'text/html').querySelector('article .body');
      const alts = [...read.querySelectorAll('img, .lost-alt')].map((one) => one.alt ?? one.textContent);
      for (const not of read.querySelectorAll('.lost-note, .lost-alt, .embed-head, .embed-note, .credit, .hidden, sup')) not.remove();
      const leaves = [...read.querySelectorAll('p, li, h3, h4, h5, h6, .caption, figcaption, td, th, pre')];
      return [...leaves.filter((leaf) => !leaf.querySelector('p, li, .caption')).map((leaf) => leaf.textContent), ...alts];
    }, `${server.home}${encodeURI(`${name}/${entry.id}/`)}`);
    documents.push({
      slug: name,
      coverage: title,
      kind: entry.kind,
      texts: [entry.headline ?? '', ...blocks, ...[...entry.speakers, ...entry.byline].map(({ name }) => name)].map(words),
      speakers: entry.speakers.map((speaker) => speaker.name).filter((speaker) => people.has(speaker)),
      topics: entry.topics,
      day: (entry.published ?? entry.date ?? '').slice(0, 10),
      plain: !/\[!embed\]|!\[|\[\^|^\|/m.test(entry.body),
    });
  }
}
noise.length = 0;

const holds = (texts, asked, prefix) => texts.some((text) => text.some((_, at) => asked.every((word, on) => {
  const own = text[at + on];
  return own === word || (prefix && on === asked.length - 1 && own?.startsWith(word));
})));
const search = new URL('search/', server.home);
/** Opens an address of the search page and waits for its answer. */
async function ask(parameters) {
  await page.goto(`${search}?${new URLSearchParams(parameters)}`);
  await page.waitForFunction(() => document.getElementById('_status').textContent !== '');
  return total();
}
const total = async () => Number((await page.locator('#_status').textContent()).replace(/\D/g, '') || 0);
/** What the facets say: facet, key, name, count; and of which facets some values are not listed. */
const counts = () => page.evaluate(() => ({
  values: [...document.querySelectorAll('#_facets a')].map((link) => {
    const [, facet, key] = /^(\w+) (.*)$/.exec(link.dataset.key);
    return { facet, key, name: link.querySelector('bdi').textContent, count: Number(link.nextElementSibling.textContent.replace(/\D/g, '')) };
  }),
  cut: [...document.querySelectorAll('#_facets button')].map((button) => button.dataset.key.split(' ')[0]),
}));

const WORDS = [
  ['Quill’s 7.5-tonne LIMIT', 'quill s 7 5 tonne limit'],
  ['Crème Brûlée, cre\u0300me', 'creme brulee creme'],
  ['Straße, STRASSE, Łódź, Ærø', 'strasse strasse lodz aero'],
  ['ΟΔΟΣ οδός', 'οδοσ οδοσ'],
  ['ﬁle ½ İzmir ısı', 'file 1 2 izmir isi'],
  ['كِتَاب كتاب', 'كتاب كتاب'],
  ['Київ, є ї й', 'киів є і и'],
  ['हिन्दी की का', 'हिन्दी की का'],
  ['한국 서울에서', '한국 서울에서'],
  ['東京タワー 2031年', '東 京 タ ワ ー 2031 年'],
  ['ｶﾞｷﾞ', 'ガ ギ'],
  ['a'.repeat(100), 'a'.repeat(40)],
  ['  —  ', ''],
];
let seed = 1;
const below = (limit) => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return Math.floor((seed / 2 ** 32) * limit);
};
const plain = documents.filter((one) => one.plain && one.texts.flat().length > 8);
await check(`${documents.length} documents are there`, async (that) => {
  that(documents.length > 20 && plain.length > 10, `${documents.length}, ${plain.length} of them plain`);
  that(people.size > 3, `${people.size} people`);
});
const speakers = [...people];
const slugs = {};
await page.goto(server.home);
for (const name of ['speaker', 'topic']) {
  const links = await page.evaluate(async (folder) => {
    const read = new DOMParser().parseFromString(await (await fetch(folder)).text(), 'text/html');
    return [...read.querySelectorAll('main .terms a')].map((link) => [link.textContent, decodeURIComponent(link.getAttribute('href').split('/').at(-2))]);
  }, `${name}s/`);
  slugs[name] = new Map(links);
}
/** What the documents have of a facet, as the address names it. */
const has = {
  speaker: (one) => one.speakers.map((name) => slugs.speaker.get(name)),
  topic: (one) => one.topics.map((name) => slugs.topic.get(name)),
  coverage: (one) => [one.slug],
  kind: (one) => [one.kind],
  day: (one) => (one.day ? [one.day] : []),
};
const within = (facet, key) => (one) => has[facet](one).some((own) => own === key || (facet === 'day' && own.startsWith(key)));
/** One value of a facet: mostly one that the document has. */
const oneOf = (facet, of) => {
  const values = [...new Set((below(3) ? [of] : documents).flatMap(has[facet]))];
  return values[below(values.length)];
};
/** A word as somebody else may type it: in capitals, or with accents that are not there. */
const otherwise = (word) => [word, word.toUpperCase(), word.replace(/[aeiou]/, (letter) => `${letter}\u0301`)][below(3)];
const shapes = { word: 0, words: 0, phrase: 0, beginning: 0, facets: 0, nothing: 0 };
for (let at = 0; at < QUERIES; at += 1) {
  const of = plain[below(plain.length)];
  const from = of.texts.filter((text) => text.length > 3);
  const text = from[below(from.length)] ?? of.texts.flat();
  const start = below(text.length - 1);
  const shape = ['word', 'words', 'phrase', 'beginning'][at % 4];
  const asked = {
    word: [[text[start]]],
    words: [[text[start]], [text[below(text.length)]]],
    phrase: [text.slice(start, start + 2 + below(2))],
    beginning: [[text[start].slice(0, 1 + below(text[start].length))]],
  }[shape];
  const typed = asked.map((words) => words.map(otherwise).join(' '));
  // Every other phrase is still being typed.
  const q = shape === 'phrase' ? `"${typed[0]}${at % 8 === 2 ? '"' : ''}` : typed.join(' ') + (shape === 'beginning' ? '' : ' ');
  // Up to two people and two topics, a coverage, a kind, a day or month.
  const chosen = [['speaker', 5], ['speaker', 8], ['topic', 6], ['topic', 9], ['coverage', 6], ['kind', 8], ['day', 6]]
    .filter(([, oneIn]) => below(oneIn) === 0)
    .map(([facet]) => [facet, oneOf(facet, of)?.slice(0, facet === 'day' && below(2) ? 7 : undefined)])
    .filter(([, key]) => key);
  const said = chosen.map(([facet, key]) => `, ${facet} ${key}`).join('');
  await check(`query ${at}: ${q}${said}`, async (that) => {
    const prefix = (shape === 'beginning' || at % 8 === 6) && asked[0].at(-1).length > 1;
    const expected = documents.filter((one) => asked.every((words) => holds(one.texts, words, prefix))
      && chosen.every(([facet, key]) => within(facet, key)(one)));
    const found = await ask([['q', q], ...chosen]);
    that(found === expected.length, `${found} found, ${expected.length} there`);
    const { values, cut } = await counts();
    for (const { facet, key, count } of values) {
      const own = expected.filter(within(facet, key)).length;
      that(count === own, `${facet} ${key}: ${count} counted, ${own} there`);
    }
    for (const facet of Object.keys(has)) {
      const listed = values.filter((value) => value.facet === facet);
      for (const own of cut.includes(facet) ? [] : expected.flatMap(has[facet])) {
        that(listed.some(({ key }) => own === key || (facet === 'day' && own.startsWith(key))), `${facet} ${own} is not listed`);
      }
    }
    shapes[shape] += found > 0;
    shapes.facets += found > 0 && chosen.length > 0;
    shapes.nothing += found === 0;
  });
}
await check('the queries find something, of every shape', async (that) => {
  for (const [shape, count] of Object.entries(shapes)) that(count * 20 >= QUERIES, `${count} ${shape}`);
});

await check('words are what the index takes for words', async (that) => {
  await page.goto(String(search));
  // The same as in src/render/search/words.rs.
  const read = await page.evaluate(async (texts) => {
    const { wordsOf } = await searchIndex(document.getElementById('_search').dataset.index, '', String).index();
    return texts.map((text) => wordsOf(text).join(' '));
  }, WORDS.map(([text]) => text));
  WORDS.forEach(([text, expected], at) => that(read[at] === expected, `${text}: ${read[at]}`));
});

const common = (() => {
  const often = new Map();
  for (const one of plain) for (const word of new Set(one.texts.flat())) if (word.length > 4) often.set(word, (often.get(word) ?? 0) + 1);
  return [...often].sort((a, b) => b[1] - a[1])[0][0];
})();

await check('results are shown while typing, and are entries', async (that) => {
  await page.goto(String(search));
  const field = page.locator('#_q');
  that(await field.evaluate((one) => one === document.activeElement), 'the field has not the focus');
  that(await page.locator('#_starts').isVisible(), 'there is nothing to begin with');
  await field.pressSequentially(common.slice(0, 3));
  await page.waitForFunction(() => document.querySelectorAll('#_list li').length > 0);
  const few = await total();
  await field.pressSequentially(`${common.slice(3)} `);
  await page.waitForTimeout(200);
  that((await total()) > 0 && (await total()) <= few, `${few}, then ${await total()}`);
  that((await page.locator('#_list mark').first().textContent()).toLowerCase().length > 0, 'nothing is marked');
  that(new URL(page.url()).searchParams.get('q') === `${common} `, `the address is ${page.url()}`);
  that(!(await page.locator('#_starts').isVisible()), 'what to begin with is still there');
  for (const link of (await page.locator('#_list h3 a').all()).slice(0, 5)) {
    const response = await context.request.get(new URL(await link.getAttribute('href'), page.url()).href);
    that(response.ok(), `${await link.getAttribute('href')}: ${response.status()}`);
  }
});

await check('every mark is a word that was asked for', async (that) => {
  await ask({ q: `${common} ` });
  for (const mark of await page.locator('#_list mark').allTextContents()) that(words(mark).join(' ') === common, `marked: ${mark}`);
});

await check('a facet leaves as many as it says, the address holds it, and the way back takes it off', async (that) => {
  const all = await ask({ q: `${common} ` });
  const link = page.locator('#_facets a[data-key^="speaker "]').first();
  const [key, count] = [await link.getAttribute('data-key'), Number(await link.locator('xpath=following-sibling::*').textContent())];
  await link.focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction((key) => document.querySelector(`[data-key="${key}"][aria-current]`), key);
  that((await total()) === count, `${count} promised, ${await total()} there`);
  that(new URL(page.url()).searchParams.get('speaker') === key.split(' ')[1], `the address is ${page.url()}`);
  that((await page.evaluate(() => document.activeElement.dataset.key)) === key, 'the focus is lost');
  await page.reload();
  await page.waitForFunction(() => document.getElementById('_status').textContent !== '');
  that((await total()) === count, 'the address alone shows something else');
  await page.goBack();
  await page.waitForFunction((key) => !document.querySelector(`[data-key="${key}"][aria-current]`), key);
  that((await total()) === all, `${await total()} after the way back, ${all} before`);
  that((await page.locator('#_q').inputValue()) === `${common} `, 'the field is another');
});

await check('a day leaves its entries', async (that) => {
  await ask({ q: `${common} ` });
  const link = page.locator('#_facets a[data-key^="day "]').first();
  const count = Number(await link.locator('xpath=following-sibling::*').textContent());
  const day = (await link.getAttribute('data-key')).split(' ')[1];
  await link.click();
  await page.waitForFunction(() => document.querySelector('#_facets a[data-key^="day "][aria-current]'));
  that((await total()) === count, `${count} promised, ${await total()} there`);
  const times = await page.locator('#_list time').evaluateAll((all) => all.map((one) => one.dateTime));
  that(times.length > 0 && times.every((time) => time.startsWith(day)), `${day}: ${times}`);
});

await check('newest and oldest first', async (that) => {
  for (const [order, sign] of [['newest', -1], ['oldest', 1]]) {
    await ask({ q: `${common} `, order });
    const times = await page.locator('#_list time').evaluateAll((all) => all.map((one) => Date.parse(one.dateTime)));
    that(times.length > 1 && times.every((time, at) => at === 0 || (time - times[at - 1]) * sign >= 0), `${order}: ${times}`);
  }
});

await check('the keyboard alone', async (that) => {
  await ask({ q: `${common} ` });
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('/');
  that(await page.locator('#_q').evaluate((one) => one === document.activeElement), '/ does not go to the field');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  const here = await page.evaluate(() => document.activeElement.closest('#_list li') && document.activeElement.href);
  that(here === (await page.locator('#_list h3 a').first().evaluate((link) => link.href)), `the arrows lead to ${here}`);
  await page.keyboard.press('Escape');
  that(await page.locator('#_q').evaluate((one) => one === document.activeElement), 'Esc does not go back');
  await page.keyboard.press('ArrowDown');
  await Promise.all([page.waitForURL(here), page.keyboard.press('Enter')]);
});

await check('nothing is found, and said', async (that) => {
  await ask({ q: 'qqxqqx' });
  that((await page.locator('#_list li').count()) === 0, 'something is listed');
  that((await page.locator('#_status').getAttribute('role')) === 'status', 'nobody is told');
});

await check('whatever is typed is words, and never a part of the page', async (that) => {
  await page.goto(String(search));
  const field = page.locator('#_q');
  const hostile = '<img src=x onerror=alert(1)>"><script>alert(1)</script>\'`${1}&amp;%3Cb%3E#?&q=';
  for (const q of [hostile, `${common} ${hostile}`, '"', `"${common}`, `${common} "`, 'x', '\ud800', '東京', 'مهرجان', '/', '.*(', '__proto__', 'constructor', 'w'.repeat(5000)]) {
    await page.goto(`${search}?${new URLSearchParams({ q })}&speaker=${encodeURIComponent(hostile)}`);
    await page.waitForFunction(() => document.getElementById('_status').textContent !== '');
    that((await page.locator('main img, main script, #_facets b').count()) === 0, `a part of the page: ${q}`);
    await page.goto(String(search));
    await field.fill(q);
    await page.waitForFunction((q) => new URLSearchParams(location.search).get('q') === q, await field.inputValue());
    await page.waitForTimeout(60);
    that(!/failed|could not/.test(await page.locator('#_status').textContent()), `${q}: ${await page.locator('#_status').textContent()}`);
  }
  await ask({ q: `"${common}` });
  that((await total()) === (await ask({ q: `"${common}"` })), 'a quotation that is not closed finds something else');
  that((await ask({ q: `"${common.toUpperCase()}"` })) > 0, 'capitals find nothing');
});

await check('every way back leads to what was there', async (that) => {
  await page.goto(server.home);
  await page.goto(String(search));
  const field = page.locator('#_q');
  await field.pressSequentially(`${common} `);
  await page.waitForFunction(() => document.querySelectorAll('#_list li').length > 0);
  const first = await total();
  await page.locator('#_facets a[data-key^="speaker "]').first().click();
  await page.waitForFunction(() => document.querySelector('#_facets a[aria-current]'));
  const second = await total();
  await page.locator('#_list h3 a').first().click();
  await page.waitForFunction(() => !document.getElementById('_search'));
  for (const expected of [second, first]) {
    await page.goBack();
    await page.waitForFunction(() => document.getElementById('_status')?.textContent);
    await page.waitForTimeout(100);
    that((await total()) === expected, `${await total()}, ${expected} before`);
  }
  await page.goBack();
  await page.waitForFunction(() => !document.getElementById('_starts').hidden);
  that((await field.inputValue()) === '', 'what was typed first is still there');
  await page.goBack();
  that(page.url() === server.home, `${page.url()} comes before the search`);
});

await check('the field of every page leads here', async (that) => {
  await page.goto(server.home);
  await page.locator('header input[type="search"]').fill(common);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.getElementById('_status')?.textContent);
  that((await total()) > 0, 'nothing is found');
});

for (const scheme of ['light', 'dark']) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    await check(`accessibility with results, ${size}, ${scheme}`, async (that) => {
      const other = await browser.newContext({ viewport, colorScheme: scheme, bypassCSP: true });
      const view = await other.newPage();
      await view.goto(`${search}?q=${common}`);
      await view.waitForFunction(() => document.querySelectorAll('#_list li').length > 0);
      await view.locator('.narrow').evaluate((details) => (details.open = true));
      const wide = await view.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      that(wide <= 0, `scrolls sideways by ${wide}`);
      await view.evaluate(axe);
      const { violations } = await view.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
      for (const one of violations) that(false, `${one.id} (${one.impact}): ${one.nodes[0].html.slice(0, 160)}`);
      await other.close();
    });
  }
}

await check('without JavaScript', async (that) => {
  const still = await browser.newContext({ javaScriptEnabled: false });
  const view = await still.newPage();
  await view.goto(server.home);
  await view.locator('header input[type="search"]').fill('x');
  await view.keyboard.press('Enter');
  await view.waitForURL(`${search}?q=x`);
  that(await view.locator('noscript p').isVisible(), 'nothing says that JavaScript is needed');
  that(!(await view.locator('#_q').isVisible()), 'there is a field that does nothing');
  that((await view.locator('#_starts a').count()) > 5, 'there are no links');
  await still.close();
});

await check('nothing on the console, no request elsewhere', async (that) => {
  for (const one of noise) that(false, one);
});

await browser.close();
await server.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
