/** A WebDAV collection (RFC 4918): what is written is put beside under another name and moved to its own, which a server does at once or not. */
import { createHash } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { failureOf, NotDelivered } from '../answers.js';
import { PROPFIND, readMultistatus } from './multistatus.js';
import { type DropStore, type Held, type Listing, type Path, partOf } from './store.js';

export interface WebDavAddress {
  /** The collection for case files, which is there. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

interface Request {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  /** Answers that aren't refusals here. */
  readonly expected?: readonly number[];
}

export class WebDavStore implements DropStore {
  private readonly authorization: string;
  private readonly root: URL;

  constructor({ url, user, password }: WebDavAddress) {
    this.authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    this.root = new URL(url.endsWith('/') ? url : `${url}/`);
  }

  async nowMs(signal: AbortSignal): Promise<number> {
    const { headers } = await this.rootAnswer(signal);
    const said = Date.parse(headers.get('date') ?? '');
    return Number.isNaN(said) ? Date.now() : said;
  }

  async list(path: Path, signal: AbortSignal): Promise<Listing | undefined> {
    const url = this.urlOf(path, true);
    const answer = await this.ask('PROPFIND', url, signal, { headers: { depth: '1' }, body: PROPFIND, expected: [207, 404, 405] });
    if (answer.status !== 207) {
      await this.rootAnswer(signal);
      return undefined;
    }
    const own = url.pathname.replace(/\/$/, '').split('/').map(decodeURIComponent).join('/');
    const all = readMultistatus(await answer.text(), url.href);
    const self = all.find((one) => one.path === own);
    if (self?.isFolder !== true) return undefined;
    const entries = all.flatMap(({ path: full, isFolder, etag, changedMs, sizeBytes }) => {
      const name = full.startsWith(`${own}/`) ? full.slice(own.length + 1) : '';
      return name === '' || name.includes('/')
        ? []
        : [{ name, isFolder, tag: `${etag?.replace(/^W\//, '') ?? ''} ${changedMs} ${sizeBytes}`, changedMs, sizeBytes }];
    });
    return { changedMs: self.changedMs, entries };
  }

  async read(path: Path, signal: AbortSignal): Promise<Held | undefined> {
    const answer = await this.get(path, signal);
    if (answer === undefined) return undefined;
    const bytes = Buffer.from(await answer.arrayBuffer());
    return { bytes, tag: `${createHash('sha256').update(bytes).digest('hex')} ${answer.headers.get('etag') ?? ''}` };
  }

  async stream(path: Path, signal: AbortSignal): Promise<AsyncIterable<Uint8Array> | undefined> {
    const answer = await this.get(path, signal);
    if (answer === undefined) return undefined;
    return answer.body ?? new Blob([]).stream();
  }

  async makeFolder(path: Path, signal: AbortSignal): Promise<boolean> {
    // 9.3.1: 405 is the answer where something has the name.
    return (await this.ask('MKCOL', this.urlOf(path, true), signal, { expected: [201, 405] })).status === 201;
  }

  async create(path: Path, bytes: Uint8Array, signal: AbortSignal): Promise<boolean> {
    return this.move(path, bytes, signal, { overwrite: 'F' });
  }

  /** Many servers call what is younger than a second weak (RFC 9110, 8.8.1). Some take a weak tag as a condition, some never do. */
  async replace(path: Path, bytes: Uint8Array, tag: string, signal: AbortSignal): Promise<boolean> {
    const [sum = '', etag = ''] = tag.split(/ (.*)/);
    // 10.4.1: a condition on another resource than the one that is moved.
    const condition = { overwrite: 'T', if: `<${this.urlOf(path, false).href}> ([${etag}])` };
    if (etag !== '' && (await this.move(path, bytes, signal, condition))) return true;
    if (etag !== '' && !etag.startsWith('W/')) return false;
    const isAsRead = (await this.read(path, signal))?.tag.startsWith(`${sum} `) === true;
    return isAsRead && (await this.move(path, bytes, signal, { overwrite: 'T' }));
  }

