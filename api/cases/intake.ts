/** `POST /cases`: from a contact to a case with a number; settled or handed on in the same act, if the person knows already. */
import type { z } from 'zod';
import { type Caller, readCaller } from '../contacts/caller.js';
import { row, type Transaction, transaction } from '../database.js';
import { readReceipt } from '../dates/receipt.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, inOrder, json, type Route, route, type SignedIn } from '../http/route.js';
import { may } from '../policy/may.js';
import { addResident, findResident } from '../residents/residents.js';
import { type Decision, decide } from '../tasks/decision.js';
import { faultsOf, incomplete } from '../tasks/filled.js';
import { ForeseenCourse, startOf } from './foreseen.js';
import { takeDraft, whatBecameOf } from './from-draft.js';
import { nextCaseNumber, type RegisteredCase, registerCase } from './register.js';
import { newCaseSchema, registeredSchema } from './schemas.js';

interface Checked {
  readonly caseType: string;
  readonly department: string | null;
  readonly caller: Caller;
  readonly receivedAt: Date | null;
}

type Intake = SignedIn<unknown, unknown, z.infer<typeof newCaseSchema>>;

async function findType({ api, body }: Intake): Promise<{ caseType: string; department: string | null }> {
  const classification = await row<{ case_type: string; department: string | null }>(
    api.db,
    'SELECT case_type, department FROM classification WHERE code = :code AND active',
    { code: body.classification },
  );
  const caseType = body.caseType ?? classification?.case_type;
  if (caseType === undefined) {
    throw new Problem(
      'INVALID_REQUEST',
      said(
        'Nie ma takiej klasyfikacji w katalogu. Wybierz inną albo podaj typ sprawy.',
        'The catalogue has no such classification. Choose another one or name the case type.',
      ),
      {
        errors: [
          {
            field: 'classification',
            message: said(
              `Oczekiwano kodu z katalogu, a przyszło „${body.classification}”`,
              `Expected a code of the catalogue, but got “${body.classification}”`,
            ),
          },
        ],
      },
    );
  }
  const startable = await row(api.db, 'SELECT 1 FROM model WHERE engine = :engine AND process_id = :caseType AND startable LIMIT 1', {
    engine: api.engine.name,
    caseType,
  });
  if (startable === undefined)
    throw new Problem(
      'CASE_TYPE_UNKNOWN',
      said(`Nie ma opublikowanego typu sprawy „${caseType}”.`, `There is no published case type “${caseType}”.`),
    );
  return { caseType, department: classification?.department ?? null };
}

async function checkCaller({ api, body }: Intake): Promise<{ caller: Caller }> {
  if (body.outage !== null && (await row(api.db, 'SELECT 1 FROM outage WHERE id = :id', { id: body.outage })) === undefined) {
    throw new Problem('INVALID_REQUEST', said('Nie ma takiej awarii w rejestrze.', 'The register has no such outage.'), {
      errors: [{ field: 'outage', message: said('Oczekiwano awarii z rejestru', 'Expected an outage of the register') }],
    });
  }
  return { caller: await readCaller(api.db, body.classification, body) };
}

async function checkResident({ api, body }: Intake): Promise<object> {
  if (body.resident === null || !('id' in body.resident)) return {};
  if ((await findResident(api.db, body.resident.id)) !== undefined) return {};
  throw new Problem('INVALID_REQUEST', said('Nie ma takiego mieszkańca w rejestrze.', 'The register has no such resident.'), {
    errors: [{ field: 'resident.id', message: said('Oczekiwano mieszkańca z rejestru', 'Expected a resident of the register') }],
  });
}

async function checkReceipt({ api, body, department }: Intake & { department: string | null }): Promise<{ receivedAt: Date | null }> {
  return { receivedAt: await readReceipt(api, department, body.receivedOn) };
}

/**
 * What the person has decided already says what the first task's form asks for, as far as the model can be foreseen; the task itself is
 * asked again when it is there (feed/settled-at-once.ts).
 */
