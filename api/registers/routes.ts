/**
 * The built-in CRM and DMS (EOD) as the people of those systems see them. Closing a file here, or planning its work, is the department's act
 * in its own system: the case hears of it, exactly as it would from a real one.
 */
import { z } from 'zod';
import { tellClosing } from '../cases/inward.js';
import type { CaseMessage } from '../cases/messenger.js';
import { row, rows, run, type Statements, transaction } from '../database.js';
import { takePlanned } from '../dates/replanned.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, empty, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { hasRegister, visible } from './visible.js';

const crmRecordSchema = z
  .object({
    id: z.string(),
    number: z.string(),
    caseNumber: z.string(),
    title: z.string(),
    channel: z.string(),
    status: z.string(),
    outcome: z.string().nullable(),
    promiseAt: z.iso.datetime().nullable(),
    statutoryAt: z.iso.datetime().nullable(),
    openedAt: z.iso.datetime(),
    changedAt: z.iso.datetime(),
  })
  .meta({ id: 'CrmRecord' });

const dmsFileSchema = z
  .object({
    id: z.string(),
    fileNumber: z.string().meta({ description: 'Znak sprawy: given once, never changed.' }),
    caseNumber: z.string(),
    title: z.string(),
    department: z.string().nullable(),
    jrwaClass: z.string().meta({ description: 'Symbol in the list of files (JRWA); empty: its classification had none.' }),
    archiveCategory: z.string().meta({ description: 'As A, B5, BE10; empty: unknown.' }),
    state: z.enum(['open', 'closed']),
    result: z.string().nullable(),
    closedBy: z.string().nullable(),
    plannedAt: z.iso.datetime().nullable(),
    openedAt: z.iso.datetime(),
    closedAt: z.iso.datetime().nullable(),
    trace: z
      .array(
        z.object({
          act: z.enum(['document-moved-out', 'document-moved-in']),
          documentId: z.string(),
          otherFile: z.string().meta({ description: 'Number of the file that it went to or came from.' }),
          at: z.iso.datetime(),
        }),
      )
      .meta({ description: 'Documents that were in the wrong file.' }),
  })
  .meta({ id: 'DmsFile' });

const listQuery = z.object({ case: z.string().max(60).optional(), state: z.enum(['open', 'closed']).optional() });
const UTC = `'YYYY-MM-DD"T"HH24:MI:SS"Z"'`;
const instant = (column: string, name: string): string => `to_char(${column} AT TIME ZONE 'UTC', ${UTC}) AS "${name}"`;
const FILE = `f.id, f.file_number AS "fileNumber", f.case_number AS "caseNumber", f.title, f.department, f.jrwa_class AS "jrwaClass",
  f.archive_category AS "archiveCategory", f.state, f.result,
  f.closed_by AS "closedBy", ${instant('f.planned_at', 'plannedAt')}, ${instant('f.opened_at', 'openedAt')}, ${instant('f.closed_at', 'closedAt')},
  coalesce((SELECT json_agg(json_build_object('act', t.act, 'documentId', t.document_id, 'otherFile', o.file_number,
                                              'at', to_char(t.at AT TIME ZONE 'UTC', ${UTC})) ORDER BY t.id)
     FROM dms_trace t JOIN dms_file o ON o.id = t.other_file_id WHERE t.file_id = f.id), '[]') AS trace`;

type Listing = SignedIn<unknown, z.infer<typeof listQuery>>;

async function listRecords({ api, person, query }: Listing): Promise<Answer> {
  const policy = visible(person, 'r');
  return ok(
    await rows(
      api.db,
      `SELECT r.id, CAST(r.number AS text) AS number, r.case_number AS "caseNumber", r.title, r.channel, r.status, r.outcome,
              ${instant('r.promise_at', 'promiseAt')}, ${instant('r.statutory_at', 'statutoryAt')},
              ${instant('r.opened_at', 'openedAt')}, ${instant('r.changed_at', 'changedAt')}
         FROM crm_record r WHERE (CAST(:case AS text) IS NULL OR r.case_number = :case) AND ${policy.sql} ORDER BY r.number DESC LIMIT 500`,
      { case: query.case ?? null, ...policy.parameters },
    ),
  );
}

async function listFiles({ api, person, query }: Listing): Promise<Answer> {
  const policy = visible(person, 'f');
  return ok(
    await rows(
      api.db,
      `SELECT ${FILE} FROM dms_file f
        WHERE (CAST(:case AS text) IS NULL OR f.case_number = :case) AND (CAST(:state AS text) IS NULL OR f.state = :state)
          AND ${policy.sql}
        ORDER BY f.opened_at DESC, f.id LIMIT 500`,
      { case: query.case ?? null, state: query.state ?? null, ...policy.parameters },
    ),
  );
}

const closing = z.object({ result: z.string().trim().min(1).max(60).meta({ description: "The DMS's own code of the result." }) });
interface Closed {
  readonly caseNumber: string;
  /** undefined: nobody knows the code, so it is held. */
  readonly message: CaseMessage | undefined;
}
type Closing = SignedIn<{ id: string }, unknown, z.infer<typeof closing>>;

