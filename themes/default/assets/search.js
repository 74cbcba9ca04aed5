// Search without a server. The files that it asks for, and what a word is, are told in livesite's src/render/search/.
'use strict';
{
const form = document.getElementById('_search');
const say = form.dataset;
const field = form.elements.q;
const [status, found, facets, orders, list, more, starts] =
  ['status', 'found', 'facets', 'orders', 'list', 'more', 'starts'].map((id) => document.getElementById(`_${id}`));
const language = document.documentElement.lang;
const number = new Intl.NumberFormat(language, { numberingSystem: 'latn' });
const months = Object.fromEntries(['short', 'long'].map((month) =>
  [month, new Intl.DateTimeFormat(language, { timeZone: 'UTC', day: 'numeric', month })]));
const title = document.title;

// Words.
const ACCENTS = /[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g;
const ALONE = '[\\u0e01-\\u0e4e\\u0e81-\\u0ecd\\u1000-\\u109f\\u1780-\\u17d3\\u3005-\\u3007\\u3041-\\u3096\\u30a1-\\u30ff\\u3105-\\u312f\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\u{20000}-\\u{3fffd}]';
const WORD = new RegExp(`${ALONE}|(?:(?!${ALONE})[\\p{Alphabetic}\\p{N}\\p{M}])+`, 'gu');
const MARKED = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ł: 'l', ı: 'i', þ: 'th', ς: 'σ' };
const wordsOf = (text) =>
  (text.normalize('NFKD').replace(ACCENTS, '').normalize('NFC').toLowerCase()
    .replace(/[ßæœøđðħłıþς]/g, (letter) => MARKED[letter]).match(WORD) ?? [])
    .map((word) => (word.length > 40 ? [...word].slice(0, 40).join('') : word));

/** What is asked for: phrases, each a list of words; the last word may be the beginning of one. */
function clausesOf(query) {
  const clauses = [];
  query.split(/["“”„«»]/).forEach((part, at) => {
    const words = wordsOf(part);
    if (at % 2) {
      if (words.length) clauses.push({ words });
    } else {
      // Characters that stand alone are a phrase when nothing stands between them.
      for (const run of part.split(/\s+/).map(wordsOf)) if (run.length) clauses.push({ words: run });
    }
  });
  if (clauses.length && /[\p{L}\p{N}\p{M}]$/u.test(query)) {
    const { words } = clauses.at(-1);
    clauses.at(-1).prefix = words.at(-1).length > 1;
  }
  return clauses;
}

// Files.
const decoder = new TextDecoder();
class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }
  number() {
    let byte = this.bytes[this.at++];
    let value = byte & 127;
    for (let unit = 128; byte > 127; unit *= 128) {
      byte = this.bytes[this.at++];
      value += (byte & 127) * unit;
    }
    return value;
  }
  numbers(count) {
    const numbers = new Int32Array(count);
    for (let at = 0; at < count; at += 1) numbers[at] = this.number();
    return numbers;
  }
  text() {
    const length = this.number();
    return decoder.decode(this.bytes.subarray(this.at, (this.at += length)));
  }
  list(each) {
    return Array.from({ length: this.number() }, () => each(this));
  }
}
const root = new URL(say.index, location.href);
const files = new Map();
async function read(address, options) {
  const response = await fetch(address, options);
  if (!response.ok) throw new Error(`${response.status}: ${address}`);
  const plain = response.body.pipeThrough(new DecompressionStream('deflate-raw'));
  return new Reader(new Uint8Array(await new Response(plain).arrayBuffer()));
}
/** A file by its name, made into something once. */
function file(name, make) {
  if (!files.has(name)) files.set(name, read(new URL(`${name}.bin`, root)).then(make));
  return files.get(name);
}

