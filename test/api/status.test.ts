/** "Check my case": what a resident is told without signing in, and how little guessing tells. */
import { Stack } from './support/stack.js';

interface Registered {
  readonly number: string;
  readonly statusCode: string;
}

let stack: Stack;
let registered: Registered;

beforeAll(async () => {
  stack = await Stack.start({ settings: { undoMs: 0 } });
  const lena = await stack.as('lena');
  const answer = await lena.post<Registered>('/api/v1/cases', {
    classification: 'roads.pothole',
    channel: 'phone',
    note: 'Nazywam się Halina i wpadłam w dziurę.',
    place: 'ul. Piotrkowska 7',
    resident: { new: { name: 'Halina Przykładowa', phone: '600 100 200' } },
    entryTier: 'line-1',
  });
  registered = answer.body;
  await stack.rest();
});
afterAll(() => stack.stop());

const check = (number: string, code: string) => stack.visitor().post<Record<string, unknown>>('/api/v1/status-checks', { number, code });
const wrong = (code: string) => String((Number(code) + 1) % 10 ** 8).padStart(8, '0');
const forgive = () => stack.rows('DELETE FROM sign_in_limit');

test('number and code open the status, however the code was typed, and nothing personal is in it', async () => {
  expect(registered.statusCode).toMatch(/^\d{8}$/);
  const typed = `${registered.statusCode.slice(0, 4)}-${registered.statusCode.slice(4)} `;
  const answer = await check(registered.number.toLowerCase(), typed);
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ number: registered.number, matter: 'Dziura w jezdni', status: 'open', answer: null });
  expect(answer.body.publicStatus).not.toBe('');
  expect(answer.text).not.toMatch(/Halina|600|Piotrkowska|lena|wpadłam/);
});

test('whoever works on the case can read the code out again, whoever only reads it cannot', async () => {
  const codeFor = async (login: string) =>
    (await (await stack.as(login)).get<{ statusCode: string | null }>(`/api/v1/cases/${registered.number}`)).body.statusCode;
  expect(await codeFor('leon')).toBe(registered.statusCode);
  expect(await codeFor('adam')).toBeNull();
});

test('a wrong number and a wrong code get the same answer after the same time', async () => {
  await forgive();
  const times = { number: [] as number[], code: [] as number[] };
  const bodies: string[] = [];
  for (let round = 0; round < 4; round++) {
    for (const [kind, number, code] of [
      ['number', 'LCK-2026-999999', registered.statusCode],
      ['code', registered.number, wrong(registered.statusCode)],
    ] as const) {
      const began = performance.now();
      const answer = await check(number, code);
      times[kind].push(performance.now() - began);
      expect(answer.status).toBe(404);
      bodies.push(answer.text);
    }
  }
  expect(new Set(bodies).size).toBe(1);
  const middle = (of: number[]) => of.sort((one, other) => one - other)[1] ?? 0;
  expect(Math.min(...times.number, ...times.code)).toBeGreaterThanOrEqual(490);
  expect(Math.abs(middle(times.number) - middle(times.code))).toBeLessThan(100);
});

test('the eleventh guess is not looked at, be there such a case or not', async () => {
  await forgive();
  for (const number of [registered.number, 'LCK-2026-888888']) {
    const guesses = await Promise.all(Array.from({ length: 10 }, () => check(number, '00000')));
    expect(guesses.map(({ status }) => status)).toEqual(Array(10).fill(404));
    const answer = await check(number, registered.statusCode);
    expect([answer.status, Number(answer.headers.get('retry-after')) > 0]).toEqual([429, true]);
  }
  await forgive();
  expect((await check(registered.number, registered.statusCode)).status).toBe(200);
});

test('the answer is there once the case is resolved, and nothing is needed any more', async () => {
  const lena = await stack.as('lena');
  const [task] = (await lena.get<readonly { key: string }[]>(`/api/v1/tasks?case=${registered.number}`)).body;
  await lena.post(`/api/v1/tasks/${task?.key}/claim`);
  const done = await lena.post(`/api/v1/tasks/${task?.key}/complete`, {
    decision: 'resolve',
    outcomeCode: 'answered',
    closingText: 'Naprawimy jezdnię w trzy dni.',
    values: { basis: 'standard', answered: true },
  });
  expect(done.status).toBeLessThan(300);
  await stack.rest();
  await stack.pass(1_000);
  const answer = await check(registered.number, registered.statusCode);
  expect(answer.body).toMatchObject({ status: 'resolved', answer: 'Naprawimy jezdnię w trzy dni.', needed: [], isLate: false });
});