/** A file is closed by its own department, whatever other roles a person has; the case is told in the same transaction. */
async function closeInRegister({ api, person, params, body }: Closing): Promise<Closed> {
  const theirs = { id: params.id, unit: person.unit };
  const done = await transaction(api.db, async (on): Promise<Closed | undefined> => {
    // The case first, then what hangs on it: the order of all who lock.
    await row(
      on,
      'SELECT 1 FROM case_file c JOIN dms_file f ON f.case_number = c.number WHERE f.id = :id AND f.department = :unit FOR UPDATE OF c',
      theirs,
    );
    const file = await row<{ number: string; ofRun: string }>(
      on,
      `UPDATE dms_file SET state = 'closed', result = :result, closed_by = :login, closed_at = :now
        WHERE id = :id AND state = 'open' AND department = :unit RETURNING case_number AS number, case_run AS "ofRun"`,
      { ...theirs, result: body.result, login: person.login, now: new Date(api.clock.now()) },
    );
    if (file === undefined) return undefined;
    const closing = { recordId: params.id, eventId: `dms-closed:${params.id}`, dmsCode: body.result, by: person.login };
    return { caseNumber: file.number, message: await tellClosing(api, on, { ...closing, caseNumber: file.number, ofRun: file.ofRun }) };
  });
  if (done !== undefined) return done;
  throw await notOpen(api.db, theirs);
}

const planning = z.object({ plannedAt: z.iso.datetime({ offset: true }).meta({ description: 'When the work is planned now.' }) });
type Planning = SignedIn<{ id: string }, unknown, z.infer<typeof planning>>;

/** The department's word: a case whose run goes on has it in the same transaction. */
async function planInRegister({ api, person, params, body }: Planning): Promise<Answer> {
  const theirs = { id: params.id, unit: person.unit };
  const plannedAt = new Date(body.plannedAt);
  await transaction(api.db, async (on) => {
    const theCase = await row<{ id: string; planned_at: Date | null; goes_on: boolean }>(
      on,
      `SELECT c.id, c.planned_at, (r.run = c.current_run AND r.ended_at IS NULL AND c.status IN ('registered', 'open')) AS goes_on
         FROM case_file c JOIN dms_file f ON f.case_number = c.number JOIN case_run r ON r.case_run = f.case_run
        WHERE f.id = :id AND f.department = :unit FOR UPDATE OF c`,
      theirs,
    );
    const changed = await run(on, `UPDATE dms_file SET planned_at = :plannedAt WHERE id = :id AND state = 'open' AND department = :unit`, {
      ...theirs,
      plannedAt,
    });
    if (theCase === undefined || changed === 0) throw await notOpen(on, theirs);
    if (!theCase.goes_on || theCase.planned_at?.getTime() === plannedAt.getTime()) return;
    const by = { by: person.login, atMs: api.clock.now() };
    await takePlanned(on, { caseId: theCase.id, recordId: params.id, plannedAt, before: theCase.planned_at, ...by });
  });
  return { status: 204 };
}

/** Why a department can't do anything with a file. */
async function notOpen(on: Statements, theirs: { readonly id: string; readonly unit: string | null }): Promise<Problem> {
  const closed = await row<{ closedBy: string | null }>(
    on,
    'SELECT closed_by AS "closedBy" FROM dms_file WHERE id = :id AND department = :unit',
    theirs,
  );
  if (closed === undefined)
    return new Problem(
      'NOT_FOUND',
      said(
        'Twój wydział nie ma takiej teczki; nic się nie zmieniło. Sprawdź jej znak na liście teczek.',
        'Your department has no such file; nothing has changed. Check its number in the list of files.',
      ),
    );
  return new Problem(
    'FILE_ALREADY_CLOSED',
    said(
      `Teczka jest już zamknięta${closed.closedBy ? ` (${closed.closedBy})` : ''}.`,
      `The file is closed already${closed.closedBy ? ` (${closed.closedBy})` : ''}.`,
    ),
  );
}

async function tellTheCase({ api, caseNumber, message }: Closing & Closed): Promise<Answer> {
  return ok({ caseNumber, told: message === undefined ? 'held' : await api.publishNow(message.id) });
}

export const registerRoutes: readonly Route[] = [
  route(
    'register.read',
    {
      method: 'get',
      path: '/api/v1/registers/crm',
      tag: 'registers',
      summary: 'Records of the built-in CRM',
      query: listQuery,
      answers: { 200: json(z.array(crmRecordSchema), 'Newest first') },
      problems: ['NOT_FOUND'],
    },
    inOrder<Listing, object>(hasRegister('crm'), listRecords),
  ),
  route(
    'register.read',
    {
      method: 'get',
      path: '/api/v1/registers/dms',
      tag: 'registers',
      summary: 'Files of the built-in DMS (EOD)',
      query: listQuery,
      answers: { 200: json(z.array(dmsFileSchema), 'Newest first') },
      problems: ['NOT_FOUND'],
    },
    inOrder<Listing, object>(hasRegister('dms'), listFiles),
  ),
  route(
    'register.close-file',
    {
      method: 'post',
      path: '/api/v1/registers/dms/{id}/close',
      tag: 'registers',
      summary: 'Close a file in the DMS with a result',
      description:
        'The run of the case that the file is of is told by a message: an open one is resolved, one that is over notes it. `queued`: the engine does not answer now, the file is closed and the case is told as soon as it does. `held`: no table knows the code; the case is told once one does.',
      params: z.object({ id: z.string().max(200) }),
      body: closing,
      answers: {
        200: json(
          z.object({ caseNumber: z.string(), told: z.enum(['published', 'queued', 'noted', 'held']) }).meta({ id: 'FileClosed' }),
          'Closed',
        ),
      },
      problems: ['NOT_FOUND', 'FILE_ALREADY_CLOSED'],
    },
    inOrder(closeInRegister, tellTheCase),
  ),
  route(
    'register.plan-work',
    {
      method: 'post',
      path: '/api/v1/registers/dms/{id}/plan',
      tag: 'registers',
      summary: 'Plan the work of an open file for another day',
      description: 'Its department’s word: the case shows the new date, and its timeline says who changed it.',
      params: z.object({ id: z.string().max(200) }),
      body: planning,
      answers: { 204: empty('Planned') },
      problems: ['NOT_FOUND', 'FILE_ALREADY_CLOSED'],
    },
    planInRegister,
  ),
];
