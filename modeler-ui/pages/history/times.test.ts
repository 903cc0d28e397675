import type { Entry } from './queries.js';
import { taskTimes, tierTotals } from './times.js';

const START = Date.UTC(2026, 2, 2, 9);
const MINUTE_MS = 60_000;
const entry = (minute: number, act: string, facts: Record<string, unknown>): Entry => ({
  seq: minute,
  at: new Date(START + minute * MINUTE_MS).toISOString(),
  actor: 'x',
  act,
  facts,
  payload: null,
});
const minutes = (ms: number) => ms / MINUTE_MS;

const STORY = [
  entry(0, 'task.created', { taskKey: '1', element: 'recognise', tier: 'line-1', assignee: null }),
  entry(10, 'task.claimed', { taskKey: '1', assignee: 'lena' }),
  entry(25, 'task.released', { taskKey: '1', assignee: null }),
  entry(30, 'task.claimed', { taskKey: '1', assignee: 'leon' }),
  entry(40, 'task.completed', { taskKey: '1' }),
  entry(40, 'task.created', { taskKey: '2', element: 'settle', tier: 'department', assignee: 'roman' }),
  entry(100, 'task.completed', { taskKey: '2' }),
  entry(101, 'task.created', { taskKey: '3', element: 'again', tier: 'line-1', assignee: null }),
];

test('a task waits while nobody has it and is worked on while somebody does', () => {
  const [first, second] = taskTimes(STORY, START + 200 * MINUTE_MS);
  expect([minutes(first?.waitingMs ?? 0), minutes(first?.workingMs ?? 0)]).toEqual([15, 25]);
  expect([minutes(second?.waitingMs ?? 0), minutes(second?.workingMs ?? 0)]).toEqual([0, 60]);
});

test('what is open is counted up to the moment asked for, and what began later is not there', () => {
  const [task, ...others] = taskTimes(STORY, START + 12 * MINUTE_MS);
  expect(others).toEqual([]);
  expect(task).toMatchObject({ toMs: null, waitingMs: 10 * MINUTE_MS, workingMs: 2 * MINUTE_MS });
});

test('a tier’s total is the sum of its tasks, in the order of the visits', () => {
  const totals = tierTotals(taskTimes(STORY, START + 111 * MINUTE_MS));
  expect(totals.map(({ tier, workingMs, waitingMs }) => [tier, minutes(workingMs), minutes(waitingMs)])).toEqual([
    ['line-1', 25, 25],
    ['department', 60, 0],
  ]);
});
