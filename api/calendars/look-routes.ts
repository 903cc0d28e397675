/** Looks at a calendar that change nothing: a year's special days, a count with its explanation, an iCalendar file before it is taken over. */
import { z } from 'zod';
import {
  type CalendarEvent,
  type CountPreview,
  type CountStep,
  type DayPlan,
  datePlans,
  durationRule,
  ICalendarError,
  previewCount,
  readICalendar,
  specialDays,
} from '../../calendar/index.js';
import { iso } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { checked } from '../http/wrong-fields.js';
import type { StandingCalendar } from './calendars.js';
import { hoursOut, idParams } from './schemas.js';

type OnCalendar = SignedIn<z.infer<typeof idParams>>;
interface Found {
  readonly found: StandingCalendar;
}

async function findCalendar({ api, params }: OnCalendar): Promise<Found> {
  const found = await api.calendars.byId(api.db, params.id);
  if (found === undefined) throw new Problem('NOT_FOUND', said(`Nie ma kalendarza ${params.id}.`, `There is no calendar ${params.id}.`));
  return { found };
}

// ── a year ──────────────────────────────────────────────────────────────────────────────────────────────────────
const because = z.enum(['week', 'holiday', 'own']);
const yearQuery = z.object({ year: z.coerce.number().int().min(1990).max(2100) });
const daySchema = z
  .object({ date: z.string(), because, name: z.string(), hours: z.array(z.object({ from: z.string(), to: z.string() })) })
  .meta({ id: 'CalendarDay' });

async function showYear({ query, found }: SignedIn<unknown, z.infer<typeof yearQuery>> & Found): Promise<Answer> {
  return ok(specialDays(found.calendar.definition, query.year).map(({ hours, ...day }) => ({ ...day, hours: hoursOut(hours) })));
}

// ── a count ─────────────────────────────────────────────────────────────────────────────────────────────────────
const countQuery = z.object({
  from: z.iso.datetime({ local: true }).max(19).meta({ description: 'Local time of the calendar’s zone, `2026-11-20T10:00`.' }),
  unit: z.enum(['minutes', 'working-minutes', 'working-days', 'calendar-days', 'weeks', 'months']),
  amount: z.coerce.number(),
  counting: z.enum(['kpa', 'plain']),
});
const stepSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('received'), at: z.iso.datetime() }),
  z.object({ type: z.literal('day-left-out'), date: z.string() }),
  z.object({ type: z.literal('starts-at-opening'), at: z.iso.datetime() }),
  z.object({ type: z.literal('counted'), at: z.iso.datetime() }),
  z.object({
    type: z.literal('passed-over'),
    date: z.string(),
    because: z.enum(['saturday', 'sunday', 'holiday']),
    name: z.string().optional(),
  }),
]);
const countSchema = z
  .object({
    at: z.iso.datetime(),
    steps: z.array(stepSchema),
    closed: z
      .array(z.object({ date: z.string(), because, name: z.string() }))
      .meta({ description: 'Days on the way that counted for nothing.' }),
  })
  .meta({ id: 'CountPreview' });

async function showCount({ query, found }: SignedIn<unknown, z.infer<typeof countQuery>> & Found): Promise<Answer> {
  const { from, ...asked } = query;
  const rule = checked(durationRule, asked);
  if (!rule.success) {
    throw new Problem(
      'INVALID_REQUEST',
      said(
        'Takiego terminu nie da się policzyć. Popraw liczbę, jednostkę albo sposób liczenia.',
        'Such a term can’t be counted. Correct the amount, the unit or the way of counting.',
      ),
      { errors: rule.errors },
    );
  }
  return ok(countOut(previewCount(found.calendar, from, rule.data)));
}

const countOut = ({ at, steps, closed }: CountPreview) => ({ at: iso(new Date(at)), steps: steps.flatMap(stepOut), closed });

function stepOut(step: CountStep): z.infer<typeof stepSchema>[] {
  switch (step.type) {
    case 'received':
    case 'starts-at-opening':
    case 'counted':
      return [{ type: step.type, at: iso(new Date(step.at)) }];
    case 'day-left-out':
    case 'passed-over':
      return [step];
    default:
      // Pauses and extensions belong to cases.
      return [];
  }
}

