/** Business calendars over the api: several, with versions and authors; units keep them; a change moves the dates of open cases. */

import { pino } from 'pino';
import { createApi, createEmbeddedPort } from '../../api/index.js';
import { warsawOffice } from '../../calendar/index.js';
import { Stack } from './support/stack.js';

interface Calendar {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly week: Readonly<Record<string, readonly { from: string; to: string }[]>>;
  readonly holidays: string | null;
  readonly closedOn: readonly { date: string; reason: string }[];
  readonly openOn: readonly object[];
  readonly version: number;
  readonly isDefault: boolean;
  readonly units: readonly { id: string }[];
  readonly isRecounting: boolean;
}
interface Entry {
  readonly act: string;
  readonly actor: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.start();
});
afterAll(() => stack.stop());

const calendars = async () => (await (await stack.as('alina')).get<readonly Calendar[]>('/api/v1/calendars')).body;
async function standing(id: string): Promise<Calendar> {
  const found = (await calendars()).find((one) => one.id === id);
  if (found === undefined) throw new Error(`Expected a calendar ${id}, but there is none`);
  return found;
}
/** What stands, changed in one point, as the page sends it. */
async function change(id: string, by: Partial<Calendar>, note = 'Próba') {
  const { id: _, isDefault, units, isRecounting, ...fields } = { ...(await standing(id)), ...by };
  const { madeBy, madeAt, ...body } = fields as typeof fields & { madeBy?: string; madeAt?: string };
  return (await stack.as('alina')).put<{ version: number; errors?: readonly { field: string }[]; by?: string }>(`/api/v1/calendars/${id}`, {
    ...body,
    note,
  });
}
async function recounted(): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (!(await calendars()).some(({ isRecounting }) => isRecounting)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('Expected the recount to end within 10 s, but it goes on');
}

test('a new installation has the office’s calendar, the same as before calendars were data', async () => {
  const [office, ...others] = await calendars();
  expect(others).toEqual([]);
  expect(office).toMatchObject({ id: 'office', isDefault: true, version: 1, holidays: 'PL', closedOn: [], openOn: [] });
  expect(office?.units.map(({ id }) => id).sort()).toEqual(['contact-centre', 'greenery', 'roads']);
  const [stored] = await stack.rows<{ definition: unknown }>('SELECT definition FROM calendar_version');
  expect(stored?.definition).toEqual(warsawOffice);
});

test('only an administrator changes one; whoever works may look', async () => {
  const lena = await stack.as('lena');
  expect((await lena.get('/api/v1/calendars')).status).toBe(200);
  expect((await lena.put('/api/v1/calendars/office', {})).status).toBe(403);
  expect((await lena.put('/api/v1/units/roads/calendar', { calendar: null })).status).toBe(403);
});

test('each change is a version with its author, moment and reason, and none is ever rewritten', async () => {
  expect(
    (await change('office', { closedOn: [{ date: '2026-08-14', reason: 'Dzień wolny za 15 sierpnia' }] }, 'Zarządzenie nr 1')).body.version,
  ).toBe(2);
  const versions = await (await stack.as('adam')).get<readonly { version: number; madeBy: string; note: string }[]>(
    '/api/v1/calendars/office/versions',
  );
  expect(versions.body.map(({ version, madeBy, note }) => [version, madeBy, note])).toEqual([
    [2, 'alina', 'Zarządzenie nr 1'],
    [1, 'system:start', 'Kalendarz urzędu z pierwszego uruchomienia'],
  ]);
  await expect(stack.rows(`UPDATE calendar_version SET note = ''`)).rejects.toThrow(/stay as they were written/);
  await expect(stack.rows('DELETE FROM calendar_version')).rejects.toThrow(/stay as they were written/);
});

test('whoever changes an older version is told who was first, and nothing is lost', async () => {
  const refused = await change('office', { version: 1, closedOn: [] });
  expect([refused.status, refused.body.by]).toEqual([409, 'alina']);
  expect((await standing('office')).closedOn).toHaveLength(1);
});

test('what can’t be obeyed is refused field by field', async () => {
  const wrong = await change('office', {
    timeZone: 'Europe/Lodz',
    week: { ...(await standing('office')).week, monday: [{ from: '16:00', to: '08:00' }] },
  });
  expect(wrong.status).toBe(400);
  expect(wrong.body.errors?.map(({ field }) => field).sort()).toEqual(['timeZone', 'week.monday']);
  expect((await change('office', {}, ' ')).status).toBe(400);
});

