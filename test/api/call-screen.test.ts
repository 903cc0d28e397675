/** What a call brings beside its words: answers to the kind's questions, for whom one speaks, known outages, what was said and sent. */
import { isOn } from '../../api/outages/streets.js';
import { Stack } from './support/stack.js';

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.start();
});
afterAll(() => stack.stop());

const QUESTIONS = [
  { type: 'text', text: 'Tabliczka jest na wysokości oczu.' },
  { type: 'textfield', key: 'pole', label: 'Numer na słupie' },
  {
    type: 'radio',
    key: 'extent',
    label: 'Ile latarni nie świeci',
    values: [
      { label: 'jedna', value: 'one' },
      { label: 'cała ulica', value: 'all' },
    ],
  },
  { type: 'checkbox', key: 'wires', label: 'Wiszą przewody' },
];
const LIGHT = {
  code: 'roads.street-light',
  name: 'Nie świeci latarnia',
  caseType: 'resident-matter',
  handling: 'simple',
  department: 'roads',
  approvedAnswer: 'Naprawimy w trzy dni.',
  promise: '3 dni robocze',
  ask: [],
  bring: ['Numer z tabliczki'],
  keywords: ['latarnia'],
  questions: QUESTIONS,
  active: true,
};
const DRAFT = { classification: LIGHT.code, channel: 'phone', note: 'Nie świeci latarnia', entryTier: 'line-1' };
const RESIDENT = { name: 'Gertruda Złotowska', email: 'zlotowska@example.org', phone: '+48 600 100 200' };

interface Registered {
  readonly number: string;
  readonly statusCode: string;
}
interface Case {
  readonly caller: { readonly actingFor: string; readonly represents: object | null; readonly answers: readonly object[] };
  readonly said: readonly object[];
  readonly outage: { readonly title: string } | null;
}
interface Entry {
  readonly act: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>> | null;
}

const put = async (body: object) =>
  (await (await stack.as('olga')).put<{ version: number; questions: unknown }>(`/api/v1/catalogue/classifications/${LIGHT.code}`, body))
    .body;

test('a wording that changes is a new version and the old one stays; questions are part of the kind', async () => {
  expect(await put(LIGHT)).toMatchObject({ version: 1, questions: QUESTIONS });
  const { questions: _, ...without } = LIGHT;
  expect(await put({ ...without, keywords: ['lampa'] })).toMatchObject({ version: 1, questions: QUESTIONS });
  expect(await put({ ...LIGHT, approvedAnswer: 'Naprawimy w dwa dni.' })).toMatchObject({ version: 2 });
  expect(
    await stack.rows('SELECT version, approved_answer FROM classification_wording WHERE code = $1 ORDER BY version', [LIGHT.code]),
  ).toEqual([
    { version: 1, approved_answer: 'Naprawimy w trzy dni.' },
    { version: 2, approved_answer: 'Naprawimy w dwa dni.' },
  ]);
});

test('answers, whom one speaks for and what was read out are kept with the case and in its history, never in the process', async () => {
  const lena = await stack.as('lena');
  const asked = {
    ...DRAFT,
    resident: { new: RESIDENT },
    verification: 'questions',
    actingFor: 'proxy',
    represents: { name: 'Wspólnota Nowa 7', scope: 'oświetlenie', until: '2026-12-31' },
    answers: { pole: '4711', extent: 'all', wires: false },
    articles: [
      { code: LIGHT.code, version: 2 },
      { code: LIGHT.code, version: 99 },
    ],
  };
  const { number } = (await lena.post<Registered>('/api/v1/cases', asked)).body;
  await stack.rest();
  const opened = (await lena.get<Case>(`/api/v1/cases/${number}`)).body;
  const answers = [
    { label: 'Numer na słupie', answer: '4711' },
    { label: 'Ile latarni nie świeci', answer: 'cała ulica' },
  ];
  expect(opened.caller).toEqual({ verification: 'questions', actingFor: 'proxy', represents: asked.represents, answers });
  expect(opened.said).toEqual([{ code: LIGHT.code, name: LIGHT.name, version: 2, how: 'read' }]);
  const [first] = (await lena.get<Entry[]>(`/api/v1/cases/${number}/timeline`)).body;
  expect(first).toMatchObject({
    act: 'case.registered',
    facts: { actingFor: 'proxy', verification: 'questions', articles: [`${LIGHT.code}@2`] },
    payload: { answers, represents: asked.represents },
  });
  const [run] = await stack.rows<{ variables: object }>('SELECT start_variables AS variables FROM case_run WHERE case_run = $1', [
    `${number}/1`,
  ]);
  expect(JSON.stringify(run)).not.toMatch(/4711|Wspólnota/);

  // Contacts of one moment have no order.
  await stack.pass(1_000);
  const later = { channel: 'phone', note: 'Teraz jedna.', answers: { extent: 'one' }, actingFor: 'self' };
  expect((await lena.post(`/api/v1/cases/${number}/contacts`, later)).status).toBe(201);
  expect((await lena.get<Case>(`/api/v1/cases/${number}`)).body.caller.answers).toEqual([
    { label: 'Ile latarni nie świeci', answer: 'jedna' },
  ]);
  expect((await lena.post(`/api/v1/cases/${number}/contacts`, { ...later, answers: { other: 'x' } })).status).toBe(400);
  expect((await lena.post('/api/v1/cases', { ...DRAFT, answers: { pesel: '1' } })).status).toBe(400);
});

