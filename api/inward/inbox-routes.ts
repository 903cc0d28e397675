/** The inbox as people work it: what came from other systems and belongs to nothing yet is adopted by a case or ignored, with a reason. */
import { z } from 'zod';
import { RECORD_SYSTEMS } from '../../workers/ports.js';
import { currentRun } from '../cases/inward.js';
import { caseFor } from '../cases/lookup.js';
import { iso, row, rows, run, type Transaction, transaction } from '../database.js';
import { record } from '../history/journal.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, empty, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import type { Services } from '../services.js';
import { hubEventSchema } from './events.js';
import { type Taken, takeRecord } from './records.js';
import { seenSchema } from './seen.js';

const MOST = 200;
const moment = z.iso.datetime();

const itemSchema = z
  .object({
    id: z.uuid(),
    system: z.string(),
    kind: z.enum(['record', 'external-case']),
    recordId: z.string().meta({ description: 'What the other system calls it.' }),
    number: z.string().nullable(),
    title: z.string().nullable(),
    status: z.string().nullable(),
    outcome: z.string().nullable(),
    isClosed: z.boolean().nullable(),
    named: z.string().nullable().meta({ description: 'The case that it says it belongs to, and that isn’t there.' }),
    times: z.int().meta({ description: 'How often it was heard of.' }),
    firstAt: moment,
    lastAt: moment,
    decision: z.enum(['adopted', 'merged', 'ignored']).nullable(),
    reason: z.string().nullable(),
    caseNumber: z.string().nullable().meta({ description: 'The case that has it now.' }),
    decidedBy: z.string().nullable(),
    decidedAt: moment.nullable(),
  })
  .meta({ id: 'InboxItem' });

interface ItemRow {
  readonly id: string;
  readonly system: string;
  readonly kind: 'record' | 'external-case';
  readonly record_id: string;
  readonly heard: unknown;
  readonly named: string | null;
  readonly times: number;
  readonly first_at: Date;
  readonly last_at: Date;
  readonly decision: string | null;
  readonly reason: string | null;
  readonly number: string | null;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
}

const query = z.object({ state: z.enum(['open', 'settled']).default('open') });

async function listItems({ api, query: { state } }: SignedIn<unknown, z.infer<typeof query>>): Promise<Answer> {
  const found = await rows<ItemRow>(
    api.db,
    `SELECT i.*, c.number FROM inbox_item i LEFT JOIN case_file c ON c.id = i.case_id
      WHERE i.decision IS ${state === 'open' ? '' : 'NOT'} NULL ORDER BY i.last_at DESC, i.id LIMIT ${MOST}`,
  );
  return ok(found.map(showItem));
}

const nothing = { recordNumber: null, title: null, status: null, outcome: null, isClosed: null };

function showItem(one: ItemRow): z.infer<typeof itemSchema> {
  const heard = heardOf(one);
  return {
    id: one.id,
    system: one.system,
    kind: one.kind,
    recordId: one.record_id,
    number: heard.recordNumber,
    title: heard.title,
    status: heard.status,
    outcome: heard.outcome,
    isClosed: heard.isClosed,
    named: one.named,
    times: one.times,
    firstAt: iso(one.first_at),
    lastAt: iso(one.last_at),
    decision: one.decision as z.infer<typeof itemSchema>['decision'],
    reason: one.reason,
    caseNumber: one.number,
    decidedBy: one.decided_by,
    decidedAt: iso(one.decided_at),
  };
}

function heardOf({ kind, heard }: Pick<ItemRow, 'kind' | 'heard'>) {
  if (heard === null) return nothing;
  if (kind === 'record') return seenSchema.parse(heard);
  const { number, title, status, outcome, isClosed } = hubEventSchema.shape.data.parse(heard);
  return { recordNumber: number ?? null, title, status, outcome: outcome ?? null, isClosed };
}

const params = z.object({ id: z.uuid() });

async function openItem(on: Transaction, id: string): Promise<ItemRow> {
  const found = await row<ItemRow>(on, 'SELECT *, NULL AS number FROM inbox_item WHERE id = :id FOR UPDATE', { id });
  if (found === undefined)
    throw new Problem('NOT_FOUND', said('Nie ma takiego wpisu. Odśwież listę.', 'There is no such entry. Reload the list.'));
  if (found.decision !== null)
    throw new Problem(
      'CHANGED_MEANWHILE',
      said(
        `Ten wpis rozstrzygnął(-ęła) już ${found.decided_by}. Odśwież listę.`,
        `${found.decided_by} has settled this entry already. Reload the list.`,
      ),
    );
  return found;
}

interface Settling {
  readonly id: string;
  readonly decision: 'adopted' | 'merged' | 'ignored';
  readonly reason: string | null;
  readonly caseId: string | null;
  readonly login: string;
}

/** What was heard is gone from here: it is in the case now, or nobody's business. */
async function settle(api: Services, on: Transaction, settling: Settling): Promise<void> {
  await run(
    on,
    `UPDATE inbox_item SET decision = :decision, reason = :reason, case_id = CAST(:caseId AS uuid), heard = NULL, decided_by = :login, decided_at = :now
      WHERE id = :id`,
    { ...settling, now: new Date(api.clock.now()) },
  );
}

