import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { compileFeel } from '../feel/index.js';
import {
  addDuration,
  ControllableClock,
  firstCycleDue,
  nextCycleDue,
  parseCycle,
  parseDuration,
  parseTimerDate,
  RealClock,
  type TimerCycle,
  type TimerDuration,
} from './index.js';

const ms = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;

/** What FEEL answers at the beginning of 1970. */
function feel(source: string): unknown {
  const compiled = compileFeel(source);
  if (compiled.type === 'syntax-error') throw new Error(compiled.reason);
  const outcome = compiled.expression.evaluate(() => undefined, { nowMs: 0, random: () => 0.5 });
  if (outcome.type === 'failure') throw new Error(outcome.reason);
  return outcome.value;
}

function duration(text: string): TimerDuration {
  const parsed = parseDuration(text);
  if (parsed.type === 'invalid') throw new Error(parsed.reason);
  return parsed.duration;
}

function cycle(text: string): TimerCycle {
  const parsed = parseCycle(text);
  if (parsed.type === 'invalid') throw new Error(parsed.reason);
  return parsed.cycle;
}

describe('a timer date', () => {
  test.each([
    ['2026-03-02T15:35:00Z', '2026-03-02T15:35:00Z'],
    ['2026-03-02T15:35:00+02:00', '2026-03-02T13:35:00Z'],
    ['2026-03-02T15:35:00-05:30', '2026-03-02T21:05:00Z'],
    ['2026-03-02T15:35+01:00[Europe/Warsaw]', '2026-03-02T14:35:00Z'],
    ['2026-03-02T15:35:00.250Z', '2026-03-02T15:35:00.250Z'],
    ['2026-03-02T15:35:00.123456789Z', '2026-03-02T15:35:00.123Z'],
    ['2026-03-02t15:35z', '2026-03-02T15:35:00Z'],
    ['1999-12-31T23:59:59Z', '1999-12-31T23:59:59Z'],
  ])('is read from %s', (text, expected) => {
    expect(parseTimerDate(text)).toEqual({ type: 'ok', atMs: ms(expected) });
  });

  test.each([
    ['no offset', '2026-03-02T15:35:00'],
    ['a date alone', '2026-03-02'],
    ['an offset without colon', '2026-03-02T15:35:00+0100'],
    ['a blank for the T', '2026-03-02 15:35:00Z'],
    ['an empty text', ''],
    ['a number', 1_772_465_700_000],
    ['nothing', null],
    ['a list', []],
    ['a zone without offset', '2026-03-02T15:35:00[Europe/Warsaw]'],
    ['an unknown zone', '2026-03-02T15:35:00Z[Europe/Okienko]'],
    ['a day that does not exist', '2026-02-30T15:35:00Z'],
    ['an hour that does not exist', '2026-03-02T24:00:00Z'],
    ['an offset beyond 18 hours', '2026-03-02T15:35:00+18:01'],
    ['a FEEL date', feel('date("2026-03-02")')],
    ['a FEEL duration', feel('duration("PT1M")')],
  ])('is refused when the value is %s', (_what, value) => {
    expect(parseTimerDate(value)).toEqual({ type: 'invalid', reason: expect.stringMatching(/^Expected a date and time .*, but got /) });
  });

  test.each([
    ['date and time("2026-03-02T15:35:00@Europe/Warsaw")', '2026-03-02T14:35:00Z'],
    ['date and time("2026-03-02T15:35:00+02:00")', '2026-03-02T13:35:00Z'],
    ['date and time("2026-03-02T15:35:00Z")', '2026-03-02T15:35:00Z'],
    ['date and time("2026-03-02T15:35:00")', '2026-03-02T15:35:00Z'],
    ['date and time("2026-03-02T15:35:00Z") + duration("P1D")', '2026-03-03T15:35:00Z'],
    ['now() + duration("PT1M")', '1970-01-01T00:01:00Z'],
  ])('is read from the FEEL value %s', (source, expected) => {
    expect(parseTimerDate(feel(source))).toEqual({ type: 'ok', atMs: ms(expected) });
  });

  test('is the same moment whatever offset it is written in', () => {
    const moments = fc.date({ min: new Date('0001-01-03T00:00:00Z'), max: new Date('9998-12-30T00:00:00Z'), noInvalidDate: true });
    fc.assert(
      fc.property(moments, fc.integer({ min: -18 * 60, max: 18 * 60 }), (date, offsetMinutes) => {
        const local = new Date(date.getTime() + offsetMinutes * 60_000).toISOString().slice(0, -1);
        const digits = [Math.floor(Math.abs(offsetMinutes) / 60), Math.abs(offsetMinutes) % 60].map((n) => String(n).padStart(2, '0'));
        expect(parseTimerDate(`${local}${offsetMinutes < 0 ? '-' : '+'}${digits.join(':')}`)).toEqual({ type: 'ok', atMs: date.getTime() });
      }),
    );
  });

  test('is a value for every text, never an exception', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(['ok', 'invalid']).toContain(parseTimerDate(value).type);
        expect(['ok', 'invalid']).toContain(parseDuration(value).type);
        expect(['ok', 'invalid']).toContain(parseCycle(value).type);
      }),
    );
  });
});

