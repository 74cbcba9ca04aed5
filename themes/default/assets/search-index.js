// The search index, read without a server. What its files hold, and what a word is, is told in livesite's src/render/search/.
'use strict';
/** What asks the index whose root is at `address`; `search-phrase.js` is at `phraseAddress`, `nameOf` gives the name of a kind. */
function searchIndex(address, phraseAddress, nameOf) {
  const NONE = -(2 ** 31);
  const FACETS = ['speaker', 'topic', 'coverage', 'kind', 'day'];
  // Files: fetched, or scripts that hand over what they hold, where the site lies in a folder on a disk.
  const root = new URL(address, location);
  const [ending] = root.pathname.match(/\.\w+$/);
  const held = {};
  window.livesiteIndex = (name, text) => {
    const letters = atob(text);
    const bytes = new Uint8Array(letters.length);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = letters.charCodeAt(at);
    held[name] = new Response(bytes);
  };
  const run = (src) => new Promise((onload, fail) => {
    window.document.head.append(Object.assign(window.document.createElement('script'), { src, onload, onerror: () => fail(new Error(src)) }));
  });
  async function load(name, options) {
    const src = new URL(name + ending, root);
    const answer = await (ending === '.bin' ? fetch(src, options) : run(src).then(() => held[name]));
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
    const columns = new Int32Array(buffer, 4, length);
    const { values, ...block } = json(new Uint8Array(buffer, 4 + length * 4));
    let at = 0;
    const column = () => columns.subarray(at + 1, (at += columns[at] + 1));
    const sums = (own) => {
      for (let at = 0, sum = 0; at < own.length; at += 1) if (own[at] !== NONE) own[at] = sum += own[at];
      return own;
    };
    // The values that a document has of a facet are `all` from its start to the next one's.
    const [lengths, minutes] = [column(), sums(column())];
    return { ...block, lengths, minutes, facets: values.map((own) => ({ values: own, starts: sums(column()), all: column() })) };
  }
  async function open() {
    const { version, words, blocks: names } = json(await load('root', { cache: 'no-cache' }));
    if (version !== 5) throw new Error('another version');
    const blocks = await Promise.all(names.map((name) => file(name, blockOf)));
    let [size, length] = [0, 0];
    for (const { lengths } of blocks) {
      size += lengths.length;
      for (const one of lengths) length += one;
    }
    // What each block calls by a number of its own has one number for all, in the order of the keys.
    const known = FACETS.map((_, facet) => {
      const places = new Map();
      const values = blocks.flatMap(({ facets }) => facets[facet].values).sort(([a], [b]) => (a < b ? -1 : +(a > b)))
        .filter(([key]) => !places.has(key) && places.set(key, places.size))
        .map(([key, name = facet === 3 ? nameOf(key) : key, language]) => ({ key, name, language }));
      for (const { facets } of blocks) facets[facet].places = Int32Array.from(facets[facet].values, ([key]) => places.get(key));
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
  let phrases;
  const index = () => (opened ??= open());

  /** The numbers that some bytes hold, from a place to another. */
  function numbers(bytes, at, end) {
    const all = new Int32Array(end - at);
    let count = 0;
    while (at < end) {
      let byte = bytes[at++];
      let value = byte & 127;
      for (let shift = 7; byte > 127; shift += 7) {
        byte = bytes[at++];
        value |= (byte & 127) << shift;
      }
      all[count++] = value;
    }
    return all.subarray(0, count);
  }
  /** The words of a file, and where its lists and places begin: in turn those of each word. */
  function listsOf(bytes) {
    const [size, table] = new Int32Array(bytes.buffer, 0, 2);
    let at = 8 + size + table;
    return { bytes, words: textOf(bytes.subarray(8, 8 + size)).split('\n'), starts: [at, ...numbers(bytes, 8 + size, at).map((own) => (at += own))] };
  }
  /**
   * The lists of a word in a block, or of all that begin with it. A list has how far each document is from the one before, and twice
   * how often it has the word, plus one for the headline. Of a word of a phrase: what `beginnings` makes of the list and its places.
   */
  async function lookUp({ shards }, word, prefix, beginnings) {
    // The shortest beginnings have a list of their own, without places.
    if (prefix && word.length < 4 && !beginnings) [word, prefix] = [`${word}*`];
    const own = shards.filter(([first], at) => (first <= word ? !(shards[at + 1]?.[0] <= word) : prefix && first.startsWith(word)));
    return (await Promise.all(own.map(async ([, name]) => {
      const { bytes, words, starts } = await file(name, listsOf);
      const found = [];
      words.forEach((own, at) => {
        if (own !== word && !(prefix && own.startsWith(word))) return;
        const [start, places, end] = starts.slice(2 * at, 2 * at + 3);
        const list = numbers(bytes, start, places);
        if (!beginnings) found.push(list);
        else if (places < end) found.push(beginnings(list, numbers(bytes, places, end)));
      });
      return found;
    }))).flat();
  }
  /** Adds how often each document has a word; the headline counts as four. */
  function weigh(weights, list) {
    for (let at = 0, document = 0; at < list.length; at += 2) {
      document += list[at];
      weights[document] += (list[at + 1] >> 1) + (list[at + 1] & 1) * 3;
    }
    return weights;
  }
  /** How much each document of a block has of a clause. */
  async function weightsOf(block, { words, prefix }) {
    const weights = new Float32Array(block.lengths.length);
    if (words.length < 2) return (await lookUp(block, words[0], prefix)).reduce(weigh, weights);
    await (phrases ??= run(phraseAddress));
    return searchPhrase(block, words, prefix, lookUp, weights);
  }

  /** The documents that have something of every clause. */
  function having(size, weights) {
    const documents = new Int32Array(size);
    let count = 0;
    for (let document = 0; document < size; document += 1) {
      let clause = 0;
      while (clause < weights.length && weights[clause][document]) clause += 1;
      if (clause === weights.length) documents[count++] = document;
    }
    return documents.subarray(0, count);
  }
  /** The documents that have a value which `allows` a facet's key. */
  function narrow(documents, { values, starts, all }, allows) {
    const allowed = Uint8Array.from(values, ([key]) => allows(key));
    let count = 0;
    for (let at = 0; at < documents.length; at += 1) {
      const document = documents[at];
      let is = 0;
      for (let own = starts[document]; own < starts[document + 1]; own += 1) is |= allowed[all[own]];
      documents[count] = document;
      count += is;
    }
    return documents.subarray(0, count);
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
    const found = blocks.map(({ lengths, facets }, block) => filters.reduce((documents, keys, at) => keys.reduce((own, key) =>
      narrow(own, facets[at], (value) => value === key || (FACETS[at] === 'day' && value.startsWith(key))), documents), having(lengths.length, weights[block])));
    const rarities = (order === 'best' && weights[0] ? weights[0] : []).map((_, clause) => {
      const count = blocks.reduce((sum, { lengths }, block) => sum + having(lengths.length, [weights[block][clause]]).length, 0);
      return Math.log(1 + (size - count + 0.5) / (count + 0.5));
    });
    const best = [];
    blocks.forEach((block, at) => {
      const documents = found[at];
      const scores = new Float64Array(documents.length);
      rarities.forEach((rarity, clause) => score(scores, documents, block, weights[at][clause], rarity, average));
      let least = best[show - 1]?.score ?? -Infinity;
      for (let on = 0; on < documents.length; on += 1) {
        // The last of a coverage is its newest: what comes in the order of the list is seldom moved in it.
        const place = order === 'newest' ? documents.length - on - 1 : on;
        const document = documents[place];
        const own = block.minutes[document];
        const score = order === 'best' ? scores[place] : order === 'newest' || own === NONE ? own : -own;
        if (score <= least && best.length >= show) continue;
        let [from, to] = [0, best.length];
        while (from < to) {
          const middle = (from + to) >> 1;
          if (best[middle].score >= score) from = middle + 1;
          else to = middle;
        }
        best.splice(from, 0, { block, document, score });
        best.length = Math.min(best.length, show);
        least = best.at(-1).score;
      }
    });
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
    for (const order of ['best', 'newest', 'best', 'oldest', 'best']) {
      const weights = all.blocks.map(({ lengths: { length } }) => [weigh(new Float32Array(length), numbers(new Uint8Array(length).fill(2), 0, length))]);
      counted(all, choose(all, weights, { order, show: 10, filters: FACETS.map(() => []) }).found);
      await new Promise((done) => setTimeout(done, 20));
    }
  }
  async function shown({ block: { chunks, facets }, document }) {
    const [, , coverage, kind] = facets.map(({ starts, all, places }) => places[all[starts[document]]]);
    let chunk = 0;
    while (document >= chunks[chunk][0]) document -= chunks[chunk++][0];
    // Hardly anything is shown twice, and ten files are there sooner when the browser keeps none of them on its disk.
    return [...(await file(chunks[chunk][1], json, { cache: 'no-store' }))[document], coverage, kind];
  }
  /** Forgets what was read: a newer site may stand there by now. */
  function close() {
    opened = phrases = undefined;
    files.clear();
  }
  return { FACETS, index, search, warm, close };
}
