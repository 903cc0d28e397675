/** Contacts: every single one is registered, also a further one on an open case. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CHANNELS } from '../cases/codes.js';
import { currentRun } from '../cases/inward.js';
import { type CaseRow, caseFor } from '../cases/lookup.js';
import { intendMessage } from '../cases/messenger.js';
import { numberParams } from '../cases/schemas.js';
import { iso, rows, run, transaction } from '../database.js';
import { waitingPause } from '../dates/pauses.js';
import { tellReply } from '../dates/reply.js';
import { logsCase } from '../history/access-log.js';
import { record } from '../history/journal.js';
import { type Answer, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import type { CaseServices } from '../services.js';
import { CALLER_COLUMNS, CALLER_VALUES, callerFacts, callerFields, callerPayload, callerValues, noteSaid, readCaller } from './caller.js';
import { adoptSent } from './sent.js';

const newContactSchema = z
  .object({
    channel: z.enum(CHANNELS),
    entryPoint: z.string().max(120).nullable().default(null),
    direction: z.enum(['in', 'out']).default('in'),
    note: z.string().trim().min(1).max(10_000),
    ...callerFields,
    answersRequest: z
      .boolean()
      .optional()
      .meta({ description: 'It is the reply that the case waits for. By default every incoming contact while it waits for the resident.' }),
  })
  .meta({ id: 'NewContact' });

const contactSchema = z
  .object({
    id: z.uuid(),
    channel: z.string(),
    entryPoint: z.string().nullable(),
    direction: z.enum(['in', 'out']),
    note: z.string(),
    at: z.iso.datetime(),
    takenBy: z.string(),
  })
  .meta({ id: 'Contact' });

type OnCase = SignedIn<z.infer<typeof numberParams>>;
type Adding = SignedIn<z.infer<typeof numberParams>, unknown, z.infer<typeof newContactSchema>>;

async function findReadable({ api, person, params }: OnCase): Promise<{ theCase: CaseRow }> {
  return { theCase: await caseFor(api.db, person, 'case.read', params.number) };
}
async function findWritable({ api, person, params }: OnCase): Promise<{ theCase: CaseRow }> {
  return { theCase: await caseFor(api.db, person, 'case.write', params.number) };
}

async function listContacts({ api, theCase }: OnCase & { theCase: CaseRow }): Promise<Answer> {
  const found = await rows<{
    id: string;
    channel: string;
    entry_point: string | null;
    direction: string;
    note: string;
    at: Date;
    taken_by: string;
  }>(api.db, 'SELECT id, channel, entry_point, direction, note, at, taken_by FROM contact WHERE case_id = :id ORDER BY at, id LIMIT 1000', {
    id: theCase.id,
  });
  return ok(found.map(({ entry_point, taken_by, at, ...rest }) => ({ ...rest, entryPoint: entry_point, takenBy: taken_by, at: iso(at) })));
}

/** The process is told when its run is open, else the timeline is enough. Gives the contact's id. */
export async function takeContact(
  api: CaseServices,
  theCase: Pick<CaseRow, 'id' | 'number' | 'resident_id' | 'classification'>,
  login: string,
  taken: z.output<typeof newContactSchema>,
): Promise<string> {
  const id = randomUUID();
  const atMs = api.clock.now();
  const caller = await readCaller(api.db, theCase.classification, taken);
  const message = { name: 'contact.added', id: `contact:${id}`, variables: { contactId: id } };
  const replyId = await transaction(api.db, async (on) => {
    const target = await currentRun(on, theCase.number, 'FOR UPDATE OF c');
    const waiting = taken.direction === 'in' ? await waitingPause(on, theCase.id) : undefined;
    const answers = waiting !== undefined && (taken.answersRequest ?? waiting.kind === 'resident');
    await record(on, {
      caseId: theCase.id,
      atMs,
      actor: login,
      act: 'contact.added',
      facts: {
        contactId: id,
        channel: taken.channel,
        direction: taken.direction,
        entryPoint: taken.entryPoint,
        caseRun: target.caseRun,
        answers,
        ...callerFacts(caller),
      },
      payload: { note: taken.note, ...callerPayload(caller) },
      ...(taken.direction === 'in' ? { tells: [{ kind: 'contact', to: 'holders' }] } : {}),
    });
    await run(
      on,
      `INSERT INTO contact (id, case_id, resident_id, channel, entry_point, direction, note, at, taken_by, ${CALLER_COLUMNS})
       VALUES (:id, :caseId, :residentId, :channel, :entryPoint, :direction, :note, :at, :takenBy, ${CALLER_VALUES})`,
      {
        id,
        caseId: theCase.id,
        residentId: theCase.resident_id,
        channel: taken.channel,
        entryPoint: taken.entryPoint,
        direction: taken.direction,
        note: taken.note,
        at: new Date(atMs),
        takenBy: login,
        ...callerValues(caller),
      },
    );
    await noteSaid(on, id, caller.articles, 'read');
    await adoptSent(on, { caseId: theCase.id, residentId: theCase.resident_id, sent: caller.sent, login, atMs });
    // It only makes the holder look.
    if (taken.direction === 'in') await intendMessage(api, on, target, message);
    return answers ? tellReply(api, on, target, waiting, id) : undefined;
  });
  if (taken.direction === 'in') await api.publishNow(message.id);
  if (replyId !== undefined) await api.publishNow(replyId);
  return id;
}

async function addContact({ api, person, body, theCase }: Adding & { theCase: CaseRow }): Promise<Answer> {
  const at = new Date(api.clock.now()).toISOString();
  const id = await takeContact(api, theCase, person.login, body);
  const { channel, entryPoint, direction, note } = body;
  return { status: 201, body: { id, channel, entryPoint, direction, note, at, takenBy: person.login } };
}

export const contactRoutes: readonly Route[] = [
  route(
    'case.read',
    {
      method: 'get',
      path: '/api/v1/cases/{number}/contacts',
      tag: 'contacts',
      summary: 'Contacts of a case',
      params: numberParams,
      answers: { 200: json(z.array(contactSchema), 'Oldest first') },
      problems: ['NOT_FOUND'],
    },
    inOrder(findReadable, logsCase('contacts.opened'), listContacts),
  ),
  route(
    'case.write',
    {
      method: 'post',
      path: '/api/v1/cases/{number}/contacts',
      tag: 'contacts',
      summary: 'Add a contact to a case',
      params: numberParams,
      body: newContactSchema,
      answers: { 201: json(contactSchema, 'Added') },
      problems: ['NOT_FOUND'],
    },
    inOrder<Adding, { theCase: CaseRow }>(findWritable, addContact),
  ),
];