test('a department keeps a calendar of its own; its new cases are counted by it and its open ones again', async () => {
  const lena = await stack.as('lena');
  const register = async () =>
    (
      await lena.post<{ number: string }>('/api/v1/cases', {
        classification: 'roads.pothole',
        channel: 'phone',
        note: 'Dziura.',
        entryTier: 'line-1',
      })
    ).body.number;
  const promise = async (number: string) => (await lena.get<{ promiseAt: string }>(`/api/v1/cases/${number}`)).body.promiseAt;
  const before = await register();
  await stack.rest();
  // Monday 2 March 2026, 10:00; three working days.
  expect(await promise(before)).toBe('2026-03-05T09:00:00.000Z');

  const alina = await stack.as('alina');
  const office = await standing('office');
  const { name: _, version: __, ...rest } = office;
  const { id, isDefault, units, isRecounting, ...fields } = rest;
  const { madeBy, madeAt, note, ...body } = fields as typeof fields & { madeBy?: string; madeAt?: string; note?: string };
  const added = await alina.put('/api/v1/calendars/roads', {
    ...body,
    name: 'Wydział Dróg',
    closedOn: [{ date: '2026-03-04', reason: 'Szkolenie' }],
    version: 0,
    note: 'Wydział ma swoje dni',
  });
  expect(added.status).toBe(200);
  expect(await promise(before)).toBe('2026-03-05T09:00:00.000Z');

  expect((await alina.put('/api/v1/units/roads/calendar', { calendar: 'roads' })).status).toBe(204);
  await recounted();
  expect(await promise(before)).toBe('2026-03-06T09:00:00.000Z');
  const timeline = await lena.get<readonly Entry[]>(`/api/v1/cases/${before}/timeline`);
  expect(timeline.body.filter(({ act }) => act === 'dates.recounted')).toMatchObject([
    {
      actor: 'system:calendar',
      facts: { calendar: 'roads', calendarVersion: 1, promiseBefore: '2026-03-05T09:00:00.000Z', promiseAt: '2026-03-06T09:00:00.000Z' },
    },
  ]);
  const after = await register();
  await stack.rest();
  expect(await promise(after)).toBe('2026-03-06T09:00:00.000Z');

  // The reminder moved too, and the dates go back where they were when the day is open after all.
  await change('roads', { closedOn: [] }, 'Szkolenie odwołane');
  await recounted();
  expect([await promise(before), await promise(after)]).toEqual(['2026-03-05T09:00:00.000Z', '2026-03-05T09:00:00.000Z']);
  const [{ first, remind } = { first: null, remind: null }] = await stack.rows<{ first: Date; remind: Date }>(
    'SELECT promise_first_at AS first, remind_at AS remind FROM case_file WHERE number = $1',
    [before],
  );
  expect([first?.toISOString(), remind?.toISOString()]).toEqual(['2026-03-05T09:00:00.000Z', '2026-03-04T09:00:00.000Z']);

  // A day that concerns no open case leaves no trace.
  await change('roads', { closedOn: [{ date: '2026-12-31', reason: 'Sylwester' }] });
  await recounted();
  const entries = (await lena.get<readonly Entry[]>(`/api/v1/cases/${before}/timeline`)).body;
  expect(entries.filter(({ act }) => act === 'dates.recounted')).toHaveLength(2);
  const verdict = await (await stack.as('adam')).get<{ verdict: string }>(`/api/v1/cases/${before}/verify`);
  expect([verdict.status, verdict.body.verdict]).toEqual([200, 'intact']);
});

test('a unit’s card tells whether it is open now, by the calendar that it keeps', async () => {
  const alina = await stack.as('alina');
  interface Card {
    readonly id: string;
    readonly isOpen: boolean | null;
  }
  const card = async (id: string) => (await alina.get<readonly Card[]>('/api/v1/units')).body.find((one) => one.id === id);
  for (const id of ['roads', 'greenery']) {
    const { isOpen: _, ...stored } = (await card(id)) ?? { isOpen: null };
    expect((await alina.put(`/api/v1/units/${id}`, { ...stored, hours: 'pn.–pt. 8–16' })).status).toBe(200);
  }
  const open = async () => [(await card('roads'))?.isOpen, (await card('greenery'))?.isOpen, (await card('contact-centre'))?.isOpen];
  expect(await open()).toEqual([true, true, null]);
  await change('roads', { closedOn: [{ date: '2026-03-02', reason: 'Szkolenie' }] });
  expect(await open()).toEqual([false, true, null]);
  await change('roads', { closedOn: [{ date: '2026-12-31', reason: 'Sylwester' }] });
  await recounted();
});

test('a year shows holidays and the city’s own days with their reasons', async () => {
  const alina = await stack.as('alina');
  await change('roads', { openOn: [{ date: '2026-04-11', hours: [{ from: '09:00', to: '13:00' }], reason: 'Dzień otwarty' }] });
  const { body } = await alina.get<readonly { date: string; because: string; name: string; hours: readonly object[] }[]>(
    '/api/v1/calendars/roads/days?year=2026',
  );
  expect(body.find(({ date }) => date === '2026-04-11')).toEqual({
    date: '2026-04-11',
    because: 'own',
    name: 'Dzień otwarty',
    hours: [{ from: '09:00', to: '13:00' }],
  });
  expect(body.find(({ date }) => date === '2026-12-24')).toMatchObject({ because: 'holiday', hours: [] });
  expect(body.find(({ date }) => date === '2026-12-31')).toEqual({ date: '2026-12-31', because: 'own', name: 'Sylwester', hours: [] });
  expect(body.some(({ date }) => date === '2026-11-21')).toBe(false);
});

