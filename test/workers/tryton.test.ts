/**
 * Tryton as the CRM. The scenarios run over real HTTP against what a real server said (`OKIENKO_TEST_RECORD=1 npm run test:systems --
 * tryton` writes that down again); what such a server seldom says is made here.
 */
import { trytonPeer } from '../../workers/connectors/tryton/index.js';
import { record } from '../systems/crm-effects.js';
import { Stand } from '../systems/exchanges.js';
import { type Loopback, loopback } from '../systems/loopback.js';
import { recordedIn } from '../systems/recorded.js';
import { play, SCENARIOS } from '../systems/tryton/scenarios.js';

test.each(Object.keys(SCENARIOS))('%s', async (name) => {
  const stand = await Stand.open({ script: recordedIn('tryton', name) });
  await play(stand, name);
  await stand.close();
});

interface Asked {
  readonly method: string;
  readonly params: readonly unknown[];
}
interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

let server: Loopback;
let answer: (asked: Asked) => Answer;
let asked: Asked[];

beforeEach(async () => {
  asked = [];
  server = await loopback(({ body: question }) => {
    const one = JSON.parse(question) as Asked;
    asked.push(one);
    const { body, ...rest } = answer(one);
    return { ...rest, body: typeof body === 'string' ? body : JSON.stringify(body) };
  });
});
afterEach(() => server.close());

const peer = () => {
  const url = `${server.url}/city/`;
  return trytonPeer({ url, user: 'okienko', password: 'secret', project: 'Sprawy' });
};
const soon = () => AbortSignal.timeout(10_000);
const SIGNED_IN: Answer = { body: { id: 1, result: [7, 'key'] } };

describe('when something else answers', () => {
  test.each([
    [
      { error: ['UserWarning', ['name', 'Are you sure?', '']] },
      { type: 'refused', code: 'invalid', words: 'UserWarning: name: Are you sure?' },
    ],
    [{ error: ['UserError', ['You are not allowed to read it.', '', null]] }, { type: 'refused', code: 'forbidden', words: 'not allowed' }],
    [{ error: ['ConcurrencyException', 'Records were modified'] }, { type: 'busy', words: 'Records were modified' }],
    [{ error: ["'project.work'", ''] }, { type: 'unavailable', words: "with 'project.work'" }],
    [{ nothing: true }, { type: 'unavailable', words: 'Expected JSON-RPC' }],
    ['<html>Sign in to the network', { type: 'unavailable', words: 'but got: <html>Sign in' }],
  ])('%j', async (body, { words, ...expected }) => {
    answer = ({ method }) => (method === 'common.db.login' ? SIGNED_IN : { body });
    expect(await peer().deliver(record('LCK-1'), soon())).toEqual({ ...expected, reason: expect.stringContaining(words) });
  });

  test('too many tries to sign in: it is left alone for as long as it asks', async () => {
    answer = () => ({ status: 429, headers: { 'retry-after': '30' }, body: '<h1>Too Many Requests</h1>' });
    const reason = 'Tryton answered common.db.login with 429: Too Many Requests';
    expect(await peer().deliver(record('LCK-1'), soon())).toEqual({ type: 'unavailable', reason, retryAfterMs: 30_000 });
  });

  test('a sign-in that failed is tried again with the next effect', async () => {
    const one = peer();
    answer = () => ({ status: 503, body: '' });
    expect(await one.deliver(record('LCK-1'), soon())).toMatchObject({ type: 'unavailable' });
    answer = ({ method }) => (method === 'common.db.login' ? SIGNED_IN : { body: { id: 1, result: [] } });
    expect(await one.deliver(record('LCK-1'), soon())).toMatchObject({ reason: expect.stringContaining(`a project 'Sprawy'`) });
    expect(asked.map(({ method }) => method)).toEqual(['common.db.login', 'common.db.login', 'model.project.work.search_read']);
  });

  test('many at once sign in once', async () => {
    const one = peer();
    answer = ({ method }) => (method === 'common.db.login' ? SIGNED_IN : { body: { id: 1, result: [] } });
    await Promise.all(['LCK-1', 'LCK-2', 'LCK-3'].map((number) => one.deliver(record(number), soon())));
    expect(asked.filter(({ method }) => method === 'common.db.login')).toHaveLength(1);
  });
});

