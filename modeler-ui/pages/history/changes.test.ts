import { replay, standingAt } from './changes.js';
import type { Entry } from './queries.js';

const at = (seq: number) => new Date(Date.UTC(2026, 2, 2, 9, seq)).toISOString();
const entries = (...acts: readonly (readonly [act: string, facts: Record<string, unknown>])[]): Entry[] =>
  acts.map(([act, facts], index) => ({ seq: index + 1, at: at(index + 1), actor: 'lena', act, facts, payload: null }));

const STORY = entries(
  ['case.registered', { classification: '' }],
  ['run.started', { processId: 'resident-matter', version: 3 }],
  ['case.classified', { before: '', after: 'roads.pothole' }],
  ['dates.computed', { promiseAt: at(50), department: 'roads' }],
  ['tier.entered', { tier: 'line-1', assignee: '', department: null }],
  ['task.created', { tier: 'line-1', assignee: null, taskKey: '7' }],
  ['task.claimed', { taskKey: '7', assignee: 'lena' }],
  ['contact.added', {}],
  ['case.resolved', { outcomeCode: 'answered' }],
  ['run.ended', { how: 'completed' }],
);

test('each act says what it changed, before and after; an act that changed nothing says nothing', () => {
  const told = replay(STORY).map(({ changes }) => changes.map(({ field, before, after }) => `${field}: ${before} → ${after}`));
  expect(told[2]).toEqual(['classification: null → roads.pothole']);
  expect(told[4]).toEqual(['tier: null → line-1']);
  expect(told[6]).toEqual(['assignee: null → lena']);
  expect(told[7]).toEqual([]);
  expect(told[8]).toEqual(['status: open → resolved', 'outcome: null → answered']);
  expect(told[9]).toEqual(['assignee: lena → null']);
});

test('the version in force is known from the moment that the run began', () => {
  const replayed = replay(STORY);
  expect(replayed[0]?.after.version).toBeNull();
  expect(replayed[3]?.after).toMatchObject({ process: 'resident-matter', version: 3 });
});

test('a moment between two acts shows the case as the earlier left it', () => {
  const replayed = replay(STORY);
  expect(standingAt(replayed, Date.parse(at(5)) + 30_000)).toMatchObject({ status: 'open', tier: 'line-1', assignee: null });
  expect(standingAt(replayed, Date.parse(at(9)))).toMatchObject({ status: 'resolved', assignee: 'lena' });
  expect(standingAt(replayed, 0).status).toBeNull();
});

test('a reopened case has no outcome and no dates until they are made again', () => {
  const replayed = replay([...STORY, ...entries(['case.reopened', {}]).map((one) => ({ ...one, seq: 11, at: at(11) }))]);
  expect(replayed.at(-1)?.after).toMatchObject({ status: 'registered', outcome: null, promiseAt: null });
});
