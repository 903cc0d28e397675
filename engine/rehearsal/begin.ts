/** How a rehearsal begins: with a copy of what is deployed, and with the tree of an open user task where it goes on from one. */
import type pg from 'pg';
import { Catalog } from '../core/index.js';
import { Loader } from '../store/loader.js';
import { readTreeOfTask } from '../store/task-tree.js';
import type { Rehearsal, RehearsalLimits } from './contract.js';
import { MemoryRehearsal } from './rehearsal.js';

export interface RehearsalBeginning {
  readonly beginMs: number;
  readonly limits: RehearsalLimits;
  readonly fromTask: bigint | undefined;
}

/** undefined: the task isn't open. */
export async function beginRehearsal(
  pool: pg.Pool,
  deployed: () => Promise<Catalog>,
  { beginMs, limits, fromTask }: RehearsalBeginning,
): Promise<Rehearsal | undefined> {
  const tree = fromTask === undefined ? undefined : await readTreeOfTask(pool, fromTask);
  if (fromTask !== undefined && tree === undefined) return undefined;
  const loader = new Loader(pool);
  const source = {
    // After the tree: whatever that runs on is deployed by now.
    catalog: new Catalog(await deployed()),
    processXml: (key: bigint) => loader.processXml(key),
    form: (key: bigint) => loader.form(key),
  };
  return new MemoryRehearsal(source, limits, beginMs, tree);
}
