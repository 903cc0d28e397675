import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { CalendarSetting } from './index.js';
import { CalendarError, createCalendar, parseCalendar, warsawOffice } from './index.js';

const at = (local: string): number => Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Warsaw').epochMilliseconds;
const show = (instant: number): string =>
  Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO('Europe/Warsaw')
    .toString({ timeZoneName: 'never', smallestUnit: 'minute' });
const calendarOf = (change: Partial<CalendarSetting> = {}) => createCalendar(parseCalendar({ ...warsawOffice, ...change }));
const HOUR = 60;

const office = calendarOf();
const allDay = [{ from: '00:00', to: '24:00' }];
const always = calendarOf({
  week: { monday: allDay, tuesday: allDay, wednesday: allDay, thursday: allDay, friday: allDay, saturday: allDay, sunday: allDay },
  holidays: undefined,
});
const split = calendarOf({
  week: {
    monday: [
      { from: '08:00', to: '12:00' },
      { from: '13:00', to: '17:30' },
    ],
    wednesday: [{ from: '10:00', to: '18:00' }],
  },
});

describe('openings', () => {
  test.each([
    ['a Friday morning', '2026-11-20T09:00', true],
    ['the opening moment', '2026-11-20T08:00', true],
    ['the closing moment', '2026-11-20T16:00', false],
    ['a Saturday', '2026-11-21T10:00', false],
    ['Independence Day, a Wednesday', '2026-11-11T10:00', false],
    ['Corpus Christi 2026', '2026-06-04T10:00', false],
    ['Easter Monday 2026', '2026-04-06T10:00', false],
    ['Wigilia 2024, still a working day', '2024-12-24T10:00', true],
    ['Wigilia 2025, a holiday since then', '2025-12-24T10:00', false],
    ['Wigilia 2026', '2026-12-24T10:00', false],
  ])('%s', (_what, local, open) => {
    expect(office.isOpen(at(local))).toBe(open);
    expect(office.isWorkingDay(at(local))).toBe(open || local.endsWith('16:00'));
  });

  test.each([
    ['open now', '2026-11-20T09:00', '2026-11-20T09:00+01:00'],
    ['before opening', '2026-11-20T06:00', '2026-11-20T08:00+01:00'],
    ['Friday after closing', '2026-11-20T16:00', '2026-11-23T08:00+01:00'],
    ['the eve of Wigilia 2026, a Wednesday', '2026-12-23T16:00', '2026-12-28T08:00+01:00'],
  ])('the next opening, %s', (_what, local, next) => {
    expect(show(office.nextOpening(at(local)))).toBe(next);
  });

  test('a day closed by the city and a Saturday opened by it', () => {
    const changed = calendarOf({ closedOn: ['2026-11-20'], openOn: [{ date: '2026-11-21', hours: [{ from: '10:00', to: '12:00' }] }] });
    expect(show(changed.nextOpening(at('2026-11-20T09:00')))).toBe('2026-11-21T10:00+01:00');
    expect(changed.workingMinutesBetween(at('2026-11-20T00:00'), at('2026-11-22T00:00'))).toBe(2 * HOUR);
  });
});

