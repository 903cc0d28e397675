/** A case has parts; it is late when any of them is, in lists, queues and statistics alike. */
import { Stack } from './support/stack.js';

const DAY_MS = 86_400_000;
let stack: Stack;
let whole: string;
let part: string;

beforeAll(async () => {
  stack = await Stack.start();
  [whole, part] = [await register(), await register()];
  await due(whole, 30);
  await due(part, 30);
});
afterAll(() => stack.stop());

interface Summary {
  readonly number: string;
  readonly late: boolean;
  readonly lateByPart: boolean;
  readonly lateByOriginal: boolean;
}
interface Problem {
  readonly code: string;
  readonly errors?: readonly { readonly field: string }[];
}

async function register(): Promise<string> {
  const body = { classification: 'roads.pothole', channel: 'phone', note: 'Dziura.', entryTier: 'line-1' };
  const { body: made } = await (await stack.as('lena')).post<{ number: string }>('/api/v1/cases', body);
  await stack.rest();
  return made.number;
}

/** As if its term had been another one. */
const due = (number: string, inDays: number, closedInDays: number | null = null) =>
  stack.rows('UPDATE case_file SET promise_at = $2, promise_original_at = $2, closed_at = $3 WHERE number = $1', [
    number,
    new Date(stack.engine.clock.now() + inDays * DAY_MS),
    closedInDays === null ? null : new Date(stack.engine.clock.now() + closedInDays * DAY_MS),
  ]);

const join = async (number: string, parent: string | null, login = 'lena') =>
  (await stack.as(login)).put<Problem>(`/api/v1/cases/${number}/parent`, { parent });

/** Everywhere that says whether a case is late. */
async function saidLate(number: string) {
  const [lena, lidia, olga, adam] = await Promise.all(['lena', 'lidia', 'olga', 'adam'].map((login) => stack.as(login)));
  const get = async <Body>(client: typeof lena, path: string) => (await client?.get<Body>(path))?.body as Body;
  const has = async (path: string) => (await get<{ cases: Summary[] }>(adam, path)).cases.some((one) => one.number === number);
  const { late, lateByPart, lateByOriginal } = await get<Summary>(lena, `/api/v1/cases/${number}`);
  const tasks = await get<{ caseNumber: string; late: boolean }[]>(lena, '/api/v1/tasks?late=true');
  const types = await get<{ id: string; late: { cases: number } }[]>(olga, '/api/v1/case-types');
  const running = await get<{ processId: string; late: number }[]>(olga, '/api/v1/running');
  const team = await get<{ people: { late: number }[]; unassigned: { late: number }[] }>(lidia, '/api/v1/team');
  return {
    itself: [late, lateByPart, lateByOriginal],
    lists: [await has('/api/v1/cases?late=true'), await has('/api/v1/cases?late=false')],
    queue: tasks.some(({ caseNumber, late: isLate }) => caseNumber === number && isLate),
    counted: [
      (await get<{ late: number }>(lena, '/api/v1/tasks/counts')).late,
      types.find(({ id }) => id === 'resident-matter')?.late.cases,
      running.find(({ processId }) => processId === 'resident-matter')?.late,
      [...team.people, ...team.unassigned].reduce((sum, group) => sum + group.late, 0),
    ],
  };
}

test('both timelines and both lists of related cases say what is a part of what', async () => {
  const lena = await stack.as('lena');
  expect((await join(part, whole)).status).toBe(204);
  expect((await join(part, whole)).status).toBe(204);
  const related = async (number: string) => (await lena.get<{ number: string; why: string }[]>(`/api/v1/cases/${number}/related`)).body;
  expect((await related(whole)).map(({ number, why }) => [number, why])).toEqual([[part, 'part']]);
  expect((await related(part)).map(({ number, why }) => [number, why])).toEqual([[whole, 'parent']]);
  const acts = await stack.rows<{ number: string; act: string; facts: object }>(
    `SELECT c.number, j.act, CAST(j.facts AS jsonb) AS facts FROM case_journal j JOIN case_file c ON c.id = j.case_id
      WHERE j.act IN ('case.joined', 'part.added') ORDER BY j.act`,
  );
  expect(acts).toEqual([
    { number: part, act: 'case.joined', facts: { parent: whole } },
    { number: whole, act: 'part.added', facts: { part } },
  ]);
});

