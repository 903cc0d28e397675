/** Reading and changing a case's dates: what paused them, what extended them, and the notice that the law demands for it. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { endOfDate } from '../../calendar/index.js';
import { caseRunOf } from '../cases/case-run.js';
import { currentRun } from '../cases/inward.js';
import { CASE_COLUMNS, type CaseRow, caseFor } from '../cases/lookup.js';
import { numberParams } from '../cases/schemas.js';
import { later, row, type Transaction, transaction } from '../database.js';
import { logsCase } from '../history/access-log.js';
import { record } from '../history/journal.js';
import { type Said, said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { putOut } from '../messages/outgoing.js';
import type { Services } from '../services.js';
import { countAgain } from './count.js';
import { letterTo } from './letter-to.js';
import { type Extended, extendStatutory, noticeWords } from './notice.js';
import { waitingPause } from './pauses.js';
import { tellReply } from './reply.js';
import { datesSchema, endPauseSchema, extensionSchema, latePauseSchema, noticePreviewSchema } from './schemas.js';
import { datesOf } from './show.js';

type OnCase = SignedIn<z.infer<typeof numberParams>>;
type Body<Schema extends z.ZodType> = SignedIn<z.infer<typeof numberParams>, unknown, z.infer<Schema>>;
type WithCase = { readonly theCase: CaseRow };

async function findReadable({ api, person, params }: OnCase): Promise<WithCase> {
  return { theCase: await caseFor(api.db, person, 'case.read', params.number) };
}
async function findWritable({ api, person, params }: OnCase): Promise<WithCase> {
  return { theCase: await caseFor(api.db, person, 'case.write', params.number) };
}

async function showDates({ api, params }: OnCase): Promise<Answer> {
  const theCase = await row<CaseRow>(api.db, `SELECT ${CASE_COLUMNS} FROM case_file c WHERE c.number = :number`, { number: params.number });
  if (theCase === undefined) throw new Problem('NOT_FOUND', said(`Nie ma sprawy ${params.number}.`, `There is no case ${params.number}.`));
  return ok(await datesOf(api, theCase));
}

async function locked(on: Transaction, theCase: CaseRow): Promise<CaseRow> {
  const now = await row<CaseRow>(on, `SELECT ${CASE_COLUMNS} FROM case_file c WHERE c.id = :id FOR UPDATE`, { id: theCase.id });
  if (now === undefined) throw new Problem('NOT_FOUND', said(`Nie ma sprawy ${theCase.number}.`, `There is no case ${theCase.number}.`));
  if (now.status !== 'open')
    throw new Problem(
      'CASE_CLOSED',
      said(
        `Sprawa ${now.number} jest już zakończona; jej terminów nie można zmienić.`,
        `Case ${now.number} has already ended; its dates can’t be changed.`,
      ),
    );
  return now;
}

async function addLatePause({ api, person, body, theCase }: Body<typeof latePauseSchema> & WithCase): Promise<object> {
  const [from, to] = [new Date(body.from), new Date(body.to)];
  const atMs = api.clock.now();
  if (to.getTime() > atMs || from >= to) {
    throw wrong(
      'to',
      said('Oczekiwano przerwy, która już się skończyła', 'Expected a pause that is over'),
      said('Przerwa nie została zapisana. Popraw jej początek i koniec.', 'The pause was not saved. Correct its beginning and its end.'),
    );
  }
  if (from < (theCase.received_at ?? theCase.registered_at)) {
    throw wrong(
      'from',
      said('Oczekiwano początku po wpływie sprawy', 'Expected a beginning after the city got the case'),
      said('Przerwa nie została zapisana. Popraw jej początek.', 'The pause was not saved. Correct its beginning.'),
    );
  }
  await transaction(api.db, async (on) => {
    const now = await locked(on, theCase);
    const missed = (date: Date | null): boolean => date !== null && atMs > date.getTime();
    later(
      on,
      `INSERT INTO case_pause (id, case_id, run, tier, kind, basis, state, by_login, entered_at, from_at, until_at, to_at, late_reason,
         moves_promise, moves_statutory)
       VALUES (:id, :caseId, :run, :tier, :kind, :basis, 'ended', :by, :at, :from, :to, :to, :reason, :movesPromise, :movesStatutory)`,
      {
        id: randomUUID(),
        caseId: now.id,
        run: now.current_run,
        tier: now.tier,
        kind: body.kind,
        basis: body.basis,
        by: person.login,
        at: new Date(atMs),
        from,
        to,
        reason: body.reason,
        movesPromise: !missed(now.promise_at),
        movesStatutory: !missed(now.statutory_at),
      },
    );
    await record(on, {
      caseId: now.id,
      atMs,
      actor: person.login,
      act: 'pause.entered',
      facts: { kind: body.kind, basis: body.basis, from: body.from, to: body.to },
      payload: { reason: body.reason },
    });
    await recount(api, on, now, person.login, atMs, 'late-pause');
  });
  return {};
}

async function recount(api: Services, on: Transaction, theCase: CaseRow, actor: string, atMs: number, because: string): Promise<void> {
  await countAgain(api, { on, theCase, run: theCase.current_run, atMs, actor, act: 'dates.recounted', why: { because } });
}

/** Somebody says that the reply is here: by letter to another desk, by a word in the corridor. */
async function endWait({ api, person, body, theCase }: Body<typeof endPauseSchema> & WithCase): Promise<Answer> {
  const messageId = await transaction(api.db, async (on) => {
    const target = await currentRun(on, theCase.number, 'FOR UPDATE OF c');
    const pause = await waitingPause(on, theCase.id);
    if (pause === undefined) throw new Problem('NOTHING_TO_UNDO', said('Ta sprawa na nic nie czeka.', 'This case waits for nothing.'));
    await record(on, {
      caseId: theCase.id,
      atMs: api.clock.now(),
      actor: person.login,
      act: 'pause.answered',
      facts: { kind: pause.kind },
      ...(body.note === null ? {} : { payload: { note: body.note } }),
    });
    return tellReply(api, on, target, pause, person.login);
  });
  await api.publishNow(messageId);
  return { status: 202, body: { number: theCase.number } };
}

