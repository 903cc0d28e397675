/** Tasks as the API takes and shows them. */
import { z } from 'zod';
import { REPLY_CHANNELS } from '../cases/codes.js';
import { valuesSchema } from '../cases/schemas.js';
import { keySchema } from '../http/values.js';

const dateTime = z.iso.datetime();

export const keyParams = z.object({ key: keySchema });

export const taskSchema = z
  .object({
    key: z.string(),
    caseNumber: z.string(),
    name: z.string(),
    element: z.string(),
    formId: z.string().nullable(),
    tier: z.string().nullable(),
    department: z.string().nullable(),
    actions: z.array(z.string()).meta({ description: 'What the model lets one decide here.' }),
    assignee: z.string().nullable(),
    dueAt: dateTime.nullable(),
    entry: z.int(),
    handedOnBy: z.string().nullable(),
    state: z
      .enum(['open', 'closing', 'waiting', 'completed', 'canceled'])
      .meta({ description: 'closing: somebody decided, it can still be undone. waiting: for a reply; then it comes back as a new task.' }),
    createdAt: dateTime,
    endedAt: dateTime.nullable(),
    endedBy: z.string().nullable(),
    decision: z.string().nullable(),
    classification: z.string(),
    classificationName: z.string(),
    resident: z.string().nullable().meta({ description: 'Name; null = anonymous.' }),
    place: z.string().nullable(),
    lastEventAt: dateTime,
    publicStatus: z.string(),
    promiseAt: dateTime.nullable(),
    late: z.boolean(),
    lateByPart: z.boolean().meta({ description: 'A part of the case is late.' }),
    followUpAt: dateTime.nullable().meta({ description: 'Put aside until then.' }),
    followUpBy: z.string().nullable(),
    followUpNote: z.string().nullable(),
    afterWait: z
      .enum(['replied', 'term'])
      .nullable()
      .meta({ description: 'It came back from a wait: the reply is here, or its term came.' }),
    waitingSince: dateTime.nullable().meta({ description: 'It ended with a request, and the case waits for the reply.' }),
    waitingKind: z.string().nullable(),
  })
  .meta({ id: 'Task' });

export const taskCountsSchema = z.object({ mine: z.int(), tier: z.int(), unassigned: z.int(), late: z.int(), waiting: z.int() }).meta({
  id: 'TaskCounts',
  description:
    'Open tasks that you may work on: yours, all, nobody’s, those after their promise and those put aside until a date or waiting for a reply.',
});

const draftVersion = z
  .int()
  .nullable()
  .default(null)
  .meta({ description: 'Of the shared draft that this was written over: refused when somebody has saved another since.' });
const text = z.string().trim().min(1).max(10_000);
const code = z.string().trim().min(1).max(120);

export const decisionSchema = z
  .object({
    decision: code.meta({ description: 'One of the actions of the task.' }),
    values: valuesSchema.default({}),
    outcomeCode: code.nullable().default(null).meta({ description: 'Makes it a closing: carried out after the time to undo.' }),
    closingText: text.nullable().default(null).meta({ description: 'Text to the resident; stored with the case, never in the process.' }),
    reason: text.nullable().default(null).meta({ description: 'For colleagues.' }),
    replyChannel: z.enum(REPLY_CHANNELS).nullable().default(null).meta({ description: 'How the answer goes out; null: as the case says.' }),
    draftVersion: draftVersion,
  })
  .meta({ id: 'TaskDecision' });

export const handOnSchema = z
  .object({
    decision: code.meta({ description: 'The action that hands on: usually the code of the tier.' }),
    reason: text,
    toPerson: code.nullable().default(null),
    department: code.nullable().default(null),
    values: valuesSchema.default({}),
    draftVersion: draftVersion,
  })
  .meta({ id: 'HandOn' });

export const sendBackSchema = z
  .object({ reason: text, values: valuesSchema.default({}), draftVersion: draftVersion })
  .meta({ id: 'SendBack' });

export const assignSchema = z
  .object({ assignee: code.nullable().meta({ description: 'Login; null gives the task back to the queue.' }) })
  .meta({ id: 'Assignment' });

export const followUpSchema = z
  .object({
    at: dateTime.nullable().meta({ description: 'When to come back to it; null: now.' }),
    note: z.string().trim().min(1).max(1_000).nullable().default(null).meta({ description: 'Why; shown when the date has come.' }),
  })
  .meta({ id: 'FollowUp' });

const draftFields = z.record(z.string().max(120), z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()]));

export const draftSchema = z
  .object({
    version: z.int().meta({ description: '0: nobody has saved one.' }),
    fields: draftFields,
    savedBy: z.string().nullable(),
    savedAt: dateTime.nullable(),
  })
  .meta({ id: 'TaskDraft' });

export const newDraftSchema = z
  .object({ base: z.int().min(0).meta({ description: 'The version that it was written over.' }), fields: draftFields })
  .meta({ id: 'NewTaskDraft' });

export const previewAskedSchema = z
  .object({
    closingText: z.string().max(10_000),
    replyChannel: z.enum(REPLY_CHANNELS),
    answered: z.boolean().default(false).meta({ description: 'The resident has the answer already.' }),
    decision: code.nullable().default(null),
    outcomeCode: code.nullable().default(null).meta({ description: 'With `decision` it lets the model say its sentence for the outcome.' }),
    values: valuesSchema.default({}),
  })
  .meta({ id: 'MessagePreviewAsked' });

export const previewSchema = z
  .object({
    channel: z.enum(REPLY_CHANNELS),
    why: z
      .enum(['sent', 'by-person', 'answered', 'anonymous', 'no-address', 'no-reply'])
      .meta({ description: 'sent: by itself; by-person: somebody gets a task to call or to post; else why nothing goes out.' }),
    recipient: z.string().nullable(),
    recipientName: z.string().nullable(),
    subject: z.string().nullable(),
    text: z.string().nullable().meta({ description: 'Null: nothing goes out, or nobody has written what must be written.' }),
    sentence: z.string().nullable().meta({ description: 'What the model itself says of the outcome. Null: it can’t be told before.' }),
    needsText: z.boolean().nullable().meta({ description: 'The sentence isn’t enough. Null: it can’t be told before.' }),
  })
  .meta({ id: 'MessagePreview' });

export const decidedSchema = z
  .object({
    decisionId: z.uuid(),
    state: z
      .enum(['done', 'pending'])
      .meta({ description: 'pending: it will be carried out by itself, and can be undone until `notBefore`.' }),
    notBefore: dateTime,
  })
  .meta({ id: 'Decided' });
