/** What the owner does in a rehearsal, as the API takes it. A rehearsal is its setup and its acts: played again, they give the same. */
import { z } from 'zod';
import { CHANNELS, REPLY_CHANNELS } from '../cases/codes.js';
import { valuesSchema } from '../cases/schemas.js';

/** As many as a patient owner would do. */
const MOST_ACTS = 100;
const LONGEST_MINUTES = 400 * 24 * 60;

const code = z.string().trim().min(1).max(120);
const element = z.string().min(1).max(200);

const actSchema = z
  .discriminatedUnion('act', [
    z.object({
      act: z.literal('complete'),
      element: element.meta({ description: 'Of the oldest open task there.' }),
      decision: code,
      values: valuesSchema.default({}),
      outcomeCode: code.nullable().default(null),
      closingText: z.string().trim().min(1).max(10_000).nullable().default(null),
      reason: z.string().max(10_000).nullable().default(null),
      department: code.nullable().default(null),
    }),
    z.object({
      act: z.literal('outside'),
      element: element.meta({ description: 'An automatic step that no worker of ours does: it counts as done.' }),
    }),
    z.object({ act: z.literal('message'), element, values: z.record(code, z.string().max(200)).default({}) }),
    z.object({ act: z.literal('advance'), to: z.enum(['next-due', 'promise']) }),
    z.object({ act: z.literal('wait'), minutes: z.int().min(1).max(LONGEST_MINUTES) }),
  ])
  .meta({ id: 'RehearsalAct' });

export const setupSchema = z
  .object({
    beginAt: z.iso.datetime().optional().meta({ description: 'By default the next moment at which the city is open.' }),
    classification: code.optional().meta({ description: 'By default the first of the catalogue that has this case type.' }),
    channel: z.enum(CHANNELS).default('phone'),
    entryTier: code.nullable().default(null).meta({ description: 'Null: the model decides.' }),
    replyChannel: z.enum(REPLY_CHANNELS).default('mail'),
  })
  .meta({ id: 'RehearsalSetup' });

export const rehearsalSchema = z
  .object({ setup: setupSchema.prefault({}), acts: z.array(actSchema).max(MOST_ACTS).default([]) })
  .meta({ id: 'RehearsalPlay', description: 'The whole rehearsal from its beginning; without the last act it steps back.' });

export type Act = z.output<typeof actSchema>;
export type Setup = z.output<typeof setupSchema>;