describe('service time', () => {
  test.each([
    ['inside a day', '2026-11-19T09:00', 4 * HOUR, '2026-11-19T13:00+01:00'],
    ['over night', '2026-11-19T15:00', 4 * HOUR, '2026-11-20T11:00+01:00'],
    ['over a weekend', '2026-11-20T14:00', 4 * HOUR, '2026-11-23T10:00+01:00'],
    ['exactly to closing', '2026-11-20T12:00', 4 * HOUR, '2026-11-20T16:00+01:00'],
    ['from a Saturday', '2026-11-21T12:00', 1 * HOUR, '2026-11-23T09:00+01:00'],
    ['nothing at all, closed', '2026-11-21T12:00', 0, '2026-11-23T08:00+01:00'],
    ['24 hours over Christmas', '2026-12-23T12:00', 24 * HOUR, '2026-12-30T12:00+01:00'],
    ['over the spring change: the office hours keep their wall clock', '2026-03-27T15:00', 2 * HOUR, '2026-03-30T09:00+02:00'],
    ['over the autumn change', '2026-10-23T15:00', 2 * HOUR, '2026-10-26T09:00+01:00'],
  ])('added %s', (_what, from, minutes, to) => {
    expect(show(office.addServiceTime(at(from), minutes))).toBe(to);
  });

  test.each([
    ['spring has 23 hours', '2026-03-29T00:00', '2026-03-30T00:00', 23 * HOUR],
    ['autumn has 25 hours', '2026-10-25T00:00', '2026-10-26T00:00', 25 * HOUR],
    ['the skipped hour is no time', '2026-03-29T01:00', '2026-03-29T04:00', 2 * HOUR],
    ['the repeated hour counts twice', '2026-10-25T01:00', '2026-10-25T04:00', 4 * HOUR],
  ])('round the clock: %s', (_what, from, to, minutes) => {
    expect(always.workingMinutesBetween(at(from), at(to))).toBe(minutes);
    expect(always.addServiceTime(at(from), minutes)).toBe(at(to));
  });

  test('hours that the spring change skips are never counted', () => {
    const sunday = [
      { from: '02:00', to: '02:30' },
      { from: '02:30', to: '04:00' },
    ];
    const night = calendarOf({ week: { sunday } });
    expect(night.workingMinutesBetween(at('2026-03-29T00:00'), at('2026-03-30T00:00'))).toBe(1 * HOUR);
    expect(show(night.nextOpening(at('2026-03-29T00:00')))).toBe('2026-03-29T03:00+02:00');
  });

  test('backwards is negative', () => {
    expect(office.workingMinutesBetween(at('2026-11-20T12:00'), at('2026-11-20T09:00'))).toBe(-3 * HOUR);
  });
});

describe('days', () => {
  test.each([
    ['over the spring change', '2026-03-28T10:00', 1, '2026-03-29T10:00+02:00'],
    ['over the autumn change', '2026-10-24T10:00', 1, '2026-10-25T10:00+01:00'],
    ['into the skipped hour', '2026-03-28T02:30', 1, '2026-03-29T03:30+02:00'],
    ['into the repeated hour', '2026-10-24T02:30', 1, '2026-10-25T02:30+02:00'],
    ['30 of them', '2026-11-20T12:00', 30, '2026-12-20T12:00+01:00'],
    ['over 29 February', '2028-02-28T12:00', 2, '2028-03-01T12:00+01:00'],
  ])('calendar days %s', (_what, from, days, to) => {
    expect(show(office.addCalendarDays(at(from), days))).toBe(to);
  });

  test.each([
    ['over a weekend', '2026-11-20T12:00', 1, '2026-11-23T12:00+01:00'],
    ['over Wigilia and Christmas', '2026-12-22T09:30', 3, '2026-12-29T09:30+01:00'],
    ['from a Saturday, counted from Monday', '2026-11-21T12:00', 1, '2026-11-24T08:00+01:00'],
    ['none of them, closed', '2026-11-21T12:00', 0, '2026-11-23T08:00+01:00'],
    ['over the May holidays', '2026-04-30T10:00', 2, '2026-05-05T10:00+02:00'],
    ['over the autumn change', '2026-10-23T10:00', 1, '2026-10-26T10:00+01:00'],
  ])('working days %s', (_what, from, days, to) => {
    expect(show(office.addWorkingDays(at(from), days))).toBe(to);
  });

  test('a working day ends inside the hours of the day it falls on', () => {
    expect(show(split.addWorkingDays(at('2026-11-16T08:30'), 1))).toBe('2026-11-18T10:00+01:00');
    expect(show(split.addWorkingDays(at('2026-11-18T12:30'), 1))).toBe('2026-11-23T13:00+01:00');
    expect(show(split.addWorkingDays(at('2026-11-18T17:45'), 1))).toBe('2026-11-23T17:30+01:00');
  });
});

