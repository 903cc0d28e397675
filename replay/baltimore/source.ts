/** Reads Baltimore's 311 export: one request a row, its local times as moments. Unsorted as it comes; nothing is left out or mended. */
import { parse } from 'csv-parse/sync';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

const TIME_ZONE = 'America/New_York';

export interface ServiceRequest {
  readonly number: string;
  readonly category: string;
  readonly channel: string;
  readonly agency: string;
  readonly createdMs: number;
  /** Recorded; undefined = none. Not the promise that our own table gives. */
  readonly dueMs: number | undefined;
  readonly ending: Ending;
  readonly place: string;
  /** The latest moment that this row tells of. */
  readonly lastMs: number;
}

/** From `SRStatus` and `CloseDate`, since `Outcome` is empty throughout. A request may be marked a duplicate and still be open. */
export type Ending =
  | { readonly type: 'closed'; readonly atMs: number; readonly outcome: 'done' | 'duplicate' | 'transferred' }
  | { readonly type: 'open' };

class SourceInvalid extends Error {
  override readonly name = 'SourceInvalid';
  readonly code = 'SOURCE_INVALID';
}

const row = z.object({
  ServiceRequestNum: z.string().min(1),
  SRType: z.string().min(1),
  MethodReceived: z.string().min(1),
  CreatedDate: z.string(),
  SRStatus: z.string(),
  StatusDate: z.string(),
  DueDate: z.string(),
  CloseDate: z.string(),
  Agency: z.string().min(1),
  ZipCode: z.string(),
  Neighborhood: z.string(),
});

export function readRequests(csv: string, limit = Number.POSITIVE_INFINITY): readonly ServiceRequest[] {
  const records: unknown[] = parse(csv, { columns: true, bom: true, skip_empty_lines: true });
  return records.slice(0, limit).map((record, index) => {
    const parsed = row.safeParse(record);
    if (!parsed.success) {
      const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
      throw new SourceInvalid(`Expected row ${index + 2} to be a service request, but ${faults}.`);
    }
    return toRequest(parsed.data, index + 2);
  });
}

function toRequest(found: z.output<typeof row>, line: number): ServiceRequest {
  const at = (column: 'CreatedDate' | 'StatusDate' | 'DueDate' | 'CloseDate'): number | undefined =>
    found[column] === '' ? undefined : momentOf(found[column], `${column} in row ${line}`);
  const createdMs = at('CreatedDate');
  if (createdMs === undefined) throw new SourceInvalid(`Expected a CreatedDate in row ${line}, but it is empty.`);
  const closedMs = at('CloseDate');
  const isClosed = found.SRStatus.startsWith('Closed');
  if (isClosed !== (closedMs !== undefined)) {
    throw new SourceInvalid(
      `Expected row ${line} to have a CloseDate exactly when it is closed, but it is '${found.SRStatus}' with '${found.CloseDate}'.`,
    );
  }
  if (closedMs !== undefined && closedMs < createdMs)
    throw new SourceInvalid(`Expected row ${line} to be closed after it was created, but it was before.`);
  return {
    number: found.ServiceRequestNum,
    category: found.SRType,
    channel: channelOf(found.MethodReceived),
    agency: found.Agency,
    createdMs,
    dueMs: at('DueDate'),
    ending: closedMs === undefined ? { type: 'open' } : { type: 'closed', atMs: closedMs, outcome: outcomeOf(found.SRStatus) },
    place: [found.Neighborhood, found.ZipCode].filter((part) => part !== '').join(', '),
    lastMs: Math.max(createdMs, closedMs ?? createdMs, at('StatusDate') ?? createdMs),
  };
}

const LOCAL_TIME = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}):(\d{2}):(\d{2}) ([AP])M$/;

/** Wall-clock time of Baltimore. In the hour that autumn repeats, the first of the two; what spring skips moves on by the gap. */
function momentOf(text: string, where: string): number {
  const found = LOCAL_TIME.exec(text);
  if (found === null) throw new SourceInvalid(`Expected ${where} like '04/12/2018 11:11:26 AM', but it is '${text}'.`);
  const [, month, day, year, hour, minute, second, half] = found;
  const hour24 = (Number(hour) % 12) + (half === 'P' ? 12 : 0);
  const local = new Temporal.PlainDateTime(Number(year), Number(month), Number(day), hour24, Number(minute), Number(second));
  return local.toZonedDateTime(TIME_ZONE, { disambiguation: 'compatible' }).epochMilliseconds;
}

function outcomeOf(status: string): 'done' | 'duplicate' | 'transferred' {
  switch (status) {
    case 'Closed':
      return 'done';
    case 'Closed (Duplicate)':
      return 'duplicate';
    case 'Closed (Transferred)':
      return 'transferred';
    default:
      throw new SourceInvalid(`Expected a closed request to be done, a duplicate or transferred, but its status is '${status}'.`);
  }
}

/** Our words where we have one; `api`, `internal`, `system` and `other` stay as they are. */
function channelOf(method: string): string {
  const ours: Readonly<Record<string, string>> = { Email: 'mail', Mail: 'letter' };
  return ours[method] ?? method.toLowerCase();
}
