/** An approved answer sent to somebody in one act: the message, the contact that it is, and which wording was sent. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { currentRun } from '../cases/inward.js';
import { caseFor } from '../cases/lookup.js';
import { noteSaid } from '../contacts/caller.js';
import { row, run, transaction } from '../database.js';
import { record } from '../history/journal.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, inOrder, json, type Route, route, type SignedIn } from '../http/route.js';
import { addressFor, putOut, SENDING_CHANNELS, sendingFields } from '../messages/outgoing.js';
import { findResident, type ResidentRow } from '../residents/residents.js';

const askedSchema = z
  .object({
    ...sendingFields,
    resident: z.uuid().nullable().default(null).meta({ description: 'From the register; null: nobody known.' }),
    caseNumber: z.string().max(60).nullable().default(null).meta({ description: 'The case that it belongs to, if there is one.' }),
  })
  .meta({ id: 'ArticleToSend' });

const sentSchema = z
  .object({ contactId: z.uuid(), channel: z.enum(SENDING_CHANNELS), recipient: z.string(), version: z.int(), text: z.string() })
  .meta({ id: 'ArticleSent' });

type Asked = SignedIn<{ code: string }, unknown, z.infer<typeof askedSchema>>;

interface Wording {
  readonly code: string;
  readonly version: number;
  readonly name: string;
  readonly approved_answer: string;
  readonly bring: readonly string[];
}

async function findArticle({ api, params }: Asked): Promise<{ article: Wording }> {
  const article = await row<Wording>(
    api.db,
    'SELECT code, version, name, approved_answer, bring FROM classification WHERE code = :code AND active',
    { code: params.code },
  );
  if (article === undefined)
    throw new Problem(
      'NOT_FOUND',
      said('Nie ma takiej pozycji w katalogu. Nic nie wyszło.', 'The catalogue has no such entry. Nothing was sent.'),
    );
  if (article.approved_answer.trim() === '') {
    throw new Problem(
      'INVALID_REQUEST',
      said(
        'Ta pozycja nie ma zatwierdzonej odpowiedzi, więc nie ma czego wysłać.',
        'This entry has no approved answer, so there is nothing to send.',
      ),
    );
  }
  return { article };
}

async function findRecipient({ api, person, body }: Asked): Promise<{ resident: ResidentRow | undefined; caseId: string | null }> {
  const theCase = body.caseNumber === null ? undefined : await caseFor(api.db, person, 'case.write', body.caseNumber);
  const residentId = body.resident ?? theCase?.resident_id ?? null;
  return { resident: residentId === null ? undefined : await findResident(api.db, residentId), caseId: theCase?.id ?? null };
}

type Found = { readonly article: Wording; readonly resident: ResidentRow | undefined; readonly caseId: string | null };

async function send({ api, person, body, article, resident, caseId }: Asked & Found): Promise<Answer> {
  const { code, version } = article;
  const { channel, caseNumber } = body;
  const { to, shown } = addressFor(channel, body.to, resident);
  const text = [
    article.approved_answer,
    ...(article.bring.length === 0 ? [] : [`Co przynieść lub wysłać:\n${article.bring.map((thing) => `- ${thing}`).join('\n')}`]),
  ].join('\n\n');
  const contactId = randomUUID();
  const atMs = api.clock.now();
  await transaction(api.db, async (on) => {
    const caseRun = caseNumber === null ? null : (await currentRun(on, caseNumber, 'FOR UPDATE OF c')).caseRun;
    await run(
      on,
      `INSERT INTO contact (id, case_id, resident_id, channel, direction, note, at, taken_by)
       VALUES (:contactId, CAST(:caseId AS uuid), CAST(:residentId AS uuid), :channel, 'out', :note, :at, :login)`,
      {
        contactId,
        caseId,
        residentId: resident?.id ?? null,
        channel,
        note: `Wysłano: ${article.name}`,
        at: new Date(atMs),
        login: person.login,
      },
    );
    await noteSaid(on, contactId, [{ code, version }], channel);
    const recipientName = resident?.name ?? '';
    await putOut(api, on, {
      key: `article:${contactId}`,
      kind: 'article',
      caseRun,
      contactId,
      channel,
      to,
      recipientName,
      subject: article.name,
      text,
      atMs,
    });
    if (caseId !== null) {
      const facts = { code, version, channel, contactId };
      await record(on, { caseId, atMs, actor: person.login, act: 'article.sent', facts, payload: { recipient: to } });
    }
  });
  return { status: 201, body: { contactId, channel, recipient: shown, version, text } };
}

export const articleRoutes: readonly Route[] = [
  route(
    'article.send',
    {
      method: 'post',
      path: '/api/v1/catalogue/classifications/{code}/send',
      tag: 'catalogue',
      summary: 'Send an approved answer by e-mail or SMS',
      description: 'It is a contact like any other: registered, with the wording that went out.',
      params: z.object({ code: z.string().max(120) }),
      body: askedSchema,
      answers: { 201: json(sentSchema, 'Put into the outbox') },
      problems: ['NOT_FOUND'],
    },
    inOrder(findArticle, findRecipient, send),
  ),
];
