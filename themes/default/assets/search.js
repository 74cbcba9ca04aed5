// Search without a server. What the files hold, and what a word is, is told in livesite's src/render/search/.
'use strict';
{
const [form, status, found, facets, orders, list, more, starts] =
  ['search', 'status', 'found', 'facets', 'orders', 'list', 'more', 'starts'].map((id) => document.getElementById(`_${id}`));
const say = form.dataset;
const field = form.elements.q;
const { lang } = document.documentElement;
const { title } = document;

// Words.
const ACCENTS = /[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g;
const ALONE = '[\\u0e01-\\u0e4e\\u0e81-\\u0ecd\\u1000-\\u109f\\u1780-\\u17d3\\u3005-\\u3007\\u3041-\\u3096\\u30a1-\\u30ff\\u3105-\\u312f\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\u{20000}-\\u{3fffd}]';
const WORD = new RegExp(`${ALONE}|(?:(?!${ALONE})[\\p{Alphabetic}\\p{N}\\p{M}])+`, 'gu');
const MARKED = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ł: 'l', ı: 'i', þ: 'th', ς: 'σ' };
const wordsOf = (text) => (text.normalize('NFKD').replace(ACCENTS, '').normalize('NFC').toLowerCase()
  .replace(/[ßæœøđðħłıþς]/g, (letter) => MARKED[letter]).match(WORD) ?? []).map((word) => [...word].slice(0, 40).join(''));

/** What is asked for: words side by side, the last of which may be the beginning of one. */
function clausesOf(query) {
  const clauses = query.split(/["“”„«»]/)
    .flatMap((part, at) => (at % 2 ? [part] : part.split(/\s/)).map((run) => ({ words: wordsOf(run) })))
    .filter(({ words }) => words.length);
  if (clauses.length && /[\p{L}\p{N}\p{M}]$/u.test(query)) clauses.at(-1).prefix = clauses.at(-1).words.at(-1).length > 1;
  return clauses;
}

// Files: fetched, or scripts that hand over what they hold, where the site lies in a folder on a disk.
const root = new URL(say.index, location);
const [ending] = root.pathname.match(/\.\w+$/);
const scripts = ending === '.js';
const takers = {};
window.livesiteIndex = (name, text) => takers[name](Uint8Array.from(atob(text), (letter) => letter.charCodeAt()));
async function load(name, options) {
  const src = new URL(name + ending, root);
  const answer = scripts ? new Response(await new Promise((resolve, reject) => {
    takers[name] = resolve;
    document.head.append(Object.assign(document.createElement('script'), { src, onerror: () => reject(new Error(src)) }));
  })) : await fetch(src, options);
  if (!answer.ok) throw new Error(`${answer.status}: ${src}`);
  const plain = new Response(answer.body.pipeThrough(new DecompressionStream('deflate-raw')));
  return new Uint8Array(await plain.arrayBuffer());
}
const textOf = (bytes) => new TextDecoder().decode(bytes);
const json = (bytes) => JSON.parse(textOf(bytes));
const files = new Map();
const file = (name, make) => files.get(name) ?? files.set(name, load(name).then(make)).get(name);

// Blocks. What each calls by a number of its own has one number for all here.
const FACETS = ['speaker', 'topic', 'coverage', 'kind', 'day'];
const known = FACETS.map(() => ({ keys: [], names: [], languages: [], places: new Map() }));
function blockOf(bytes) {
  const block = json(bytes);
  block.facets = block.facets.map(([values, counts, all], facet) => {
    const { keys, names, languages, places } = known[facet];
    const own = values.map(([key, name, language]) => {
      if (!places.has(key)) places.set(key, keys.push(key) - 1);
      const at = places.get(key);
      [names[at], languages[at]] = [name ?? say[`kind_${key}`] ?? key, language];
      return at;
    });
    // Those of a document are `all` from its start to the next one's.
    let start = 0;
    return { all: all.map((value) => own[value]), starts: [0, ...counts].map((count) => (start += count)) };
  });
  let last = 0;
  block.minutes = block.minutes.map((since) => since === null ? NaN : (last += since));
  return block;
}
async function open() {
  const { version, blocks } = json(await load('root', { cache: 'no-cache' }));
  if (version !== 2) throw new Error('another version');
  return Promise.all(blocks.map((name) => file(name, blockOf)));
}
let opened;
const index = () => (opened ??= open());

function number(from) {
  let [value, unit, byte] = [0, 1];
  do {
    byte = from.bytes[from.at++];
    value += (byte & 127) * unit;
    unit *= 128;
  } while (byte > 127);
  return value;
}
function listsOf(bytes) {
  const from = { bytes, at: 0 };
  const size = number(from);
  const words = textOf(bytes.subarray(from.at, (from.at += size))).split('\n');
  const lists = words.map((word) => ({ word, bytes, documents: number(from), list: number(from), places: number(from) }));
  for (const part of ['list', 'places']) for (const one of lists) [one[part], from.at] = [from.at, from.at + one[part]];
  return lists;
}
/** Goes through a list: document, how often, whether in the headline. */
function each({ bytes, documents, list }, visit) {
  const from = { bytes, at: list };
  for (let document = 0; documents; documents -= 1) {
    document += number(from);
    const often = number(from);
    visit(document, often >> 1, often & 1);
  }
}
/** The first place at which `before` is no longer true. */
function bound(size, before) {
  let low = 0;
  while (low < size) {
    const middle = (low + size) >> 1;
    if (before(middle)) low = middle + 1;
    else size = middle;
  }
  return low;
}
/** The lists of a word in a block, or of all that begin with it. */
async function lookUp({ shards }, word, prefix, phrase) {
  // The shortest beginnings have a list of their own, without places.
  if (prefix && word.length < 4 && !phrase) [word, prefix] = [`${word}*`];
  const last = (at) => shards[at][0] <= word || (prefix && shards[at][0].startsWith(word));
  const first = bound(shards.length, (at) => shards[at][0] <= word) - 1;
  const wanted = shards.slice(Math.max(first, 0), bound(shards.length, last));
  const lists = await Promise.all(wanted.map(([, name]) => file(name, listsOf)));
  return lists.flat().filter((one) => one.word === word || (prefix && one.word.startsWith(word) && !one.word.endsWith('*')));
}
const WIDE = 2 ** 24;
/** Where a word of a phrase is in `only` some documents, counted from the phrase's beginning. */
function placesOf(lists, offset, only) {
  const all = [];
  for (const list of lists) {
    const from = { bytes: list.bytes, at: list.places };
    each(list, (document, often) => {
      for (let place = -offset; often; often -= 1) {
        place += number(from);
        if (only[document] && place >= 0) all.push(document * WIDE + place);
      }
    });
  }
  return lists.length > 1 ? all.sort((a, b) => a - b) : all;
}
/** How much each document of a block has of a clause; a word in the headline counts as four. */
async function weightsOf(block, { words, prefix }) {
  const phrase = words.length > 1;
  const lists = await Promise.all(words.map((word, at) => lookUp(block, word, prefix && at === words.length - 1, phrase)));
  const weights = lists.map((of) => {
    const own = new Float32Array(block.size);
    for (const list of of) each(list, (document, often, headline) => (own[document] += often + headline * 3));
    return own;
  });
  if (!phrase) return weights[0];
  const only = weights.reduce((all, own) => all.map((one, at) => one && own[at]));
  let places;
  lists.forEach((of, word) => {
    const own = placesOf(of, word, only);
    let at = 0;
    places = places?.filter((place) => {
      while (own[at] < place) at += 1;
      return own[at] === place;
    }) ?? own;
  });
  only.fill(0);
  for (const place of places) only[Math.floor(place / WIDE)] += 1;
  return only;
}
function some({ all, starts }, document, test) {
  for (let at = starts[document]; at < starts[document + 1]; at += 1) if (test(all[at])) return true;
  return false;
}

/** A query: how many documents, how many of each value, the best of them. */
async function search({ clauses, order, show, filters }) {
  const blocks = await index();
  const weights = await Promise.all(blocks.map((block) => Promise.all(clauses.map((one) => weightsOf(block, one)))));
  const sum = (each) => blocks.reduce((all, block, at) => all + each(block, at), 0);
  const size = sum((block) => block.size);
  const average = sum((block) => block.words) / size;
  const rarity = clauses.map((_, clause) => {
    const documents = sum((_, at) => weights[at][clause].reduce((count, one) => count + (one > 0), 0));
    return Math.log(1 + (size - documents + 0.5) / (documents + 0.5));
  });
  const tests = FACETS.flatMap((name, facet) => filters[facet].map((key) => {
    const allowed = known[facet].keys.map((own) => own === key || (name === 'day' && own.startsWith(key)));
    return ({ facets }, document) => some(facets[facet], document, (value) => allowed[value]);
  }));
  const counts = known.map(({ keys }) => new Int32Array(keys.length));
  const best = [];
  let total = 0;
  blocks.forEach((block, at) => {
    const { minutes, lengths } = block;
    for (let document = 0; document < block.size; document += 1) {
      if (!weights[at].every((one) => one[document]) || !tests.every((test) => test(block, document))) continue;
      total += 1;
      block.facets.forEach((of, facet) => some(of, document, (value) => void (counts[facet][value] += 1)));
      const length = 0.3 + (0.9 * lengths[document]) / average;
      const score = order === 'best'
        ? weights[at].reduce((sum, one, clause) => sum + (rarity[clause] * one[document]) / (one[document] + length), 0)
        : (order === 'newest' ? minutes[document] : -minutes[document]) || -Infinity;
      if (best.length === show && score <= best[show - 1].score) continue;
      best.splice(bound(best.length, (one) => best[one].score >= score), 0, { block, document, score });
      best.splice(show);
    }
  });
  return { total, counts, best };
}
async function shown({ block: { chunks, facets }, document }) {
  const [, , coverage, kind] = facets.map(({ all, starts }) => all[starts[document]]);
  let chunk = 0;
  while (document >= chunks[chunk][0]) document -= chunks[chunk++][0];
  const [id, headline, time, clock, text] = (await file(chunks[chunk][1], json))[document];
  return { id, headline, time, clock, text, coverage, kind };
}

// The page. What goes into it is escaped, but for what was made here.
class Html {
  constructor(text) {
    this.text = text;
  }
}
const escaped = (value) => value instanceof Html ? value.text
  : Array.isArray(value) ? value.map(escaped).join('')
    : `${value ?? ''}`.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt()};`);
const html = (raw, ...values) => new Html(String.raw({ raw }, ...values.map(escaped)));
const put = (into, parts) => (into.innerHTML = escaped(parts));
const numeral = (count) => count.toLocaleString(lang, { numberingSystem: 'latn' });

/** A day, month or year as the other pages write it: the theme's words hold strftime patterns. */
function dayName(day) {
  const [Y, m, d] = day.split('-');
  const name = (month) => new Intl.DateTimeFormat(lang, { timeZone: 'UTC', day: 'numeric', month })
    .formatToParts(new Date(day)).find(({ type }) => type === 'month').value;
  const parts = { Y, m, d, b: m && name('short'), B: m && name('long') };
  return m ? say[d ? 'date' : 'month'].replace(/%(-?)(\w)/g, (_, plain, part) => plain ? +parts[part] : parts[part]) : Y;
}
/** Where the clauses are in a text: from, to, which. */
function matches(text, clauses) {
  const words = [...text.matchAll(WORD)].flatMap(({ 0: run, index }) =>
    wordsOf(run).map((word) => ({ word, from: index, to: index + run.length })));
  return words.flatMap(({ from }, at) => clauses.flatMap(({ words: asked, prefix }, which) => {
    const here = asked.every((word, on) => {
      const own = words[at + on]?.word;
      return own === word || (prefix && on === asked.length - 1 && own?.startsWith(word));
    });
    return here ? [{ from, to: words[at + asked.length - 1].to, which }] : [];
  }));
}
function marked(text, found, from = 0, to = text.length) {
  const pieces = [from ? '… ' : ''];
  for (const match of found) {
    if (match.from < from || match.to > to) continue;
    pieces.push(text.slice(from, match.from), html`<mark>${text.slice(match.from, match.to)}</mark>`);
    from = match.to;
  }
  return [...pieces, text.slice(from, to), to < text.length ? ' …' : ''];
}
/** The part of a text that has most of what was asked for. */
function excerpt(text, clauses) {
  const found = matches(text, clauses);
  let [start, most] = [0, 0];
  found.forEach(({ from }, at) => {
    const seen = new Set();
    for (; found[at]?.to < from + 180; at += 1) seen.add(found[at].which);
    if (seen.size > most) [start, most] = [from, seen.size];
  });
  const from = start < 80 ? 0 : Math.min(text.indexOf(' ', start - 60) + 1 || start, start);
  const end = text.lastIndexOf(' ', from + 240);
  return marked(text, found, from, from + 240 < text.length ? (end > start ? end : from + 240) : text.length);
}
const base = say.base.replace(/index\.html$/, '');
function item({ id, headline, time, clock, text, coverage, kind }, clauses) {
  const [{ keys, names, languages }, kinds] = [known[2], known[3]];
  const href = `${base + [keys[coverage], ...(id ? [id] : [])].map(encodeURIComponent).join('/')}/${scripts ? 'index.html' : ''}`;
  const day = time && dayName(time.slice(0, 10));
  const when = time[10] ? html`<time datetime="${time}">${time.slice(11, 16)}</time> <span class="offset">${day}</span> <bdi class="offset" dir="ltr">${time.slice(19).replace('Z', '+00:00')}</bdi>`
    : time ? html`<time datetime="${time}">${day}</time>` : html`<bdi>${clock}</bdi>`;
  const body = excerpt(text, clauses);
  const heading = headline ? marked(headline, matches(headline, clauses)) : text ? body : id;
  const tongue = html`lang="${languages[coverage]}" dir="auto"`;
  return html`<li class="entry item"><p class="when">${when}</p><div class="text"><h3 ${tongue} class="${headline ? '' : 'plain'}"><a href="${href}">${heading}</a></h3>${
    headline && text ? html`<p class="excerpt" ${tongue}>${body}</p>` : ''}<p class="who">${
    kinds.keys[kind] === 'update' ? '' : kinds.names[kind] + (id ? ' · ' : '')}${id && html`<bdi>${names[coverage]}</bdi>`}</p></div></li>`;
}

// The address holds what is asked for; of a file on a disk only the part after `#` may change.
const part = scripts ? '#' : '?';
const current = () => new URLSearchParams((scripts && location.hash.slice(1)) || location.search);
const ORDERS = ['best', 'newest', 'oldest'];
function asked() {
  const of = current();
  const query = of.get('q') ?? '';
  const order = ORDERS.includes(of.get('order')) ? of.get('order') : query.trim() ? 'best' : 'newest';
  const show = Math.min(Math.max(of.get('show') | 0, 10), 1000);
  return { query, clauses: clausesOf(query), order, show, filters: FACETS.map((name) => of.getAll(name)) };
}
function changed(change) {
  const of = current();
  of.delete('show');
  change(of);
  return `${part}${of}`;
}

const whole = new Set();
function facet(name, facet, counts, chosen) {
  const { keys, names } = known[facet];
  const sums = new Map();
  let values = [...counts.keys()].filter((at) => counts[at]);
  if (name === 'day') {
    // By month or year when they are many.
    const by = (length) => values.forEach((at) => {
      const key = keys[at].slice(0, length);
      sums.set(key, (sums.get(key) ?? 0) + counts[at]);
    });
    by([10, 7].find((length) => new Set(values.map((at) => keys[at].slice(0, length))).size < 32) ?? 4);
    new Set(chosen.map((key) => key.length)).forEach((length) => !chosen.every((key) => sums.has(key)) && by(length));
    values = [...sums].sort().map(([key, count]) => ({ key, count, name: dayName(key) }));
  } else {
    values = values.map((at) => ({ key: keys[at], count: counts[at], name: names[at] }))
      .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name, lang));
  }
  for (const key of chosen) if (!values.some((one) => one.key === key)) values.unshift({ key, count: 0, name: key });
  const links = values.filter(({ key }, at) => whole.has(name) || at < 8 || chosen.includes(key)).map(({ key, count, name: label }) => {
    const on = chosen.includes(key);
    const href = changed((of) => {
      of.delete(name);
      for (const own of on ? chosen : [...chosen, key]) if (facet < 2 ? !on || own !== key : own === key && !on) of.append(name, own);
    });
    return html`<li><a href="${href}" data-key="${name} ${key}"${on ? html` aria-current="true"` : ''}><bdi>${label}</bdi>${
      on ? html`<span class="hidden"> (${say.remove})</span>` : ''}</a> <span class="count">${numeral(count)}</span></li>`;
  });
  const rest = links.length < values.length ? html`<button type="button" data-key="${name} all">${say.all} (${numeral(values.length)})</button>` : '';
  return links.length ? html`<section><h3>${say[`facet_${name}`]}</h3><ul class="terms">${links}</ul>${rest}</section>` : '';
}

