/** What an auditor asks of all cases: ready questions, an export that masks residents, the whole history of one, and who looked. */
import { Stack } from './support/stack.js';

interface Page {
  readonly cases: readonly { readonly number: string; readonly runCount: number }[];
}
interface History {
  readonly entries: readonly { readonly act: string; readonly payload: object | null }[];
  readonly steps: readonly { readonly processInstanceKey: string; readonly calledInstanceKey: string | null; readonly element: string }[];
  readonly processes: readonly { readonly processId: string }[];
}

let stack: Stack;
let plain: string;
let special: string;

beforeAll(async () => {
  stack = await Stack.start({ settings: { undoMs: 0 } });
  const lena = await stack.as('lena');
  const register = async (place: string) => {
    const answer = await lena.post<{ number: string }>('/api/v1/cases', {
      classification: 'roads.pothole',
      channel: 'phone',
      note: 'Dziura.',
      place,
      resident: { new: { name: 'Halina Przykładowa', phone: '600 100 200' } },
      entryTier: 'line-1',
    });
    await stack.rest();
    return answer.body.number;
  };
  plain = await register('=1+1');
  special = await register('ul. Piotrkowska 7; m. 2');
});
afterAll(() => stack.stop());

const ask = async (query: string) =>
  (await (await stack.as('adam')).get<Page>(`/api/v1/cases?${query}`)).body.cases.map(({ number }) => number);

test.each([
  ['closed-late', `closed_at = now(), promise_at = now() - interval '1 day', outcome_code = 'x', closing_text = 'x', status = 'resolved'`],
  ['reopened', 'current_run = 2'],
  ['dates-changed', `promise_at = promise_first_at + interval '1 hour'`],
  ['reassigned', 'hand_ons = 3'],
])('%s finds the case that is so, and no other', async (question, so) => {
  const [before] = await stack.rows<Record<string, unknown>>('SELECT * FROM case_file WHERE number = $1', [special]);
  expect(await ask(`question=${question}`)).toEqual([]);
  await stack.rows(`UPDATE case_file SET ${so} WHERE number = $1`, [special]);
  expect(await ask(`question=${question}`)).toEqual([special]);
  await stack.rows(
    `UPDATE case_file SET closed_at = NULL, outcome_code = NULL, closing_text = NULL, status = 'open', current_run = 1, hand_ons = 0, promise_at = $2 WHERE number = $1`,
    [special, before?.promise_at],
  );
});

test('cases on one version of a case type, and those with a step that failed', async () => {
  expect(await ask('caseType=resident-matter&version=1')).toEqual(expect.arrayContaining([special, plain]));
  expect(await ask('caseType=resident-matter&version=2')).toEqual([]);
  expect(await ask('question=by-hand')).toEqual([]);
  await stack.rows(
    `INSERT INTO case_incident (engine, incident_key, case_id, run, element_id, error_type, message, job_key, raised_at)
     SELECT 'embedded', 7, id, 1, 'x', 'JOB_NO_RETRIES', 'x', 1, now() FROM case_file WHERE number = $1`,
    [plain],
  );
  expect(await ask('question=by-hand')).toEqual([plain]);
  await stack.rows('DELETE FROM case_incident WHERE incident_key = 7');
});

const exported = async (filter: object, language: string): Promise<readonly string[]> => {
  const adam = await stack.as('adam');
  const answer = await adam.send('POST', '/api/v1/case-exports', { filter }, { 'accept-language': language });
  return answer.text.trim().split('\r\n');
};

test('the export carries its filter and time, masks residents and disarms formulas', async () => {
  const adam = await stack.as('adam');
  const answer = await adam.post('/api/v1/case-exports', { filter: { caseType: 'resident-matter' } });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
  const [time, filter, residents, columns, ...cases] = answer.text.trim().split('\r\n');
  expect(time).toMatch(/^\uFEFF?"# Okienko, lista spraw, 2026-03-02 1\d:\d\d, adam z urzędu; daty i godziny w strefie Europe\/Warsaw"$/);
  expect(filter).toBe('# zawężenie: rodzaj sprawy: Sprawa mieszkańca');
  expect(residents).toBe('# mieszkańcy: zamaskowani');
  const titles = columns?.split(';') ?? [];
  expect(titles.slice(0, 4)).toEqual(['Numer', 'Rodzaj sprawy', 'Wersja', 'Klasyfikacja']);
  const cell = (line: string, title: string) => line.split(';')[titles.indexOf(title)];
  expect(cases.map((line) => [cell(line, 'Mieszkaniec'), cell(line, 'Miejsce')])).toEqual([
    ['•••', '•••'],
    ['•••', '•••'],
  ]);
  expect(answer.text).not.toMatch(/Halina|Piotrkowska/);
});

