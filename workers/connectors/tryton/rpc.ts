/** Tryton's JSON-RPC over HTTP: the session that we hold, and what its answers mean. It says 200 to nearly everything. */
import { z } from 'zod';
import { awayAs, type Failure, NotDelivered } from '../answers.js';

export interface RpcOptions {
  /** With the database as its path: `https://tryton.example/city`. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

/** In which words Tryton tells what it refuses, and names what its people have translated. */
export const LANGUAGE = 'en';

const signedIn = z.tuple([z.number(), z.string()]);
const answered = z.union([
  z.object({ error: z.tuple([z.string()], z.unknown()) }),
  z.object({ result: z.unknown() }).transform(({ result }) => ({ result })),
]);

export class Rpc {
  private session: Promise<string> | undefined;

  constructor(private readonly options: RpcOptions) {}

  /** A method of a model, e.g. `project.work.create`. Throws {@link NotDelivered} with Tryton's own words when it refuses. */
  async call(method: string, params: readonly unknown[], signal: AbortSignal): Promise<unknown> {
    const name = `model.${method}`;
    this.session ??= this.signIn(signal);
    const used = this.session;
    let response = await this.post(name, params, signal, await this.heldBy(used));
    if (response.status === 401) {
      // It ends after some minutes without a call. Whoever sees that first signs in again, for all.
      if (this.session === used) this.session = this.signIn(signal);
      response = await this.post(name, params, signal, await this.heldBy(this.session ?? used));
    }
    return resultOf(method, response);
  }

  private async heldBy(session: Promise<string>): Promise<string> {
    try {
      return await session;
    } catch (error) {
      if (this.session === session) this.session = undefined;
      throw error;
    }
  }

  private async signIn(signal: AbortSignal): Promise<string> {
    const { user, password } = this.options;
    const response = await this.post('common.db.login', [user, { password }, LANGUAGE], signal);
    const [id, key] = signedIn.parse(await resultOf('common.db.login', response));
    return Buffer.from(`${user}:${id}:${key}`).toString('base64');
  }

  private post(method: string, params: readonly unknown[], signal: AbortSignal, session?: string): Promise<Response> {
    return fetch(`${this.options.url.replace(/\/+$/, '')}/`, {
      method: 'POST',
      signal,
      redirect: 'manual',
      headers: { 'content-type': 'application/json', ...(session === undefined ? {} : { authorization: `Session ${session}` }) },
      body: JSON.stringify({ id: 1, method, params }),
    });
  }
}

async function resultOf(method: string, response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) {
    const words = text
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    const reason = `Tryton answered ${method} with ${response.status}: ${words.slice(0, 300)}`;
    // Of the effect itself it speaks with 200 alone: a database, a door or a password isn't as it was.
    throw new NotDelivered(awayAs(reason, response.headers.get('retry-after'), Date.now()));
  }
  const answer = answered.safeParse(jsonIn(text));
  if (!answer.success) {
    throw new NotDelivered({ type: 'unavailable', reason: `Expected JSON-RPC of Tryton for ${method}, but got: ${text.slice(0, 100)}` });
  }
  if ('error' in answer.data) throw new NotDelivered(refusalOf(method, answer.data.error));
  return answer.data.result;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `[name, details …]`: of its own exceptions the name is their class, of any other fault what it says. */
function refusalOf(method: string, [name, details]: readonly [string, ...unknown[]]): Failure {
  const words = [details].flat().filter((one) => typeof one === 'string' && one !== '');
  const reason = `Tryton answered ${method} with ${[name, ...words].join(': ')}`;
  switch (name) {
    case 'ConcurrencyException':
      return { type: 'busy', reason };
    case 'UserError':
      return { type: 'refused', code: /not allowed/i.test(reason) ? 'forbidden' : 'invalid', reason };
    case 'UserWarning':
      return { type: 'refused', code: 'invalid', reason };
    default:
      // A module that isn't there, a database in trouble: no other effect would fare better.
      return { type: 'unavailable', reason };
  }
}
