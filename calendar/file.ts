/** Reads a calendar definition from a file of JSON. */
import { readFile } from 'node:fs/promises';
import { types } from 'node:util';
import { CalendarError } from './calendar-error.js';
import { type CalendarSetting, parseCalendar } from './definition.js';

const { isNativeError } = types;

/** As it is written. Throws CalendarError `CALENDAR_INVALID`, naming the file and every wrong field. */
export async function readCalendar(path: string): Promise<CalendarSetting> {
  try {
    const written: unknown = JSON.parse(await readFile(path, 'utf8'));
    parseCalendar(written);
    return written as CalendarSetting;
  } catch (cause) {
    const reason = isNativeError(cause) ? cause.message : String(cause);
    throw new CalendarError('CALENDAR_INVALID', `Expected a calendar in ${path}, but: ${reason}`, { cause });
  }
}
