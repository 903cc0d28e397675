/** The built-in CRM and EOD over HTTP: what arrived there, and a department that closes its file. */
import { PASSWORD, Stack } from './support/stack.js';

let stack: Stack;
/** False: whatever is published finds no engine. */
let reachable = true;

beforeAll(async () => {
  stack = await Stack.start({
    port: (real) => ({
      ...real,
      publishMessage: (message) => (reachable ? real.publishMessage(message) : Promise.resolve({ type: 'unreachable', reason: 'a test' })),
    }),
  });
});
afterAll(async () => {
  await stack.stop();
});

interface File {
  readonly id: string;
  readonly fileNumber: string;
  readonly state: string;
  readonly result: string | null;
  readonly closedBy: string | null;
}

/** The outbox has its own pace: what it carries arrives soon after. */
async function withDepartment(): Promise<string> {
  const lena = await stack.as('lena');
  const { body } = await lena.post<{ number: string }>('/api/v1/cases', {
    classification: 'roads.pothole',
    channel: 'phone',
    note: 'Dziura w jezdni.',
    place: 'Piotrkowska 12',
    resident: { new: { name: 'Halina Przykładowa', phone: '600 100 200', email: 'halina@example.org', replyChannel: 'mail' } },
  });
  await stack.rest();
  const taskOf = async (login: string): Promise<string> => {
    const tasks = await (await stack.as(login)).get<{ key: string; state: string }[]>(`/api/v1/tasks?case=${body.number}`);
    return tasks.body.find((task) => task.state === 'open')?.key ?? '';
  };
  await lena.post(`/api/v1/tasks/${await taskOf('lena')}/hand-on`, { decision: 'department', reason: 'Naprawa jezdni.' });
  await stack.rest();
  const roman = await stack.as('roman');
  const accepted = await roman.post(`/api/v1/tasks/${await taskOf('roman')}/complete`, {
    decision: 'accept',
    values: { plannedAt: '2026-03-20T12:00:00Z' },
  });
  expect(accepted.status).toBe(200);
  await stack.delivered();
  return body.number;
}

test('a department closes its file in the EOD: the case is resolved, the CRM knows, a second closing is told by whom', async () => {
  const number = await withDepartment();
  const roman = await stack.as('roman');
  const [file] = (await roman.get<File[]>(`/api/v1/registers/dms?case=${number}&state=open`)).body;
  expect(file).toMatchObject({ state: 'open', result: null });
  const closed = await roman.post(`/api/v1/registers/dms/${file?.id}/close`, { result: 'ZAL' });
  expect(closed).toMatchObject({ status: 200, body: { caseNumber: number, told: 'published' } });
  await stack.delivered();

  expect((await roman.get(`/api/v1/cases/${number}`)).body).toMatchObject({
    status: 'resolved',
    links: [
      { system: 'crm', state: 'closed' },
      { system: 'dms', state: 'closed' },
    ],
  });
  expect((await roman.get<object[]>(`/api/v1/registers/crm?case=${number}`)).body).toMatchObject([
    { caseNumber: number, status: 'resolved' },
  ]);
  const again = await roman.post<{ code: string; detail: string }>(`/api/v1/registers/dms/${file?.id}/close`, { result: 'ZAL' });
  expect(again).toMatchObject({ status: 409, body: { code: 'FILE_ALREADY_CLOSED' } });
  expect(again.body.detail).toContain('roman');
});

test('a department plans its work anew in the EOD: the case and its timeline have it; another department, no date or a closed file are refused', async () => {
  const number = await withDepartment();
  const roman = await stack.as('roman');
  const [file] = (await roman.get<File[]>(`/api/v1/registers/dms?case=${number}&state=open`)).body;
  const path = `/api/v1/registers/dms/${file?.id}/plan`;
  expect((await (await stack.as('lena')).post(path, { plannedAt: '2026-03-24T08:00:00Z' })).status).toBe(403);
  expect((await roman.post(path, { plannedAt: 'jutro' })).status).toBe(400);
  expect((await roman.post(path, { plannedAt: '2026-03-24T09:00:00+01:00' })).status).toBe(204);
  expect((await roman.post(path, { plannedAt: '2026-03-24T08:00:00Z' })).status).toBe(204);
  expect((await roman.get(`/api/v1/cases/${number}`)).body).toMatchObject({ plannedAt: '2026-03-24T08:00:00.000Z' });
  expect((await roman.get<File[]>(`/api/v1/registers/dms?case=${number}`)).body).toMatchObject([{ plannedAt: '2026-03-24T08:00:00Z' }]);
  const lines = (await roman.get<{ act: string }[]>(`/api/v1/cases/${number}/timeline`)).body.filter(({ act }) => act === 'dms.planned');
  expect(lines).toMatchObject([{ actor: 'roman', facts: { plannedBefore: '2026-03-20T12:00:00.000Z' } }]);
  expect(await (await stack.as('alina')).post('/api/v1/reconciliations', { caseNumber: number })).toMatchObject({
    body: { differences: 0 },
  });
  await roman.post(`/api/v1/registers/dms/${file?.id}/close`, { result: 'ZAL' });
  await stack.delivered();
  expect(await roman.post(path, { plannedAt: '2026-03-25T08:00:00Z' })).toMatchObject({
    status: 409,
    body: { code: 'FILE_ALREADY_CLOSED' },
  });
  // What the CRM was told of the case's dates, it shows.
  const theCase = (await roman.get<{ promiseAt: string }>(`/api/v1/cases/${number}`)).body;
  const promiseAt = theCase.promiseAt.replace(/\.\d+/, '');
  expect((await roman.get<object[]>(`/api/v1/registers/crm?case=${number}`)).body).toMatchObject([{ promiseAt, statutoryAt: null }]);
});

