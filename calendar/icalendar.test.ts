/** Events of iCalendar files as local dates of Warsaw: as calendar programs write them, exceptions and zones included. */
import { CalendarError, readICalendar } from './index.js';

const file = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//PL', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: string[]): string =>
  ['BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20260101T000000Z', 'SUMMARY:Szkolenie', ...lines, 'END:VEVENT'].join('\r\n');
const YEAR = { from: '2026-01-01', to: '2026-12-31' };
const read = (text: string, range = YEAR) => readICalendar(text, 'Europe/Warsaw', range);
const days = (text: string, range = YEAR) =>
  read(text, range).map(({ firstDay, lastDay }) => (firstDay === lastDay ? firstDay : `${firstDay}/${lastDay}`));

describe('days', () => {
  test.each([
    ['one, its end on the day after', ['DTSTART;VALUE=DATE:20260504', 'DTEND;VALUE=DATE:20260505'], ['2026-05-04']],
    ['one without an end', ['DTSTART;VALUE=DATE:20260504'], ['2026-05-04']],
    ['several', ['DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261227'], ['2026-12-24/2026-12-26']],
    ['by duration', ['DTSTART;VALUE=DATE:20260504', 'DURATION:P2D'], ['2026-05-04/2026-05-05']],
    ['each year on the same date', ['DTSTART;VALUE=DATE:20200604', 'RRULE:FREQ=YEARLY'], ['2026-06-04']],
    [
      'each last Friday of a quarter',
      ['DTSTART;VALUE=DATE:20260327', 'RRULE:FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR'],
      ['2026-03-27', '2026-06-26', '2026-09-25', '2026-12-25'],
    ],
    [
      'without its exceptions',
      ['DTSTART;VALUE=DATE:20260504', 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE;VALUE=DATE:20260505'],
      ['2026-05-04', '2026-05-06'],
    ],
    ['with dates added one by one', ['DTSTART;VALUE=DATE:20260504', 'RDATE;VALUE=DATE:20260701'], ['2026-05-04', '2026-07-01']],
    ['a daily one that began long ago', ['DTSTART;VALUE=DATE:19900101', 'RRULE:FREQ=DAILY;UNTIL=20260102'], ['2026-01-01', '2026-01-02']],
    ['a cancelled one is none', ['DTSTART;VALUE=DATE:20260504', 'STATUS:CANCELLED'], []],
    ['outside the range', ['DTSTART;VALUE=DATE:20270504'], []],
    ['29 February, each year that has one', ['DTSTART;VALUE=DATE:20240229', 'RRULE:FREQ=YEARLY'], []],
    ['that never come', ['DTSTART;VALUE=DATE:20260201', 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'], []],
  ])('%s', (_what, lines, expected) => {
    expect(days(file(event(...lines)))).toEqual(expected);
  });

  test('a moved occurrence stands where it was moved to', () => {
    const moved = event('RECURRENCE-ID;VALUE=DATE:20260505', 'DTSTART;VALUE=DATE:20260601');
    expect(days(file(event('DTSTART;VALUE=DATE:20260504', 'RRULE:FREQ=DAILY;COUNT=3'), moved))).toEqual([
      '2026-05-04',
      '2026-05-06',
      '2026-06-01',
    ]);
  });
});

describe('hours', () => {
  test.each([
    [
      'the city’s own zone',
      ['DTSTART;TZID=Europe/Warsaw:20260504T100000', 'DTEND;TZID=Europe/Warsaw:20260504T140000'],
      '2026-05-04T10:00',
      '2026-05-04T14:00',
    ],
    ['UTC', ['DTSTART:20260504T100000Z', 'DTEND:20260504T110000Z'], '2026-05-04T12:00', '2026-05-04T13:00'],
    ['no zone at all', ['DTSTART:20260504T100000', 'DURATION:PT1H'], '2026-05-04T10:00', '2026-05-04T11:00'],
    [
      'another zone by its IANA name alone',
      ['DTSTART;TZID=America/New_York:20260504T200000', 'DURATION:PT1H'],
      '2026-05-05T02:00',
      '2026-05-05T03:00',
    ],
    ['winter time', ['DTSTART:20261204T100000Z', 'DTEND:20261204T110000Z'], '2026-12-04T11:00', '2026-12-04T12:00'],
  ])('in %s', (_what, lines, from, to) => {
    expect(read(file(event(...lines))).map(({ hours }) => hours)).toEqual([{ from, to }]);
  });

  test('in a zone that only the file describes', () => {
    const zone = [
      ...['BEGIN:VTIMEZONE', 'TZID:Urzad', 'BEGIN:STANDARD', 'DTSTART:19700101T000000', 'TZOFFSETFROM:+0500', 'TZOFFSETTO:+0500'],
      ...['END:STANDARD', 'END:VTIMEZONE'],
    ];
    const found = read(file(...zone, event('DTSTART;TZID=Urzad:20260504T100000', 'DURATION:PT1H')));
    expect(found[0]?.hours).toEqual({ from: '2026-05-04T07:00', to: '2026-05-04T08:00' });
  });

  test('a meeting that repeats over the change of summer time keeps its wall clock', () => {
    const found = read(file(event('DTSTART;TZID=Europe/Warsaw:20261019T100000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;COUNT=2')));
    expect(found.map(({ hours }) => hours?.from)).toEqual(['2026-10-19T10:00', '2026-10-26T10:00']);
  });

  test('what ends at midnight takes nothing of the next day', () => {
    expect(days(file(event('DTSTART:20260504T220000', 'DTEND:20260505T000000')))).toEqual(['2026-05-04']);
  });
});

describe('what is no calendar is refused', () => {
  test.each([
    ['a picture', '\u0089PNG'],
    ['nothing', ''],
    ['a card', 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Anna\r\nEND:VCARD\r\n'],
    ['a calendar that breaks off', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x'],
    ['an event without a beginning', file('BEGIN:VEVENT', 'UID:1', 'END:VEVENT')],
    ['a bell that rings each second', file(event('DTSTART:20260504T100000', 'RRULE:FREQ=SECONDLY'))],
    ['a day that is searched for for ever', file(event('DTSTART;VALUE=DATE:20260504', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31'))],
    [
      'each seventh day from a Thursday that is a Monday',
      file(event('DTSTART;VALUE=DATE:20260507', 'RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=MO')),
    ],
    ['an interval beyond reason', file(event('DTSTART;VALUE=DATE:20260507', 'RRULE:FREQ=WEEKLY;INTERVAL=99999999;BYDAY=MO'))],
    ['repetitions since 1900', file(event('DTSTART;VALUE=DATE:19000101', 'RRULE:FREQ=DAILY'))],
    ['a date that is none', file(event('DTSTART;VALUE=DATE:20261340'))],
  ])('%s', (_what, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'CALENDAR_INVALID', name: CalendarError.name }));
  });
});
