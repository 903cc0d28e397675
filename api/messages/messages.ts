/** Messages of a case: what was sent to whom, word for word. The outbox is the workers'; this only shows it. */
import { z } from 'zod';
import { type CaseRow, caseFor } from '../cases/lookup.js';
import { numberParams } from '../cases/schemas.js';
import { rows } from '../database.js';
import { logsCase } from '../history/access-log.js';
import { type Answer, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';

const messageSchema = z
  .object({
    channel: z.string(),
    recipientName: z.string(),
    recipient: z.string(),
    subject: z.string(),
    text: z.string(),
    at: z.iso.datetime(),
  })
  .meta({ id: 'Message' });

type OnCase = SignedIn<z.infer<typeof numberParams>>;

async function findReadable({ api, person, params }: OnCase): Promise<{ theCase: CaseRow }> {
  return { theCase: await caseFor(api.db, person, 'case.read', params.number) };
}

async function listMessages({ api, theCase }: OnCase & { theCase: CaseRow }): Promise<Answer> {
  const found = await rows<{ channel: string; recipient_name: string; recipient: string; subject: string; body: string; created_at: Date }>(
    api.db,
    `SELECT m.channel, m.recipient_name, m.recipient, m.subject, m.body, m.created_at
       FROM message_outbox m JOIN case_run r ON r.case_run = m.case_run WHERE r.case_id = :id ORDER BY m.id`,
    { id: theCase.id },
  );
  return ok(
    found.map((one) => ({
      channel: one.channel,
      recipientName: one.recipient_name,
      recipient: one.recipient,
      subject: one.subject,
      text: one.body,
      at: one.created_at.toISOString(),
    })),
  );
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
