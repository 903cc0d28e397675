/** A case's two dates: by the administrative code and plainly, paused and extended; held against an oracle that counts minute by minute. */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { CaseDatesInput, DurationRule } from './index.js';
import { caseDates, createCalendar, durationRule, endOfDate, parseCalendar, warsawOffice } from './index.js';
import { dayOf, endFrom, everyDay, lawDays, monthsOn, noRest, workingMinutes } from './testing/oracle.js';

const at = (local: string): number => Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Warsaw').epochMilliseconds;
const show = (instant: number | undefined): string =>
  Temporal.Instant.fromEpochMilliseconds(instant ?? 0)
    .toZonedDateTimeISO('Europe/Warsaw')
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });
const office = createCalendar(parseCalendar(warsawOffice));
const LATER = at('2099-01-01T00:00');

const statutory = (received: number, rule: DurationRule, more: Partial<CaseDatesInput> = {}) => {
  const definition = { rule, canPause: true, canExtend: true };
  const none = { promise: null, pauses: [], extensions: [] };
  const { statutory: found } = caseDates({ calendar: office, receivedAt: received, now: LATER, statutory: definition, ...none, ...more });
  if (found === null) throw new Error('Expected a date, but none was counted');
  return found;
};
const law = (unit: 'working-days' | 'calendar-days' | 'weeks' | 'months', amount: number): DurationRule => ({
  unit,
  amount,
  counting: 'kpa',
});
const plain = (unit: DurationRule['unit'], amount: number): DurationRule => ({ unit, amount, counting: 'plain' });
const pause = (from: string, to: string | null) => ({ from: at(from), to: to === null ? null : at(to), kind: 'resident' });

describe('by art. 57 of the administrative code', () => {
  test.each([
    ['14 days: the day of receipt isn’t counted', '2026-11-09T10:00', law('calendar-days', 14), '2026-11-23T23:59'],
    ['received a minute before midnight counts like the morning', '2026-11-09T23:59', law('calendar-days', 14), '2026-11-23T23:59'],
    ['7 days that end on a Saturday go to Monday', '2026-11-21T10:00', law('calendar-days', 7), '2026-11-30T23:59'],
    ['Wigilia, Christmas and the weekend are passed over', '2026-12-10T10:00', law('calendar-days', 14), '2026-12-28T23:59'],
    ['Wigilia was a working day until 2024', '2024-12-10T10:00', law('calendar-days', 14), '2024-12-24T23:59'],
    ['a week ends on the same weekday', '2026-11-19T10:00', law('weeks', 1), '2026-11-26T23:59'],
    ['a month ends on the day of the same number', '2026-11-09T10:00', law('months', 1), '2026-12-09T23:59'],
    ['a month from 31 January ends with February', '2028-01-31T10:00', law('months', 1), '2028-02-29T23:59'],
    ['which in a common year is the 28th, here a Sunday', '2027-01-31T10:00', law('months', 1), '2027-03-01T23:59'],
    ['two months over the change of summer time', '2026-02-12T10:00', law('months', 2), '2026-04-13T23:59'],
    ['3 working days over Independence Day', '2026-11-10T10:00', law('working-days', 3), '2026-11-16T23:59'],
  ])('%s', (_what, received, rule, end) => {
    expect(show(statutory(at(received), rule).at)).toBe(end);
  });

  test('ends with the last millisecond of its day', () => {
    expect(statutory(at('2026-11-09T10:00'), law('months', 1)).at).toBe(at('2026-12-10T00:00') - 1);
  });

  test('a day that the city alone closes moves no term of the law', () => {
    const closed = createCalendar(parseCalendar({ ...warsawOffice, closedOn: ['2026-11-23'] }));
    expect(show(statutory(at('2026-11-09T10:00'), law('calendar-days', 14), { calendar: closed }).at)).toBe('2026-11-23T23:59');
  });

  test('knows no hours', () => {
    expect(durationRule.safeParse({ unit: 'working-minutes', amount: 60, counting: 'kpa' }).success).toBe(false);
    expect(durationRule.safeParse({ unit: 'months', amount: 1.5, counting: 'kpa' }).success).toBe(false);
  });

  test('the steps tell the way', () => {
    expect(statutory(at('2026-11-21T10:00'), law('calendar-days', 7)).steps).toEqual([
      { type: 'received', at: at('2026-11-21T10:00') },
      { type: 'day-left-out', date: '2026-11-21' },
      { type: 'counted', rule: law('calendar-days', 7), at: at('2026-11-29T00:00') - 1 },
      { type: 'passed-over', date: '2026-11-28', because: 'saturday' },
      { type: 'passed-over', date: '2026-11-29', because: 'sunday' },
    ]);
  });
});