test('with a purpose residents are seen, and the purpose is in the access log', async () => {
  const adam = await stack.as('adam');
  const purpose = 'Kontrola terminów, pismo K-17/2026';
  const answer = await adam.post('/api/v1/case-exports', { purpose });
  expect(answer.text).toContain(`cel: ${purpose}`);
  expect(answer.text).toContain('Halina Przykładowa;"ul. Piotrkowska 7; m. 2"');
  expect(answer.text).toContain(`Halina Przykładowa;'=1+1`);
  const log = await adam.get<readonly { act: string; purpose: string | null; subjectId: string }[]>('/api/v1/access-log?login=adam');
  expect(log.body.filter(({ act }) => act === 'cases.exported').map(({ subjectId, purpose: why }) => [subjectId, why])).toEqual([
    ['all', purpose],
    ['caseType=resident-matter', null],
  ]);
  expect((await adam.post('/api/v1/case-exports', { purpose: 'bo tak' })).status).toBe(400);
});

test('the export speaks the language of whoever takes it; codes have columns of their own, for programs', async () => {
  const filter = {
    question: 'by-hand',
    caseType: 'resident-matter',
    version: 1,
    tier: 'line-1',
    late: 'false',
    classification: 'roads.pothole',
  };
  const [, polish] = await exported(filter, 'pl');
  expect(polish).toBe(
    '"# zawężenie: pytanie: Ruszane ręcznie; rodzaj sprawy: Sprawa mieszkańca, wersja 1; klasyfikacja: Dziura w jezdni; szczebel: LW-1; po terminie: nie"',
  );
  const [title, english, , columns, line] = await exported({ classification: 'roads.pothole' }, 'en');
  expect([title, english]).toEqual([expect.stringContaining('Okienko, list of cases'), '# filter: classification: Dziura w jezdni']);
  const titles = columns?.split(';') ?? [];
  const cells = line?.split(';') ?? [];
  const found = Object.fromEntries(titles.map((name, index) => [name, cells[index]]));
  expect(found).toMatchObject({
    Status: expect.stringMatching(/^(open|resolved)$/),
    Channel: 'phone',
    'Classification code': 'roads.pothole',
  });
  expect(found.Registered).toMatch(/^2026-03-02 1\d:\d\d$/);
  expect(titles.slice(-4)).toEqual(['Case type code', 'Classification code', 'Assignee login', 'Outcome code']);
  expect((await exported({}, 'pl'))[1]).toBe('# zawężenie: wszystkie sprawy');
});

test('nobody but an auditor exports', async () => {
  for (const login of ['lena', 'roman', 'olga', 'alina']) {
    expect((await (await stack.as(login)).post('/api/v1/case-exports', {})).status).toBe(403);
  }
});

test('the history says which process was called from where; whoever may not read the case sees no texts', async () => {
  const { entries, steps, processes } = (await (await stack.as('adam')).get<History>(`/api/v1/cases/${plain}/history`)).body;
  expect(entries[0]).toMatchObject({ act: 'case.registered', payload: { note: 'Dziura.' } });
  const call = steps.find(({ element }) => element === 'resolve');
  const called = steps.filter(({ processInstanceKey }) => processInstanceKey === call?.calledInstanceKey);
  expect(called.length).toBeGreaterThan(0);
  expect(processes.map(({ processId }) => processId)).toEqual(expect.arrayContaining(['resident-matter', 'resolve-matter']));
  const owners = (await (await stack.as('olga')).get<History>(`/api/v1/cases/${plain}/history`)).body;
  expect(owners.entries.every(({ payload }) => payload === null)).toBe(true);
  const log = await (await stack.as('adam')).get<readonly { login: string }[]>(`/api/v1/access-log?subjectType=case&subjectId=${plain}`);
  expect(log.body.map(({ login }) => login)).toEqual(['olga', 'adam']);
});
