/** What goes wrong is told in the person's language, down to each field. */
import { Stack } from './support/stack.js';

interface Wrong {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.start();
});
afterAll(() => stack.stop());

const CASE = { classification: 'roads.pothole', channel: 'phone', note: 'x', entryTier: 'line-1' };
const NOBODY = '00000000-0000-4000-8000-000000000000';
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const WRONG_CALENDAR = {
  name: 'x',
  timeZone: 'Europe/Lodz',
  week: Object.fromEntries(DAYS.map((day) => [day, day === 'monday' ? [{ from: '16:00', to: '8:00' }] : []])),
  holidays: 'pl',
  closedOn: [{ date: '2026-02-30', reason: '' }],
  openOn: [],
  version: 1,
  note: 'x',
};
/** Who asks what. */
const WRONG: readonly [code: string, login: string | null, method: string, path: string, body?: object][] = [
  ['NOT_SIGNED_IN', null, 'GET', '/api/v1/tasks'],
  ['WRONG_CREDENTIALS', null, 'POST', '/api/v1/session', { login: 'lena', password: 'wrong' }],
  ['INVALID_REQUEST', null, 'POST', '/api/v1/session', { login: 5 }],
  ['NOT_FOUND', null, 'GET', '/api/v1/none'],
  ['NOT_FOUND', null, 'POST', '/api/v1/session/demo', { login: 'lena' }],
  ['NOT_FOUND', null, 'POST', '/api/v1/status-checks', { number: 'LCK-2026-999999', code: '00000000' }],
  ['METHOD_NOT_ALLOWED', 'lena', 'DELETE', '/api/v1/tasks'],
  ['NOT_ALLOWED', 'lena', 'GET', '/api/v1/access-log'],
  ['NOT_FOUND', 'lena', 'GET', '/api/v1/cases/LCK-2026-999999'],
  ['NOT_FOUND', 'lena', 'GET', '/api/v1/tasks/5'],
  ['INVALID_REQUEST', 'lena', 'GET', '/api/v1/tasks/abc'],
  ['INVALID_REQUEST', 'lena', 'GET', '/api/v1/tasks?limit=0'],
  ['NOT_FOUND', 'lena', 'GET', '/api/v1/first-steps'],
  ['INVALID_REQUEST', 'lena', 'POST', '/api/v1/cases', { ...CASE, classification: 'none' }],
  ['CASE_TYPE_UNKNOWN', 'lena', 'POST', '/api/v1/cases', { ...CASE, caseType: 'none' }],
  ['INVALID_REQUEST', 'lena', 'POST', '/api/v1/cases', { ...CASE, resident: { id: NOBODY } }],
  ['INVALID_REQUEST', 'lena', 'PATCH', '/api/v1/me/preferences', { keys: { 'k k': 'x' }, density: 'huge' }],
  ['INVALID_REQUEST', 'lena', 'PUT', '/api/v1/session/password', { current: 'wrong', next: 'a long enough password' }],
  ['INVALID_REQUEST', 'lena', 'PUT', '/api/v1/session/password', { current: 'wrong', next: 'short' }],
  ['NOT_FOUND', 'lena', 'DELETE', `/api/v1/me/filters/${NOBODY}`],
  [
    'INVALID_REQUEST',
    'lidia',
    'POST',
    '/api/v1/absences',
    { login: 'nobody', firstDay: '2026-03-05', lastDay: '2026-03-04', substitute: null },
  ],
  [
    'ALREADY_EXISTS',
    'alina',
    'POST',
    '/api/v1/people',
    { login: 'lena', name: 'L', password: 'a long enough password', roles: ['line-1'], unit: null, tierLead: false, email: null },
  ],
  ['LAST_ADMINISTRATOR', 'alina', 'PATCH', '/api/v1/people/alina', { active: false }],
  ['NOT_FOUND', 'alina', 'PATCH', '/api/v1/people/nobody', { active: false }],
  ['NOT_FOUND', 'olga', 'GET', '/api/v1/models/none/1'],
  ['NOT_FOUND', 'olga', 'GET', '/api/v1/drafts/none'],
  ['NOT_FOUND', 'olga', 'POST', '/api/v1/drafts', { from: 'version', processId: 'none' }],
  ['NOT_FOUND', 'roman', 'POST', '/api/v1/registers/dms/none/close', { result: 'done' }],
  ['INVALID_REQUEST', 'lena', 'POST', '/api/v1/cases', { ...CASE, outage: NOBODY }],
  ['INVALID_REQUEST', 'lena', 'POST', '/api/v1/cases', { ...CASE, answers: { none: true } }],
  ['NOT_FOUND', 'lena', 'POST', `/api/v1/questions/${NOBODY}/withdraw`],
  ['NOT_FOUND', 'lena', 'POST', `/api/v1/residents/${NOBODY}/notes`, { text: 'x' }],
  [
    'NOT_FOUND',
    'lena',
    'POST',
    '/api/v1/catalogue/classifications/none/send',
    { channel: 'mail', to: null, caseNumber: null, resident: null },
  ],
  [
    'INVALID_REQUEST',
    'lidia',
    'POST',
    '/api/v1/outages',
    { title: 'x', classifications: [], streets: [], startsAt: '2026-03-05T00:00:00Z', endsAt: '2026-03-04T00:00:00Z', say: 'x' },
  ],
  ['NOT_FOUND', 'lidia', 'POST', `/api/v1/outages/${NOBODY}/end`],
  ['NOT_FOUND', 'alina', 'GET', '/api/v1/calendars/none/versions'],
  ['INVALID_REQUEST', 'alina', 'GET', '/api/v1/calendars/office/count?from=2026-03-02T10:00&unit=weeks&amount=0.5&counting=plain'],
  ['INVALID_REQUEST', 'alina', 'POST', '/api/v1/calendars/office/file-preview', { text: 'BEGIN:NONE' }],
  ['INVALID_REQUEST', 'alina', 'PUT', '/api/v1/calendars/office', WRONG_CALENDAR],
  ['NOT_FOUND', 'alina', 'GET', '/api/v1/effects/999'],
  ['INVALID_REQUEST', 'alina', 'PUT', '/api/v1/systems/crm/pause', { until: '2020-01-01T00:00:00Z', note: 'test' }],
  ['NOT_FOUND', 'adam', 'GET', `/api/v1/samples/${NOBODY}`],
  ['INVALID_REQUEST', 'adam', 'POST', `/api/v1/samples/${NOBODY}/close`, { conclusion: '' }],
  ['INVALID_REQUEST', 'adam', 'GET', '/api/v1/changes?after=none'],
  ['NOT_FOUND', 'olga', 'GET', '/api/v1/model-parts/form/none'],
  ['NOT_FOUND', 'olga', 'GET', '/api/v1/running/none/1/places'],
];

