/** The doors to notes: of a case for whoever reads or writes it, of a resident together with them (api/residents/open.ts shows those). */
import { z } from 'zod';
import { type CaseRow, caseFor } from '../cases/lookup.js';
import { numberParams } from '../cases/schemas.js';
import { logsCase } from '../history/access-log.js';
import { type Answer, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { findSame } from '../residents/same.js';
import { addNote, changeNote, type NoteOn, newNoteSchema, noteSchema, notesOf, toNote } from './notes.js';

const residentParams = z.object({ id: z.uuid() });
const caseNoteParams = z.object({ number: z.string().max(60), id: z.uuid() });
const residentNoteParams = z.object({ id: z.uuid(), note: z.uuid() });

type Body = z.infer<typeof newNoteSchema>;
type OnCase<P = z.infer<typeof numberParams>> = SignedIn<P, unknown, Body>;
type WithCase = { readonly theCase: CaseRow };
type With = { readonly of: NoteOn };

async function findReadable({ api, person, params }: SignedIn<{ number: string }>): Promise<WithCase> {
  return { theCase: await caseFor(api.db, person, 'case.read', params.number) };
}

async function findCase({ api, person, params }: OnCase<{ number: string }>): Promise<With> {
  return { of: { type: 'case', id: (await caseFor(api.db, person, 'case.write', params.number)).id } };
}

async function findResident(exchange: OnCase<{ id: string }>): Promise<With> {
  return { of: { type: 'resident', ...(await findSame(exchange)) } };
}

async function list({ api, theCase }: SignedIn & WithCase): Promise<Answer> {
  return ok((await notesOf(api.db, { type: 'case', id: theCase.id })).map((one) => toNote(one)));
}

const writing = ({ api, person, body }: SignedIn<unknown, unknown, Body>) => ({
  db: api.db,
  atMs: api.clock.now(),
  login: person.login,
  text: body.text,
});

async function add(exchange: SignedIn<unknown, unknown, Body> & With): Promise<Answer> {
  return { status: 201, body: toNote(await addNote(writing(exchange), exchange.of)) };
}

const change =
  <P>(noteId: (params: P) => string) =>
  async (exchange: SignedIn<P, unknown, Body> & With): Promise<Answer> =>
    ok(toNote(await changeNote(writing(exchange), exchange.of, noteId(exchange.params))));

const changed = { 200: json(noteSchema, 'Changed') };
const added = { 201: json(noteSchema, 'Added') };

export const noteRoutes: readonly Route[] = [
  route(
    'case.read',
    {
      method: 'get',
      path: '/api/v1/cases/{number}/notes',
      tag: 'notes',
      summary: 'Notes of a case',
      params: numberParams,
      answers: { 200: json(noteSchema.array(), 'Newest first, at most 200') },
      problems: ['NOT_FOUND'],
    },
    inOrder(findReadable, logsCase('notes.opened'), list),
  ),
  route(
    'case.write',
    {
      method: 'post',
      path: '/api/v1/cases/{number}/notes',
      tag: 'notes',
      summary: 'Add a note to a case',
      params: numberParams,
      body: newNoteSchema,
      answers: added,
      problems: ['NOT_FOUND'],
    },
    inOrder<OnCase, With>(findCase, add),
  ),
  route(
    'case.write',
    {
      method: 'put',
      path: '/api/v1/cases/{number}/notes/{id}',
      tag: 'notes',
      summary: 'Mend a note of mine, within ten minutes',
      params: caseNoteParams,
      body: newNoteSchema,
      answers: changed,
      problems: ['NOT_FOUND', 'TOO_LATE'],
    },
    inOrder<OnCase<z.infer<typeof caseNoteParams>>, With>(
      findCase,
      change(({ id }) => id),
    ),
  ),
  route(
    'resident.write',
    {
      method: 'post',
      path: '/api/v1/residents/{id}/notes',
      tag: 'notes',
      summary: 'Add a note to a resident',
      params: residentParams,
      body: newNoteSchema,
      answers: added,
      problems: ['NOT_FOUND'],
    },
    inOrder<OnCase<z.infer<typeof residentParams>>, With>(findResident, add),
  ),
  route(
    'resident.write',
    {
      method: 'put',
      path: '/api/v1/residents/{id}/notes/{note}',
      tag: 'notes',
      summary: 'Mend a note of mine, within ten minutes',
      params: residentNoteParams,
      body: newNoteSchema,
      answers: changed,
      problems: ['NOT_FOUND', 'TOO_LATE'],
    },
    inOrder<OnCase<z.infer<typeof residentNoteParams>>, With>(
      findResident,
      change(({ note }) => note),
    ),
  ),
];