test('a document goes from file to file in the EOD, which keeps a trace in both; what the EOD refused goes to the right file from here', async () => {
  const [from, to] = [await withDepartment(), await withDepartment()];
  const lena = await stack.as('lena');
  const add = async (name: string): Promise<string> => {
    const path = `/api/v1/cases/${from}/documents?name=${name}`;
    return (JSON.parse((await lena.bytes('POST', path, { body: Buffer.from(name), type: 'text/plain' })).text) as { id: string }).id;
  };
  const move = (id: string, source: string, target: string) =>
    lena.post(`/api/v1/cases/${source}/documents/${id}/move`, { to: target, reason: 'Nie ta sprawa.' });
  const filesOf = async (number: string) => (await lena.get<(File & { trace: object[] })[]>(`/api/v1/registers/dms?case=${number}`)).body;
  const inFile = (number: string) =>
    stack.rows(
      'SELECT d.name, d.version FROM dms_document d JOIN dms_file f ON f.id = d.file_id WHERE f.case_number = $1 ORDER BY d.name',
      [number],
    );
  const id = await add('skan.txt');
  expect((await move(id, from, to)).status).toBe(204);
  await stack.delivered();
  expect([await inFile(from), await inFile(to)]).toEqual([[], [{ name: 'skan.txt', version: 1 }]]);
  const [[source], [target]] = [await filesOf(from), await filesOf(to)];
  const at = expect.any(String);
  expect(source?.trace).toEqual([{ act: 'document-moved-out', documentId: id, otherFile: target?.fileNumber, at }]);
  expect(target?.trace).toEqual([{ act: 'document-moved-in', documentId: id, otherFile: source?.fileNumber, at }]);
  // The DMS lists what lies in a file, to whom its case shows; a later version there, and where the paper lies, stand with it.
  const documentsIn = async (login: string, file: File | undefined) =>
    (await stack.as(login)).get<object[]>(`/api/v1/registers/dms/${encodeURIComponent(file?.id ?? '')}/documents`);
  await stack.rows(
    `INSERT INTO dms_document (id, file_id, version, name, sha256, stored_at)
     SELECT id, file_id, 2, 'skan poprawiony.txt', 'x', stored_at + interval '1 hour' FROM dms_document WHERE id = $1`,
    [id],
  );
  await stack.rows(`UPDATE dms_document SET paper_store = 'BOM/2026', paper_place = 'pudło 12' WHERE id = $1 AND version = 1`, [id]);
  expect((await documentsIn('roman', source)).body).toEqual([]);
  expect((await documentsIn('roman', target)).body).toEqual([
    {
      id,
      name: 'skan poprawiony.txt',
      versions: [
        { version: 2, name: 'skan poprawiony.txt', storedAt: at },
        { version: 1, name: 'skan.txt', storedAt: at },
      ],
      paper: { store: 'BOM/2026', place: 'pudło 12' },
      inCase: true,
    },
  ]);
  expect((await documentsIn('grzegorz', target)).status).toBe(404);
  await stack.rows('DELETE FROM dms_document WHERE id = $1 AND version = 2', [id]);
  // Back again, by the same way.
  expect((await move(id, to, from)).status).toBe(204);
  await stack.delivered();
  expect([await inFile(from), await inFile(to)]).toEqual([[{ name: 'skan.txt', version: 1 }], []]);

  const held = await add('mapa.txt');
  await stack.rows(`UPDATE outbox SET delivered_at = NULL, held_at = now(), held_code = 'forbidden' WHERE effect_key LIKE $1`, [
    `document|${held}|%`,
  ]);
  await stack.rows('DELETE FROM dms_document WHERE id = $1', [held]);
  expect((await move(held, from, to)).status).toBe(204);
  while ((await stack.rows('SELECT 1 FROM outbox WHERE delivered_at IS NULL AND withdrawn_at IS NULL')).length > 0) await stack.rest();
  expect([await inFile(from), await inFile(to)]).toEqual([[{ name: 'skan.txt', version: 1 }], [{ name: 'mapa.txt', version: 1 }]]);
  await stack.rows('DELETE FROM outbox WHERE withdrawn_at IS NOT NULL');
});

