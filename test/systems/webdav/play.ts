/** Puts the parts of a scenario together around a WebDAV server, or around what one said once. */
import { webDavPeer } from '../../../workers/connectors/drop/index.js';
import { CONTENTS } from '../dms-effects.js';
import type { Cast, Colleague } from './scenarios.js';

export interface People {
  readonly user: string;
  readonly colleague: string;
  readonly password: string;
}

interface DavColleague extends Colleague {
  /** Locks a file for writing until the function that it gives is called. */
  lock(path: string): Promise<() => Promise<void>>;
}
export interface DavCast extends Cast {
  readonly colleague: DavColleague;
}

/** A collection of its own in the server's root. */
export async function castOf(id: string, server: string, { user, colleague, password }: People): Promise<DavCast> {
  const url = `${server}/${id}/`;
  const authorization = `Basic ${Buffer.from(`${colleague}:${password}`).toString('base64')}`;
  const ask = async (method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<Response> => {
    const request = { method, headers: { authorization, ...headers }, ...(body === undefined ? {} : { body }) };
    const answer = await fetch(url + path.split('/').map(encodeURIComponent).join('/'), request);
    if (!answer.ok && answer.status !== 404) throw new Error(`Expected ${method} ${path} to succeed, but got ${answer.status}`);
    return answer;
  };
  await ask('MKCOL', '');
  const content = async (documentId: string) => {
    const text = CONTENTS.get(documentId);
    return text === undefined ? undefined : { bytes: Buffer.from(text) };
  };
  return {
    peer: () => webDavPeer({ url, user, password, content, settleMs: 0 }),
    colleague: {
      write: async (path, text) => void (await ask('PUT', path, {}, text)),
      async read(path) {
        const answer = await ask('GET', path);
        return answer.status === 404 ? undefined : answer.text();
      },
      remove: async (path) => void (await ask('DELETE', path)),
      makeFolder: async (path) => void (await ask('MKCOL', path)),
      async names(path) {
        const xml = await (await ask('PROPFIND', `${path}/`, { depth: '1' })).text();
        const all = [...xml.matchAll(/<D:href>([^<]*)<\/D:href>/g)].map(([, href = '']) => decodeURIComponent(href).replace(/\/$/, ''));
        return all
          .filter((one) => !one.endsWith(path))
          .map((one) => one.slice(one.lastIndexOf('/') + 1))
          .sort();
      },
      async lock(path) {
        const wish =
          '<?xml version="1.0"?><lockinfo xmlns="DAV:"><lockscope><exclusive/></lockscope><locktype><write/></locktype><owner>kowalska</owner></lockinfo>';
        const answer = await ask('LOCK', path, { 'content-type': 'application/xml' }, wish);
        const token = answer.headers.get('lock-token') ?? '';
        return async () => void (await ask('UNLOCK', path, { 'lock-token': token }));
      },
    },
  };
}
