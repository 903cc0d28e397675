/** The desk's own doors: drafts, guide, one-act saves, finding and opening residents. */
import { Stack } from './support/stack.js';

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.start();
});
afterAll(() => stack.stop());

const DRAFT = 'a0000000-0000-4000-8000-000000000001';
const CONTENT = {
  channel: 'phone',
  note: 'Dziura przy szkole',
  classification: 'roads.pothole',
  place: 'ul. Długa 1',
  who: { type: 'anonymous' },
  verification: 'none',
  actingFor: 'self',
  answer: null,
  basis: null,
  outcome: 'answered',
  isAnswered: null,
  replyChannel: null,
  handOnTo: null,
  represents: { name: '', scope: '', until: '' },
  answers: { pole: '4711' },
  articles: [],
  sent: [],
  values: {},
  receivedOn: '',
};
const STARTED = '2026-03-02T09:00:00.000Z';
const SETTLE = { decision: 'resolve', outcomeCode: 'answered', closingText: 'Naprawimy.', values: { basis: 'standard', answered: true } };

interface Draft {
  readonly id: string;
  readonly content: typeof CONTENT;
}
interface Registered {
  readonly number: string;
  readonly statusCode: string;
  readonly pending: { readonly id: string } | null;
}
interface Closing {
  readonly number: string;
  readonly state: string;
  readonly leftMs: number;
}

test('a draft is kept for its own person, and gone once it is thrown away', async () => {
  const [lena, leon, roman] = await Promise.all(['lena', 'leon', 'roman'].map((login) => stack.as(login)));
  const path = `/api/v1/desk/drafts/${DRAFT}`;
  expect((await lena?.send('PUT', path, { startedAt: STARTED, content: CONTENT }))?.body).toEqual({ caseNumber: null });
  expect((await lena?.send('PUT', path, { startedAt: STARTED, content: { ...CONTENT, place: 'ul. Krótka 2' } }))?.status).toBe(200);
  expect((await lena?.get<Draft[]>('/api/v1/desk/drafts'))?.body).toEqual([
    { id: DRAFT, startedAt: STARTED, savedAt: expect.any(String), content: { ...CONTENT, place: 'ul. Krótka 2' } },
  ]);
  expect((await leon?.get<Draft[]>('/api/v1/desk/drafts'))?.body).toEqual([]);
  await leon?.send('PUT', path, { startedAt: STARTED, content: { ...CONTENT, note: 'cudze' } });
  await leon?.send('DELETE', path);
  expect((await lena?.get<Draft[]>('/api/v1/desk/drafts'))?.body).toHaveLength(1);
  expect((await roman?.get('/api/v1/desk/drafts'))?.status).toBe(403);
  expect((await lena?.send('DELETE', path))?.status).toBe(204);
  expect((await lena?.get<Draft[]>('/api/v1/desk/drafts'))?.body).toEqual([]);
});

test('the same draft sent twice, also at once, is one case; a late keep brings nothing back', async () => {
  const lena = await stack.as('lena');
  const draftId = 'a0000000-0000-4000-8000-000000000002';
  await lena.send('PUT', `/api/v1/desk/drafts/${draftId}`, { startedAt: STARTED, content: CONTENT });
  const body = { classification: 'roads.pothole', channel: 'phone', note: 'Dziura', entryTier: 'line-1', draftId, settle: SETTLE };
  const both = await Promise.all([lena.post<Registered>('/api/v1/cases', body), lena.post<Registered>('/api/v1/cases', body)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 201]);
  expect(both[0]?.body).toEqual(both[1]?.body);
  expect(both[0]?.body.statusCode).toMatch(/^\d{8}$/);
  const number = both[0]?.body.number;
  expect((await lena.send('PUT', `/api/v1/desk/drafts/${draftId}`, { startedAt: STARTED, content: CONTENT })).body).toEqual({
    caseNumber: number,
  });
  expect((await lena.get<Draft[]>('/api/v1/desk/drafts')).body).toEqual([]);
  const leon = await stack.as('leon');
  expect((await leon.post('/api/v1/cases', body)).status).toBe(404);
  const [kept] = await stack.rows<{ content: object }>('SELECT content FROM desk_draft WHERE id = $1', [draftId]);
  expect(kept?.content).toEqual({});
  await stack.pass(10_000);
});

