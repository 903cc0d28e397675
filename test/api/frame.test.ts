/** What the application's frame asks: settings that follow a person, notices, the search over everything, figures, one look for all streams. */
import { Stack } from './support/stack.js';

interface Task {
  readonly key: string;
  readonly state: string;
  readonly assignee: string | null;
}
interface Notices {
  readonly unread: number;
  readonly notices: readonly { readonly id: string; readonly kind: string; readonly caseNumber: string; readonly actor: string }[];
}
interface Found {
  readonly recent: boolean;
  readonly cases: readonly { readonly number: string }[];
  readonly residents: readonly { readonly name: string; readonly phone: string | null }[];
  readonly articles: readonly { readonly code: string }[];
  readonly caseTypes: readonly { readonly id: string }[];
  readonly people: readonly { readonly login: string }[];
}

let stack: Stack;
const MINUTE_MS = 60_000;

beforeAll(async () => {
  stack = await Stack.start();
});
afterAll(() => stack.stop());

const RESIDENT = { name: 'Żaneta Łękawska', phone: '600 700 800', email: 'zaneta@example.org', replyChannel: 'none' };

async function register(more: object = {}): Promise<string> {
  const asked = { classification: 'roads.pothole', channel: 'phone', note: 'Dziura.', entryTier: 'line-1', ...more };
  const { body } = await (await stack.as('fiona')).post<{ number: string }>('/api/v1/cases', asked);
  await stack.rest();
  return body.number;
}

async function openTask(number: string): Promise<Task> {
  const { body } = await (await stack.as('lena')).get<Task[]>(`/api/v1/tasks?case=${number}`);
  const task = body.find(({ state }) => state === 'open');
  if (task === undefined) throw new Error(`Expected an open task in ${number}, but there is none`);
  return task;
}

async function act(login: string, number: string, what: string, body: object = {}): Promise<void> {
  const { key } = await openTask(number);
  const answer = await (await stack.as(login)).post(`/api/v1/tasks/${key}/${what}`, body);
  expect([what, answer.status < 300, answer.text]).toEqual([what, true, expect.anything()]);
  // What it sets off happens at this moment, not at the next: figures end before the moment at which they are asked for.
  await stack.rest();
  await stack.pass(10_000);
}

async function noticesOf(login: string): Promise<Notices> {
  return (await (await stack.as(login)).get<Notices>('/api/v1/me/notices')).body;
}
const told = async (login: string, number: string): Promise<string[]> =>
  (await noticesOf(login)).notices.filter(({ caseNumber }) => caseNumber === number).map(({ kind, actor }) => `${kind} by ${actor}`);

describe('settings', () => {
  test('are kept for the person, a part at a time, and checked', async () => {
    const lena = await stack.as('lena');
    const nothing = { keys: {}, density: null, firstSteps: 'shown' };
    expect((await lena.get('/api/v1/me/preferences')).body).toEqual(nothing);
    expect((await lena.patch('/api/v1/me/preferences', { keys: { 'Ctrl+K': 'Alt+K', 'Alt+N': null } })).body).toEqual({
      ...nothing,
      keys: { 'Ctrl+K': 'Alt+K', 'Alt+N': null },
    });
    await lena.patch('/api/v1/me/preferences', { density: 'comfortable' });
    expect((await lena.get('/api/v1/me/preferences')).body).toEqual({
      keys: { 'Ctrl+K': 'Alt+K', 'Alt+N': null },
      density: 'comfortable',
      firstSteps: 'shown',
    });
    expect((await (await stack.as('leon')).get('/api/v1/me/preferences')).body).toEqual(nothing);
    expect((await lena.patch('/api/v1/me/preferences', { density: 'huge' })).status).toBe(400);
    expect((await lena.patch('/api/v1/me/preferences', { keys: { 'k k': 'x' } })).status).toBe(400);
    expect((await stack.visitor().get('/api/v1/me/preferences')).status).toBe(401);
  });
});