test('the file of a run that is over is closed: the timeline has it, the run that is current goes on', async () => {
  const number = await withDepartment();
  const [roman, lena, alina] = await Promise.all(['roman', 'lena', 'alina'].map((login) => stack.as(login)));
  const [file] = (await roman?.get<File[]>(`/api/v1/registers/dms?case=${number}`))?.body ?? [];
  // Our own closing waits, so the file outlives its run.
  expect((await alina?.put('/api/v1/systems/dms/pause', { until: null, note: 'Aktualizacja EOD' }))?.status).toBe(204);
  const tasks = await roman?.get<{ key: string; state: string }[]>(`/api/v1/tasks?case=${number}`);
  const settle = tasks?.body.find(({ state }) => state === 'open')?.key;
  const outcome = { decision: 'resolve', outcomeCode: 'done', closingText: 'Załatano dziurę.' };
  expect((await roman?.post(`/api/v1/tasks/${settle}/complete`, outcome))?.status).toBe(202);
  await stack.pass(11_000);
  expect((await lena?.post(`/api/v1/cases/${number}/reopen`, { reason: 'Dziura wróciła.' }))?.status).toBe(202);
  await stack.rest();
  const statusOf = async () => (await lena?.get<{ status: string }>(`/api/v1/cases/${number}`))?.body.status;
  expect(await statusOf()).toBe('open');
  expect(await roman?.post(`/api/v1/registers/dms/${file?.id}/close`, { result: 'ZAL' })).toMatchObject({
    status: 200,
    body: { caseNumber: number, told: 'noted' },
  });
  await stack.rest();
  expect(await statusOf()).toBe('open');
  const { body: timeline } = (await lena?.get<{ act: string; facts: object }[]>(`/api/v1/cases/${number}/timeline`)) ?? { body: [] };
  expect(timeline.filter(({ act }) => act === 'dms.file.closed').map(({ facts }) => facts)).toEqual([
    expect.objectContaining({ caseRun: `${number}/1`, published: false }),
  ]);
  await alina?.delete('/api/v1/systems/dms/pause');
  await stack.delivered();
  expect(await stack.rows('SELECT state, closed_by FROM dms_file WHERE case_number = $1', [number])).toEqual([
    { state: 'closed', closed_by: 'roman' },
  ]);
});

describe('while the engine does not answer', () => {
  const actsOf = async (number: string): Promise<string[]> =>
    (await (await stack.as('adam')).get<{ act: string }[]>(`/api/v1/cases/${number}/timeline`)).body.map(({ act }) => act);
  const times = (acts: readonly string[], act: string): number => acts.filter((one) => one === act).length;

  afterEach(() => {
    reachable = true;
  });

  test('a file is closed all the same: the case hears of it when the engine is back', async () => {
    const number = await withDepartment();
    const roman = await stack.as('roman');
    const [file] = (await roman.get<File[]>(`/api/v1/registers/dms?case=${number}`)).body;
    reachable = false;
    const closed = await roman.post(`/api/v1/registers/dms/${file?.id}/close`, { result: 'ZAL' });
    expect(closed).toMatchObject({ status: 200, body: { caseNumber: number, told: 'queued' } });
    expect(await stack.rows(`SELECT state FROM case_message WHERE message_id = 'dms-closed:' || $1`, [file?.id])).toEqual([
      { state: 'pending' },
    ]);
    reachable = true;
    await stack.delivered();
    expect((await roman.get<{ status: string }>(`/api/v1/cases/${number}`)).body.status).toBe('resolved');
    expect(times(await actsOf(number), 'dms.file.closed')).toBe(1);
  });

  test('a contact and a withdrawal are kept, and carried out when it is back', async () => {
    const number = await withDepartment();
    const lena = await stack.as('lena');
    reachable = false;
    expect((await lena.post(`/api/v1/cases/${number}/contacts`, { channel: 'phone', note: 'Pytam, co dalej.' })).status).toBe(201);
    reachable = true;
    await stack.delivered();
    expect(times(await actsOf(number), 'contact.noted')).toBe(1);
    reachable = false;
    expect((await lena.post(`/api/v1/cases/${number}/withdraw`)).status).toBe(202);
    reachable = true;
    await stack.delivered();
    expect((await lena.get<{ outcomeCode: string }>(`/api/v1/cases/${number}`)).body.outcomeCode).toBe('withdrawn');
  });

  test('an event that is told twice happens and is written down once', async () => {
    const number = await withDepartment();
    const event = { caseNumber: number, dmsCode: 'ZAL', eventId: `twice:${number}`, by: 'dms' };
    expect(await Promise.all([stack.api.inward.fileClosed(event), stack.api.inward.fileClosed(event)])).toEqual([
      { type: 'published' },
      { type: 'published' },
    ]);
    await stack.delivered();
    expect(times(await actsOf(number), 'dms.file.closed')).toBe(1);
  });
});

