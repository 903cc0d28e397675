/**
 * Owns a case's two dates: the promise and what the law demands, counted from receipt, later by what was really paused and by extensions
 * that were decided in time. Pure: the same facts give the same dates and the same explanation.
 */
import type { BusinessCalendar } from './business-calendar.js';
import type { DurationRule } from './duration-rule.js';
import { mergedPauses, type Segment } from './paused-time.js';
import type { CountStep } from './steps.js';
import { countedTerm, decidedTerm, type Term } from './term.js';

/** What sets a date; a promise and a legal track both are one. */
export interface TermDefinition {
  readonly rule: DurationRule;
  readonly canPause: boolean;
  readonly canExtend: boolean;
}

export interface CaseDatesInput {
  readonly calendar: BusinessCalendar;
  /** When the city got it: may be before it was registered. Epoch milliseconds, as all moments here. */
  readonly receivedAt: number;
  /** An open pause has lasted until now, and none counts beyond it. */
  readonly now: number;
  /** null: nothing was promised. */
  readonly promise: TermDefinition | null;
  /** null: no law sets a date. */
  readonly statutory: TermDefinition | null;
  readonly pauses: readonly { readonly from: number; readonly to: number | null; readonly kind: string }[];
  readonly extensions: readonly Extension[];
}

export interface Extension {
  readonly decidedAt: number;
  /** The new date; `endOfDate` gives it for a day. */
  readonly to: number;
  readonly moves: 'promise' | 'statutory' | 'both';
}

export interface CountedDate {
  /** The date that stands. On time is up to and with this millisecond. */
  readonly at: number;
  /** Without extensions: *on time* is published against this one too. */
  readonly originalAt: number;
  /** Without pauses either: as it was said on the day of receipt. */
  readonly firstAt: number;
  readonly steps: readonly CountStep[];
}

export interface CaseDates {
  readonly promise: CountedDate | null;
  readonly statutory: CountedDate | null;
}

export function caseDates(input: CaseDatesInput): CaseDates {
  const { promise, statutory, extensions } = input;
  const moving = (which: 'promise' | 'statutory') => extensions.filter(({ moves }) => moves === which || moves === 'both');
  return {
    promise: promise === null ? null : countDate(input, promise, moving('promise')),
    statutory: statutory === null ? null : countDate(input, statutory, moving('statutory')),
  };
}

function countDate({ calendar, receivedAt, now, pauses }: CaseDatesInput, definition: TermDefinition, extensions: readonly Extension[]) {
  const { rule, canPause, canExtend } = definition;
  const pausesBetween = (since: number, until: number) => (canPause ? mergedPauses(pauses, since, until) : []);
  const first = countedTerm(calendar, receivedAt, rule);
  let term = first;
  /** Pauses before this moment are in `term` already. */
  let since = receivedAt;
  const refused: CountStep[] = [];
  for (const { decidedAt, to } of canExtend ? inOrder(extensions) : []) {
    const standing = withPauses(term, pausesBetween(since, decidedAt));
    const because = decidedAt > standing.at ? 'date-missed' : to <= standing.at ? 'not-later' : null;
    if (because === null) {
      term = decidedTerm(calendar, to, rule, [...standing.steps, { type: 'extended', decidedAt, at: to }]);
      since = decidedAt;
    } else {
      refused.push({ type: 'extension-refused', decidedAt, because });
    }
  }
  const standing = withPauses(term, pausesBetween(since, now));
  return {
    at: standing.at,
    originalAt: withPauses(first, pausesBetween(receivedAt, now)).at,
    firstAt: first.at,
    steps: [{ type: 'received' as const, at: receivedAt }, ...standing.steps, ...refused],
  };
}

const inOrder = (extensions: readonly Extension[]) => [...extensions].sort((one, other) => one.decidedAt - other.decidedAt);

/** One after the other, as they happened: a pause that begins once the date has passed heals nothing. */
function withPauses(term: Term, segments: readonly Segment[]): Term {
  let moved = term;
  for (const segment of segments) {
    if (segment.from >= moved.at) return { ...moved, steps: [...moved.steps, { type: 'pause-too-late', from: segment.from }] };
    moved = moved.paused(segment);
  }
  return moved;
}