describe('notices', () => {
  test('tell whom an act concerns, once, and never whoever did it', async () => {
    const number = await register();
    await act('lidia', number, 'assign', { assignee: 'lena' });
    expect(await told('lena', number)).toEqual(['assigned by lidia']);
    await act('lidia', number, 'assign', { assignee: 'leon' });
    expect(await told('lena', number)).toEqual(['taken-away by lidia', 'assigned by lidia']);
    expect(await told('leon', number)).toEqual(['assigned by lidia']);
    await (await stack.as('fiona')).post(`/api/v1/cases/${number}/contacts`, { channel: 'phone', note: 'Kiedy?' });
    await stack.rest();
    expect((await told('leon', number))[0]).toBe('contact by fiona');
    await act('leon', number, 'hand-on', { decision: 'line-2', reason: 'Trudne.' });
    await act('zofia', number, 'claim');
    await act('zofia', number, 'send-back', { reason: 'Brakuje adresu.' });
    expect((await told('leon', number))[0]).toMatch(/^sent-back by /);
    expect(await told('zofia', number)).toEqual([]);
    expect(await told('lidia', number)).toEqual([]);
    expect(await told('fiona', number)).toEqual([]);
    const lena = await stack.as('lena');
    const asking = { question: 'Czyja to droga?', to: { login: 'zofia' } };
    const { body: question } = await lena.post<{ id: string }>(`/api/v1/cases/${number}/questions`, asking);
    await (await stack.as('zofia')).post(`/api/v1/questions/${question.id}/answer`, { answer: 'Powiatowa.' });
    expect((await told('lena', number))[0]).toBe('answered by zofia');
    expect(await told('zofia', number)).toEqual([]);
  });

  test('are read one by one or all, each by their own person', async () => {
    const [first] = (await noticesOf('leon')).notices;
    const { unread } = await noticesOf('leon');
    expect(unread).toBeGreaterThan(1);
    const leon = await stack.as('leon');
    expect((await (await stack.as('lena')).post('/api/v1/me/notices/read', { ids: [first?.id] })).status).toBe(204);
    expect((await noticesOf('leon')).unread).toBe(unread);
    await leon.post('/api/v1/me/notices/read', { ids: [first?.id] });
    expect((await noticesOf('leon')).unread).toBe(unread - 1);
    await leon.post('/api/v1/me/notices/read', { ids: 'all' });
    expect((await noticesOf('leon')).unread).toBe(0);
    expect((await noticesOf('leon')).notices.length).toBe(unread);
    expect((await leon.post('/api/v1/me/notices/read', { ids: ["1' OR true"] })).status).toBe(400);
  });

  test('tell the holder when the promised date has passed', async () => {
    const number = await register();
    await act('lena', number, 'claim');
    const [found] = await stack.rows<{ promise_at: Date }>('SELECT promise_at FROM case_file WHERE number = $1', [number]);
    await stack.pass((found?.promise_at.getTime() ?? 0) - stack.engine.clock.now() + MINUTE_MS);
    expect((await told('lidia', number)).join()).toContain('deadline-passed');
  });
});

describe('the search over everything', () => {
  let number: string;
  const find = async (login: string, typed: string): Promise<Found> =>
    (await (await stack.as(login)).get<Found>(`/api/v1/search?q=${encodeURIComponent(typed)}`)).body;

  beforeAll(async () => {
    number = await register({ resident: { new: RESIDENT } });
  });

  test('finds a case by its number, its last digits or a part of it', async () => {
    for (const typed of [number, number.toLowerCase(), number.slice(4), number.slice(-3), number.slice(5, 12)]) {
      expect([typed, (await find('lena', typed)).cases.map((one) => one.number)]).toEqual([typed, expect.arrayContaining([number])]);
    }
    expect((await find('lena', '9999')).cases).toEqual([]);
    expect((await find('lena', '%')).cases).toEqual([]);
  });

  test('finds residents masked and writes it down; knowledge by words without diacritics and endings', async () => {
    const found = await find('lena', 'zaneta lekawsk');
    expect(found.residents).toMatchObject([{ name: 'Żaneta Łękawska', phone: '••• ••• 800', email: 'z•••@example.org' }]);
    const log = await (await stack.as('adam')).get<{ subjectId: string; act: string }[]>('/api/v1/access-log?login=lena&limit=5');
    expect(log.body.some(({ act, subjectId }) => act === 'residents.searched' && subjectId === 'zaneta lekawsk')).toBe(true);
    expect((await find('lena', 'dziury jezdn')).articles.map(({ code }) => code)).toEqual(['roads.pothole']);
  });

  test.each([
    ['roman', ['articles']],
    ['olga', ['caseTypes']],
    ['alina', ['people']],
    ['adam', ['cases', 'residents']],
  ])('%s finds nothing that is not theirs: %s', async (login, mine) => {
    const kinds = ['cases', 'residents', 'articles', 'caseTypes', 'people'] as const;
    for (const typed of [number, 'Żaneta', 'dziura', 'resident-matter', 'lena'])
      for (const kind of kinds)
        if ((await find(login, typed))[kind].length > 0)
          expect([login, typed, mine]).toEqual([login, typed, expect.arrayContaining([kind])]);
    const all = await Promise.all([number, 'Żaneta', 'dziura', 'resident', 'lena'].map((typed) => find(login, typed)));
    for (const kind of mine) expect([kind, all.some((found) => found[kind as 'cases'].length > 0)]).toEqual([kind, true]);
  });

  test('without a word gives what was open last', async () => {
    await (await stack.as('zofia')).get(`/api/v1/cases/${number}`);
    expect(await find('zofia', '')).toMatchObject({ recent: true, cases: [{ number }], people: [] });
    expect((await find('alina', '')).cases).toEqual([]);
  });
});

