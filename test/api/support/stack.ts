/** The whole city hall in one test: engine, api over HTTP, the case types, the workers, on a database of its own. */
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { pino } from 'pino';
import { type Api, type ApiSettings, createApi, createEmbeddedPort, type EnginePort, hashPassword } from '../../../api/index.js';
import { engineJobSource } from '../../../bindings/job-source.js';
import { bindLetters, type LeavingOptions } from '../../../bindings/mail.js';
import { BUILT_IN, codeListsOf, type Peers, registersOf, sourcesOf } from '../../../bindings/peers.js';
import { bindRegisters } from '../../../bindings/registers.js';
import { createEngine, type Engine } from '../../../engine/index.js';
import { close, listen } from '../../../http-door.js';
import { caseTypeResources } from '../../../processes/deploy.js';
import { OpenJobs } from '../../../replay/open-jobs.js';
import { type RunningWorkers, startInProcessWorkers } from '../../../workers/index.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { ApiClient } from './client.js';

/** A Monday, 10:00 in Warsaw. */
export const MONDAY_MS = Date.UTC(2026, 2, 2, 9, 0, 0);

export interface StackOptions {
  readonly settings?: Partial<ApiSettings>;
  /** Without workers a case stays at its first automatic step. */
  readonly workers?: boolean;
  /** False: the api serves, but starts nothing and reads no feed. */
  readonly running?: boolean;
  /** False: an installation without anybody. */
  readonly people?: boolean;
  readonly port?: (real: EnginePort) => EnginePort;
  /** Systems of their own instead of the built-in registers. */
  readonly peers?: Partial<Peers>;
  /** Who may tell us what happened elsewhere. */
  readonly secrets?: Readonly<Record<string, readonly string[]>>;
  /** Letters leave by it; absent: they are kept. */
  readonly smtp?: LeavingOptions;
}

export class Stack {
  private readonly signedIn = new Map<string, ApiClient>();
  private constructor(
    readonly database: TestDatabase,
    readonly engine: Engine,
    readonly api: Api,
    readonly url: string,
    private readonly jobs: OpenJobs | undefined,
    private readonly closing: readonly (() => Promise<unknown>)[],
  ) {}

  static async start(options: StackOptions = {}): Promise<Stack> {
    const database = await createTestDatabase();
    const engine = createEngine({ databaseUrl: database.url, clock: 'controllable' });
    await engine.start();
    engine.clock.pin(MONDAY_MS);
    const deployed = await engine.deploy(await caseTypeResources());
    if (deployed.type !== 'accepted') throw new Error(`case types were not deployed: ${JSON.stringify(deployed)}`);
    const [api, stopApi] = startApi(database.url, engine, options);
    if (options.people !== false) await seed(api);
    if (options.running !== false) {
      await api.start();
      await api.quiet();
    }
    const jobs = options.workers === false ? undefined : new OpenJobs(engine, JOB_TYPES);
    const workers = jobs === undefined ? undefined : startWorkers(database.url, engine, api, options);
    const server = await listen(api.app);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return new Stack(database, engine, api, url, jobs, [
      () => close(server),
      async () => jobs?.stop(),
      ...(workers === undefined ? [] : [() => workers.stop()]),
      stopApi,
      () => engine.stop(),
      () => database.drop(),
    ]);
  }

  /** Somebody who is signed in, with a client that checks every answer against the OpenAPI document. */
  async as(login: string): Promise<ApiClient> {
    const known = this.signedIn.get(login);
    if (known !== undefined) return known;
    const client = this.visitor();
    const answer = await client.post('/api/v1/session', { login, password: PASSWORD });
    if (answer.status !== 200) throw new Error(`${login} could not sign in: ${JSON.stringify(answer.body)}`);
    this.signedIn.set(login, client);
    return client;
  }

  visitor(): ApiClient {
    return new ApiClient(this.url, this.api.openApi);
  }

  /** Everything that can happen now has happened. */
  async rest(): Promise<void> {
    for (;;) {
      const before = this.engine.status().position;
      await this.engine.quiet();
      await this.api.quiet();
      const still = this.engine.status().position === before;
      if (still && (this.jobs === undefined || this.jobs.none)) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** And what is due for other systems has arrived there, unless a person must look at it first. */
  async delivered(): Promise<void> {
    await this.rest();
    const due = 'SELECT 1 FROM outbox WHERE delivered_at IS NULL AND held_at IS NULL AND withdrawn_at IS NULL';
    while ((await this.rows(due)).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await this.rest();
  }

  /** Key of the case's open task as this person sees it; empty: there is none. */
  async taskOf(login: string, number: string): Promise<string> {
    const { body } = await (await this.as(login)).get<{ key: string; state: string }[]>(`/api/v1/tasks?case=${number}`);
    return body.find(({ state }) => state === 'open')?.key ?? '';
  }

  async pass(ms: number): Promise<void> {
    this.engine.clock.pin(this.engine.clock.now() + ms);
    await this.rest();
  }

  async rows<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.database.url });
    await client.connect();
    try {
      return (await client.query<Row>(sql, [...parameters])).rows;
    } finally {
      await client.end();
    }
  }

