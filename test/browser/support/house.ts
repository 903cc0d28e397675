/**
 * The whole product behind one address, as people meet it: engine, api, workers and the built web application on a database of its own,
 * with the sample office at work (busy-office.ts). That is made once a run and cloned for each test file.
 */
import { execFile } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import Koa from 'koa';
import pg from 'pg';
import { pino } from 'pino';
import { type Api, createApi, createEmbeddedPort } from '../../../api/index.js';
import { engineJobSource } from '../../../bindings/job-source.js';
import { BUILT_IN, codeListsOf, type Peers, registersOf, sourcesOf } from '../../../bindings/peers.js';
import { bindRegisters } from '../../../bindings/registers.js';
import { createEngine, type Engine } from '../../../engine/index.js';
import { close, listen } from '../../../http-door.js';
import { caseTypeResources } from '../../../processes/deploy.js';
import { createSite } from '../../../site/index.js';
import { startInProcessWorkers } from '../../../workers/index.js';
import { secretOf } from '../../api/support/hooks.js';
import { onceARun } from '../../support/once-a-run.js';
import { cloneTestDatabase, createTestDatabase } from '../../support/postgres.js';
import { furnish } from './busy-office.js';

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));

export interface House {
  readonly url: string;
  readonly api: Api;
  readonly engine: Engine;
  /** SQL against the house's database. */
  sql<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** The server goes away and comes back at the same address; `down` true = away. */
  setDown(down: boolean): void;
  stop(): Promise<void>;
}

/** A department's own system that reports its cases to the house. */
export const PARKING_SECRET = secretOf('p');

export interface HouseOptions {
  /** Systems of their own instead of the built-in registers. */
  readonly peers?: Partial<Peers>;
  /** The engine's clock may be pinned; it runs as the real one until then. */
  readonly clock?: 'real' | 'controllable';
}

export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const furnished = await onceARun('office', async () => {
    const database = await createTestDatabase();
    const house = await startHouse(database.url);
    await furnish(house);
    await house.stop();
    return database.url;
  });
  const database = await cloneTestDatabase(furnished);
  const house = await startHouse(database.url, options);
  return {
    ...house,
    stop: async () => {
      await house.stop();
      await database.drop();
    },
  };
}

async function startHouse(databaseUrl: string, options: HouseOptions = {}): Promise<House> {
  const peers = { ...BUILT_IN, ...options.peers };
  const log = pino({ level: process.env.LOG_LEVEL ?? 'fatal' });
  const engine = createEngine({ databaseUrl, clock: options.clock ?? 'real' });
  await engine.start();
  const deployed = await engine.deploy(await caseTypeResources());
  if (deployed.type !== 'accepted') throw new Error(`case types were not deployed: ${JSON.stringify(deployed)}`);
  const api = createApi({
    databaseUrl,
    engine: createEmbeddedPort(engine),
    log,
    systems: { secrets: { parking: [PARKING_SECRET] }, sources: sourcesOf(peers), codes: codeListsOf(peers) },
    settings: { demo: true, registers: registersOf(peers) },
  });
  await api.start();
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  const { outbox, handlers } = bindRegisters({ pool, clock: engine.clock, cases: api.casePort, codes: api.codes, log, peers });
  outbox.start();
  const workers = startInProcessWorkers(engineJobSource(engine), handlers, { log });
  let isDown = false;
  const app = new Koa();
  app.use(async (http, next) => {
    if (!isDown) return next();
    http.respond = false;
    http.res.destroy();
  });
  for (const middleware of [...(await createSite(await builtApplication())), ...api.app.middleware]) app.use(middleware);
  const server = await listen(app);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    api,
    engine,
    sql: async <Row extends object>(sql: string, parameters: readonly unknown[] = []) => (await pool.query<Row>(sql, [...parameters])).rows,
    setDown: (down) => {
      isDown = down;
      if (down) server.closeAllConnections();
    },
    stop: async () => {
      await close(server);
      await workers.stop();
      await outbox.stop();
      await api.stop();
      await engine.stop();
      await pool.end();
    },
  };
}

/** Builds the application when its sources changed; gives its folder. */
export function builtApplication(): Promise<string> {
  return onceARun('application', async () => {
    await promisify(execFile)(process.execPath, [join(PROJECT, 'scripts/application.mjs')]);
    return join(PROJECT, 'dist/modeler-ui');
  });
}
