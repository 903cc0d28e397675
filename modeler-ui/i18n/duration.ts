/** A length of time in its two biggest units: "2 d 3 godz.". */
import type { Translate } from './strings.js';

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

export function durationWords(t: Translate<'days' | 'hours' | 'minutes' | 'seconds'>, ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds >= DAY_S) return t('days', { days: Math.floor(seconds / DAY_S), hours: Math.floor((seconds % DAY_S) / HOUR_S) });
  if (seconds >= HOUR_S) return t('hours', { hours: Math.floor(seconds / HOUR_S), minutes: Math.floor((seconds % HOUR_S) / MINUTE_S) });
  if (seconds >= MINUTE_S) return t('minutes', { minutes: Math.floor(seconds / MINUTE_S) });
  return t('seconds', { seconds });
}
