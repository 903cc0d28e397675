/**
 * Reads an iCalendar file (RFC 5545) and says which local dates its events take: whole days, hours, repetitions, exceptions, time zones.
 * The library reads the format and unrolls the repetitions; Temporal turns moments into dates of the city's own zone.
 */
import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { ICalendarError } from './icalendar-error.js';
import { isTimeZone } from './local-days.js';

export interface CalendarEvent {
  readonly title: string;
  /** Local dates, both included. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** Undefined: whole days. Else when it begins and ends on the city's wall, `2026-11-20T10:00`. */
  readonly hours?: { readonly from: string; readonly to: string };
}

/** Of a whole file, those before the range included: fifty years of days. A file that unrolls to more is refused, not cut. */
const MOST_OCCURRENCES = 18_300;
const MOST_EVENTS = 2_000;
/** The library walks an interval day by day. */
const MOST_INTERVAL = 100;

/** Both included, `2026-01-01`. */
export interface DateRange {
  readonly from: string;
  readonly to: string;
}

/** In order of their first day. Throws {@link ICalendarError} for what is no iCalendar. */
export function readICalendar(text: string, timeZone: string, range: DateRange): readonly CalendarEvent[] {
  try {
    return eventsOf(text, timeZone, range);
  } catch (cause) {
    // Whatever the library stumbles over is a fault of the file.
    if (cause instanceof ICalendarError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ICalendarError(
      { pl: 'Oczekiwano pliku iCalendar, a przyszło coś innego', en: `Expected an iCalendar file, but: ${reason}` },
      { cause },
    );
  }
}

function eventsOf(text: string, timeZone: string, range: DateRange): readonly CalendarEvent[] {
  const root = parsed(text);
  const zones = new Map(
    root.getAllSubcomponents('vtimezone').map((zone) => [String(zone.getFirstPropertyValue('tzid')), new ICAL.Timezone(zone)]),
  );
  const budget = { occurrences: MOST_OCCURRENCES };
  const components = root.getAllSubcomponents('vevent').filter((event) => event.getFirstPropertyValue('status') !== 'CANCELLED');
  const exceptions = components.filter((event) => event.hasProperty('recurrence-id'));
  const found = components
    .filter((event) => !event.hasProperty('recurrence-id'))
    .flatMap((component) => {
      const uid = component.getFirstPropertyValue('uid');
      const event = new ICAL.Event(component, { exceptions: exceptions.filter((one) => one.getFirstPropertyValue('uid') === uid) });
      return occurrencesOf(event, { timeZone, zones, range, budget });
    })
    .filter(({ firstDay, lastDay }) => lastDay >= range.from && firstDay <= range.to)
    .sort((one, other) => (one.firstDay < other.firstDay ? -1 : one.firstDay > other.firstDay ? 1 : one.title.localeCompare(other.title)));
  if (found.length > MOST_EVENTS) throw tooMany(found.length);
  return found;
}

function parsed(text: string): ICAL.Component {
  const root = new ICAL.Component(ICAL.parse(text));
  if (root.name === 'vcalendar') return root;
  throw new ICalendarError({
    pl: 'Oczekiwano pliku iCalendar z jednym VCALENDAR, a zawiera coś innego',
    en: 'Expected an iCalendar file with one VCALENDAR, but it holds something else',
  });
}

const tooLong = (): ICalendarError =>
  new ICalendarError({
    pl: `Oczekiwano najwyżej ${MOST_OCCURRENCES} powtórzeń, a wydarzenie trwa dłużej; nadaj mu koniec`,
    en: `Expected at most ${MOST_OCCURRENCES} repetitions, but an event goes on beyond that; give it an end`,
  });

const tooMany = (count: number): ICalendarError =>
  new ICalendarError({
    pl: `Oczekiwano najwyżej ${MOST_EVENTS} wydarzeń w czytanych latach, a przyszło ${count}`,
    en: `Expected at most ${MOST_EVENTS} events in the years that are read, but got ${count}`,
  });

interface Reading {
  readonly timeZone: string;
  readonly zones: ReadonlyMap<string, ICAL.Timezone>;
  readonly range: DateRange;
  readonly budget: { occurrences: number };
}

function occurrencesOf(event: ICAL.Event, reading: Reading): readonly CalendarEvent[] {
  checkStart(event);
  checkRules(event);
  if (!event.isRecurring()) return [toEvent(event, event.startDate, event.endDate, reading)];
  // RFC 5545, 3.8.5.2: the first is DTSTART itself; the library takes it for one only where a rule gives it.
  const found: CalendarEvent[] =
    event.component.hasProperty('rrule') || isExcepted(event) ? [] : [toEvent(event, event.startDate, event.endDate, reading)];
  const iterator = event.iterator();
  const earliest = earliestStart(event, reading.range);
  for (;;) {
    if (--reading.budget.occurrences < 0) throw tooLong();
    const next = iterator.next();
    if (next === null || next === undefined) break;
    // Moved occurrences stand where they were in the order, so only the unmoved one says that the range is over.
    const date = next.toString().slice(0, 10);
    if (date > reading.range.to) break;
    if (date < earliest) continue;
    if (!comesThen(event, next)) continue;
    const details = event.getOccurrenceDetails(next);
    const occurrence = toEvent(details.item, details.startDate, details.endDate, reading);
    if (occurrence.lastDay >= reading.range.from) found.push(occurrence);
  }
  return found;
}

/** The library would roll a 13th month over into the next year. */
function checkStart({ component }: ICAL.Event): void {
  const written = component.getFirstProperty('dtstart')?.jCal[3];
  if (typeof written !== 'string')
    throw new ICalendarError({
      pl: 'Oczekiwano początku każdego wydarzenia, a jedno go nie ma',
      en: 'Expected a beginning of each event, but one has none',
    });
  Temporal.PlainDate.from(written.slice(0, 10));
}

/**
 * What calendar programs write for days off. The library searches for ever for rules that never come true (each 31 February, daily), so
 * parts that a rule of its kind doesn't need are refused instead of tried.
 */
const RULE_PARTS: Readonly<Record<string, readonly string[]>> = {
  DAILY: ['BYDAY'],
  WEEKLY: ['BYDAY'],
  MONTHLY: ['BYDAY', 'BYMONTHDAY', 'BYSETPOS'],
  YEARLY: ['BYDAY', 'BYMONTH', 'BYMONTHDAY'],
};

function checkRules({ component }: ICAL.Event): void {
  for (const property of component.getAllProperties('rrule')) {
    const rule = property.getFirstValue();
    if (!(rule instanceof ICAL.Recur)) continue;
    const known = RULE_PARTS[rule.freq];
    const parts = Object.keys(rule.parts);
    if (known !== undefined && parts.every((part) => known.includes(part)) && canComeTrue(rule, parts)) continue;
    throw new ICalendarError({
      pl: `Oczekiwano powtarzania co dni, tygodnie, miesiące lub lata, a przyszło ${rule.toString()}; wymień dni po kolei`,
      en: `Expected a repetition by days, weeks, months or years, but got ${rule.toString()}; list the days one by one`,
    });
  }
}

/** Each seventh day that is a Monday, begun on a Thursday, is searched for for ever too. */
function canComeTrue({ freq, interval }: ICAL.Recur, parts: readonly string[]): boolean {
  if (interval > MOST_INTERVAL || (freq === 'DAILY' && interval > 1 && parts.length > 0)) return false;
  return !(freq === 'YEARLY' && parts.includes('BYDAY') && parts.includes('BYMONTHDAY'));
}

/** What begins before it can't reach the range: not worth the work. A moved occurrence may reach it from anywhere. */
function earliestStart({ duration, exceptions }: ICAL.Event, { from }: DateRange): string {
  if (Object.keys(exceptions).length > 0) return '';
  const reachDays = Math.min(Math.ceil(duration.toSeconds() / 86_400), 36_600) + 1;
  return Temporal.PlainDate.from(from).subtract({ days: reachDays }).toString();
}

function isExcepted({ component, startDate }: ICAL.Event): boolean {
  const dates = component.getAllProperties('exdate').flatMap((property) => property.getValues());
  return dates.some((date) => date instanceof ICAL.Time && date.compare(startDate) === 0);
}

/** RFC 5545, 3.3.10: dates that don't exist are left out. The library makes 1 March of 29 February in a yearly rule. */
function comesThen({ component, startDate }: ICAL.Event, date: ICAL.Time): boolean {
  const rule = component.getFirstPropertyValue('rrule');
  if (!(rule instanceof ICAL.Recur) || rule.freq !== 'YEARLY') return true;
  const { BYMONTH, BYMONTHDAY, ...others } = rule.parts;
  if (Object.keys(others).length > 0) return true;
  return (BYMONTH ?? [startDate.month]).includes(date.month) || (BYMONTHDAY !== undefined && BYMONTH === undefined);
}

function toEvent({ summary, component }: ICAL.Event, start: ICAL.Time, end: ICAL.Time, reading: Reading): CalendarEvent {
  const title = String(summary ?? '')
    .trim()
    .slice(0, 200);
  if (start.isDate) {
    const first = plainDateOf(start);
    // RFC 5545, 3.6.1: DTEND isn't part of the event; a day without one is that day.
    const last = plainDateOf(end).subtract({ days: 1 });
    return { title, firstDay: first.toString(), lastDay: (Temporal.PlainDate.compare(last, first) < 0 ? first : last).toString() };
  }
  const zoneOf = (name: string) => component.getFirstProperty(name)?.getFirstParameter('tzid');
  const startZone = zoneOf('dtstart');
  const [from, to] = [onTheWall(start, startZone, reading), onTheWall(end, zoneOf('dtend') ?? startZone, reading)];
  // What ends at midnight takes nothing of the day that begins then.
  const lastMoment = Temporal.PlainDateTime.compare(to, from) > 0 ? to.subtract({ nanoseconds: 1 }) : from;
  return {
    title,
    firstDay: from.toPlainDate().toString(),
    lastDay: lastMoment.toPlainDate().toString(),
    hours: { from: from.toString({ smallestUnit: 'minute' }), to: to.toString({ smallestUnit: 'minute' }) },
  };
}

const plainDateOf = ({ year, month, day }: ICAL.Time): Temporal.PlainDate => new Temporal.PlainDate(year, month, day);

/** UTC, an IANA zone, a zone that the file itself describes, or none: then the city's own. */
function onTheWall(time: ICAL.Time, named: string | undefined, { timeZone, zones }: Reading): Temporal.PlainDateTime {
  const { year, month, day, hour, minute, second } = time;
  const wall = new Temporal.PlainDateTime(year, month, day, hour, minute, second);
  // The library knows UTC and the zones that the file describes; an IANA name alone it takes for none.
  const known = time.zone?.tzid;
  const id = known === undefined || known === 'floating' ? named : known;
  if (id === undefined) return wall;
  const own = zones.get(id);
  const instant = isTimeZone(id)
    ? wall.toZonedDateTime(id).toInstant()
    : own === undefined
      ? wall.toZonedDateTime(timeZone).toInstant()
      : Temporal.Instant.fromEpochMilliseconds(wall.toZonedDateTime('UTC').epochMilliseconds - own.utcOffset(time) * 1_000);
  return instant.toZonedDateTimeISO(timeZone).toPlainDateTime();
}
