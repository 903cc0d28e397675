/** The day on which the city got something, when that was before anybody registered it: checked once for all who ask for it. */
import { receivedOn } from '../../calendar/index.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import type { Services } from '../services.js';

/** Older than that is a slip of the pen. */
const OLDEST_MS = 366 * 86_400_000;

/** Null: it came when it is registered. Throws INVALID_REQUEST for a day to come, or too long ago. */
export async function readReceipt(api: Services, department: string | null, day: string | undefined): Promise<Date | null> {
  if (day === undefined) return null;
  const now = api.clock.now();
  const at = receivedOn(await api.calendars.of(api.db, department), day, now);
  if (at === now) return null;
  if (at !== undefined && now - at <= OLDEST_MS) return new Date(at);
  throw new Problem(
    'INVALID_REQUEST',
    said(
      'Popraw dzień wpływu; nic nie zostało zapisane. Może to być dzisiaj albo dzień wcześniejszy, najwyżej sprzed roku.',
      'Correct the day of receipt; nothing was saved. It may be today or an earlier day, at most a year ago.',
    ),
    {
      errors: [
        {
          field: 'receivedOn',
          message: said(`Oczekiwano dnia z ostatniego roku, a przyszło ${day}`, `Expected a day of the last year, but got ${day}`),
        },
      ],
    },
  );
}
