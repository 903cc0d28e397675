/** Owns what a calendar definition may say: zone, weekly hours, national holidays and the days a city adds or takes away. */
import { z } from 'zod';
import { CalendarError } from './calendar-error.js';
import { isTimeZone } from './local-days.js';
import { rule } from './rules.js';

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const minuteOfDay = z
  .string()
  .regex(
    /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/,
    rule('Oczekiwano godziny od 00:00 do 24:00, a przyszło coś innego', 'Expected a time from 00:00 to 24:00, but got something else'),
  )
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5)));

const hours = z
  .array(z.strictObject({ from: minuteOfDay, to: minuteOfDay }))
  .refine(
    (parts) => parts.every((part) => part.from < part.to),
    rule(
      'Oczekiwano otwarcia, które kończy się później, niż zaczyna, a jedno tak nie ma',
      'Expected each opening to end after it begins, but one doesn’t',
    ),
  )
  .refine(
    (parts) => parts.every((part, at) => at === 0 || (parts[at - 1]?.to ?? 0) <= part.from),
    rule('Oczekiwano otwarć po kolei i rozłącznych, a dwa na siebie nachodzą', 'Expected openings in order and apart, but two overlap'),
  );

/** Why the city decided so: shown to people, so a sentence of theirs. */
const reason = z.string().trim().max(200).default('');

const localDate = z.iso.date(
  rule('Oczekiwano daty jak 2026-12-24, a przyszło coś innego', 'Expected a date like 2026-12-24, but got something else'),
);

const timeZone = z
  .string()
  .refine(
    isTimeZone,
    rule(
      'Oczekiwano strefy czasowej IANA jak Europe/Warsaw, a takiej nikt nie zna',
      'Expected an IANA time zone like Europe/Warsaw, but nobody knows this one',
    ),
  );

/** As an administrator or a setting writes it; parsed, times are minutes of the day. */
export const calendarDefinition = z
  .strictObject({
    id: z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9-]{0,59}$/,
        rule(
          'Oczekiwano małych liter, cyfr i kresek, a przyszło coś innego',
          'Expected small letters, digits and dashes, but got something else',
        ),
      ),
    name: z.string().trim().min(1, rule('Oczekiwano nazwy, a jej brak', 'Expected a name, but got none')).max(120),
    timeZone,
    /** Opening hours of an ordinary week in local time; a weekday left out is closed. */
    week: z.partialRecord(z.enum(WEEKDAYS), hours),
    /** Public holidays of this country (ISO 3166-1, two letters) are closed; left out: no holidays. */
    holidays: z
      .strictObject({
        country: z
          .string()
          .regex(
            /^[A-Z]{2}$/,
            rule('Oczekiwano kodu kraju jak PL, a przyszło coś innego', 'Expected a country code like PL, but got something else'),
          ),
      })
      .optional(),
    /** Days closed by the city's own decision; a bare date has no reason. */
    closedOn: z
      .array(
        z.union(
          [localDate.transform((date) => ({ date, reason: '' })), z.strictObject({ date: localDate, reason })],
          rule(
            'Oczekiwano daty jak 2026-12-24, z powodem lub bez, a przyszło coś innego',
            'Expected a date like 2026-12-24, with or without a reason, but got something else',
          ),
        ),
      )
      .max(2_000)
      .default([]),
    /** Days with hours of their own; they win over week, holidays and closedOn. */
    openOn: z
      .array(z.strictObject({ date: localDate, hours: hours.min(1), reason }))
      .max(2_000)
      .default([]),
  })
  .refine((definition) => Object.values(definition.week).some((day) => day.length > 0), {
    path: ['week'],
    message: rule(
      'Oczekiwano godzin otwarcia choć w jednym dniu tygodnia, a cały tydzień jest zamknięty',
      'Expected opening hours on at least one weekday, but the week is closed throughout',
    ),
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