test('a closing waits ten seconds where any tab can undo it, then is carried out', async () => {
  const lena = await stack.as('lena');
  const body = { classification: 'roads.pothole', channel: 'phone', note: 'Dziura', entryTier: 'line-1', settle: SETTLE };
  const undone = (await lena.post<Registered>('/api/v1/cases', body)).body.number;
  const kept = (await lena.post<Registered>('/api/v1/cases', body)).body.number;
  await stack.rest();
  const closings = (await lena.get<Closing[]>('/api/v1/desk/closings')).body;
  expect(closings.map(({ number, state }) => [number, state]).sort()).toEqual([
    [undone, 'pending'],
    [kept, 'pending'],
  ]);
  expect(closings[0]?.leftMs).toBeGreaterThan(9_000);
  expect((await (await stack.as('leon')).get<Closing[]>('/api/v1/desk/closings')).body).toEqual([]);
  expect((await lena.send('DELETE', `/api/v1/cases/${undone}/pending`)).status).toBe(204);
  await stack.pass(9_000);
  expect((await lena.get<{ status: string }>(`/api/v1/cases/${kept}`)).body.status).toBe('open');
  await stack.pass(1_000);
  expect((await lena.get<{ status: string }>(`/api/v1/cases/${kept}`)).body.status).toBe('resolved');
  expect((await lena.get<{ status: string }>(`/api/v1/cases/${undone}`)).body.status).toBe('open');
  expect((await lena.get<Closing[]>('/api/v1/desk/closings')).body).toEqual([]);
});

test('handing on in the act of registering is a hand-on: the next tier can send it back', async () => {
  const lena = await stack.as('lena');
  const both = { classification: 'roads.pothole', channel: 'phone', note: 'Dziura', settle: SETTLE, handOn: { decision: 'line-2' } };
  expect((await lena.post('/api/v1/cases', both)).status).toBe(400);
  const { number } = (
    await lena.post<Registered>('/api/v1/cases', {
      classification: 'roads.pothole',
      channel: 'phone',
      note: 'Dziura',
      entryTier: 'line-1',
      handOn: { decision: 'line-2' },
    })
  ).body;
  await stack.rest();
  const zofia = await stack.as('zofia');
  const [task] = (await zofia.get<{ key: string; handedOnBy: string; state: string }[]>(`/api/v1/tasks?case=${number}`)).body.filter(
    ({ state }) => state === 'open',
  );
  expect(task?.handedOnBy).toBe('lena');
  await zofia.post(`/api/v1/tasks/${task?.key}/send-back`, { reason: 'Brakuje numeru domu.' });
  await stack.rest();
  expect((await lena.get<{ assignee: string; tier: string }>(`/api/v1/cases/${number}`)).body).toMatchObject({
    tier: 'line-1',
    assignee: 'lena',
  });
});

test('a decision that the first task refuses is shown as failed, and the case goes on', async () => {
  const fiona = await stack.as('fiona');
  const { number } = (
    await fiona.post<Registered>('/api/v1/cases', {
      classification: 'civil.identity-card',
      caseType: 'information-request',
      channel: 'counter',
      note: 'Jak wyrobić dowód?',
      entryTier: 'front-office',
      settle: SETTLE,
    })
  ).body;
  await stack.rest();
  expect((await fiona.get<Closing[]>('/api/v1/desk/closings')).body).toMatchObject([{ number, state: 'failed' }]);
});

interface Guide {
  readonly promise: { readonly at: string } | null;
  readonly first: {
    readonly tier: string;
    readonly actions: readonly string[];
    readonly form: { readonly components: readonly { readonly key?: string; readonly values?: readonly { readonly value: string }[] }[] };
  } | null;
}
const outcomesOf = ({ first }: Guide) => first?.form.components.find(({ key }) => key === 'outcome')?.values?.map(({ value }) => value);