describe('what cannot be counted is refused', () => {
  test.each([
    ['a negative amount', () => office.addServiceTime(0, -1), 'AMOUNT_INVALID'],
    ['no number', () => office.addServiceTime(0, Number.NaN), 'AMOUNT_INVALID'],
    ['half a day', () => office.addWorkingDays(0, 0.5), 'AMOUNT_INVALID'],
    ['more than ten years', () => office.addCalendarDays(0, 1_000_000), 'AMOUNT_INVALID'],
    ['an instant that is none', () => office.isOpen(Number.NaN), 'INSTANT_INVALID'],
    ['an instant beyond 2999', () => office.nextOpening(1e15), 'INSTANT_INVALID'],
  ])('%s', (_what, act, code) => {
    expect(act).toThrow(expect.objectContaining({ code, name: CalendarError.name }));
  });
});

describe('for any instant from 2020 to 2035', () => {
  const instants = fc.integer({ min: Date.UTC(2020, 0, 1) / 1000, max: Date.UTC(2035, 0, 1) / 1000 }).map((seconds) => seconds * 1000);
  const minutes = fc.integer({ min: 1, max: 30 * 24 * HOUR });
  const calendars = fc.constantFrom(office, always, split);

  test('added service time is counted back exactly', () => {
    fc.assert(
      fc.property(calendars, instants, minutes, (calendar, from, amount) => {
        expect(calendar.workingMinutesBetween(from, calendar.addServiceTime(from, amount))).toBe(amount);
      }),
    );
  });

  test('added service time lands inside opening hours, closing moments included', () => {
    fc.assert(
      fc.property(calendars, instants, minutes, (calendar, from, amount) => {
        expect(calendar.isOpen(calendar.addServiceTime(from, amount) - 1)).toBe(true);
      }),
    );
  });

  test('a later start or a longer promise never ends earlier', () => {
    fc.assert(
      fc.property(calendars, instants, minutes, fc.nat(100_000), fc.nat(5_000), (calendar, from, amount, later, longer) => {
        const due = calendar.addServiceTime(from, amount);
        expect(calendar.addServiceTime(from + later * 1000, amount)).toBeGreaterThanOrEqual(due);
        expect(calendar.addServiceTime(from, amount + longer)).toBeGreaterThanOrEqual(due);
      }),
    );
  });

  test('adding twice is adding the sum', () => {
    fc.assert(
      fc.property(calendars, instants, minutes, minutes, (calendar, from, first, second) => {
        expect(calendar.addServiceTime(calendar.addServiceTime(from, first), second)).toBe(calendar.addServiceTime(from, first + second));
      }),
    );
  });

  test('time between adds up and turns its sign', () => {
    fc.assert(
      fc.property(calendars, instants, fc.nat(3_000_000), fc.nat(3_000_000), (calendar, a, first, second) => {
        const [b, c] = [a + first * 1000, a + (first + second) * 1000];
        const sum = calendar.workingMinutesBetween(a, b) + calendar.workingMinutesBetween(b, c);
        expect(calendar.workingMinutesBetween(a, c)).toBeCloseTo(sum, 6);
        expect(calendar.workingMinutesBetween(b, a) + calendar.workingMinutesBetween(a, b)).toBe(0);
      }),
    );
  });

  test('the next opening is open, and nothing is open before it', () => {
    fc.assert(
      fc.property(calendars, instants, (calendar, from) => {
        const next = calendar.nextOpening(from);
        expect(calendar.isOpen(next)).toBe(true);
        expect(calendar.workingMinutesBetween(from, next)).toBe(0);
      }),
    );
  });

  test('working days end on a working day and never run backwards', () => {
    fc.assert(
      fc.property(fc.constantFrom(office, split), instants, fc.nat(60), fc.nat(1_000_000), (calendar, from, days, later) => {
        const due = calendar.addWorkingDays(from, days);
        expect(calendar.isWorkingDay(due - 1) || calendar.isOpen(due)).toBe(true);
        expect(calendar.addWorkingDays(from + later * 1000, days)).toBeGreaterThanOrEqual(due);
        expect(calendar.addWorkingDays(from, days + 1)).toBeGreaterThan(due);
      }),
    );
  });

  test('calendar days keep the wall clock, except in the skipped hour', () => {
    fc.assert(
      fc.property(instants, fc.nat(400), (from, days) => {
        const wall = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO('Europe/Warsaw');
        expect(office.addCalendarDays(from, days)).toBe(
          wall.toPlainDateTime().add({ days }).toZonedDateTime('Europe/Warsaw').epochMilliseconds,
        );
      }),
    );
  });
});