test('a term is counted and explained, by the law and plainly', async () => {
  const alina = await stack.as('alina');
  const count = (query: string) =>
    alina.get<{ at: string; steps: readonly object[]; closed: readonly { date: string }[] }>(`/api/v1/calendars/office/count?${query}`);
  const plain = (await count('from=2026-04-30T10:00&unit=working-days&amount=2&counting=plain')).body;
  expect(plain.at).toBe('2026-05-05T08:00:00.000Z');
  expect(plain.closed.map(({ date }) => date)).toEqual(['2026-05-01', '2026-05-02', '2026-05-03']);
  const law = (await count('from=2026-11-21T10:00&unit=calendar-days&amount=7&counting=kpa')).body;
  expect(law.at).toBe('2026-11-30T22:59:59.999Z');
  expect(law.steps.map((step) => (step as { type: string }).type)).toEqual([
    'received',
    'day-left-out',
    'counted',
    'passed-over',
    'passed-over',
  ]);
  expect((await count('from=2026-11-21T10:00&unit=working-minutes&amount=7&counting=kpa')).status).toBe(400);
});

test('legal tracks and known promises are there to be used, articles with their meaning', async () => {
  const { body } = await (await stack.as('lena')).get<{
    tracks: readonly { code: string; article: string }[];
    promises: readonly { code: string; terms: readonly { sets: string | null }[] }[];
  }>('/api/v1/terms');
  expect(body.promises.map(({ code }) => code)).toEqual(['kuk', 'd115', 'gorod-24']);
  expect(body.promises.map(({ terms }) => terms.map(({ sets }) => sets))).toEqual([
    [null, null, 'promise'],
    ['promise'],
    ['acceptance', 'promise'],
  ]);
  expect(body.tracks.find(({ code }) => code === 'complaint')).toMatchObject({
    article: 'art. 237 § 1 KPA',
    rule: { unit: 'months', amount: 1, counting: 'kpa' },
  });
});

test('an iCalendar file is shown before anything is taken over', async () => {
  const alina = await stack.as('alina');
  const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT'];
  const text = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//miasto//PL',
    ...event('SUMMARY:Przerwa techniczna', 'DTSTART;VALUE=DATE:20260605', 'DTEND;VALUE=DATE:20260608'),
    ...event('SUMMARY:Narada', 'DTSTART;TZID=Europe/Warsaw:20260610T100000', 'DTEND;TZID=Europe/Warsaw:20260610T120000'),
    'END:VCALENDAR',
  ].join('\r\n');
  const before = await standing('office');
  const shown = await alina.post('/api/v1/calendars/office/file-preview', { text });
  expect(shown.body).toEqual([
    { title: 'Przerwa techniczna', firstDay: '2026-06-05', lastDay: '2026-06-07', hours: null, isWhole: true, closes: ['2026-06-05'] },
    {
      title: 'Narada',
      firstDay: '2026-06-10',
      lastDay: '2026-06-10',
      hours: { from: '2026-06-10T10:00', to: '2026-06-10T12:00' },
      isWhole: false,
      closes: ['2026-06-10'],
    },
  ]);
  expect((await standing('office')).version).toBe(before.version);
  const refused = await alina.post<{ code: string }>('/api/v1/calendars/office/file-preview', { text: 'cześć' });
  expect([refused.status, refused.body.code]).toEqual([400, 'INVALID_REQUEST']);
});

test('the file of OKIENKO_CALENDAR becomes a version once, and again only when it changes', async () => {
  const start = async (name: string) => {
    const calendar = { ...warsawOffice, name };
    const api = createApi({
      databaseUrl: stack.database.url,
      engine: createEmbeddedPort(stack.engine),
      calendar,
      log: pino({ level: 'silent' }),
    });
    await api.start();
    await api.stop();
  };
  const { version } = await standing('office');
  await start('Urząd z pliku');
  await start('Urząd z pliku');
  expect(await standing('office')).toMatchObject({ name: 'Urząd z pliku', version: version + 1, isDefault: true });
  await change('office', { name: 'Urząd ze strony' });
  await start('Urząd z pliku');
  expect((await standing('office')).name).toBe('Urząd ze strony');
  await start('Urząd z innego pliku');
  expect(await standing('office')).toMatchObject({ name: 'Urząd z innego pliku', version: version + 3 });
});
