/** Compares one case with one system, and does what is to be done about what differs. */
import type { RecordSource } from '../../workers/outbox/source.js';
import { later, type Transaction, transaction } from '../database.js';
import { toldDates } from '../dates/tell.js';
import { lockCases } from '../history/journal.js';
import type { Services } from '../services.js';
import { agreementsOf, compare } from './compare.js';
import type { Difference } from './difference.js';
import { driftNow } from './drift-row.js';
import { type Kept, type LedgerRow, runOfEffect } from './ledger-runs.js';
import { documentsElsewhere, documentsHere, markOf, type OurCase, readOurCase } from './our-side.js';
import { type Found, settle } from './settle.js';
import type { Agreement, Ours, Theirs } from './sides.js';
import { askedOf, registeredOf } from './their-side.js';

export type OneCompared =
  | { readonly type: 'compared'; readonly differences: number; readonly repaired: number; readonly left: number }
  /** Something for it is on its way, or it changed while it was looked at. */
  | { readonly type: 'waiting' }
  /** There is nothing to compare: it has nothing over there, or was erased. */
  | { readonly type: 'nothing' };

const SAME: OneCompared = { type: 'compared', differences: 0, repaired: 0, left: 0 };

/** Rejects when the system is away. `source` undefined: the built-in register. */
export async function compareCase(api: Services, kept: Kept, source: RecordSource | undefined, caseNumber: string): Promise<OneCompared> {
  const ours = await readOurCase(api.db, kept, caseNumber);
  if (ours === undefined || ours.isErased) return { type: 'nothing' };
  if (ours.ledger.some(({ state }) => state === 'waiting')) return { type: 'waiting' };
  if (ours.ledger.length === 0 && ours.known.length === 0) return { type: 'nothing' };
  const held = ours.ledger.flatMap(heldOf);
  const onlyHeld = held.length > 0;
  if (!onlyHeld && (await tellUntold(api, kept, ours))) return { type: 'waiting' };
  const theirs = onlyHeld
    ? { records: [], unmarked: [] }
    : source === undefined
      ? await registeredOf(api.db, kept.system, caseNumber)
      : await askedOf(api.db, { system: kept.system, source, caseNumber, known: ours.known });
  const sides = await sidesOf(api, kept, ours, theirs);
  const differences = onlyHeld ? held : compare(sides, theirs);
  const agreements = onlyHeld ? [] : newAgreements(ours, agreementsOf(sides, theirs, differences));
  const isQuiet = differences.length === 0 && agreements.length === 0 && (await driftNow(api.db, kept.system, ours.caseId)).length === 0;
  if (isQuiet) return SAME;
  return writeDown(api, { kept, ours, theirs, differences, onlyHeld }, agreements);
}

/** Dates aren't told by a model: what the case says now is to be told, whatever was missed, or came before they were told at all. */
async function tellUntold(api: Services, { system }: Kept, { caseId, runs, dates }: OurCase): Promise<boolean> {
  const run = runs.find(({ goesOn, records }) => goesOn && records.length > 0);
  if (system !== 'crm' || run === undefined) return false;
  const { promiseAt = null, statutoryAt = null } = run.dates ?? {};
  if (promiseAt === dates.promiseAt && statutoryAt === dates.statutoryAt) return false;
  return transaction(api.db, async (on) => {
    await lockCases(on, 'c.id = :caseId', { caseId });
    return toldDates(on, caseId, api.clock.now());
  });
}

type NewAgreements = readonly (readonly [string, Agreement])[];

async function writeDown(api: Services, found: Found, agreements: NewAgreements): Promise<OneCompared> {
  const { kept, ours } = found;
  const settled = await transaction(api.db, async (on) => {
    await lockCases(on, 'c.id = :caseId', { caseId: ours.caseId });
    if ((await markOf(on, kept.system, ours.caseNumber)) !== ours.mark) return undefined;
    for (const [recordId, agreed] of agreements) agree(api, on, found, recordId, agreed);
    return settle(api, on, found);
  });
  if (settled === undefined) return { type: 'waiting' };
  const { messageIds, ...counts } = settled;
  for (const messageId of messageIds) await api.publishNow(messageId);
  return { type: 'compared', ...counts };
}

function heldOf(one: LedgerRow): readonly Difference[] {
  const caseRun = runOfEffect(one);
  if (one.state !== 'held' || caseRun === undefined) return [];
  return [{ type: 'held', caseRun, effectId: one.id, action: one.action, code: one.heldCode ?? '' }];
}

async function sidesOf(api: Services, kept: Kept, ours: OurCase, theirs: Theirs): Promise<Ours> {
  const { caseNumber, runs, known, agreements, caseId, plannedAt } = ours;
  const records = [...theirs.records, ...theirs.unmarked];
  const nothing = { own: [], heard: [] };
  const recordIds = records.map(({ recordId }) => recordId);
  const [here, elsewhere] = records.every(({ documents }) => documents.length === 0)
    ? [nothing, []]
    : await Promise.all([
        documentsHere(api.db, kept.system, caseId, recordIds),
        documentsElsewhere(api.db, { system: kept.system, caseId }, records),
      ]);
  const promised = new Set(runs.flatMap(({ documents }) => documents.map(({ documentId }) => documentId)));
  return {
    ...{ system: kept.system, caseNumber, runs, known, agreements, elsewhere, plannedAt },
    hasDocument: (recordId, { documentId, sha256, name }) =>
      promised.has(documentId) ||
      here.own.some((one) => one.id === documentId || one.sha256 === sha256 || (sha256 === null && one.name === name)) ||
      here.heard.some((one) => one.recordId === recordId && one.documentId === documentId),
  };
}

function newAgreements(ours: OurCase, agreed: ReadonlyMap<string, Agreement>): NewAgreements {
  return [...agreed].filter(([recordId, one]) => JSON.stringify(sorted(ours.agreements.get(recordId))) !== JSON.stringify(sorted(one)));
}

/** PostgreSQL keeps the members of an object in an order of its own. */
function sorted(one: Agreement | undefined): readonly unknown[] {
  return Object.entries(one ?? {}).sort(([name], [other]) => (name < other ? -1 : 1));
}

function agree(api: Services, on: Transaction, { kept, ours }: Found, recordId: string, agreed: Agreement): void {
  later(
    on,
    `INSERT INTO agreement (system, record_id, case_id, agreed, at) VALUES (:system, :recordId, :caseId, CAST(:agreed AS jsonb), :now)
     ON CONFLICT (tenant_id, system, record_id) DO UPDATE SET case_id = excluded.case_id, agreed = excluded.agreed, at = excluded.at`,
    { system: kept.system, recordId, caseId: ours.caseId, agreed: JSON.stringify(agreed), now: new Date(api.clock.now()) },
  );
}
