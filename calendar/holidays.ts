/** Owns which days are public holidays of a country, year by year; each year is computed once a process. */
import Holidays from 'date-holidays';

export type HolidayCalendar = {
  /** Whether this local date (`2026-12-24`) is a public holiday. */
  readonly has: (date: string) => boolean;
};

const years = new Map<string, ReadonlySet<string>>();

export function publicHolidays(country: string): HolidayCalendar {
  const source = new Holidays(country);
  const datesOf = (year: number): ReadonlySet<string> => {
    const key = `${country}/${year}`;
    let dates = years.get(key);
    if (dates === undefined) {
      // A holiday's own text begins with its local date; its Date object would depend on the machine's zone.
      const found = source.getHolidays(year).filter((holiday) => holiday.type === 'public');
      dates = new Set(found.map((holiday) => holiday.date.slice(0, 10)));
      years.set(key, dates);
    }
    return dates;
  };
  return { has: (date) => datesOf(Number(date.slice(0, 4))).has(date) };
}
