/**
 * Plays a scenario on a real Camunda 8: the same models with their user tasks made job-based, the same workers over zeebe-node, the same
 * case port and registers on PostgreSQL. What our change feed tells the api (a run is open, has ended) the engine's records tell here.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { pino } from 'pino';
import { openDatabase } from '../../api/database.js';
import { type Api, createApi, type EnginePort } from '../../api/index.js';
import { bindRegisters } from '../../bindings/registers.js';
import { tryDecision } from '../../engine/runtime/decision-trial.js';
import { caseTypeResources } from '../../processes/deploy.js';
import { Desk } from '../../replay/desk.js';
import { openOffice, SAMPLE_PASSWORD } from '../../sample/office.js';
import { type Outbox, type RunningWorkers, startZeebeWorkers, type WorkerJob } from '../../workers/index.js';
import type { OracleSession } from '../engines/oracle-session.mjs';
import type { Act, CaseType, Scenario } from '../processes/scenarios.js';
import { createTestDatabase } from '../support/postgres.js';
import { meantBy, moveDates, nowAndFirst, withDates } from './case-dates.js';
import { durationMs } from './duration.js';
import { OracleLog } from './oracle-log.js';

const LIVES_ON_MS = 12 * 3_600_000;
const SCOPE_VARIABLES_AT_MOST = 20;
const REST_LIMIT_MS = 60_000;
const CALM_MS = 400;

export class OracleStage {
  readonly #log = new OracleLog();
  readonly #handed: WorkerJob[] = [];
  readonly #contacts = new Map<string, string>();
  #atWork = 0;
  #offsetMs = 0;
  #number = '';

  private constructor(
    private readonly session: OracleSession,
    private readonly api: Api,
    private readonly desk: Desk,
    private readonly db: pg.Pool,
    private readonly parts: { outbox: Outbox; workers: RunningWorkers; drop: () => Promise<void> },
  ) {}

  static async open(session: OracleSession, port: number): Promise<OracleStage> {
    await session.reset();
    const resources = (await caseTypeResources()).map(({ name, content }) => ({
      name,
      content: name.endsWith('.bpmn') ? jobBased(content) : content,
    }));
    await session.call('DeployResource', { resources });
    const database = await createTestDatabase();
    const office = openDatabase(database.url);
    await openOffice(office, Date.now());
    await office.destroy();
    // Made below; its clock and its counters are asked only once it is there.
    let stage: OracleStage | undefined;
    const clock = { now: () => (stage === undefined ? Date.now() : stage.#nowMs) };
    const log = pino({ level: 'silent' });
    const api = createApi({
      databaseUrl: database.url,
      engine: portWithClock(clock),
      log,
      settings: { undoMs: 0, messageTimeToLiveMs: LIVES_ON_MS },
    });
    const db = new pg.Pool({ connectionString: database.url, max: 4 });
    const { outbox, handlers } = bindRegisters({ pool: db, clock, cases: api.casePort, codes: api.codes, log });
    const watched = new Map(
      [...handlers].map(([type, handler]) => [
        type,
        async (job: WorkerJob) => {
          if (stage === undefined) throw new Error('Expected no job before the first act');
          stage.#handed.push(job);
          stage.#atWork++;
          return handler(job).finally(() => {
            if (stage !== undefined) stage.#atWork--;
          });
        },
      ]),
    );
    const workers = startZeebeWorkers({ address: `127.0.0.1:${port}`, engine: 'zeebe' }, watched, { log });
    const desk = await Desk.open(api, () => SAMPLE_PASSWORD);
    stage = new OracleStage(session, api, desk, db, { outbox, workers, drop: () => database.drop() });
    stage.#log.handled = new Set(handlers.keys());
    return stage;
  }

  async close(): Promise<void> {
    await this.parts.workers.stop();
    await this.desk.close();
    await this.db.end();
    await this.api.stop();
    await this.parts.drop();
  }

  async play(caseType: CaseType, scenario: Scenario): Promise<void> {
    this.#number = `LCK-${new Date(this.#nowMs).getUTCFullYear()}-000001`;
    for (const [index, act] of scenario.acts.entries()) {
      try {
        await this.#act(caseType, scenario, act);
        await this.#rest();
      } catch (error) {
        const jobs = this.#handed.map(({ type }) => type).join(' ');
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`act ${index + 1} (${JSON.stringify(act)}): ${reason}\n    ${this.#log.describe()}; jobs so far: ${jobs}`);
      }
    }
    assert.deepEqual(this.#log.incidents, []);
    assert.deepEqual([...this.#log.openInstances.values()], []);
    assert.deepEqual(this.#log.scopesAbove(SCOPE_VARIABLES_AT_MOST), []);
  }

  get #nowMs(): number {
    return Date.now() + this.#offsetMs;
  }

  async #act(caseType: CaseType, scenario: Scenario, act: Act): Promise<void> {
    switch (act.act) {
      case 'start':
        return this.#start(caseType, scenario, act);
      case 'complete':
        return this.#complete({ ...act, variables: await withDates(this.db, this.#number, act.variables) });
      case 'publish':
        return this.#publish(act);
      case 'advance':
        return this.#advance(durationMs(act.by));
      case 'advanceTo':
        return this.#advance((await meantBy(this.db, this.#number, act)) - this.#nowMs);
      case 'moveDates':
        return moveDates(this.db, this.#number, act);
      case 'setCase':
        return this.#writeText(act.closingText);
      case 'expectOpen': {
        const open = this.#log.tasksOf(act.element);
        assert.equal(open.length, 1, `${open.length} open tasks ${act.element}`);
        if (act.assignee !== undefined) assert.equal(open[0]?.assignee, act.assignee);
        return;
      }
      case 'expectNotOpen':
        assert.equal(this.#log.tasksOf(act.element).length, 0);
        return;
      case 'expectEffect': {
        const wanted = Object.entries(act.variables).map(([name, value]) => [
          name,
          (name === 'contactId' && this.#contacts.get(String(value))) || value,
        ]);
        const fits = this.#handed.filter(
          (job) =>
            job.type === act.job &&
            wanted.every(([name, value]) => JSON.stringify(job.variables[String(name)] ?? null) === JSON.stringify(value)),
        );
        assert.equal(fits.length, act.times, `${fits.length} such jobs ${act.job}`);
        return;
      }
      case 'expectDate': {
        const [now, first] = await nowAndFirst(this.db, this.#number, act);
        assert(
          act.is === 'later' ? now > first : now === first,
          `${act.moment} ${new Date(now).toISOString()}, first ${new Date(first).toISOString()}`,
        );
        return;
      }
      case 'expectPassed':
        assert.deepEqual(
          act.elements.filter((element) => !this.#log.completedElements.has(element)),
          [],
        );
        return;
      case 'expectEnded': {
        const { rows } = await this.db.query('SELECT status, outcome_code FROM case_file');
        assert.deepEqual(rows, [{ status: 'resolved', outcome_code: act.outcome }]);
        assert.equal(this.#log.completedRoots(caseType), act.run, 'the root instance of the run has not completed');
        return;
      }
    }
  }

  async #start(caseType: CaseType, scenario: Scenario, act: Act & { act: 'start' }): Promise<void> {
    const { classification, channel, entryTier, registeredBy } = act.variables;
    const optional = (value: unknown): string | null => (typeof value === 'string' ? value : null);
    if (act.run === 1) {
      const { number } = await this.api.register({
        caseType,
        classification: String(classification),
        department: null,
        residentId: scenario.case.replyChannel === 'none' ? null : await this.#resident(scenario),
        replyChannel: scenario.case.replyChannel,
        place: null,
        channel: String(channel),
        entryPoint: null,
        entryTier: optional(entryTier),
        note: '(treść z rozmowy)',
        registeredBy: optional(registeredBy),
      });
      assert.equal(number, this.#number);
    } else {
      await this.db.query('UPDATE case_run SET ended_at = $1', [new Date(this.#nowMs)]);
      await this.desk.call(String(registeredBy), 'POST', `/api/v1/cases/${this.#number}/reopen`, { reason: 'Sprawa wróciła' });
    }
    const { rows } = await this.db.query<{ start_variables: object }>('SELECT start_variables FROM case_run WHERE run = $1', [act.run]);
    // As the feed tells once the run has begun.
    await this.db.query(`UPDATE case_file SET status = 'open'`);
    await this.#writeText(scenario.case.closingText);
    await this.session.call('CreateProcessInstance', {
      bpmnProcessId: caseType,
      version: -1,
      variables: JSON.stringify(rows[0]?.start_variables),
    });
  }

  async #resident({ case: { replyChannel, fallbackChannel } }: Scenario): Promise<string> {
    const id = randomUUID();
    await this.db.query(
      `INSERT INTO resident (id, kind, name, email, phone, postal_address, reply_channel, created_at)
       VALUES ($1, 'person', 'Maria Przykładowa', 'maria@example.org', '500 000 000', $2, $3, $4)`,
      [id, fallbackChannel === 'letter' ? 'ul. Piotrkowska 1, Łódź' : null, replyChannel, new Date(this.#nowMs)],
    );
    return id;
  }

  async #complete({ run, element, by, variables }: Act & { act: 'complete' }): Promise<void> {
    const [task, ...more] = this.#log.tasksOf(element);
    assert(task !== undefined && more.length === 0, `expected one open task ${element}`);
    // What the api prepares before it completes a task for a person.
    await this.db.query('UPDATE case_run SET next_person = NULL, next_department = NULL, passed_on_by = $2 WHERE run = $1', [run, by]);
    await this.db.query(`UPDATE person p SET unit_id = c.department FROM case_file c WHERE p.login = $1 AND 'department' = ANY (p.roles)`, [
      by,
    ]);
    try {
      await this.session.call('CompleteJob', { jobKey: task.jobKey, variables: JSON.stringify(variables) });
    } catch (error) {
      // That engine's test gateway now and then loses an answer, not the command; its records say whether it was taken.
      if (!(error instanceof Error && error.message.includes('DEADLINE_EXCEEDED'))) throw error;
      await this.#rest();
      if (this.#log.tasksOf(element).some(({ jobKey }) => jobKey === task.jobKey)) throw error;
    }
  }

  async #publish({ run, entry, name, variables, timeToLive }: Act & { act: 'publish' }): Promise<void> {
    const contact = variables.contactId;
    const replaced = typeof contact === 'string' ? { ...variables, contactId: await this.#contact(contact) } : variables;
    await this.session.call('PublishMessage', {
      name,
      correlationKey: `${this.#number}/${run}${entry === undefined ? '' : `/${entry}`}`,
      timeToLive: durationMs(timeToLive),
      messageId: '',
      variables: JSON.stringify(replaced),
    });
  }

  async #contact(name: string): Promise<string> {
    const id = randomUUID();
    this.#contacts.set(name, id);
    await this.db.query(
      `INSERT INTO contact (id, case_id, channel, direction, note, at, taken_by) SELECT $1, id, 'phone', 'in', 'kolejna rozmowa', $2, 'line1' FROM case_file`,
      [id, new Date(this.#nowMs)],
    );
    return id;
  }

  async #writeText(closingText: boolean): Promise<void> {
    await this.db.query('UPDATE case_file SET closing_text = $1', [closingText ? 'Treść odpowiedzi.' : null]);
  }

  async #advance(byMs: number): Promise<void> {
    const ms = Math.max(0, Math.ceil(byMs));
    this.#offsetMs += ms;
    await this.session.moveClock(`PT${ms / 1000}S`);
  }

  /** No job of ours is open, nobody is at work, and for a while the engine has told nothing but that workers ask for jobs. */
  async #rest(): Promise<void> {
    const giveUpAt = performance.now() + REST_LIMIT_MS;
    let calmSince = performance.now();
    while (performance.now() - calmSince < CALM_MS) {
      if (performance.now() > giveUpAt) throw new Error('the engine does not come to rest');
      const news = (await this.session.records()).filter(({ valueType }) => valueType !== 'JOB_BATCH');
      for (const record of news) this.#log.read(record);
      if (news.length > 0 || this.#atWork > 0 || this.#log.openJobs.size > 0) calmSince = performance.now();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await this.parts.outbox.drain();
    if (await this.#tellCase()) await this.#rest();
  }

  /** What the api tells the case's process by itself, as its messenger does on our engine: a date that moved earlier. Gives whether there was any. */
  async #tellCase(): Promise<boolean> {
    const { rows } = await this.db.query<PendingMessage>(
      `UPDATE case_message SET state = 'published' WHERE state = 'pending'
       RETURNING message_id, name, coalesce(correlation_key, case_run) AS correlation_key, variables`,
    );
    for (const { message_id: messageId, name, correlation_key: correlationKey, variables } of rows)
      await this.session.call('PublishMessage', {
        ...{ name, correlationKey, messageId, timeToLive: LIVES_ON_MS },
        variables: JSON.stringify(variables),
      });
    return rows.length > 0;
  }
}

