/** Two people in one form: what is taken from whom, and what somebody must decide. */
import { compare, decideConflicts, fromFields, toFields } from './shared-draft.js';

const SEEN = { 'value.decision': 'line-2', reason: 'Trudne.' };

test('what only one changed is taken from that one', () => {
  expect(compare({ ...SEEN, closingText: 'Moje' }, { ...SEEN, reason: 'Ich' }, SEEN)).toEqual({
    conflicts: [],
    merged: { 'value.decision': 'line-2', reason: 'Ich', closingText: 'Moje' },
  });
});

test('what both changed is asked, and each answer counts for its own field', () => {
  const compared = compare({ 'value.decision': 'resolve', reason: 'Moje' }, { 'value.decision': 'back', reason: 'Ich' }, SEEN);
  expect(compared.conflicts.map(({ field }) => field)).toEqual(['value.decision', 'reason']);
  expect(decideConflicts(compared, new Set(['reason']))).toEqual({ 'value.decision': 'resolve', reason: 'Ich' });
});

test('emptying is a change too', () => {
  const compared = compare({ 'value.decision': 'line-2', reason: 'Moje' }, { 'value.decision': 'line-2' }, SEEN);
  expect(compared.conflicts).toEqual([{ field: 'reason', mine: 'Moje', theirs: null }]);
  expect(decideConflicts(compared, new Set(['reason']))).toEqual({ 'value.decision': 'line-2' });
});

test('a form is the same after it was stored', () => {
  const form = {
    values: { decision: 'resolve', answered: true },
    reason: '',
    closingText: 'x',
    department: null,
    toPerson: 'ada',
    replyChannel: null,
  };
  expect(fromFields(toFields(form))).toEqual(form);
});