// Blocks. What each calls by numbers of its own has one number for all here.
const SEVERAL = ['speaker', 'topic'];
const FACETS = ['speaker', 'topic', 'coverage', 'kind', 'day'];
const values = Object.fromEntries(FACETS.map((facet) => [facet, { keys: [], names: [], places: new Map() }]));
function place(facet, key, name) {
  const { keys, names, places } = values[facet];
  if (!places.has(key)) {
    places.set(key, keys.length);
    keys.push(key);
    names.push(name);
  }
  return places.get(key);
}
function blockOf(head) {
  const size = head.number();
  const block = { size, total: head.number() };
  const kinds = head.list(() => place('kind', head.text()));
  block.coverage = new Int32Array(size);
  block.languages = new Map();
  let next = 0;
  head.list(() => {
    const coverage = place('coverage', head.text(), head.text());
    block.languages.set(coverage, head.text());
    block.coverage.fill(coverage, next, (next += head.number()));
  });
  const [speakers, topics] = SEVERAL.map((facet) => head.list(() => place(facet, head.text(), head.text())));
  const days = head.list(() => place('day', head.text()));
  block.kind = head.numbers(size).map((kind) => kinds[kind]);
  block.day = head.numbers(size).map((day) => (day ? days[day - 1] : -1));
  let last = 0;
  block.minutes = Float64Array.from({ length: size }, () => {
    const folded = head.number() - 1;
    if (folded < 0) return NaN;
    return (last += folded % 2 ? -(folded + 1) / 2 : folded / 2);
  });
  block.lengths = head.numbers(size);
  // Those of a document are `all` from its start to the next one's.
  for (const [facet, names] of [['speaker', speakers], ['topic', topics]]) {
    const [all, starts] = [[], new Int32Array(size + 1)];
    for (let at = 0; at < size; at += 1) {
      for (let count = head.number(); count > 0; count -= 1) all.push(names[head.number()]);
      starts[at + 1] = all.length;
    }
    block[facet] = { all, starts };
  }
  block.shards = head.list(() => ({ first: head.text(), words: head.text(), places: head.text() }));
  block.chunks = head.list(() => ({ size: head.number(), name: head.text() }));
  return block;
}
async function open() {
  const head = await read(root, { cache: 'no-cache' });
  if (head.number() !== 1) throw new Error('another version');
  const names = head.list(() => [head.number(), head.text()][1]);
  return Promise.all(names.map((name) => file(name, blockOf)));
}
let opened;
const index = () => (opened ??= open());

