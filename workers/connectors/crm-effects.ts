/** What a CRM is told, whichever it is: the contact of a case run, and each change of its status. */
import { z } from 'zod';
import type { Effect } from '../outbox/peer.js';

const record = z.object({
  /** Ours, made before the CRM has a number of its own. */
  id: z.string(),
  caseNumber: z.string(),
  caseRun: z.string(),
  title: z.string(),
  channel: z.string(),
  resident: z.string().nullable(),
  /** ISO 8601. */
  at: z.string(),
});
const change = z.object({
  caseNumber: z.string(),
  caseRun: z.string(),
  status: z.string(),
  /** Once there is one. When it is delivered, status and outcome are in the CRM's own codes (outbox/codes.ts). */
  outcome: z.string().nullable(),
});

export const crmEffects = { record, change } as const;

/** `record.title` …: what an effect carries, by name. */
export type CrmEffectPart = `record.${keyof CrmRecord}` | `change.${keyof CrmChange}`;

export type CrmRecord = z.infer<typeof record>;
export type CrmChange = z.infer<typeof change>;
export type CrmEffect = ({ readonly action: 'record' } & CrmRecord) | ({ readonly action: 'change' } & CrmChange);

/** Throws on an action that no CRM knows: a bug, since only crm.ts writes them. */
export function readCrmEffect({ action, payload }: Effect): CrmEffect {
  switch (action) {
    case 'record':
      return { action, ...crmEffects.record.parse(payload) };
    case 'change':
      return { action, ...crmEffects.change.parse(payload) };
    default:
      throw new Error(`Expected something that a CRM can be told, but got '${action}'`);
  }
}
