// The search page: what is asked for stands in the address, what is found in the list. `search-index.js` finds it.
'use strict';
{
const [form, status, found, facets, orders, list, more, starts] =
  ['search', 'status', 'found', 'facets', 'orders', 'list', 'more', 'starts'].map((id) => document.getElementById(`_${id}`));
const say = form.dataset;
const field = form.elements.q;
const { lang } = document.documentElement;
const { title } = document;

const numeral = new Intl.NumberFormat(`${lang}-u-nu-latn`).format;
const { FACETS, index, search, warm, close } = searchIndex(say.index, say.phrase, (kind) => say[`kind_${kind}`] ?? kind);
const fromDisk = /\.js$/.test(say.index);

/** What is asked for: words side by side, the last of which may be the beginning of one. */
function clausesOf(query, wordsOf) {
  const clauses = query.split(/["“”„«»]/)
    .flatMap((part, at) => (at % 2 ? [part] : part.split(/\s/)).map((run) => ({ words: wordsOf(run) })))
    .filter(({ words }) => words.length);
  if (clauses.length && /[\p{L}\p{N}\p{M}]$/u.test(query)) clauses.at(-1).prefix = clauses.at(-1).words.at(-1).length > 1;
  return clauses;
}

// The page. What goes into it is escaped, but for what was made here: an object.
const escaped = (value) => value instanceof String ? value
  : Array.isArray(value) ? value.map(escaped).join('')
    : `${value ?? ''}`.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt()};`);
const html = (raw, ...values) => Object(String.raw({ raw }, ...values.map(escaped)));
const months = ['short', 'long'].map((month) => new Intl.DateTimeFormat(lang, { timeZone: 'UTC', day: 'numeric', month }));
/** A day, month or year as the other pages write it: the theme's words hold strftime patterns. */
function dayName(day) {
  const [Y, m, d] = day.split('-');
  if (!m) return Y;
  const [b, B] = months.map((format) => format.formatToParts(new Date(day)).find(({ type }) => type === 'month').value);
  const parts = { Y, m, d, b, B };
  return say[d ? 'date' : 'month'].replace(/%(-?)(\w)/g, (_, plain, part) => (plain ? +parts[part] : parts[part]));
}
/** Where the clauses are in a text: from, to, which. */
function matches(text, { clauses, word, wordsOf }) {
  const words = [...text.matchAll(word)].flatMap(({ 0: run, index }) =>
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
function excerpt(text, asked) {
  const found = matches(text, asked);
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
function item([id, headline, time, clock, text, coverage, kind], asked) {
  const { key, name, language } = asked.known[2][coverage];
  const { key: kindKey, name: kindName } = asked.known[3][kind];
  const href = `${base + [key, id].filter(Boolean).map(encodeURIComponent).join('/')}/${fromDisk ? 'index.html' : ''}`;
  const day = time && dayName(time.slice(0, 10));
  const when = time[10] ? html`<time datetime="${time}">${time.slice(11, 16)}</time> <span class="offset">${day}</span> <bdi class="offset" dir="ltr">${time.slice(19).replace('Z', '+00:00')}</bdi>`
    : time ? html`<time datetime="${time}">${day}</time>` : html`<bdi>${clock}</bdi>`;
  const body = excerpt(text, asked);
  const heading = headline ? marked(headline, matches(headline, asked)) : text ? body : id;
  const tongue = html`lang="${language}" dir="auto"`;
  return html`<li class="entry item"><p class="when">${when}</p><div class="text"><h3 ${tongue} class="${headline ? '' : 'plain'}"><a href="${href}">${heading}</a></h3>${
    headline && text ? html`<p class="excerpt" ${tongue}>${body}</p>` : ''}<p class="who">${
    kindKey === 'update' ? '' : kindName + (id ? ' · ' : '')}${id && html`<bdi>${name}</bdi>`}</p></div></li>`;
}

// The address holds what is asked for; of a file on a disk only the part after `#` may change.
const [part, place] = fromDisk ? ['#', 'hash'] : ['?', 'search'];
// What was asked since stands in `next` until it is answered: a browser that writes its history loads files later.
let next;
let step = false;
const current = () => new URLSearchParams((next ?? ((fromDisk && location.hash) || location.search)).slice(1));
const ORDERS = ['best', 'newest', 'oldest'];
function asked() {
  const address = current();
  const query = address.get('q') ?? '';
  const order = ORDERS.find((one) => one === address.get('order')) ?? (query.trim() ? 'best' : 'newest');
  return { query, order, show: Math.min(Math.max(address.get('show') | 0, 10), 1000), filters: FACETS.map((name) => address.getAll(name)) };
}
function changed(change) {
  const address = current();
  address.delete('show');
  change(address);
  return `${part}${address}`;
}

const whole = new Set();
function facet(name, facet, known, counts, chosen) {
  let values = known.filter((value, at) => (value.count = counts[at]));
  if (name === 'day') {
    // By month or year when they are many.
    const sums = new Map();
    const by = (length) => values.forEach(({ key, count }) => {
      const part = key.slice(0, length);
      sums.set(part, (sums.get(part) ?? 0) + count);
    });
    by([10, 7].find((length) => new Set(values.map(({ key }) => key.slice(0, length))).size < 32) ?? 4);
    new Set(chosen.map((key) => key.length)).forEach((length) => !chosen.every((key) => sums.has(key)) && by(length));
    values = [...sums].sort().map(([key, count]) => ({ key, count, name: dayName(key) }));
  } else values.sort((a, b) => b.count - a.count);
  for (const key of chosen) if (!values.some((one) => one.key === key)) values.unshift({ key, count: 0, name: known.find((one) => one.key === key)?.name ?? key });
  const links = values.filter(({ key }, at) => whole.has(name) || at < 8 || chosen.includes(key)).map(({ key, count, name: label }) => {
    const on = chosen.includes(key);
    const href = changed((address) => {
      address.delete(name);
      for (const own of on ? chosen : [...chosen, key]) if (facet < 2 ? !on || own !== key : own === key && !on) address.append(name, own);
    });
    return html`<li><a href="${href}" data-key="${name} ${key}"${on ? html` aria-current="true"` : ''}><bdi>${label}</bdi>${
      on ? html`<span class="hidden"> (${say.remove})</span>` : ''}</a> <span class="count">${numeral(count)}</span></li>`;
  });
  const rest = links.length < values.length ? html`<button type="button" data-key="${name} all">${say.all} (${numeral(values.length)})</button>` : '';
  return links.length ? html`<section><h3>${say[`facet_${name}`]}</h3><ul class="terms">${links}</ul>${rest}</section>` : '';
}

let turn = 0;
async function answer(own) {
  const state = asked();
  const { query, filters } = state;
  try {
    const all = await index();
    const clauses = clausesOf(query, all.wordsOf);
    if (!clauses.length && !filters.flat().length) {
      found.hidden = true;
      starts.hidden = false;
      status.textContent = '';
      return;
    }
    const { total, counts, results } = await search({ ...state, clauses });
    // Made while the texts are on their way, and shown with them: a page that is drawn once is there sooner.
    const narrower = escaped(FACETS.map((name, at) => facet(name, at, all.known[at], counts[at], filters[at])));
    const ways = escaped(ORDERS.map((order) => html`<li><a href="${changed((address) => address.set('order', order))}" data-key="${order}"${
      order === state.order ? html` aria-current="true"` : ''}>${say[order]}</a></li>`));
    const texts = await results;
    if (own !== turn) return;
    const here = document.activeElement;
    const at = [...list.children].findIndex((one) => one.contains(here));
    found.hidden = false;
    starts.hidden = true;
    facets.innerHTML = narrower;
    orders.innerHTML = ways;
    if (here.dataset.key) document.querySelector(`[data-key="${CSS.escape(here.dataset.key)}"]`)?.focus();
    list.innerHTML = escaped(texts.map((result) => item(result, { ...all, clauses })));
    list.children[at]?.querySelector('a').focus();
    more.hidden = texts.length >= Math.min(total, 1000);
    status.textContent = total ? `${say.results}: ${numeral(total)}` : say.none;
  } catch (error) {
    close();
    if (own === turn) status.textContent = `${say.failed} (${error.message})`;
  }
}

async function show() {
  const own = (turn += 1);
  await answer(own);
  if (own !== turn) return;
  if (next !== undefined) history[step && next !== location[place] ? 'pushState' : 'replaceState'](null, '', next || part);
  next = undefined;
  step = false;
  const { query } = asked();
  document.title = query ? `${query} · ${title}` : title;
}
/** Goes to another address of this page: a new step back, or the same one. */
function go(address, isStep) {
  next = address;
  step ||= isStep;
  return show();
}
let typed = false;
const on = (target, type, act) => target.addEventListener(type, act);
const hasModifier = (event) => event.metaKey || event.ctrlKey || event.altKey;
on(field, 'input', () => {
  // One step back for all that is typed at a time.
  go(changed((address) => address.set('q', field.value)), !typed);
  typed = true;
});
on(form, 'submit', (event) => {
  event.preventDefault();
  typed = false;
  show();
});
on(found, 'click', (event) => {
  const { key } = event.target.closest('[data-key]')?.dataset ?? {};
  if (!key || event.button || event.shiftKey || hasModifier(event)) return;
  event.preventDefault();
  typed = false;
  const link = event.target.closest('a');
  if (link) return void go(link[place], true);
  whole.add(key.split(' ')[0]);
  show();
});
on(more, 'click', async () => {
  const next = list.children.length;
  await go(changed((address) => address.set('show', next + 10)));
  list.children[next]?.querySelector('a').focus();
});
on(document, 'keydown', (event) => {
  if (hasModifier(event) || event.isComposing) return;
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
  next = undefined;
  step = false;
  field.value = asked().query;
  return show();
}
on(window, 'popstate', arrive);
facets.parentElement.open = matchMedia('(min-width: 68rem)').matches;
// The first answer is not to wait for what makes the next ones fast.
arrive().then(warm).catch(() => {});
if (!field.value) field.focus({ preventScroll: true });
}
