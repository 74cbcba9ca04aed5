// Pictures of every kind of page: node tests/browser/screenshots.mjs OUTDIR [OUTPUT]
//
// OUTPUT is a built site (default: public). Phone and desktop, light and dark; names say what they show. ONLY=home,day takes
// some kinds alone. What is made for paper is made into print.pdf as well.
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { launch, pagesOfEveryKind, SIZES } from './browser.mjs';
import { serve } from './server.mjs';

const [folder, output = 'public'] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node tests/browser/screenshots.mjs OUTDIR [OUTPUT]');
  process.exit(2);
}
const ALL = ['home', 'coverage', 'coverage-rtl', 'print', 'entry', 'entry-rtl', 'days', 'day', 'speakers', 'speaker', 'topics', 'topic', 'search', 'not_found'];
const SHOWN = process.env.ONLY?.split(',') ?? ALL;
await mkdir(folder, { recursive: true });
const kinds = await pagesOfEveryKind(resolve(output));
const server = await serve(resolve(output));
const browser = await launch();
for (const colorScheme of ['light', 'dark']) {
  for (const size of ['phone', 'desktop']) {
    const context = await browser.newContext({ viewport: SIZES[size], colorScheme });
    const page = await context.newPage();
    for (const kind of kinds.filter((one) => SHOWN.includes(one.name))) {
      await page.goto(server.home + encodeURI(kind.path), { waitUntil: 'networkidle' });
      const path = join(folder, `${kind.name}-${size}-${colorScheme}.png`);
      // The first four screens say how a page looks; a whole day of coverage is a picture nobody can open.
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      const { width, height: screen } = SIZES[size];
      await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, screen * 4) } });
      console.log(path);
    }
    await context.close();
  }
}
for (const kind of kinds.filter((one) => one.kind === 'print' && SHOWN.includes(one.name))) {
  const page = await browser.newPage();
  await page.goto(server.home + encodeURI(kind.path), { waitUntil: 'networkidle' });
  const path = join(folder, `${kind.name}.pdf`);
  await page.pdf({ path, format: 'A4', preferCSSPageSize: true });
  console.log(path);
  await page.close();
}
await browser.close();
await server.close();
