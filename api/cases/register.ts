/**
 * Registering a case: the case row, its run with the start intent, the contact and, when it was settled in the same act, the person's
 * decision, all in one transaction. The number can be read aloud when it commits; starting the process is the starter's.
 */
import { randomInt, randomUUID } from 'node:crypto';
import {
  CALLER_COLUMNS,
  CALLER_VALUES,
  type Caller,
  callerFacts,
  callerPayload,
  callerValues,
  noteSaid,
  UNKNOWN_CALLER,
} from '../contacts/caller.js';
import { adoptSent } from '../contacts/sent.js';
import { later, row, type Transaction } from '../database.js';
import type { EngineClock } from '../engine-port/port.js';
import { genesis } from '../history/chain.js';
import { knowHead, record } from '../history/journal.js';
import type { Services } from '../services.js';
import { caseRunOf } from './case-run.js';
import type { REPLY_CHANNELS } from './codes.js';

export interface Registration {
  readonly caseType: string;
  readonly classification: string;
  readonly department: string | null;
  readonly residentId: string | null;
  readonly replyChannel: (typeof REPLY_CHANNELS)[number];
  readonly place: string | null;
  readonly channel: string;
  readonly entryPoint: string | null;
  readonly entryTier: string | null;
  /** The caller's own words. */
  readonly note: string;
  /** Login, or null when nobody of ours took it (a web form, a replay). */
  readonly registeredBy: string | null;
  /** Absent: nobody said anything of themselves. */
  readonly caller?: Caller;
  /** A known outage that this reports. */
  readonly outageId?: string | null;
  /** When the city got it, if that was earlier. */
  readonly receivedAt?: Date | null;
  readonly sample?: boolean;
}

/** What registering needs of the services. */
export interface Registrar {
  readonly clock: EngineClock;
  readonly engine: { readonly name: string };
}

export interface RegisteredCase {
  readonly id: string;
  readonly number: string;
  readonly caseRun: string;
  readonly contactId: string;
  /** With the number it opens the status page; read aloud, so digits alone. */
  readonly statusCode: string;
}

const STATUS_CODE_DIGITS = 8;

/** Taken before the transaction: a number that is lost with a rollback leaves a gap, a lock held to the commit would queue everybody. */
export async function nextCaseNumber(api: Services): Promise<string> {
  const { caseNumberPrefix: prefix } = api.settings;
  const year = new Date(api.clock.now()).getUTCFullYear();
  const taken = await row<{ last: number }>(
    api.db,
    `INSERT INTO case_number (prefix, year, last) VALUES (:prefix, :year, 1)
     ON CONFLICT (tenant_id, prefix, year) DO UPDATE SET last = case_number.last + 1 RETURNING last`,
    { prefix, year },
  );
  if (taken === undefined) throw new Error('Expected a case number, but the database gave none');
  return `${prefix}-${year}-${String(taken.last).padStart(6, '0')}`;
}

export async function registerCase(api: Registrar, on: Transaction, number: string, asked: Registration): Promise<RegisteredCase> {
  const id = randomUUID();
  const contactId = randomUUID();
  const statusCode = String(randomInt(10 ** STATUS_CODE_DIGITS)).padStart(STATUS_CODE_DIGITS, '0');
  const atMs = api.clock.now();
  const caseRun = caseRunOf(number, 1);
  const { caller = UNKNOWN_CALLER } = asked;
  later(
    on,
    `INSERT INTO case_file (id, number, case_type, classification, department, resident_id, reply_channel, place, channel, entry_point,
       status, public_status, registered_at, registered_by, received_at, sample, last_event_at, journal_hash, status_code, outage_id)
     VALUES (:id, :number, :caseType, :classification, :department, :residentId, :replyChannel, :place, :channel, :entryPoint,
       'registered', '', :at, :registeredBy, :receivedAt, :sample, :at, :genesis, :statusCode, CAST(:outageId AS uuid))`,
    {
      id,
      number,
      caseType: asked.caseType,
      classification: asked.classification,
      department: asked.department,
      residentId: asked.residentId,
      replyChannel: asked.replyChannel,
      place: asked.place,
      channel: asked.channel,
      entryPoint: asked.entryPoint,
      at: new Date(atMs),
      registeredBy: asked.registeredBy,
      receivedAt: asked.receivedAt ?? null,
      sample: asked.sample ?? false,
      genesis: genesis(id),
      statusCode,
      outageId: asked.outageId ?? null,
    },
  );
  // Nobody else can see it yet.
  knowHead(on, id, { seq: 0, hash: genesis(id) });
  await intendStart(api, on, {
    caseId: id,
    run: 1,
    caseRun,
    variables: startVariables(number, caseRun, asked),
  });
  later(
    on,
    `INSERT INTO contact (id, case_id, resident_id, channel, entry_point, direction, note, at, taken_by, ${CALLER_COLUMNS})
     VALUES (:contactId, :id, :residentId, :channel, :entryPoint, 'in', :note, :at, :takenBy, ${CALLER_VALUES})`,
    {
      contactId,
      id,
      residentId: asked.residentId,
      channel: asked.channel,
      entryPoint: asked.entryPoint,
      note: asked.note,
      at: new Date(atMs),
      takenBy: asked.registeredBy ?? '',
      ...callerValues(caller),
    },
  );
  await noteSaid(on, contactId, caller.articles, 'read');
  await record(on, {
    caseId: id,
    atMs,
    actor: asked.registeredBy ?? 'system:intake',
    act: 'case.registered',
    facts: {
      number,
      caseType: asked.caseType,
      classification: asked.classification,
      channel: asked.channel,
      entryPoint: asked.entryPoint,
      contactId,
      residentId: asked.residentId,
      ...callerFacts(caller),
      ...(asked.outageId == null ? {} : { outageId: asked.outageId }),
      ...(asked.receivedAt == null ? {} : { receivedAt: asked.receivedAt.toISOString() }),
    },
    payload: { note: asked.note, place: asked.place, ...callerPayload(caller) },
  });
  await adoptSent(on, { caseId: id, residentId: asked.residentId, sent: caller.sent, login: asked.registeredBy ?? '', atMs });
  return { id, number, caseRun, contactId, statusCode };
}

/** With what a case's process begins: codes and ids alone. */
export function startVariables(
  number: string,
  caseRun: string,
  { classification, channel, entryTier, registeredBy }: Pick<Registration, 'classification' | 'channel' | 'entryTier' | 'registeredBy'>,
): Readonly<Record<string, string>> {
  return {
    caseRun,
    caseNumber: number,
    classification,
    channel,
    ...(entryTier === null ? {} : { entryTier }),
    ...(registeredBy === null ? {} : { registeredBy }),
  };
}

export async function intendStart(
  api: Registrar,
  on: Transaction,
  asked: { readonly caseId: string; readonly run: number; readonly caseRun: string; readonly variables: Readonly<Record<string, string>> },
): Promise<void> {
  later(
    on,
    `INSERT INTO case_run (case_id, run, case_run, engine, start_state, start_variables)
     VALUES (:caseId, :run, :caseRun, :engine, 'intended', CAST(:variables AS jsonb))`,
    { caseId: asked.caseId, run: asked.run, caseRun: asked.caseRun, engine: api.engine.name, variables: JSON.stringify(asked.variables) },
  );
}
