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
