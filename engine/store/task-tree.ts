/** The call tree of an open user task as one moment has it, whole: for whoever goes on with it apart from the writer. */
import type pg from 'pg';
import type { Tree } from '../core/index.js';
import { Loader } from './loader.js';

/** undefined: no such open task. */
export async function readTreeOfTask(pool: pg.Pool, taskKey: bigint): Promise<Tree | undefined> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    // The writer goes on meanwhile: rows of two moments would be a state that never was.
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    const tree = await read(new Loader(client), taskKey);
    await client.query('COMMIT');
    return tree;
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    // Released with an error, the connection is closed, and its transaction with it.
    client.release(broken);
  }
}

async function read(loader: Loader, taskKey: bigint): Promise<Tree | undefined> {
  const rootKey = await loader.rootOfTask(taskKey);
  const loaded = rootKey === undefined ? undefined : await loader.tree(rootKey);
  if (loaded === undefined) return undefined;
  const { tree } = loaded;
  const large = [...tree.elements.values()].flatMap(({ variables }) => [...variables.values()].filter(({ json }) => json === undefined));
  if (large.length === 0) return tree;
  const values = await loader.values(large.map(({ valueKey }) => valueKey));
  for (const element of tree.elements.values()) {
    if (![...element.variables.values()].some(({ json }) => json === undefined)) continue;
    const variables = new Map(
      [...element.variables].map(([name, value]) => [
        name,
        value.json === undefined ? { ...value, json: values.get(value.valueKey) } : value,
      ]),
    );
    tree.elements.set(element.key, { ...element, variables });
  }
  return tree;
}
