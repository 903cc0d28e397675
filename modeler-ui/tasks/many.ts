/** Acts on many tasks, a few at a time: each one is the same act as on one task, and each that fails is told by name. */
import { call } from '../api/call.js';
import type { Schemas } from '../api/schema.js';

type Task = Pick<Schemas['Task'], 'key' | 'caseNumber'>;
export type HeldTask = Pick<Schemas['Task'], 'key' | 'caseNumber' | 'assignee'>;

export interface Outcome {
  readonly done: number;
  readonly failed: readonly { readonly caseNumber: string; readonly why: string }[];
}

const AT_ONCE = 4;

export async function onEach(tasks: readonly Task[], act: (key: string) => Promise<unknown>): Promise<Outcome> {
  const waiting = [...tasks];
  const failed: { caseNumber: string; why: string }[] = [];
  const work = async () => {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      const { key, caseNumber } = task;
      await act(key).catch((error: unknown) => failed.push({ caseNumber, why: error instanceof Error ? error.message : String(error) }));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { done: tasks.length - failed.length, failed };
}

/** null: back to the queue. */
export const assignTask = (key: string, assignee: string | null) =>
  call('POST /api/v1/tasks/{key}/assign', { params: { key }, body: { assignee } });

export const handOnTask = (key: string, decision: string, reason: string, department: string | null) =>
  call('POST /api/v1/tasks/{key}/hand-on', { params: { key }, body: { decision, reason, department } });

export const putAside = (key: string, at: string | null, note: string | null = null) =>
  call('PUT /api/v1/tasks/{key}/follow-up', { params: { key }, body: { at, note } });
