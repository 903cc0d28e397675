/**
 * A whole installation in this process whose time is virtual: engine, api, workers and built-in registers on one database, with all of
 * processes/ deployed. What the server wires for people, this wires for stories that are told faster than they happened.
 */
import pg from 'pg';
import type { Logger } from 'pino';
import { type Api, type ApiSettings, createApi, createEmbeddedPort } from '../api/index.js';
import { engineJobSource } from '../bindings/job-source.js';
import { bindRegisters } from '../bindings/registers.js';
import { createEngine, type DeploymentResource, type Engine } from '../engine/index.js';
import { startZeebeGateway } from '../gateway/zeebe-grpc/index.js';
import { deployCaseTypes } from '../processes/deploy.js';
import { type JobHandler, type Outbox, type RunningWorkers, startInProcessWorkers, startZeebeWorkers } from '../workers/index.js';
import { withPatientFeed } from './patient-feed.js';
import { VirtualTime } from './virtual-time.js';

export interface InstallationOptions {
  /** With the schema applied; nobody else works on it. */
  readonly databaseUrl: string;
  /** Where virtual time begins, before anything is deployed. */
  readonly beginMs: number;
  readonly log: Logger;
  readonly transport: 'in-process' | 'over-the-wire';
  readonly settings?: Partial<ApiSettings>;
  /** What a city publishes in place of what was shipped. */
  readonly published?: readonly DeploymentResource[];
  /** Lets a test see the jobs that workers get. */
  readonly watch?: (handlers: ReadonlyMap<string, JobHandler>) => ReadonlyMap<string, JobHandler>;
}

export interface Installation {
  readonly engine: Engine;
  readonly api: Api;
  readonly time: VirtualTime;
  /** Everything stops, at the moment at which the story ended. */
  stop(): Promise<void>;
}

export async function startInstallation(options: InstallationOptions): Promise<Installation> {
  const { databaseUrl, beginMs, log, transport, settings, published = [], watch = (handlers) => handlers } = options;
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    const engine = createEngine({ databaseUrl, clock: 'controllable', log: asEngineLog(log) });
    engine.clock.pin(beginMs);
    await engine.start();
    stops.push(() => engine.stop());
    await deployCaseTypes({ engine, databaseUrl, say: () => undefined });
    if (published.length > 0) {
      const { type } = await engine.deploy(published);
      if (type !== 'accepted') throw new Error(`Expected the city's own models to be published, but they were ${type}`);
    }

    let time: VirtualTime | undefined;
    const api = createApi({
      databaseUrl,
      engine: withPatientFeed(createEmbeddedPort(engine), async (patienceMs) => time?.jobsDone(patienceMs)),
      log,
      ...(settings === undefined ? {} : { settings }),
    });
    await api.start();
    stops.push(() => api.stop());

    const pool = new pg.Pool({ connectionString: databaseUrl, max: 4, application_name: 'okienko workers', pipeline: true });
    stops.push(() => pool.end());
    const { outbox, handlers } = bindRegisters({ pool, clock: engine.clock, cases: api.casePort, codes: api.codes, log });
    const workers = await startWorkers(engine, watch(handlers), transport, log);
    stops.push(() => workers.stop());

    time = new VirtualTime({
      engine,
      jobTypes: new Set(handlers.keys()),
      parts: [
        { name: 'api', settle: () => api.quiet() },
        { name: 'outbox', settle: settleOutbox(outbox, engine.clock) },
      ],
    });
    stops.push(() => time.end());
    await time.begin(beginMs);
    return { engine, api, time, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Workers write into the outbox, and so does the api (a case's dates, documents): the database alone knows. */
function settleOutbox(outbox: Outbox, clock: Engine['clock']): () => Promise<number | undefined> {
  return async () => {
    const nextMs = await outbox.nextDueMs();
    return nextMs !== undefined && nextMs <= clock.now() ? outbox.drain() : nextMs;
  };
}

async function startWorkers(
  engine: Engine,
  handlers: ReadonlyMap<string, JobHandler>,
  transport: InstallationOptions['transport'],
  log: Logger,
): Promise<RunningWorkers> {
  switch (transport) {
    case 'in-process':
      return startInProcessWorkers(engineJobSource(engine), handlers, { log });
    case 'over-the-wire': {
      const gateway = await startZeebeGateway({ engine, host: '127.0.0.1', port: 0, log });
      const workers = startZeebeWorkers({ address: `127.0.0.1:${gateway.port}`, engine: 'embedded' }, handlers, { log });
      return {
        async stop() {
          await workers.stop();
          await gateway.stop();
        },
      };
    }
  }
}

function asEngineLog(log: Logger): NonNullable<Parameters<typeof createEngine>[0]['log']> {
  return {
    info: (message, details) => log.info(details ?? {}, message),
    warn: (message, details) => log.warn(details ?? {}, message),
    error: (message, details) => log.error(details ?? {}, message),
  };
}
