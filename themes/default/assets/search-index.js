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
  const file = (name, make) => files.get(name) ?? files.set(name, load(name).then(make)).get(name);

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
    if (version !== 3) throw new Error('another version');
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

  function number(from) {
    let byte = from.bytes[from.at++];
    let value = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = from.bytes[from.at++];
      value |= (byte & 127) << shift;
    }
    return value;
  }
  function listsOf(bytes) {
    const from = { bytes, at: 0 };
    const size = number(from);
    const words = textOf(bytes.subarray(from.at, (from.at += size))).split('\n');
    const lists = words.map((word) => ({ word, bytes, documents: number(from), at: number(from), placed: number(from) }));
    let placed = 0;
    for (const list of lists) {
      [list.at, from.at] = [from.at, from.at + list.at];
      [list.placed, placed] = [placed, placed + list.placed];
    }
    return lists;
  }
  /** Goes through a list: document, how often, whether in the headline. */
  function each({ bytes, at, documents }, visit) {
    const from = { bytes, at };
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
    const begins = (own) => prefix && own.startsWith(word);
    const first = bound(shards.length, (at) => shards[at][0] <= word) - 1;
    const end = bound(shards.length, (at) => shards[at][0] <= word || begins(shards[at][0]));
    const found = await Promise.all(shards.slice(Math.max(first, 0), end).map(async ([, name, placesName]) => {
      const [lists, places] = await Promise.all([file(name, listsOf), phrase && file(placesName, (bytes) => bytes)]);
      return lists.filter((one) => one.word === word || (begins(one.word) && !one.word.endsWith('*'))).map((list) => ({ ...list, places }));
    }));
    return found.flat();
  }
  const WIDE = 2 ** 24;
  /** Where a word of a phrase is in `only` some documents, counted from the phrase's beginning. */
  function placesOf(lists, offset, only) {
    const all = new Float64Array(lists.reduce((most, { places }) => most + places.length, 0));
    let count = 0;
    for (const list of lists) {
      const from = { bytes: list.places, at: list.placed };
      each(list, (document, often) => {
        for (let place = -offset; often; often -= 1) {
          place += number(from);
          if (only[document] && place >= 0) all[count++] = document * WIDE + place;
        }
      });
    }
    const own = all.subarray(0, count);
    return lists.length > 1 ? own.sort() : own;
  }
  /** How much each document of a block has of a clause; a word in the headline counts as four. */
  async function weightsOf(block, { words, prefix }) {
    const phrase = words.length > 1;
    const lists = await Promise.all(words.map((word, at) => lookUp(block, word, prefix && at === words.length - 1, phrase)));
    const weights = lists.map((of) => {
      const own = new Float32Array(block.lengths.length);
      for (const list of of) each(list, (document, often, headline) => (own[document] += often + headline * 3));
      return own;
    });
    if (!phrase) return weights[0];
    const only = weights[0].map((_, document) => weights.every((own) => own[document]));
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

  /** Keeps, of the documents that pass, those that have a value which `allows` a facet's key. */
  function narrow(passes, { values, starts, all }, allows) {
    const allowed = values.map(([key]) => allows(key));
    for (let document = 0; document < passes.length; document += 1) {
      let has = 0;
      for (let at = starts[document]; at < starts[document + 1]; at += 1) if (allowed[all[at]]) has = 1;
      passes[document] &= has;
    }
  }
  /** How many of some documents have a word; of the others none passes. */
  function have(passes, weights) {
    let count = 0;
    for (let document = 0; document < passes.length; document += 1) {
      if (weights[document]) count += 1;
      else passes[document] = 0;
    }
    return count;
  }
  /** Adds to the sums of a facet's values how many of the documents have each. */
  function count(sums, documents, { places, starts, all }) {
    for (let at = 0; at < documents.length; at += 1) {
      const end = starts[documents[at] + 1];
      for (let own = starts[documents[at]]; own < end; own += 1) sums[places[all[own]]] += 1;
    }
  }
  /** The documents that pass. */
  function listed(passes) {
    const documents = new Int32Array(passes.length);
    let total = 0;
    for (let document = 0; document < passes.length; document += 1) if (passes[document]) documents[total++] = document;
    return documents.subarray(0, total);
  }
  /** Scores documents by their time, the unknown last. */
  function date(scores, documents, { minutes }, sign) {
    for (let at = 0; at < documents.length; at += 1) {
      const own = minutes[documents[at]];
      scores[at] = own === NONE ? own : own * sign;
    }
  }
  /** Adds what a clause is worth to the scores of documents (BM25). */
  function score(scores, documents, { lengths }, weights, rarity, average) {
    for (let at = 0; at < documents.length; at += 1) {
      const weight = weights[documents[at]];
      scores[at] += (rarity * weight) / (weight + 0.3 + (0.9 * lengths[documents[at]]) / average);
    }
  }
  /** The documents that pass, block by block, and the best of them. */
  function choose({ blocks, size, average }, weights, { order, show, filters }) {
    const having = weights[0].map(() => 0);
    const found = blocks.map(({ lengths, facets }, at) => {
      const passes = new Uint8Array(lengths.length).fill(1);
      weights[at].forEach((own, clause) => (having[clause] += have(passes, own)));
      facets.forEach((facet, at) => filters[at].forEach((key) =>
        narrow(passes, facet, (own) => own === key || (FACETS[at] === 'day' && own.startsWith(key)))));
      return listed(passes);
    });
    const best = [];
    const sort = () => best.sort((a, b) => b.score - a.score).splice(show);
    let least = -Infinity;
    blocks.forEach((block, at) => {
      const documents = found[at];
      const scores = new Float64Array(documents.length);
      if (order === 'best') {
        having.forEach((count, clause) => score(scores, documents, block, weights[at][clause], Math.log(1 + (size - count + 0.5) / (count + 0.5)), average));
      } else date(scores, documents, block, order === 'newest' ? 1 : -1);
      for (let place = 0; place < documents.length; place += 1) {
        if (scores[place] <= least) continue;
        best.push({ block, document: documents[place], score: scores[place] });
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
    const [id, headline, time, clock, text] = (await file(chunks[chunk][1], json))[document];
    return { id, headline, time, clock, text, coverage, kind };
  }
  /** Forgets what was read: a newer site may stand there by now. */
  function close() {
    opened = undefined;
    files.clear();
  }
  return { FACETS, index, search, warm, close };
}
