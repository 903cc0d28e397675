import { CalendarError, parseCalendar, warsawOffice } from './index.js';

const faultsOf = (value: unknown): string => {
  try {
    parseCalendar(value);
  } catch (error) {
    if (error instanceof CalendarError && error.code === 'CALENDAR_INVALID') return error.message;
    throw error;
  }
  return '';
};

describe('a calendar definition', () => {
  test('of the Polish office parses to minutes of the day', () => {
    expect(parseCalendar(warsawOffice).week.monday).toEqual([{ from: 480, to: 960 }]);
  });

  test.each([
    ['a zone that nobody knows', { timeZone: 'Europe/Lodz' }, 'timeZone: Expected an IANA time zone'],
    ['a closing before the opening', { week: { monday: [{ from: '16:00', to: '08:00' }] } }, 'week.monday: Expected each opening to end'],
    [
      'two openings that overlap',
      {
        week: {
          monday: [
            { from: '08:00', to: '12:00' },
            { from: '11:00', to: '16:00' },
          ],
        },
      },
      'week.monday: Expected openings in order',
    ],
    ['a time that is none', { week: { monday: [{ from: '8:00', to: '25:00' }] } }, 'week.monday.0.to: Expected a time'],
    ['a weekday that is none', { week: { funday: [] } }, 'week'],
    ['a week without any hours', { week: { monday: [] } }, 'week: Expected opening hours on at least one weekday'],
    ['a date that is none', { closedOn: ['2026-02-30'] }, 'closedOn.0: Expected a date'],
    ['a country in lower case', { holidays: { country: 'pl' } }, 'holidays.country: Expected a country code'],
    ['a field that nobody knows', { weeks: {} }, 'weeks'],
  ])('with %s is refused by field', (_what, change, message) => {
    expect(faultsOf({ ...warsawOffice, ...change })).toContain(message);
  });

  test('with several faults names them all', () => {
    const faults = faultsOf({ ...warsawOffice, timeZone: 'Nowhere', closedOn: ['soon'] });
    expect(faults).toContain('timeZone');
    expect(faults).toContain('closedOn.0');
  });
});