  async rename(from: Path, to: Path, signal: AbortSignal): Promise<boolean> {
    const headers = { destination: this.urlOf(to, false).href, overwrite: 'F' };
    const moved = await this.ask('MOVE', this.urlOf(from, false), signal, { headers, expected: [201, 204, 404, 412] });
    if (moved.status === 404) throw new NotDelivered({ type: 'busy', reason: `MOVE ${from.join('/')}: 404 ${moved.statusText}` });
    return moved.status !== 412;
  }

  async remove(path: Path, signal: AbortSignal): Promise<void> {
    await this.ask('DELETE', this.urlOf(path, false), signal, { expected: [200, 204, 404] });
  }

  /** Gives false when the condition in `headers` doesn't hold. */
  private async move(path: Path, bytes: Uint8Array, signal: AbortSignal, headers: Readonly<Record<string, string>>): Promise<boolean> {
    const part = partOf(path, bytes);
    const put = { headers: { 'content-type': 'application/octet-stream' }, body: bytes, expected: [200, 201, 204] };
    await this.ask('PUT', this.urlOf(part, false), signal, put);
    const destination = this.urlOf(path, false).href;
    try {
      const moved = await this.ask('MOVE', this.urlOf(part, false), signal, {
        headers: { destination, ...headers },
        expected: [201, 204, 404, 412],
      });
      if (moved.status < 300) return true;
      // Whoever did the same at the same time has moved it.
      if (moved.status === 404) throw new NotDelivered({ type: 'busy', reason: `MOVE ${part.join('/')}: 404 ${moved.statusText}` });
    } catch (error) {
      // It may have arrived though its answer didn't: then there is nothing to remove, and reading it back tells.
      await this.remove(part, signal).catch(() => undefined);
      throw error;
    }
    await this.remove(part, signal);
    return false;
  }

  private async get(path: Path, signal: AbortSignal): Promise<Response | undefined> {
    const answer = await this.ask('GET', this.urlOf(path, false), signal, {
      headers: { 'accept-encoding': 'identity' },
      expected: [200, 404],
    });
    if (answer.status === 200) return answer;
    await this.rootAnswer(signal);
    return undefined;
  }

  /** Throws as away when the collection isn't there: then nothing in it can be called removed. */
  private async rootAnswer(signal: AbortSignal): Promise<Response> {
    const answer = await this.ask('PROPFIND', this.root, signal, { headers: { depth: '0' }, body: PROPFIND, expected: [207, 404, 405] });
    if (answer.status === 207) return answer;
    const reason = `Expected a WebDAV collection at ${this.root.href}, but the server says ${answer.status} ${answer.statusText}`;
    throw new NotDelivered({ type: 'unavailable', reason });
  }

  private urlOf(path: Path, isFolder: boolean): URL {
    const url = new URL(this.root);
    url.pathname += path.map(encodeURIComponent).join('/') + (isFolder && path.length > 0 ? '/' : '');
    return url;
  }

  private async ask(method: string, url: URL, signal: AbortSignal, { headers = {}, body, expected = [] }: Request): Promise<Response> {
    const type: Readonly<Record<string, string>> = typeof body === 'string' ? { 'content-type': 'application/xml; charset=utf-8' } : {};
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) };
    const all = { authorization: this.authorization, ...type, ...headers };
    const answer = await fetch(url, { method, headers: all, redirect: 'error', signal, ...sent });
    if (expected.includes(answer.status)) return answer;
    // The folder around it is missing: perhaps all of them are.
    if ([404, 409].includes(answer.status) && url !== this.root) await this.rootAnswer(signal);
    // 13: what hinders it is about another resource, a locked folder for instance, and its status is inside.
    const inside = [...(await answer.text()).matchAll(/HTTP\/[\d.]+ ([45]\d\d)/g)].map(([, code]) => Number(code));
    const status = answer.status === 207 ? (inside.find((code) => code !== 424) ?? 207) : answer.status;
    const reason = `${method} ${decodeURI(url.pathname)}: ${status} ${STATUS_CODES[status] ?? ''}`.trimEnd();
    // A date is the server's, and so is the clock that it is compared with.
    throw new NotDelivered(failureOf(status, reason, answer.headers.get('retry-after'), Date.parse(answer.headers.get('date') ?? '')));
  }
}
