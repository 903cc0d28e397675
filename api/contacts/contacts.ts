/** Contacts: every single one is registered, also a further one on an open case. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CHANNELS } from '../cases/codes.js';
import { currentRun } from '../cases/inward.js';
import { type CaseRow, caseFor } from '../cases/lookup.js';
import { intendMessage } from '../cases/messenger.js';
import { numberParams } from '../cases/schemas.js';
import { iso, rows, run, transaction } from '../database.js';
import { logsCase } from '../history/access-log.js';
import { record } from '../history/journal.js';
import { type Answer, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';

const newContactSchema = z
  .object({
    channel: z.enum(CHANNELS),
    entryPoint: z.string().max(120).nullable().default(null),
    direction: z.enum(['in', 'out']).default('in'),
    note: z.string().trim().min(1).max(10_000),
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

/** The process is told when its run is open, else the timeline is enough. */
async function addContact({ api, person, body, theCase }: Adding & { theCase: CaseRow }): Promise<Answer> {
  const id = randomUUID();
  const atMs = api.clock.now();
  const message = { name: 'contact.added', id: `contact:${id}`, variables: { contactId: id } };
  await transaction(api.db, async (on) => {
    const target = await currentRun(on, theCase.number, 'FOR UPDATE OF c');
    await record(on, {
      caseId: theCase.id,
      atMs,
      actor: person.login,
      act: 'contact.added',
      facts: { contactId: id, channel: body.channel, direction: body.direction, entryPoint: body.entryPoint, caseRun: target.caseRun },
      payload: { note: body.note },
      ...(body.direction === 'in' ? { tells: [{ kind: 'contact', to: 'holders' }] } : {}),
    });
    await run(
      on,
      `INSERT INTO contact (id, case_id, resident_id, channel, entry_point, direction, note, at, taken_by)
       VALUES (:id, :caseId, :residentId, :channel, :entryPoint, :direction, :note, :at, :takenBy)`,
      {
        id,
        caseId: theCase.id,
        residentId: theCase.resident_id,
        channel: body.channel,
        entryPoint: body.entryPoint,
        direction: body.direction,
        note: body.note,
        at: new Date(atMs),
        takenBy: person.login,
      },
    );
    // It only makes the holder look.
    if (body.direction === 'in') await intendMessage(api, on, target, message);
  });
  if (body.direction === 'in') await api.publishNow(message.id);
  return {
    status: 201,
    body: { id, ...body, at: new Date(atMs).toISOString(), takenBy: person.login },
  };
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
