/** The doors themselves: signing in, the first administrator, strangers' origins, wrong values, the document, health. */

import { createGuessLimit } from '../../api/http/guess-limit.js';
import { reachedAt } from '../../api/settings.js';
import { PASSWORD, Stack } from './support/stack.js';

interface ProblemBody {
  readonly code: string;
  readonly retryAfterSeconds?: number;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
  readonly faults?: readonly { readonly resourceName: string; readonly elementId: string; readonly reason: string }[];
}

let stack: Stack;

beforeAll(async () => {
  stack = await Stack.start({ workers: false });
});
afterAll(async () => {
  await stack.stop();
});

describe('signing in', () => {
  test('gives an HttpOnly cookie that lasts until one signs out', async () => {
    const visitor = stack.visitor();
    const answer = await visitor.post<{ person: object }>('/api/v1/session', { login: 'leon', password: PASSWORD });
    expect(answer.body.person).toEqual({
      login: 'leon',
      name: 'leon z urzędu',
      roles: ['line-1'],
      unit: 'contact-centre',
      tierLead: false,
    });
    expect(answer.headers.get('set-cookie')).toMatch(/^okienko_session=[\w-]{43}; path=\/; expires=[^;]+; samesite=lax; httponly$/i);
    expect((await visitor.get('/api/v1/session')).status).toBe(200);
    const { cookie } = visitor;
    expect((await visitor.delete('/api/v1/session')).status).toBe(204);
    visitor.cookie = cookie;
    expect((await visitor.get('/api/v1/session')).status).toBe(204);
    expect((await visitor.get<ProblemBody>('/api/v1/tasks')).body.code).toBe('NOT_SIGNED_IN');
  });

  test('never keeps the cookie itself in the database', async () => {
    const client = await stack.as('zofia');
    const token = client.cookie.split('=')[1] ?? '';
    const [found] = await stack.rows<{ n: string }>(`SELECT count(*) AS n FROM session WHERE encode(token_hash, 'escape') LIKE $1`, [
      `%${token}%`,
    ]);
    expect(token).toHaveLength(43);
    expect(found?.n).toBe('0');
  });

  test('slows down after ten wrong passwords, also for the right one, but only that person', async () => {
    const visitor = stack.visitor();
    const tries = [];
    for (let n = 0; n < 11; n++)
      tries.push((await visitor.post<ProblemBody>('/api/v1/session', { login: 'grzegorz', password: `wrong ${n}` })).body);
    expect(tries.slice(0, 10).map((body) => body.code)).toEqual(Array(10).fill('WRONG_CREDENTIALS'));
    expect(tries[10]).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
    const right = await visitor.post<ProblemBody>('/api/v1/session', { login: 'Grzegorz ', password: PASSWORD });
    expect(right).toMatchObject({ status: 429, body: { code: 'TOO_MANY_ATTEMPTS' } });
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await visitor.post('/api/v1/session', { login: 'roman', password: PASSWORD })).status).toBe(200);
  });

  test('also when they come all at once: ten are tried, the rest are not', async () => {
    const tries = await Promise.all(
      Array.from({ length: 45 }, (_, n) => stack.visitor().post<ProblemBody>('/api/v1/session', { login: 'rita', password: `wrong ${n}` })),
    );
    const count = (status: number): number => tries.filter((answer) => answer.status === status).length;
    expect([count(401), count(429)]).toEqual([10, 35]);
    expect((await stack.visitor().post('/api/v1/session', { login: 'rita', password: PASSWORD })).status).toBe(429);
  });

  test('a right password gives its try back, to the person and to the address', async () => {
    const limit = createGuessLimit(stack.api.db);
    for (let n = 0; n < 120; n++) {
      expect(await limit.take('anybody', '192.0.2.1')).toBe(0);
      await limit.giveBack('anybody', '192.0.2.1');
    }
    const places = await Promise.all(Array.from({ length: 60 }, (_, n) => limit.take(`person-${n}`, '192.0.2.1')));
    expect(places.filter((seconds) => seconds === 0)).toHaveLength(50);
  });

  test('answers an unknown login as a wrong password', async () => {
    const answers = await Promise.all(
      ['nobody', 'olga'].map(async (login) => (await stack.visitor().post<ProblemBody>('/api/v1/session', { login, password: 'x' })).text),
    );
    expect(answers[0]).toBe(answers[1]);
  });

  test('ends every session of a person who was deactivated', async () => {
    const admin = await stack.as('alina');
    const made = await admin.post('/api/v1/people', { login: 'nowy', name: 'Nowy', password: 'a long password', roles: ['line-1'] });
    expect(made.status).toBe(201);
    const visitor = stack.visitor();
    await visitor.post('/api/v1/session', { login: 'nowy', password: 'a long password' });
    await admin.patch('/api/v1/people/nowy', { active: false });
    expect((await visitor.get('/api/v1/session')).status).toBe(204);
    expect((await visitor.post('/api/v1/session', { login: 'nowy', password: 'a long password' })).status).toBe(401);
  });
});