test('the guide tells the date and the first task that a case will get, from the published model', async () => {
  const lena = await stack.as('lena');
  const guide = async (classification: string, tier: string) =>
    (await lena.get<Guide>(`/api/v1/desk/guide?classification=${classification}&tier=${tier}&channel=phone`)).body;
  const known = await guide('roads.pothole', 'line-1');
  // Three working days from Monday.
  expect(known.promise?.at.slice(0, 10)).toBe('2026-03-05');
  expect(known.first).toMatchObject({ tier: 'line-1', actions: expect.arrayContaining(['resolve', 'line-2']) });
  expect(outcomesOf(known)).toEqual(expect.arrayContaining(['answered', 'done', 'refused', 'duplicate']));
  expect((await guide('roads.pothole', 'front-office')).first).toMatchObject({
    tier: 'front-office',
    actions: expect.arrayContaining(['line-1']),
  });
  expect(await guide('none.such', 'line-1')).toEqual({ promise: null, first: null });
  // The same function sets the date of the case itself.
  const { number } = (
    await lena.post<Registered>('/api/v1/cases', { classification: 'roads.pothole', channel: 'phone', note: 'Dziura', entryTier: 'line-1' })
  ).body;
  const promised = (await guide('roads.pothole', 'line-1')).promise?.at;
  await stack.rest();
  expect((await lena.get<{ promiseAt: string }>(`/api/v1/cases/${number}`)).body.promiseAt).toBe(promised);
  const rows = async () => (await stack.rows<{ n: string }>('SELECT count(*) AS n FROM history'))[0]?.n;
  const before = await rows();
  await guide('roads.pothole', 'line-1');
  expect(await rows()).toBe(before);
  expect((await lena.get('/api/v1/desk/frequent?channel=phone')).body).toEqual(['roads.pothole']);
  expect((await lena.get('/api/v1/desk/frequent?channel=letter')).body).toEqual([]);
});

test('what an outcome tells the resident is the decision table’s own sentence', async () => {
  const lena = await stack.as('lena');
  const path = (outcome: string, decision = 'resolve') =>
    `/api/v1/desk/outcome?classification=roads.pothole&tier=line-1&channel=phone&decision=${decision}&outcome=${outcome}`;
  expect((await lena.get(path('done'))).body).toEqual({ sentence: 'Załatwiliśmy sprawę.', needsText: false });
  expect((await lena.get(path('refused'))).body).toMatchObject({
    sentence: expect.stringContaining('Powód jest w odpowiedzi'),
    needsText: true,
  });
  expect((await lena.get(path('done', 'line-2'))).body).toEqual({ sentence: null, needsText: true });
});

test('a city that publishes another form sees its outcomes and fields at the desk', async () => {
  const form = {
    id: 'answer',
    type: 'default',
    schemaVersion: 18,
    executionPlatform: 'Camunda Cloud',
    executionPlatformVersion: '8.8.0',
    components: [
      {
        id: 'd',
        type: 'radio',
        key: 'decision',
        label: 'Decyzja',
        values: [{ label: 'Załatw', value: 'resolve' }],
        validate: { required: true },
      },
      { id: 'o', type: 'select', key: 'outcome', label: 'Wynik', values: [{ label: 'Zrobione od ręki', value: 'done' }] },
      { id: 'l', type: 'textfield', key: 'ledger', label: 'Numer w rejestrze' },
    ],
  };
  const deployed = await stack.engine.deploy([{ name: 'answer.form', content: Buffer.from(JSON.stringify(form)) }]);
  expect(deployed.type).toBe('accepted');
  const lena = await stack.as('lena');
  const known = (await lena.get<Guide>('/api/v1/desk/guide?classification=roads.pothole&tier=line-1&channel=phone')).body;
  expect(outcomesOf(known)).toEqual(['done']);
  expect(known.first?.form.components.map(({ key }) => key)).toContain('ledger');
});

