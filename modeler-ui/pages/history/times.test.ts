import { replay } from './changes.js';
import type { Entry } from './queries.js';
import { pausesOf, taskTimes, tierTotals } from './times.js';

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
  const totals = tierTotals(taskTimes(STORY, START + 111 * MINUTE_MS), []);
  expect(totals.map(({ tier, workingMs, waitingMs }) => [tier, minutes(workingMs), minutes(waitingMs)])).toEqual([
    ['line-1', 25, 25],
    ['department', 60, 0],
  ]);
});

test('what falls into a pause waits for the resident, not for us; one that goes on is counted up to the moment', () => {
  const story = [
    entry(0, 'tier.entered', { tier: 'line-2' }),
    entry(0, 'task.created', { taskKey: '1', element: 'clarify', tier: 'line-2', assignee: null }),
    entry(10, 'pause.began', { kind: 'resident' }),
    entry(30, 'pause.ended', { kind: 'resident' }),
    entry(40, 'task.claimed', { taskKey: '1', assignee: 'zofia' }),
    entry(50, 'pause.began', { kind: 'office' }),
  ];
  const untilMs = START + 55 * MINUTE_MS;
  const pauses = pausesOf(replay(story), untilMs);
  const [total] = tierTotals(taskTimes(story, untilMs), pauses);
  expect(total).toEqual({
    tier: 'line-2',
    workingMs: 10 * MINUTE_MS,
    waitingMs: 20 * MINUTE_MS,
    residentMs: 20 * MINUTE_MS,
    elsewhereMs: 5 * MINUTE_MS,
  });
  expect(pausesOf(replay(story), START + 5 * MINUTE_MS)).toEqual([]);
});

test('a pause that was entered afterwards counts from then on, for the tier that had the case, and what overlaps counts once', () => {
  const at = (minute: number) => new Date(START + minute * MINUTE_MS).toISOString();
  const story = [
    entry(0, 'tier.entered', { tier: 'line-2' }),
    entry(1, 'task.created', { taskKey: '1', element: 'clarify', tier: 'line-2', assignee: 'zofia' }),
    entry(20, 'pause.began', { kind: 'resident' }),
    entry(30, 'pause.ended', { kind: 'resident' }),
    entry(41, 'task.completed', { taskKey: '1' }),
    entry(42, 'tier.entered', { tier: 'department' }),
    entry(50, 'pause.entered', { kind: 'office', from: at(11), to: at(25) }),
  ];
  const until = (minute: number) => START + minute * MINUTE_MS;
  const totals = (minute: number) => tierTotals(taskTimes(story, until(minute)), pausesOf(replay(story), until(minute)));
  const shown = ({ tier, workingMs, residentMs, elsewhereMs }: ReturnType<typeof totals>[number]) => [
    tier,
    ...[workingMs, residentMs, elsewhereMs].map(minutes),
  ];
  expect(totals(45).map(shown)).toEqual([['line-2', 30, 10, 0]]);
  expect(totals(60).map(shown)).toEqual([['line-2', 21, 5, 14]]);
});
