/** Hours as units write them, read or honestly not. */
import { createCalendar, parseCalendar, warsawOffice } from '../../calendar/index.js';
import { isOpenAt, readHours } from './opening.js';

const city = createCalendar(parseCalendar(warsawOffice));
const warsaw = (text: string): number => Date.parse(`${text}+01:00`);

test.each([
  ['pn.–pt. 8–16', '2026-03-02T10:00', true],
  ['pn.–pt. 8–16', '2026-03-02T16:00', false],
  ['pn.–pt. 8–16', '2026-03-07T10:00', false],
  ['pn.–pt. 8–16', '2026-11-11T10:00', false],
  ['pon.-czw. 7:30-15:30, pt. 7:30-14:00', '2026-03-06T14:30', false],
  ['Wtorek 10:00–18:00', '2026-03-03T17:59', true],
  ['pn.–pt. 8–16, śr. 8–18', '2026-03-04T17:00', true],
])('%s at %s: %s', (hours, at, expected) => {
  expect(isOpenAt(hours, city, warsaw(at))).toBe(expected);
});

test('a day that the next version of the calendar closes', () => {
  const at = warsaw('2026-03-02T10:00');
  expect(isOpenAt('pn.–pt. 8–16', city, at)).toBe(true);
  const next = createCalendar(parseCalendar({ ...warsawOffice, closedOn: ['2026-03-02'] }));
  expect(isOpenAt('pn.–pt. 8–16', next, at)).toBe(false);
});

test.each(['', 'całodobowo', 'pn.–pt. rano', 'pt.–pn. 8–16', 'pn. 16–8', 'pn. 8–25', 'pn.–pt. 8:99–16'])(
  '%j is not guessed at',
  (hours) => {
    expect(readHours(hours)).toBeNull();
  },
);
