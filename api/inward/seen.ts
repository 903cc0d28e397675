/** How a record of another system stands, as an event claims or as the system itself said when it was asked. */
import { z } from 'zod';
import type { PeerRecord } from '../../workers/outbox/source.js';
import type { RecordEvent } from './events.js';

/** JSON: what nobody could match waits in this shape for a person. */
export const seenSchema = z.object({
  recordId: z.string(),
  recordNumber: z.string().nullable(),
  caseRun: z.string().nullable(),
  caseNumber: z.string().nullable(),
  /** null: nothing is said of it. */
  title: z.string().nullable(),
  status: z.string().nullable(),
  outcome: z.string().nullable(),
  isClosed: z.boolean().nullable(),
  /** Absent: nothing is said of it. */
  plannedAt: z.string().nullable().optional(),
  documents: z.array(z.object({ documentId: z.string(), name: z.string(), sha256: z.string().nullable() })),
  /** `asked`: as it is now. `told`: by whoever may have been overtaken. */
  by: z.enum(['asked', 'told']),
  at: z.string(),
  sequence: z.string().nullable(),
  version: z.string().nullable(),
});
export type Seen = z.infer<typeof seenSchema>;

export function seenInEvent({ data, time, sequence, ...event }: RecordEvent): Seen {
  const nothing = { status: null, outcome: null, isClosed: null, documents: [] };
  const claim = (): Pick<Seen, 'status' | 'outcome' | 'isClosed' | 'documents'> => {
    if ('document' in data) return { ...nothing, documents: [{ ...data.document, sha256: data.document.sha256 ?? null }] };
    if ('outcome' in data) return { ...nothing, status: data.status ?? null, outcome: data.outcome, isClosed: true };
    return { ...nothing, status: data.status, isClosed: data.isClosed ?? null };
  };
  return {
    recordId: data.recordId,
    recordNumber: data.recordNumber ?? null,
    caseRun: data.caseRun ?? null,
    caseNumber: data.caseNumber ?? null,
    title: event.subject ?? null,
    ...claim(),
    by: 'told',
    at: time,
    sequence: sequence ?? null,
    version: null,
  };
}

/** A case's own dates aren't heard from elsewhere: they are compared. */
export function seenInRecord({ changedAt, documents, dates: _, ...record }: PeerRecord): Seen {
  return { ...record, documents: documents.map((one) => ({ ...one })), caseNumber: null, by: 'asked', at: changedAt, sequence: null };
}
