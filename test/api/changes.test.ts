/** What is changed beside cases leaves a trace that nobody can rewrite: people and rights, units, absences, the catalogue, models. */
import { readFile } from 'node:fs/promises';
import { Stack } from './support/stack.js';

interface Change {
  readonly by: string | null;
  readonly kind: string;
  readonly subject: string;
  readonly version: number | null;
  readonly act: string;
  readonly note: string | null;
  readonly differences: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
}
interface Page {
  readonly changes: readonly Change[];
  readonly next: string | null;
}

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.start({ workers: false });
});
afterAll(() => stack.stop());

const list = async (query: string): Promise<Page> => (await (await stack.as('adam')).get<Page>(`/api/v1/changes?${query}`)).body;

const POTHOLE = {
  code: 'roads.pothole',
  name: 'Dziura w jezdni',
  caseType: 'resident-matter',
  handling: 'simple',
  department: 'roads',
  approvedAnswer: 'Naprawimy w 3 dni.',
  promise: '',
  ask: [],
  bring: [],
  keywords: ['dziura', 'jezdnia'],
  active: true,
};

test('rights given and taken, a deactivation and a new password are told field by field, without the password', async () => {
  const alina = await stack.as('alina');
  await alina.post('/api/v1/people', { login: 'nowa', name: 'Nowa Osoba', password: 'a long enough password', roles: ['line-1'] });
  await alina.patch('/api/v1/people/nowa', { roles: ['line-1', 'auditor'], unit: 'roads' });
  await alina.patch('/api/v1/people/nowa', { password: 'another long enough password' });
  await alina.patch('/api/v1/people/nowa', { name: 'Nowa Osoba' });
  await alina.patch('/api/v1/people/nowa', { active: false });
  const { changes } = await list('kind=person&subject=nowa');
  expect(changes.map(({ act, by, differences }) => [act, by, differences.map(({ field }) => field)])).toEqual([
    ['changed', 'alina', ['active']],
    ['changed', 'alina', ['newPassword']],
    ['changed', 'alina', ['roles', 'unit']],
    ['added', 'alina', ['login', 'name', 'email', 'roles', 'active', 'unit', 'tierLead']],
  ]);
  expect(changes[2]?.differences[0]).toEqual({ field: 'roles', before: ['line-1'], after: ['line-1', 'auditor'] });
  expect(JSON.stringify(await stack.rows('SELECT * FROM change_log'))).not.toMatch(/argon2|long enough/);
});

test('units, and substitutes of those who are away', async () => {
  const alina = await stack.as('alina');
  const unit = {
    id: 'greenery',
    name: 'Wydział Zieleni',
    kind: 'department',
    hours: '8-16',
    phone: '',
    competence: '',
    substituteUnit: 'roads',
    active: true,
  };
  await alina.put('/api/v1/units/greenery', unit);
  const spoken = { ...unit, id: 'Zieleń Miejska' };
  expect((await alina.put(`/api/v1/units/${encodeURIComponent(spoken.id)}`, spoken)).body).toMatchObject({
    status: 400,
    errors: [{ field: 'id' }],
  });
  const lidia = await stack.as('lidia');
  const absence = { login: 'lena', firstDay: '2026-03-05', lastDay: '2026-03-06', substitute: 'leon' };
  const { body } = await lidia.post<{ id: string }>('/api/v1/absences', absence);
  await lidia.delete(`/api/v1/absences/${body.id}`);
  expect((await list('kind=unit')).changes[0]?.differences).toEqual([
    { field: 'hours', before: '', after: '8-16' },
    { field: 'substituteUnit', before: null, after: 'roads' },
  ]);
  const away = (await list('kind=absence&login=lidia')).changes;
  expect(away.map(({ act, subject }) => [act, subject])).toEqual([
    ['removed', 'lena'],
    ['added', 'lena'],
  ]);
  expect(away[1]?.differences).toContainEqual({ field: 'substitute', before: null, after: 'leon' });
});

test('a classification keeps its versions with their notes; whoever changed an older one is told', async () => {
  const olga = await stack.as('olga');
  const at = '/api/v1/catalogue/classifications/roads.pothole';
  expect((await olga.put(at, { ...POTHOLE, approvedAnswer: 'Naprawimy w 5 dni.', note: 'Umowa na 2026 rok', basedOn: 0 })).status).toBe(
    200,
  );
  expect((await olga.put(at, { ...POTHOLE, approvedAnswer: 'Naprawimy w 5 dni.', nameEn: 'Pothole', danger: true })).status).toBe(200);
  const late = await olga.put<{ code: string; by: string }>(at, { ...POTHOLE, basedOn: 1 });
  expect([late.status, late.body.code, late.body.by]).toEqual([409, 'CHANGED_MEANWHILE', 'olga']);
  const { body } = await olga.get<readonly { version: number; note: string | null; approvedAnswer: string; differences: object[] }[]>(
    `${at}/versions`,
  );
  expect(body.map(({ version, note }) => [version, note])).toEqual([
    [2, null],
    [1, 'Umowa na 2026 rok'],
  ]);
  expect(body[1]?.differences).toEqual([{ field: 'approvedAnswer', before: 'Naprawimy w 3 dni.', after: 'Naprawimy w 5 dni.' }]);
  expect((await (await stack.as('lena')).put(at, POTHOLE)).status).toBe(403);
  const found = await olga.get<readonly { code: string; nameEn: string; danger: boolean }[]>(
    '/api/v1/catalogue/classifications?q=roads.pothole',
  );
  expect(found.body[0]).toMatchObject({ nameEn: 'Pothole', danger: true });
});