describe('the feed of changes', () => {
  interface Row {
    readonly id: number;
    readonly atMs: number;
    readonly written: boolean;
  }

  /** A Tryton with these tasks, which knows as much of its search as the feed uses. */
  function tasks(rows: readonly Row[]): (asked: Asked) => Answer {
    const onWire = (ms: number) => {
      const at = new Date(ms);
      const date = { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
      const time = {
        hour: at.getUTCHours(),
        minute: at.getUTCMinutes(),
        second: at.getUTCSeconds(),
        microsecond: at.getUTCMilliseconds() * 1000,
      };
      return { __class__: 'datetime', ...date, ...time };
    };
    const msOf = (wire: ReturnType<typeof onWire>): number =>
      Date.UTC(wire.year, wire.month - 1, wire.day, wire.hour, wire.minute, wire.second, wire.microsecond / 1000);
    const holds = (row: Row, condition: readonly unknown[]): boolean => {
      const [field, operator, value] = condition;
      if (field === 'OR') return condition.slice(1).some((one) => holds(row, one as unknown[]));
      if (Array.isArray(field)) return condition.every((one) => holds(row, one as unknown[]));
      if (field === 'parent' || field === 'type') return true;
      if (value === null) return operator === '=' ? !row.written : row.written;
      if (field === 'write_date' && !row.written) return false;
      const [left, right] = field === 'id' ? [row.id, value as number] : [row.atMs, msOf(value as ReturnType<typeof onWire>)];
      return operator === '>' ? left > right : operator === '>=' ? left >= right : left === right;
    };
    return ({ method, params }) => {
      if (method === 'common.db.login') return SIGNED_IN;
      const [domain, , limit, order, fields] = params as [unknown[][], number, number, string[][], string[]];
      if (fields.includes('company')) return { body: { result: [{ id: 1, company: 1 }] } };
      const sign = order[0]?.[1] === 'DESC' ? -1 : 1;
      const found = rows
        .filter((row) => domain.every((condition) => holds(row, condition)))
        .sort((one, other) => sign * (one.atMs - other.atMs) || one.id - other.id);
      const result = found.slice(0, limit).map(({ id, atMs, written }) => ({
        ...{ id, name: `Sprawa ${id}`, comment: null, progress: null, 'status.': { name: 'Open', progress: null } },
        ...{ create_date: onWire(atMs), write_date: written ? onWire(atMs) : null, _timestamp: String(atMs) },
      }));
      return { body: { result } };
    };
  }

  const NOW = Date.parse('2026-03-02T09:00:00Z');
  const row = (id: number, secondsAgo: number, written = false): Row => ({ id, atMs: NOW - secondsAgo * 1000, written });
  const told = async (cursor: string | undefined) => {
    const { records, cursor: next } = await peer().source.changes(cursor, soon());
    return { ids: records.map(({ recordId }) => Number(recordId)), next };
  };

  test('tells what shows up late with an earlier stamp, and nothing twice', async () => {
    answer = tasks([row(1, 100), row(2, 50, true)]);
    const begin = await told(undefined);
    answer = tasks([row(1, 100), row(2, 50, true), row(3, 30)]);
    const first = await told(begin.next);
    expect(first.ids).toContain(3);
    answer = tasks([row(1, 100), row(2, 50, true), row(3, 30), row(4, 45, true)]);
    const second = await told(first.next);
    expect(second.ids).toEqual([4]);
    expect((await told(second.next)).ids).toEqual([]);
  });

  test('goes over many pages with one stamp, and leaves the rest to the next call', async () => {
    answer = tasks([]);
    const begin = await told(undefined);
    const all = [
      ...Array.from({ length: 1500 }, (_, index) => row(index + 1, 500)),
      ...Array.from({ length: 900 }, (_, index) => row(index + 1501, 400 - index / 10)),
    ];
    answer = tasks(all);
    const first = await told(begin.next);
    expect(first.ids).toHaveLength(2000);
    const second = await told(first.next);
    expect(new Set([...first.ids, ...second.ids]).size).toBe(2400);
    expect(second.ids).toHaveLength(400);
  });
});