describe('a duration', () => {
  test.each([
    ['PT10S', 0, 0, 10_000],
    ['PT0.5S', 0, 0, 500],
    ['PT1H30M', 0, 0, 5_400_000],
    ['P1D', 0, 1, 0],
    ['P2W', 0, 14, 0],
    ['P1Y2M3W4DT5H6M7.008S', 14, 25, 18_367_008],
    ['-PT5M', 0, 0, -300_000],
    ['PT-5M', 0, 0, -300_000],
    ['-P1DT0.25S', 0, -1, -250],
    ['PT-0.5S', 0, 0, -500],
    ['pt1m', 0, 0, 60_000],
    [' PT0S ', 0, 0, 0],
  ])('is read from %s', (text, months, days, timeMs) => {
    expect(parseDuration(text)).toEqual({ type: 'ok', duration: { text: text.trim(), months, days, timeMs } });
  });

  test.each([
    '',
    'P',
    'PT',
    'P1',
    '1D',
    'P1S',
    'PT1D',
    'P1DT',
    'PT1.5M',
    '10 minutes',
    'PT1M PT1M',
    'P99999Y',
    `PT${'9'.repeat(99)}S`,
    60,
    null,
  ])('is refused as %p', (value) => {
    expect(parseDuration(value)).toEqual({ type: 'invalid', reason: expect.stringMatching(/^Expected .*, but got /) });
  });

  test('is read from FEEL durations', () => {
    expect(parseDuration(feel('duration("PT5M")'))).toMatchObject({ type: 'ok', duration: { timeMs: 300_000 } });
    expect(parseDuration(feel('duration("P1Y2M")'))).toMatchObject({ type: 'ok', duration: { months: 14 } });
    expect(parseDuration(feel('date("2026-03-02")'))).toMatchObject({ type: 'invalid' });
  });

  test.each([
    ['a month from the 31st ends on the last day', '2026-01-31T12:00:00Z', 'P1M', 'UTC', '2026-02-28T12:00:00Z'],
    ['months come before days', '2026-01-31T12:00:00Z', 'P1M1D', 'UTC', '2026-03-01T12:00:00Z'],
    ['a leap year', '2024-02-29T00:00:00Z', 'P1Y', 'UTC', '2025-02-28T00:00:00Z'],
    ['a day across the change to summer time', '2026-03-28T11:00:00Z', 'P1D', 'Europe/Warsaw', '2026-03-29T10:00:00Z'],
    ['24 hours across it', '2026-03-28T11:00:00Z', 'PT24H', 'Europe/Warsaw', '2026-03-29T11:00:00Z'],
  ])('is added in the calendar: %s', (_what, start, text, zone, expected) => {
    expect(addDuration(ms(start), duration(text), zone)).toBe(ms(expected));
  });

  test('added in UTC agrees with the days of a calendar and the milliseconds of a clock', () => {
    const starts = fc.integer({ min: 0, max: 4_000_000_000_000 });
    fc.assert(
      fc.property(starts, fc.nat(3650), fc.nat(100_000), (startMs, days, seconds) => {
        expect(addDuration(startMs, duration(`P${days}DT${seconds}S`))).toBe(startMs + days * 86_400_000 + seconds * 1000);
      }),
    );
  });
});

