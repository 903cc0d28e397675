/** A calendar as the change log tells it: flat, each day and each opening in the form in which people read it. */
import { WEEKDAYS } from '../../calendar/index.js';
import type { fieldsOf } from './schemas.js';

type Hours = readonly { readonly from: string; readonly to: string }[];
const asText = (hours: Hours): string[] => hours.map(({ from, to }) => `${from}–${to}`);
const withReason = (text: string, reason: string): string => (reason === '' ? text : `${text} (${reason})`);

export function asLogged({ name, timeZone, holidays, week, closedOn, openOn }: ReturnType<typeof fieldsOf>) {
  return {
    name,
    timeZone,
    holidays,
    ...Object.fromEntries(WEEKDAYS.map((day) => [day, asText(week[day] ?? [])])),
    closedOn: closedOn.map(({ date, reason }) => withReason(date, reason)),
    openOn: openOn.map(({ date, hours, reason }) => withReason(`${date} ${asText(hours).join(', ')}`, reason)),
  };
}