describe('plainly', () => {
  test.each([
    ['4 service hours asked for on a Saturday begin on Monday', '2026-11-21T12:00', plain('working-minutes', 240), '2026-11-23T12:00'],
    ['24 hours round the clock over the autumn change', '2026-10-24T12:00', plain('minutes', 1440), '2026-10-25T11:00'],
    ['a calendar day over it keeps the wall clock', '2026-10-24T12:00', plain('calendar-days', 1), '2026-10-25T12:00'],
    ['a week', '2026-11-19T10:15', plain('weeks', 1), '2026-11-26T10:15'],
    ['a month from 31 January', '2028-01-31T10:15', plain('months', 1), '2028-02-29T10:15'],
    ['3 working days', '2026-11-20T10:15', plain('working-days', 3), '2026-11-25T10:15'],
  ])('%s', (_what, received, rule, end) => {
    expect(show(statutory(at(received), rule).at)).toBe(end);
  });

  test('20 seconds are a third of a minute', () => {
    expect(statutory(at('2026-11-20T09:00'), plain('working-minutes', 1 / 3)).at).toBe(at('2026-11-20T09:00') + 20_000);
  });

  test('what came outside hours says when its time began', () => {
    expect(statutory(at('2026-11-21T12:00'), plain('working-minutes', 60)).steps[1]).toEqual({
      type: 'starts-at-opening',
      at: at('2026-11-23T08:00'),
    });
  });
});

describe('pauses', () => {
  const fortnight = law('calendar-days', 14);
  const received = at('2026-11-09T10:00');

  test.each([
    ['three days', [pause('2026-11-10T12:00', '2026-11-13T09:00')], '2026-11-26T23:59'],
    [
      'that overlap count once',
      [pause('2026-11-10T12:00', '2026-11-12T09:00'), pause('2026-11-11T12:00', '2026-11-13T09:00')],
      '2026-11-26T23:59',
    ],
    ['within one day take no day', [pause('2026-11-10T09:00', '2026-11-10T15:00')], '2026-11-23T23:59'],
    ['before receipt count for nothing', [pause('2026-11-01T09:00', '2026-11-09T09:00')], '2026-11-23T23:59'],
    ['after the date heal nothing', [pause('2026-11-24T00:00', '2026-11-30T12:00')], '2026-11-23T23:59'],
    ['begun in time and ended late count whole', [pause('2026-11-23T12:00', '2026-11-26T12:00')], '2026-11-26T23:59'],
  ])('%s', (_what, pauses, end) => {
    expect(show(statutory(received, fortnight, { pauses }).at)).toBe(end);
  });

  test('a pause on the days that the end gave way for moves what is left', () => {
    // Ends on Saturday, so on Monday; paused from Sunday to Tuesday, Monday is still to come.
    const sunday = [pause('2026-11-29T12:00', '2026-12-01T12:00')];
    expect(show(statutory(at('2026-11-21T10:00'), law('calendar-days', 7), { pauses: sunday }).at)).toBe('2026-12-02T23:59');
  });

  test('an open pause has lasted until now', () => {
    const open = [pause('2026-11-10T12:00', null)];
    expect(show(statutory(received, fortnight, { pauses: open, now: at('2026-11-12T09:00') }).at)).toBe('2026-11-25T23:59');
  });

  test('of a track that can’t be paused move nothing', () => {
    const definition = { rule: fortnight, canPause: false, canExtend: true };
    const pauses = [pause('2026-11-10T12:00', '2026-11-13T09:00')];
    expect(show(statutory(received, fortnight, { pauses, statutory: definition }).at)).toBe('2026-11-23T23:59');
  });

  test('move both dates, each in its own unit', () => {
    const pauses = [pause('2026-11-10T12:00', '2026-11-13T09:00')];
    const dates = caseDates({
      calendar: office,
      receivedAt: received,
      now: LATER,
      promise: { rule: plain('working-minutes', 24 * 60), canPause: true, canExtend: true },
      statutory: { rule: fortnight, canPause: true, canExtend: true },
      pauses,
      extensions: [],
    });
    // 24 service hours are done on the 13th at 10:00; of the 10th and 12th 4 + 8 hours were paused and one of the 13th, the 11th is a holiday.
    expect(show(dates.promise?.firstAt)).toBe('2026-11-13T10:00');
    expect(show(dates.promise?.at)).toBe('2026-11-16T15:00');
    expect(show(dates.statutory?.at)).toBe('2026-11-26T23:59');
  });
});

