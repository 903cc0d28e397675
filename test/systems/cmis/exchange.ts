/** Exchanges with a CMIS repository: recorded by a proxy in front of the real one, played back by a server that knows nothing else. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

export interface Exchange {
  readonly request: { readonly method: string; readonly path: string; readonly fields: Readonly<Record<string, string>> };
  readonly answer: { readonly status: number; readonly type: string; readonly body: string };
}

export interface Door {
  readonly url: string;
  close(): Promise<void>;
}

/** Stands for where the repository says that it is, which is another place each time. */
const ORIGIN = '{origin}';
export const NOT_RECORDED: Exchange['answer'] = { status: 599, type: 'text/plain', body: '' };

/** @param first is asked before the repository: what it answers goes out instead, for what a real one of another kind would refuse */
export async function recordingDoor(
  repository: string,
  first: (request: Exchange['request']) => Promise<Exchange['answer'] | undefined>,
): Promise<Door & { readonly exchanges: readonly Exchange[] }> {
  const exchanges: Exchange[] = [];
  const target = new URL(repository);
  const door = await open(async (request, body, response) => {
    const asked = await readRequest(request, body);
    const answer = (await first(asked)) ?? (await passOn(target.origin, request, body));
    exchanges.push({ request: asked, answer });
    give(response, answer, originOf(request));
  });
  return { url: `${door.url}${target.pathname}`, exchanges, close: door.close };
}

async function passOn(origin: string, request: IncomingMessage, body: Buffer): Promise<Exchange['answer']> {
  const headers = { authorization: request.headers.authorization ?? '', 'content-type': request.headers['content-type'] ?? '' };
  const method = request.method ?? 'GET';
  const response = await fetch(`${origin}${request.url}`, {
    method,
    headers,
    ...(method === 'POST' ? { body: new Uint8Array(body) } : {}),
  });
  const type = response.headers.get('content-type') ?? '';
  const text = bodyText(Buffer.from(await response.arrayBuffer()), type);
  const escaped = origin.replaceAll('/', '\\/');
  return { status: response.status, type, body: text.replaceAll(origin, ORIGIN).replaceAll(escaped, ORIGIN) };
}

/** JSON as it reads, all else byte by byte. */
export function bodyText(body: Buffer, type: string): string {
  return body.toString(type.includes('json') ? 'utf8' : 'latin1');
}

/** Gives each recorded answer once, to the request that it was given to; equal requests get theirs in order. Others are answered 599. */
export async function replayingDoor(
  exchanges: readonly Exchange[],
): Promise<Door & { readonly unexpected: readonly string[]; readonly left: Exchange[] }> {
  const left = [...exchanges];
  const unexpected: string[] = [];
  const door = await open(async (request, body, response) => {
    const asked = await readRequest(request, body);
    const index = left.findIndex((one) => JSON.stringify(one.request) === JSON.stringify(asked));
    const [next] = index < 0 ? [] : left.splice(index, 1);
    if (next === undefined) unexpected.push(JSON.stringify(asked));
    give(response, next?.answer ?? NOT_RECORDED, originOf(request));
  });
  return { url: `${door.url}/cmis/browser`, unexpected, left, close: door.close };
}

type Handle = (request: IncomingMessage, body: Buffer, response: ServerResponse) => Promise<void>;

export async function open(handle: Handle): Promise<Door> {
  const server: Server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    await handle(request, Buffer.concat(pieces), response).catch((error: unknown) => response.writeHead(599).end(String(error)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Expected a port, but got none');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Fields of a form in their order, whichever way it was encoded; content by its checksum. */
export async function readRequest(request: IncomingMessage, body: Buffer): Promise<Exchange['request']> {
  const asked = { method: request.method ?? '', path: request.url ?? '' };
  if (body.length === 0) return { ...asked, fields: {} };
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': request.headers['content-type'] ?? '' } }).formData();
  const fields: Record<string, string> = {};
  for (const [name, value] of form) {
    fields[name] =
      typeof value === 'string'
        ? value
        : `${value.type} ${createHash('sha256')
            .update(Buffer.from(await value.arrayBuffer()))
            .digest('hex')}`;
  }
  return { ...asked, fields };
}

export function give(response: ServerResponse, { status, type, body }: Exchange['answer'], origin: string): void {
  const bytes = Buffer.from(body.replaceAll(ORIGIN, origin), type.includes('json') ? 'utf8' : 'latin1');
  response.writeHead(status, { 'content-type': type }).end(bytes);
}

function originOf(request: IncomingMessage): string {
  return `http://${request.headers.host}`;
}
