/** Who is away, and who stands in: read by whoever gives work to people. Days are whole and the city's own. */
import { CITY_ZONE } from '../../calendar/index.js';
import { rows, type Statements } from '../database.js';

/** SQL: the city's day of the moment in parameter `:now`. */
export const TODAY = `(CAST(:now AS timestamptz) AT TIME ZONE '${CITY_ZONE}')::date`;

export interface Away {
  readonly login: string;
  readonly substitute: string | null;
}

/** People who are away at `now`. */
export async function awayAt(on: Statements, now: Date): Promise<ReadonlyMap<string, Away>> {
  const found = await rows<Away>(
    on,
    `SELECT DISTINCT ON (login) login, substitute FROM absence WHERE first_day <= ${TODAY} AND last_day >= ${TODAY} ORDER BY login, set_at DESC`,
    { now },
  );
  return new Map(found.map((one) => [one.login, one]));
}

/**
 * Who gets what would be this person's: they themselves, or the substitute, or the substitute's; undefined when all are away. Substitutes
 * of each other end after one round.
 */
export function standIn(login: string, away: ReadonlyMap<string, Away>): string | undefined {
  const seen = new Set<string>();
  let wanted: string | null = login;
  while (wanted !== null && !seen.has(wanted)) {
    const absent = away.get(wanted);
    if (absent === undefined) return wanted;
    seen.add(wanted);
    wanted = absent.substitute;
  }
  return undefined;
}
