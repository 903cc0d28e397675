/** Whether a unit is open now, by the hours on its card ("pn.–pt. 8–16, śr. 8–18") and the city's own holidays. */
import { type BusinessCalendar, type CalendarDefinition, createCalendar } from '../../calendar/index.js';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const BEGINNINGS: readonly (readonly [beginning: string, day: number])[] = [
  ['po', 0],
  ['pn', 0],
  ['wt', 1],
  ['śr', 2],
  ['cz', 3],
  ['pt', 4],
  ['pi', 4],
  ['so', 5],
  ['ni', 6],
  ['nd', 6],
];
const PART = /^(\p{L}+)\.?(?:\s*[–-]\s*(\p{L}+)\.?)?\s+(\d{1,2})(?:[:.](\d{2}))?\s*[–-]\s*(\d{1,2})(?:[:.](\d{2}))?$/u;
const KEPT_AT_MOST = 200;

/** By the calendar itself: its next version may have other holidays. */
const kept = new WeakMap<BusinessCalendar, Map<string, BusinessCalendar | null>>();

/** null: nobody wrote hours, or not in a way that can be read. */
export function isOpenAt(hours: string, city: BusinessCalendar, atMs: number): boolean | null {
  const byHours = kept.get(city) ?? new Map<string, BusinessCalendar | null>();
  kept.set(city, byHours);
  let calendar = byHours.get(hours);
  if (calendar === undefined) {
    const week = readHours(hours);
    calendar = week === null ? null : createCalendar({ ...city.definition, week });
    if (byHours.size >= KEPT_AT_MOST) byHours.clear();
    byHours.set(hours, calendar);
  }
  return calendar === null ? null : calendar.isOpen(atMs);
}

type Week = CalendarDefinition['week'];

export function readHours(hours: string): Week | null {
  const week: Week = {};
  for (const part of hours.toLowerCase().split(/[,;]/)) {
    const [, first = '', last = first, fromHour, fromMinute, toHour, toMinute] = PART.exec(part.trim()) ?? [];
    const [begin, end] = [dayOf(first), dayOf(last ?? first)];
    const [from, to] = [minuteOf(fromHour, fromMinute), minuteOf(toHour, toMinute)];
    if (begin === undefined || end === undefined || end < begin || from === undefined || to === undefined || to <= from) return null;
    for (const day of DAYS.slice(begin, end + 1)) week[day] = [{ from, to }];
  }
  return week;
}

function dayOf(word: string): number | undefined {
  return BEGINNINGS.find(([beginning]) => word.startsWith(beginning))?.[1];
}

function minuteOf(hour: string | undefined, minute = '0'): number | undefined {
  const minutes = Number(hour) * 60 + Number(minute);
  return Number.isInteger(minutes) && Number(minute) < 60 && minutes <= 1_440 ? minutes : undefined;
}