/** Where each word's list begins in a file of words or places. */
function listsOf(reader, lengths) {
  const starts = new Int32Array(lengths.length);
  for (let at = 0, start = reader.at; at < lengths.length; start += lengths[at], at += 1) starts[at] = start;
  return starts;
}
function shardOf(reader) {
  const size = reader.number();
  const words = reader.text().split('\n');
  const documents = reader.numbers(size);
  return { reader, words, documents, starts: listsOf(reader, reader.numbers(size)) };
}
/** The first place at which `before` is no longer true. */
function bound(size, before) {
  let [low, high] = [0, size];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (before(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
/** A word in a block, or all that begin with it: the files they are in, and which. */
async function lookUp({ shards }, word, prefix, withPlaces) {
  const first = Math.max(0, bound(shards.length, (at) => shards[at].first <= word) - 1);
  const wanted = [];
  for (let at = first; at < shards.length && (at === first || (prefix && shards[at].first.startsWith(word))); at += 1) {
    wanted.push(shards[at]);
  }
  const places = (shard) => withPlaces && file(shard.places, (reader) => reader);
  const pairs = await Promise.all(wanted.map((shard) => Promise.all([file(shard.words, shardOf), places(shard)])));
  const lists = [];
  for (const [shard, places] of pairs) {
    const { words } = shard;
    if (places) places.starts ??= listsOf(places, places.numbers(words.length));
    for (let at = bound(words.length, (at) => words[at] < word); at < words.length; at += 1) {
      if (words[at] !== word && !(prefix && words[at].startsWith(word))) break;
      lists.push({ shard, places, at });
    }
  }
  return lists;
}
/** How much each document of a block has of one word, a word in the headline counting as four. */
function weigh(lists, weights) {
  for (const { shard, at } of lists) {
    const { reader } = shard;
    reader.at = shard.starts[at];
    for (let rest = shard.documents[at], document = 0; rest > 0; rest -= 1) {
      document += reader.number();
      const often = reader.number();
      weights[document] += (often >> 1) + (often & 1) * 3;
    }
  }
}
const WIDE = 2 ** 24;
/** Where a word of a phrase is, counted from the phrase's beginning; `only` some documents. */
function placesOf(lists, offset, only) {
  const all = [];
  for (const { shard, places, at } of lists) {
    const { reader } = shard;
    reader.at = shard.starts[at];
    places.at = places.starts[at];
    for (let rest = shard.documents[at], document = 0; rest > 0; rest -= 1) {
      document += reader.number();
      const often = reader.number() >> 1;
      if (only[document]) {
        for (let left = often, place = -offset; left > 0; left -= 1) {
          place += places.number();
          if (place >= 0) all.push(document * WIDE + place);
        }
      } else {
        for (let left = often; left > 0; places.at += 1) if (places.bytes[places.at] < 128) left -= 1;
      }
    }
  }
  return lists.length > 1 ? all.sort((a, b) => a - b) : all;
}
async function weightsOf(block, { words, prefix }) {
  const phrase = words.length > 1;
  const lists = await Promise.all(words.map((word, at) => lookUp(block, word, prefix && at === words.length - 1, phrase)));
  const weights = new Float32Array(block.size);
  if (!phrase) {
    weigh(lists[0], weights);
    return weights;
  }
  let only = weights.slice().fill(1);
  for (const each of lists) {
    const has = new Float32Array(block.size);
    weigh(each, has);
    only = only.map((one, at) => one && has[at]);
  }
  let places = placesOf(lists[0], 0, only);
  for (let word = 1; word < lists.length && places.length; word += 1) {
    const others = placesOf(lists[word], word, only);
    let at = 0;
    places = places.filter((place) => {
      while (others[at] < place) at += 1;
      return others[at] === place;
    });
  }
  for (const place of places) weights[Math.floor(place / WIDE)] += 1;
  return weights;
}

function some({ all, starts }, document, test) {
  for (let at = starts[document]; at < starts[document + 1]; at += 1) if (test(all[at])) return true;
  return false;
}

// A query: which documents, how well, and how many of each value.
async function search({ query, order, show, filters }) {
  const blocks = await index();
  const clauses = clausesOf(query);
  const weights = await Promise.all(blocks.map((block) => Promise.all(clauses.map((one) => weightsOf(block, one)))));
  const size = blocks.reduce((sum, block) => sum + block.size, 0);
  const average = blocks.reduce((sum, block) => sum + block.total, 0) / size;
  const rarity = clauses.map((_, at) => {
    const documents = weights.reduce((sum, block) => sum + block[at].reduce((count, one) => count + (one > 0), 0), 0);
    return Math.log(1 + (size - documents + 0.5) / (documents + 0.5));
  });
  const tests = FACETS.flatMap((facet) => filters[facet].map((key) => {
    const { keys, places } = values[facet];
    const [of, wanted] = [blocks.map((block) => block[facet]), places.get(key) ?? -2];
    const within = keys.map((own) => own.startsWith(key));
    if (facet === 'day') return (at, document) => within[of[at][document]];
    if (!SEVERAL.includes(facet)) return (at, document) => of[at][document] === wanted;
    return (at, document) => some(of[at], document, (one) => one === wanted);
  }));
  const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Int32Array(values[facet].keys.length)]));
  const best = [];
  let total = 0;
  blocks.forEach((block, at) => {
    next: for (let document = 0; document < block.size; document += 1) {
      for (const one of weights[at]) if (!one[document]) continue next;
      for (const test of tests) if (!test(at, document)) continue next;
      total += 1;
      for (const facet of SEVERAL) some(block[facet], document, (one) => void (counts[facet][one] += 1));
      counts.coverage[block.coverage[document]] += 1;
      counts.kind[block.kind[document]] += 1;
      if (block.day[document] >= 0) counts.day[block.day[document]] += 1;

      let score = 0;
      if (order === 'best') {
        const length = 1.2 * (0.25 + (0.75 * block.lengths[document]) / average);
        weights[at].forEach((one, clause) => (score += (rarity[clause] * one[document] * 2.2) / (one[document] + length)));
      } else {
        const minutes = block.minutes[document];
        score = Number.isNaN(minutes) ? -Infinity : order === 'newest' ? minutes : -minutes;
      }
      if (best.length === show && score <= best[show - 1].score) continue;
      best.splice(bound(best.length, (one) => best[one].score >= score), 0, { block, document, score });
      if (best.length > show) best.pop();
    }
  });
  const results = await Promise.all(best.map(async ({ block, document }) => {
    let [chunk, first] = [0, 0];
    while (first + block.chunks[chunk].size <= document) first += block.chunks[chunk++].size;
    const texts = await file(block.chunks[chunk].name, (reader) => Array.from({ length: block.chunks[chunk].size }, () => {
      const [id, headline, time, clock, text] = Array.from({ length: 5 }, () => reader.text());
      return { id, headline, time, clock, text };
    }));
    const coverage = block.coverage[document];
    return { ...texts[document - first], coverage, kind: block.kind[document], language: block.languages.get(coverage) };
  }));
  return { clauses, total, counts, results };
}

