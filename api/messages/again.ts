/** Sends a letter to a resident once more, to an address that is right: word for word, with a line on the timeline. What still waits goes there instead. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Letter, LetterKind } from '../../workers/ports.js';
import { type CaseRow, caseFor } from '../cases/lookup.js';
import { row, run, type Transaction, transaction } from '../database.js';
import { lockCases, record } from '../history/journal.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, inOrder, json, type Route, route, type SignedIn } from '../http/route.js';
import { isAddress, putOut } from './outgoing.js';

const params = z.object({ number: z.string().max(60), id: z.string().regex(/^\d{1,18}$/) });
const askedSchema = z
  .object({
    to: z
      .string()
      .trim()
      .min(1)
      .max(300)
      .meta({ description: 'E-mail address, phone number or postal address, as the letter’s channel needs it.' }),
  })
  .meta({ id: 'LetterAgain' });

type OnLetter = SignedIn<z.infer<typeof params>, unknown, z.infer<typeof askedSchema>>;

interface LetterRow {
  readonly id: string;
  readonly effect_key: string;
  readonly kind: LetterKind;
  readonly case_run: string;
  readonly channel: Letter['channel'];
  readonly recipient_name: string;
  readonly subject: string;
  readonly body: string;
  readonly is_superseded: boolean;
}

async function findCase({ api, person, params: { number } }: OnLetter): Promise<{ theCase: CaseRow }> {
  return { theCase: await caseFor(api.db, person, 'case.write', number) };
}

async function sendAgain({ api, person, params: { id }, body, theCase }: OnLetter & { theCase: CaseRow }): Promise<Answer> {
  const atMs = api.clock.now();
  await transaction(api.db, async (on) => {
    const letter = await lockLetter(on, theCase, id);
    if (!isAddress(letter.channel, body.to)) throw wrongAddress(letter.channel);
    await takeBack(on, letter, person.login, atMs);
    await putOut(api, on, {
      ...{
        key: `again:${randomUUID()}`,
        repeats: id,
        kind: letter.kind,
        caseRun: letter.case_run,
        contactId: null,
        channel: letter.channel,
      },
      ...{ to: body.to, recipientName: letter.recipient_name, subject: letter.subject, text: letter.body, atMs },
    });
    await record(on, {
      ...{ caseId: theCase.id, atMs, actor: person.login, act: 'letter.again' },
      facts: { messageId: id, kind: letter.kind, channel: letter.channel },
      payload: { recipient: body.to, title: letter.subject },
    });
  });
  return { status: 201, body: { recipient: body.to } };
}

/** The case first, as everybody who writes to one does. */
async function lockLetter(on: Transaction, theCase: CaseRow, id: string): Promise<LetterRow> {
  await lockCases(on, 'c.id = :caseId', { caseId: theCase.id });
  const found = await row<LetterRow>(
    on,
    `SELECT m.id, m.effect_key, m.kind, m.case_run, m.channel, m.recipient_name, m.subject, m.body,
            m.withdrawn_at IS NOT NULL OR (m.kind = 'status' AND EXISTS (
              SELECT 1 FROM message_outbox n JOIN case_run o ON o.case_run = n.case_run
               WHERE o.case_id = r.case_id AND n.kind = 'status' AND n.id > m.id AND n.withdrawn_at IS NULL AND n.repeats IS DISTINCT FROM m.id)) AS is_superseded
       FROM message_outbox m JOIN case_run r ON r.case_run = m.case_run
      WHERE m.id = CAST(:id AS bigint) AND r.case_id = :caseId AND m.kind <> 'colleague' FOR UPDATE OF m`,
    { id, caseId: theCase.id },
  );
  if (found === undefined)
    throw new Problem('NOT_FOUND', said('Ta sprawa nie ma takiego listu. Odśwież ją.', 'This case has no such letter. Reload it.'));
  if (found.is_superseded)
    throw new Problem(
      'CHANGED_MEANWHILE',
      said('Ten list zastąpił już nowszy. Wyślij ponownie tamten.', 'A newer letter took the place of this one. Send that one again.'),
    );
  return found;
}

/** It has not left: it won't, the new one goes in its place. One that is on its way at this moment has left. */
async function takeBack(on: Transaction, { effect_key: key }: LetterRow, login: string, atMs: number): Promise<void> {
  await run(
    on,
    `UPDATE outbox SET withdrawn_at = :at, withdrawn_by = :login
      WHERE effect_key = :key AND system = 'mail' AND delivered_at IS NULL AND withdrawn_at IS NULL
        AND (claimed_until IS NULL OR claimed_until < clock_timestamp())`,
    { key, login, at: new Date(atMs) },
  );
}

function wrongAddress(channel: Letter['channel']): Problem {
  const wanted = {
    mail: said('adresu e-mail', 'an e-mail address'),
    sms: said('numeru telefonu', 'a phone number'),
    letter: said('adresu pocztowego', 'a postal address'),
  }[channel];
  return new Problem('INVALID_REQUEST', said('List nie wyszedł. Popraw adres.', 'The letter was not sent. Correct the address.'), {
    errors: [{ field: 'to', message: said(`Oczekiwano ${wanted.pl}`, `Expected ${wanted.en}`) }],
  });
}

export const letterAgainRoutes: readonly Route[] = [
  route(
    'case.write',
    {
      method: 'post',
      path: '/api/v1/cases/{number}/messages/{id}/again',
      tag: 'messages',
      summary: 'Send a letter to the resident again, to an address that is right',
      description: 'Word for word. One that has not left goes to the new address instead of the old one.',
      params,
      body: askedSchema,
      answers: { 201: json(z.object({ recipient: z.string() }).meta({ id: 'LetterSentAgain' }), 'Put into the outbox') },
      problems: ['NOT_FOUND', 'CHANGED_MEANWHILE'],
    },
    inOrder<OnLetter, { theCase: CaseRow }>(findCase, sendAgain),
  ),
];
