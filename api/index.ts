/**
 * The product's own API: wires the domains to a database, an engine and a clock. `createApi` is its only way in; the composition root
 * (server.ts) mounts the app beside the engine's doors and starts and stops it.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import Koa from 'koa';
import helmet from 'koa-helmet';
import type { Logger } from 'pino';
import type { CalendarSetting } from '../calendar/index.js';
import type { CodeBook } from '../workers/index.js';
import type { CasePort, RecordSystem } from '../workers/ports.js';
import { createTeller } from './alerts/teller.js';
import { Calendars } from './calendars/calendars.js';
import { takeFromSetting } from './calendars/from-setting.js';
import { createRecounter } from './calendars/recounter.js';
import { type FileClosed, fileClosed, type Inward, matterWithdrawn } from './cases/inward.js';
import { Messenger } from './cases/messenger.js';
import { nextCaseNumber, type RegisteredCase, type Registration, registerCase } from './cases/register.js';
import { Starter } from './cases/starter.js';
import { createCasePort } from './cases/worker-port.js';
import { CodeTables } from './codes/tables.js';
import { type Database, openDatabase, row, transaction } from './database.js';
import { contentOf, type DocumentContent } from './documents/content.js';
import type { EnginePort } from './engine-port/port.js';
import { LiveFeed } from './events/live-feed.js';
import { forgetOldEvents } from './events/retention.js';
import { FeedConsumer } from './feed/consumer.js';
import { FeedWriter } from './feed/writer.js';
import { anchorJournal } from './history/anchors.js';
import { originCheck, problemsAsAnswers } from './http/gatekeeping.js';
import { createGuessLimit } from './http/guess-limit.js';
import { type OpenApiDocument, openApiDocument } from './http/openapi.js';
import { createRouter } from './http/router.js';
import { Asker } from './inward/asker.js';
import { NO_OTHER_SYSTEMS, type OtherSystems } from './inward/systems.js';
import { Loop } from './loop.js';
import { createMail, type Mail } from './mail/index.js';
import { createMetrics } from './meta/metrics.js';
import { metaRoutes } from './meta/routes.js';
import { ModelRegistry } from './models/registry.js';
import { sayAlive, sayGone } from './nodes.js';
import { callerOf } from './people/sessions.js';
import { prepareFirstAdministrator } from './people/setup.js';
import type { Reconciled } from './reconciler/asked.js';
import { Reconciler } from './reconciler/reconciler.js';
import { Stages } from './rehearsal/stages.js';
import { ROUTES } from './routes.js';
import type { Services } from './services.js';
import { type ApiSettings, DEFAULT_SETTINGS } from './settings.js';
import { createAlarm } from './sync/alarm.js';
import { Carrier } from './tasks/carrier.js';
import { createAbsenceMover } from './team/absence-mover.js';

export type { RegisteredCase, Registration } from './cases/register.js';
export { openDatabase } from './database.js';
export { createEmbeddedPort } from './engine-port/embedded.js';
export type { ChangeBatch, EnginePort } from './engine-port/port.js';
export type { OtherSystems } from './inward/systems.js';
export type { Readiness } from './meta/routes.js';
export { hashPassword } from './people/password.js';
export type { Reconciled } from './reconciler/asked.js';
export { type ApiSettings, DEFAULT_SETTINGS, reachedAt } from './settings.js';

export interface ApiOptions {
  readonly databaseUrl: string;
  readonly engine: EnginePort;
  /** Of a file that names the city's hours; absent: the calendars that are there. */
  readonly calendar?: CalendarSetting;
  readonly log: Logger;
  readonly settings?: Partial<ApiSettings>;
  /** Absent: none may tell us anything. */
  readonly systems?: OtherSystems;
}