describe('strangers', () => {
  test('a page of another origin cannot act in the name of who is signed in', async () => {
    const { cookie } = await stack.as('lena');
    const visitor = stack.visitor();
    visitor.cookie = cookie;
    const foreign = await visitor.send<ProblemBody>('POST', '/api/v1/residents', { name: 'Ktoś' }, { origin: 'https://evil.example' });
    expect(foreign).toMatchObject({ status: 403, body: { code: 'FOREIGN_ORIGIN' } });
    // Also beside the api: the engine's clock stands behind the same gate.
    const clock = await fetch(`${stack.url}/v2/clock/reset`, { method: 'POST', headers: { origin: 'https://evil.example' } });
    expect([clock.status, ((await clock.json()) as ProblemBody).code]).toEqual([403, 'FOREIGN_ORIGIN']);
    const own = await visitor.send('POST', '/api/v1/residents', { name: 'Ktoś' }, { origin: stack.url });
    expect(own.status).toBe(201);
  });

  test('nobody reads anything without signing in, except what is public', async () => {
    for (const [path, item] of Object.entries(stack.api.openApi.paths ?? {})) {
      const get = item.get;
      if (get === undefined) continue;
      const answer = await stack.visitor().get(path.replaceAll(/\{\w+\}/g, '1'));
      expect({ path, status: answer.status }).toEqual({
        path,
        // Nobody is signed in: an answer without a body.
        status: (get.security ?? []).length > 0 ? 401 : path.includes('{') ? 404 : path === '/api/v1/session' ? 204 : 200,
      });
    }
  });
});

describe('behind a reverse proxy with TLS', () => {
  let proxied: Stack;
  beforeAll(async () => {
    proxied = await Stack.start({ workers: false, settings: reachedAt('https://okienko.miasto.pl') });
  });
  afterAll(() => proxied.stop());

  const signIn = (headers: Record<string, string>, password = PASSWORD) =>
    proxied.visitor().send<ProblemBody>('POST', '/api/v1/session', { login: 'lena', password }, headers);

  test('people of the public address act; the cookie is Secure and browsers are told to stay with TLS', async () => {
    for (const headers of [{ 'x-forwarded-proto': 'https' }, {}]) {
      const answer = await signIn({ origin: 'https://okienko.miasto.pl', ...headers });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('set-cookie')).toMatch(/; secure/i);
      expect(answer.headers.get('strict-transport-security')).toMatch(/max-age=\d{7,}/);
    }
    expect((await signIn({ origin: 'https://evil.example', 'x-forwarded-proto': 'https' })).body.code).toBe('FOREIGN_ORIGIN');
    expect((await signIn({ origin: 'http://okienko.miasto.pl' })).body.code).toBe('FOREIGN_ORIGIN');
  });

  test('wrong passwords count for the address that the proxy saw, whatever the client says before it', async () => {
    await signIn({ 'x-forwarded-for': '203.0.113.7, 198.51.100.4' }, 'wrong');
    expect(await proxied.rows(`SELECT key FROM sign_in_limit WHERE key LIKE 'address%' AND points > 0`)).toEqual([
      { key: 'address:198.51.100.4' },
    ]);
  });

  test('without a public address such headers are believed from nobody', async () => {
    const answer = await stack
      .visitor()
      .send('POST', '/api/v1/session', { login: 'zofia', password: PASSWORD }, { 'x-forwarded-proto': 'https' });
    expect([answer.status, answer.headers.get('strict-transport-security')]).toEqual([200, null]);
    expect(answer.headers.get('set-cookie')).not.toMatch(/secure/i);
  });
});

