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
  expect(clockState(due, NOW).type).toBe(type);
});

test('late says by how many days of the calendar', () => {
  expect(clockState('2026-11-22T22:00:00Z', NOW)).toEqual({ type: 'late', days: 2 });
});

test('what is settled has no clock', () => {
  expect(clockState('2026-11-22T22:00:00Z', NOW, { isClosed: true })).toEqual({ type: 'resolved' });
});

test('a part that is late shows while the case’s own date is ahead, also when it waits; its own date says more', () => {
  const late = { isLateByPart: true };
  expect(clockState('2026-12-22T22:00:00Z', NOW, late)).toEqual({ type: 'late-part' });
  expect(clockState('2026-12-22T22:00:00Z', NOW, { ...late, pausedSince: '2026-11-20T10:00:00Z' })).toEqual({ type: 'late-part' });
  expect(clockState(null, NOW, late)).toEqual({ type: 'late-part' });
  expect(clockState('2026-11-22T22:00:00Z', NOW, late)).toEqual({ type: 'late', days: 2 });
  expect(clockState('2026-12-22T22:00:00Z', NOW, { ...late, isClosed: true })).toEqual({ type: 'resolved' });
});
