// The search index, read without a server. What its files hold, and what a word is, is told in livesite's src/render/search/.
'use strict';
/** What asks the index whose root is at `address`; `nameOf` gives the name of a kind. */
function searchIndex(address, nameOf, compare) {
  const NONE = -(2 ** 31);
  const FACETS = ['speaker', 'topic', 'coverage', 'kind', 'day'];
  // Files: fetched, or scripts that hand over what they hold, where the site lies in a folder on a disk.
  const root = new URL(address, location);
  const [ending] = root.pathname.match(/\.\w+$/);
  const takers = {};
  window.livesiteIndex = (name, text) => {
    const letters = atob(text);
    const bytes = new Uint8Array(letters.length);
    for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
    takers[name](new Response(bytes));
  };
  async function load(name, options) {
    const src = new URL(name + ending, root);
    const answer = await (ending === '.bin' ? fetch(src, options) : new Promise((resolve, reject) => {
      takers[name] = resolve;
      document.head.append(Object.assign(document.createElement('script'), { src, onerror: () => reject(new Error(src)) }));
    }));
    if (!answer.ok) throw new Error(`${answer.status}: ${src}`);
    return new Uint8Array(await new Response(answer.body.pipeThrough(new DecompressionStream('deflate-raw'))).arrayBuffer());
  }
  const textOf = (bytes) => new TextDecoder().decode(bytes);
  const json = (bytes) => JSON.parse(textOf(bytes));
  const files = new Map();
  const file = (name, make, options) => files.get(name) ?? files.set(name, load(name, options).then(make)).get(name);

  /** A block: columns of its documents, and the names of its files. */
  function blockOf({ buffer }) {
    const [length] = new Int32Array(buffer, 0, 1);
    const numbers = new Int32Array(buffer, 4, length);
    const { values, ...block } = json(new Uint8Array(buffer, 4 + length * 4));
    let at = 0;
    const column = () => numbers.subarray(at + 1, (at += numbers[at] + 1));
    const sums = () => {
      let sum = 0;
      return column().map((one) => (one === NONE ? one : (sum += one)));
    };
    // The values that a document has of a facet are `all` from its start to the next one's.
    const [lengths, minutes] = [column(), sums()];
    return { ...block, lengths, minutes, facets: values.map((own) => ({ values: own, starts: sums(), all: column() })) };
  }
  async function open() {
    const { version, words, blocks: names } = json(await load('root', { cache: 'no-cache' }));
    if (version !== 4) throw new Error('another version');
    const blocks = await Promise.all(names.map((name) => file(name, blockOf)));
    let [size, length] = [0, 0];
    for (const { lengths } of blocks) {
      size += lengths.length;
      for (const one of lengths) length += one;
    }
    // What each block calls by a number of its own has one number for all, in the order of the names.
    const known = FACETS.map((_, facet) => {
      const of = ({ facets }) => facets[facet].values;
      const values = [...new Map(blocks.flatMap(of).map(([key, name, language]) => [key, { key, name: name ?? nameOf(key), language }])).values()]
        .sort((a, b) => compare(a.name, b.name));
      const places = new Map(values.map(({ key }, at) => [key, at]));
      for (const block of blocks) block.facets[facet].places = Int32Array.from(of(block), ([key]) => places.get(key));
      return values;
    });
    return { blocks, known, size, average: length / size, ...rulesOf(words) };
  }
  /** What parts a text into words. */
  function rulesOf({ accents, alone, marked, longest }) {
    const accent = new RegExp(`[${accents}]`, 'gu');
    const mark = new RegExp(`[${Object.keys(marked).join('')}]`, 'g');
    const word = new RegExp(`[${alone}]|(?:(?![${alone}])[\\p{Alphabetic}\\p{N}\\p{M}])+`, 'gu');
    const plain = (text) => text.normalize('NFKD').replace(accent, '').normalize('NFC').toLowerCase().replace(mark, (letter) => marked[letter]);
    return {
      word,
      wordsOf: (text) => ((/^[\0-\x7f]*$/.test(text) ? text.toLowerCase().match(/[a-z\d]+/g) : plain(text).match(word)) ?? [])
        .map((run) => (run.length > longest ? [...run].slice(0, longest).join('') : run)),
    };
  }
  let opened;
  const index = () => (opened ??= open());

  /** So many numbers of some bytes, from a place on. */
  function numbers(bytes, at, count) {
    const all = new Int32Array(count);
    for (let own = 0; own < count; own += 1) {
      let byte = bytes[at++];
      let value = byte & 127;
      for (let shift = 7; byte > 127; shift += 7) {
        byte = bytes[at++];
        value |= (byte & 127) << shift;
      }
      all[own] = value;
    }
    return all;
  }
  /** The words of a file, each with its list: numbers of bytes and documents. */
  function listsOf(bytes) {
    const [size] = numbers(bytes, 0, 1);
    const start = bytes.findIndex((byte) => byte < 128) + 1;
    const words = textOf(bytes.subarray(start, start + size)).split('\n');
    const own = numbers(bytes, start + size, 3 * words.length);
    const lists = words.map((word, at) => ({ word, bytes, documents: own[3 * at], size: own[3 * at + 1], places: own[3 * at + 2] }));
    let [at, placed] = [lists.reduce((rest, list) => rest - list.size, bytes.length), 0];
    for (const list of lists) {
      list.at = at;
      at += list.size;
      list.placed = placed;
      placed += list.places;
    }
    return lists;
  }
  /** A list: how far each document is from the one before, and twice how often it has the word, plus one for the headline. */
  const postings = ({ bytes, at, documents }) => numbers(bytes, at, 2 * documents);
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
  /** The lists of a word in a block, or of all that begin with it; those of a phrase with their places. */
  async function lookUp({ shards }, word, prefix, phrase) {
    // The shortest beginnings have a list of their own, without places.
    if (prefix && word.length < 4 && !phrase) [word, prefix] = [`${word}*`];
    const begins = (own) => prefix && own.startsWith(word);
    const first = bound(shards.length, (at) => shards[at][0] <= word) - 1;
    const end = bound(shards.length, (at) => shards[at][0] <= word || begins(shards[at][0]));
    const found = await Promise.all(shards.slice(Math.max(first, 0), end).map(async ([, name, placesName]) => {
      const [lists, places] = await Promise.all([file(name, listsOf), phrase && file(placesName, (bytes) => bytes)]);
      return lists.filter((one) => (one.word === word || (begins(one.word) && !one.word.endsWith('*'))) && (!phrase || one.places))
        .map((list) => ({ ...list, from: places }));
    }));
    return found.flat();
  }
  /** What a phrase is looked up by: of each part one of these words, or pairs (a frequent word has no places), with its place. */
  function waysOf({ frequent }, words, prefix) {
    const last = words.length - 1;
    const is = (at) => frequent.includes(words[at]) && !(prefix && at === last);
    const pair = (at, second = words[at + 1]) => ` ${words[at]} ${second}`;
    return words.flatMap((word, at) => {
      if (at < last && (is(at) || is(at + 1))) return [[[pair(at), prefix && at + 1 === last, at]]];
      if (at > 0 && (is(at - 1) || is(at))) return [];
      if (at < last || !prefix) return [[[word, false, at]]];
      return [[[word, true, at], ...frequent.filter((own) => own.startsWith(word)).map((own) => [pair(at - 1, own), false, at - 1])]];
    });
  }
  /** Adds how often each document has a word; the headline counts as four. */
  function weigh(weights, list) {
    for (let at = 0, document = 0; at < list.length; at += 2) {
      document += list[at];
      weights[document] += (list[at + 1] >> 1) + (list[at + 1] & 1) * 3;
    }
    return weights;
  }
  /** The documents that have something. */
  function documentsOf(weights) {
    const documents = new Int32Array(weights.length);
    let count = 0;
    for (let document = 0; document < weights.length; document += 1) if (weights[document]) documents[count++] = document;
    return documents.subarray(0, count);
  }
  const WIDE = 2 ** 24;
  /** Where a word of a phrase is in `only` some documents, counted from the phrase's beginning. */
  function placesOf(list, only) {
    const own = postings(list);
    let count = 0;
    for (let at = 1; at < own.length; at += 2) count += own[at] >> 1;
    const all = numbers(list.from, list.placed, count);
    const places = new Float64Array(count);
    count = 0;
    for (let at = 0, next = 0, document = 0; at < own.length; at += 2) {
      document += own[at];
      const end = next + (own[at + 1] >> 1);
      if (!only[document]) next = end;
      for (let place = -list.offset; next < end; next += 1) {
        place += all[next];
        if (place >= 0) places[count++] = document * WIDE + place;
      }
    }
    return places.subarray(0, count);
  }
  /** What two sorted lists have in common. */
  function common(some, others) {
    let [at, count] = [0, 0];
    for (const place of some) {
      while (others[at] < place) at += 1;
      if (others[at] === place) some[count++] = place;
    }
    return some.subarray(0, count);
  }
  /** How much each document of a block has of a clause. */
  async function weightsOf(block, { words, prefix }) {
    const phrase = words.length > 1;
    const ways = phrase ? waysOf(block, words, prefix) : [[[words[0], prefix]]];
    const parts = await Promise.all(ways.map(async (way) => (await Promise.all(way.map(async ([word, prefix, at]) =>
      (await lookUp(block, word, prefix, phrase)).map((list) => ({ ...list, offset: at }))))).flat()));
    const weights = parts.map((lists) => lists.reduce((own, list) => weigh(own, postings(list)), new Float32Array(block.lengths.length)));
    if (!phrase) return weights[0];
    const only = weights[0].map((_, document) => weights.every((own) => own[document]));
    const places = parts.map((lists) => {
      const own = lists.map((list) => placesOf(list, only));
      return own.length === 1 ? own[0] : Float64Array.from(own.flatMap((some) => [...some])).sort();
    });
    only.fill(0);
    for (const place of places.reduce(common)) only[Math.floor(place / WIDE)] += 1;
    return only;
  }

  /** The documents that have a value which `allows` a facet's key. */
  function narrow(documents, { values, starts, all }, allows) {
    const allowed = values.map(([key]) => allows(key));
    return documents.filter((document) => {
      for (let at = starts[document]; at < starts[document + 1]; at += 1) if (allowed[all[at]]) return true;
      return false;
    });
  }
  /** Adds to the sums of a facet's values how many of the documents have each. */
  function count(sums, documents, { places, starts, all }) {
    for (let at = 0; at < documents.length; at += 1) {
      const end = starts[documents[at] + 1];
      for (let own = starts[documents[at]]; own < end; own += 1) sums[places[all[own]]] += 1;
    }
  }
  /** Adds what a clause is worth to the scores of documents (BM25). */
  function score(scores, documents, { lengths }, weights, rarity, average) {
    for (let at = 0; at < documents.length; at += 1) {
      const weight = weights[documents[at]];
      const long = (0.9 * lengths[documents[at]]) / average;
      scores[at] += (rarity * weight) / (weight + 0.3 + long);
    }
  }
  /** The documents that have all that is asked for, block by block, and the best of them. */
  function choose({ blocks, size, average }, weights, { order, show, filters }) {
    const having = weights.map((own) => own.map(documentsOf));
    const found = blocks.map(({ lengths, facets }, block) => {
      let documents = having[block][0] ?? lengths.map((_, document) => document);
      for (const own of weights[block].slice(1)) documents = documents.filter((document) => own[document]);
      facets.forEach((facet, at) => filters[at].forEach((key) => {
        documents = narrow(documents, facet, (own) => own === key || (FACETS[at] === 'day' && own.startsWith(key)));
      }));
      return documents;
    });
    const best = [];
    const sort = () => best.sort((a, b) => b.score - a.score).splice(show);
    let least = -Infinity;
    blocks.forEach((block, at) => {
      const documents = found[at];
      const scores = new Float64Array(documents.length);
      weights[at].forEach((own, clause) => {
        const count = having.reduce((sum, of) => sum + of[clause].length, 0);
        if (order === 'best') score(scores, documents, block, own, Math.log(1 + (size - count + 0.5) / (count + 0.5)), average);
      });
      for (let place = 0; place < documents.length; place += 1) {
        const document = documents[place];
        const own = block.minutes[document];
        const score = order === 'best' ? scores[place] : order === 'newest' || own === NONE ? own : -own;
        if (score <= least) continue;
        best.push({ block, document, score });
        if (best.length < show + 500) continue;
        sort();
        least = best[show - 1].score;
      }
    });
    sort();
    return { found, best };
  }
  /** How many of the documents found have each value. */
  const counted = ({ blocks, known }, found) => known.map((values, facet) => {
    const sums = new Int32Array(values.length);
    blocks.forEach(({ facets }, at) => count(sums, found[at], facets[facet]));
    return sums;
  });
  /** A query, answered: how many documents, how many of each value; and, a little later, the best of them. */
  async function search(query) {
    const all = await index();
    const weights = await Promise.all(all.blocks.map((block) => Promise.all(query.clauses.map((one) => weightsOf(block, one)))));
    const { found, best } = choose(all, weights, query);
    // The files of texts are on their way while the rest is counted.
    const results = Promise.all(best.map(shown));
    return { counts: counted(all, found), total: found.reduce((sum, own) => sum + own.length, 0), results };
  }
  /** Goes through everything a few times, so that the browser has compiled the way when a query comes. */
  async function warm() {
    const all = await index();
    const weights = all.blocks.map(({ lengths }) => [Float32Array.from(lengths)]);
    for (const order of ['best', 'newest', 'best', 'oldest', 'best']) {
      counted(all, choose(all, weights, { order, show: 10, filters: FACETS.map(() => []) }).found);
      await new Promise((done) => setTimeout(done, 20));
    }
  }
  async function shown({ block: { chunks, facets }, document }) {
    const [, , coverage, kind] = facets.map(({ starts, all, places }) => places[all[starts[document]]]);
    let chunk = 0;
    while (document >= chunks[chunk][0]) document -= chunks[chunk++][0];
    // Hardly anything is shown twice, and ten files are there sooner when the browser keeps none of them on its disk.
    const [id, headline, time, clock, text] = (await file(chunks[chunk][1], json, { cache: 'no-store' }))[document];
    return { id, headline, time, clock, text, coverage, kind };
  }
  /** Forgets what was read: a newer site may stand there by now. */
  function close() {
    opened = undefined;
    files.clear();
  }
  return { FACETS, index, search, warm, close };
}
