/** Binds the workers to what they may reach: the case, the built-in registers behind the outbox, and the gateway over the wire. */
import pg from 'pg';
import type { Logger } from 'pino';
import {
  builtInCrm,
  builtInDms,
  crmOverOutbox,
  dmsOverOutbox,
  jobHandlers,
  messageOutbox,
  Outbox,
  type RunningWorkers,
  startZeebeWorkers,
} from '../workers/index.js';
import type { CasePort, Clock } from '../workers/ports.js';

export interface WorkerBinding {
  readonly databaseUrl: string;
  readonly gatewayHost: string;
  readonly gatewayPort: number;
  readonly clock: Clock;
  readonly cases: CasePort;
  readonly log: Logger;
}

export function bindWorkers({ databaseUrl, gatewayHost, gatewayPort, clock, cases, log }: WorkerBinding): RunningWorkers {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4, application_name: 'okienko workers' });
  pool.on('error', (error) => log.warn({ error }, 'A connection of the workers broke'));
  const outbox = new Outbox(pool, clock, { crm: builtInCrm, dms: builtInDms }, log);
  const handlers = jobHandlers({
    cases,
    crm: crmOverOutbox(outbox),
    dms: dmsOverOutbox(pool, outbox, clock),
    messages: messageOutbox(pool, clock),
  });
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
