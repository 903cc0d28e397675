/** Cases as the API takes and shows them. */

import { z } from 'zod';
import { answeredSchema, callerFields, representsSchema } from '../contacts/caller.js';
import { rule } from '../http/language.js';
import { newResidentSchema, residentSchema } from '../residents/residents.js';
import { CASE_STATUSES, CHANNELS, REPLY_CHANNELS } from './codes.js';
import { isReserved } from './reserved.js';

const code = z.string().trim().min(1).max(120);
const dateTime = z.iso.datetime();

export const numberParams = z.object({ number: z.string().max(60).meta({ example: 'LCK-2026-000123' }) });

/** What goes to the model: codes and dates. Free text has fields of its own, so that no personal data becomes a process variable. */
export const valuesSchema = z
  .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,59}$/), z.union([z.string().max(100), z.number(), z.boolean(), z.null()]))
  .superRefine((values, check) => {
    for (const name of Object.keys(values).filter(isReserved)) {
      check.addIssue({
        code: 'custom',
        path: [name],
        message: rule(
          'Oczekiwano pola formularza, a tę nazwę nadaje sam system',
          'Expected a field of the form, but this name is the system’s own',
        ),
      });
    }
  })
  .meta({
    id: 'FormValues',
    description: 'Values of the form by key: codes and dates only. Anything personal or free goes into the text fields.',
  });

const settleSchema = z
  .object({
    decision: code.meta({ description: 'One of the actions that the task of the first tier offers.' }),
    outcomeCode: code,
    closingText: z.string().trim().min(1).max(10_000).nullable().default(null).meta({ description: 'Text to the resident.' }),
    values: valuesSchema.default({}),
  })
  .meta({ id: 'SettleAtOnce' });

const handOnSchema = z
  .object({
    decision: code.meta({ description: 'One of the actions that the task of the first tier offers.' }),
    department: code.nullable().default(null),
  })
  .meta({ id: 'HandOnAtOnce' });

export const newCaseSchema = z
  .object({
    classification: code,
    caseType: code.optional().meta({ description: 'Process id; by default that of the classification.' }),
    channel: z.enum(CHANNELS),
    entryPoint: code.nullable().default(null),
    note: z.string().trim().min(1).max(10_000).meta({ description: "The caller's own words." }),
    place: z.string().trim().min(1).max(400).nullable().default(null),
    resident: z
      .union([z.object({ id: z.uuid() }), z.object({ new: newResidentSchema }), z.null()])
      .default(null)
      .meta({ description: 'Known, new, or null: anonymous contacts are normal.' }),
    replyChannel: z.enum(REPLY_CHANNELS).optional().meta({ description: "By default the resident's own; none when anonymous." }),
    entryTier: code.nullable().default(null).meta({ description: 'By default the model decides.' }),
    ...callerFields,
    outage: z.uuid().nullable().default(null).meta({ description: 'A known outage that this reports.' }),
    receivedOn: z.iso
      .date()
      .optional()
      .meta({ description: 'The day on which the city got it, when that was before today: its dates are counted from then.' }),
    settle: settleSchema.optional().meta({ description: 'Register and settle in one act.' }),
    handOn: handOnSchema.optional().meta({ description: 'Register and hand on in one act; not together with `settle`.' }),
    draftId: z.uuid().optional().meta({ description: 'Of the desk: the same conversation, sent twice, is registered once.' }),
  })
  .refine(({ settle, handOn }) => settle === undefined || handOn === undefined, {
    path: ['handOn'],
    message: rule('Oczekiwano albo `settle`, albo `handOn`', 'Expected either `settle` or `handOn`'),
  })
  .meta({ id: 'NewCase' });

const pendingSchema = z
  .object({
    id: z.uuid(),
    taskKey: z.string().nullable(),
    by: z.string(),
    decision: z.string(),
    outcomeCode: z.string().nullable(),
    decidedAt: dateTime,
    notBefore: dateTime.meta({ description: 'Until then it can be undone.' }),
    state: z.enum(['pending', 'carrying', 'done', 'undone', 'failed']),
    failureCode: z.string().nullable(),
    closingText: z.string().nullable(),
  })
  .meta({ id: 'PendingDecision', description: "A person's decision on its way to the process." });

export const registeredSchema = z
  .object({
    number: z.string(),
    caseRun: z.string(),
    contactId: z.uuid(),
    statusCode: z.string().meta({ description: 'With the number it opens the status page.' }),
    pending: z.object({ id: z.uuid(), notBefore: dateTime }).nullable(),
  })
  .meta({ id: 'RegisteredCase' });