const POLISH = /[ąćęłńóśźż]|\b(nie|jest|ma|albo|tej|tego|oczekiwano|popraw|spróbuj|sprawdź|niepoprawn\w+|nieprawid\w+)\b/i;
const ENGLISH = /\b(the|there|expected|invalid|is not|not found|wrong|try again|received)\b/i;

describe.each([
  ['en', POLISH],
  ['pl', ENGLISH],
] as const)('who reads %s', (language, foreign) => {
  // One object a row: a row shorter than the arguments would be given jest's own `done`.
  test.each(WRONG.map(([code, login, method, path, body]) => ({ code, login, method, path, body })))(
    '$code to $login: $method $path',
    async ({ code, login, method, path, body }) => {
      const client = login === null ? stack.visitor() : await stack.as(login);
      const answer = await client.send<Wrong>(method, path, body, { 'accept-language': language });
      const { title, detail, errors = [] } = answer.body;
      expect([answer.body.code, answer.text]).toEqual([code, expect.anything()]);
      // What the person themself wrote is in their own words.
      for (const sentence of [title, detail, ...errors.map(({ message }) => message)]) expect(sentence).not.toMatch(foreign);
      expect(detail).toMatch(/\p{L}{2,}/u);
    },
  );
});

test('who asks for no language, or for one that we don’t speak, reads Polish', async () => {
  for (const language of ['*', 'fr', 'de, en;q=0.1, pl;q=0.5']) {
    const { body } = await stack.visitor().send<Wrong>('GET', '/api/v1/tasks', undefined, { 'accept-language': language });
    expect(body.title).toBe('Brak zalogowania');
  }
});
