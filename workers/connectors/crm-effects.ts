/** What a CRM is told, whichever it is: the contact of a case run, each change of its status, and of its dates. */
import { z } from 'zod';
import type { Effect } from '../outbox/peer.js';

/** As they stand after pauses and extensions, ISO 8601; null: there is none. */
const dates = { promiseAt: z.string().nullable(), statutoryAt: z.string().nullable() };

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
  // What was written before dates were told has none.
  promiseAt: dates.promiseAt.default(null),
  statutoryAt: dates.statutoryAt.default(null),
});
const change = z.object({
  caseNumber: z.string(),
  caseRun: z.string(),
  status: z.string(),
  /** Once there is one. When it is delivered, status and outcome are in the CRM's own codes (outbox/codes.ts). */
  outcome: z.string().nullable(),
});

/** They move outside of the model, so no step of it tells them (api/dates/tell.ts). `revision` grows within a run. */
const datesMoved = z.object({ caseNumber: z.string(), caseRun: z.string(), revision: z.int(), ...dates });

export const crmEffects = { record, change, dates: datesMoved } as const;

/** `record.title` …: what an effect carries, by name. */
export type CrmEffectPart = `record.${keyof CrmRecord}` | `change.${keyof CrmChange}` | `dates.${keyof CrmDates}`;

export type CrmRecord = z.infer<typeof record>;
export type CrmChange = z.infer<typeof change>;
export type CrmDates = z.infer<typeof datesMoved>;
export type CrmEffect =
  | ({ readonly action: 'record' } & CrmRecord)
  | ({ readonly action: 'change' } & CrmChange)
  | ({ readonly action: 'dates' } & CrmDates);

/** Throws on an action that no CRM knows: a bug, since only crm.ts and api/dates write them. */
export function readCrmEffect({ action, payload }: Effect): CrmEffect {
  switch (action) {
    case 'record':
      return { action, ...crmEffects.record.parse(payload) };
    case 'change':
      return { action, ...crmEffects.change.parse(payload) };
    case 'dates':
      return { action, ...crmEffects.dates.parse(payload) };
    default:
      throw new Error(`Expected something that a CRM can be told, but got '${action}'`);
  }
}
