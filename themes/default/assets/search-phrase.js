// Words side by side in a search: `search-index.js` loads it with the first phrase that is asked for.
'use strict';
{
const WIDE = 2 ** 24;
/** What two sorted lists have in common. */
function common(some, others) {
  let [at, count] = [0, 0];
  for (const place of some) {
    while (others[at] < place) at += 1;
    if (others[at] === place) some[count++] = place;
  }
  return some.subarray(0, count);
}
/** What a phrase is looked up by: of each part one of these words, or pairs (a frequent word has no places), with its place. */
function waysOf({ frequent }, words, prefix) {
  const last = words.length - 1;
  const is = (at) => frequent.includes(words[at]) && !(prefix && at === last);
  const pair = (at, second = words[at + 1]) => ` ${words[at]} ${second}`;
  return words.flatMap((word, at) => {
    const begins = prefix && at === last;
    if (at < last && (is(at) || is(at + 1))) return [[[pair(at), prefix && at + 1 === last, at]]];
    if (at && (is(at - 1) || is(at))) return [];
    return [[[word, begins, at], ...frequent.filter((own) => begins && own.startsWith(word)).map((own) => [pair(at - 1, own), false, at - 1])]];
  });
}
/** Adds to the weights of a block's documents how often each has the words side by side; `lookUp` gives the lists of a word. */
window.searchPhrase = async (block, words, prefix, lookUp, weights) => {
  /** Where a phrase begins if its word, so many after the first, is at these places: document and place in one number. */
  const beginnings = (offset) => (list, places) => {
    const found = new Float64Array(places.length);
    for (let at = 0, next = 0, document = 0; at < list.length; at += 2) {
      document += list[at];
      for (let place = document * WIDE - offset, left = list[at + 1] >> 1; left; left -= 1) found[next] = place += places[next++];
    }
    return found;
  };
  const parts = await Promise.all(waysOf(block, words, prefix).map(async (way) => {
    const lists = way.map(([word, prefix, offset]) => lookUp(block, word, prefix, beginnings(offset)));
    const [one, ...more] = (await Promise.all(lists)).flat();
    return more.length ? Float64Array.from([one, ...more].flatMap((some) => [...some])).sort() : one ?? new Float64Array();
  }));
  for (const place of parts.reduce(common)) weights[Math.floor(place / WIDE)] += 1;
  return weights;
};
}
