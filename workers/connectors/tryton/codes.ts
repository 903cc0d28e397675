/** Which codes Tryton knows: its statuses of tasks, of which those with an outcome are called `status/OUTCOME`. */
import type { CodeList } from '../../outbox/code-list.js';
import type { Tasks } from './tasks.js';

export async function codesOf(tasks: Tasks, signal: AbortSignal): Promise<CodeList> {
  const names = (await tasks.statusNames(signal)).map((name) => name.split(/\/(.*)/s));
  const outcomes = names.flatMap(([, outcome]) => (outcome === undefined ? [] : [outcome]));
  return { status: [...new Set(names.map(([status = '']) => status))], outcome: [...new Set(outcomes)] };
}