describe('extensions', () => {
  const received = at('2026-11-09T10:00');
  const month = law('months', 1);
  const extend = (decidedAt: string, day: string) => ({ decidedAt: at(decidedAt), to: endOfDate(office, day), moves: 'both' as const });

  test('before the date move it, and the original stays visible', () => {
    const found = statutory(received, month, { extensions: [extend('2026-12-01T12:00', '2027-01-08')] });
    expect([show(found.at), show(found.originalAt), show(found.firstAt)]).toEqual([
      '2027-01-08T23:59',
      '2026-12-09T23:59',
      '2026-12-09T23:59',
    ]);
  });

  test.each([
    ['once the date is missed', extend('2026-12-10T08:00', '2027-01-08'), 'date-missed'],
    ['to an earlier day', extend('2026-12-01T12:00', '2026-12-08'), 'not-later'],
  ])('%s are refused', (_what, extension, because) => {
    const found = statutory(received, month, { extensions: [extension] });
    expect(show(found.at)).toBe('2026-12-09T23:59');
    expect(found.steps.at(-1)).toEqual({ type: 'extension-refused', decidedAt: extension.decidedAt, because });
  });

  test('a pause counts to the original too, and once in the extended date', () => {
    const pauses = [pause('2026-11-20T12:00', '2026-11-22T12:00'), pause('2026-12-30T12:00', '2027-01-04T12:00')];
    const found = statutory(received, month, { pauses, extensions: [extend('2026-12-01T12:00', '2027-01-08')] });
    expect([show(found.at), show(found.originalAt)]).toEqual(['2027-01-13T23:59', '2026-12-11T23:59']);
  });
});

describe('minute by minute, for any receipt from 2020 to 2035', () => {
  const spread = fc.integer({ min: Date.UTC(2020, 0, 1) / 60_000, max: Date.UTC(2035, 0, 1) / 60_000 });
  // The days on which counting goes wrong: both changes of summer time, the end of February, the turn of months, Christmas.
  const hard = fc.constantFrom(
    '2026-03-28',
    '2026-03-29',
    '2026-10-24',
    '2026-10-25',
    '2028-02-28',
    '2028-02-29',
    '2027-01-31',
    '2026-12-23',
    '2026-04-30',
  );
  const near = fc.tuple(hard, fc.nat(2 * 1440)).map(([day, minute]) => at(`${day}T00:00`) / 60_000 + minute);
  const received = fc.oneof(spread, near).map((minute) => minute * 60_000);
  const pauses = (from: number, days: number) =>
    fc
      .array(fc.tuple(fc.nat(days * 1440), fc.integer({ min: 1, max: 9 * 1440 })), { maxLength: 3 })
      .map((found) =>
        found.map(([after, minutes]) => ({ from: from + after * 60_000, to: from + (after + minutes) * 60_000, kind: 'resident' })),
      );
  const withPauses = (days: number) => received.chain((from) => fc.tuple(fc.constant(from), pauses(from, days)));
  const runs = { numRuns: 100 };

  test('working minutes', () => {
    fc.assert(
      fc.property(withPauses(6), fc.integer({ min: 1, max: 2400 }), ([from, paused], amount) => {
        const found = statutory(from, plain('working-minutes', amount), { pauses: paused }).at;
        expect(show(found)).toBe(show(workingMinutes(from, amount, paused)));
      }),
      runs,
    );
  });

  test.each([
    ['calendar days by law', 'calendar-days', everyDay],
    ['working days by law', 'working-days', noRest],
  ] as const)('%s', (_what, unit, counted) => {
    fc.assert(
      fc.property(withPauses(12), fc.integer({ min: 1, max: 12 }), ([from, paused], amount) => {
        expect(show(statutory(from, law(unit, amount), { pauses: paused }).at)).toBe(show(lawDays(from, amount, counted, paused)));
      }),
      runs,
    );
  });

  test('weeks and months by law', () => {
    fc.assert(
      fc.property(received, fc.integer({ min: 1, max: 14 }), (from, amount) => {
        expect(show(statutory(from, law('months', amount)).at)).toBe(show(endFrom(monthsOn(from, amount))));
        expect(show(statutory(from, law('weeks', amount)).at)).toBe(show(endFrom(dayOf(from) + 7 * amount)));
      }),
      runs,
    );
  });

  test('an open date never lies before the pause that holds it', () => {
    fc.assert(
      fc.property(
        withPauses(12),
        fc.constantFrom(
          law('calendar-days', 7),
          law('working-days', 3),
          law('months', 1),
          plain('calendar-days', 5),
          plain('minutes', 3000),
        ),
        ([from, paused], rule) => {
          const [only] = paused;
          if (only === undefined) return;
          const found = statutory(from, rule, { pauses: [only] });
          expect(found.at < only.from || found.at >= only.to - 3_600_000).toBe(true);
          expect(found.at).toBeGreaterThanOrEqual(found.firstAt);
        },
      ),
      runs,
    );
  });
});
