/** Calendars as the api speaks of them: times of the day as `08:00`, days as `2026-12-24`. */
import { z } from 'zod';
import { type CalendarDefinition, type CalendarSetting, WEEKDAYS } from '../../calendar/index.js';
import { rule } from '../http/language.js';

const hours = z.array(z.object({ from: z.string(), to: z.string() })).max(12);
const week = z.object(Object.fromEntries(WEEKDAYS.map((day) => [day, hours])) as Record<(typeof WEEKDAYS)[number], typeof hours>);

const fields = {
  name: z.string().max(120),
  timeZone: z.string().max(60),
  week: week.meta({ description: 'Opening hours by weekday; none: closed.' }),
  holidays: z.string().nullable().meta({ description: 'Country whose public holidays are closed: `PL`. Null: none are.' }),
  closedOn: z.array(z.object({ date: z.string(), reason: z.string() })).max(2_000),
  openOn: z
    .array(z.object({ date: z.string(), hours, reason: z.string() }))
    .max(2_000)
    .meta({ description: 'Days with hours of their own; they win over everything else.' }),
};

export const calendarSchema = z
  .object({
    id: z.string(),
    ...fields,
    version: z.int(),
    isDefault: z.boolean().meta({ description: 'Counts for every unit that keeps no calendar of its own, and for cases without a unit.' }),
    madeBy: z.string(),
    madeAt: z.iso.datetime(),
    note: z.string(),
    units: z
      .array(z.object({ id: z.string(), name: z.string() }))
      .meta({ description: 'Units that keep this calendar, by default or by choice.' }),
    isRecounting: z.boolean().meta({ description: 'Dates of open cases are being counted again.' }),
  })
  .meta({ id: 'Calendar' });

export const calendarChange = z
  .object({
    ...fields,
    version: z
      .int()
      .min(0)
      .meta({ description: 'The version that was changed; 0 makes a new calendar. Another one stands: CHANGED_MEANWHILE.' }),
    note: z.string().trim().min(1, rule('Napisz, co się zmienia i dlaczego', 'Write what changes and why')).max(500),
  })
  .meta({ id: 'CalendarChange' });

export const versionSchema = z
  .object({ version: z.int(), madeBy: z.string(), madeAt: z.iso.datetime(), note: z.string() })
  .meta({ id: 'CalendarVersion' });

export const idParams = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, rule('Małe litery, cyfry i kreski', 'Small letters, digits and dashes')),
});

const textOf = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Minutes of the day as people write them. */
export const hoursOut = (parts: readonly { readonly from: number; readonly to: number }[]) =>
  parts.map(({ from, to }) => ({ from: textOf(from), to: textOf(to) }));

export function fieldsOf(definition: CalendarDefinition) {
  const { name, timeZone, holidays, closedOn, openOn } = definition;
  return {
    name,
    timeZone,
    week: Object.fromEntries(WEEKDAYS.map((day) => [day, hoursOut(definition.week[day] ?? [])])),
    holidays: holidays?.country ?? null,
    closedOn,
    openOn: openOn.map(({ date, hours: own, reason }) => ({ date, hours: hoursOut(own), reason })),
  };
}

export function settingOf(
  id: string,
  { name, timeZone, week: written, holidays, closedOn, openOn }: z.infer<typeof calendarChange>,
): CalendarSetting {
  return { id, name, timeZone, week: written, closedOn, openOn, ...(holidays === null ? {} : { holidays: { country: holidays } }) };
}
