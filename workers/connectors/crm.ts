/** The CRM port over the outbox, and the built-in register that stands behind it while no real CRM is connected. */
import type pg from 'pg';
import type { Ours } from '../outbox/codes.js';
import type { Outbox } from '../outbox/outbox.js';
import type { Effect, LocalPeer } from '../outbox/peer.js';
import type { CaseFacts, CrmPort, SaidOutcome } from '../ports.js';
import { type CrmChange, type CrmRecord, readCrmEffect } from './crm-effects.js';

/** What a CRM is told of a case, in our words: that it is settled, or, where its people think otherwise, that it goes on. */
export const OPEN = 'open';
export const RESOLVED = 'resolved';

export function crmOverOutbox(outbox: Outbox): CrmPort {
  const changed = async (
    key: Parameters<CrmPort['updateStatus']>[0]['key'],
    facts: CaseFacts,
    status: string,
    outcome: SaidOutcome | null,
  ) => {
    const payload: CrmChange & Ours = {
      caseNumber: facts.caseNumber,
      caseRun: facts.caseRun,
      status,
      outcome: outcome === null ? null : outcome.code,
      ours: outcome?.whose === 'ours' ? ['status', 'outcome'] : ['status'],
    };
    await outbox.write({ key, system: 'crm', caseNumber: facts.caseNumber, action: 'change', payload });
  };
  return {
    async recordContact({ key, facts }) {
      const id = `crm-${facts.caseRun.replace('/', '-')}`;
      const payload: CrmRecord = {
        id,
        caseNumber: facts.caseNumber,
        caseRun: facts.caseRun,
        title: facts.title,
        channel: facts.channel,
        resident: facts.resident?.name ?? null,
        at: facts.registeredAt,
        promiseAt: facts.promiseAt,
        statutoryAt: facts.statutoryAt,
      };
      await outbox.write({ key, system: 'crm', caseNumber: facts.caseNumber, action: 'record', payload });
      return { contactId: id };
    },
    updateStatus: ({ key, facts, status }) => changed(key, facts, status, null),
    resolveCase: ({ key, facts, outcome }) => changed(key, facts, RESOLVED, outcome),
  };
}

/** Writes into the built-in register in the delivery's own transaction, so a row is delivered exactly once. */
export const builtInCrm: LocalPeer = { type: 'local', deliver, codes: async () => ({ status: STATUSES, outcome: OUTCOMES }) };

const STATUSES = ['open', 'resolved'];
const OUTCOMES = [
  'ANSWERED',
  'DONE',
  'NOT_CONFIRMED',
  'REFUSED',
  'TRANSFERRED',
  'DUPLICATE',
  'WITHDRAWN',
  'NO_REPLY',
  'NOT_OURS',
  'EMERGENCY',
].map((code) => `RESOLVED_${code}`);

async function deliver(effect: Effect, connection: pg.ClientBase): Promise<void> {
  const told = readCrmEffect(effect);
  switch (told.action) {
    case 'record':
      await connection.query(
        `INSERT INTO crm_record (id, case_number, case_run, title, channel, resident, status, opened_at, changed_at, promise_at, statutory_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, $7, $8, $9)
         ON CONFLICT (id) DO UPDATE SET promise_at = excluded.promise_at, statutory_at = excluded.statutory_at`,
        [told.id, told.caseNumber, told.caseRun, told.title, told.channel, told.resident, told.at, told.promiseAt, told.statutoryAt],
      );
      return;
    case 'change': {
      const { rowCount } = await connection.query(
        `UPDATE crm_record SET status = $2, outcome = coalesce($3, outcome), changed_at = $4 WHERE case_run = $1`,
        [told.caseRun, told.status, told.outcome, new Date(effect.createdAtMs)],
      );
      if (rowCount === 0) throw noRecord(told.caseRun);
      return;
    }
    case 'dates': {
      const { rowCount } = await connection.query(
        'UPDATE crm_record SET promise_at = $2, statutory_at = $3, changed_at = $4 WHERE case_run = $1',
        [told.caseRun, told.promiseAt, told.statutoryAt, new Date(effect.createdAtMs)],
      );
      if (rowCount === 0) throw noRecord(told.caseRun);
    }
  }
}

function noRecord(caseRun: string): Error {
  return new Error(`Expected a CRM record of case run ${caseRun}, but there is none`);
}
