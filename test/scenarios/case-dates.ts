/** The dates of a scenario's case, from the api's own tables. */
import type pg from 'pg';
import type { Act } from '../processes/scenarios.js';
import { durationMs } from './duration.js';

type Moment = (Act & { act: 'advanceTo' })['moment'];

const COLUMNS = {
  reminder: 'remind_at',
  promise: 'promise_at',
  escalation: 'escalate_at',
  overdue: 'overdue_at',
  statutory: 'statutory_at',
  notice: 'notice_at',
  wait: `(SELECT until_at FROM case_pause p WHERE p.case_id = case_file.id AND p.state = 'open')`,
} as const satisfies Record<Moment, string>;

async function dateOf(db: pg.Pool, number: string, moment: Moment): Promise<number> {
  return read(db, number, COLUMNS[moment], moment);
}

/** As it is now and as it was first given, epoch milliseconds. */
export async function nowAndFirst(
  db: pg.Pool,
  number: string,
  { moment }: Act & { act: 'expectDate' },
): Promise<readonly [number, number]> {
  return [await dateOf(db, number, moment), await read(db, number, `${moment}_first_at`, `first ${moment}`)];
}

/** The moment that an act means, epoch milliseconds. */
export async function meantBy(db: pg.Pool, number: string, { moment, after, before }: Act & { act: 'advanceTo' }): Promise<number> {
  return (await dateOf(db, number, moment)) + (after ? durationMs(after) : 0) - (before ? durationMs(before) : 0);
}

/** Every date that a promise gives moves alike. */
export async function moveDates(db: pg.Pool, number: string, { by }: Act & { act: 'moveDates' }): Promise<void> {
  const moved = [COLUMNS.promise, COLUMNS.reminder, COLUMNS.escalation, COLUMNS.overdue].map(
    (at) => `${at} = ${at} + $2 * interval '1 ms'`,
  );
  await db.query(`UPDATE case_file SET ${moved.join(', ')} WHERE number = $1`, [number, durationMs(by)]);
}

async function read(db: pg.Pool, number: string, expression: string, name: string): Promise<number> {
  const { rows } = await db.query<{ at: Date | null }>(`SELECT ${expression} AS at FROM case_file WHERE number = $1`, [number]);
  const at = rows[0]?.at;
  if (!at) throw new Error(`Expected the date ${name} on case ${number}, but there is none`);
  return at.getTime();
}

/** `$statutory+P30D`: the day so long after that date. */
const AFTER = /^\$statutory\+P(\d+)D$/;
const DAY_MS = 86_400_000;

export async function withDates<Value>(
  db: pg.Pool,
  number: string,
  variables: Readonly<Record<string, Value>>,
): Promise<Record<string, Value | string>> {
  const filled = Object.entries(variables).map(async ([name, value]) => {
    const days = typeof value === 'string' ? AFTER.exec(value)?.[1] : undefined;
    if (days === undefined) return [name, value] as const;
    const at = (await dateOf(db, number, 'statutory')) + Number(days) * DAY_MS;
    return [name, new Date(at).toISOString().slice(0, 10)] as const;
  });
  return Object.fromEntries(await Promise.all(filled));
}
