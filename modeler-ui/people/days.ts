/** Whole days (`2026-11-30`) as people say them. */
import { shortDate } from '../i18n/dates.js';
import type { Language } from '../i18n/strings.js';

/** Noon is the same day in the city, whatever the season. */
export function dayText(language: Language, day: string): string {
  return shortDate(language, new Date(`${day}T12:00:00Z`), new Date());
}
