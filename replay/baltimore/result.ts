/** What the database says after a replay, request by request, and whether that is what the file says. */
import { type Database, rows } from '../../api/database.js';
import type { ServiceRequest } from './source.js';
import type { Played } from './story.js';
import type { FileTotals } from './totals.js';

export type Punctuality = 'onTime' | 'late' | 'noDueDate';

export interface ReplayedRequest {
  readonly request: string;
  /** As the case stands; `open` = nobody has closed it. */
  readonly outcome: string;
  /** Simulated; where it stands when it is open. */
  readonly tier: string;
  readonly punctuality: Punctuality | undefined;
}

export interface Result {
  readonly requests: readonly ReplayedRequest[];
  readonly created: number;
  readonly resolved: number;
  readonly stillOpen: number;
  /** Empty = every request is there, with the times, agency and outcome of the file, and all totals agree. */
  readonly faults: readonly string[];
}

interface CaseOf {
  readonly number: string;
  readonly status: string;
  readonly outcome_code: string | null;
  readonly tier: string | null;
  readonly closed_tier: string | null;
  readonly department: string | null;
  readonly channel: string;
  readonly registered_at: Date;
  readonly closed_at: Date | null;
}

export async function resultOf(
  db: Database,
  requests: readonly ServiceRequest[],
  { caseNumbers }: Played,
  totals: FileTotals,
  incidents: number,
): Promise<Result> {
  const cases = new Map(
    (
      await rows<CaseOf>(
        db,
        'SELECT number, status, outcome_code, tier, closed_tier, department, channel, registered_at, closed_at FROM case_file ORDER BY number',
      )
    ).map((found) => [found.number, found]),
  );
  const faults: string[] = [];
  const replayed: ReplayedRequest[] = [];
  for (const request of requests) {
    const found = cases.get(caseNumbers.get(request.number) ?? '');
    if (found === undefined) {
      faults.push(`${request.number} is lost`);
      continue;
    }
    faults.push(...differences(request, found).map((difference) => `${request.number}: ${difference}`));
    const isResolved = found.status === 'resolved';
    replayed.push({
      request: request.number,
      outcome: isResolved ? (found.outcome_code ?? '') : found.status,
      tier: (isResolved ? found.closed_tier : found.tier) ?? '',
      punctuality: found.closed_at === null ? undefined : punctualityOf(found.closed_at.getTime(), request.dueMs),
    });
  }
  const count = (wanted: (one: ReplayedRequest) => boolean): number => replayed.filter(wanted).length;
  const resolved = count(({ punctuality }) => punctuality !== undefined);
  const stillOpen = count(({ outcome }) => outcome === 'open');
  const agree = (what: string, ours: number, theirs: number): void => {
    if (ours !== theirs) faults.push(`${what}: ${ours} replayed, ${theirs} in the file`);
  };
  agree('cases', cases.size, totals.requests);
  agree('resolved and still open', resolved + stillOpen, totals.requests);
  agree('closed', resolved, totals.closed);
  agree('still open', stillOpen, totals.stillOpen);
  for (const outcome of ['done', 'duplicate', 'transferred'] as const) {
    agree(
      outcome,
      count((one) => one.outcome === outcome),
      totals.byOutcome[outcome],
    );
  }
  for (const punctuality of ['onTime', 'late', 'noDueDate'] as const) {
    agree(
      punctuality,
      count((one) => one.punctuality === punctuality),
      totals[punctuality],
    );
  }
  agree('incidents', incidents, 0);
  return { requests: replayed, created: cases.size, resolved, stillOpen, faults };
}

/** On time includes the due second itself. */
function punctualityOf(closedMs: number, dueMs: number | undefined): Punctuality {
  if (dueMs === undefined) return 'noDueDate';
  return closedMs <= dueMs ? 'onTime' : 'late';
}

function differences(request: ServiceRequest, found: CaseOf): string[] {
  const { ending } = request;
  const facts: readonly (readonly [string, unknown, unknown])[] = [
    ['created', found.registered_at.getTime(), request.createdMs],
    ['closed', found.closed_at?.getTime(), ending.type === 'closed' ? ending.atMs : undefined],
    ['outcome', found.outcome_code ?? undefined, ending.type === 'closed' ? ending.outcome : undefined],
    ['status', found.status, ending.type === 'closed' ? 'resolved' : 'open'],
    ['agency', found.department, request.agency],
    ['channel', found.channel, request.channel],
  ];
  return facts
    .filter(([, ours, theirs]) => ours !== theirs)
    .map(([name, ours, theirs]) => `${name} is ${String(ours)}, in the file ${String(theirs)}`);
}
