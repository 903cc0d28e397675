/** The CRM port over the outbox, and the built-in register that stands behind it while no real CRM is connected. */
import type pg from 'pg';
import { z } from 'zod';
import type { Outbox } from '../outbox/outbox.js';
import type { Effect, LocalPeer } from '../outbox/peer.js';
import type { CaseFacts, CrmPort } from '../ports.js';

const record = z.object({
  id: z.string(),
  caseNumber: z.string(),
  caseRun: z.string(),
  title: z.string(),
  channel: z.string(),
  resident: z.string().nullable(),
  at: z.string(),
});
const change = z.object({ caseNumber: z.string(), caseRun: z.string(), status: z.string(), outcome: z.string().nullable() });

export function crmOverOutbox(outbox: Outbox): CrmPort {
  const changed = async (key: Parameters<CrmPort['updateStatus']>[0]['key'], facts: CaseFacts, status: string, outcome: string | null) => {
    const payload: z.input<typeof change> = { caseNumber: facts.caseNumber, caseRun: facts.caseRun, status, outcome };
    await outbox.write({ key, system: 'crm', caseNumber: facts.caseNumber, action: 'change', payload });
  };
  return {
    async recordContact({ key, facts }) {
      const id = `crm-${facts.caseRun.replace('/', '-')}`;
      const payload: z.input<typeof record> = {
        id,
        caseNumber: facts.caseNumber,
        caseRun: facts.caseRun,
        title: facts.title,
        channel: facts.channel,
        resident: facts.resident?.name ?? null,
        at: facts.registeredAt,
      };
      await outbox.write({ key, system: 'crm', caseNumber: facts.caseNumber, action: 'record', payload });
      return { contactId: id };
    },
    updateStatus: ({ key, facts, status }) => changed(key, facts, status, null),
    resolveCase: ({ key, facts, crmCode }) => changed(key, facts, 'resolved', crmCode),
  };
}

/** Writes into the built-in register in the delivery's own transaction, so a row is delivered exactly once. */
export const builtInCrm: LocalPeer = { type: 'local', deliver };

async function deliver(row: Effect, connection: pg.ClientBase): Promise<void> {
  switch (row.action) {
    case 'record': {
      const { id, caseNumber, caseRun, title, channel, resident, at } = record.parse(row.payload);
      await connection.query(
        `INSERT INTO crm_record (id, case_number, case_run, title, channel, resident, status, opened_at, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, $7) ON CONFLICT (id) DO NOTHING`,
        [id, caseNumber, caseRun, title, channel, resident, at],
      );
      return;
    }
    case 'change': {
      const { caseRun, status, outcome } = change.parse(row.payload);
      const { rowCount } = await connection.query(
        `UPDATE crm_record SET status = $2, outcome = coalesce($3, outcome), changed_at = (SELECT created_at FROM outbox WHERE id = $4)
         WHERE case_run = $1`,
        [caseRun, status, outcome, row.id],
      );
      if (rowCount === 0) throw new Error(`Expected a CRM record of case run ${caseRun}, but there is none`);
      return;
    }
    default:
      throw new Error(`Expected a CRM action that the built-in register knows, but got '${row.action}'`);
  }
}