describe('wrong values', () => {
  test('are named field by field', async () => {
    const lena = await stack.as('lena');
    const answer = await lena.post<ProblemBody>('/api/v1/cases', { classification: '', channel: 'pigeon', resident: { id: 'x' } });
    expect(answer).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.errors?.map((error) => error.field)).toEqual(
      expect.arrayContaining(['classification', 'channel', 'note', 'resident.id']),
    );
  });

  test.each([
    ['NUL', '{"name":"a\\u0000b"}'],
    ['a lone surrogate', '{"name":"a\\ud800b"}'],
    ['no JSON', '{"name":'],
  ])('a body with %s gets a clear answer', async (_what, text) => {
    const lena = await stack.as('lena');
    const response = await lena.fetch('POST', '/api/v1/residents', text, 'application/json');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'INVALID_REQUEST' });
  });

  test('a body that is too large is refused', async () => {
    const lena = await stack.as('lena');
    const answer = await lena.post<ProblemBody>('/api/v1/residents', { name: 'x'.repeat(1_100_000) });
    expect(answer).toMatchObject({ status: 413, body: { code: 'TOO_LARGE' } });
  });

  const cursor = (text: string): string => Buffer.from(text).toString('base64url');
  const ID = '0b9f3c1e-5f0a-4d3e-9a53-0c1a1d0e8f00';
  test.each([
    ['lena', '/cases/%00'],
    ['lena', '/cases/LCK%00/timeline'],
    ['lena', '/cases?tier=%00'],
    ['lena', '/cases?tier=a&tier=b%00'],
    ['lena', '/cases?registeredFrom=0000-01-01T00:00:00Z'],
    ['lena', '/cases?registeredTo=0000-12-31T23:59:59Z'],
    ['lena', `/cases?after=${cursor(`0000-01-01T00:00:00.000Z ${ID}`)}`],
    ['lena', `/cases?after=${cursor(`2026-01-01T00:00:00.000+20:00 ------------------------------------`)}`],
    ['lena', `/cases?after=${cursor(`\u0000 ${ID}`)}`],
    ['lena', '/residents?q=ab%00'],
    ['lena', '/people?unit=%00'],
    ['olga', '/models?processId=%00'],
    ['olga', '/models/x/99999999999/xml'],
    ['olga', '/models/x%00/1/xml'],
    ['lena', '/tasks?case=%00'],
    ['lena', '/tasks/9999999999999999999'],
    ['lena', '/registers/crm?case=%00'],
    ['adam', '/access-log?login=%00'],
  ])('in an address are refused too: %s %s', async (login, path) => {
    const answer = await (await stack.as(login)).get<ProblemBody>(`/api/v1${path}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
    expect(answer.body.errors?.length).toBeGreaterThan(0);
  });

  test('that PostgreSQL can hold are only not found', async () => {
    const lena = await stack.as('lena');
    expect((await lena.get(`/api/v1/tasks/${2n ** 63n - 1n}`)).status).toBe(404);
    expect((await lena.get('/api/v1/cases?registeredFrom=0001-01-01T00:00:00%2B20:00')).status).toBe(400);
    expect((await lena.get('/api/v1/cases?registeredFrom=2026-01-01T00:00:00%2B20:00')).status).toBe(200);
    expect((await lena.get('/api/v1/cases/%ff')).status).toBe(404);
    const named = await lena.fetch('POST', '/api/v1/cases/LCK-2026-000001/documents?name=a%00b', 'x', 'text/plain');
    expect([named.status, ((await named.json()) as ProblemBody).errors?.[0]?.field]).toEqual([400, 'name']);
  });

  test('a person belongs to a unit that exists', async () => {
    const alina = await stack.as('alina');
    const made = { login: 'bez', name: 'Bez Jednostki', password: PASSWORD, roles: ['line-1'], unit: 'no-such-unit' };
    for (const answer of [
      await alina.post<ProblemBody>('/api/v1/people', made),
      await alina.patch<ProblemBody>('/api/v1/people/leon', { unit: 'no-such-unit' }),
    ]) {
      expect(answer).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST', errors: [{ field: 'unit' }] } });
    }
    expect((await alina.patch('/api/v1/people/leon', { unit: 'contact-centre' })).status).toBe(200);
  });

  test.each(['caseRun', 'entry', 'outcome', 'closing'])('of a form can not be called %s, which the product itself sets', async (name) => {
    const lena = await stack.as('lena');
    const answer = await lena.post<ProblemBody>('/api/v1/tasks/1/complete', { decision: 'resolve', values: { [name]: 'x' } });
    expect(answer).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST', errors: [{ field: `values.${name}` }] } });
  });

  test('a model that has faults is refused with every fault at its element, and nothing of it is published', async () => {
    const olga = await stack.as('olga');
    const content = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
<bpmn:process id="faulty" isExecutable="true">
<bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
<bpmn:serviceTask id="untyped"><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:serviceTask>
<bpmn:scriptTask id="broken"><bpmn:extensionElements><zeebe:script expression="=1 +" resultVariable="x"/></bpmn:extensionElements><bpmn:incoming>f2</bpmn:incoming></bpmn:scriptTask>
<bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="untyped"/><bpmn:sequenceFlow id="f2" sourceRef="untyped" targetRef="broken"/>
</bpmn:process></bpmn:definitions>`;
    const answer = await olga.post<ProblemBody>('/api/v1/models', { resources: [{ name: 'faulty.bpmn', content }] });
    expect(answer).toMatchObject({ status: 422, body: { code: 'MODEL_INVALID' } });
    expect(answer.body.faults?.map((fault) => fault.elementId)).toEqual(expect.arrayContaining(['untyped', 'broken']));
    expect((await olga.get<unknown[]>('/api/v1/models?processId=faulty')).body).toEqual([]);
  });

  test('a model that is right is published, with who did it, and read back byte for byte', async () => {
    const olga = await stack.as('olga');
    const content = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
<bpmn:process id="small" name="Mały" isExecutable="true"><bpmn:startEvent id="start"/></bpmn:process></bpmn:definitions>`;
    expect((await olga.post('/api/v1/models', { resources: [{ name: 'small.bpmn', content }] })).status).toBe(201);
    expect((await olga.get<unknown[]>('/api/v1/models?processId=small')).body).toMatchObject([
      { version: 1, name: 'Mały', deployedBy: 'olga', startable: false, openCases: 0 },
    ]);
    expect((await olga.get('/api/v1/models/small/1/xml')).text).toBe(content);
    expect((await (await stack.as('lena')).post<ProblemBody>('/api/v1/models', { resources: [] })).body.code).toBe('NOT_ALLOWED');
  });
});

describe('what everybody may see', () => {
  test('the OpenAPI document describes each endpoint with an operation id of its own', async () => {
    const document = (await stack.visitor().get('/api/openapi.json')).text;
    const parsed = JSON.parse(document) as {
      openapi: string;
      paths: Record<string, Record<string, { operationId: string; responses: object }>>;
    };
    expect(parsed.openapi).toBe('3.1.0');
    const operations = Object.values(parsed.paths).flatMap((item) => Object.values(item));
    expect(operations.length).toBeGreaterThan(40);
    expect(new Set(operations.map((operation) => operation.operationId)).size).toBe(operations.length);
    for (const operation of operations) expect(Object.keys(operation.responses).length).toBeGreaterThan(0);
  });

  test('the page says what runs and leads to the reference', async () => {
    const home = (await stack.visitor().get('/api/status')).text;
    expect(home).toContain('gotowe do pracy');
    expect(home).toContain('href="/api/docs"');
    const reference = (await stack.visitor().get('/api/docs')).text;
    expect(reference).toContain('POST /api/v1/tasks/{key}/complete');
    expect(reference).toContain('id="problem-TASK_ALREADY_COMPLETED"');
    expect(reference).not.toContain('<script');
  });

  test('readiness and metrics tell the engine, the feed and the cases', async () => {
    const ready = await stack.visitor().get<object>('/readyz');
    expect(ready.body).toMatchObject({ ready: true, database: true, engine: { name: 'embedded', role: 'writer' }, feed: { behind: '0' } });
    const metrics = (await stack.visitor().get('/metrics')).text;
    expect(metrics).toContain('okienko_feed_lag_positions 0');
    expect(metrics).toContain('okienko_failed_steps 0');
    for (const name of ['waiting', 'held', 'oldest_seconds']) expect(metrics).toContain(`okienko_outbox_${name}{system="crm"} 0`);
    expect(metrics).toContain('okienko_system_down_seconds{system="dms"} 0');
  });

  test('a method that an address does not know is a problem that names those it knows', async () => {
    const lena = await stack.as('lena');
    const answer = await lena.patch<ProblemBody>('/api/v1/cases', {});
    expect(answer).toMatchObject({ status: 405, body: { code: 'METHOD_NOT_ALLOWED' } });
    expect(answer.headers.get('allow')?.split(', ').sort()).toEqual(['GET', 'HEAD', 'POST']);
  });

  test('on plain HTTP no page makes the browser go to TLS that is not there', async () => {
    expect((await stack.visitor().get('/api/status')).headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
  });

  test('an address that is not there is a problem too', async () => {
    const answer = await stack.visitor().get<ProblemBody>('/api/v1/nothing');
    expect(answer).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
  });
});

test('an administrator finds a failed automatic step and lets it try again, without reading the case', async () => {
  const lena = await stack.as('lena');
  const call = { classification: 'roads.pothole', channel: 'phone', note: 'Dziura w jezdni.', place: 'Piotrkowska 12' };
  const { number } = (await lena.post<{ number: string }>('/api/v1/cases', call)).body;
  await stack.rest();
  const wanted = {
    type: 'matter.classify',
    worker: 'test',
    timeoutMs: 60_000,
    maxJobs: 1,
    waitMs: 0,
    fetchVariables: [],
    signal: AbortSignal.timeout(5_000),
  };
  const [job] = await stack.engine.activateJobs(wanted);
  await stack.engine.execute({
    type: 'failJob',
    jobKey: job?.key ?? 0n,
    retries: 0,
    backoffMs: 0,
    message: 'No answer.',
    variables: new Map(),
  });
  await stack.rest();

  const alina = await stack.as('alina');
  const steps = async () => (await alina.get<{ key: string }[]>('/api/v1/failed-steps')).body;
  const [step, ...others] = await steps();
  expect(others).toEqual([]);
  expect(step).toMatchObject({ caseNumber: number, errorType: expect.stringMatching(/RETRIES/), message: 'No answer.' });
  const told = (await alina.get<{ notices: object[] }>('/api/v1/me/notices')).body.notices;
  expect(told).toMatchObject([{ kind: 'step-failed', caseNumber: number, read: false }]);
  expect((await alina.get(`/api/v1/cases/${number}`)).status).toBe(403);
  expect((await lena.get<ProblemBody>('/api/v1/failed-steps')).body.code).toBe('NOT_ALLOWED');
  expect((await alina.post(`/api/v1/failed-steps/${step?.key}/retry`)).status).toBe(204);
  await stack.rest();
  expect(await steps()).toEqual([]);
  expect(await stack.engine.activateJobs(wanted)).toHaveLength(1);
});

describe('the first administrator', () => {
  const form = (values: Record<string, string>): Buffer => Buffer.from(new URLSearchParams(values).toString());
  const TYPE = 'application/x-www-form-urlencoded';
  const complete = { login: 'root', name: 'Pierwsza <Osoba>', password: 'a long password' };

  test('is made by the printed link, a page that needs no script, once, and only while there is none', async () => {
    const fresh = await Stack.start({ workers: false, people: false });
    try {
      const old = (await fresh.api.firstAdministratorPath()) ?? '';
      const path = (await fresh.api.firstAdministratorPath()) ?? '';
      expect(path).toMatch(/^\/api\/v1\/setup\/[\w-]{43}$/);
      const visitor = fresh.visitor();
      expect((await visitor.get(old)).status).toBe(404);
      const shown = await visitor.get(path);
      expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(shown.text).toContain(`<form method="post" action="${path}/form">`);
      expect(shown.text).not.toContain('<script');

      const short = await visitor.bytes('POST', `${path}/form`, { body: form({ ...complete, password: 'short' }), type: TYPE });
      expect(short.status).toBe(400);
      expect(short.text).toContain('Podaj hasło, które ma co najmniej 12 znaków.');
      expect(short.text).toContain('value="Pierwsza &lt;Osoba&gt;"');
      expect((await visitor.post(old, complete)).status).toBe(404);
      const made = await visitor.bytes('POST', `${path}/form`, { body: form(complete), type: TYPE });
      expect([made.status, made.text.includes('Konto założone')]).toEqual([200, true]);
      expect((await visitor.post('/api/v1/session', { login: 'root', password: complete.password })).status).toBe(200);
      expect((await visitor.get(path)).status).toBe(404);
      expect((await visitor.bytes('POST', `${path}/form`, { body: form(complete), type: TYPE })).status).toBe(404);
      expect((await visitor.post(path, { ...complete, login: 'eve' })).status).toBe(404);
      expect(await fresh.api.firstAdministratorPath()).toBeUndefined();
    } finally {
      await fresh.stop();
    }
  });

  test('comes anew when the only one was lost; a login that is taken spends no link', async () => {
    await stack.rows(`UPDATE person SET active = false WHERE login = 'alina'`);
    try {
      const path = (await stack.api.firstAdministratorPath()) ?? '';
      const taken = await stack.visitor().post<ProblemBody>(path, { ...complete, login: 'alina' });
      expect(taken).toMatchObject({ status: 409, body: { code: 'ALREADY_EXISTS' } });
      expect((await stack.visitor().post(path, complete)).status).toBe(201);
    } finally {
      await stack.rows(`UPDATE person SET active = true WHERE login = 'alina'`);
      await stack.rows(`DELETE FROM person WHERE login = 'root'`);
    }
  });

  test('can not leave while there is no other, also not two at the same moment', async () => {
    const alina = await stack.as('alina');
    for (const leaving of [{ active: false }, { roles: ['auditor'] }]) {
      expect(await alina.patch<ProblemBody>('/api/v1/people/alina', leaving)).toMatchObject({
        status: 409,
        body: { code: 'LAST_ADMINISTRATOR' },
      });
    }
    expect((await alina.patch('/api/v1/people/alina', { roles: ['admin', 'auditor'] })).status).toBe(200);
    await alina.post('/api/v1/people', { login: 'druga', name: 'Druga', password: PASSWORD, roles: ['admin'] });
    const both = await Promise.all(['alina', 'druga'].map((login) => alina.patch(`/api/v1/people/${login}`, { roles: ['owner'] })));
    expect(both.map(({ status }) => status).sort()).not.toEqual([200, 200]);
    expect(await stack.rows(`SELECT count(*)::int AS n FROM person WHERE active AND 'admin' = ANY (roles)`)).toEqual([{ n: 1 }]);
    await stack.rows(`UPDATE person SET roles = '{admin}' WHERE login = 'alina'`);
  });
});