// ── an iCalendar file ───────────────────────────────────────────────────────────────────────────────────────────
const fileBody = z.object({ text: z.string().max(900_000) }).meta({ id: 'CalendarFile' });
const eventSchema = z
  .object({
    title: z.string(),
    firstDay: z.string(),
    lastDay: z.string(),
    hours: z.object({ from: z.string(), to: z.string() }).nullable(),
    isWhole: z.boolean().meta({ description: 'It takes all opening hours of its days.' }),
    closes: z.array(z.string()).meta({ description: 'Days of it that are open as yet; none: nothing would change.' }),
  })
  .meta({ id: 'CalendarFileEvent' });

/** Nobody plans further, and a repetition without an end has to stop somewhere. */
const YEARS_AHEAD = 2;
const MOST_DAYS = 400;

async function previewFile({ api, body, found }: SignedIn<unknown, unknown, z.infer<typeof fileBody>> & Found): Promise<Answer> {
  const { definition } = found.calendar;
  const today = iso(new Date(api.clock.now())).slice(0, 10);
  const range = { from: today, to: `${Number(today.slice(0, 4)) + YEARS_AHEAD}-12-31` };
  try {
    const planOf = datePlans(definition);
    return ok(readICalendar(body.text, definition.timeZone, range).map((event) => eventOut(planOf, event)));
  } catch (error) {
    if (!(error instanceof ICalendarError)) throw error;
    throw new Problem(
      'INVALID_REQUEST',
      said(
        `To nie jest plik iCalendar, który da się odczytać; nic nie zostało zapisane. ${error.words.pl}.`,
        `This is no iCalendar file that can be read; nothing was saved. ${error.words.en}.`,
      ),
      { errors: [{ field: 'text', message: error.words }] },
    );
  }
}

function eventOut(planOf: (date: string) => DayPlan, event: CalendarEvent) {
  const open = datesOf(event).flatMap((date) => {
    const { hours } = planOf(date);
    return hours.length === 0 ? [] : [{ date, hours: hoursOut(hours) }];
  });
  const isWhole = open.every(({ date, hours }) => {
    const [opens, closes] = [`${date}T${hours[0]?.from}`, `${date}T${hours.at(-1)?.to}`];
    return event.hours === undefined || (event.hours.from <= opens && event.hours.to >= closes);
  });
  const { title, firstDay, lastDay, hours } = event;
  return { title, firstDay, lastDay, hours: hours ?? null, isWhole, closes: open.map(({ date }) => date) };
}

function datesOf({ firstDay, lastDay }: CalendarEvent): string[] {
  const dates: string[] = [];
  for (let atMs = Date.parse(firstDay); dates.length < MOST_DAYS && atMs <= Date.parse(lastDay); atMs += 86_400_000)
    dates.push(iso(new Date(atMs)).slice(0, 10));
  return dates;
}

type Year = SignedIn<z.infer<typeof idParams>, z.infer<typeof yearQuery>>;
type Count = SignedIn<z.infer<typeof idParams>, z.infer<typeof countQuery>>;
type File = SignedIn<z.infer<typeof idParams>, unknown, z.infer<typeof fileBody>>;

export const calendarLookRoutes: readonly Route[] = [
  route(
    'people.read',
    {
      method: 'get',
      path: '/api/v1/calendars/{id}/days',
      tag: 'calendars',
      summary: 'Days of a year that aren’t as the week says',
      params: idParams,
      query: yearQuery,
      answers: { 200: json(z.array(daySchema), 'Holidays and the city’s own days') },
      problems: ['NOT_FOUND'],
    },
    inOrder<Year, Found>(findCalendar, showYear),
  ),
  route(
    'people.read',
    {
      method: 'get',
      path: '/api/v1/calendars/{id}/count',
      tag: 'calendars',
      summary: 'Count a term and explain it',
      params: idParams,
      query: countQuery,
      answers: { 200: json(countSchema, 'The date and the way to it') },
      problems: ['NOT_FOUND'],
    },
    inOrder<Count, Found>(findCalendar, showCount),
  ),
  route(
    'calendars.write',
    {
      method: 'post',
      path: '/api/v1/calendars/{id}/file-preview',
      tag: 'calendars',
      summary: 'Say what an iCalendar file would close',
      description: 'Changes nothing: the days that a person chooses are written with the calendar’s next version.',
      params: idParams,
      body: fileBody,
      answers: { 200: json(z.array(eventSchema), 'Events from today to the end of the year after next') },
      problems: ['NOT_FOUND'],
    },
    inOrder<File, Found>(findCalendar, previewFile),
  ),
];
