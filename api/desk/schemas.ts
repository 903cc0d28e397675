/** The desk's drafts as the API takes and shows them: all that a conversation has brought so far, complete or not. */
import { z } from 'zod';
import { CHANNELS, REPLY_CHANNELS } from '../cases/codes.js';
import { ACTING_FOR, VERIFICATIONS } from '../residents/identity.js';

const typed = (max: number) => z.string().max(max);

const draftValues = z.record(z.string().max(60), z.union([z.string().max(1_000), z.number(), z.boolean(), z.null()]));

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
    outcome: typed(120).nullable().meta({ description: 'Null: the first that the task offers.' }),
    isAnswered: z.boolean().nullable().meta({ description: 'The caller has heard the answer. Null: as the channel suggests.' }),
    replyChannel: z.enum(REPLY_CHANNELS).nullable().meta({ description: "Null: the resident's own." }),
    handOnTo: typed(120).nullable(),
    represents: z.object({ name: typed(200), scope: typed(400), until: typed(10) }),
    answers: draftValues.meta({ description: 'To the questions of the kind, by key.' }),
    articles: z.array(typed(120)).max(10).meta({ description: 'Approved answers that the caller heard beside that of the kind, by code.' }),
    sent: z.array(z.uuid()).max(10).meta({ description: 'Contacts: articles that went out meanwhile.' }),
    values: draftValues.meta({ description: 'Of the fields that the task has beside those of the desk.' }),
    receivedOn: typed(10).meta({ description: 'The day on which something written came; empty: today.' }),
  })
  .meta({ id: 'DeskDraftContent' });

/** What drafts of an earlier version lack. */
export const ADDED_SINCE = {
  represents: { name: '', scope: '', until: '' },
  answers: {},
  articles: [],
  sent: [],
  values: {},
  receivedOn: '',
};

export const draftSchema = z
  .object({
    id: z.uuid(),
    startedAt: z.iso.datetime(),
    savedAt: z.iso.datetime(),
    content: draftContentSchema,
  })
  .meta({ id: 'DeskDraft' });
