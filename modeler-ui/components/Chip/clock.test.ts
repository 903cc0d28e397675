import { clockState } from './clock.js';

const NOW = new Date('2026-11-24T12:00:00Z');

test.each([
  [null, 'none'],
  ['2026-11-28T12:00:00Z', 'in-time'],
  ['2026-11-25T08:00:00Z', 'tomorrow'],
  ['2026-11-24T12:00:00Z', 'today'],
  ['2026-11-24T11:59:59Z', 'late-today'],
  ['2026-11-22T12:00:00Z', 'late'],
])('due %s: %s', (due, type) => {
  expect(clockState(due, NOW, false).type).toBe(type);
});

test('late says by how many days of the calendar', () => {
  expect(clockState('2026-11-22T22:00:00Z', NOW, false)).toEqual({ type: 'late', days: 2 });
});

test('what is settled has no clock', () => {
  expect(clockState('2026-11-22T22:00:00Z', NOW, true)).toEqual({ type: 'resolved' });
});
