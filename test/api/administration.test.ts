/** What an administrator does: people who leave, one's own password, systems that don't answer. */
import { PASSWORD, Stack } from './support/stack.js';

interface Task {
  readonly key: string;
  readonly assignee: string | null;
}

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.start();
});
afterAll(() => stack.stop());

test('the tasks of whoever is deactivated go back to the queue, and the journal says by whose act', async () => {
  const lena = await stack.as('lena');
  const fiona = await stack.as('fiona');
  const { number } = (
    await fiona.post<{ number: string }>('/api/v1/cases', {
      classification: 'roads.pothole',
      channel: 'phone',
      note: 'Dziura.',
      entryTier: 'line-1',
    })
  ).body;
  await stack.rest();
  const taskOf = async (login: string) => (await (await stack.as(login)).get<readonly Task[]>(`/api/v1/tasks?case=${number}`)).body[0];
  const leon = await stack.as('leon');
  await leon.post(`/api/v1/tasks/${(await taskOf('leon'))?.key}/claim`);
  const asked = { question: 'Kto to zna?', to: { login: 'leon' } };
  const { id: question } = (await lena.post<{ id: string }>(`/api/v1/cases/${number}/questions`, asked)).body;
  await stack.rest();
  expect((await taskOf('lena'))?.assignee).toBe('leon');
  const others = async () =>
    (await lena.put<readonly { login: string }[]>(`/api/v1/cases/${number}/presence`, {})).body.map(({ login }) => login);
  await leon.put(`/api/v1/cases/${number}/presence`, {});
  expect(await others()).toEqual(['leon']);
  const alina = await stack.as('alina');
  expect((await alina.patch('/api/v1/people/leon', { active: false })).status).toBe(200);
  expect((await taskOf('lena'))?.assignee).toBeNull();
  // Nor do they look at it any more.
  expect(await others()).toEqual([]);
  await stack.rest();
  expect((await taskOf('lena'))?.assignee).toBeNull();
  expect((await leon.get('/api/v1/session')).status).toBe(204);
  const timeline = await lena.get<readonly { act: string; actor: string }[]>(`/api/v1/cases/${number}/timeline`);
  expect(timeline.body.at(-1)).toMatchObject({ act: 'task.released', actor: 'alina' });
  // What was asked of them is their tier's to answer.
  expect(timeline.body.map(({ act }) => act)).toContain('question.passed-on');
  const lidia = await stack.as('lidia');
  expect((await lidia.post(`/api/v1/questions/${question}/answer`, { answer: 'Ja.' })).body).toMatchObject({ state: 'answered' });
});

test('a new password for oneself asks for the present one and ends the other sessions', async () => {
  const next = 'another long enough password';
  const here = stack.visitor();
  const elsewhere = stack.visitor();
  for (const client of [here, elsewhere]) await client.post('/api/v1/session', { login: 'zofia', password: PASSWORD });
  const refused = await here.put<{ errors: readonly { field: string }[] }>('/api/v1/session/password', { current: 'wrong', next });
  expect([refused.status, refused.body.errors[0]?.field]).toEqual([400, 'current']);
  expect((await here.put('/api/v1/session/password', { current: PASSWORD, next: 'short' })).status).toBe(400);
  expect((await here.put('/api/v1/session/password', { current: PASSWORD, next })).status).toBe(204);
  expect([(await here.get('/api/v1/session')).status, (await elsewhere.get('/api/v1/session')).status]).toEqual([200, 204]);
  expect((await stack.visitor().post('/api/v1/session', { login: 'zofia', password: PASSWORD })).status).toBe(401);
  expect((await stack.visitor().post('/api/v1/session', { login: 'zofia', password: next })).status).toBe(200);
});

test('who got a password from an administrator can do nothing before they have one of their own', async () => {
  const alina = await stack.as('alina');
  const given = 'given by the administrator';
  const own = 'known to nobody else';
  await alina.post('/api/v1/people', { login: 'nowa', name: 'Nowa', password: given, roles: ['line-1'] });
  const nowa = stack.visitor();
  const signIn = (password: string) =>
    nowa.post<{ may: string[]; passwordToChange: boolean }>('/api/v1/session', { login: 'nowa', password });
  expect(await signIn(given)).toMatchObject({ status: 200, body: { may: [], passwordToChange: true } });
  for (const path of ['/api/v1/tasks', '/api/v1/me/preferences', '/api/v1/people'])
    expect(await nowa.get<{ code: string }>(path)).toMatchObject({ status: 403, body: { code: 'PASSWORD_TO_CHANGE' } });
  expect((await nowa.post('/api/v1/session/extend')).status).toBe(200);
  const change = (current: string, next: string) =>
    nowa.put<{ errors: { field: string }[] }>('/api/v1/session/password', { current, next });
  expect(await change(given, given)).toMatchObject({ status: 400, body: { errors: [{ field: 'next' }] } });
  expect((await change(given, own)).status).toBe(204);
  expect((await nowa.get('/api/v1/tasks')).status).toBe(200);
  expect(await nowa.get('/api/v1/session')).toMatchObject({ body: { passwordToChange: false } });

  // So it is whenever an administrator helps somebody who forgot theirs; who changes their own that way knows it alone.
  await alina.patch('/api/v1/people/nowa', { password: given });
  expect(await signIn(given)).toMatchObject({ body: { passwordToChange: true } });
  await alina.patch('/api/v1/people/nowa', { name: 'Nowa Osoba' });
  expect(await signIn(given)).toMatchObject({ body: { passwordToChange: true } });
  const druga = stack.visitor();
  await stack.rows(`INSERT INTO person (login, name, password_hash, roles, created_at)
                    SELECT 'druga', 'Druga', password_hash, '{admin}', now() FROM person WHERE login = 'alina'`);
  await druga.post('/api/v1/session', { login: 'druga', password: PASSWORD });
  await druga.patch('/api/v1/people/druga', { password: own });
  expect(await druga.post('/api/v1/session', { login: 'druga', password: own })).toMatchObject({ body: { passwordToChange: false } });
});

test('systems say what waits for them and why, to administrators alone', async () => {
  await stack.rows(
    `INSERT INTO outbox (effect_key, system, case_number, action, payload, created_at, attempts, next_attempt_at, last_error)
     VALUES ('test', 'crm', 'LCK-2026-000001', 'resolve', '{}', now(), 3, now() + interval '1 day', 'Connection refused')`,
  );
  const alina = await stack.as('alina');
  const systems = await alina.get<readonly { system: string }[]>('/api/v1/systems');
  expect(systems.body.find(({ system }) => system === 'crm')).toMatchObject({ waiting: 1, failing: 1 });
  const waiting = await alina.get<readonly object[]>('/api/v1/effects?state=waiting');
  expect(waiting.body).toMatchObject([{ caseNumber: 'LCK-2026-000001', attempts: 3, lastError: 'Connection refused' }]);
  for (const login of ['lena', 'adam', 'olga']) expect((await (await stack.as(login)).get('/api/v1/systems')).status).toBe(403);
});