async function extend({ api, person, body, theCase }: Body<typeof extensionSchema> & WithCase): Promise<object> {
  const atMs = api.clock.now();
  const messageKey = randomUUID();
  await transaction(api.db, async (on) => {
    const now = await locked(on, theCase);
    const outcome = await extendStatutory(api, { on, theCase: now, atMs }, { by: person.login, ...body });
    if (outcome.type === 'refused') throw refusal(outcome.because);
    const { letter } = outcome;
    if (letter === null) return;
    const caseRun = caseRunOf(now.number, now.current_run);
    await putOut(api, on, { key: `extension:${messageKey}`, kind: 'notice', caseRun, contactId: null, atMs, ...letter });
  });
  return {};
}

const REFUSALS: Readonly<Record<Extract<Extended, { type: 'refused' }>['because'], Said>> = {
  'no-date': said('Ta sprawa nie ma terminu ustawowego.', 'This case has no statutory date.'),
  'not-extendable': said('Tego terminu prawo nie pozwala przedłużyć.', 'The law does not allow this date to be extended.'),
  'date-missed': said(
    'Termin już minął. Przedłużyć można tylko przed terminem; sprawa zostaje po terminie.',
    'The date has passed. It can be extended only before that; the case stays late.',
  ),
  'not-later': said('Nowy termin musi być późniejszy od obecnego.', 'The new date must be later than the present one.'),
};

function refusal(because: keyof typeof REFUSALS): Problem {
  const { pl, en } = REFUSALS[because];
  return wrong('newDate', said(pl, en), said(`Termin nie został przedłużony. ${pl}`, `The date was not extended. ${en}`));
}

function wrong(field: string, message: Said, detail: Said): Problem {
  return new Problem('INVALID_REQUEST', detail, { errors: [{ field, message }] });
}

async function previewNotice({ api, body, theCase }: Body<typeof extensionSchema> & WithCase): Promise<Answer> {
  if (theCase.statutory_at === null) throw refusal('no-date');
  const to = new Date(endOfDate(await api.calendars.of(api.db, theCase.department), body.newDate));
  const words = noticeWords(theCase.number, { from: theCase.statutory_at, to, reason: body.reason, basis: body.basis });
  const letter = await letterTo(api.db, theCase.resident_id, theCase.reply_channel, words);
  return ok({ ...words, recipient: letter?.to ?? null, channel: theCase.reply_channel });
}

const DATES = json(datesSchema, 'The dates as they are now');
const onCase = { tag: 'dates', params: numberParams } as const;

export const dateRoutes: readonly Route[] = [
  route(
    'case.read',
    {
      ...onCase,
      method: 'get',
      path: '/api/v1/cases/{number}/dates',
      summary: 'The dates of a case, and how they were counted',
      answers: { 200: DATES },
      problems: ['NOT_FOUND'],
    },
    inOrder(findReadable, logsCase('dates.opened'), showDates),
  ),
  route(
    'case.write',
    {
      ...onCase,
      method: 'post',
      path: '/api/v1/cases/{number}/pauses',
      summary: 'Enter a pause that is over',
      description: 'With the reason why it is entered afterwards. A date that is missed by now stays missed.',
      body: latePauseSchema,
      answers: { 200: DATES },
      problems: ['NOT_FOUND', 'CASE_CLOSED'],
    },
    inOrder<Body<typeof latePauseSchema>, WithCase, object>(findWritable, addLatePause, showDates),
  ),
  route(
    'case.write',
    {
      ...onCase,
      method: 'post',
      path: '/api/v1/cases/{number}/pause/end',
      summary: 'The awaited reply is here',
      body: endPauseSchema,
      answers: { 202: json(z.object({ number: z.string() }), 'Told to the process') },
      problems: ['NOT_FOUND', 'NOTHING_TO_UNDO'],
    },
    inOrder<Body<typeof endPauseSchema>, WithCase>(findWritable, endWait),
  ),
  route(
    'case.write',
    {
      ...onCase,
      method: 'post',
      path: '/api/v1/cases/{number}/extensions',
      summary: 'Extend the statutory date',
      description: 'Before the date alone. The notice goes to the resident and to the case; the original date stays visible.',
      body: extensionSchema,
      answers: { 200: DATES },
      problems: ['NOT_FOUND', 'CASE_CLOSED'],
    },
    inOrder<Body<typeof extensionSchema>, WithCase, object>(findWritable, extend, showDates),
  ),
  route(
    'case.write',
    {
      ...onCase,
      method: 'post',
      path: '/api/v1/cases/{number}/extension-preview',
      summary: 'The notice that an extension would send',
      body: extensionSchema,
      answers: { 200: json(noticePreviewSchema, 'Word for word') },
      problems: ['NOT_FOUND'],
    },
    inOrder<Body<typeof extensionSchema>, WithCase>(findWritable, previewNotice),
  ),
];
