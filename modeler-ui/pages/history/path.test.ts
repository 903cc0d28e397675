import { elementPaths, flowsTaken, levelsTo, stepOf, stepsUntil } from './path.js';
import type { Step } from './queries.js';

const at = (second: number) => new Date(Date.UTC(2026, 2, 2, 9, 0, second)).toISOString();
const step = (element: string, from: number, to: number | null, more: Partial<Step> = {}): Step => ({
  caseRun: 'X/1',
  processId: 'root',
  version: 2,
  processInstanceKey: '1',
  elementInstanceKey: `${element}${from}`,
  element,
  name: element,
  type: 'userTask',
  enteredAt: at(from),
  leftAt: to === null ? null : at(to),
  how: to === null ? null : 'completed',
  calledInstanceKey: null,
  ...more,
});

const STEPS = [
  step('start', 0, 0),
  step('ask', 0, 10),
  step('gate', 10, 10),
  step('ask', 10, 30),
  step('call', 30, null, { type: 'callActivity', calledInstanceKey: '2' }),
  step('inner', 30, null, { processId: 'called', version: 5, processInstanceKey: '2' }),
];

test('visits and their time are summed up; what is still going on is active', () => {
  const paths = elementPaths(STEPS, Date.parse(at(60)));
  expect(paths.find(({ element }) => element === 'ask')).toEqual({ element: 'ask', visits: 2, durationMs: 30_000, state: 'done' });
  expect(paths.find(({ element }) => element === 'call')).toMatchObject({ durationMs: 30_000, state: 'active' });
});

test('at an earlier moment later steps are not there, and what ended later was open', () => {
  const then = stepsUntil(STEPS, Date.parse(at(5)));
  expect(then.map(({ element, leftAt }) => [element, leftAt === null])).toEqual([
    ['start', false],
    ['ask', true],
  ]);
});

test('a flow was taken when one end left as the other began; a join waits for its last branch', () => {
  const flows = [
    { id: 'a', source: 'start', target: 'ask' },
    { id: 'b', source: 'ask', target: 'gate' },
    { id: 'c', source: 'gate', target: 'ask' },
    { id: 'd', source: 'gate', target: 'call' },
    { id: 'e', source: 'start', target: 'call' },
  ];
  expect(flowsTaken(flows, STEPS, new Set())).toEqual(['a', 'b', 'c']);
  expect(flowsTaken(flows, STEPS, new Set(['call']))).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('the way down and up again is known from the calls', () => {
  expect(levelsTo(STEPS, '2').map(({ processId, version }) => [processId, version])).toEqual([
    ['root', 2],
    ['called', 5],
  ]);
  expect(levelsTo(STEPS, '9')).toEqual([]);
});

test('an act belongs to the last visit of its element that had begun', () => {
  expect(stepOf(STEPS, { at: at(5), element: 'ask' })?.elementInstanceKey).toBe('ask0');
  expect(stepOf(STEPS, { at: at(20), element: 'ask' })?.elementInstanceKey).toBe('ask10');
  expect(stepOf(STEPS, { at: at(20), element: null })).toBeUndefined();
});