  async stop(): Promise<void> {
    for (const close of this.closing) await close();
  }
}

/** Another api on the same database: what a restart makes. */
export function startApi(databaseUrl: string, engine: Engine, options: StackOptions = {}): [Api, () => Promise<void>] {
  const real = createEmbeddedPort(engine);
  const api = createApi({
    databaseUrl,
    engine: options.port?.(real) ?? real,
    log: pino({ level: process.env.LOG_LEVEL ?? 'fatal' }),
    systems: { secrets: options.secrets ?? {}, sources: sourcesOf(peersOf(options)), codes: codeListsOf(peersOf(options)) },
    settings: {
      nodeTimeoutMs: 1_000,
      heartbeatMs: 500,
      mailFrom: options.smtp?.from ?? null,
      registers: registersOf(peersOf(options)),
      ...options.settings,
    },
  });
  return [api, () => api.stop()];
}

function peersOf({ peers }: StackOptions): Peers {
  return { ...BUILT_IN, ...peers };
}

export function startWorkers(databaseUrl: string, engine: Engine, api: Api, options: StackOptions = {}): RunningWorkers {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  const log = pino({ level: process.env.LOG_LEVEL ?? 'fatal' });
  const { outbox, handlers } = bindRegisters({
    pool,
    clock: engine.clock,
    cases: api.casePort,
    codes: api.codes,
    log,
    peers: peersOf(options),
    mail: bindLetters(options.smtp ?? null, api.mail, engine.clock),
  });
  outbox.start();
  const running = startInProcessWorkers(engineJobSource(engine), handlers, { log });
  return {
    async stop() {
      await running.stop();
      await outbox.stop();
      await pool.end();
    },
  };
}

/** processes/README.md, "Job contract". */
const JOB_TYPES: ReadonlySet<string> = new Set([
  'matter.classify',
  'deadline.compute',
  'deadline.check',
  'deadline.notify',
  'deadline.extend',
  'notice.check',
  'case.pause',
  'case.resume',
  'tier.enter',
  'contact.note',
  'crm.contact.create',
  'crm.case.resolve',
  'dms.file.open',
  'dms.file.close',
  'case.close',
  'notify.mail',
  'notify.sms',
  'notours.tell',
  'notours.forward',
]);

export const PASSWORD = 'a long enough password';

const PEOPLE: readonly [login: string, roles: string, unit: string | null, lead: boolean][] = [
  ['fiona', '{front-office}', 'contact-centre', false],
  ['lena', '{line-1}', 'contact-centre', false],
  ['leon', '{line-1}', 'contact-centre', false],
  ['lidia', '{line-1}', 'contact-centre', true],
  ['zofia', '{line-2}', 'contact-centre', false],
  ['roman', '{department}', 'roads', false],
  ['rita', '{department}', 'roads', true],
  ['grzegorz', '{department}', 'greenery', false],
  ['olga', '{owner}', null, false],
  ['adam', '{auditor}', null, false],
  ['alina', '{admin}', null, false],
];

async function seed(api: Api): Promise<void> {
  const hash = await hashPassword(PASSWORD);
  for (const [login, roles, unit, lead] of PEOPLE) {
    await api.db.raw(
      `INSERT INTO person (login, name, email, password_hash, roles, unit_id, tier_lead, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, now())`,
      [login, `${login} z urzędu`, `${login}@urzad.example`, hash, roles, unit, lead] as never,
    );
  }
  await api.db.raw(
    `INSERT INTO unit (id, name, kind) VALUES ('contact-centre', 'Centrum kontaktu', 'contact-centre'), ('roads', 'Wydział Dróg', 'department'),
       ('greenery', 'Wydział Zieleni', 'department')`,
  );
  await api.db.raw(
    `INSERT INTO classification (code, name, case_type, handling, department, approved_answer, keywords)
     VALUES ('roads.pothole', 'Dziura w jezdni', 'resident-matter', 'simple', 'roads', 'Naprawimy w 3 dni.', '{dziura,jezdnia}'),
            ('waste.schedule', 'Harmonogram odbioru', 'resident-matter', 'simple', NULL, 'Odbiór jest we wtorki.', '{śmieci}')`,
  );
}
