/**
 * Plays a scenario (processes/SCENARIOS.md) on a whole installation in virtual time: real engine, api, workers and registers on
 * PostgreSQL. People act through the api; what the api would refuse (a decision that the task doesn't offer, a payload that no form
 * sends) goes straight to the engine, as from another door of it.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { pino } from 'pino';
import { openDatabase } from '../../api/database.js';
import { type FeedEvent, parseVariables } from '../../engine/index.js';
import { Desk } from '../../replay/desk.js';
import { type Installation, type InstallationOptions, startInstallation } from '../../replay/installation.js';
import { openOffice, SAMPLE_PASSWORD } from '../../sample/office.js';
import type { WorkerJob } from '../../workers/index.js';
import type { Act, CaseType, Scenario } from '../processes/scenarios.js';
import { createTestDatabase } from '../support/postgres.js';
import { meantBy, moveDates, nowAndFirst, withDates } from './case-dates.js';
import { durationMs } from './duration.js';

/** A Tuesday within office hours, in winter. */
const BEGIN_MS = Date.parse('2026-03-03T09:00:00Z');
const LIVES_ON_MS = 12 * 3_600_000;
const SCOPE_VARIABLES_AT_MOST = 20;

interface OpenTask {
  readonly task_key: string;
  readonly element_id: string;
  readonly assignee: string | null;
  readonly tier: string | null;
  readonly department: string | null;
  readonly actions: readonly string[];
}

export class Stage {
  readonly #installation: Installation;
  readonly #db: pg.Pool;
  readonly #desk: Desk;
  readonly #handed: WorkerJob[];
  readonly #events: FeedEvent[] = [];
  readonly #stopFeed = new AbortController();
  readonly #reading: Promise<void>;
  readonly #stopAll: () => Promise<void>;
  /** Ids of the scenario → ids in the database. */
  readonly #contacts = new Map<string, string>();
  #position = 0n;
  #number = '';

  private constructor(installation: Installation, db: pg.Pool, desk: Desk, handed: WorkerJob[], stopAll: () => Promise<void>) {
    this.#installation = installation;
    this.#db = db;
    this.#desk = desk;
    this.#handed = handed;
    this.#stopAll = stopAll;
    this.#reading = this.#read();
  }

  static async open(transport: InstallationOptions['transport']): Promise<Stage> {
    const database = await createTestDatabase();
    const office = openDatabase(database.url);
    await openOffice(office, BEGIN_MS);
    await office.destroy();
    const handed: WorkerJob[] = [];
    const installation = await startInstallation({
      databaseUrl: database.url,
      beginMs: BEGIN_MS,
      log: pino({ level: 'silent' }),
      transport,
      settings: { undoMs: 0, messageTimeToLiveMs: LIVES_ON_MS },
      watch: (handlers) =>
        new Map(
          [...handlers].map(([type, handler]) => [
            type,
            (job) => {
              handed.push(job);
              return handler(job);
            },
          ]),
        ),
    });
    const db = new pg.Pool({ connectionString: database.url, max: 2 });
    const desk = await Desk.open(installation.api, () => SAMPLE_PASSWORD);
    return new Stage(installation, db, desk, handed, async () => {
      await desk.close();
      await db.end();
      await installation.stop();
      await database.drop();
    });
  }

  async close(): Promise<void> {
    this.#stopFeed.abort();
    await this.#reading;
    await this.#stopAll();
  }

