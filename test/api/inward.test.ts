/** What other systems tell, over the wire: the DMS closes a file by itself, a department's own system reports its cases. */
import { post, secretOf, type Told } from './support/hooks.js';
import { registered, statusOf } from './support/pothole.js';
import { Stack } from './support/stack.js';
import { closed, DMS, dms, filed, linesOf } from './support/telling-dms.js';

const PARKING = secretOf('p');

let stack: Stack;

beforeAll(async () => {
  stack = await Stack.start({ peers: { dms }, secrets: { dms: [DMS], parking: [PARKING] } });
});
afterAll(async () => {
  await stack.stop();
});

const fromDms = (event: Told, secret = DMS) => post(stack.url, 'dms', event, { secret });
const fromParking = (event: Told) => post(stack.url, 'parking', event, { secret: PARKING });

describe('L5: a status is typed once, where it belongs', () => {
  test('the department closes its file in the DMS: the case is resolved and the CRM knows; telling it again changes nothing', async () => {
    const { number, file } = await filed(stack);
    const event = closed(file, 'ZAL', { id: 'closing-1' });
    expect(await fromDms(event)).toEqual({ status: 200, body: { result: 'told' } });
    await stack.delivered();
    expect(await statusOf(stack, number)).toBe('resolved');
    expect(await stack.rows('SELECT status FROM crm_record WHERE case_number = $1', [number])).toEqual([{ status: 'resolved' }]);
    expect(await fromDms(event)).toEqual({ status: 200, body: { result: 'repeated' } });
    // Another event about the same closing.
    expect(await fromDms(closed(file, 'ZAL'))).toEqual({ status: 200, body: { result: 'unchanged' } });
    expect(await linesOf(stack, number, 'dms.file.closed')).toHaveLength(1);
    expect(await stack.rows('SELECT is_closed, outcome, closings FROM external_record WHERE record_id = $1', [file])).toEqual([
      { is_closed: true, outcome: 'ZAL', closings: 1 },
    ]);
  });

  test('the same event ten times at once happens once', async () => {
    const { number, file } = await filed(stack);
    const answers = await Promise.all(Array.from({ length: 10 }, () => fromDms(closed(file, 'ZAL', { id: `at-once-${number}` }))));
    expect(answers.map(({ body }) => body.result).sort()).toEqual([...Array.from({ length: 9 }, () => 'repeated'), 'told']);
    await stack.delivered();
    expect(await linesOf(stack, number, 'dms.file.closed')).toHaveLength(1);
  });

  test('a file closed while line 2 has the case frees its task', async () => {
    const { number, file } = await filed(stack);
    const roman = await stack.as('roman');
    await roman.post(`/api/v1/tasks/${await stack.taskOf('roman', number)}/hand-on`, { decision: 'line-2', reason: 'Do wyjaśnienia.' });
    await stack.rest();
    expect(await stack.taskOf('zofia', number)).not.toBe('');
    await fromDms(closed(file, 'ZAL'));
    await stack.delivered();
    expect(await statusOf(stack, number)).toBe('resolved');
    expect(await stack.taskOf('zofia', number)).toBe('');
  });

  test.each([['XYZ'], ['zal']])('the code %s, which no table knows, settles nothing: it waits until one does', async (code) => {
    const { number, file } = await filed(stack);
    expect((await fromDms(closed(file, code))).body.result).toBe('held');
    await stack.delivered();
    expect(await statusOf(stack, number)).toBe('open');
    const { body } = await (await stack.as('zofia')).get<{ element: string; state: string }[]>(`/api/v1/tasks?case=${number}`);
    expect(body.filter(({ state }) => state === 'open').map(({ element }) => element)).toEqual(['settle']);
    expect(await linesOf(stack, number, 'code.held')).toMatchObject([{ facts: { system: 'dms', recordId: file, kind: 'outcome', code } }]);
    // What is heard of the same file later says no more than it says.
    const status: Told = { type: 'pl.okienko.record.status.changed', data: { recordId: file, status: 'w-archiwum' } };
    expect((await fromDms({ ...status, time: '2026-03-02T09:30:00Z' })).body.result).toBe('held');
    expect((await fromDms({ ...status, time: '2026-03-02T08:00:00Z' })).body.result).toBe('outdated');
    expect(await stack.rows(`SELECT code, heard->'seen'->>'status' AS status FROM held_inward WHERE record_id = $1`, [file])).toEqual([
      { code, status: 'w-archiwum' },
    ]);
    // The DMS mends its own mistake: nobody here need do anything.
    expect((await fromDms(closed(file, 'ZAL', { time: '2026-03-02T09:40:00Z' }))).body.result).toBe('told');
    await stack.delivered();
    expect(await statusOf(stack, number)).toBe('resolved');
    expect(await stack.rows('SELECT 1 FROM held_inward WHERE record_id = $1', [file])).toEqual([]);
  });

  test('a file that is closed without any code is a person’s to explain', async () => {
    const { number, file } = await filed(stack);
    const status: Told = { type: 'pl.okienko.record.status.changed', data: { recordId: file, status: 'zamknięta', isClosed: true } };
    expect((await fromDms(status)).body.result).toBe('told');
    await stack.delivered();
    expect(await statusOf(stack, number)).toBe('open');
    expect(await stack.taskOf('zofia', number)).not.toBe('');
  });

  test('our own closing that comes back, and what concerns a run that has ended, are lines of the timeline and reach no process', async () => {
    const { number, file } = await filed(stack);
    const roman = await stack.as('roman');
    const outcome = { decision: 'resolve', outcomeCode: 'done', closingText: 'Załatano dziurę.' };
    await roman.post(`/api/v1/tasks/${await stack.taskOf('roman', number)}/complete`, outcome);
    await stack.pass(11_000);
    await stack.delivered();
    expect(await statusOf(stack, number)).toBe('resolved');
    expect(await fromDms(closed(file, 'ZAL'))).toEqual({ status: 200, body: { result: 'taken' } });
    expect((await linesOf(stack, number, 'dms.')).map(({ act }) => act)).toEqual([
      'dms.linked',
      'dms.numbered',
      'dms.linked',
      'dms.changed',
    ]);
    expect(await stack.rows('SELECT 1 FROM case_message WHERE case_run = $1', [`${number}/1`])).toEqual([]);
  });

  test('a file of the run before that is closed once more leaves the reopened case alone', async () => {
    const { number, file } = await filed(stack);
    await fromDms(closed(file, 'ZAL'));
    await stack.delivered();
    const lena = await stack.as('lena');
    expect((await lena.post(`/api/v1/cases/${number}/reopen`, { reason: 'Dziura wróciła.', entryTier: null })).status).toBe(202);
    await stack.delivered();
    expect(await statusOf(stack, number)).toBe('open');
    const again: Told = { type: 'pl.okienko.record.status.changed', data: { recordId: file, status: 'open', isClosed: false } };
    expect((await fromDms(again)).body.result).toBe('taken');
    await fromDms(closed(file, 'ZAL'));
    await stack.delivered();
    expect(await statusOf(stack, number)).toBe('open');
    expect(
      await stack.rows('SELECT case_run, state FROM case_message WHERE name = $1 AND message_id LIKE $2 ORDER BY told_at, message_id', [
        'dms.file.closed',
        `dms-closed:${file}:%`,
      ]),
    ).toEqual([
      { case_run: `${number}/1`, state: 'published' },
      { case_run: `${number}/1`, state: 'noted' },
    ]);
  });

  test('what is older than what is known is a line of the timeline, by sequence first and by time else', async () => {
    const { number, file } = await filed(stack);
    const status = (name: string, more: Partial<Told>): Told => ({
      type: 'pl.okienko.record.status.changed',
      data: { recordId: file, status: name },
      ...more,
    });
    expect((await fromDms(status('in-progress', { sequence: '10', time: '2026-03-02T10:00:00Z' }))).body.result).toBe('taken');
    // Its clock is ahead, but it came before.
    expect((await fromDms(status('new', { sequence: '9', time: '2026-03-02T11:00:00Z' }))).body.result).toBe('outdated');
    expect((await fromDms(status('new', { time: '2026-03-02T09:59:59Z' }))).body.result).toBe('outdated');
    expect(await stack.rows('SELECT status FROM external_record WHERE record_id = $1', [file])).toEqual([{ status: 'in-progress' }]);
    expect((await linesOf(stack, number, 'dms.outdated')).map(({ facts }) => facts.status)).toEqual(['new', 'new']);
  });

  test('a document that arrives there stands on the timeline, once', async () => {
    const { number, file } = await filed(stack);
    const roman = await stack.as('roman');
    await roman.post(`/api/v1/tasks/${await stack.taskOf('roman', number)}/claim`);
    const arrived: Told = {
      type: 'pl.okienko.document.arrived',
      data: { recordId: file, document: { documentId: 'doc-1', name: 'Protokół odbioru.pdf' } },
    };
    expect((await fromDms(arrived)).body.result).toBe('taken');
    expect((await fromDms(arrived)).body.result).toBe('unchanged');
    expect(await linesOf(stack, number, 'dms.document-arrived')).toEqual([
      expect.objectContaining({ facts: expect.objectContaining({ documentId: 'doc-1' }), payload: { name: 'Protokół odbioru.pdf' } }),
    ]);
    const { body } = await roman.get<object>('/api/v1/me/notices');
    expect(JSON.stringify(body)).toContain('"document"');
  });
});

