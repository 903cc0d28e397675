/**
 * People at their desks, played: they sign in to the api and act through it like anybody else, over a socket that nobody else can reach.
 * So whatever a story does, a person could have done, and the policy was asked.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, createServer, request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Api } from '../api/index.js';

class DeskRefused extends Error {
  override readonly name = 'DeskRefused';
  constructor(
    /** The api's own problem code. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export class Desk {
  readonly #folder: string;
  readonly #server: Server;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 });
  /** Cookie by login. */
  readonly #sessions = new Map<string, Promise<string>>();
  readonly #passwordOf: (login: string) => string;

  private constructor(folder: string, server: Server, passwordOf: (login: string) => string) {
    this.#folder = folder;
    this.#server = server;
    this.#passwordOf = passwordOf;
  }

  static async open(api: Api, passwordOf: (login: string) => string): Promise<Desk> {
    // A folder of ours alone (mode 0700): the doors of the product stay closed.
    const folder = await mkdtemp(join(tmpdir(), 'okienko-desk-'));
    const server = createServer(api.app.callback());
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(join(folder, 'api'), () => resolve());
    });
    return new Desk(folder, server, passwordOf);
  }

  /** As this person. Throws {@link DeskRefused} when the api refuses. */
  async call(login: string, method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown> {
    const cookie = await this.#session(login);
    const answer = await this.#send(method, path, body, cookie);
    if (answer.status < 300) return answer.body === '' ? undefined : JSON.parse(answer.body);
    throw refusalOf(`${login}: ${method} ${path}`, answer);
  }

  /** Everybody signs out. */
  async close(): Promise<void> {
    for (const session of this.#sessions.values()) await this.#send('DELETE', '/api/v1/session', undefined, await session);
    this.#agent.destroy();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    await rm(this.#folder, { recursive: true, force: true });
  }

  #session(login: string): Promise<string> {
    const known = this.#sessions.get(login);
    if (known !== undefined) return known;
    const session = this.#signIn(login);
    this.#sessions.set(login, session);
    return session;
  }

  async #signIn(login: string): Promise<string> {
    const answer = await this.#send('POST', '/api/v1/session', { login, password: this.#passwordOf(login) }, undefined);
    const [cookie] = answer.cookies;
    if (answer.status !== 200 || cookie === undefined) throw refusalOf(`sign-in of ${login}`, answer);
    return cookie.split(';')[0] ?? '';
  }

  #send(method: string, path: string, body: object | undefined, cookie: string | undefined): Promise<Answer> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          socketPath: join(this.#folder, 'api'),
          agent: this.#agent,
          method,
          path,
          headers: {
            Host: 'desk',
            ...(cookie === undefined ? {} : { Cookie: cookie }),
            ...(text === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }),
          },
        },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              cookies: response.headers['set-cookie'] ?? [],
              body: Buffer.concat(parts).toString('utf8'),
            }),
          );
        },
      );
      sent.on('error', reject);
      sent.end(text);
    });
  }
}

interface Answer {
  readonly status: number;
  readonly cookies: readonly string[];
  readonly body: string;
}

function refusalOf(what: string, { status, body }: Answer): DeskRefused {
  let problem: { readonly code?: unknown; readonly detail?: unknown } = {};
  try {
    problem = JSON.parse(body) as typeof problem;
  } catch {
    // Not a problem document; the text itself says what there is to say.
  }
  return new DeskRefused(
    String(problem.code ?? status),
    `Expected ${what} to be taken, but the api answered ${status}: ${String(problem.detail ?? body)}`,
  );
}