let turn = 0;
async function show() {
  const own = (turn += 1);
  const state = asked();
  const { query, clauses, filters } = state;
  document.title = query ? `${query} · ${title}` : title;
  const nothing = !clauses.length && !filters.flat().length;
  found.hidden = nothing;
  starts.hidden = !nothing;
  if (nothing) return void (status.textContent = '');
  try {
    const { total, counts, best } = await search(state);
    const results = await Promise.all(best.map(shown));
    if (own !== turn) return;
    const here = document.activeElement;
    const at = [...list.children].findIndex((one) => one.contains(here));
    put(list, results.map((result) => item(result, clauses)));
    put(facets, FACETS.map((name, at) => facet(name, at, counts[at], filters[at])));
    put(orders, ORDERS.map((order) => html`<li><a href="${changed((of) => of.set('order', order))}" data-key="${order}"${
      order === state.order ? html` aria-current="true"` : ''}>${say[order]}</a></li>`));
    more.hidden = best.length >= Math.min(total, 1000);
    status.textContent = total ? `${say.results}: ${numeral(total)}` : say.none;
    if (here.dataset.key) document.querySelector(`[data-key="${CSS.escape(here.dataset.key)}"]`)?.focus();
    list.children[at]?.querySelector('a').focus();
  } catch (error) {
    // A newer site may stand there by now: the next time the root is read again.
    opened = undefined;
    files.clear();
    if (own === turn) status.textContent = `${say.failed} (${error.message})`;
  }
}