describe('what can not be matched waits for a person', () => {
  interface Item {
    readonly id: string;
    readonly recordId: string;
    readonly times: number;
    readonly named: string | null;
    readonly outcome: string | null;
  }

  const inbox = async (state = 'open'): Promise<readonly Item[]> =>
    (await (await stack.as('zofia')).get<Item[]>(`/api/v1/inbox?state=${state}`)).body;
  const itemOf = async (recordId: string): Promise<Item> => {
    const found = (await inbox()).find((one) => one.recordId === recordId);
    if (found === undefined) throw new Error(`Expected ${recordId} in the inbox, but it is not there`);
    return found;
  };

  test('a closing of an unknown file is one entry; adopted by a case, it closes that', async () => {
    const { number } = await filed(stack);
    expect((await fromDms(closed('by-hand-1', 'ZAL'))).body.result).toBe('aside');
    expect(
      (await fromDms(closed('by-hand-1', 'ZAL', { data: { recordId: 'by-hand-1', outcome: 'ZAL', caseNumber: 'LCK-1999-1' } }))).body,
    ).toEqual({
      result: 'aside',
    });
    const item = await itemOf('by-hand-1');
    expect(item).toMatchObject({ times: 2, named: 'LCK-1999-1', outcome: 'ZAL' });
    const zofia = await stack.as('zofia');
    expect((await zofia.post(`/api/v1/inbox/${item.id}/adopt`, { caseNumber: 'LCK-1999-1' })).status).toBe(404);
    expect((await zofia.post(`/api/v1/inbox/${item.id}/adopt`, { caseNumber: number })).status).toBe(204);
    await stack.delivered();
    expect(await statusOf(stack, number)).toBe('resolved');
    expect(await zofia.post(`/api/v1/inbox/${item.id}/adopt`, { caseNumber: number })).toMatchObject({
      status: 409,
      body: { code: 'CHANGED_MEANWHILE' },
    });
    expect((await linesOf(stack, number, 'inbox.')).map(({ act }) => act)).toEqual(['inbox.adopted']);
    expect((await inbox('settled')).map(({ recordId }) => recordId)).toContain('by-hand-1');
  });

  test('ignored with a reason, it stays ignored', async () => {
    await fromDms(closed('by-hand-2', 'ZAL'));
    const zofia = await stack.as('zofia');
    const { id } = await itemOf('by-hand-2');
    expect((await zofia.post(`/api/v1/inbox/${id}/ignore`, { reason: '' })).status).toBe(400);
    expect((await zofia.post(`/api/v1/inbox/${id}/ignore`, { reason: 'Teczka innego urzędu.' })).status).toBe(204);
    expect((await fromDms(closed('by-hand-2', 'ODM'))).body.result).toBe('ignored');
    expect((await inbox()).map(({ recordId }) => recordId)).not.toContain('by-hand-2');
    expect(await stack.rows(`SELECT heard, reason FROM inbox_item WHERE record_id = 'by-hand-2'`)).toEqual([
      { heard: null, reason: 'Teczka innego urzędu.' },
    ]);
  });

  test('whoever works no inbox is turned away', async () => {
    for (const login of ['lena', 'roman', 'adam', 'alina']) expect((await (await stack.as(login)).get('/api/v1/inbox')).status).toBe(403);
  });
});