const works = (changes: object = {}) => ({
  title: 'Brak prądu, Śródmieście',
  planned: false,
  classifications: [LIGHT.code],
  streets: ['ul. Piotrkowska', 'Długa'],
  startsAt: '2026-03-02T06:00:00+01:00',
  endsAt: '2026-03-03T17:00:00Z',
  say: 'Wiemy o awarii. Światło wróci do godziny 18.',
  ...changes,
});

describe('known outages', () => {
  interface Outage {
    readonly id: string;
    readonly state: string;
    readonly cases: number;
  }
  const known = async (query: string) =>
    (await (await stack.as('lena')).get<{ why: string; outage: Outage }[]>(`/api/v1/outages/known?${query}`)).body;

  test('are entered, changed and ended by the lines; the desk hears of those that are on', async () => {
    const [lena, fiona, roman] = await Promise.all(['lena', 'fiona', 'roman'].map((login) => stack.as(login)));
    expect((await fiona?.post('/api/v1/outages', works()))?.status).toBe(403);
    expect((await lena?.post('/api/v1/outages', works({ endsAt: '2026-03-01T00:00:00Z' })))?.status).toBe(400);
    const { id, state } = (await lena?.post<Outage>('/api/v1/outages', works()))?.body ?? { id: '', state: '' };
    expect(state).toBe('on');
    const at = `classification=${LIGHT.code}`;
    expect(await known(`${at}&place=${encodeURIComponent('przy Piotrkowskiej 12')}`)).toMatchObject([{ why: 'place', outage: { id } }]);
    expect(await known(`${at}&place=Zgierska`)).toMatchObject([{ why: 'kind' }]);
    expect(await known(at)).toMatchObject([{ why: 'kind' }]);
    expect(await known(`classification=roads.pothole&place=Piotrkowska`)).toEqual([]);

    const { number } = (await lena?.post<Registered>('/api/v1/cases', { ...DRAFT, outage: id }))?.body ?? { number: '' };
    expect((await lena?.get<Case>(`/api/v1/cases/${number}`))?.body.outage).toMatchObject({ title: works().title });
    expect((await lena?.post('/api/v1/cases', { ...DRAFT, outage: '00000000-0000-4000-8000-000000000000' }))?.status).toBe(400);
    expect((await roman?.get<Outage[]>('/api/v1/outages'))?.body).toMatchObject([{ id, cases: 1 }]);

    expect((await lena?.put<Outage>(`/api/v1/outages/${id}`, works({ startsAt: '2026-03-03T00:00:00Z' })))?.body.state).toBe('planned');
    expect(await known(at)).toEqual([]);
    await lena?.put(`/api/v1/outages/${id}`, works({ streets: [], classifications: [] }));
    expect(await known('classification=roads.pothole')).toMatchObject([{ why: 'place' }]);
    expect((await lena?.post<Outage>(`/api/v1/outages/${id}/end`))?.body.state).toBe('over');
    expect(await known(at)).toEqual([]);
    expect((await lena?.post(`/api/v1/outages/${id}/end`))?.status).toBe(404);
    expect((await lena?.put(`/api/v1/outages/${id}`, works()))?.status).toBe(404);
  });

  test.each([
    ['ul. Piotrkowska 12', 'Piotrkowska', true],
    ['na długiej', 'ul. Długa', true],
    ['Piotrkowska', 'Piotrkowska 104', false],
    ['Piotrkowska 104', 'Piotrkowska 104', true],
    ['Zgierska 4', 'Piotrkowska', false],
    ['ul. ', 'ul.', false],
  ])('%s is on %s: %s', (place, street, expected) => {
    expect(isOn(place, street)).toBe(expected);
  });
});

