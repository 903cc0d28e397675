/** Reads a calendar definition from a file of JSON. */
import { readFile } from 'node:fs/promises';
import { types } from 'node:util';
import { CalendarError } from './calendar-error.js';
import { type CalendarDefinition, parseCalendar } from './definition.js';

const { isNativeError } = types;

/** Throws CalendarError `CALENDAR_INVALID`, naming the file and every wrong field. */
export async function readCalendar(path: string): Promise<CalendarDefinition> {
  try {
    return parseCalendar(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    const reason = isNativeError(cause) ? cause.message : String(cause);
    throw new CalendarError('CALENDAR_INVALID', `Expected a calendar in ${path}, but: ${reason}`, { cause });
  }
}