describe('who can not prove who they are', () => {
  test('gets 401 and nothing else, and is counted', async () => {
    const { number, file } = await filed(stack);
    const event = closed(file, 'ZAL');
    const refused = [
      await fromDms(event, secretOf('x')),
      await post(stack.url, 'dms', event, { secret: DMS, sentAt: new Date(Date.now() - 6 * 60_000) }),
      await post(stack.url, 'dms', event, { secret: DMS, sentAt: new Date(Date.now() + 6 * 60_000) }),
      await post(stack.url, 'crm', event, { secret: DMS }),
      await post(stack.url, 'nobody', event, { secret: DMS }),
    ];
    for (const answer of refused) expect(answer).toMatchObject({ status: 401, body: { code: 'WRONG_SIGNATURE' } });
    expect((await fetch(`${stack.url}/hooks/dms`, { method: 'POST', body: '{}' })).status).toBe(401);
    await stack.delivered();
    expect(await statusOf(stack, number)).toBe('open');
    expect(await stack.rows(`SELECT 1 FROM inward_event WHERE event_id LIKE 'never%'`)).toEqual([]);
    const metrics = await (await fetch(`${stack.url}/metrics`)).text();
    expect(metrics).toContain('okienko_hooks_refused_total{system="dms"} 4');
    expect(metrics).toContain('okienko_hooks_refused_total{system="unknown"} 2');
  });

  test.each([
    ['no event', { type: 'pl.okienko.record.closed', data: {} }],
    ['a type that is not known', { type: 'pl.okienko.record.burned', data: { recordId: 'x' } }],
    ["a department's type from the DMS", { type: 'pl.okienko.case.status.changed', data: { externalId: 'x' } }],
  ])('what is signed and %s is refused with what is wrong', async (_, event) => {
    expect(await fromDms(event)).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST', errors: expect.any(Array) } });
  });
});