export const caseSummarySchema = z
  .object({
    number: z.string(),
    caseType: z.string(),
    classification: z.string(),
    classificationName: z.string(),
    resident: z.string().nullable().meta({ description: 'Name; null = anonymous.' }),
    place: z.string().nullable(),
    channel: z.string(),
    tier: z.string().nullable(),
    department: z.string().nullable(),
    assignee: z.string().nullable(),
    status: z.enum(CASE_STATUSES),
    publicStatus: z.string(),
    registeredAt: dateTime,
    promiseAt: dateTime.nullable(),
    late: z.boolean().meta({ description: 'Itself, or any of its parts.' }),
    lateByPart: z.boolean().meta({ description: 'Any of its parts is late.' }),
    closedAt: dateTime.nullable(),
    lastEventAt: dateTime,
    typeVersion: z.int().nullable(),
    promiseFirstAt: dateTime.nullable(),
    lateByOriginal: z.boolean().meta({ description: 'Against the promise without extensions.' }),
    statutoryAt: dateTime.nullable(),
    statutoryLate: z.boolean(),
    pausedSince: dateTime.nullable().meta({ description: 'Waits for a reply since; its dates stand still.' }),
    pausedKind: z.string().nullable(),
    outcomeCode: z.string().nullable(),
    closedTier: z.string().nullable(),
    handOns: z.int(),
    runCount: z.int().meta({ description: 'More than one: it was reopened.' }),
    sample: z.boolean(),
  })
  .meta({ id: 'CaseSummary' });

export const caseSchema = caseSummarySchema
  .extend({
    handling: z.string().nullable(),
    track: z.string().nullable(),
    replyChannel: z.string(),
    entryPoint: z.string().nullable(),
    registeredBy: z.string().nullable(),
    receivedAt: dateTime.nullable().meta({ description: 'When the city got it; null: when it was registered.' }),
    remindAt: dateTime.nullable(),
    acceptAt: dateTime
      .nullable()
      .meta({ description: 'Until when the department has to accept or refuse it; null: nothing waits for that.' }),
    plannedAt: dateTime.nullable(),
    closingText: z.string().nullable(),
    originalNumber: z.string().nullable(),
    transferredTo: z.string().nullable(),
    statusCode: z.string().nullable().meta({ description: "The resident's; null for whoever only reads." }),
    residentCard: residentSchema.nullable(),
    caller: z
      .object({
        verification: z.string(),
        actingFor: z.string(),
        represents: representsSchema
          .extend({ scope: z.string().nullable(), until: z.iso.date().nullable() })
          .meta({ id: 'CaseRepresented' })
          .nullable(),
        answers: z.array(answeredSchema),
      })
      .meta({ description: 'Of the last contact that said something: who is on the line, and answers to the kind’s questions.' }),
    said: z
      .array(z.object({ code: z.string(), name: z.string(), version: z.int(), how: z.enum(['read', 'mail', 'sms']) }))
      .meta({ description: 'Approved answers that were read out or sent, in the version that was.' }),
    outage: z
      .object({ id: z.uuid(), title: z.string(), endsAt: dateTime.nullable(), endedAt: dateTime.nullable() })
      .nullable()
      .meta({ description: 'The known outage that it reports.' }),
    runs: z.array(
      z.object({
        caseRun: z.string(),
        engine: z.string(),
        processInstanceKey: z.string().nullable(),
        startState: z.string(),
        endedAt: dateTime.nullable(),
      }),
    ),
    links: z.array(
      z.object({
        system: z.string(),
        recordId: z.string().meta({ description: 'Ours.' }),
        number: z.string().nullable().meta({ description: 'What its people call it; null until the system has said.' }),
        state: z.string(),
        at: dateTime,
      }),
    ),
    sync: z
      .array(
        z.object({
          system: z.string(),
          state: z.enum(['delivered', 'waiting', 'failing']),
          at: dateTime.nullable().meta({ description: 'When the last was delivered, or since when the oldest waits.' }),
        }),
      )
      .meta({ description: 'What other systems have heard of this case.' }),
    pending: z.array(pendingSchema),
    failedSteps: z.array(z.object({ incidentKey: z.string(), element: z.string(), message: z.string(), at: dateTime })),
  })
  .meta({ id: 'Case' });

export const timelineEntrySchema = z
  .object({
    seq: z.int(),
    at: dateTime,
    actor: z.string(),
    act: z.string(),
    facts: z.record(z.string(), z.unknown()),
    payload: z.record(z.string(), z.unknown()).nullable().meta({ description: 'Null when there is none, or it was erased.' }),
  })
  .meta({ id: 'TimelineEntry' });
