/**
 * What a document system (DMS, in Poland EOD) is told, whichever it is: a file is opened, gets documents, gives one to another file, is
 * closed; for when its department plans the work; where a document's paper lies.
 */
import { z } from 'zod';
import type { Effect } from '../outbox/peer.js';

const opening = z.object({
  /** Ours, made before the DMS has a file number. */
  id: z.string(),
  caseNumber: z.string(),
  caseRun: z.string(),
  title: z.string(),
  department: z.string().nullable(),
  plannedAt: z.string().nullable(),
  /** ISO 8601. */
  at: z.string(),
});
/** `result`: the outcome; when it is delivered, in the DMS's own code (outbox/codes.ts). */
const closing = z.object({ caseRun: z.string(), result: z.string(), at: z.string() });
const document = z.object({ caseRun: z.string(), documentId: z.string(), name: z.string(), sha256: z.string(), at: z.string() });
/** Said by the department in Okienko while its file was open already. */
const plan = z.object({ caseRun: z.string(), plannedAt: z.string(), at: z.string() });
/** In which chronological store the paper of a document lies, and where in it; both null: there is none any more. */
const paper = z.object({
  caseRun: z.string(),
  documentId: z.string(),
  store: z.string().nullable(),
  place: z.string().nullable(),
  at: z.string(),
});

/** From the files of a run to that of a run of another case, as it is there: with its versions, under the same id. Nothing is sent. */
const move = z.object({
  caseRun: z.string(),
  toCase: z.string(),
  toCaseRun: z.string(),
  /** As the DMS calls it where it came from there, else ours. */
  documentId: z.string(),
  isOurs: z.boolean(),
  name: z.string(),
  /** Of what Okienko holds; it may have been changed over there. */
  sha256: z.string(),
  at: z.string(),
});

export const dmsEffects = { open: opening, close: closing, document, plan, paper, move } as const;

/** `open.title` …: what an effect carries, by name. */
export type DmsEffectPart =
  | `open.${keyof DmsOpening}`
  | `close.${keyof DmsClosing}`
  | `document.${keyof DmsDocument}`
  | `plan.${keyof DmsPlan}`
  | `paper.${keyof DmsPaper}`
  | `move.${keyof DmsMove}`;

export type DmsOpening = z.infer<typeof opening>;
export type DmsClosing = z.infer<typeof closing>;
export type DmsDocument = z.infer<typeof document>;
export type DmsPlan = z.infer<typeof plan>;
export type DmsPaper = z.infer<typeof paper>;
export type DmsMove = z.infer<typeof move>;
export type DmsEffect =
  | ({ readonly action: 'open' } & DmsOpening)
  | ({ readonly action: 'close' } & DmsClosing)
  | ({ readonly action: 'document' } & DmsDocument)
  | ({ readonly action: 'plan' } & DmsPlan)
  | ({ readonly action: 'paper' } & DmsPaper)
  | ({ readonly action: 'move' } & DmsMove);

/** Throws on an action that no DMS knows: a bug, since only dms.ts, api/dates and api/documents write them. */
export function readDmsEffect({ action, payload }: Effect): DmsEffect {
  switch (action) {
    case 'open':
      return { action, ...dmsEffects.open.parse(payload) };
    case 'close':
      return { action, ...dmsEffects.close.parse(payload) };
    case 'document':
      return { action, ...dmsEffects.document.parse(payload) };
    case 'plan':
      return { action, ...dmsEffects.plan.parse(payload) };
    case 'paper':
      return { action, ...dmsEffects.paper.parse(payload) };
    case 'move':
      return { action, ...dmsEffects.move.parse(payload) };
    default:
      throw new Error(`Expected something that a DMS can be told, but got '${action}'`);
  }
}
