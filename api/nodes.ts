/** Says that this process lives, so that others know whose work they may take. Real time. */
import { type Database, run } from './database.js';

export async function sayAlive(db: Database, node: string, timeoutMs: number): Promise<void> {
  await run(
    db,
    `INSERT INTO api_node (node, alive_until) VALUES (:node, now() + :timeoutMs * interval '1 ms')
     ON CONFLICT (node) DO UPDATE SET alive_until = excluded.alive_until`,
    { node, timeoutMs },
  );
}

export async function sayGone(db: Database, node: string): Promise<void> {
  await run(db, "DELETE FROM api_node WHERE node = :node OR alive_until < now() - interval '1 day'", { node });
}