  async play(caseType: CaseType, scenario: Scenario): Promise<void> {
    // The first number of an empty database: messages may come before the case.
    this.#number = `LCK-${new Date(BEGIN_MS).getUTCFullYear()}-000001`;
    for (const [index, act] of scenario.acts.entries()) {
      try {
        await this.#act(caseType, scenario, act);
        await this.#installation.time.settle();
      } catch (error) {
        throw new Error(`${scenario.id}, act ${index + 1} (${JSON.stringify(act)}): ${await this.#state()}`, { cause: error });
      }
    }
    await this.#settleFeed();
    expect(this.#incidents()).toEqual([]);
    expect((await this.#db.query('SELECT count(*)::int AS n FROM tree_state')).rows).toEqual([{ n: 0 }]);
    expect(this.#crowdedScopes()).toEqual([]);
    expect(
      (await this.#db.query('SELECT count(*)::int AS n FROM outbox WHERE delivered_at IS NULL AND withdrawn_at IS NULL')).rows,
    ).toEqual([{ n: 0 }]);
  }

  async #act(caseType: CaseType, scenario: Scenario, act: Act): Promise<void> {
    const { time } = this.#installation;
    switch (act.act) {
      case 'start':
        return this.#start(caseType, scenario, act);
      case 'complete':
        return this.#complete({ ...act, variables: await withDates(this.#db, this.#number, act.variables) });
      case 'publish':
        return this.#publish(act);
      case 'advance':
        return time.runUntil(time.nowMs + durationMs(act.by));
      case 'advanceTo':
        return time.runUntil(await meantBy(this.#db, this.#number, act));
      case 'moveDates':
        return moveDates(this.#db, this.#number, act);
      case 'setCase':
        return this.#writeText(act.closingText);
      case 'expectOpen': {
        const open = await this.#openTasks(act.run, act.element);
        expect(open.length).toBe(1);
        if (act.assignee !== undefined) expect(open[0]?.assignee ?? '').toBe(act.assignee);
        return;
      }
      case 'expectNotOpen':
        expect(await this.#openTasks(act.run, act.element)).toEqual([]);
        return;
      case 'expectEffect':
        return this.#expectEffect(act);
      case 'expectDate': {
        const [now, first] = await nowAndFirst(this.#db, this.#number, act);
        if (act.is === 'later') expect(now).toBeGreaterThan(first);
        else expect(now).toBe(first);
        return;
      }
      case 'expectPassed': {
        await this.#settleFeed();
        const completed = this.#events.filter(({ type, data }) => type === 'element' && data.intent === 'COMPLETED');
        expect(completed.map(({ elementId }) => elementId)).toEqual(expect.arrayContaining([...act.elements]));
        return;
      }
      case 'expectEnded':
        return this.#expectEnded(act);
    }
  }

  async #start(caseType: CaseType, scenario: Scenario, act: Act & { act: 'start' }): Promise<void> {
    const { classification, channel, entryTier, registeredBy, ...others } = act.variables;
    const { api } = this.#installation;
    if (act.run === 1) {
      expect(Object.keys(others)).toEqual([]);
      const residentId = scenario.case.replyChannel === 'none' ? null : await this.#resident(scenario);
      const { number } = await api.register({
        caseType,
        classification: text(classification),
        department: null,
        residentId,
        replyChannel: scenario.case.replyChannel,
        place: null,
        channel: text(channel),
        entryPoint: null,
        entryTier: entryTier === undefined ? null : text(entryTier),
        note: '(treść z rozmowy)',
        registeredBy: registeredBy === undefined ? null : text(registeredBy),
      });
      expect(number).toBe(this.#number);
    } else {
      expect(others).toEqual({ reopens: `$caseNumber/${act.run - 1}` });
      await this.#desk.call(text(registeredBy), 'POST', `/api/v1/cases/${this.#number}/reopen`, { reason: 'Sprawa wróciła' });
    }
    await this.#writeText(scenario.case.closingText);
  }

  async #resident({ case: { replyChannel, fallbackChannel } }: Scenario): Promise<string> {
    const id = randomUUID();
    const address = fallbackChannel === 'letter' ? 'ul. Piotrkowska 1, Łódź' : null;
    await this.#db.query(
      `INSERT INTO resident (id, kind, name, email, phone, postal_address, reply_channel, created_at)
       VALUES ($1, 'person', 'Maria Przykładowa', 'maria@example.org', '500 000 000', $2, $3, $4)`,
      [id, address, replyChannel, new Date(BEGIN_MS)],
    );
    return id;
  }

  async #complete({ run, element, by, variables }: Act & { act: 'complete' }): Promise<void> {
    const [task, ...more] = await this.#openTasks(run, element);
    if (task === undefined || more.length > 0)
      throw new Error(`Expected one open task ${element}, but there are ${more.length + (task ? 1 : 0)}`);
    const { decision, outcome, ...values } = variables;
    const offered = offeredDecision(task, variables);
    if (offered === undefined || !Object.values(values).every(isScalar)) {
      const parsed = parseVariables(JSON.stringify(variables));
      if (parsed.type === 'invalid') throw new Error(parsed.reason);
      const outcomeOf = await this.#installation.engine.execute({
        type: 'completeUserTask',
        taskKey: BigInt(task.task_key),
        variables: parsed.variables,
        action: 'complete',
      });
      expect(outcomeOf.type).toBe('accepted');
      return;
    }
    if (task.tier === 'department') await this.#db.query('UPDATE person SET unit_id = $2 WHERE login = $1', [by, task.department]);
    if (task.assignee !== null && task.assignee !== by) {
      await this.#desk.call('lead', 'POST', `/api/v1/tasks/${task.task_key}/assign`, { assignee: by });
      await this.#installation.time.settle();
    }
    await this.#desk.call(by, 'POST', `/api/v1/tasks/${task.task_key}/complete`, {
      decision: offered,
      values,
      outcomeCode: outcome === undefined ? null : text(outcome),
    });
  }

  async #publish({ run, entry, name, variables, timeToLive }: Act & { act: 'publish' }): Promise<void> {
    const replaced =
      typeof variables.contactId === 'string' ? { ...variables, contactId: await this.#contact(variables.contactId) } : variables;
    const parsed = parseVariables(JSON.stringify(replaced));
    if (parsed.type === 'invalid') throw new Error(parsed.reason);
    const outcome = await this.#installation.engine.execute({
      type: 'publishMessage',
      name,
      correlationKey: `${this.#number}/${run}${entry === undefined ? '' : `/${entry}`}`,
      messageId: '',
      timeToLiveMs: durationMs(timeToLive),
      variables: parsed.variables,
    });
    expect(outcome.type).toBe('accepted');
  }

