/** Dates as people say them: "wt. 24 lis, 14:00" and "za 2 dni". Always the city's time, wherever the browser is. */
import type { Language } from './strings.js';

export const CITY_ZONE = 'Europe/Warsaw';
const DAY_MS = 86_400_000;

const SORTABLE = new Intl.DateTimeFormat('sv-SE', { timeZone: CITY_ZONE, dateStyle: 'short', timeStyle: 'medium' });

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${name}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(language === 'pl' ? 'pl-PL' : 'en-GB', { timeZone: CITY_ZONE, ...options });
  formats.set(key, known);
  return known;
}

/** "wt. 24 lis, 14:00"; the year only when it isn't this one. */
export function shortDateTime(language: Language, at: Date, now: Date): string {
  return `${shortDate(language, at, now)}, ${timeOfDay(language, at)}`;
}

export function shortDate(language: Language, at: Date, now: Date): string {
  const parts = new Map(
    format(language, 'date', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
      .formatToParts(at)
      .map(({ type, value }) => [type, value.replace(/\.$/, '')]),
  );
  const weekday = language === 'pl' ? `${parts.get('weekday')}.` : parts.get('weekday');
  const sameYear = cityDay(at).slice(0, 4) === cityDay(now).slice(0, 4);
  return `${weekday} ${parts.get('day')} ${parts.get('month')}${sameYear ? '' : ` ${parts.get('year')}`}`;
}

/** "2026-11-24 14:00:05", as office programs read and sort it, in every language. */
export function sortableDateTime(at: Date): string {
  return SORTABLE.format(at);
}

/** "21 lis". */
export function dayAndMonth(language: Language, at: Date): string {
  return format(language, 'day', { day: 'numeric', month: 'short' }).format(at).replace(/\.$/, '');
}

export function timeOfDay(language: Language, at: Date): string {
  return format(language, 'time', { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** "14:00:07". */
export function secondOfDay(language: Language, at: Date): string {
  return format(language, 'second', { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);
}

/** To the second, for `title` of a `<time>`. */
export function exactTime(language: Language, at: Date): string {
  return format(language, 'exact', { dateStyle: 'full', timeStyle: 'medium' }).format(at);
}

/** Calendar days in the city from `now` to `at`: 0 today, 1 tomorrow, -1 yesterday. */
export function daysUntil(at: Date, now: Date): number {
  return Math.round((Date.parse(cityDay(at)) - Date.parse(cityDay(now))) / DAY_MS);
}

/** The city's day as `2026-11-24`. */
export function cityDay(at: Date): string {
  // Sweden writes ISO dates.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: CITY_ZONE, dateStyle: 'short' }).format(at);
}