test('open cases of the same kind, resident or place are found for 14 days', async () => {
  const lena = await stack.as('lena');
  const { number } = (
    await lena.post<Registered>('/api/v1/cases', {
      classification: 'waste.schedule',
      channel: 'phone',
      note: 'Kiedy odbiór?',
      place: 'ul. Nowa 7',
      entryTier: 'line-1',
      verification: 'questions',
      actingFor: 'family',
      resident: {
        new: { name: 'Świętosława Żółć', phone: '+48 605-111-222', email: 'Zolc@example.org', postalAddress: 'ul. Łąkowa 12/3' },
      },
    })
  ).body;
  await stack.rest();
  const [resident] = await stack.rows<{ id: string }>(`SELECT resident_id AS id FROM case_file WHERE number = $1`, [number]);
  const alike = async (query: string, kind = 'waste.schedule') =>
    (await lena.get<{ number: string; why: string[] }[]>(`/api/v1/desk/alike?classification=${kind}${query}`)).body;
  expect(await alike(`&resident=${resident?.id}`)).toMatchObject([{ number, why: ['kind', 'resident'] }]);
  expect(await alike('&place=NOWA%20%207')).toMatchObject([{ number, why: ['kind', 'place'] }]);
  // Another kind: the same person at the same place, as they may call it otherwise.
  expect(await alike(`&resident=${resident?.id}&place=ul.%20Nowa%207`, 'roads.pothole')).toMatchObject([
    { number, why: ['resident', 'place'], classificationName: 'Harmonogram odbioru' },
  ]);
  expect(await alike(`&resident=${resident?.id}`, 'roads.pothole')).toEqual([]);
  expect(await alike('')).toEqual([]);
  await stack.pass(15 * 86_400_000);
  expect(await alike('&place=NOWA%20%207')).toEqual([]);
  const [contact] = await stack.rows('SELECT verification, acting_for FROM contact WHERE resident_id = $1', [resident?.id]);
  expect(contact).toEqual({ verification: 'questions', acting_for: 'family' });
});

describe('residents', () => {
  const found = async (q: string) =>
    (await (await stack.as('leon')).get<{ name: string; phone: string; email: string }[]>(`/api/v1/residents?q=${encodeURIComponent(q)}`))
      .body;

  test.each(['zol', 'Żółć', 'swietoslawa zolc', '111222', '605 111', 'lakowa 12', 'zolc@example.org'])('are found by %s', async (q) => {
    expect(await found(q)).toMatchObject([{ name: 'Świętosława Żółć', phone: '••• ••• 222', email: 'Z•••@example.org' }]);
  });

  test.each(['12', 'zolc nowak', "x' | 'a", '999', '!!'])('are not found by %s', async (q) => {
    expect(await found(q)).toEqual([]);
  });

  test('are found by the number of a case', async () => {
    const [last] = await stack.rows<{ number: string }>('SELECT number FROM case_file WHERE resident_id IS NOT NULL LIMIT 1');
    expect(await found(last?.number.toLowerCase() ?? '')).toMatchObject([{ name: 'Świętosława Żółć' }]);
  });

  test('stay masked until one says why, unless an open case links the two; the reason is in the access log', async () => {
    const [resident] = await stack.rows<{ id: string }>(`SELECT id FROM resident WHERE name LIKE 'Święto%'`);
    interface Opened {
      readonly isMasked: boolean;
      readonly phone: string;
      readonly contacts: readonly { readonly note: string | null }[];
    }
    const path = `/api/v1/residents/${resident?.id}`;
    const leon = await stack.as('leon');
    const closed = (await leon.get<Opened>(path)).body;
    expect(closed).toMatchObject({ isMasked: true, phone: '••• ••• 222', contacts: [{ note: null }] });
    const opened = (await leon.get<Opened>(`${path}?purpose=complaint`)).body;
    expect(opened).toMatchObject({ isMasked: false, phone: '+48 605-111-222', contacts: [{ note: 'Kiedy odbiór?' }] });
    expect((await (await stack.as('lena')).get<Opened>(path)).body.isMasked).toBe(false);
    const log = (
      await (
        await stack.as('adam')
      ).get<{ login: string; purpose: string | null }[]>(`/api/v1/access-log?subjectType=resident&subjectId=${resident?.id}`)
    ).body;
    expect(log.map(({ login, purpose }) => [login, purpose])).toEqual([
      ['lena', null],
      ['leon', 'complaint'],
      ['leon', null],
    ]);
  });
});
