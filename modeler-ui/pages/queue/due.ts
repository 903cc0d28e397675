/** Which date a task is sorted and shown by: the earliest of the promise, the step's own and the follow-up. */
import type { Task } from './queries.js';

export function dueAt({ promiseAt, dueAt: stepDueAt, followUpAt }: Pick<Task, 'promiseAt' | 'dueAt' | 'followUpAt'>): string | null {
  const dates = [promiseAt, stepDueAt, followUpAt].filter((date) => date !== null);
  return dates.sort()[0] ?? null;
}
