/**
 * The composition root: reads the settings, wires database, engine, gateway, api and workers in one process, starts them in the order
 * of who needs whom and stops them the other way round.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import Koa from 'koa';
import { pino } from 'pino';
import { createApi, createEmbeddedPort } from './api/index.js';
import { bindWorkers } from './bindings/workers.js';
import { createCalendar, parseCalendar, warsawOffice } from './calendar/index.js';
import { createEngine, type Engine } from './engine/index.js';
import { startZeebeGateway } from './gateway/zeebe-grpc/index.js';
import { clockRoutes } from './gateway/zeebe-rest/clock.js';
import { migrate } from './migrations/index.js';
import { startEmbeddedPostgres } from './postgres/embedded.js';
import { deployCaseTypes } from './processes/deploy.js';
import { loadSampleOnce } from './sample/index.js';
import { readSettings, type Settings, SettingsRefused } from './settings/index.js';
import { createSite } from './site/index.js';

/** What was started, last first: stopping goes the other way round. */
class Running {
  private readonly stops: { readonly name: string; readonly stop: () => Promise<void> }[] = [];
  private stopping: Promise<void> | undefined;

  add(name: string, stop: () => Promise<void>): void {
    this.stops.push({ name, stop });
  }

  stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  private async stopAll(): Promise<void> {
    for (const { name, stop } of this.stops.reverse()) {
      try {
        await stop();
      } catch (error) {
        log.error({ error, part: name }, 'Stopping a part failed; going on with the others');
      }
    }
  }
}

const log = pino({ name: 'okienko', level: process.env.LOG_LEVEL ?? 'warn' }, pino.destination(2));

function say(sentence: string): void {
  process.stdout.write(`okienko: ${sentence}\n`);
}

async function start(settings: Settings, running: Running): Promise<string> {
  const databaseUrl = await openedDatabase(settings, running);
  say('bringing the database up to date …');
  await migrate(databaseUrl);
  if (settings.demo) await loadSampleOnce({ databaseUrl, say });

  const engine = createEngine({ databaseUrl, clock: settings.clock, link: settings.link, log: engineLog() });
  await engine.start();
  running.add('engine', () => engine.stop());
  await deployCaseTypes({ engine, databaseUrl, say });

  const calendar = createCalendar(parseCalendar(warsawOffice));
  const api = createApi({ databaseUrl, engine: createEmbeddedPort(engine), calendar, log, settings: { demo: settings.demo } });
  await api.start();
  running.add('api', () => api.stop());

  const gateway = await startZeebeGateway({ engine, ...settings.gateway, log });
  running.add('Zeebe gateway', () => gateway.stop());
  const workers = bindWorkers({
    databaseUrl,
    gatewayPort: gateway.port,
    gatewayHost: settings.gateway.host,
    clock: engine.clock,
    cases: api.casePort,
    log,
  });
  running.add('workers', () => workers.stop());

  const http = await listen(await doors(engine, api.app), settings.http);
  running.add('HTTP', () => close(http));
  const address = addressOf(http);
  await ready(address);
  const setup = await api.firstAdministratorPath();
  if (setup) say(`nobody can sign in yet. This link makes the first administrator, once: ${address}${setup}`);
  say(`Zeebe gateway on ${settings.gateway.host}:${gateway.port}`);
  return address;
}

async function openedDatabase(settings: Settings, running: Running): Promise<string> {
  if (settings.database.type === 'external') return settings.database.url;
  say('starting PostgreSQL …');
  const postgres = await startEmbeddedPostgres({ dataFolder: settings.dataFolder, say });
  running.add('PostgreSQL', () => postgres.stop());
  void postgres.ended.then(() => end(running, 1, 'PostgreSQL has ended; stopping. Start again: all acknowledged work is kept.'));
  return postgres.url;
}

/** Built beside this file; scripts/prepare.mjs. */
const APPLICATION = fileURLToPath(new URL('./modeler-ui/', import.meta.url));

/** The engine's clock door and the web application beside the api. */
async function doors(engine: Engine, api: Koa): Promise<Koa> {
  const app = new Koa();
  app.use(clockRoutes(engine).routes());
  for (const middleware of await createSite(APPLICATION)) app.use(middleware);
  for (const middleware of api.middleware) app.use(middleware);
  return app;
}

function engineLog(): { info: LogLine; warn: LogLine; error: LogLine } {
  return {
    info: (message, details) => log.info(details ?? {}, message),
    warn: (message, details) => log.warn(details ?? {}, message),
    error: (message, details) => log.error(details ?? {}, message),
  };
}
type LogLine = (message: string, details?: Readonly<Record<string, unknown>>) => void;

function listen(app: Koa, { host, port }: Settings['http']): Promise<Server> {
  const server = createServer(app.callback());
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function addressOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

const READY_EVERY_MS = 50;

async function ready(address: string): Promise<void> {
  while (!(await fetch(`${address}/readyz`)).ok) await new Promise((resolve) => setTimeout(resolve, READY_EVERY_MS));
}

let ending = false;

function end(running: Running, code: number, why: string): void {
  if (ending) return;
  ending = true;
  say(why);
  void running.stop().then(() => {
    say('stopped.');
    process.exit(code);
  });
}

async function main(): Promise<void> {
  const running = new Running();
  // Once we are stopping, work that was under way may find its database gone; that is no failure.
  process.on('uncaughtException', (error) => {
    if (ending) return;
    log.fatal({ error }, 'A bug');
    end(running, 1, `a bug: ${error.message}. Stopping; all acknowledged work is kept.`);
  });
  process.on('SIGINT', () => end(running, 0, 'stopping …'));
  process.on('SIGTERM', () => end(running, 0, 'stopping …'));
  try {
    const address = await start(readSettings(process.env), running);
    say(`ready: ${address}`);
  } catch (error) {
    if (ending) return;
    ending = true;
    process.stderr.write(`okienko: ${error instanceof SettingsRefused ? error.message : failureText(error)}\n`);
    await running.stop();
    process.exit(1);
  }
}

function failureText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE') {
    return `${error.message}. Another program listens there: stop it, or choose other ports with PORT and ZEEBE_PORT.`;
  }
  return error.stack ?? error.message;
}

await main();
