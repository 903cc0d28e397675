/** The messages that other systems may send (docs/messages.md): CloudEvents 1.0 in structured mode, of four types. */
import { z } from 'zod';

const name = z.string().min(1).max(200);
const code = z.string().min(1).max(100);

const envelope = {
  specversion: z.literal('1.0'),
  id: name.meta({ description: 'With `source` it names the event: told twice, it happens once.' }),
  source: z.string().min(1).max(500),
  time: z.iso.datetime({ offset: true }).meta({ description: 'When it happened, by the clock of the system.' }),
  subject: z.string().max(500).optional(),
  datacontenttype: z.literal('application/json').optional(),
  sequence: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'Order of what happened to one record or case; digits are compared as a number, all else as text.' }),
};

const record = {
  recordId: name.meta({ description: 'What the system calls its record or file, for good.' }),
  recordNumber: name.optional().meta({ description: 'What its people call it.' }),
  caseRun: name.optional().meta({ description: 'As we told it, when the record was made for us.' }),
  caseNumber: name.optional().meta({ description: 'Our case, when no run is known.' }),
};

const documentSchema = z.object({
  documentId: name,
  name: z.string().min(1).max(255),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

const statusChanged = z
  .object({
    ...envelope,
    type: z.literal('pl.okienko.record.status.changed'),
    data: z.object({ ...record, status: code.meta({ description: 'In the codes of the system.' }), isClosed: z.boolean().optional() }),
  })
  .meta({ id: 'RecordStatusChanged' });
const recordClosed = z
  .object({
    ...envelope,
    type: z.literal('pl.okienko.record.closed'),
    data: z.object({ ...record, status: code.optional(), outcome: code.meta({ description: 'In the codes of the system.' }) }),
  })
  .meta({ id: 'RecordClosed' });
const documentArrived = z
  .object({ ...envelope, type: z.literal('pl.okienko.document.arrived'), data: z.object({ ...record, document: documentSchema }) })
  .meta({ id: 'DocumentArrived' });

export const recordEventSchema = z
  .discriminatedUnion('type', [statusChanged, recordClosed, documentArrived])
  .meta({ id: 'RecordEvent', description: 'What the CRM or the DMS tells.' });
export type RecordEvent = z.infer<typeof recordEventSchema>;

export const hubEventSchema = z
  .object({
    ...envelope,
    type: z.literal('pl.okienko.case.status.changed'),
    data: z.object({
      externalId: name.meta({ description: 'What the system calls its case, for good.' }),
      number: name.optional().meta({ description: 'What its people call it.' }),
      title: z.string().trim().min(1).max(300),
      status: code,
      isClosed: z.boolean(),
      outcome: code.optional(),
      caseNumber: name.optional().meta({ description: 'Our case that it belongs to.' }),
      url: z
        .url({ protocol: /^https?$/ })
        .max(1000)
        .optional()
        .meta({ description: 'Where its people see it.' }),
    }),
  })
  .meta({ id: 'HubEvent', description: "What a department's own system tells of a case that lives there." });
export type HubEvent = z.infer<typeof hubEventSchema>;
