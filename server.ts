/**
 * The composition root: reads the settings, wires database, engine, gateway, api and workers in one process, starts them in the order
 * of who needs whom and stops them the other way round.
 */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import Koa from 'koa';
import { type Api, createApi, createEmbeddedPort, type Readiness, reachedAt } from './api/index.js';
import { bindLetters } from './bindings/mail.js';
import { BoundMailbox } from './bindings/mailbox.js';
import { codeListsOf, peersOf, registersOf, sourcesOf } from './bindings/peers.js';
import { bindWorkers } from './bindings/workers.js';
import { readCalendar } from './calendar/index.js';
import { createEngine, type Engine } from './engine/index.js';
import { failureText, NotReady } from './failure.js';
import { startZeebeGateway } from './gateway/zeebe-grpc/index.js';
import { clockRoutes } from './gateway/zeebe-rest/clock.js';
import { close, listen } from './http-door.js';
import { openLog } from './log.js';
import { migrate } from './migrations/index.js';
import { startEmbeddedPostgres } from './postgres/embedded.js';
import { deployCaseTypes } from './processes/deploy.js';
import { loadSampleOnce } from './sample/index.js';
import { readSettings, type Settings } from './settings/index.js';
import { Shutdown } from './shutdown.js';
import { createSite } from './site/index.js';

const log = openLog('warn');

function say(sentence: string): void {
  process.stdout.write(`okienko: ${sentence}\n`);
}

async function start(settings: Settings, shutdown: Shutdown): Promise<string> {
  log.level = settings.logLevel;
  // Read first: a file that says something wrong stops the start before anything is touched.
  const calendar = settings.calendarFile === null ? undefined : await readCalendar(settings.calendarFile);
  const databaseUrl = await openedDatabase(settings, shutdown);
  say('bringing the database up to date …');
  await migrate(databaseUrl);
  if (settings.demo) await loadSampleOnce({ databaseUrl, say });

  const engine = createEngine({
    databaseUrl,
    clock: settings.clock,
    link: settings.link,
    log: engineLog(),
    // One process holds the data folder, so after a kill -9 the lease is its own: ready means writing, without waiting for it to run out.
    ...(settings.database.type === 'embedded' ? { nodeId: 'embedded' } : {}),
  });
  await engine.start();
  shutdown.add('engine', () => engine.stop());
  await deployCaseTypes({ engine, databaseUrl, say });

  // Asked for when a document is delivered, long after the api is there.
  const peers = peersOf(settings, (documentId) => api.documentContent(documentId));
  const api = createApi({
    databaseUrl,
    engine: createEmbeddedPort(engine),
    ...(calendar === undefined ? {} : { calendar }),
    log,
    systems: { secrets: settings.hookSecrets, sources: sourcesOf(peers), codes: codeListsOf(peers) },
    settings: {
      demo: settings.demo,
      registers: registersOf(peers),
      mailFrom: settings.mail.smtp?.from ?? null,
      reconcileEveryMs: settings.compare.everyMs,
      reconcileClosedDays: settings.compare.closedDays,
      ...reachedAt(settings.publicUrl),
    },
  });
  await api.start();
  shutdown.add('api', () => api.stop());

  const gateway = await startZeebeGateway({ engine, ...settings.gateway, log });
  shutdown.add('Zeebe gateway', () => gateway.stop());
  const workers = bindWorkers({
    databaseUrl,
    gatewayPort: gateway.port,
    gatewayHost: settings.gateway.host,
    clock: engine.clock,
    cases: api.casePort,
    codes: api.codes,
    log,
    peers,
    mail: bindLetters(settings.mail.smtp, api.mail, engine.clock),
  });
  shutdown.add('workers', () => workers.stop());
  readMail(settings, shutdown, engine, api);

  const http = await listen(await doors(engine, api.app), settings.http);
  shutdown.add('HTTP', () => close(http));
  const address = addressOf(http);
  await ready(address);
  const setup = await api.firstAdministratorPath();
  if (setup) say(`there is no administrator yet. This link makes the first administrator, once: ${settings.publicUrl ?? address}${setup}`);
  say(`Zeebe gateway on ${settings.gateway.host}:${gateway.port}`);
  return address;
}