test('late with its part, wherever that is told; in time with it again', async () => {
  const inTime = { itself: [false, false, false], lists: [false, true], queue: false, counted: [0, 0, 0, 0] };
  expect(await saidLate(whole)).toEqual(inTime);
  await due(part, -1);
  expect(await saidLate(whole)).toEqual({ itself: [true, true, true], lists: [true, false], queue: true, counted: [2, 2, 2, 2] });
  await due(part, -1, -2);
  expect((await saidLate(whole)).itself).toEqual([false, false, false]);
  await due(part, -2, -1);
  expect((await saidLate(whole)).itself).toEqual([true, true, true]);
  await due(part, 30);
  expect(await saidLate(whole)).toEqual(inTime);
});

test('a case that is settled while a part is late was closed late', async () => {
  const closedLate = async () =>
    (await (await stack.as('adam')).get<{ cases: Summary[] }>('/api/v1/cases?question=closed-late')).body.cases.map(({ number }) => number);
  await due(whole, 30, 0);
  expect(await closedLate()).toEqual([]);
  await due(part, -1);
  expect(await closedLate()).toEqual([whole]);
  await due(whole, 30);
});

describe('the ladder of a part', () => {
  let above: string;
  let below: string;

  beforeAll(async () => {
    [above, below] = [await register(), await register()];
    await due(above, 60);
    await passOn(below);
    expect((await join(below, above)).status).toBe(204);
  });

  test('when a part is past its date, the lead of the case above hears of that, too', async () => {
    await passTo(below);
    expect(await alertsOf(above)).toEqual([{ login: 'lidia', kind: 'due', part: below }]);
    // Of the part itself its own lead hears.
    expect(await alertsOf(below)).toEqual([{ login: 'rita', kind: 'due', part: null }]);
    const { body } = await (await stack.as('lena')).get<{ act: string; facts: object }[]>(`/api/v1/cases/${above}/timeline`);
    expect(body.filter(({ act }) => act === 'part.late').map(({ facts }) => facts)).toEqual([
      expect.objectContaining({ number: below, kind: 'due', recipients: ['lidia'] }),
    ]);
    expect(await letterOf(above, `część ${below}`)).toContain(`Po terminie: ${above}, Dziura w jezdni, część ${below}`);
  });

  test('a case that gets a part which is late hears of it at once, and of the same rung no second time', async () => {
    const late = await register();
    await passOn(late);
    await passTo(late);
    expect(await alertsOf(late)).toEqual([{ login: 'rita', kind: 'due', part: null }]);
    for (const parent of [above, null, above]) expect((await join(late, parent)).status).toBe(204);
    expect((await alertsOf(above)).filter((one) => one.part === late)).toEqual([{ login: 'lidia', kind: 'due', part: late }]);
  });

  async function alertsOf(number: string) {
    return stack.rows<{ login: string; kind: string; part: string | null }>(
      `SELECT a.login, a.kind, p.number AS part FROM alert a JOIN case_file c ON c.id = a.case_id LEFT JOIN case_file p ON p.id = a.part_id
        WHERE c.number = $1 AND a.kind NOT IN ('reminder', 'acceptance') ORDER BY a.at, a.login`,
      [number],
    );
  }

  /** Once it is out: alerts wait for the recipient's hours. */
  async function letterOf(number: string, about: string): Promise<string | undefined> {
    const [{ at } = { at: new Date(Number.NaN) }] = await stack.rows<{ at: Date }>(
      'SELECT max(a.notify_at) AS at FROM alert a JOIN case_file c ON c.id = a.case_id WHERE c.number = $1',
      [number],
    );
    if (at.getTime() > stack.engine.clock.now()) await stack.pass(at.getTime() - stack.engine.clock.now());
    for (;;) {
      const [letter] = await stack.rows<{ body: string }>('SELECT body FROM message_outbox WHERE strpos(body, $1) > 0 ORDER BY id', [
        about,
      ]);
      if (letter !== undefined) return letter.body;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** To the department, whose lead is another one. */
  async function passOn(number: string): Promise<void> {
    const lena = await stack.as('lena');
    const { body: tasks } = await lena.get<{ key: string; state: string }[]>(`/api/v1/tasks?case=${number}`);
    const key = tasks.find(({ state }) => state === 'open')?.key;
    expect((await lena.post(`/api/v1/tasks/${key}/claim`)).status).toBe(200);
    const handedOn = await lena.post(`/api/v1/tasks/${key}/hand-on`, { decision: 'department', reason: 'Naprawa jezdni.' });
    expect(handedOn.status).toBe(200);
    await stack.rest();
  }

  /** Past the promise. */
  async function passTo(number: string): Promise<void> {
    const [found] = await stack.rows<{ at: Date }>('SELECT promise_at AS at FROM case_file WHERE number = $1', [number]);
    await stack.pass((found?.at.getTime() ?? Number.NaN) + 60_000 - stack.engine.clock.now());
  }
});

test('whoever settles a case while a part is late settled it late: on its timeline, in their figures, on its dates and for the resident', async () => {
  const late = await register();
  const own = await register();
  await due(own, 30);
  await due(late, 30);
  expect((await join(late, own)).status).toBe(204);
  const [lena, residents] = [await stack.as('lena'), stack.visitor()];
  const lateOf = async () => {
    const [{ code } = { code: '' }] = await stack.rows<{ code: string }>('SELECT status_code AS code FROM case_file WHERE number = $1', [
      own,
    ]);
    const dates = (await lena.get<{ promise: { isLate: boolean; isLateByOriginal: boolean } }>(`/api/v1/cases/${own}/dates`)).body.promise;
    const told = (await residents.post<{ isLate: boolean }>('/api/v1/status-checks', { number: own, code })).body.isLate;
    const figures = (await lena.get<{ period: string; late: number }[]>('/api/v1/me/figures')).body;
    return [dates.isLate, dates.isLateByOriginal, told, figures.find(({ period }) => period === 'this-month')?.late];
  };
  expect(await lateOf()).toEqual([false, false, false, 0]);
  await due(late, -1);
  expect(await lateOf()).toEqual([true, true, true, 0]);
  const { body: tasks } = await lena.get<{ key: string; state: string }[]>(`/api/v1/tasks?case=${own}`);
  const settled = {
    decision: 'resolve',
    outcomeCode: 'answered',
    closingText: 'Naprawimy.',
    values: { basis: 'standard', answered: true },
  };
  const key = tasks.find(({ state }) => state === 'open')?.key;
  expect((await lena.post(`/api/v1/tasks/${key}/claim`)).status).toBe(200);
  expect((await lena.post(`/api/v1/tasks/${key}/complete`, settled)).status).toBe(202);
  await stack.pass(11_000);
  const { body: timeline } = await lena.get<{ act: string; facts: { late?: boolean } }[]>(`/api/v1/cases/${own}/timeline`);
  expect(timeline.find(({ act }) => act === 'case.resolved')?.facts.late).toBe(true);
  // Figures count up to now, not with it.
  await stack.pass(1);
  expect((await lateOf()).at(-1)).toBe(1);
});

test('separated, it is late no more', async () => {
  expect((await join(part, null)).status).toBe(204);
  expect((await saidLate(whole)).itself).toEqual([false, false, false]);
});

test('one floor, open above, never itself, and within what one may change', async () => {
  const third = await register();
  expect((await join(part, whole)).status).toBe(204);
  for (const [number, parent] of [
    [third, third],
    [third, part],
    [whole, third],
  ] as const) {
    const refused = await join(number, parent);
    expect([number, parent, refused.status, refused.body.errors?.map(({ field }) => field)]).toEqual([number, parent, 400, ['parent']]);
  }
  await due(third, 30, 0);
  expect((await join(part, third)).status).toBe(400);
  await due(third, 30);
  expect((await join(part, third)).status).toBe(204);
  const separated = await stack.rows<{ facts: object }>(
    `SELECT CAST(j.facts AS jsonb) AS facts FROM case_journal j JOIN case_file c ON c.id = j.case_id
      WHERE c.number = $1 AND j.act IN ('case.separated', 'case.joined') ORDER BY seq`,
    [part],
  );
  expect(separated.map(({ facts }) => facts).slice(-2)).toEqual([{ parent: whole }, { parent: third }]);
  expect((await join(part, 'LCK-2026-999999')).status).toBe(404);
  expect((await join(part, whole, 'adam')).status).toBe(403);
});
