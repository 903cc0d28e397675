import { daysUntil, shortDateTime } from './dates.js';

const NOW = new Date('2026-11-24T12:00:00Z');

test('a date reads as people say it, in the city’s time', () => {
  expect(shortDateTime('pl', new Date('2026-11-24T13:00:00Z'), NOW)).toBe('wt. 24 lis, 14:00');
  expect(shortDateTime('en', new Date('2026-11-24T13:00:00Z'), NOW)).toBe('Tue 24 Nov, 14:00');
  expect(shortDateTime('pl', new Date('2027-07-01T22:30:00Z'), NOW)).toBe('pt. 2 lip 2027, 00:30');
});

test('days are calendar days of the city, also over a change of the clock', () => {
  expect(daysUntil(new Date('2026-11-24T23:30:00Z'), NOW)).toBe(1);
  expect(daysUntil(new Date('2026-11-24T22:30:00Z'), NOW)).toBe(0);
  expect(daysUntil(new Date('2026-11-22T12:00:00Z'), NOW)).toBe(-2);
  expect(daysUntil(new Date('2026-10-26T12:00:00Z'), new Date('2026-10-24T12:00:00Z'))).toBe(2);
});
