/**
 * Opening a resident: identity, all cases, all contacts. Contact data and what was said stay masked until one says why one looks, unless
 * an open case links the two: one holds it or has registered it. Either way the look is logged.
 */
import { z } from 'zod';
import { iso, row, rows } from '../database.js';
import { logLook } from '../history/access-log.js';
import { type Answer, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { noteSchema, notesOf, toNote } from '../notes/notes.js';
import { consentSchema, consentsOf } from './consents.js';
import { PURPOSES } from './identity.js';
import { masked } from './mask.js';
import { mergeSchema, mergesOf } from './merge.js';
import { loadResident, type ResidentRow, residentSchema, toResident } from './residents.js';
import { sameResident } from './same.js';

const residentCase = z
  .object({
    number: z.string(),
    classification: z.string(),
    classificationName: z.string(),
    status: z.string(),
    publicStatus: z.string(),
    registeredAt: z.iso.datetime(),
    promiseAt: z.iso.datetime().nullable(),
    closedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ResidentCase' });

const residentContact = z
  .object({
    id: z.uuid(),
    caseNumber: z.string().nullable(),
    channel: z.string(),
    direction: z.enum(['in', 'out']),
    note: z.string().nullable().meta({ description: 'Null while masked.' }),
    verification: z.string(),
    actingFor: z.string(),
    at: z.iso.datetime(),
    takenBy: z.string(),
  })
  .meta({ id: 'ResidentContact' });

const openedSchema = residentSchema
  .extend({
    isMasked: z.boolean().meta({ description: 'Say a purpose to see everything.' }),
    verified: z
      .object({ how: z.string(), at: z.iso.datetime(), by: z.string() })
      .nullable()
      .meta({ description: 'The last contact in which the identity was checked.' }),
    consents: z.array(consentSchema).meta({ description: 'Newest first.' }),
    notes: z.array(noteSchema).meta({ description: 'Newest first.' }),
    merges: z.array(mergeSchema).meta({ description: 'Rows of the register that were merged into this one.' }),
    cases: z.array(residentCase).meta({ description: 'Newest first, at most 200.' }),
    contacts: z.array(residentContact).meta({ description: 'Newest first, at most 200.' }),
  })
  .meta({ id: 'ResidentWithCases' });

const query = z.object({ purpose: z.enum(PURPOSES).optional().meta({ description: 'Why you look; kept in the access log.' }) });
type Opening = SignedIn<{ id: string }, z.infer<typeof query>>;
type Found = { readonly resident: ResidentRow };

async function logOpening({ api, person, resident, query: { purpose } }: Opening & Found): Promise<object> {
  await logLook(api.db, {
    login: person.login,
    act: 'resident.opened',
    subjectType: 'resident',
    subjectId: resident.id,
    atMs: Date.now(),
    ...(purpose === undefined ? {} : { purpose }),
  });
  return {};
}

async function isLinked({ api, person, resident }: Opening & Found): Promise<boolean> {
  const linked = await row(
    api.db,
    `SELECT 1 FROM case_file WHERE resident_id = :id AND status IN ('registered', 'open') AND (assignee = :login OR registered_by = :login) LIMIT 1`,
    { id: resident.id, login: person.login },
  );
  return linked !== undefined;
}

async function showResident(exchange: Opening & Found): Promise<Answer> {
  const { api, resident, query: asked } = exchange;
  const ids = await sameResident(api.db, resident.id);
  const [linked, consents, notes, merges, [verified], cases, contacts] = await Promise.all([
    isLinked(exchange),
    consentsOf(api.db, ids),
    notesOf(api.db, { type: 'resident', ids }),
    mergesOf(api.db, resident.id),
    rows<{ verification: string; at: Date; taken_by: string }>(
      api.db,
      `SELECT verification, at, taken_by FROM contact
        WHERE resident_id = ANY (CAST(:ids AS uuid[])) AND verification <> 'none' ORDER BY at DESC LIMIT 1`,
      { ids },
    ),
    rows<CaseOf>(
      api.db,
      `SELECT c.number, c.classification, coalesce(k.name, c.classification) AS classification_name, c.status, c.public_status, c.registered_at,
              c.promise_at, c.closed_at
         FROM case_file c LEFT JOIN classification k ON k.tenant_id = c.tenant_id AND k.code = c.classification
        WHERE c.resident_id = ANY (CAST(:ids AS uuid[])) ORDER BY c.registered_at DESC, c.number DESC LIMIT 200`,
      { ids },
    ),
    rows<ContactOf>(
      api.db,
      `SELECT o.id, c.number, o.channel, o.direction, o.note, o.verification, o.acting_for, o.at, o.taken_by
         FROM contact o LEFT JOIN case_file c ON c.id = o.case_id WHERE o.resident_id = ANY (CAST(:ids AS uuid[])) ORDER BY o.at DESC, o.id LIMIT 200`,
      { ids },
    ),
  ]);
  const isMasked = !linked && asked.purpose === undefined;
  const shown = toResident(resident);
  return ok({
    ...(isMasked ? masked(shown) : shown),
    isMasked,
    verified: verified === undefined ? null : { how: verified.verification, at: iso(verified.at), by: verified.taken_by },
    consents,
    notes: notes.map((one) => toNote(one, isMasked)),
    merges,
    cases: cases.map((one) => ({
      number: one.number,
      classification: one.classification,
      classificationName: one.classification_name,
      status: one.status,
      publicStatus: one.public_status,
      registeredAt: iso(one.registered_at),
      promiseAt: iso(one.promise_at),
      closedAt: iso(one.closed_at),
    })),
    contacts: contacts.map((one) => ({
      id: one.id,
      caseNumber: one.number,
      channel: one.channel,
      direction: one.direction,
      note: isMasked ? null : one.note,
      verification: one.verification,
      actingFor: one.acting_for,
      at: iso(one.at),
      takenBy: one.taken_by,
    })),
  });
}

interface CaseOf {
  readonly number: string;
  readonly classification: string;
  readonly classification_name: string;
  readonly status: string;
  readonly public_status: string;
  readonly registered_at: Date;
  readonly promise_at: Date | null;
  readonly closed_at: Date | null;
}

interface ContactOf {
  readonly id: string;
  readonly number: string | null;
  readonly channel: string;
  readonly direction: string;
  readonly note: string;
  readonly verification: string;
  readonly acting_for: string;
  readonly at: Date;
  readonly taken_by: string;
}

export const residentOpenRoutes: readonly Route[] = [
  route(
    'resident.read',
    {
      method: 'get',
      path: '/api/v1/residents/{id}',
      tag: 'residents',
      summary: 'Open a resident with all their cases and contacts',
      description:
        'Masked until you say a purpose, unless you hold or have registered an open case of theirs. Opening is written to the access log.',
      params: z.object({ id: z.uuid() }),
      query,
      answers: { 200: json(openedSchema, 'The resident') },
      problems: ['NOT_FOUND'],
    },
    inOrder<Opening, Found, object>(loadResident, logOpening, showResident),
  ),
];
