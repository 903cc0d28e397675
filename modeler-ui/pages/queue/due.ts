/** Which date a task is sorted and shown by: the earlier of the promise and the step's own. */
import type { Task } from './queries.js';

export function dueAt({ promiseAt, dueAt: stepDueAt }: Pick<Task, 'promiseAt' | 'dueAt'>): string | null {
  const dates = [promiseAt, stepDueAt].filter((date) => date !== null);
  return dates.sort()[0] ?? null;
}
