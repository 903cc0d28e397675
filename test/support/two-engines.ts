/** Two engines on one empty database: one holds the lease, the other stands by. */
import { createEngine, type Engine } from '../../engine/index.js';
import { createTestDatabase } from './postgres.js';

export interface TwoEngines {
  readonly databaseUrl: string;
  readonly writer: Engine;
  readonly standby: Engine;
  stop(): Promise<void>;
}

export async function startTwoEngines(): Promise<TwoEngines> {
  const database = await createTestDatabase();
  const [writer, standby] = [0, 1].map(() => createEngine({ databaseUrl: database.url, clock: 'controllable' })) as [Engine, Engine];
  await writer.start();
  await standby.start();
  return {
    databaseUrl: database.url,
    writer,
    standby,
    stop: async () => {
      await standby.stop();
      await writer.stop();
      await database.drop();
    },
  };
}
