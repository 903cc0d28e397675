/** What the api says of cases and systems that differ. */
import { z } from 'zod';
import { RECORD_SYSTEMS } from '../../workers/ports.js';
import { DIFFERENCES } from './difference.js';

const moment = z.iso.datetime();

export const driftParams = z.object({ id: z.uuid() });
export const driftQuery = z.object({ state: z.enum(['open', 'settled']).default('open') });
export const acceptance = z.object({ reason: z.string().trim().min(3).max(500) });

export const driftSchema = z
  .object({
    id: z.uuid(),
    system: z.enum(RECORD_SYSTEMS),
    caseNumber: z.string(),
    caseRun: z.string(),
    type: z.enum(DIFFERENCES),
    recordId: z.string().nullable().meta({ description: 'What the other system calls its record.' }),
    document: z.string().nullable().meta({ description: 'Its name for whoever may read the ledger, else its id.' }),
    effectId: z.string().nullable().meta({ description: 'Of the ledger: what waits for a person there.' }),
    ours: z.string().nullable(),
    theirs: z.string().nullable(),
    changed: z
      .enum(['ours', 'theirs', 'both', 'unknown'])
      .nullable()
      .meta({ description: 'Which side moved since both were last the same; null: that isn’t asked of this difference.' }),
    state: z.enum(['repairing', 'left', 'accepted', 'gone']).meta({
      description:
        '`repairing`: something was done about it, the next look shows whether it helped. `left`: a person’s to settle. `accepted`: it stays as it is. `gone`: both are the same again.',
    }),
    repairs: z.int().meta({ description: 'How often something was done about it.' }),
    foundAt: moment,
    seenAt: moment,
    repairedAt: moment.nullable(),
    decidedBy: z.string().nullable(),
    reason: z.string().nullable(),
    goneAt: moment.nullable(),
    acts: z.array(z.enum(['tell', 'replan', 'move-back', 'take-over', 'accept'])).meta({
      description:
        'What a person can do about it here. `tell`: ours counts. `replan`: their planned date counts. `move-back`: a document of another case goes to that case’s file there. `take-over`: it belongs to the case in whose file it lies.',
    }),
  })
  .meta({ id: 'Drift' });

export const driftListSchema = z
  .object({
    systems: z
      .array(
        z.object({
          system: z.enum(RECORD_SYSTEMS),
          comparedAt: moment.nullable().meta({ description: 'All cases, by the wall clock; null: not yet.' }),
          comparedCases: z.int().nullable(),
        }),
      )
      .meta({ description: 'Those that can be compared.' }),
    drift: z.array(driftSchema),
  })
  .meta({ id: 'DriftList' });

export const comparison = z.object({
  system: z.enum(RECORD_SYSTEMS).nullable().default(null).meta({ description: 'Null: each that can be compared.' }),
  caseNumber: z.string().trim().min(1).max(60).nullable().default(null).meta({ description: 'Null: all open and lately closed cases.' }),
});

export const reconciledSchema = z
  .object({
    compared: z.int(),
    waiting: z.int().meta({ description: 'Something is still on its way, or the system didn’t answer: they are looked at again.' }),
    differences: z.int(),
    repaired: z.int(),
    left: z.int().meta({ description: 'To a person.' }),
  })
  .meta({ id: 'Reconciled', description: 'Counted once for each case and system.' });
