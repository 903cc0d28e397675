/**
 * Serves the built web application: hashed assets that browsers may keep for ever, compressed when they were built, and the one page
 * behind every address that a person can see. What belongs to programs (`/api`, `/v2` …) is passed on.
 */
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type Koa from 'koa';
import helmet from 'koa-helmet';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
/** Best first; the build writes these beside each file that is worth it. */
const ENCODINGS = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const;

/** First parts of paths that other doors answer. A page of the application never begins with one of them. */
const OF_PROGRAMS = new Set(['api', 'v2', 'engine-rest', 'open311', 'healthz', 'readyz', 'metrics', 'assets']);

interface Served {
  readonly mediaType: string;
  /** By content encoding; `identity` is always there. */
  readonly bodies: ReadonlyMap<string, Buffer>;
}

/** `folder` is what the build made. Throws when nothing was built there. */
export async function createSite(folder: string): Promise<readonly Koa.Middleware[]> {
  const page = await load(folder, 'index.html');
  const assets = new Map<string, Served>();
  for (const name of await readdir(join(folder, 'assets'))) {
    if (extname(name) in MEDIA_TYPES) assets.set(`/assets/${name}`, await load(folder, join('assets', name)));
  }
  const safeHeaders = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    // Decided where TLS ends, not here.
    hsts: false,
  });
  return [
    async (http, next) => {
      if (http.method !== 'GET' && http.method !== 'HEAD') return next();
      const asset = assets.get(http.path);
      if (asset !== undefined) {
        http.set('Cache-Control', 'public, max-age=31536000, immutable');
        return safeHeaders(http, async () => send(http, asset));
      }
      if (OF_PROGRAMS.has(http.path.split('/')[1] ?? '') || http.accepts('html') === false) return next();
      http.set('Cache-Control', 'no-cache');
      return safeHeaders(http, async () => send(http, page));
    },
  ];
}

async function load(folder: string, name: string): Promise<Served> {
  const bodies = new Map([['identity', await readFile(join(folder, name))]]);
  for (const { name: encoding, suffix } of ENCODINGS) {
    const body = await readFile(join(folder, name + suffix)).catch(() => undefined);
    if (body !== undefined) bodies.set(encoding, body);
  }
  return { mediaType: MEDIA_TYPES[extname(name)] ?? 'application/octet-stream', bodies };
}

function send(http: Koa.Context, { mediaType, bodies }: Served): void {
  const encoding = http.acceptsEncodings(...ENCODINGS.map(({ name }) => name).filter((name) => bodies.has(name)), 'identity') || 'identity';
  http.vary('Accept-Encoding');
  if (encoding !== 'identity') http.set('Content-Encoding', encoding);
  http.body = bodies.get(encoding) ?? bodies.get('identity');
  http.set('Content-Type', mediaType);
}
