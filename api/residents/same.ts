/** Which rows of the register are one person: the one that is kept, and all that were merged into it (merge.ts). */
import { rows, type Statements } from '../database.js';
import type { SignedIn } from '../http/route.js';
import { unknownResident } from './residents.js';

/** The kept one first; empty when there is nobody or they are forgotten. */
export async function sameResident(on: Statements, id: string): Promise<readonly string[]> {
  const found = await rows<{ id: string }>(
    on,
    `SELECT r.id FROM resident r JOIN (SELECT coalesce(merged_into, id) AS kept FROM resident WHERE id = :id) k ON k.kept IN (r.id, r.merged_into)
      WHERE r.erased_at IS NULL ORDER BY (r.merged_into IS NULL) DESC, r.created_at, r.id`,
    { id },
  );
  return found.map((one) => one.id);
}

/** The step of an endpoint whose address names a resident by `id`. */
export async function findSame({ api, params }: SignedIn<{ readonly id: string }>): Promise<{ readonly ids: readonly string[] }> {
  const ids = await sameResident(api.db, params.id);
  if (ids.length === 0) throw unknownResident();
  return { ids };
}
