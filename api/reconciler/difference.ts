/** What can differ between a case and what another system has of it. `effects`: of the ledger, what has to be told again to set it right. */
import { z } from 'zod';

const ofRun = { caseRun: z.string() };
const ofRecord = { ...ofRun, recordId: z.string() };
const told = { effects: z.array(z.string()) };
const document = { documentId: z.string(), name: z.string() };
/** Which side moved since both were last the same; `unknown`: they never were, as far as we saw. */
const changed = z.enum(['ours', 'theirs', 'both', 'unknown']);
export type Changed = z.infer<typeof changed>;
const values = { ours: z.string().nullable(), theirs: z.string().nullable(), changed };

/** `recordId`: the one that we knew and that is gone. */
const recordMissing = z.object({ type: z.literal('record-missing'), ...ofRun, recordId: z.string().nullable(), ...told });
const recordTwice = z.object({ type: z.literal('record-twice'), ...ofRecord, number: z.string().nullable() });
/** A record of this case says now that it is of another one, or of none. */
const wrongCase = z.object({ type: z.literal('wrong-case'), ...ofRecord, names: z.string().nullable() });
const numberChanged = z.object({ type: z.literal('number-changed'), ...ofRecord, ours: z.string(), theirs: z.string().nullable() });
const statusDiffers = z.object({ type: z.literal('status'), ...ofRecord, ...values, ...told });
const outcomeDiffers = z.object({ type: z.literal('outcome'), ...ofRecord, ...values, ...told });
const promiseDiffers = z.object({ type: z.literal('promise'), ...ofRecord, ...values, ...told });
const statutoryDateDiffers = z.object({ type: z.literal('statutory-date'), ...ofRecord, ...values, ...told });
/** When the department plans the work; `effects`: what told it as ours says it, if anything did. */
const plannedWorkDiffers = z.object({ type: z.literal('planned-work'), ...ofRecord, ...values, ...told });
/** Closed over there while the case goes on here. */
const closedThere = z.object({ type: z.literal('closed-there'), ...ofRecord, outcome: z.string().nullable() });
/** It lay there before, and doesn't any more. */
const documentRemoved = z.object({ type: z.literal('document-removed'), ...ofRecord, ...document, ...told });
const documentMissingThere = z.object({ type: z.literal('document-missing-there'), ...ofRun, ...document, ...told });
const documentMissingHere = z.object({ type: z.literal('document-missing-here'), ...ofRecord, ...document });
/** A document of another case lies in this case's record. */
const documentElsewhere = z.object({ type: z.literal('document-elsewhere'), ...ofRecord, ...document, caseNumber: z.string() });
/** What was to be told waits for a person, so nothing can be the same. */
const held = z.object({ type: z.literal('held'), ...ofRun, effectId: z.string(), action: z.string(), code: z.string() });

export const differenceSchema = z.discriminatedUnion('type', [
  recordMissing,
  recordTwice,
  wrongCase,
  numberChanged,
  statusDiffers,
  outcomeDiffers,
  promiseDiffers,
  statutoryDateDiffers,
  plannedWorkDiffers,
  closedThere,
  documentRemoved,
  documentMissingThere,
  documentMissingHere,
  documentElsewhere,
  held,
]);
export type Difference = z.infer<typeof differenceSchema>;
export const DIFFERENCES = differenceSchema.options.map(({ shape }) => shape.type.value);

/** What it is about, so that the same difference is known again. */
export function subjectOf(difference: Difference): string {
  switch (difference.type) {
    case 'record-missing':
      return difference.recordId ?? difference.effects[0] ?? '';
    case 'document-missing-there':
      return difference.documentId;
    case 'document-removed':
    case 'document-missing-here':
    case 'document-elsewhere':
      return `${difference.recordId}/${difference.documentId}`;
    case 'held':
      return difference.effectId;
    default:
      return difference.recordId;
  }
}
