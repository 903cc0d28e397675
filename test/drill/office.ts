/** The people of the drill: they sign in and act over HTTP like anybody, and look again after the house was away. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { House } from './house.js';

const PASSWORD = 'a long enough password';
const GIVEN_PASSWORD = 'given by the administrator';
const ANSWER_MS = 60_000;
const AWAY_LIMIT_MS = 300_000;
const UNITS = [
  { id: 'contact-centre', name: 'Centrum kontaktu', kind: 'contact-centre' },
  { id: 'roads', name: 'Wydział Dróg', kind: 'department' },
] as const;
const PEOPLE: readonly (readonly [login: string, role: string, unit: string])[] = [
  ['fiona', 'front-office', 'contact-centre'],
  ['lena', 'line-1', 'contact-centre'],
  ['zofia', 'line-2', 'contact-centre'],
  ['roman', 'department', 'roads'],
  ['adam', 'auditor', 'contact-centre'],
];
export const CLASSIFICATION_CODE = 'roads.pothole';
const CLASSIFICATION = {
  ...{ code: CLASSIFICATION_CODE, name: 'Dziura w jezdni', caseType: 'resident-matter', handling: 'simple', department: 'roads' },
  ...{ approvedAnswer: 'Naprawimy w 3 dni.', promise: 'w 3 dni', ask: [], bring: [], keywords: [], active: true },
};

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}
type Method = 'GET' | 'POST' | 'PUT';
interface Content {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Nobody knows whether it was done: the house went away, or says that it can't now. */
export class Away extends Error {
  override readonly name = 'Away';
}

export class Office {
  private readonly cookies = new Map<string, Promise<string>>();
  /** Acts whose answer never came, and that were looked after. */
  unanswered = 0;

  constructor(private readonly house: House) {}

  /** @param link the one-time link of the first start */
  async open(link: string): Promise<void> {
    const admin = { login: 'alina', name: 'Alina z urzędu', password: PASSWORD };
    this.expect(await this.send('POST', link, admin, undefined), 201);
    for (const unit of UNITS) {
      const card = { hours: 'pn.–pt. 8–16', phone: '', competence: '', substituteUnit: null, head: null, active: true, ...unit };
      this.expect(await this.as('alina', 'PUT', `/api/v1/units/${unit.id}`, card), 200, 201);
    }
    for (const [login, role, unit] of PEOPLE) {
      const person = { login, name: `${login} z urzędu`, password: GIVEN_PASSWORD, roles: [role], unit };
      this.expect(await this.as('alina', 'POST', '/api/v1/people', person), 201);
    }
    for (const [login] of PEOPLE) await this.choosePassword(login);
    const owner = { login: 'olga', name: 'Olga z urzędu', password: GIVEN_PASSWORD, roles: ['owner'], unit: 'contact-centre' };
    this.expect(await this.as('alina', 'POST', '/api/v1/people', owner), 201);
    await this.choosePassword('olga');
    this.expect(await this.as('olga', 'PUT', `/api/v1/catalogue/classifications/${CLASSIFICATION_CODE}`, CLASSIFICATION), 200, 201);
  }

  /** Looks something up, as often as it takes. */
  async look<Body>(login: string, path: string): Promise<Body | undefined> {
    for (const giveUpAt = performance.now() + AWAY_LIMIT_MS; ; await sleep(200)) {
      try {
        const { status, body } = await this.as(login, 'GET', path);
        if (status === 200) return body as Body;
        if (status === 404) return undefined;
        throw new Error(`Expected ${login} to see ${path}, but the house answered ${status}: ${JSON.stringify(body)}`);
      } catch (error) {
        if (!(error instanceof Away) || performance.now() > giveUpAt) throw error;
      }
    }
  }

  /** An act. Throws {@link Away} when nobody knows what became of it: look before you do it again. */
  async as(login: string, method: Method, path: string, body?: object, content?: Content): Promise<Reply> {
    return this.send(method, path, body, await this.session(login), content);
  }

  private session(login: string): Promise<string> {
    const known = this.cookies.get(login) ?? this.signIn(login);
    this.cookies.set(login, known);
    known.catch(() => this.cookies.delete(login));
    return known;
  }

  /** Nobody may do anything with a password that the administrator gave them. */
  private async choosePassword(login: string): Promise<void> {
    const cookie = await this.signIn(login, GIVEN_PASSWORD);
    this.expect(await this.send('PUT', '/api/v1/session/password', { current: GIVEN_PASSWORD, next: PASSWORD }, cookie), 204);
  }

  private async signIn(login: string, password = PASSWORD): Promise<string> {
    const { status, headers } = await this.fetch('POST', '/api/v1/session', JSON.stringify({ login, password }), {
      'content-type': 'application/json',
    });
    const cookie = headers.get('set-cookie')?.split(';')[0];
    if (status !== 200 || cookie === undefined) throw new Away(`${login} could not sign in: ${status}`);
    return cookie;
  }

  private async send(
    method: Method,
    path: string,
    body: object | undefined,
    cookie: string | undefined,
    content?: Content,
  ): Promise<Reply> {
    const type = content?.type ?? (body === undefined ? undefined : 'application/json');
    const headers = { ...(cookie === undefined ? {} : { cookie }), ...(type === undefined ? {} : { 'content-type': type }) };
    const answer = await this.fetch(method, path, content?.bytes ?? (body === undefined ? undefined : JSON.stringify(body)), headers);
    if (answer.status >= 500) {
      this.miss(method);
      throw new Away(`${method} ${path}: ${answer.status} ${answer.text}`);
    }
    return { status: answer.status, body: answer.text === '' ? undefined : JSON.parse(answer.text) };
  }

  private async fetch(
    method: Method,
    path: string,
    body: string | Uint8Array<ArrayBuffer> | undefined,
    headers: Readonly<Record<string, string>>,
  ): Promise<{ readonly status: number; readonly headers: Headers; readonly text: string }> {
    const { url } = this.house;
    if (url === undefined) throw new Away('nobody is at home');
    const signal = AbortSignal.timeout(ANSWER_MS);
    try {
      const answer = await fetch(`${url}${path}`, { method, signal, headers: { ...headers }, ...(body === undefined ? {} : { body }) });
      return { status: answer.status, headers: answer.headers, text: await answer.text() };
    } catch (error) {
      this.miss(method);
      throw new Away(`${method} ${path}: ${String(error)}`);
    }
  }

  /** Who only looks looks again. */
  private miss(method: Method): void {
    if (method !== 'GET') this.unanswered++;
  }

  private expect({ status, body }: Reply, ...wanted: readonly number[]): void {
    if (!wanted.includes(status)) throw new Error(`Expected ${wanted.join(' or ')}, but got ${status}: ${JSON.stringify(body)}`);
  }
}
