/** Owns what a calendar definition may say: zone, weekly hours, national holidays and the days a city adds or takes away. */
import { z } from 'zod';
import { CalendarError } from './calendar-error.js';

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const minuteOfDay = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'Expected a time from 00:00 to 24:00, but got something else')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5)));

const hours = z
  .array(z.strictObject({ from: minuteOfDay, to: minuteOfDay }))
  .refine((parts) => parts.every((part) => part.from < part.to), 'Expected each opening to end after it begins, but one doesn’t')
  .refine(
    (parts) => parts.every((part, at) => at === 0 || (parts[at - 1]?.to ?? 0) <= part.from),
    'Expected openings in order and apart, but two overlap',
  );

const localDate = z.iso.date('Expected a date like 2026-12-24, but got something else');

const timeZone = z.string().refine((zone) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== null;
  } catch {
    return false;
  }
}, 'Expected an IANA time zone like Europe/Warsaw, but nobody knows this one');

const calendarDefinition = z
  .strictObject({
    id: z.string().min(1),
    name: z.string().min(1),
    timeZone,
    /** Opening hours of an ordinary week in local time; a weekday left out is closed. */
    week: z.partialRecord(z.enum(WEEKDAYS), hours),
    /** Public holidays of this country (ISO 3166-1, two letters) are closed; left out: no holidays. */
    holidays: z
      .strictObject({ country: z.string().regex(/^[A-Z]{2}$/, 'Expected a country code like PL, but got something else') })
      .optional(),
    /** Days closed by the city's own decision. */
    closedOn: z.array(localDate).default([]),
    /** Days with hours of their own; they win over week, holidays and closedOn. */
    openOn: z.array(z.strictObject({ date: localDate, hours: hours.min(1) })).default([]),
  })
  .refine((definition) => Object.values(definition.week).some((day) => day.length > 0), {
    path: ['week'],
    message: 'Expected opening hours on at least one weekday, but the week is closed throughout',
  });

export type CalendarDefinition = z.output<typeof calendarDefinition>;
export type CalendarSetting = z.input<typeof calendarDefinition>;

/** Throws CalendarError `CALENDAR_INVALID`, naming every wrong field. */
export function parseCalendar(value: unknown): CalendarDefinition {
  const parsed = calendarDefinition.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'calendar'}: ${issue.message}`);
  throw new CalendarError('CALENDAR_INVALID', faults.join('; '), { cause: parsed.error });
}
