/** An engine of its own on an empty database, with Zeebe's gateway before it on a free port. */
import { createEngine, type Engine } from '../../engine/index.js';
import { startZeebeGateway, type ZeebeGatewayOptions } from '../../gateway/zeebe-grpc/index.js';
import { createTestDatabase } from '../support/postgres.js';

export interface EmptyEngine {
  readonly engine: Engine;
  /** Of the gateway. */
  readonly port: number;
  stop(): Promise<void>;
}

/** For a gateway whose failures the test sees at the client. */
export const SILENT_LOG: ZeebeGatewayOptions['log'] = { info: () => {}, warn: () => {}, error: () => {} };

export async function startEmptyEngine({ controllableClock = true } = {}): Promise<EmptyEngine> {
  const database = await createTestDatabase();
  const engine = createEngine({ databaseUrl: database.url, clock: controllableClock ? 'controllable' : 'real' });
  await engine.start();
  const gateway = await startZeebeGateway({ engine, host: '127.0.0.1', port: 0, log: SILENT_LOG });
  return {
    engine,
    port: gateway.port,
    stop: async () => {
      await gateway.stop();
      await engine.stop();
      await database.drop();
    },
  };
}
