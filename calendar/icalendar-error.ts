/** Owns the error of a file that is no iCalendar, or one that can't be read in bounded time: people read it, so in both languages. */
import { CalendarError } from './calendar-error.js';
import type { Words } from './words.js';

export class ICalendarError extends CalendarError {
  constructor(
    readonly words: Words,
    options?: ErrorOptions,
  ) {
    super('CALENDAR_INVALID', words.en, options);
  }
}
