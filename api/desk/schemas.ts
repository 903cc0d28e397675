/** The desk's drafts as the API takes and shows them: all that a conversation has brought so far, complete or not. */
import { z } from 'zod';
import { CHANNELS, REPLY_CHANNELS } from '../cases/codes.js';
import { ACTING_FOR, VERIFICATIONS } from '../residents/identity.js';

const typed = (max: number) => z.string().max(max);

const whoSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('anonymous') }),
  z.object({ type: z.literal('known'), id: z.uuid() }),
  z.object({
    type: z.literal('new'),
    name: typed(200),
    phone: typed(40),
    email: typed(200),
    postalAddress: typed(400),
  }),
]);

export const draftContentSchema = z
  .object({
    channel: z.enum(CHANNELS),
    note: typed(10_000),
    classification: typed(120).nullable(),
    place: typed(400),
    who: whoSchema,
    verification: z.enum(VERIFICATIONS),
    actingFor: z.enum(ACTING_FOR),
    answer: typed(10_000).nullable().meta({ description: 'Null: the approved answer as it is.' }),
    basis: z.enum(['standard', 'mixed', 'ad-hoc']).nullable().meta({ description: 'Null: as the text shows.' }),
    outcome: typed(120),
    isAnswered: z.boolean().nullable().meta({ description: 'The caller has heard the answer. Null: as the channel suggests.' }),
    replyChannel: z.enum(REPLY_CHANNELS).nullable().meta({ description: "Null: the resident's own." }),
    handOnTo: typed(120).nullable(),
  })
  .meta({ id: 'DeskDraftContent' });

export const draftSchema = z
  .object({
    id: z.uuid(),
    startedAt: z.iso.datetime(),
    savedAt: z.iso.datetime(),
    content: draftContentSchema,
  })
  .meta({ id: 'DeskDraft' });
