/** Owns which days are public holidays of a country, and what they are called there, year by year; each year is computed once a process. */
import Holidays from 'date-holidays';

export type HolidayCalendar = {
  /** What this local date (`2026-12-24`) is called as a public holiday, in the country's first language; undefined: it is none. */
  readonly nameOf: (date: string) => string | undefined;
};

const calendars = new Map<string, HolidayCalendar>();

export function publicHolidays(country: string): HolidayCalendar {
  let calendar = calendars.get(country);
  if (calendar === undefined) {
    calendar = readHolidays(country);
    calendars.set(country, calendar);
  }
  return calendar;
}

function readHolidays(country: string): HolidayCalendar {
  const source = new Holidays(country);
  const years = new Map<number, ReadonlyMap<string, string>>();
  const ofYear = (year: number): ReadonlyMap<string, string> => {
    let names = years.get(year);
    if (names === undefined) {
      // A holiday's own text begins with its local date; its Date object would depend on the machine's zone.
      const found = source.getHolidays(year).filter((holiday) => holiday.type === 'public');
      names = new Map(found.map((holiday) => [holiday.date.slice(0, 10), holiday.name]));
      years.set(year, names);
    }
    return names;
  };
  return { nameOf: (date) => ofYear(Number(date.slice(0, 4))).get(date) };
}