describe('S1: cases of other systems, reported in one format', () => {
  const told = (data: object, more: Partial<Told> = {}): Told => ({ type: 'pl.okienko.case.status.changed', data, ...more });
  const about = (externalId: string, more: object = {}): object => ({
    externalId,
    number: `PARK/${externalId}`,
    title: 'Abonament parkingowy, ul. Źródłowa',
    status: 'przyjęty',
    isClosed: false,
    ...more,
  });

  test('is on the related case and its timeline, with the resident and in the search, at the moment it happens', async () => {
    const number = await registered(stack);
    const lena = await stack.as('lena');
    const [{ id } = { id: '' }] = await stack.rows<{ id: string }>('SELECT resident_id AS id FROM case_file WHERE number = $1', [number]);
    expect((await fromParking(told(about('7001', { caseNumber: number, url: 'https://parking.example/7001' })))).body).toEqual({
      result: 'taken',
    });
    const shown = {
      system: 'parking',
      externalId: '7001',
      number: 'PARK/7001',
      title: 'Abonament parkingowy, ul. Źródłowa',
      status: 'przyjęty',
      outcome: null,
      isClosed: false,
      url: 'https://parking.example/7001',
      caseNumber: number,
      changedAt: '2026-03-02T09:00:00.000Z',
    };
    expect((await lena.get<object[]>(`/api/v1/cases/${number}/external-cases`)).body).toEqual([shown]);
    expect((await lena.get<object[]>(`/api/v1/residents/${id}/external-cases`)).body).toEqual([shown]);
    for (const q of ['park/7001', '7001', 'abonament zrodlowa', 'Źródł'])
      expect((await lena.get<{ externalCases: object[] }>(`/api/v1/search?q=${encodeURIComponent(q)}`)).body.externalCases).toEqual([
        shown,
      ]);
    const closing = about('7001', { caseNumber: number, status: 'wydany', isClosed: true, outcome: 'OK' });
    expect((await fromParking(told(closing, { time: '2026-03-02T10:00:00Z' }))).body.result).toBe('taken');
    expect((await lena.get<object[]>(`/api/v1/cases/${number}/external-cases`)).body).toEqual([
      expect.objectContaining({ status: 'wydany', isClosed: true, outcome: 'OK' }),
    ]);
    // It is another system's case: ours goes on.
    expect(await statusOf(stack, number)).toBe('open');
    expect((await linesOf(stack, number, 'external-case.')).map(({ facts }) => facts.status)).toEqual(['przyjęty', 'wydany']);
  });

  test('what is overtaken or told twice changes nothing', async () => {
    const number = await registered(stack);
    const at = (hour: string, status: string, id = `7002-${hour}`): Told =>
      told(about('7002', { caseNumber: number, status }), { time: `2026-03-02T${hour}:00:00Z`, id });
    expect((await fromParking(at('12', 'w toku'))).body.result).toBe('taken');
    expect((await fromParking(at('12', 'w toku'))).body.result).toBe('repeated');
    expect((await fromParking(at('11', 'przyjęty'))).body.result).toBe('outdated');
    expect((await fromParking(at('12', 'w toku', 'another'))).body.result).toBe('unchanged');
    expect((await linesOf(stack, number, 'external-case.')).map(({ act, facts }) => `${act} ${facts.status}`)).toEqual([
      'external-case.changed w toku',
      'external-case.outdated przyjęty',
    ]);
  });

  test('one that names no case of ours is found; one that names a wrong case is matched by a person', async () => {
    const number = await registered(stack);
    expect((await fromParking(told(about('7003', { title: 'Karta mieszkańca' })))).body.result).toBe('taken');
    const zofia = await stack.as('zofia');
    const search = async (login: string) =>
      (await (await stack.as(login)).get<{ externalCases: { externalId: string }[] }>('/api/v1/search?q=karta')).body.externalCases;
    expect(await search('zofia')).toEqual([expect.objectContaining({ externalId: '7003', caseNumber: null })]);
    // A department sees what belongs to its cases alone.
    expect(await search('roman')).toEqual([]);
    expect((await fromParking(told(about('7004', { caseNumber: 'LCK-1999-7' })))).body.result).toBe('aside');
    const { body } = await zofia.get<{ id: string; recordId: string; system: string }[]>('/api/v1/inbox');
    const item = body.find(({ recordId }) => recordId === '7004');
    expect(item).toMatchObject({
      system: 'parking',
      kind: 'external-case',
      named: 'LCK-1999-7',
      title: 'Abonament parkingowy, ul. Źródłowa',
    });
    expect((await zofia.post(`/api/v1/inbox/${item?.id}/adopt`, { caseNumber: number })).status).toBe(204);
    expect((await zofia.get<object[]>(`/api/v1/cases/${number}/external-cases`)).body).toEqual([
      expect.objectContaining({ externalId: '7004', caseNumber: number }),
    ]);
  });
});
