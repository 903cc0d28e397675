/** Traces of what people change beside cases: directory, absences, catalogue, outages, calendars, rests of other systems. Written in the transaction of the change itself; append only. */
import { isDeepStrictEqual } from 'node:util';
import { run, type Transaction } from '../database.js';

export const SUBJECTS = [
  'person',
  'unit',
  'absence',
  'classification',
  'entry-point',
  'step',
  'system',
  'mailbox',
  'outage',
  'calendar',
  'code-list',
] as const;

type State = Readonly<Record<string, unknown>>;

interface LoggedChange {
  readonly login: string;
  readonly subjectType: (typeof SUBJECTS)[number];
  readonly subjectId: string;
  /** All of it, without secrets; undefined = it wasn't there. */
  readonly before: State | undefined;
  /** undefined = it isn't there any more. */
  readonly after: State | undefined;
  /** Why, in the words of whoever did it. */
  readonly note?: string | undefined;
}

/** What was stored as it was before leaves no trace. */
export async function logChange(on: Transaction, { before, after, login, subjectType, subjectId, note }: LoggedChange): Promise<void> {
  if (isDeepStrictEqual(plain(before), plain(after))) return;
  await run(
    on,
    `INSERT INTO change_log (at, login, subject_type, subject_id, before, after, note)
     VALUES (:at, :login, :subjectType, :subjectId, CAST(:before AS json), CAST(:after AS json), :note)`,
    { at: new Date(), login, subjectType, subjectId, before: json(before), after: json(after), note: note ?? null },
  );
}

function json(state: State | undefined): string | null {
  return state === undefined ? null : JSON.stringify(state);
}

function plain(state: State | undefined): unknown {
  return state === undefined ? undefined : JSON.parse(JSON.stringify(state));
}
