/** What a DMS is told in the contracts, whichever it is, and how its answers are shown without ids and times. */
import { createHash } from 'node:crypto';
import type { Delivery, Effect, ReadablePeer } from '../../workers/outbox/peer.js';
import type { PeerRecord } from '../../workers/outbox/source.js';

const AT = '2026-11-26T08:00:00.000Z';
export const SIGNAL = AbortSignal.timeout(2 ** 30);
export const CASE = 'LCK-2026-000123';
/** Another case, to which documents go that were in the wrong one. */
export const OTHER = 'LCK-2026-000124';
export const LETTER = 'Szanowni Państwo, lampa świeci.';
export const MAP = 'mapa';
/** What Okienko has of its documents. */
export const CONTENTS: ReadonlyMap<string, string> = new Map([
  ['letter', LETTER],
  ['map', MAP],
]);
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function effect(action: string, key: string, payload: object): Effect {
  return {
    id: '1',
    effectKey: key,
    system: 'dms',
    caseNumber: CASE,
    caseRun: `${CASE}/1`,
    action,
    payload,
    attempts: 0,
    createdAtMs: Date.parse(AT),
  };
}

export function opening(key = 'embedded/1/open', run = 1, caseNumber = CASE): Effect {
  const caseRun = `${caseNumber}/${run}`;
  return effect('open', key, {
    id: `dms-${key}`,
    caseNumber,
    caseRun,
    title: 'Lampa nie świeci',
    department: 'ZDiUM',
    plannedAt: null,
    at: AT,
  });
}
export function adding(documentId: string, name: string): Effect {
  const content = CONTENTS.get(documentId) ?? '';
  return effect('document', `document|${documentId}`, { caseRun: `${CASE}/1`, documentId, name, sha256: sha256(content), at: AT });
}
export function planning(plannedAt: string): Effect {
  return effect('plan', `plan|${CASE}/1|${plannedAt}`, { caseRun: `${CASE}/1`, plannedAt, at: AT });
}
/** Into the other case's file, or from there. */
export function moving(documentId: string, to: string, from = CASE): Effect {
  const content = CONTENTS.get(documentId) ?? '';
  const runs = { caseRun: `${from}/1`, toCase: to, toCaseRun: `${to}/1` };
  return effect('move', `moved|${documentId}`, { ...runs, documentId, isOurs: true, name: 'pismo.txt', sha256: sha256(content), at: AT });
}
export function closing(result: string, run = 1): Effect {
  return effect('close', `embedded/${run}/close`, { caseRun: `${CASE}/${run}`, result, at: AT });
}

export const deliver = (peer: ReadablePeer, told: Effect): Promise<Delivery> => peer.deliver(told, SIGNAL);

export async function inSequence(peer: ReadablePeer, ...effects: readonly Effect[]): Promise<Delivery[]> {
  const all: Delivery[] = [];
  for (const one of effects) all.push(await deliver(peer, one));
  return all;
}

export function told(delivery: Delivery): string {
  if (delivery.type === 'delivered') return `delivered: ${delivery.detail}`;
  return `${delivery.type}${delivery.type === 'refused' ? ` ${delivery.code}` : ''}: ${delivery.reason.replaceAll(/\b\d{2,5}\b(?= is already)/g, 'N')}`;
}

export function idOf(delivery: Delivery | undefined): string {
  if (delivery?.type !== 'delivered' || delivery.recordId === undefined)
    throw new Error(`Expected a record, but got ${JSON.stringify(delivery)}`);
  return delivery.recordId;
}

export function shown(record: PeerRecord | undefined): unknown {
  if (record === undefined) return undefined;
  const { recordNumber, caseRun, title, status, outcome, isClosed, documents } = record;
  return { recordNumber, caseRun, title, status, outcome, isClosed, documents };
}

export const OPEN_FILE = {
  recordNumber: 'LCK-2026-000123-1',
  caseRun: 'LCK-2026-000123/1',
  title: 'Lampa nie świeci',
  status: 'open',
  outcome: null,
  isClosed: false,
  documents: [],
};
export const LETTER_THERE = { documentId: 'letter', name: 'pismo.txt', sha256: sha256(LETTER) };