interface Sent {
  readonly recipient: string;
  readonly text: string;
}
const sent = (number: string) =>
  stack.rows<{ channel: string; recipient: string; body: string }>(
    'SELECT channel, recipient, body FROM message_outbox WHERE case_run = $1 ORDER BY id',
    [`${number}/1`],
  );

test('number and code go out by SMS or e-mail; who isn’t verified gets these alone', async () => {
  const lena = await stack.as('lena');
  const unverified = (await lena.post<Registered>('/api/v1/cases', { ...DRAFT, resident: { new: RESIDENT } })).body;
  const path = `/api/v1/cases/${unverified.number}/status-message`;
  const { recipient, text } = (await lena.post<Sent>(path, { channel: 'sms' })).body;
  expect(recipient).toBe('••• ••• 200');
  expect(text).toContain(unverified.number);
  expect(text.replaceAll(' ', '')).toContain(unverified.statusCode);
  expect(text).not.toContain(LIGHT.name);
  expect((await lena.post<Sent>(path, { channel: 'mail', to: 'nowy@example.org' })).body.recipient).toBe('nowy@example.org');
  expect((await sent(unverified.number)).map((one) => [one.channel, one.recipient])).toEqual([
    ['sms', RESIDENT.phone],
    ['mail', 'nowy@example.org'],
  ]);

  const verified = (await lena.post<Registered>('/api/v1/cases', { ...DRAFT, resident: { new: RESIDENT }, verification: 'questions' }))
    .body;
  await stack.rest();
  const more = (await lena.post<Sent>(`/api/v1/cases/${verified.number}/status-message`, { channel: 'sms' })).body.text;
  expect(more).toContain(LIGHT.name);
  expect(more).toContain('Odpowiemy do');

  const nobody = (await lena.post<Registered>('/api/v1/cases', DRAFT)).body.number;
  expect((await lena.post(`/api/v1/cases/${nobody}/status-message`, { channel: 'sms' })).status).toBe(400);
  expect((await lena.post(`/api/v1/cases/${nobody}/status-message`, { channel: 'sms', to: 'abc' })).status).toBe(400);
  expect((await lena.post(`/api/v1/cases/${nobody}/status-message`, { channel: 'sms', to: '600 700 800' })).status).toBe(201);
});

test('an article is sent in one act, and the wording that went out is kept', async () => {
  const lena = await stack.as('lena');
  const { number } = (await lena.post<Registered>('/api/v1/cases', { ...DRAFT, resident: { new: RESIDENT } })).body;
  const path = `/api/v1/catalogue/classifications/${LIGHT.code}/send`;
  const inCase = (await lena.post<Sent & { version: number }>(path, { channel: 'mail', caseNumber: number })).body;
  expect(inCase).toMatchObject({ version: 2, recipient: 'z•••@example.org', text: expect.stringContaining('- Numer z tabliczki') });
  expect((await lena.get<Case>(`/api/v1/cases/${number}`)).body.said).toMatchObject([{ version: 2, how: 'mail' }]);
  expect((await lena.get<Entry[]>(`/api/v1/cases/${number}/timeline`)).body.map(({ act }) => act)).toContain('article.sent');
  expect((await sent(number)).map(({ recipient }) => recipient)).toEqual([RESIDENT.email]);

  const alone = (await lena.post<{ contactId: string }>(path, { channel: 'sms', to: '600 700 800' })).body;
  expect(await stack.rows('SELECT direction, channel, taken_by FROM contact WHERE id = $1', [alone.contactId])).toEqual([
    { direction: 'out', channel: 'sms', taken_by: 'lena' },
  ]);
  expect((await lena.post(path, { channel: 'sms' })).status).toBe(400);
  expect((await (await stack.as('roman')).post(path, { channel: 'sms', to: '600 700 800' })).status).toBe(403);
});