/** Nothing where no mailbox is named. */
function readMail({ mail: { imap } }: Settings, shutdown: Shutdown, engine: Engine, api: Api): void {
  if (imap === null) return;
  const mailbox = new BoundMailbox({ imap, desk: api.mail, isWriter: () => engine.status().role === 'writer', log });
  mailbox.start();
  shutdown.add('mailbox', () => mailbox.stop());
}

async function openedDatabase(settings: Settings, shutdown: Shutdown): Promise<string> {
  if (settings.database.type === 'external') return settings.database.url;
  say('starting PostgreSQL …');
  const postgres = await startEmbeddedPostgres({ dataFolder: settings.dataFolder, say });
  shutdown.add('PostgreSQL', () => postgres.stop());
  void postgres.ended.then(() => shutdown.end(1, 'PostgreSQL has ended; stopping. Start again: all acknowledged work is kept.'));
  return postgres.url;
}

/** Built beside this file; scripts/prepare.mjs. */
const APPLICATION = fileURLToPath(new URL('./modeler-ui/', import.meta.url));

/** The engine's clock door and the web application beside the api. */
async function doors(engine: Engine, api: Koa): Promise<Koa> {
  const app = new Koa({ proxy: api.proxy, maxIpsCount: api.maxIpsCount });
  for (const middleware of await createSite(APPLICATION)) app.use(middleware);
  for (const middleware of api.middleware) app.use(middleware);
  // Behind the api's gate: a foreign page can't turn the clock.
  app.use(clockRoutes(engine).routes());
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

const ANYWHERE: ReadonlyMap<string, string> = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['::', '::1'],
]);

function addressOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  // Where it listens everywhere, this machine is reached over loopback.
  const host = ANYWHERE.get(address) ?? address;
  return `http://${family === 'IPv6' ? `[${host}]` : host}:${port}`;
}

const READY_EVERY_MS = 50;
/** Catching up may take long; standing still may not. */
const STILL_MS = 60_000;

async function ready(address: string): Promise<void> {
  let known = '';
  let changedAt = Date.now();
  for (;;) {
    const answer = await fetch(`${address}/readyz`);
    if (answer.ok) return;
    const { database, engine, feed } = (await answer.json()) as Readiness;
    if (feed.position !== known) {
      known = feed.position;
      changedAt = Date.now();
    } else if (Date.now() - changedAt > STILL_MS) {
      throw new NotReady(
        `not ready for ${STILL_MS / 1000} s and nothing moves: database ${database ? 'answers' : 'does not answer'}, engine ${engine.role}, the desk has read ${feed.position} of ${engine.position} changes. All acknowledged work is kept. The log above has the cause; mend it and start again.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, READY_EVERY_MS));
  }
}

/** Of an orderly stop; PostgreSQL's fast shutdown and the last batch take a second or two. */
const STOP_LIMIT_MS = 20_000;

async function main(): Promise<void> {
  const shutdown = new Shutdown({
    say,
    failed: (part, err) => log.error({ err, part }, 'Stopping a part failed; going on with the others'),
    exit: (code) => process.exit(code),
    now: () => performance.now(),
    limitMs: STOP_LIMIT_MS,
  });
  // Once we are stopping, work that was under way may find its database gone; that is no failure.
  process.on('uncaughtException', (err) => {
    if (shutdown.isEnding) return;
    log.fatal({ err }, 'A bug');
    shutdown.end(1, `a bug: ${err.message}. Stopping; all acknowledged work is kept.`);
  });
  process.on('SIGINT', () => shutdown.interrupt());
  process.on('SIGTERM', () => shutdown.interrupt());
  try {
    const address = await start(readSettings(process.env), shutdown);
    if (!shutdown.isEnding) say(`ready: ${address}`);
  } catch (error) {
    if (shutdown.isEnding) return;
    process.stderr.write(`okienko: ${failureText(error)}\n`);
    shutdown.end(1);
  }
}

await main();
