/** What the clock chip says about a date: never red before the date, no countdown by the minute. */
import { daysUntil } from '../../i18n/dates.js';

export type ClockState =
  | { readonly type: 'none' }
  | { readonly type: 'resolved' }
  /** Waits for a reply: the date stands still, and nobody is late. */
  | { readonly type: 'paused'; readonly since: Date }
  | { readonly type: 'in-time'; readonly days: number }
  | { readonly type: 'today' }
  | { readonly type: 'tomorrow' }
  | { readonly type: 'late-today' }
  /** A part of the case is late; its own date is ahead. */
  | { readonly type: 'late-part' }
  | { readonly type: 'late'; readonly days: number };

interface Standing {
  readonly isClosed?: boolean;
  readonly pausedSince?: string | null;
  readonly isLateByPart?: boolean;
}

export function clockState(
  dueAt: string | null,
  now: Date,
  { isClosed = false, pausedSince = null, isLateByPart = false }: Standing = {},
): ClockState {
  if (isClosed) return { type: 'resolved' };
  if (isLateByPart && (dueAt === null || pausedSince !== null || new Date(dueAt) >= now)) return { type: 'late-part' };
  if (pausedSince !== null) return { type: 'paused', since: new Date(pausedSince) };
  if (dueAt === null) return { type: 'none' };
  const due = new Date(dueAt);
  const days = daysUntil(due, now);
  if (due < now) return days === 0 ? { type: 'late-today' } : { type: 'late', days: -days };
  if (days === 0) return { type: 'today' };
  return days === 1 ? { type: 'tomorrow' } : { type: 'in-time', days };
}
