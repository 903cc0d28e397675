/** Tasks as the API takes and shows them. */
import { z } from 'zod';
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
    state: z.enum(['open', 'closing', 'completed', 'canceled']).meta({ description: 'closing: somebody decided, it can still be undone.' }),
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
  })
  .meta({ id: 'Task' });

export const taskCountsSchema = z
  .object({ mine: z.int(), tier: z.int(), unassigned: z.int(), late: z.int() })
  .meta({ id: 'TaskCounts', description: 'Open tasks that you may work on: yours, all, nobody’s, and those after their promise.' });

const text = z.string().trim().min(1).max(10_000);
const code = z.string().trim().min(1).max(120);

export const decisionSchema = z
  .object({
    decision: code.meta({ description: 'One of the actions of the task.' }),
    values: valuesSchema.default({}),
    outcomeCode: code.nullable().default(null).meta({ description: 'Makes it a closing: carried out after the time to undo.' }),
    closingText: text.nullable().default(null).meta({ description: 'Text to the resident; stored with the case, never in the process.' }),
    reason: text.nullable().default(null).meta({ description: 'For colleagues.' }),
  })
  .meta({ id: 'TaskDecision' });

export const handOnSchema = z
  .object({
    decision: code.meta({ description: 'The action that hands on: usually the code of the tier.' }),
    reason: text,
    toPerson: code.nullable().default(null),
    department: code.nullable().default(null),
    values: valuesSchema.default({}),
  })
  .meta({ id: 'HandOn' });

export const sendBackSchema = z.object({ reason: text, values: valuesSchema.default({}) }).meta({ id: 'SendBack' });

export const assignSchema = z.object({ assignee: code }).meta({ id: 'Assignment' });

export const decidedSchema = z
  .object({
    decisionId: z.uuid(),
    state: z
      .enum(['done', 'pending'])
      .meta({ description: 'pending: it will be carried out by itself, and can be undone until `notBefore`.' }),
    notBefore: dateTime,
  })
  .meta({ id: 'Decided' });
