/** Acts on a whole case: withdrawing and reopening. */
import { z } from 'zod';
import { reopenedMessage } from '../../workers/index.js';
import { row, run, type Transaction, transaction } from '../database.js';
import { letterTo } from '../dates/letter-to.js';
import { record } from '../history/journal.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, inOrder, json, type Route, route, type SignedIn } from '../http/route.js';
import { putOut } from '../messages/outgoing.js';
import { supersede } from '../messages/post.js';
import type { Services } from '../services.js';
import { caseRunOf } from './case-run.js';
import { matterWithdrawn } from './inward.js';
import { type CaseRow, caseFor } from './lookup.js';
import { intendStart } from './register.js';
import { numberParams } from './schemas.js';

const reopenSchema = z
  .object({ reason: z.string().trim().min(1).max(10_000), entryTier: z.string().max(120).nullable().default(null) })
  .meta({ id: 'Reopening' });

type OnCase = SignedIn<z.infer<typeof numberParams>>;
type Reopening = SignedIn<z.infer<typeof numberParams>, unknown, z.infer<typeof reopenSchema>>;

async function findCase({ api, person, params }: OnCase): Promise<{ theCase: CaseRow }> {
  return { theCase: await caseFor(api.db, person, 'case.write', params.number) };
}

async function withdraw({ api, person, theCase }: OnCase & { theCase: CaseRow }): Promise<Answer> {
  const told = await matterWithdrawn(api, theCase.number, person.login);
  if (told.type === 'noted') throw closed(theCase);
  return { status: 202, body: { number: theCase.number } };
}

async function reopen({ api, person, body, theCase }: Reopening & { theCase: CaseRow }): Promise<Answer> {
  const caseRun = await transaction(api.db, async (on) => {
    const now = await row<{ status: string; current_run: number; ended_at: Date | null }>(
      on,
      `SELECT c.status, c.current_run, r.ended_at FROM case_file c JOIN case_run r ON r.case_id = c.id AND r.run = c.current_run
        WHERE c.id = :id FOR UPDATE OF c`,
      { id: theCase.id },
    );
    if (now === undefined || now.ended_at === null) {
      throw new Problem(
        'ALREADY_EXISTS',
        said(
          `Sprawa ${theCase.number} jest jeszcze w toku. Dopisz do niej kontakt.`,
          `Case ${theCase.number} is still open. Add the contact to it.`,
        ),
      );
    }
    const number = now.current_run + 1;
    const next = caseRunOf(theCase.number, number);
    await run(
      on,
      `UPDATE case_file SET status = 'registered', current_run = :run, closed_at = NULL, closed_tier = NULL, outcome_code = NULL, closing_text = NULL,
         promise_at = NULL, promise_first_at = NULL, promise_original_at = NULL, remind_at = NULL, escalate_at = NULL, overdue_at = NULL, notice_at = NULL,
         statutory_at = NULL, statutory_first_at = NULL, statutory_original_at = NULL, planned_at = NULL, accept_at = NULL WHERE id = :id`,
      { run: number, id: theCase.id },
    );
    await intendStart(api, on, {
      caseId: theCase.id,
      run: number,
      caseRun: next,
      variables: {
        caseRun: next,
        caseNumber: theCase.number,
        classification: theCase.classification,
        channel: theCase.channel,
        registeredBy: person.login,
        reopens: caseRunOf(theCase.number, now.current_run),
        ...(body.entryTier === null ? {} : { entryTier: body.entryTier }),
      },
    });
    await record(on, {
      caseId: theCase.id,
      atMs: api.clock.now(),
      actor: person.login,
      act: 'case.reopened',
      facts: { caseRun: next, outcomeCode: theCase.outcome_code, closedAt: theCase.closed_at?.toISOString() ?? null },
      payload: { reason: body.reason, closingText: theCase.closing_text },
    });
    await tellReopened(api, on, theCase, next);
    return next;
  });
  api.wake.starts();
  return { status: 202, body: { number: theCase.number, caseRun } };
}

/** One letter for a closing that hadn't left and the reopening. Whoever is answered on paper or by phone hears of it from a person. */
async function tellReopened(api: Services, on: Transaction, theCase: CaseRow, caseRun: string): Promise<void> {
  const atMs = api.clock.now();
  const key = `reopened:${caseRun}`;
  await supersede(on, { key, caseRun }, atMs);
  const letter = await letterTo(on, theCase.resident_id, theCase.reply_channel, reopenedMessage(theCase.number));
  if (letter === null || letter.channel === 'letter') return;
  await putOut(api, on, { key, kind: 'status', caseRun, contactId: null, atMs, ...letter });
}

function closed(theCase: CaseRow): Problem {
  return new Problem(
    'CASE_CLOSED',
    said(
      `Sprawa ${theCase.number} jest już zakończona (${theCase.status}).`,
      `Case ${theCase.number} has already ended (${theCase.status}).`,
    ),
    {
      ...(theCase.closed_at === null ? {} : { at: theCase.closed_at.toISOString() }),
    },
  );
}

export const changeRoutes: readonly Route[] = [
  route(
    'case.write',
    {
      method: 'post',
      path: '/api/v1/cases/{number}/withdraw',
      tag: 'cases',
      summary: 'The resident withdraws the matter',
      params: numberParams,
      answers: { 202: json(z.object({ number: z.string() }), 'Told to the process') },
      problems: ['NOT_FOUND', 'CASE_CLOSED'],
    },
    inOrder(findCase, withdraw),
  ),
  route(
    'case.write',
    {
      method: 'post',
      path: '/api/v1/cases/{number}/reopen',
      tag: 'cases',
      summary: 'Reopen a case that has ended',
      description: 'A new run under the same number.',
      params: numberParams,
      body: reopenSchema,
      answers: { 202: json(z.object({ number: z.string(), caseRun: z.string() }), 'Its process starts by itself') },
      problems: ['NOT_FOUND', 'ALREADY_EXISTS'],
    },
    inOrder<Reopening, { theCase: CaseRow }>(findCase, reopen),
  ),
];
