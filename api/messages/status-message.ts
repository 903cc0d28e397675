/** Number and code of a case, sent to whoever is on the line. Who isn't verified gets these two alone, as they were read out to them. */

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CITY_ZONE } from '../../calendar/index.js';
import { currentRun } from '../cases/inward.js';
import { type CaseRow, caseFor } from '../cases/lookup.js';
import { numberParams } from '../cases/schemas.js';
import { row, transaction } from '../database.js';
import { record } from '../history/journal.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, inOrder, json, type Route, route, type SignedIn } from '../http/route.js';
import { findResident } from '../residents/residents.js';
import { addressFor, putOut, SENDING_CHANNELS, sendingFields } from './outgoing.js';

const askedSchema = z
  .object({
    ...sendingFields,
  })
  .meta({ id: 'StatusMessageAsked' });

const sentSchema = z.object({ channel: z.enum(SENDING_CHANNELS), recipient: z.string(), text: z.string() }).meta({ id: 'StatusMessage' });

type OnCase = SignedIn<z.infer<typeof numberParams>, unknown, z.infer<typeof askedSchema>>;

async function findCase({ api, person, params }: OnCase): Promise<{ theCase: CaseRow }> {
  return { theCase: await caseFor(api.db, person, 'case.write', params.number) };
}

async function send({ api, person, body, theCase }: OnCase & { theCase: CaseRow }): Promise<Answer> {
  const [facts, resident] = await Promise.all([
    row<{ status_code: string | null; verified: boolean; kind: string | null }>(
      api.db,
      `SELECT c.status_code, k.name AS kind,
              coalesce((SELECT o.verification <> 'none' FROM contact o WHERE o.case_id = c.id AND o.direction = 'in' ORDER BY o.at DESC, o.id LIMIT 1), false) AS verified
         FROM case_file c LEFT JOIN classification k ON k.tenant_id = c.tenant_id AND k.code = c.classification WHERE c.id = :id`,
      { id: theCase.id },
    ),
    theCase.resident_id === null ? undefined : findResident(api.db, theCase.resident_id),
  ]);
  const statusCode = facts?.status_code ?? null;
  if (statusCode === null)
    throw new Problem(
      'INVALID_REQUEST',
      said('Ta sprawa nie ma kodu statusu, więc nie ma czego wysłać.', 'This case has no status code, so there is nothing to send.'),
    );
  const { to, shown } = addressFor(body.channel, body.to, resident);
  const text = wordsOf({
    number: theCase.number,
    code: statusCode,
    site: api.settings.trustedOrigins[0] ?? null,
    kind: facts?.verified === true ? facts.kind : null,
    promiseAt: facts?.verified === true ? theCase.promise_at : null,
  });
  const atMs = api.clock.now();
  await transaction(api.db, async (on) => {
    const { caseRun } = await currentRun(on, theCase.number, 'FOR UPDATE OF c');
    await putOut(api, on, {
      key: `status:${randomUUID()}`,
      kind: 'receipt',
      caseRun,
      contactId: null,
      channel: body.channel,
      to,
      recipientName: resident?.name ?? '',
      subject: `Sprawa ${theCase.number}`,
      text,
      atMs,
    });
    await record(on, {
      caseId: theCase.id,
      atMs,
      actor: person.login,
      act: 'status.sent',
      facts: { channel: body.channel },
      payload: { recipient: to },
    });
  });
  return { status: 201, body: { channel: body.channel, recipient: shown, text } };
}

interface Words {
  readonly number: string;
  readonly code: string;
  readonly site: string | null;
  readonly kind: string | null;
  readonly promiseAt: Date | null;
}

const DAY = new Intl.DateTimeFormat('pl-PL', { dateStyle: 'long', timeZone: CITY_ZONE });

function wordsOf({ number, code, site, kind, promiseAt }: Words): string {
  return [
    kind === null ? `Przyjęliśmy sprawę ${number}.` : `Przyjęliśmy sprawę ${number}: ${kind}.`,
    `Kod sprawy: ${code.replace(/^(\d{4})(\d+)$/, '$1 $2')}.`,
    promiseAt === null ? '' : `Odpowiemy do ${DAY.format(promiseAt)}.`,
    site === null ? 'Stan sprawy: strona „Sprawdź sprawę” urzędu.' : `Stan sprawy: ${site}/check`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

export const statusMessageRoutes: readonly Route[] = [
  route(
    'case.write',
    {
      method: 'post',
      path: '/api/v1/cases/{number}/status-message',
      tag: 'messages',
      summary: 'Send number and code of a case by SMS or e-mail',
      params: numberParams,
      body: askedSchema,
      answers: { 201: json(sentSchema, 'Put into the outbox') },
      problems: ['NOT_FOUND'],
    },
    inOrder<OnCase, { theCase: CaseRow }>(findCase, send),
  ),
];
