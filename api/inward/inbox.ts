/** What came from another system and belongs to no case that we could find: kept for a person, never dropped. */
import { randomUUID } from 'node:crypto';
import { row, type Transaction } from '../database.js';
import type { Services } from '../services.js';

export interface Aside {
  readonly system: string;
  readonly kind: 'record' | 'external-case';
  /** What the system calls it. */
  readonly recordId: string;
  /** JSON. */
  readonly heard: object;
  /** The case or run that it says it belongs to. */
  readonly named: string | null;
}

/** One row a record, however often it is heard of; who settled it once has settled it. */
export async function putAside(api: Services, on: Transaction, { heard, ...aside }: Aside): Promise<'aside' | 'ignored'> {
  const kept = await row<{ decision: string | null }>(
    on,
    `INSERT INTO inbox_item (id, system, kind, record_id, heard, named, first_at, last_at)
     VALUES (:id, :system, :kind, :recordId, CAST(:heard AS jsonb), :named, :now, :now)
     ON CONFLICT (tenant_id, system, kind, record_id) DO UPDATE
        SET heard = CASE WHEN inbox_item.decision IS NULL THEN excluded.heard END, named = excluded.named,
            times = inbox_item.times + 1, last_at = excluded.last_at
     RETURNING decision`,
    { id: randomUUID(), ...aside, heard: JSON.stringify(heard), now: new Date(api.clock.now()) },
  );
  return kept?.decision === 'ignored' || kept?.decision === 'merged' ? 'ignored' : 'aside';
}
