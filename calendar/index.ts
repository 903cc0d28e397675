/** Owns the calendar's surface: what workers and api may import. Several calendars are several values of createCalendar. */
export type { BusinessCalendar } from './business-calendar.js';
export { createCalendar } from './business-calendar.js';
export type { CalendarErrorCode } from './calendar-error.js';
export { CalendarError } from './calendar-error.js';
export type { CaseDates, CaseDatesInput, CountedDate, Extension, TermDefinition } from './case-dates.js';
export { caseDates } from './case-dates.js';
export type { CalendarDefinition, CalendarSetting } from './definition.js';
export { parseCalendar } from './definition.js';
export type { DurationRule } from './duration-rule.js';
export { durationRule } from './duration-rule.js';
export { readCalendar } from './file.js';
export type { CountStep } from './steps.js';
export { endOfDate } from './term.js';
export { warsawOffice } from './warsaw-office.js';
