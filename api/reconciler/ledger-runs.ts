/** Folds the ledger of a case and a system into what each run was promised over there. PURE. */
import { z } from 'zod';
import type { RecordSystem } from '../../workers/ports.js';
import type { OurRun, PromisedDocument, PromisedRecord } from './sides.js';

export interface LedgerRow {
  readonly id: string;
  readonly action: string;
  readonly payload: unknown;
  /** Told again: what it says was said before. */
  readonly isAgain: boolean;
  readonly remoteId: string | null;
  readonly heldCode: string | null;
  readonly state: 'waiting' | 'held' | 'delivered' | 'withdrawn';
  /** Of a document: whose it is now; null: nobody's, it is forgotten. */
  readonly isOf: 'this-case' | 'another' | null;
}

/** An erased effect says nothing any more, so nothing is promised by it. */
const ofRun = z.object({ caseRun: z.string() });
const opening = ofRun.extend({ id: z.string() });
const change = ofRun.extend({ status: z.string(), outcome: z.string().nullable() });
const dates = ofRun.extend({ promiseAt: z.string().nullable(), statutoryAt: z.string().nullable() });
const plan = ofRun.extend({ plannedAt: z.string().nullable() });
const closing = ofRun.extend({ result: z.string() });
const document = ofRun.extend({ documentId: z.string(), name: z.string(), sha256: z.string() });

export function runOfEffect({ payload }: Pick<LedgerRow, 'payload'>): string | undefined {
  return ofRun.safeParse(payload).data?.caseRun;
}

export interface Kept {
  readonly system: RecordSystem;
  /** In a register of ours, which calls a record as we do. */
  readonly isRegister: boolean;
}

export function runsFrom(kept: Kept, runs: readonly Pick<OurRun, 'caseRun' | 'goesOn'>[], ledger: readonly LedgerRow[]): readonly OurRun[] {
  const arrived = ledger.filter(({ state }) => state === 'delivered');
  return runs.map(({ caseRun, goesOn }) => {
    const ofThis = arrived.filter((one) => runOfEffect(one) === caseRun);
    return {
      caseRun,
      goesOn,
      records: recordsIn(kept, ofThis),
      told: toldIn(ofThis),
      dates: datesIn(ofThis),
      planned: plannedIn(ofThis),
      documents: documentsIn(ofThis),
    };
  });
}

function recordsIn({ system, isRegister }: Kept, effects: readonly LedgerRow[]): readonly PromisedRecord[] {
  const promised = new Map<string, { readonly effectId: string; recordId: string | null }>();
  for (const { id, action, payload, remoteId } of effects) {
    const made = action === 'record' || action === 'open' ? opening.safeParse(payload).data : undefined;
    if (made === undefined) continue;
    // A CRM keeps one record of a run, wherever its process asks for one.
    const key = system === 'crm' ? '' : made.id;
    const recordId = isRegister ? made.id : remoteId;
    const known = promised.get(key);
    if (known === undefined) promised.set(key, { effectId: id, recordId });
    else if (recordId !== null && !isRegister) known.recordId = recordId;
  }
  return [...promised.values()];
}

function toldIn(effects: readonly LedgerRow[]): OurRun['told'] {
  let told: OurRun['told'] = null;
  for (const { id, action, payload, isAgain } of effects) {
    if (isAgain) continue;
    const changed = action === 'change' ? change.safeParse(payload).data : undefined;
    // A status without an outcome leaves the outcome as it is.
    if (changed !== undefined) told = { effectId: id, status: changed.status, outcome: changed.outcome ?? outcomeOf(told) };
    const closed = action === 'close' ? closing.safeParse(payload).data : undefined;
    if (closed !== undefined) told = { effectId: id, status: 'closed', outcome: closed.result };
  }
  return told;
}

/** By its record, or since. A record without any, or from before they were told, says nothing of them. */
function datesIn(effects: readonly LedgerRow[]): OurRun['dates'] {
  let told: OurRun['dates'] = null;
  for (const { id, action, payload, isAgain } of effects) {
    const said = isAgain || (action !== 'record' && action !== 'dates') ? undefined : dates.safeParse(payload).data;
    if (said === undefined) continue;
    const { promiseAt, statutoryAt } = said;
    if (action === 'dates' || promiseAt !== null || statutoryAt !== null) told = { effectId: id, promiseAt, statutoryAt };
  }
  return told;
}

function plannedIn(effects: readonly LedgerRow[]): OurRun['planned'] {
  const told = effects.flatMap(({ id, action, payload, isAgain }) => {
    const said = isAgain || (action !== 'open' && action !== 'plan') ? undefined : plan.safeParse(payload).data;
    return said === undefined ? [] : [{ effectId: id, plannedAt: said.plannedAt }];
  });
  return told.at(-1) ?? null;
}

function outcomeOf(told: OurRun['told']): string | null {
  return told === null ? null : told.outcome;
}

function documentsIn(effects: readonly LedgerRow[]): readonly PromisedDocument[] {
  const promised = new Map<string, PromisedDocument>();
  for (const { id, action, payload, isOf } of effects) {
    const sent = action === 'document' ? document.safeParse(payload).data : undefined;
    // What is another case's by now isn't promised of this one.
    if (sent === undefined || promised.has(sent.documentId) || isOf === 'another') continue;
    const { documentId, name, sha256 } = sent;
    promised.set(documentId, { effectId: id, documentId, name, sha256, isHere: isOf === 'this-case' });
  }
  return [...promised.values()];
}
