/** Owns how a count explains itself: facts in order, which the pages put into sentences. Instants in epoch milliseconds, dates local. */
import type { DurationRule } from './duration-rule.js';
import type { RestDay } from './statutory-days.js';

export type CountStep =
  | { readonly type: 'received'; readonly at: number }
  /** Art. 57 § 1 KPA: the day of the event isn't counted. */
  | { readonly type: 'day-left-out'; readonly date: string }
  /** It came outside hours: the count begins at the next opening. */
  | { readonly type: 'starts-at-opening'; readonly at: number }
  | { readonly type: 'counted'; readonly rule: DurationRule; readonly at: number }
  /** Art. 57 § 4 KPA: the term doesn't end on this day. */
  | ({ readonly type: 'passed-over'; readonly date: string } & RestDay)
  /** What of a pause counted for nothing, in the unit that the rule counts by. */
  | {
      readonly type: 'paused';
      readonly from: number;
      readonly to: number;
      readonly amount: number;
      readonly unit: 'minutes' | 'working-minutes' | 'working-days' | 'calendar-days';
      /** The date from here on. */
      readonly at: number;
    }
  /** It began when the date was missed already, and moves nothing. */
  | { readonly type: 'pause-too-late'; readonly from: number }
  | { readonly type: 'extended'; readonly decidedAt: number; readonly at: number }
  | { readonly type: 'extension-refused'; readonly decidedAt: number; readonly because: 'date-missed' | 'not-later' };
