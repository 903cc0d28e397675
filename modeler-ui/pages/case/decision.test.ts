import { kindOf, toDecision } from './decision.js';

const TEXTS = {
  reason: ' Proszę o oględziny. ',
  closingText: 'Naprawimy w 3 dni.',
  department: 'roads',
  toPerson: 'line2b',
  replyChannel: null,
};

test.each([
  ['line-2', false, 'hand-on'],
  ['department', false, 'hand-on'],
  ['back', false, 'send-back'],
  ['resolve', true, 'closing'],
  ['accept', false, 'complete'],
  [null, false, 'complete'],
])('%s with outcome %s is %s', (decision, hasOutcome, kind) => {
  expect(kindOf(decision, hasOutcome)).toBe(kind);
});

test('handing on carries the reason, and the department only when it goes to one', () => {
  expect(toDecision('line-2', { decision: 'line-2' }, TEXTS, 3)).toEqual({
    type: 'hand-on',
    body: { decision: 'line-2', reason: 'Proszę o oględziny.', values: {}, toPerson: 'line2b', department: null, draftVersion: 3 },
  });
  expect(toDecision('department', { decision: 'department' }, TEXTS, 3)).toMatchObject({ body: { department: 'roads' } });
});

test('a closing carries outcome and text apart from the values', () => {
  expect(toDecision('resolve', { decision: 'resolve', outcome: 'done', basis: 'standard' }, TEXTS, 3)).toEqual({
    type: 'complete',
    body: {
      decision: 'resolve',
      values: { basis: 'standard' },
      outcomeCode: 'done',
      closingText: 'Naprawimy w 3 dni.',
      reason: 'Proszę o oględziny.',
      replyChannel: null,
      draftVersion: 3,
    },
  });
});

test('a decision without outcome sends no text to the resident', () => {
  expect(toDecision('accept', { decision: 'accept', plannedAt: null }, { ...TEXTS, reason: '' }, 3)).toEqual({
    type: 'complete',
    body: {
      decision: 'accept',
      values: { plannedAt: null },
      outcomeCode: null,
      closingText: null,
      reason: null,
      replyChannel: null,
      draftVersion: 3,
    },
  });
});