export interface Api {
  readonly app: Koa;
  readonly openApi: OpenApiDocument;
  readonly db: Database;
  /** For the workers. */
  readonly casePort: CasePort;
  /** Our codes in other systems' words: for whoever delivers, or compares what the two sides have. */
  readonly codes: CodeBook;
  /** For a DMS of its own: what a document holds; undefined when it is here no more. */
  documentContent(documentId: string): Promise<DocumentContent | undefined>;
  /** Feed consumer, starter, decision carrier. The engine must have been started. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** The one-time link for the first administrator, while nobody exists. */
  firstAdministratorPath(): Promise<string | undefined>;
  /** Registers a case that no request brings: replay, sample data, inward events. */
  register(asked: Registration): Promise<RegisteredCase>;
  /** Mail, for whoever binds a mail server to it. */
  readonly mail: Mail;
  /** What other systems tell about a case. */
  readonly inward: Inward;
  /**
   * Compares each open and lately closed case with the CRM and the DMS, and repairs what differs. What is told again by that leaves by the
   * outbox: whoever waits for zero lets it deliver, and asks again. Absent: each system that can be compared.
   */
  reconcileAll(systems?: readonly RecordSystem[]): Promise<Reconciled>;
  /**
   * Nothing to start, nothing to carry out now, everything of the feed written. Time stands still for what waits for a later moment:
   * resolves to the next one, by the engine's clock, at which a decision is to be carried out.
   */
  quiet(): Promise<number | undefined>;
}

export function createApi(options: ApiOptions): Api {
  const settings = { ...DEFAULT_SETTINGS, ...options.settings };
  const { engine, log } = options;
  const db = openDatabase(options.databaseUrl);
  const node = randomUUID();
  const stopping = new AbortController();
  const live = new LiveFeed(db, log);
  const writer = new FeedWriter(engine, new ModelRegistry(engine), () => carrier.loop.wake());
  const consumer = new FeedConsumer(db, engine, writer, log);
  const api: Services = {
    db,
    engine,
    clock: engine.clock,
    calendars: new Calendars(),
    codes: new CodeTables(db, engine),
    settings,
    log,
    guessLimit: createGuessLimit(db),
    rehearsals: new Stages(options.databaseUrl),
    live,
    node,
    stopping: stopping.signal,
    wake: {
      starts: () => starter.loop.wake(),
      completions: () => carrier.loop.wake(),
      absences: () => absences.wake(),
      recounts: () => recounter.wake(),
      inward: () => asker.loop.wake(),
    },
    systems: options.systems ?? NO_OTHER_SYSTEMS,
    hooksRefused: (system) => metrics.hooksRefused.inc({ system }),
    carryNow: (decisionId) => carrier.now(decisionId),
    publishNow: (messageId) => messenger.now(messageId),
    reconcile: (asked) => reconciler.reconcile(asked),
    wakeReconciler: () => reconciler.loop.wake(),
    feed: {
      caughtUp: () => consumer.caughtUp(),
      position: () => consumer.position(),
      stuckMs: () => consumer.stuckMs(),
      reached: (position) => consumer.reached(position),
    },
  };
  const starter = new Starter(api);
  const carrier = new Carrier(api);
  const messenger = new Messenger(api);
  const absences = createAbsenceMover(api);
  const recounter = createRecounter(api);
  const teller = createTeller(api);
  const alarm = createAlarm(api);
  const asker = new Asker(api);
  const reconciler = new Reconciler(api);
  const heartbeat = new Loop('heartbeat', settings.nodeTimeoutMs / 5, log, async () => {
    await sayAlive(db, node, settings.nodeTimeoutMs);
    await forgetOldEvents(db);
    return false;
  });
  // Each node asks; the one that is first in its minute anchors for all.
  const anchoring = new Loop('journal anchors', settings.anchorEveryMs, log, async () => {
    await anchorJournal(db, Date.now(), settings.anchorEveryMs);
    return false;
  });
  const metrics = createMetrics(api);
  let document: OpenApiDocument | undefined;
  // Half a second of work, and few ask.
  const openApi = (): OpenApiDocument => {
    document ??= openApiDocument(routes, settings.version);
    return document;
  };
  const routes = [...ROUTES, ...metaRoutes(openApi, metrics.registry)];
  return {
    app: createApp(api, routes),
    get openApi() {
      return openApi();
    },
    db,
    casePort: createCasePort(api),
    codes: api.codes,
    documentContent: (documentId) => contentOf(db, documentId),
    mail: createMail(api),
    inward: {
      fileClosed: (event: FileClosed) => fileClosed(api, event),
      matterWithdrawn: (number, by) => matterWithdrawn(api, number, by),
    },
    reconcileAll: (systems) => reconciler.reconcile(systems === undefined ? {} : { systems }),
    firstAdministratorPath: () => prepareFirstAdministrator(db),
    register: async (asked) => {
      const number = await nextCaseNumber(api);
      const registered = await transaction(db, (on) => registerCase(api, on, number, asked));
      starter.loop.wake();
      return registered;
    },
    start: async () => {
      if (options.calendar !== undefined) await takeFromSetting(db, options.calendar, engine.clock.now());
      await sayAlive(db, node, settings.nodeTimeoutMs);
      heartbeat.start();
      await consumer.start();
      starter.loop.start();
      carrier.loop.start();
      messenger.loop.start();
      anchoring.start();
      absences.start();
      recounter.start();
      teller.start();
      alarm.start();
      asker.loop.start();
      reconciler.loop.start();
      live.start();
    },
    stop: async () => {
      stopping.abort();
      await live.stop();
      await Promise.all([
        starter.loop.stop(),
        carrier.loop.stop(),
        messenger.loop.stop(),
        anchoring.stop(),
        absences.stop(),
        recounter.stop(),
        teller.stop(),
        alarm.stop(),
        asker.loop.stop(),
        reconciler.loop.stop(),
      ]);
      await consumer.stop();
      await heartbeat.stop();
      await sayGone(db, node);
      await api.rehearsals.close();
      await db.destroy();
    },
    quiet: () => quiet(api, { starter, carrier, messenger }),
  };
}