describe('who may look and close', () => {
  const both = async (login: string, number: string): Promise<[number, number]> => {
    const client = await stack.as(login);
    const [crm, dms] = [
      await client.get<object[]>(`/api/v1/registers/crm?case=${number}`),
      await client.get<object[]>(`/api/v1/registers/dms?case=${number}`),
    ];
    return [crm.body.length, dms.body.length];
  };
  const close = async (login: string, id: string | undefined): Promise<{ readonly status: number; readonly code: string }> => {
    const client = await stack.as(login);
    const { status, body } = await client.post<{ code: string }>(`/api/v1/registers/dms/${id}/close`, { result: 'ZAL' });
    return { status, code: body.code };
  };
  let number: string;
  let file: File | undefined;

  beforeAll(async () => {
    number = await withDepartment();
    file = (await (await stack.as('lena')).get<File[]>(`/api/v1/registers/dms?case=${number}`)).body[0];
    // Somebody of a department who also answers the phone.
    const more = { password: PASSWORD, roles: ['department', 'line-1'], unit: 'greenery' };
    await (await stack.as('alina')).post('/api/v1/people', { login: 'dwojga', name: 'Dwojga Ról', ...more });
    const own = { current: PASSWORD, next: `${PASSWORD} of her own` };
    expect((await (await stack.as('dwojga')).put('/api/v1/session/password', own)).status).toBe(204);
  });

  test('the lines and the auditor see every record, a department those of cases that are or were with it', async () => {
    for (const login of ['lena', 'zofia', 'fiona', 'adam', 'roman', 'dwojga'])
      expect([login, await both(login, number)]).toEqual([login, [1, 1]]);
    expect(await both('grzegorz', number)).toEqual([0, 0]);
    const all = await (await stack.as('grzegorz')).get<object[]>('/api/v1/registers/crm');
    expect(all.body).toEqual([]);
  });

  test('an administrator, who reads no case, reads none here either', async () => {
    const alina = await stack.as('alina');
    for (const register of ['crm', 'dms']) {
      expect((await alina.get<{ code: string }>(`/api/v1/registers/${register}`)).body.code).toBe('NOT_ALLOWED');
    }
  });

  test('a file is closed by its own department alone; for others it is not there, whatever else they are', async () => {
    expect((await close('lena', file?.id)).code).toBe('NOT_ALLOWED');
    expect(await close('grzegorz', file?.id)).toEqual({ status: 404, code: 'NOT_FOUND' });
    expect(await close('dwojga', file?.id)).toEqual({ status: 404, code: 'NOT_FOUND' });
    expect(await close('roman', 'nothing')).toEqual({ status: 404, code: 'NOT_FOUND' });
    expect((await close('roman', file?.id)).status).toBe(200);
    expect(await close('grzegorz', file?.id)).toEqual({ status: 404, code: 'NOT_FOUND' });
  });
});

test('a file that is closed with a code that no table knows is closed there, and its case waits for the table', async () => {
  const number = await withDepartment();
  const roman = await stack.as('roman');
  const [file] = (await roman.get<File[]>(`/api/v1/registers/dms?case=${number}`)).body;
  const closed = await roman.post(`/api/v1/registers/dms/${file?.id}/close`, { result: 'NAP' });
  expect(closed).toMatchObject({ status: 200, body: { caseNumber: number, told: 'held' } });
  expect((await roman.get<{ status: string }>(`/api/v1/cases/${number}`)).body.status).toBe('open');
  const olga = await stack.as('olga');
  const { body } = await olga.get<{ xml: string; newest: number }>('/api/v1/code-tables/dms/inward');
  const xml = body.xml.replace('"ZAL"', '"ZAL","NAP"');
  await olga.post('/api/v1/code-tables/dms/inward/versions', { xml, basedOn: body.newest, effectiveOn: null, note: 'Naprawione.' });
  expect((await olga.post('/api/v1/code-tables/dms/inward/replay')).body).toEqual({ replayed: 1 });
  await stack.delivered();
  expect((await roman.get<object>(`/api/v1/cases/${number}`)).body).toMatchObject({ status: 'resolved', outcomeCode: 'done' });
});
