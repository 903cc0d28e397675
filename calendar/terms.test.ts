/** The terms that are ready: each law with its meaning, and the known promises in their own hours. */
import { Temporal } from 'temporal-polyfill';
import { caseDates, createCalendar, durationRule, LEGAL_TRACKS, PROMISE_PRESETS, parseCalendar, WEEKDAYS, warsawOffice } from './index.js';

const at = (local: string): number => Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Warsaw').epochMilliseconds;
const office = createCalendar(parseCalendar(warsawOffice));
const show = (instant: number | undefined): string =>
  Temporal.Instant.fromEpochMilliseconds(instant ?? 0)
    .toZonedDateTimeISO('Europe/Warsaw')
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' });

test.each(LEGAL_TRACKS.map((track) => [track.code, track] as const))(
  'track %s: an article never without its meaning, and a rule that counts',
  (_code, track) => {
    expect(track.meaning.pl.length * track.meaning.en.length).toBeGreaterThan(0);
    expect(track.rule === null).toBe(track.article === '');
    if (track.rule !== null) expect(durationRule.parse(track.rule)).toEqual(track.rule);
  },
);

test.each([
  ['information', '2026-11-23T23:59:59'],
  ['certificate', '2026-11-16T23:59:59'],
  ['complaint', '2026-12-09T23:59:59'],
  ['proceedings', '2026-12-09T23:59:59'],
  ['complicated-proceedings', '2027-01-11T23:59:59'],
])('L5: a matter of 9 November 2026 on the track %s is due on %s', (code, due) => {
  const track = LEGAL_TRACKS.find((one) => one.code === code);
  if (track?.rule == null) throw new Error(`Expected a track ${code} with a term, but there is none`);
  const statutory = { rule: track.rule, canPause: track.canPause, canExtend: track.canExtend };
  const dates = caseDates({
    calendar: office,
    receivedAt: at('2026-11-09T10:00'),
    now: at('2026-11-09T10:00'),
    promise: null,
    statutory,
    pauses: [],
    extensions: [],
  });
  expect(show(dates.statutory?.at)).toBe(due);
});

test.each([
  ['kuk', 'pick-up', '2026-11-20T21:59:50', '2026-11-21T06:00:10'],
  ['kuk', 'average', '2026-11-20T21:00:00', '2026-11-21T06:18:00'],
  ['kuk', 'at-most', '2026-11-20T23:00:00', '2026-11-21T10:00:00'],
  ['d115', 'answer', '2026-11-20T10:00:00', '2026-11-25T10:00:00'],
  ['gorod-24', 'accept', '2026-11-20T10:00:00', '2026-11-21T10:00:00'],
  ['gorod-24', 'do', '2026-11-20T10:00:00', '2026-12-10T10:00:00'],
])('%s, %s: from %s to %s', (code, term, received, due) => {
  const preset = PROMISE_PRESETS.find((one) => one.code === code);
  const rule = preset?.terms.find((one) => one.code === term)?.rule;
  if (preset === undefined || rule === undefined) throw new Error(`Expected a preset ${code}/${term}, but there is none`);
  const { daily } = preset;
  const hours =
    daily === undefined
      ? warsawOffice
      : { ...warsawOffice, holidays: undefined, week: Object.fromEntries(WEEKDAYS.map((day) => [day, [daily]])) };
  const promise = { rule, canPause: true, canExtend: true };
  const input = { receivedAt: at(received), now: at(received), promise, statutory: null, pauses: [], extensions: [] };
  expect(show(caseDates({ calendar: createCalendar(parseCalendar(hours)), ...input }).promise?.at)).toBe(due);
});