async function decidedAlready({ api, body, person, caseType, department }: Intake & Checked): Promise<Decision | undefined> {
  const { settle, handOn, classification, channel, entryTier } = body;
  const nothing = { values: {}, outcomeCode: null, closingText: null, reason: null, toPerson: null, department: null };
  const decided = settle === undefined ? handOn && { ...nothing, ...handOn } : { ...nothing, ...settle };
  if (decided === undefined) return undefined;
  const course = await ForeseenCourse.from(api, startOf({ caseType, classification, channel, entryTier, registeredBy: person.login }));
  const task = await course?.task();
  const { tier = null, actions = [] } = task?.offer ?? {};
  // Somebody else's task, or one that doesn't offer it, takes no decision of theirs: the case goes there by itself, and its history says so.
  const isTheirs = may(person, 'task.work', { units: [], tier, department }) && actions.includes(decided.decision);
  const faults = isTheirs ? faultsOf(task?.form, decided) : [];
  if (faults.length === 0) return decided;
  throw incomplete(
    faults,
    said(
      'Sprawa nie została zarejestrowana, nic nie zostało wysłane. Popraw wskazane pola i zapisz ponownie.',
      'The case was not registered, nothing was sent. Correct the named fields and save again.',
    ),
    settle === undefined ? 'handOn.' : 'settle.',
  );
}

async function register(exchange: Intake & Checked): Promise<Answer> {
  const { api, body, person } = exchange;
  const what = await decidedAlready(exchange);
  const number = await nextCaseNumber(api);
  const registered = await transaction(api.db, async (on) => {
    if (body.draftId !== undefined && !(await takeDraft(on, body.draftId, person.login, number))) return undefined;
    const theCase = await registerOn(on, number, exchange);
    const pending =
      what === undefined ? null : await decide(api, on, { caseId: theCase.id, run: 1, task: undefined, login: person.login, what });
    return { theCase, pending };
  });
  if (registered === undefined) return whatBecameOf(api, body.draftId ?? '', person.login);
  api.wake.starts();
  const { theCase, pending } = registered;
  return {
    status: 201,
    headers: { Location: `/api/v1/cases/${theCase.number}` },
    body: {
      number: theCase.number,
      caseRun: theCase.caseRun,
      contactId: theCase.contactId,
      statusCode: theCase.statusCode,
      pending: pending === null ? null : { id: pending.id, notBefore: pending.notBefore.toISOString() },
    },
  };
}

async function registerOn(
  on: Transaction,
  number: string,
  { api, body, person, caseType, department, caller, receivedAt }: Intake & Checked,
): Promise<RegisteredCase> {
  const asked = body.resident;
  const resident =
    asked === null ? undefined : 'new' in asked ? await addResident(on, asked.new, api.clock.now()) : await findResident(on, asked.id);
  return registerCase(api, on, number, {
    caseType,
    classification: body.classification,
    department,
    residentId: resident?.id ?? null,
    replyChannel: body.replyChannel ?? replyChannelOf(resident?.reply_channel),
    place: body.place,
    channel: body.channel,
    entryPoint: body.entryPoint,
    entryTier: body.entryTier,
    note: body.note,
    registeredBy: person.login,
    caller,
    outageId: body.outage,
    receivedAt,
  });
}

function replyChannelOf(stored: string | undefined): 'mail' | 'sms' | 'letter' | 'phone' | 'none' {
  return stored === 'mail' || stored === 'sms' || stored === 'letter' || stored === 'phone' ? stored : 'none';
}

export const intakeRoutes: readonly Route[] = [
  route(
    'case.create',
    {
      method: 'post',
      path: '/api/v1/cases',
      tag: 'cases',
      summary: 'Register a case from a contact',
      description: 'The number is there when this answers; the process starts by itself right after, whatever happens to the server.',
      body: newCaseSchema,
      answers: { 200: json(registeredSchema, 'Registered before, from the same draft'), 201: json(registeredSchema, 'Registered') },
      problems: ['CASE_TYPE_UNKNOWN', 'NOT_FOUND', 'FORM_INCOMPLETE'],
    },
    inOrder(findType, checkResident, checkCaller, checkReceipt, register),
  ),
];
