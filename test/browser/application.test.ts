/** How the built application is served, and how much of it there is. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { builtApplication, type House, openHouse } from './support/house.js';

/** What is loaded before the modeler; each page loads its own part only. */
const MOST_GZIPPED_KB = 300;
/** Loaded by a page when it is asked for: libraries, all of the modeler, the diagram and two dialogs that a case page can open. */
const LATER = /^(pages\/modeler\/|pages\/case\/(CasePath|ExtendDialog|PauseDialog)\.tsx$|\.\.\/node_modules\/)/;

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 240_000);
afterAll(() => house.stop());

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
  readonly isEntry?: boolean;
  readonly isDynamicEntry?: boolean;
}

test(`no page makes a browser fetch more than ${MOST_GZIPPED_KB} kB of scripts and styles, gzipped`, async () => {
  const folder = await builtApplication();
  const chunks = JSON.parse(await readFile(join(folder, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
  const filesOf = (name: string): readonly string[] => {
    const chunk = chunks[name];
    return chunk === undefined ? [] : [chunk.file, ...(chunk.css ?? []), ...(chunk.imports ?? []).flatMap(filesOf)];
  };
  const entry = Object.keys(chunks).find((name) => chunks[name]?.isEntry === true) ?? '';
  const pages = Object.keys(chunks).filter((name) => chunks[name]?.isDynamicEntry === true && !LATER.test(name));
  expect(pages).not.toEqual([]);
  for (const page of pages) {
    const files = new Set([...filesOf(entry), ...filesOf(page)]);
    const sizes = await Promise.all([...files].map(async (file) => (await readFile(join(folder, `${file}.gz`))).length));
    const kb = sizes.reduce((sum, size) => sum + size, 0) / 1000;
    process.stdout.write(`${page}: ${kb.toFixed(0)} kB gzipped\n`);
    expect(kb).toBeLessThanOrEqual(MOST_GZIPPED_KB);
    expect(kb).toBeGreaterThan(50);
  }
});

test('the page comes with a strict content security policy and is asked for anew', async () => {
  for (const path of ['/', '/queue?view=tier', '/cases/LCK-2026-000001']) {
    const answer = await fetch(house.url + path, { headers: { Accept: 'text/html' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
  }
});

test('assets are compressed and kept for ever', async () => {
  const page = await (await fetch(house.url, { headers: { Accept: 'text/html' } })).text();
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1] ?? '';
  for (const encoding of ['br', 'gzip']) {
    const answer = await fetch(house.url + script, { headers: { 'Accept-Encoding': encoding } });
    expect([answer.headers.get('content-encoding'), answer.headers.get('cache-control'), answer.headers.get('vary')]).toEqual([
      encoding,
      'public, max-age=31536000, immutable',
      'Accept-Encoding',
    ]);
    expect(await answer.text()).toContain('createRoot');
  }
});

test('programs keep their addresses, and what is not there is not a page', async () => {
  expect((await fetch(`${house.url}/api/docs`, { headers: { Accept: 'text/html' } })).headers.get('content-type')).toContain('text/html');
  expect(await (await fetch(`${house.url}/api/status`)).text()).toContain('gotowe do pracy');
  expect((await fetch(`${house.url}/assets/none.js`)).status).toBe(404);
  expect((await fetch(`${house.url}/api/v1/none`, { headers: { Accept: 'text/html' } })).status).toBe(404);
  expect((await fetch(`${house.url}/assets/..%2findex.html`)).status).toBe(404);
});
