/** Finds what differs between a case's dates, as they were told, and those of its record; and when work is planned on both sides. PURE. */
import type { PeerDates, PeerRecord } from '../../workers/outbox/source.js';
import type { Changed, Difference } from './difference.js';
import type { CaseDates, OurRun, Ours, Planned } from './sides.js';

type Precision = Pick<PeerDates, 'preciseToMs'>;

const DATES = [
  { type: 'promise', name: 'promiseAt' },
  { type: 'statutory-date', name: 'statutoryAt' },
] as const;
/** Work is planned to the minute. */
const PLANNED = { preciseToMs: 60_000 };

/** What was never told is no difference, nor what the system has no place for. */
export function datesOf(
  { agreements }: Ours,
  { caseRun, dates: told }: OurRun,
  { recordId, dates: there }: PeerRecord,
): readonly Difference[] {
  if (told === null || there === undefined) return [];
  return DATES.flatMap(({ type, name }): readonly Difference[] => {
    const [ours, theirs] = [told[name], there[name]];
    if (theirs === undefined || isSame(ours, theirs, there)) return [];
    const changed = changedSides(agreements.get(recordId)?.[name], ours, theirs, there);
    return [{ type, caseRun, recordId, effects: [told.effectId], ours, theirs, changed }];
  });
}

/** Of the run that goes on: for one that is over nothing is planned any more. */
export function plannedOf(
  { agreements, plannedAt: ours }: Ours,
  { caseRun, goesOn, planned: told }: OurRun,
  { recordId, plannedAt: theirs, isClosed }: PeerRecord,
): readonly Difference[] {
  if (!goesOn || isClosed || theirs === undefined || isSame(ours, theirs, PLANNED)) return [];
  const effects = told !== null && isSame(told.plannedAt, ours, PLANNED) ? [told.effectId] : [];
  const changed = changedSides(agreements.get(recordId)?.plannedAt, ours, theirs, PLANNED);
  return [{ type: 'planned-work', caseRun, recordId, effects, ours, theirs, changed }];
}

/** What lies closer than the system can tell apart is the same, or it would drift for ever. What is no date is a value of theirs like any. */
function isSame(one: string | null, other: string | null, { preciseToMs }: Precision): boolean {
  if (one === null || other === null) return one === other;
  return Math.abs(Date.parse(one) - Date.parse(other)) < preciseToMs;
}

function changedSides(agreed: string | null | undefined, ours: string | null, theirs: string | null, precision: Precision): Changed {
  if (agreed === undefined) return 'unknown';
  if (isSame(ours, agreed, precision)) return 'theirs';
  return isSame(theirs, agreed, precision) ? 'ours' : 'both';
}

/** Of a record on which nothing differs. */
export function agreedDates(
  { runs, plannedAt }: Ours,
  { caseRun, dates: there, plannedAt: planned }: PeerRecord,
): Partial<CaseDates & Planned> {
  const run = runs.find((one) => one.caseRun === caseRun);
  const told = run?.dates ?? null;
  const held = told === null || there === undefined ? [] : DATES.filter(({ name }) => there[name] !== undefined);
  return {
    ...Object.fromEntries(held.map(({ name }) => [name, told?.[name] ?? null])),
    ...(planned === undefined || run?.goesOn !== true ? {} : { plannedAt }),
  };
}
