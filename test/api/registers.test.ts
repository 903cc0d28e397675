/** The built-in CRM and EOD over HTTP: what arrived there, and a department that closes its file. */
import { Stack } from './support/stack.js';

let stack: Stack;

beforeAll(async () => {
  stack = await Stack.start();
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
async function delivered(): Promise<void> {
  await stack.rest();
  while ((await stack.rows('SELECT 1 FROM outbox WHERE delivered_at IS NULL')).length > 0)
    await new Promise((resolve) => setTimeout(resolve, 20));
}

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
  await delivered();
  return body.number;
}

test('a department closes its file in the EOD: the case is resolved, the CRM knows, a second closing is told by whom', async () => {
  const number = await withDepartment();
  const roman = await stack.as('roman');
  const [file] = (await roman.get<File[]>(`/api/v1/registers/dms?case=${number}&state=open`)).body;
  expect(file).toMatchObject({ state: 'open', result: null });
  const closed = await roman.post(`/api/v1/registers/dms/${file?.id}/close`, { result: 'ZAL' });
  expect(closed).toMatchObject({ status: 200, body: { caseNumber: number, told: 'published' } });
  await delivered();

  expect((await roman.get<{ status: string }>(`/api/v1/cases/${number}`)).body.status).toBe('resolved');
  expect((await roman.get<object[]>(`/api/v1/registers/crm?case=${number}`)).body).toMatchObject([
    { caseNumber: number, status: 'resolved' },
  ]);
  const again = await roman.post<{ code: string; detail: string }>(`/api/v1/registers/dms/${file?.id}/close`, { result: 'ZAL' });
  expect(again).toMatchObject({ status: 409, body: { code: 'FILE_ALREADY_CLOSED' } });
  expect(again.body.detail).toContain('roman');
});

test('others may look, a department at its own files only, and nobody else closes one', async () => {
  const number = await withDepartment();
  const [lena, roman] = [await stack.as('lena'), await stack.as('roman')];
  const [file] = (await lena.get<File[]>(`/api/v1/registers/dms?case=${number}`)).body;
  expect((await lena.post<{ code: string }>(`/api/v1/registers/dms/${file?.id}/close`, { result: 'ZAL' })).body.code).toBe('NOT_ALLOWED');
  expect((await roman.post<{ code: string }>('/api/v1/registers/dms/nothing/close', { result: 'ZAL' })).body.code).toBe('NOT_FOUND');
});
