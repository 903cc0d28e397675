/** Effects for a CRM as the product writes them, for the contracts of each. */
import type { Effect } from '../../workers/outbox/peer.js';

function effectOf(caseNumber: string, action: string, payload: object): Effect {
  const caseRun = `${caseNumber}/1`;
  return {
    id: '1',
    effectKey: `embedded/${caseNumber}/${action}`,
    system: 'crm',
    caseNumber,
    caseRun,
    action,
    payload: { caseNumber, caseRun, ...payload },
    attempts: 0,
    createdAtMs: 0,
  };
}

export function record(caseNumber: string, title = 'Dziura w jezdni'): Effect {
  const payload = { id: `crm-${caseNumber}-1`, title, channel: 'phone', resident: 'Anna Przykładowa', at: '2026-03-02T09:00:00.000Z' };
  return effectOf(caseNumber, 'record', payload);
}

export const PROMISE = '2026-03-04T13:20:30.456Z';
export const STATUTORY = '2026-04-01T21:59:59.000Z';

/** The record's, as they were when it was written. */
export function dated(caseNumber: string): Effect {
  const told = record(caseNumber);
  return { ...told, payload: { ...(told.payload as object), promiseAt: PROMISE, statutoryAt: STATUTORY } };
}

export function dates(caseNumber: string, promiseAt: string | null, statutoryAt: string | null, revision = 1): Effect {
  return { ...effectOf(caseNumber, 'dates', { revision, promiseAt, statutoryAt }), effectKey: `dates|crm|${caseNumber}/1|${revision}` };
}

export function change(caseNumber: string, status: string, outcome: string | null = null): Effect {
  return effectOf(caseNumber, 'change', { status, outcome });
}

/** A server with one worker on a busy machine. */
export const patience = (): AbortSignal => AbortSignal.timeout(120_000);
