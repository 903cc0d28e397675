/** The path of a case in words. */
import type { Step } from '../history/queries.js';
import { stepsInWords } from './steps-in-words.js';

const step = (more: Partial<Step>): Step => ({
  caseRun: 'LCK-1/1',
  processId: 'p',
  version: 1,
  processInstanceKey: '1',
  elementInstanceKey: '2',
  element: 'work',
  name: 'Wyjaśnij sprawę',
  type: 'userTask',
  enteredAt: '2026-03-02T09:00:00Z',
  leftAt: null,
  how: null,
  calledInstanceKey: null,
  ...more,
});

test('what goes on is where the case is; what is over says when and how', () => {
  const done = step({ elementInstanceKey: '1', leftAt: '2026-03-02T10:00:00Z', how: 'completed' });
  const broken = step({ elementInstanceKey: '3', leftAt: '2026-03-02T11:00:00Z', how: 'terminated' });
  expect(stepsInWords([done, step({}), broken]).map(({ state, at }) => [state, at])).toEqual([
    ['done', '2026-03-02T10:00:00Z'],
    ['active', '2026-03-02T09:00:00Z'],
    ['ended-early', '2026-03-02T11:00:00Z'],
  ]);
});

test.each([
  [{ type: 'exclusiveGateway', name: 'Co dalej?' }],
  [{ type: 'process' }],
  [{ name: 'work' }],
  [{ type: 'callActivity', calledInstanceKey: '9' }],
])('%j is no step for people', (more) => {
  expect(stepsInWords([step(more)])).toEqual([]);
});