test('an article that went out before there was a case belongs to the case of that conversation, once and to whoever sent it', async () => {
  const [lena, leon] = await Promise.all(['lena', 'leon'].map((login) => stack.as(login)));
  const path = `/api/v1/catalogue/classifications/${LIGHT.code}/send`;
  const { contactId } = (await lena?.post<{ contactId: string }>(path, { channel: 'sms', to: '600 700 800' }))?.body ?? { contactId: '' };
  const said = async (number: string) => (await lena?.get<Case>(`/api/v1/cases/${number}`))?.body.said;

  // Not theirs to give.
  const theirs = (await leon?.post<Registered>('/api/v1/cases', { ...DRAFT, sent: [contactId] }))?.body.number ?? '';
  expect(await said(theirs)).toEqual([]);

  const mine =
    (await lena?.post<Registered>('/api/v1/cases', { ...DRAFT, resident: { new: RESIDENT }, sent: [contactId] }))?.body.number ?? '';
  expect(await said(mine)).toMatchObject([{ code: LIGHT.code, version: 2, how: 'sms' }]);
  const [told] = ((await lena?.get<Entry[]>(`/api/v1/cases/${mine}/timeline`))?.body ?? []).filter(({ act }) => act === 'article.sent');
  expect(told).toMatchObject({ actor: 'lena', facts: { code: LIGHT.code, version: 2, channel: 'sms', contactId } });
  expect(
    await stack.rows(
      'SELECT c.resident_id = f.resident_id AS "theirs" FROM contact c JOIN case_file f ON f.id = c.case_id WHERE c.id = $1',
      [contactId],
    ),
  ).toEqual([{ theirs: true }]);

  // It stays where it is; another one joins a case by a further contact.
  const other = (await lena?.post<{ contactId: string }>(path, { channel: 'sms', to: '600 700 800' }))?.body.contactId;
  const further = { channel: 'phone', note: 'Jeszcze raz.', articles: [{ code: LIGHT.code, version: 2 }], sent: [contactId, other] };
  expect((await lena?.post(`/api/v1/cases/${theirs}/contacts`, further))?.status).toBe(201);
  expect(await said(theirs)).toMatchObject([{ how: 'read' }, { how: 'sms' }]);
  expect(
    await stack.rows('SELECT count(*)::int AS n FROM contact c JOIN case_file f ON f.id = c.case_id WHERE f.number = $1 AND c.id = $2', [
      mine,
      contactId,
    ]),
  ).toEqual([{ n: 1 }]);
});

test('a resident who is forgotten takes answers, whom they spoke for and what was sent to them along', async () => {
  const [lena, alina] = await Promise.all(['lena', 'alina'].map((login) => stack.as(login)));
  const settle = { decision: 'resolve', outcomeCode: 'answered', closingText: 'Naprawimy.', values: { basis: 'standard', answered: true } };
  const asked = {
    ...DRAFT,
    resident: { new: RESIDENT },
    actingFor: 'family',
    represents: { name: 'Teodor Z.' },
    answers: { pole: '4711' },
    settle,
  };
  const { number } = (await lena?.post<Registered>('/api/v1/cases', asked))?.body ?? { number: '' };
  await stack.pass(11_000);
  const [found] = await stack.rows<{ id: string }>('SELECT resident_id AS id FROM case_file WHERE number = $1', [number]);
  const send = `/api/v1/catalogue/classifications/${LIGHT.code}/send`;
  const { contactId } = (await lena?.post<{ contactId: string }>(send, { channel: 'mail', resident: found?.id }))?.body ?? {
    contactId: '',
  };
  expect((await alina?.post(`/api/v1/residents/${found?.id}/erasure`, { reason: 'request' }))?.status).toBe(200);
  expect(
    await stack.rows(
      'SELECT answers, represented_name FROM contact WHERE resident_id = $1 AND (answers IS NOT NULL OR represented_name IS NOT NULL)',
      [found?.id],
    ),
  ).toEqual([]);
  expect(await stack.rows('SELECT recipient, body FROM message_outbox WHERE contact_id = $1', [contactId])).toEqual([
    { recipient: '', body: '' },
  ]);
});
