/** Messages of a case: what was sent to whom, word for word. The outbox is the workers'; this only shows it. */
import { z } from 'zod';
import { LETTER_KINDS } from '../../workers/ports.js';
import { type CaseRow, caseFor } from '../cases/lookup.js';
import { numberParams } from '../cases/schemas.js';
import { iso, rows } from '../database.js';
import { logsCase } from '../history/access-log.js';
import { type Answer, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';

const messageSchema = z
  .object({
    id: z.string(),
    channel: z.enum(['mail', 'sms', 'letter']),
    recipientName: z.string(),
    recipient: z.string(),
    subject: z.string(),
    text: z.string(),
    at: z.iso.datetime(),
    kind: z.enum(LETTER_KINDS),
    state: z.enum(['kept', 'waiting', 'sent', 'superseded', 'returned', 'unsent']).meta({
      description:
        '`kept`: no server sends it, it is read here. `superseded`: a newer one took its place before it left. `returned`: its recipient was refused. `unsent`: left to a person.',
    }),
    sentAt: z.iso.datetime().nullable(),
    repeats: z.string().nullable().meta({ description: 'The letter that it is sent again of, to another address.' }),
    returnedWhy: z.string().nullable().meta({ description: 'By the words of the recipient’s server.' }),
  })
  .meta({ id: 'Message' });

type MessageRow = Omit<z.infer<typeof messageSchema>, 'at' | 'sentAt'> & { readonly at: Date; readonly sentAt: Date | null };

type OnCase = SignedIn<z.infer<typeof numberParams>>;

async function findReadable({ api, person, params }: OnCase): Promise<{ theCase: CaseRow }> {
  return { theCase: await caseFor(api.db, person, 'case.read', params.number) };
}

async function listMessages({ api, theCase }: OnCase & { theCase: CaseRow }): Promise<Answer> {
  const found = await rows<MessageRow>(
    api.db,
    `SELECT CAST(m.id AS text) AS id, CAST(m.repeats AS text) AS repeats, m.channel, m.kind, m.recipient_name AS "recipientName", m.recipient, m.subject, m.body AS text, m.created_at AS at,
            o.delivered_at AS "sentAt", m.returned_why AS "returnedWhy",
            CASE WHEN m.returned_at IS NOT NULL THEN 'returned'
                 WHEN m.withdrawn_at IS NOT NULL THEN 'superseded'
                 WHEN o.id IS NULL THEN 'kept'
                 WHEN o.delivered_at IS NOT NULL THEN 'sent'
                 WHEN o.held_at IS NOT NULL OR o.withdrawn_at IS NOT NULL THEN 'unsent'
                 ELSE 'waiting' END AS state
       FROM message_outbox m JOIN case_run r ON r.case_run = m.case_run
       LEFT JOIN outbox o ON o.effect_key = m.effect_key AND o.system = 'mail'
      WHERE r.case_id = :id ORDER BY m.id`,
    { id: theCase.id },
  );
  return ok(found.map(({ at, sentAt, ...rest }) => ({ ...rest, at: iso(at), sentAt: iso(sentAt) })));
}

export const messageRoutes: readonly Route[] = [
  route(
    'case.read',
    {
      method: 'get',
      path: '/api/v1/cases/{number}/messages',
      tag: 'messages',
      summary: 'Letters, mails and SMS of a case',
      params: numberParams,
      answers: { 200: json(z.array(messageSchema), 'Oldest first') },
      problems: ['NOT_FOUND'],
    },
    inOrder(findReadable, logsCase('messages.opened'), listMessages),
  ),
];