// The address holds what is asked for.
const ORDERS = ['best', 'newest', 'oldest'];
function stateOf(parameters) {
  const get = (name) => parameters.get(name) ?? '';
  const order = ORDERS.includes(get('order')) ? get('order') : get('q').trim() ? 'best' : 'newest';
  const show = Math.min(Math.max(Number.parseInt(get('show'), 10) || 10, 10), 1000);
  const filters = Object.fromEntries(FACETS.map((facet) => [facet, parameters.getAll(facet)]));
  return { query: get('q'), order, show, filters };
}
const current = () => new URLSearchParams(location.search);
function changed(change) {
  const parameters = current();
  parameters.delete('show');
  change(parameters);
  return `?${parameters}`;
}

// The page.
function element(name, properties = {}, ...children) {
  const { data, ...rest } = properties;
  const made = Object.assign(document.createElement(name), rest);
  Object.assign(made.dataset, data);
  made.append(...children.filter(Boolean));
  return made;
}
const nameOf = (facet, at) => values[facet].names[at] ?? values[facet].keys[at];
/** A day, month or year as the other pages write it: the theme's words hold strftime patterns. */
function dayName(day) {
  const [year, month, date] = day.split('-');
  const name = (length) => months[length].formatToParts(new Date(`${year}-${month}-${date ?? '01'}`)).find((part) => part.type === 'month').value;
  const parts = { Y: () => year, m: () => month, d: () => date, b: () => name('short'), B: () => name('long') };
  if (!month) return year;
  return say[date ? 'date' : 'month'].replace(/%(-?)([YmdbB])/g, (_, plain, part) => (plain ? String(Number(parts[part]())) : parts[part]()));
}

/** Where the clauses are in a text: from, to, which. */
function matches(text, clauses) {
  const words = [];
  for (const match of text.matchAll(WORD)) {
    for (const word of wordsOf(match[0])) words.push({ word, from: match.index, to: match.index + match[0].length });
  }
  return words.flatMap(({ from }, at) => clauses.flatMap((clause, which) => {
    const last = clause.words.length - 1;
    const here = clause.words.every((word, on) => {
      const own = words[at + on]?.word;
      return own === word || (clause.prefix && on === last && own?.startsWith(word));
    });
    return here ? [{ from, to: words[at + last].to, which }] : [];
  }));
}
function marked(text, found, from = 0, to = text.length) {
  const pieces = [];
  let at = from;
  for (const match of found) {
    if (match.from < at || match.to > to) continue;
    pieces.push(text.slice(at, match.from), element('mark', {}, text.slice(match.from, match.to)));
    at = match.to;
  }
  return [from > 0 && '… ', ...pieces, text.slice(at, to), to < text.length && ' …'];
}
/** The part of a text that has most of what was asked for. */
function excerpt(text, clauses) {
  const found = matches(text, clauses);
  let [start, most] = [0, 0];
  for (let at = 0; at < found.length; at += 1) {
    const seen = new Set();
    for (let on = at; on < found.length && found[on].to < found[at].from + 180; on += 1) seen.add(found[on].which);
    if (seen.size > most) [start, most] = [found[at].from, seen.size];
  }
  const from = start < 80 ? 0 : text.indexOf(' ', start - 60) + 1 || start;
  const end = from + 240 < text.length ? text.lastIndexOf(' ', from + 240) : text.length;
  return marked(text, found, Math.min(from, start), end > start ? end : Math.min(from + 240, text.length));
}

