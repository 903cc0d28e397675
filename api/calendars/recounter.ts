/** A calendar that changed moves the dates of open cases: counted again case by case, each with an entry in its journal. */

import { row, rows, run, transaction } from '../database.js';
import { recountCase } from '../dates/recount.js';
import { Loop } from '../loop.js';
import type { Services } from '../services.js';

const AT_ONCE = 200;
/** Also how soon a change that another node took is seen. */
const LOOK_AGAIN_MS = 5_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

export function createRecounter(api: Services): Loop {
  return new Loop('calendar recount', LOOK_AGAIN_MS, api.log, () => recountOne(api));
}

/**
 * Takes one changed calendar and all its open cases. A case whose dates stay has no entry, so beginning again after a crash does no harm.
 * True: there may be another one.
 */
async function recountOne(api: Services): Promise<boolean> {
  const { db, engine } = api;
  if (engine.status().role !== 'writer') return false;
  const changed = await row<{ id: string; changed: number }>(
    db,
    'SELECT id, changed FROM calendar WHERE recounted < changed ORDER BY id LIMIT 1',
  );
  if (changed === undefined) return false;
  for (let after = FIRST; ; ) {
    const cases = await rows<{ id: string }>(
      db,
      `SELECT c.id FROM case_file c LEFT JOIN unit u ON u.id = c.department
        WHERE c.status IN ('registered', 'open') AND c.promise_at IS NOT NULL AND c.tenant_id = '<default>' AND c.id > CAST(:after AS uuid)
          AND coalesce(u.calendar_id, (SELECT id FROM calendar WHERE is_default)) = :calendar
        ORDER BY c.id LIMIT :limit`,
      { after, calendar: changed.id, limit: AT_ONCE },
    );
    for (const { id } of cases) {
      if (api.stopping.aborted) return false;
      await transaction(db, (on) => recountCase(api, on, id));
    }
    const last = cases.at(-1);
    if (last === undefined || cases.length < AT_ONCE) break;
    after = last.id;
  }
  // Changed again meanwhile: it is still behind and comes again.
  await run(db, 'UPDATE calendar SET recounted = greatest(recounted, :changed) WHERE id = :id', changed);
  return true;
}