describe('a cycle', () => {
  test.each([
    ['R3/PT10S', 3],
    ['R/PT1M', 'unbounded'],
    ['R0/PT1M', 1],
    ['R5/2026-01-01T00:00:00Z/PT1H', 5],
  ])('is read from %s', (text, repetitions) => {
    expect(cycle(text).repetitions).toBe(repetitions);
  });

  test.each(['', 'PT10S', 'R3', 'R3/', 'R-1/PT10S', 'R3/PT0S', 'R/-PT1S', 'R3/2026-01-01/PT1H', 'R9999999999/PT1S', 'R/P', 3, null])(
    'is refused as %p',
    (value) => {
      expect(parseCycle(value)).toEqual({ type: 'invalid', reason: expect.stringMatching(/^Expected .*, but got /) });
    },
  );

  test('is refused as a cron expression by its name', () => {
    expect(parseCycle('0 0 9-17 * * MON-FRI')).toMatchObject({ reason: expect.stringContaining('cron expression') });
    expect(parseCycle('@daily')).toMatchObject({ reason: expect.stringContaining('cron expression') });
  });

  test('begins after one interval, at its start, or at once when the start has passed', () => {
    const now = ms('2026-06-01T00:00:00Z');
    expect(firstCycleDue(now, cycle('R3/PT10S'))).toBe(now + 10_000);
    expect(firstCycleDue(now, cycle('R3/2026-07-01T00:00:00Z/PT10S'))).toBe(ms('2026-07-01T00:00:00Z'));
    expect(firstCycleDue(now, cycle('R3/2026-01-01T00:00:00Z/PT10S'))).toBe(now);
  });

  test('goes on from the moment it was due, in the calendar of its start', () => {
    const daily = cycle('R/2026-03-28T09:00:00+01:00[Europe/Warsaw]/P1D');
    expect(nextCycleDue(ms('2026-03-28T08:00:00Z'), daily)).toBe(ms('2026-03-29T07:00:00Z'));
    const offset = cycle('R/2026-03-28T09:00:00+01:00/P1D');
    expect(nextCycleDue(ms('2026-03-28T08:00:00Z'), offset)).toBe(ms('2026-03-29T08:00:00Z'));
  });

  test('never drifts and always moves on', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4e12 }),
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 1, max: 50 }),
        (start, seconds, times) => {
          const every = cycle(`R/PT${seconds}S`);
          let due = firstCycleDue(start, every);
          for (let fired = 1; fired < times; fired += 1) due = nextCycleDue(due, every);
          expect(due).toBe(start + times * seconds * 1000);
        },
      ),
    );
  });
});

describe('the clock', () => {
  test('runs with the machine', () => {
    const before = Date.now();
    const now = new RealClock().now();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  test('stands still while pinned, runs after a reset, and tells its listeners of both', () => {
    let runningMs = 1000;
    const clock = new ControllableClock({ now: () => runningMs });
    const heard: number[] = [];
    const stop = clock.onChange(() => heard.push(clock.now()));
    expect(clock.now()).toBe(1000);
    clock.pin(50);
    runningMs = 2000;
    expect(clock.now()).toBe(50);
    clock.reset();
    expect(clock.now()).toBe(2000);
    stop();
    clock.pin(60);
    expect(heard).toEqual([50, 2000]);
  });

  test.each([Number.NaN, 1.5, 9e15])('cannot be pinned at %p', (atMs) => {
    const clock = new ControllableClock({ now: () => 7 });
    expect(() => clock.pin(atMs)).toThrow(RangeError);
    expect(clock.now()).toBe(7);
  });
});
