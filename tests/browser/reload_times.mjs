// From a save to the page that shows it in a browser: node tests/browser/reload_times.mjs SITE [LIVESITE]
//
// SITE is a copy that may be edited, as for tests/serve_latency. One tab reads the entry's own page, then the coverage
// that shows it; EDITS (20) saves each. The clock runs from the close of the file to the reload's event in the tab
// (its document is parsed) and to the word in it. No part of the suite: it takes minutes at a hundred thousand entries.
import { spawn } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { launch } from './browser.mjs';

const [site, program = 'target/release/livesite'] = process.argv.slice(2);
if (!site) {
  console.error('usage: node tests/browser/reload_times.mjs SITE [LIVESITE]');
  process.exit(2);
}
const EDITS = Number(process.env.EDITS ?? 20);
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const server = spawn(resolve(program), ['serve', '--watch', '--color', 'never', '--port', '0', '--root', site]);
const home = await new Promise((ready) => {
  let said = '';
  server.stderr.on('data', (piece) => {
    said += piece;
    const found = /Serving (http:\S+)/.exec(said);
    if (found) ready(found[1]);
  });
});

/** An entry file of the coverage in the middle, and the page of both. */
async function anEntry() {
  const folders = (await readdir(join(site, 'content'), { withFileTypes: true })).filter((one) => one.isDirectory()).map((one) => one.name).sort();
  const coverage = folders[Math.floor(folders.length / 2)];
  const names = (await readdir(join(site, 'content', coverage))).filter((name) => /\.(txt|md)$/.test(name)).sort();
  const name = names[Math.floor(names.length / 2)];
  return { file: join(site, 'content', coverage, name), coverage: `${coverage.toLowerCase()}/`, entry: `${coverage.toLowerCase()}/${name.replace(/\.\w+$/, '').toLowerCase()}/` };
}

const at = (values, part) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))];
const { file, coverage, entry } = await anEntry();
const before = await readFile(file, 'utf8');
const browser = await launch();
try {
  const page = await browser.newPage();
  console.log(`| page | edits | reload event, median / p95 ms | word in the page, median / p95 ms |\n|---|---:|---:|---:|`);
  for (const [name, address] of [['entry', entry], ['coverage', coverage]]) {
    await page.goto(home + address);
    await pause(1000);
    const [reloads, words] = [[], []];
    for (let number = 0; number < EDITS; number += 1) {
      const word = `reload${name}${number}x`;
      const reloaded = page.waitForEvent('domcontentloaded', { timeout: 10_000 }).then(() => performance.now());
      await writeFile(file, `${before.trimEnd()} ${word}\n`);
      const start = performance.now();
      reloads.push((await reloaded) - start);
      await page.waitForFunction((wanted) => document.body.textContent.includes(wanted), word, { timeout: 10_000, polling: 5 });
      words.push(performance.now() - start);
      await pause(700);
    }
    const row = (values) => `${at(values, 0.5).toFixed(0)} / ${at(values, 0.95).toFixed(0)}`;
    console.log(`| ${name} | ${EDITS} | ${row(reloads)} | ${row(words)} |`);
  }
} finally {
  await writeFile(file, before);
  await browser.close();
  server.kill('SIGINT');
}
