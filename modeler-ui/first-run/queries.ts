/** What the first steps ask the server, and the change of the sample person that each may need. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../api/call.js';
import type { Schemas } from '../api/schema.js';

export type FirstStep = Schemas['FirstSteps']['steps'][number];

export const firstStepsQuery = queryOptions({
  queryKey: ['first-steps'],
  queryFn: ({ signal }) => call('GET /api/v1/first-steps', { signal }),
  staleTime: 5_000,
});

/** A fresh page: nothing that the person before has read stays in memory. */
export async function becomeAt(login: string, path: string): Promise<void> {
  await call('POST /api/v1/session/demo', { body: { login } });
  location.assign(path);
}