interface PendingMessage {
  readonly message_id: string;
  readonly name: string;
  readonly correlation_key: string;
  readonly variables: object;
}

/** That engine completes native user tasks only over REST; as jobs they carry the same assignee, groups and form. */
function jobBased(content: Buffer): Buffer {
  return Buffer.from(content.toString('utf8').replaceAll(/\s*<zeebe:userTask\s*\/>/g, ''));
}

/** The api's engine, of which this stage needs the clock alone: it starts and completes by itself. */
function portWithClock(clock: EnginePort['clock']): EnginePort {
  const absent = async (): Promise<never> => {
    throw new Error('Expected the stage to speak to the engine itself');
  };
  return {
    name: 'zeebe',
    clock,
    status: () => ({ role: 'writer', position: 0n, projectorLagMs: 0, projectorFailingMs: 0 }),
    start: absent,
    completeTask: absent,
    assignTask: absent,
    publishMessage: absent,
    openIncidents: absent,
    retry: absent,
    deploy: absent,
    check: absent,
    model: absent,
    part: absent,
    tryDecision: ({ xml, decisionId, variables }) => tryDecision(clock.now(), xml, decisionId, variables),
    verifyHistory: absent,
    anchors: () => undefined,
    eraseHistory: absent,
    taskForm: absent,
    rehearse: async () => undefined,
    changes: () => ({ [Symbol.asyncIterator]: () => ({ next: absent }) }),
  };
}
