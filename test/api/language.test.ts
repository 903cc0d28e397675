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
/** Who asks what. */
const WRONG: readonly [code: string, login: string | null, method: string, path: string, body?: object][] = [
  ['NOT_SIGNED_IN', null, 'GET', '/api/v1/session'],
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
    const { body } = await stack.visitor().send<Wrong>('GET', '/api/v1/session', undefined, { 'accept-language': language });
    expect(body.title).toBe('Brak zalogowania');
  }
});