function item(result, clauses) {
  const { keys } = values.coverage;
  const parts = [keys[result.coverage], result.id].filter(Boolean);
  const href = `${say.base}${parts.map(encodeURIComponent).join('/')}/`;
  const { time } = result;
  const when = element('p', { className: 'when' });
  if (time) {
    const clock = time.length > 10;
    const day = dayName(time.slice(0, 10));
    when.append(
      element('time', { dateTime: time }, clock ? time.slice(11, 16) : day), ' ',
      clock && element('span', { className: 'offset' }, day), ' ',
      clock && element('bdi', { className: 'offset', dir: 'ltr' }, time.slice(19).replace('Z', '+00:00')));
  } else if (result.clock) {
    when.append(element('bdi', {}, result.clock));
  }
  const body = excerpt(result.text, clauses);
  const text = (name, className, ...children) => element(name, { className, lang: result.language, dir: 'auto' }, ...children);
  const heading = result.headline ? marked(result.headline, matches(result.headline, clauses)) : result.text ? body : [result.id];
  const own = values.kind.keys[result.kind];
  return element('li', { className: 'entry item' }, when, element('div', { className: 'text' },
    text('h3', result.headline ? '' : 'plain', element('a', { href }, ...heading)),
    result.headline && result.text && text('p', 'excerpt', ...body),
    element('p', { className: 'who' }, own !== 'update' && `${kindName(own)}${result.id ? ' · ' : ''}`,
      result.id && element('bdi', {}, nameOf('coverage', result.coverage)))));
}
const kindName = (kind) => say[`kind_${kind}`] ?? kind;

/** The values of a facet: key, name, how many; days by month or year when they are many. */
function valuesOf(facet, counts, chosen) {
  const { keys } = values[facet];
  let present = [...counts.keys()].filter((at) => counts[at]);
  if (facet === 'day') {
    const by = (length) => {
      const sums = new Map();
      for (const at of present) {
        const key = keys[at].slice(0, length);
        sums.set(key, (sums.get(key) ?? 0) + counts[at]);
      }
      return [...sums].sort().map(([key, count]) => ({ key, name: dayName(key), count }));
    };
    const fits = [10, 7].find((length) => new Set(present.map((at) => keys[at].slice(0, length))).size <= 31);
    return [...chosen.filter((key) => key.length < 10).map((key) => ({ key, name: dayName(key), count: by(key.length)[0]?.count ?? 0 })), ...by(fits ?? 4)];
  }
  const named = (at) => (facet === 'kind' ? kindName(keys[at]) : nameOf(facet, at));
  present = present.map((at) => ({ key: keys[at], name: named(at), count: counts[at] }));
  return present.sort((a, b) => b.count - a.count || a.name.localeCompare(b.name, language));
}
const whole = new Set();
function facet(name, counts, chosen) {
  const all = valuesOf(name, counts, chosen);
  for (const key of chosen) if (!all.some((one) => one.key === key)) all.unshift({ key, name: key, count: 0 });
  const few = all.filter((one, at) => whole.has(name) || at < 8 || chosen.includes(one.key));
  const links = few.map(({ key, name: label, count }) => {
    const on = chosen.includes(key);
    const href = changed((parameters) => {
      const kept = parameters.getAll(name).filter((own) => own !== key && SEVERAL.includes(name));
      parameters.delete(name);
      for (const own of on ? kept : [...kept, key]) parameters.append(name, own);
    });
    const link = element('a', { href, data: { key: `${name} ${key}` } }, element('bdi', {}, label));
    if (on) {
      link.setAttribute('aria-current', 'true');
      link.append(element('span', { className: 'hidden' }, ` (${say.remove})`));
    }
    return element('li', {}, link, ' ', element('span', { className: 'count' }, number.format(count)));
  });
  const rest = few.length < all.length && element('button', { type: 'button', data: { key: `${name} all` }, onclick: () => {
    whole.add(name);
    show();
  } }, `${say.all} (${number.format(all.length)})`);
  return links.length > 0 && element('section', {}, element('h3', {}, say[`facet_${name}`]), element('ul', { className: 'terms' }, ...links), rest);
}

