/** The live stream keeps an hour: a reader that was away longer reads the cases anew. */
import { type Database, run } from '../database.js';

export async function forgetOldEvents(db: Database): Promise<void> {
  await run(
    db,
    `DELETE FROM live_event WHERE (xid, id) IN (SELECT xid, id FROM live_event WHERE at < now() - interval '1 hour' ORDER BY at LIMIT 1000)`,
  );
}