function createApp(api: Services, routes: Parameters<typeof createRouter>[0]): Koa {
  const app = new Koa({ proxy: api.settings.behindProxy, maxIpsCount: 1 });
  const router = createRouter(routes, api, (http) => callerOf(api, http));
  app.use(problemsAsAnswers(api.log));
  app.use(
    helmet({
      hsts: api.settings.secureCookies,
      contentSecurityPolicy: {
        directives: {
          defaultSrc: ["'self'"],
          styleSrc: ["'self'", "'unsafe-inline'"],
          // On plain HTTP it would send forms and links to a port that speaks no TLS.
          upgradeInsecureRequests: api.settings.secureCookies ? [] : null,
        },
      },
    }),
  );
  app.use(originCheck(api.settings.trustedOrigins));
  app.use(router.routes());
  app.use(router.allowedMethods());
  return app;
}

const SPIN_MS = 5;

async function quiet(
  api: Services,
  runners: { readonly starter: Starter; readonly carrier: Carrier; readonly messenger: Messenger },
): Promise<number | undefined> {
  const { db, engine, clock, feed } = api;
  for (let looked = 0; ; looked++) {
    await Promise.all([runners.starter.loop.settled(), runners.carrier.loop.settled(), runners.messenger.loop.settled()]);
    const { position } = engine.status();
    await feed.reached(position);
    const busy = await row<{ starts: boolean; completions: boolean; messages: boolean; next: Date | null }>(
      db,
      `SELECT EXISTS (SELECT 1 FROM case_run WHERE engine = :engine AND start_state = 'intended') AS starts,
              EXISTS (SELECT 1 FROM pending_completion WHERE engine = :engine AND task_key IS NOT NULL
                        AND (state = 'carrying' OR (state = 'pending' AND not_before <= :now))) AS completions,
              EXISTS (SELECT 1 FROM case_message WHERE engine = :engine AND state = 'pending') AS messages,
              (SELECT min(not_before) FROM pending_completion WHERE engine = :engine AND state = 'pending' AND task_key IS NOT NULL) AS next`,
      { engine: engine.name, now: new Date(clock.now()) },
    );
    const idle = busy !== undefined && !busy.starts && !busy.completions && !busy.messages;
    if (idle && engine.status().position === position) return busy.next?.getTime();
    if (busy?.starts === true) await runners.starter.loop.turn();
    if (busy?.completions === true) await runners.carrier.loop.turn();
    if (busy?.messages === true) await runners.messenger.loop.turn();
    // What isn't done by now is another node's, or waits for the engine.
    if (looked > 1) await sleep(SPIN_MS);
  }
}
