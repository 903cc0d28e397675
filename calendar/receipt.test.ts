/** From when the clocks of a letter run that lay for days before anybody registered it. */
import { Temporal } from 'temporal-polyfill';
import { countedTerm, createCalendar, parseCalendar, receivedOn, warsawOffice } from './index.js';

const at = (local: string): number => Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Warsaw').epochMilliseconds;
const office = createCalendar(parseCalendar(warsawOffice));

test('an earlier day counts from its beginning, today from now, and a day to come is none', () => {
  const now = at('2026-03-02T10:00');
  expect(receivedOn(office, '2026-02-26', now)).toBe(at('2026-02-26T00:00'));
  expect(receivedOn(office, '2026-03-02', now)).toBe(now);
  expect(receivedOn(office, '2026-03-03', now)).toBeUndefined();
  // Late in the evening in Warsaw it is the day before in UTC, and the clock changed in between.
  expect(receivedOn(office, '2026-03-28', at('2026-03-30T00:30'))).toBe(at('2026-03-28T00:00'));
  expect(receivedOn(office, '2026-03-30', at('2026-03-30T00:30'))).toBe(at('2026-03-30T00:30'));
});

test('by the code the day itself is not counted, whatever its hour; service hours begin with its first opening', () => {
  const received = receivedOn(office, '2026-02-26', at('2026-03-02T10:00')) ?? 0;
  const byLaw = { unit: 'calendar-days', amount: 14, counting: 'kpa' } as const;
  expect(countedTerm(office, received, byLaw).at).toBe(countedTerm(office, at('2026-02-26T15:30'), byLaw).at);
  const service = { unit: 'working-minutes', amount: 24 * 60, counting: 'plain' } as const;
  // Thursday, Friday and Monday, eight hours each.
  expect(countedTerm(office, received, service).at).toBe(at('2026-03-02T16:00'));
});
