/** Hours, days and who changed something, as people read them. */
import { CITY_ZONE } from '../../i18n/dates.js';
import type { Language } from '../../i18n/strings.js';
import type { Calendar, Hours } from './queries.js';

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export const everyDay = (hours: Hours): Calendar['week'] => ({
  monday: hours,
  tuesday: hours,
  wednesday: hours,
  thursday: hours,
  friday: hours,
  saturday: hours,
  sunday: hours,
});

/** `8:00–16:00, 17:00–18:00`. */
export const hoursText = (hours: Hours): string => hours.map(({ from, to }) => `${short(from)}–${short(to)}`).join(', ');
const short = (time: string): string => time.replace(/^0/, '');

/** Neighbouring days with the same hours in one line: `pn.–pt. 8:00–16:00`. */
export function weekText(week: Calendar['week'], nameOf: (day: Weekday) => string): string {
  const groups: { first: Weekday; last: Weekday; text: string }[] = [];
  for (const day of WEEKDAYS) {
    const text = hoursText(week[day]);
    const before = groups.at(-1);
    if (before?.text === text) before.last = day;
    else groups.push({ first: day, last: day, text });
  }
  return groups
    .filter(({ text }) => text !== '')
    .map(({ first, last, text }) => `${nameOf(first)}${last === first ? '' : `–${nameOf(last)}`} ${text}`)
    .join(' · ');
}

/** `2026-12-24` in full, with its weekday; noon in UTC is the same day in the city. */
export function longDay(language: Language, date: string): string {
  const format = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: CITY_ZONE } as const;
  return new Intl.DateTimeFormat(language === 'pl' ? 'pl-PL' : 'en-GB', format).format(new Date(`${date}T12:00:00Z`));
}

/** Both included; backwards or nonsense: none. The browser's own date fields give ISO dates. */
export function daysBetween(first: string, last: string, most: number): string[] {
  const days: string[] = [];
  for (let atMs = Date.parse(`${first}T12:00:00Z`); days.length < most && atMs <= Date.parse(`${last}T12:00:00Z`); atMs += DAY_MS) {
    days.push(new Date(atMs).toISOString().slice(0, 10));
  }
  return days;
}
const DAY_MS = 86_400_000;