  /** A contact that the scenario names, on the case. */
  async #contact(name: string): Promise<string> {
    const id = randomUUID();
    this.#contacts.set(name, id);
    await this.#db.query(
      `INSERT INTO contact (id, case_id, channel, direction, note, at, taken_by)
       SELECT $1, id, 'phone', 'in', 'kolejna rozmowa', $3, 'line1' FROM case_file WHERE number = $2`,
      [id, this.#number, new Date(this.#installation.time.nowMs)],
    );
    return id;
  }

  async #writeText(closingText: boolean): Promise<void> {
    await this.#db.query('UPDATE case_file SET closing_text = $2 WHERE number = $1', [
      this.#number,
      closingText ? 'Treść odpowiedzi.' : null,
    ]);
  }

  async #openTasks(run: number, element: string): Promise<readonly OpenTask[]> {
    const { rows } = await this.#db.query<OpenTask>(
      `SELECT t.task_key::text, t.element_id, t.assignee, t.tier, t.department, t.actions FROM task t JOIN case_file c ON c.id = t.case_id
       WHERE c.number = $1 AND t.run = $2 AND t.element_id = $3 AND t.state = 'open'`,
      [this.#number, run, element],
    );
    return rows;
  }

  #expectEffect({ job, times, variables }: Act & { act: 'expectEffect' }): void {
    const wanted = Object.entries(variables).map(([name, value]) => [
      name,
      (name === 'contactId' && this.#contacts.get(text(value))) || value,
    ]);
    const fits = (handed: WorkerJob): boolean =>
      handed.type === job &&
      wanted.every(([name, value]) => JSON.stringify(handed.variables[String(name)] ?? null) === JSON.stringify(value));
    expect(this.#handed.filter(fits).length).toBe(times);
  }

  async #expectEnded({ run, outcome }: Act & { act: 'expectEnded' }): Promise<void> {
    await this.#settleFeed();
    const { rows } = await this.#db.query(
      `SELECT c.status, c.outcome_code, r.ended_at IS NOT NULL AS ended, r.process_instance_key::text AS key
       FROM case_file c JOIN case_run r ON r.case_id = c.id WHERE c.number = $1 AND r.run = $2`,
      [this.#number, run],
    );
    expect(rows).toMatchObject([{ status: 'resolved', outcome_code: outcome, ended: true }]);
    const root = this.#events.filter(({ elementInstanceKey, type }) => type === 'element' && String(elementInstanceKey) === rows[0]?.key);
    expect(root.map(({ data }) => data.intent)).toContain('COMPLETED');
  }

  #incidents(): unknown[] {
    return this.#events
      .filter(({ type, data }) => type === 'incident' && data.intent === 'RAISED')
      .map(({ elementId, data }) => `${elementId}: ${String(data.errorType)} ${String(data.message)}`);
  }

  #crowdedScopes(): string[] {
    const names = new Map<string, Set<unknown>>();
    for (const { type, data } of this.#events) {
      if (type !== 'variable') continue;
      const scope = String(data.scopeKey);
      names.set(scope, (names.get(scope) ?? new Set()).add(data.name));
    }
    return [...names].filter(([, held]) => held.size > SCOPE_VARIABLES_AT_MOST).map(([scope, held]) => `${scope}: ${[...held].join(', ')}`);
  }

  async #read(): Promise<void> {
    for await (const entry of this.#installation.engine.feed(0n, this.#stopFeed.signal)) {
      this.#events.push(...entry.events);
      this.#position = entry.position;
    }
  }

  async #settleFeed(): Promise<void> {
    const target = this.#installation.engine.status().position;
    while (this.#position < target) await new Promise((resolve) => setTimeout(resolve, 2));
  }

  /** For a failing act: where the case stands. */
  async #state(): Promise<string> {
    await this.#settleFeed();
    const { rows } = await this.#db.query('SELECT element_id, assignee FROM task WHERE state = $1', ['open']);
    const open = rows.map(({ element_id, assignee }) => `${element_id}@${assignee ?? ''}`);
    const jobs = this.#handed.map(({ type }) => type);
    return `open tasks [${open.join(' ')}], jobs so far [${jobs.join(' ')}], incidents [${this.#incidents().join('; ')}]`;
  }
}

/** The decision that a person would choose for these variables: theirs, or the one action that means them. */
function offeredDecision(
  { actions }: OpenTask,
  { decision, callResult, letterSent, outcome }: Readonly<Record<string, unknown>>,
): string | undefined {
  // The desk resolves nothing without its outcome.
  if (decision === 'resolve' && outcome === undefined) return undefined;
  const meant = decision ?? callResult ?? (letterSent === true ? 'sent' : undefined);
  return typeof meant === 'string' && actions.includes(meant) ? meant : undefined;
}

function isScalar(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`Expected a text, but got ${JSON.stringify(value)}`);
  return value;
}