/** Goes to another address of this page: a new step back, or the same one. */
function go(address, step) {
  history[step && address !== location[scripts ? 'hash' : 'search'] ? 'pushState' : 'replaceState'](null, '', address);
  return show();
}
let typed = false;
field.addEventListener('input', () => {
  // One step back for all that is typed at a time.
  go(changed((of) => of.set('q', field.value)), !typed);
  typed = true;
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  typed = false;
  show();
});
found.addEventListener('click', (event) => {
  const { key } = event.target.closest('[data-key]')?.dataset ?? {};
  if (!key || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  typed = false;
  const link = event.target.closest('a');
  if (link) return void go(link[scripts ? 'hash' : 'search'], true);
  whole.add(key.split(' ')[0]);
  show();
});
more.addEventListener('click', async () => {
  const next = list.children.length;
  await go(changed((of) => of.set('show', next + 10)));
  list.children[next]?.querySelector('a').focus();
});
document.addEventListener('keydown', (event) => {
  if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing) return;
  const here = document.activeElement;
  const ways = [field, ...list.querySelectorAll('h3 a')];
  const at = ways.indexOf(here);
  const to = { '/': here !== field && field, Escape: at > 0 && field, ArrowDown: at >= 0 && ways[at + 1], ArrowUp: at >= 0 && ways[at - 1] }[event.key];
  if (!to) return;
  to.focus();
  event.preventDefault();
});
function arrive() {
  typed = false;
  field.value = asked().query;
  show();
}
window.addEventListener('popstate', arrive);
facets.parentElement.open = matchMedia('(min-width: 68rem)').matches;
arrive();
if (!field.value) field.focus({ preventScroll: true });
index().catch(() => {});
}
