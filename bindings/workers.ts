/** The workers of a server: on the systems of the installation, over the wire to the gateway. */
import pg from 'pg';
import type { Logger } from 'pino';
import { type CodeBook, type RunningWorkers, startZeebeWorkers } from '../workers/index.js';
import type { CasePort, Clock } from '../workers/ports.js';
import type { LeavingMail } from './mail.js';
import type { Peers } from './peers.js';
import { bindRegisters } from './registers.js';

export interface WorkerBinding {
  readonly databaseUrl: string;
  readonly gatewayHost: string;
  readonly gatewayPort: number;
  readonly clock: Clock;
  readonly cases: CasePort;
  readonly codes: CodeBook;
  readonly log: Logger;
  readonly peers: Peers;
  readonly mail?: LeavingMail | undefined;
}

export function bindWorkers({ databaseUrl, gatewayHost, gatewayPort, log, ...parts }: WorkerBinding): RunningWorkers {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4, application_name: 'okienko workers', pipeline: true });
  pool.on('error', (error) => log.warn({ error }, 'A connection of the workers broke'));
  const { outbox, handlers } = bindRegisters({ pool, log, ...parts });
  outbox.start();
  const running = startZeebeWorkers({ address: `${gatewayHost}:${gatewayPort}`, engine: 'embedded' }, handlers, { log });
  return {
    async stop() {
      await running.stop();
      await outbox.stop();
      await pool.end();
    },
  };
}
