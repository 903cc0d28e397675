/** Owns the calendar's surface: what workers and api may import. Several calendars are several values of createCalendar. */
export type { BusinessCalendar } from './business-calendar.js';
export { createCalendar } from './business-calendar.js';
export type { CalendarErrorCode } from './calendar-error.js';
export { CalendarError } from './calendar-error.js';
export type { CalendarDefinition, CalendarSetting } from './definition.js';
export { parseCalendar } from './definition.js';
export { readCalendar } from './file.js';
export { warsawOffice } from './warsaw-office.js';
