/** "Biorę następną", forms and counts, as the queue uses them; two people at once never get the same task. */
import { Stack } from './support/stack.js';

interface Task {
  readonly key: string;
  readonly caseNumber: string;
  readonly assignee: string | null;
  readonly tier: string;
  readonly classificationName: string;
  readonly resident: string | null;
}
interface Next {
  readonly task: Task | null;
}

let stack: Stack;
const HOUR_MS = 3_600_000;

beforeAll(async () => {
  stack = await Stack.start();
  const fiona = await stack.as('fiona');
  for (let index = 0; index < 6; index++) {
    const created = await fiona.post<{ number: string }>('/api/v1/cases', {
      classification: 'roads.pothole',
      channel: 'phone',
      note: `Dziura nr ${index}`,
      entryTier: 'line-1',
    });
    expect(created.status).toBe(201);
    await stack.pass(HOUR_MS);
  }
});
afterAll(() => stack.stop());

test('the list goes on behind the last task of the page before, and never repeats one', async () => {
  const lena = await stack.as('lena');
  const all = (await lena.get<Task[]>('/api/v1/tasks')).body;
  expect(all).toHaveLength(6);
  const first = (await lena.get<Task[]>('/api/v1/tasks?limit=4')).body;
  const rest = (await lena.get<Task[]>(`/api/v1/tasks?limit=4&after=${first.at(-1)?.key}`)).body;
  expect([...first, ...rest].map((task) => task.key)).toEqual(all.map((task) => task.key));
  expect(first[0]).toMatchObject({ classificationName: 'Dziura w jezdni', resident: null });
});

test('counts are those of the lists', async () => {
  const lena = await stack.as('lena');
  expect((await lena.get('/api/v1/tasks/counts')).body).toEqual({ mine: 0, tier: 6, unassigned: 6, late: 0, waiting: 0 });
  expect((await (await stack.as('zofia')).get('/api/v1/tasks/counts')).body).toEqual({
    mine: 0,
    tier: 0,
    unassigned: 0,
    late: 0,
    waiting: 0,
  });
  expect((await (await stack.as('adam')).get('/api/v1/tasks/counts')).status).toBe(403);
});

test('the form is the one of the model', async () => {
  const lena = await stack.as('lena');
  const [task] = (await lena.get<Task[]>('/api/v1/tasks')).body;
  const { body } = await lena.get<{ components: { key?: string; values?: { value: string }[] }[] }>(`/api/v1/tasks/${task?.key}/form`);
  const decision = body.components.find((component) => component.key === 'decision');
  expect(decision?.values?.map(({ value }) => value)).toContain('line-2');
  expect((await (await stack.as('zofia')).get(`/api/v1/tasks/${task?.key}/form`)).status).toBe(403);
});

test('each asker gets another task, the most urgent first, and the last is told that nothing is left', async () => {
  const lena = await stack.as('lena');
  const leon = await stack.as('leon');
  const order = (await lena.get<Task[]>('/api/v1/tasks')).body.map((task) => task.key);
  const first = await lena.post<Next>('/api/v1/tasks/next');
  expect(first.body.task).toMatchObject({ key: order[0], assignee: 'lena' });

  const lidia = await stack.as('lidia');
  const rush = await Promise.all([lena, leon, lidia].map((asker) => asker.post<Next>('/api/v1/tasks/next')));
  expect(rush.map((answer) => answer.body.task?.key).sort()).toEqual(order.slice(1, 4).sort());
  expect(rush.map((answer) => answer.body.task?.assignee)).toEqual(['lena', 'leon', 'lidia']);

  await leon.post<Next>('/api/v1/tasks/next');
  await leon.post<Next>('/api/v1/tasks/next');
  expect((await lena.post<Next>('/api/v1/tasks/next')).body).toEqual({ task: null });
});

test('nobody gets what is not theirs to work on', async () => {
  expect((await (await stack.as('zofia')).post<Next>('/api/v1/tasks/next')).body).toEqual({ task: null });
  expect((await (await stack.as('adam')).post('/api/v1/tasks/next')).status).toBe(403);
});

test('a session says what its person may do, and is extended in place', async () => {
  const lena = await stack.as('lena');
  const session = (await lena.get<{ may: string[]; expiresAt: string }>('/api/v1/session')).body;
  expect(session.may).toEqual(expect.arrayContaining(['case.read', 'task.work']));
  expect(session.may).not.toContain('people.write');
  await new Promise((resolve) => setTimeout(resolve, 20));
  const extended = (await lena.post<{ expiresAt: string }>('/api/v1/session/extend')).body;
  expect(Date.parse(extended.expiresAt)).toBeGreaterThan(Date.parse(session.expiresAt));
  expect((await lena.get('/api/v1/session')).status).toBe(200);
});

test('outside a demo nobody signs in without a password', async () => {
  await stack.rows('UPDATE person SET sample = true');
  const visitor = stack.visitor();
  expect((await visitor.get('/api/v1/session/options')).body).toEqual({ demoPeople: [] });
  expect((await visitor.post('/api/v1/session/demo', { login: 'lena' })).status).toBe(404);
});