let turn = 0;
async function show() {
  const own = (turn += 1);
  const state = stateOf(current());
  document.title = state.query ? `${state.query} · ${title}` : title;
  const asked = wordsOf(state.query).length > 0 || FACETS.some((name) => state.filters[name].length > 0);
  found.hidden = !asked;
  starts.hidden = asked;
  if (!asked) {
    status.textContent = '';
    return;
  }
  let answer;
  try {
    answer = await search(state);
  } catch (error) {
    // A newer site may stand there by now: the next time the root is read again.
    opened = undefined;
    files.clear();
    if (own === turn) status.textContent = `${say.failed} (${error.message})`;
    return;
  }
  if (own !== turn) return;
  const { clauses, total, counts, results } = answer;
  const kept = document.activeElement?.dataset?.key;
  const at = [...list.children].findIndex((one) => one.contains(document.activeElement));
  status.textContent = total ? `${say.results}: ${number.format(total)}` : say.none;
  list.replaceChildren(...results.map((result) => item(result, clauses)));
  facets.replaceChildren(...FACETS.map((name) => facet(name, counts[name], state.filters[name])).filter(Boolean));
  orders.replaceChildren(...ORDERS.map((order) => {
    const link = element('a', { href: changed((parameters) => parameters.set('order', order)), data: { key: order } }, say[order]);
    if (order === state.order) link.setAttribute('aria-current', 'true');
    return element('li', {}, link);
  }));
  more.hidden = results.length >= total || state.show >= 1000;
  if (kept) document.querySelector(`[data-key="${CSS.escape(kept)}"]`)?.focus();
  if (at >= 0) list.children[at]?.querySelector('a')?.focus();
}

/** Goes to another address of this page: a new step back, or the same one. */
function go(address, step = true) {
  if (step && address !== location.search) history.pushState(null, '', address);
  else history.replaceState(null, '', address);
  return show();
}
let typed = false;
field.addEventListener('input', () => {
  const address = changed((parameters) => (field.value ? parameters.set('q', field.value) : parameters.delete('q')));
  // One step back for all that is typed at a time.
  go(address === '?' ? location.pathname : address, !typed);
  typed = true;
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  typed = false;
  show();
});
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('#_facets a, #_orders a');
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  typed = false;
  go(link.search || location.pathname);
});
more.addEventListener('click', () => {
  const next = list.children.length;
  go(changed((parameters) => parameters.set('show', next + 10)), false).then(() => list.children[next]?.querySelector('a').focus());
});
document.addEventListener('keydown', (event) => {
  if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing) return;
  const here = document.activeElement;
  const ways = [field, ...list.querySelectorAll('h3 a')];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === '/' && here !== field) field.focus();
  else if (event.key === 'Escape' && here !== field && ways.includes(here)) field.focus();
  else if (step && ways.includes(here)) ways[ways.indexOf(here) + step]?.focus();
  else return;
  event.preventDefault();
});
function arrive() {
  typed = false;
  field.value = stateOf(current()).query;
  show();
}
window.addEventListener('popstate', arrive);
facets.parentElement.open = matchMedia('(min-width: 68rem)').matches;
arrive();
if (!field.value) field.focus({ preventScroll: true });
index().catch(() => {});
}