test('outages: entered, changed, ended; one that stays as it was leaves no trace', async () => {
  const lena = await stack.as('lena');
  const outage = {
    title: 'Brak wody',
    planned: false,
    classifications: [],
    streets: ['Retkińska'],
    startsAt: '2026-03-02T08:00:00Z',
    endsAt: null,
    say: 'Naprawiamy rurę.',
  };
  const { body } = await lena.post<{ id: string }>('/api/v1/outages', outage);
  const at = `/api/v1/outages/${body.id}`;
  await lena.put(at, { ...outage, streets: ['Retkińska', 'Maratońska'] });
  await lena.put(at, { ...outage, streets: ['Retkińska', 'Maratońska'] });
  await lena.post(`${at}/end`, {});
  expect((await lena.post(`${at}/end`, {})).status).toBe(404);
  const { changes } = await list(`kind=outage&subject=${body.id}`);
  expect(changes.map(({ act, by, differences }) => [act, by, differences.map(({ field }) => field)])).toEqual([
    ['changed', 'lena', ['endedAt']],
    ['changed', 'lena', ['streets']],
    ['added', 'lena', ['name', 'planned', 'classifications', 'streets', 'startsAt', 'endsAt', 'say', 'endedAt']],
  ]);
});

test('calendars: a version with its reason, and who keeps which', async () => {
  const alina = await stack.as('alina');
  const { body } = await alina.get<readonly { id: string; version: number; week: Record<string, object[]> }[]>('/api/v1/calendars');
  const office = body.find(({ id }) => id === 'office');
  const week = { ...office?.week, saturday: [{ from: '08:00', to: '12:00' }] };
  const closedOn = [{ date: '2026-12-24', reason: 'Wigilia' }];
  const calendar = { name: 'Drogi', timeZone: 'Europe/Warsaw', holidays: 'PL', closedOn: [], openOn: [], week, version: 0, note: 'Nowy' };
  expect((await alina.put('/api/v1/calendars/roads-own', calendar)).status).toBe(200);
  const changed = { ...calendar, closedOn, week: { ...week, saturday: [] }, version: 1, note: 'Soboty wolne' };
  expect((await alina.put('/api/v1/calendars/roads-own', changed)).status).toBe(200);
  expect((await alina.put('/api/v1/units/roads/calendar', { calendar: 'roads-own' })).status).toBe(204);
  const { changes } = await list('kind=calendar&subject=roads-own');
  expect(changes.map(({ act, by, note }) => [act, by, note])).toEqual([
    ['changed', 'alina', 'Soboty wolne'],
    ['added', 'alina', 'Nowy'],
  ]);
  expect(changes[0]?.differences).toEqual([
    { field: 'saturday', before: ['08:00–12:00'], after: [] },
    { field: 'closedOn', before: [], after: ['2026-12-24 (Wigilia)'] },
  ]);
  expect((await list('kind=unit&subject=roads')).changes[0]?.differences).toEqual([{ field: 'ownCalendar', before: null, after: 'Drogi' }]);
});

test('published models are told by version, with who and why; those from outside have nobody', async () => {
  const olga = await stack.as('olga');
  const xml = await readFile(new URL('../../processes/information-request/information-request.bpmn', import.meta.url), 'utf8');
  const resources = [{ name: 'information-request.bpmn', content: xml.replace('name="Prośba o informację"', 'name="Pytanie"') }];
  expect((await olga.post('/api/v1/models', { resources, note: 'Krótsza nazwa' })).status).toBe(201);
  const { changes } = await list('kind=model&subject=information-request');
  expect(changes.map(({ act, version, by, note }) => [act, version, by, note])).toEqual([
    ['published', 2, 'olga', 'Krótsza nazwa'],
    ['published', 1, null, null],
  ]);
});

test('one list, by pages, for auditors alone', async () => {
  const all: Change[] = [];
  for (let after = ''; ; ) {
    const page: Page = await list(`limit=3${after}`);
    all.push(...page.changes);
    if (page.next === null) break;
    after = `&after=${page.next}`;
  }
  const whole = await list('limit=500');
  expect(all).toEqual(whole.changes);
  expect(new Set(all.map(({ kind }) => kind))).toEqual(
    new Set(['person', 'unit', 'absence', 'classification', 'outage', 'calendar', 'model', 'form', 'decisions']),
  );
  for (const login of ['lena', 'olga', 'alina']) expect((await (await stack.as(login)).get('/api/v1/changes')).status).toBe(403);
});

test('nobody rewrites the log', async () => {
  await expect(stack.rows(`UPDATE change_log SET login = 'x'`)).rejects.toThrow('only to grow');
  await expect(stack.rows('DELETE FROM change_log')).rejects.toThrow('only to grow');
});
