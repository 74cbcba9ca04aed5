// A static server for the checks: a built site under a sub-path, compressed, as a project page of a host has it.
import { createServer } from 'node:http';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.xml': 'application/xml',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

/** What a host compresses. */
const TEXT = /^text\/|json|xml/;

/** The file that an address names; null when it leaves the folder or is outside the base. */
async function fileOf(folder, base, address) {
  const path = decodeURIComponent(new URL(address, 'http://x').pathname);
  if (!path.startsWith(base)) return null;
  let file = normalize(join(folder, path.slice(base.length)));
  if (file !== folder && !file.startsWith(folder + sep)) return null;
  const found = await stat(file).catch(() => null);
  if (found?.isDirectory()) file = join(file, 'index.html');
  return file;
}

/** Serves `folder` under `base` on a free port of this machine; `own` answers what it returns true for. */
export async function serve(folder, base = '/archive/', own = () => false) {
  const root = normalize(folder);
  const server = createServer(async (request, response) => {
    if (await own(request, response)) return;
    const file = await fileOf(root, base, request.url).catch(() => null);
    const bytes = file && (await readFile(file).catch(() => null));
    if (bytes) {
      const type = TYPES[extname(file)] ?? 'application/octet-stream';
      const headers = { 'content-type': type, 'cache-control': 'max-age=600' };
      const zipped = TEXT.test(type) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
      response.writeHead(200, zipped ? { ...headers, 'content-encoding': 'gzip' } : headers);
      response.end(zipped ? gzipSync(bytes) : bytes);
    } else {
      response.writeHead(404, { 'content-type': TYPES['.html'] });
      response.end(await readFile(join(root, '404.html')).catch(() => 'not found'));
    }
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    home: `http://127.0.0.1:${server.address().port}${base}`,
    close: () => new Promise((done) => server.close(done)),
  };
}
