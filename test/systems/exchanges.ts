/**
 * A real HTTP server on loopback in front of another system, that a test can let misbehave. With a target it passes all on and can
 * write down what was said; without one it says again what was written down, in the same order, and nothing else.
 */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

interface Request {
  readonly method: string;
  readonly path: string;
  readonly ifMatch?: string;
  /** What WebDAV asks for beside, by header. */
  readonly dav?: Readonly<Record<string, string>>;
  readonly body: string;
}
type Wanted = (request: Request) => boolean;
interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
interface Exchange {
  readonly request: Request;
  readonly answer: Answer;
}

/** What an adapter may go by. Whatever else a server says is of no use to it. */
const KEPT = ['content-type', 'date', 'etag', 'retry-after'];
const DAV = ['depth', 'destination', 'overwrite', 'if'];
/** Stands for where the server is, which is another place each time. */
const ORIGIN = '{origin}';

export class Stand {
  private readonly left: Exchange[] = [];
  private readonly said: Exchange[] = [];
  private losing: Wanted | undefined;
  private before: { readonly wanted: Wanted; readonly act: () => Promise<void> } | undefined;
  private fault: string | undefined;
  /** Of the last request that had one. */
  lastAuthorization = '';

  private constructor(
    private readonly server: Server,
    private readonly target: string | undefined,
    private readonly script: string | undefined,
    private readonly anyOrder: boolean,
  ) {}

  /**
   * `script`: JSON lines, one exchange each. With a target they are written at the end, else they are what is said.
   * `anyOrder`: some are asked at once, so only equal ones keep their order.
   */
  static async open(options: { readonly target?: string; readonly script?: string; readonly anyOrder?: boolean }): Promise<Stand> {
    const server = createServer();
    const stand = new Stand(server, options.target, options.script, options.anyOrder ?? false);
    if (options.target === undefined && options.script !== undefined) {
      if (!existsSync(options.script)) throw new Error(`Expected recorded exchanges in ${options.script}, but there are none`);
      const lines = (await readFile(options.script, 'utf8')).split('\n').filter((line) => line !== '');
      stand.left.push(...lines.map((line) => JSON.parse(line) as Exchange));
    }
    server.on('request', (request, response) => void stand.handle(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return stand;
  }

  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('Expected the stand to be open, but it is closed');
    return `http://127.0.0.1:${address.port}`;
  }

  /** The next such request is carried out, but its answer never arrives. */
  loseNextAnswer(wanted: Wanted): void {
    this.losing = wanted;
  }

  /** Once, between the arrival of the next such request and its way on. */
  beforeNext(wanted: Wanted, act: () => Promise<void>): void {
    this.before = { wanted, act };
  }

  /** Rejects when something else was asked than was written down, or less. */
  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
    if (this.fault !== undefined) throw new Error(this.fault);
    const [missing] = this.left;
    if (missing !== undefined) throw new Error(`Expected ${missing.request.method} ${missing.request.path} too, but it was never asked`);
    if (this.target !== undefined && this.script !== undefined) {
      await mkdir(dirname(this.script), { recursive: true });
      await writeFile(this.script, this.said.map((one) => `${JSON.stringify(one)}\n`).join(''));
    }
  }

  private async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const { method = '', url: path = '' } = incoming;
      const ifMatch = incoming.headers['if-match'];
      this.lastAuthorization = incoming.headers.authorization ?? this.lastAuthorization;
      const dav = this.davOf(incoming);
      const request = {
        ...{ method, path, ...(ifMatch === undefined ? {} : { ifMatch }), ...(dav === undefined ? {} : { dav }) },
        body: Buffer.concat(chunks).toString(),
      };
      if (this.before?.wanted(request)) {
        const { act } = this.before;
        this.before = undefined;
        await act();
      }
      const loses = this.losing?.(request) ?? false;
      const answer = this.target === undefined ? this.again(request) : await this.passOn(request, incoming, this.target);
      if (loses) {
        this.losing = undefined;
        incoming.socket.destroy();
        return;
      }
      response.writeHead(answer.status, answer.headers).end(answer.body);
    } catch (error) {
      this.fault ??= String(error);
      response.writeHead(599).end(String(error));
    }
  }

  private davOf({ headers }: IncomingMessage): Request['dav'] {
    const given = DAV.flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value.replaceAll(this.url, ORIGIN)] as const] : [];
    });
    return given.length === 0 ? undefined : Object.fromEntries(given);
  }

  private again(asked: Request): Answer {
    const index = this.anyOrder ? this.left.findIndex(({ request }) => isDeepStrictEqual(request, asked)) : 0;
    const [next] = index < 0 ? [] : this.left.splice(index, 1);
    const known = next?.request;
    if (next === undefined || !isDeepStrictEqual(known, asked)) {
      throw new Error(`Expected ${JSON.stringify(known ?? 'nothing more')}, but was asked ${JSON.stringify(asked)}`);
    }
    return next.answer;
  }

  private async passOn(request: Request, { headers }: IncomingMessage, target: string): Promise<Answer> {
    const { method, path, body } = request;
    const passed = ['authorization', 'accept', 'accept-language', 'content-type', 'if-match'].flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value] as const] : [];
    });
    const dav = Object.entries(request.dav ?? {}).map(([name, value]) => [name, value.replaceAll(ORIGIN, target)] as const);
    const all = Object.fromEntries([...passed, ...dav]);
    const answered = await fetch(`${target}${path}`, { method, headers: all, ...(body === '' ? {} : { body }) });
    const kept = KEPT.flatMap((name) => {
      const value = answered.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    const answer = { status: answered.status, headers: Object.fromEntries(kept), body: await answered.text() };
    this.said.push({ request, answer });
    return answer;
  }
}
