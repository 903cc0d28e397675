/** A hole in the road, as people take it to the department. */
import type { Stack } from './stack.js';

/** Gives the case's number; it is with line 1. */
export async function registered(on: Stack): Promise<string> {
  const { body } = await (await on.as('lena')).post<{ number: string }>('/api/v1/cases', {
    classification: 'roads.pothole',
    channel: 'phone',
    note: 'Dziura w jezdni.',
    place: 'Piotrkowska 12',
    resident: { new: { name: 'Halina Przykładowa', phone: '600 100 200', email: 'halina@example.org', replyChannel: 'mail' } },
  });
  await on.delivered();
  return body.number;
}

/** With the department, its file open in the DMS. */
export async function accepted(on: Stack): Promise<string> {
  const number = await registered(on);
  const lena = await on.as('lena');
  await lena.post(`/api/v1/tasks/${await on.taskOf('lena', number)}/hand-on`, { decision: 'department', reason: 'Naprawa jezdni.' });
  await on.rest();
  const values = { plannedAt: '2026-03-20T12:00:00Z' };
  const roman = await on.as('roman');
  await roman.post(`/api/v1/tasks/${await on.taskOf('roman', number)}/complete`, { decision: 'accept', values });
  await on.delivered();
  return number;
}

export async function statusOf(on: Stack, number: string): Promise<string> {
  return (await (await on.as('lena')).get<{ status: string }>(`/api/v1/cases/${number}`)).body.status;
}