const adoption = z.object({ caseNumber: z.string().trim().min(1).max(60) });

async function adopt({
  api,
  person,
  params: { id },
  body,
}: SignedIn<z.infer<typeof params>, unknown, z.infer<typeof adoption>>): Promise<Answer> {
  const theCase = await caseFor(api.db, person, 'case.write', body.caseNumber.toUpperCase());
  const taken = await transaction(api.db, async (on): Promise<Taken> => {
    const item = await openItem(on, id);
    const { caseRun } = await currentRun(on, theCase.number, 'FOR UPDATE OF c');
    const now = new Date(api.clock.now());
    await settle(api, on, { id, decision: 'adopted', reason: null, caseId: theCase.id, login: person.login });
    const facts = { system: item.system, recordId: item.record_id };
    await record(on, { caseId: theCase.id, atMs: now.getTime(), actor: person.login, act: 'inbox.adopted', facts });
    const system = RECORD_SYSTEMS.find((one) => one === item.system);
    if (item.kind === 'external-case' || system === undefined) {
      await run(on, 'UPDATE external_case SET case_id = :caseId WHERE system = :system AND external_id = :recordId', {
        caseId: theCase.id,
        system: item.system,
        recordId: item.record_id,
      });
      return { type: 'taken' };
    }
    await run(
      on,
      `INSERT INTO external_record (system, record_id, case_number, case_run, known_since) VALUES (:system, :recordId, :number, :caseRun, :now)
       ON CONFLICT (tenant_id, system, record_id) DO UPDATE SET case_number = excluded.case_number, case_run = excluded.case_run`,
      { system, recordId: item.record_id, number: theCase.number, caseRun, now },
    );
    // As if it had been known all along: a file that was closed meanwhile closes the case.
    return takeRecord(api, on, system, seenSchema.parse(item.heard));
  });
  if (taken.type === 'told') await api.publishNow(taken.messageId);
  return { status: 204 };
}

/** The case keeps the record that it has there; this one is known to be a second one, and says nothing to the case. */
async function merge({
  api,
  person,
  params: { id },
  body,
}: SignedIn<z.infer<typeof params>, unknown, z.infer<typeof adoption>>): Promise<Answer> {
  const theCase = await caseFor(api.db, person, 'case.write', body.caseNumber.toUpperCase());
  await transaction(api.db, async (on) => {
    await currentRun(on, theCase.number, 'FOR UPDATE OF c');
    const item = await openItem(on, id);
    await settle(api, on, { id, decision: 'merged', reason: null, caseId: theCase.id, login: person.login });
    const facts = { system: item.system, recordId: item.record_id };
    await record(on, { caseId: theCase.id, atMs: api.clock.now(), actor: person.login, act: 'inbox.merged', facts });
  });
  return { status: 204 };
}

const ignoring = z.object({ reason: z.string().trim().min(3).max(500) });

async function ignore({
  api,
  person,
  params: { id },
  body,
}: SignedIn<z.infer<typeof params>, unknown, z.infer<typeof ignoring>>): Promise<Answer> {
  await transaction(api.db, async (on) => {
    await openItem(on, id);
    await settle(api, on, { id, decision: 'ignored', reason: body.reason, caseId: null, login: person.login });
  });
  return { status: 204 };
}

export const inboxRoutes: readonly Route[] = [
  route(
    'inbox.work',
    {
      method: 'get',
      path: '/api/v1/inbox',
      tag: 'sync',
      summary: 'What came from other systems and belongs to no case',
      query,
      answers: { 200: json(z.array(itemSchema), `Newest first, at most ${MOST}`) },
      problems: [],
    },
    listItems,
  ),
  route(
    'inbox.work',
    {
      method: 'post',
      path: '/api/v1/inbox/{id}/adopt',
      tag: 'sync',
      summary: 'It belongs to this case',
      params,
      body: adoption,
      answers: { 204: empty('The case has it; what it says is told to it') },
      problems: ['NOT_FOUND', 'CHANGED_MEANWHILE'],
    },
    adopt,
  ),
  route(
    'inbox.work',
    {
      method: 'post',
      path: '/api/v1/inbox/{id}/merge',
      tag: 'sync',
      summary: 'It is a second record of this case, which has its own there',
      description: 'The case’s timeline names it; what is heard of it later is ignored. Whoever keeps that system merges both there.',
      params,
      body: adoption,
      answers: { 204: empty('Settled') },
      problems: ['NOT_FOUND', 'CHANGED_MEANWHILE'],
    },
    merge,
  ),
  route(
    'inbox.work',
    {
      method: 'post',
      path: '/api/v1/inbox/{id}/ignore',
      tag: 'sync',
      summary: 'It is none of ours',
      description: 'What is heard of the same record later is ignored, too.',
      params,
      body: ignoring,
      answers: { 204: empty('Settled') },
      problems: ['NOT_FOUND', 'CHANGED_MEANWHILE'],
    },
    ignore,
  ),
];