describe('figures', () => {
  test('count what a person did, in the period in which they did it', async () => {
    const before = await figures('leon');
    const number = await register();
    await act('leon', number, 'claim');
    await stack.pass(30 * MINUTE_MS);
    const answer = {
      decision: 'resolve',
      outcomeCode: 'answered',
      closingText: 'Naprawimy.',
      values: { basis: 'standard', answered: true },
    };
    await act('leon', number, 'complete', answer);
    const handedOn = await register();
    await act('leon', handedOn, 'claim');
    await act('leon', handedOn, 'hand-on', { decision: 'line-2', reason: 'Trudne.' });
    await act('zofia', handedOn, 'send-back', { reason: 'Brakuje adresu.' });
    const after = await figures('leon');
    expect([after.settled - before.settled, after.handedOn - before.handedOn, after.sentBack - before.sentBack]).toEqual([1, 1, 1]);
    expect(after.registered).toBe(0);
    expect(after.handlingMs).toBeGreaterThan(10 * MINUTE_MS);
    expect((await figures('fiona')).registered).toBeGreaterThan(2);
  });

  test('are one’s own; a lead gets those of groups of three or more, nobody else’s', async () => {
    expect((await (await stack.as('alina')).get('/api/v1/me/figures')).status).toBe(403);
    expect((await (await stack.as('lena')).get('/api/v1/team/figures')).status).toBe(403);
    const groups = (
      await (await stack.as('lidia')).get<{ tier: string; people: number; figures: unknown[] | null }[]>('/api/v1/team/figures')
    ).body;
    expect(groups).toMatchObject([{ tier: 'line-1', people: 3 }]);
    expect(groups[0]?.figures).toHaveLength(4);
    expect((await (await stack.as('rita')).get('/api/v1/team/figures')).body).toEqual([{ tier: 'department', people: 2, figures: null }]);
  });

  async function figures(login: string) {
    const { body } = await (await stack.as(login)).get<{ [name: string]: number }[]>('/api/v1/me/figures');
    expect(body.map(({ period }) => period)).toEqual(['this-week', 'last-week', 'this-month', 'last-month']);
    const [, , month] = body as unknown as Record<'registered' | 'settled' | 'handedOn' | 'sentBack' | 'handlingMs', number>[];
    if (month === undefined) throw new Error('Expected four periods');
    return month;
  }
});

test('twenty readers of the live stream cost the database what one does, and each hears within two seconds', async () => {
  const number = await register();
  const client = await stack.as('zofia');
  const asked: string[] = [];
  const note = ({ sql }: { sql: string }) => void asked.push(sql);
  const abort = new AbortController();
  const readers = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const response = await fetch(`${stack.url}/api/v1/events`, { headers: { cookie: client.cookie }, signal: abort.signal });
      return response.body ?? new ReadableStream<Uint8Array>();
    }),
  );
  const heard = readers.map(async (body) => {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of body) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      if (text.includes('contact.added')) return performance.now();
    }
    return Number.POSITIVE_INFINITY;
  });
  stack.api.db.on('query', note);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const looks = asked.filter((sql) => sql.includes('FROM live_event l')).length;
  const rights = asked.filter((sql) => sql.includes('FROM session')).length;
  process.stdout.write(`20 readers, 2 s: ${looks} looks for events, ${rights} for sessions\n`);
  expect(looks).toBeGreaterThan(1);
  expect(looks).toBeLessThanOrEqual(10);
  // One for each heartbeat (every 0.5 s here), whoever many wait for it.
  expect(rights).toBeLessThanOrEqual(10);
  const begun = performance.now();
  await (await stack.as('leon')).post(`/api/v1/cases/${number}/contacts`, { channel: 'phone', note: 'Jeszcze raz.' });
  const latest = Math.max(...(await Promise.all(heard)));
  process.stdout.write(`heard by all after ${(latest - begun).toFixed(0)} ms\n`);
  expect(latest - begun).toBeLessThan(2_000);
  stack.api.db.off('query', note);
  abort.abort();
});

test('whoever loses their session hears no more', async () => {
  const visitor = stack.visitor();
  await visitor.post('/api/v1/session', { login: 'leon', password: 'a long enough password' });
  const response = await fetch(`${stack.url}/api/v1/events`, { headers: { cookie: visitor.cookie } });
  const ended = (async () => {
    let text = '';
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk as Uint8Array).toString();
    return text;
  })();
  await visitor.delete('/api/v1/session');
  const number = await register();
  expect(await ended).not.toContain(number);
});
