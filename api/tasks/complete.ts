/** Completing a task with a decision: also handing on and sending back, which are decisions with a reason. */
import type { z } from 'zod';
import { SEND_BACK } from '../cases/codes.js';
import { caseFor } from '../cases/lookup.js';
import { numberParams } from '../cases/schemas.js';
import { row, transaction } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, empty, inOrder, json, type Route, route, type SignedIn } from '../http/route.js';
import { toPerson } from '../people/sessions.js';
import { may } from '../policy/may.js';
import type { Person } from '../policy/person.js';
import type { Services } from '../services.js';
import { type Decision, decide, type PendingDecision, undo } from './decision.js';
import { checkDraft } from './draft.js';
import { answersOf, faultsOf, incomplete } from './filled.js';
import { alreadyOver, findTask, lockToDecide, TASK_COLUMNS, type TaskRow, type WithTask } from './lookup.js';
import { decidedSchema, decisionSchema, handOnSchema, keyParams, sendBackSchema } from './schemas.js';

/** The desk's tiers share their codes with the decisions that lead to them. */
const TIERS: ReadonlySet<string> = new Set(['front-office', 'line-1', 'line-2', 'department']);

type OnTask<Body> = SignedIn<z.infer<typeof keyParams>, unknown, Body>;
export type WithDecision = { readonly decided: PendingDecision };

async function complete(exchange: OnTask<z.infer<typeof decisionSchema>> & WithTask): Promise<WithDecision> {
  const { body } = exchange;
  if (body.closingText !== null && body.outcomeCode === null) {
    throw new Problem(
      'OUTCOME_INCOMPLETE',
      said(
        'Do treści dla mieszkańca potrzebny jest wynik. Wybierz wynik i zapisz ponownie.',
        'A text to the resident needs an outcome. Choose one and save again.',
      ),
      {
        errors: [{ field: 'outcomeCode', message: said('Oczekiwano wyniku, bo jest treść', 'Expected an outcome, as there is a text') }],
      },
    );
  }
  return lockAndDecide(exchange, { ...body, toPerson: null, department: null });
}

async function handOn(exchange: OnTask<z.infer<typeof handOnSchema>> & WithTask): Promise<WithDecision> {
  const { api, body } = exchange;
  if (body.toPerson !== null) {
    const known = await row<Parameters<typeof toPerson>[0]>(
      api.db,
      'SELECT login, name, roles, unit_id, tier_lead FROM person WHERE login = :login AND active',
      { login: body.toPerson },
    );
    if (known === undefined) throw unknown('toPerson', body.toPerson);
    if (!worksThere(toPerson(known), body)) throw worksElsewhere(body);
  }
  if (body.department !== null) {
    const known = await row(api.db, `SELECT 1 FROM unit WHERE id = :id AND active AND kind = 'department'`, { id: body.department });
    if (known === undefined) throw unknown('department', body.department);
  }
  return lockAndDecide(exchange, { ...body, outcomeCode: null, closingText: null });
}

async function sendBack(exchange: OnTask<z.infer<typeof sendBackSchema>> & WithTask): Promise<WithDecision> {
  const { body } = exchange;
  return lockAndDecide(exchange, { ...body, decision: SEND_BACK, outcomeCode: null, closingText: null, toPerson: null, department: null });
}

type HandOn = z.infer<typeof handOnSchema>;

/** A decision that is a tier's code goes to that tier; where any other leads, the model alone knows. */
function worksThere(person: Person, { decision, department }: HandOn): boolean {
  if (!TIERS.has(decision)) return true;
  return may(person, 'task.work', { units: [], tier: decision, department });
}

function worksElsewhere({ toPerson: login, decision, department }: HandOn): Problem {
  const where = department === null ? decision : `${decision}, ${department}`;
  return new Problem(
    'INVALID_REQUEST',
    said(
      'Sprawa nie została przekazana, Twój tekst nie został wysłany. Wybierz osobę, która tam pracuje, albo nikogo.',
      'The case was not handed on, your text was not sent. Choose a person who works there, or nobody.',
    ),
    {
      errors: [
        {
          field: 'toPerson',
          message: said(
            `Oczekiwano osoby, która pracuje tam, dokąd idzie sprawa (${where}), a ${login} tam nie pracuje`,
            `Expected a person who works where the case goes (${where}), but ${login} does not`,
          ),
        },
      ],
    },
  );
}

function unknown(field: string, value: string): Problem {
  return new Problem('INVALID_REQUEST', said('Popraw, komu sprawa ma zostać przekazana.', 'Correct to whom the case shall be handed on.'), {
    errors: [
      { field, message: said(`Nie ma „${value}” albo konto jest wyłączone`, `There is no “${value}”, or the account is switched off`) },
    ],
  });
}

const NOTHING_DECIDED = said(
  'Nic nie zostało zdecydowane, zadanie czeka dalej. Twój tekst nie został wysłany i nie przepadł. Popraw wskazane pola i zapisz ponownie.',
  'Nothing was decided, the task still waits. Your text was not sent and is not lost. Correct the named fields and save again.',
);

async function lockAndDecide(
  { api, person, task, body }: OnTask<{ readonly draftVersion: number | null }> & WithTask,
  what: Decision,
): Promise<WithDecision> {
  const form = await api.engine.taskForm(task.task_key);
  const faults = faultsOf(form, what);
  const decided = await transaction(api.db, async (on) => {
    const now = await lockToDecide(on, task, person.login, said('Twój tekst nie został wysłany.', 'Your text was not sent.'));
    if (!now.actions.includes(what.decision)) {
      throw new Problem(
        'ACTION_NOT_OFFERED',
        said(
          `To zadanie nie ma czynności „${what.decision}”. Są: ${now.actions.join(', ')}.`,
          `This task has no act “${what.decision}”. It has: ${now.actions.join(', ')}.`,
        ),
      );
    }
    await checkDraft(on, now, body.draftVersion, person.login);
    if (faults.length > 0) throw incomplete(faults, NOTHING_DECIDED);
    return decide(api, on, { caseId: now.case_id, run: now.run, task: now, login: person.login, what, answers: answersOf(form, what) });
  });
  return { decided };
}

/** A closing waits for the time to undo. Everything else is carried out while the person waits for the answer. */
export async function carryOut({ api, task, decided }: SignedIn & WithTask & WithDecision): Promise<Answer> {
  const body = { decisionId: decided.id, notBefore: decided.notBefore.toISOString() };
  if (decided.closing) {
    api.wake.completions();
    return { status: 202, body: { ...body, state: 'pending' } };
  }
  const carried = await api.carryNow(decided.id);
  switch (carried.type) {
    case 'done':
      return { status: 200, body: { ...body, state: 'done' } };
    case 'putOff':
      return { status: 202, body: { ...body, state: 'pending' } };
    case 'failed':
      throw await whyFailed(api, task);
  }
}

/** The process moved on a moment ago: as soon as the feed has told who or what did it, so can we. */
async function whyFailed(api: Services, task: TaskRow): Promise<Problem> {
  await api.feed.reached(api.engine.status().position);
  const now = await row<TaskRow>(api.db, `SELECT ${TASK_COLUMNS} FROM task t WHERE t.engine = :engine AND t.task_key = :key`, {
    engine: task.engine,
    key: task.task_key,
  });
  if (now !== undefined && now.state !== 'open') return alreadyOver(now);
  return new Problem(
    'TASK_GONE',
    said(
      'Zadania nie udało się zakończyć: proces sprawy go nie przyjął. Twój tekst jest zachowany w sprawie; otwórz ją ponownie.',
      'The task could not be ended: the case’s process did not take it. Your text is kept in the case; open it again.',
    ),
  );
}

async function undoDecision({ api, person, params }: SignedIn<z.infer<typeof numberParams>>): Promise<Answer> {
  const theCase = await caseFor(api.db, person, 'case.read', params.number);
  await transaction(api.db, (on) => undo(api, on, theCase.id, person.login));
  return { status: 204 };
}

const answers = { 200: json(decidedSchema, 'Carried out'), 202: json(decidedSchema, 'Stored; carried out by itself') };
const problems = [
  'NOT_FOUND',
  'TASK_TAKEN',
  'TASK_ALREADY_COMPLETED',
  'TASK_BEING_CLOSED',
  'TASK_GONE',
  'ACTION_NOT_OFFERED',
  'OUTCOME_INCOMPLETE',
  'FORM_INCOMPLETE',
  'CHANGED_MEANWHILE',
] as const;

export const completeRoutes: readonly Route[] = [
  route(
    'task.work',
    {
      method: 'post',
      path: '/api/v1/tasks/{key}/complete',
      tag: 'tasks',
      summary: 'Complete a task with a decision',
      description: 'A decision with an outcome is a closing: it waits, can be undone, and is carried out whatever happens to the server.',
      params: keyParams,
      body: decisionSchema,
      answers,
      problems,
    },
    inOrder<OnTask<z.infer<typeof decisionSchema>>, WithTask, WithDecision>(findTask, complete, carryOut),
  ),
  route(
    'task.work',
    {
      method: 'post',
      path: '/api/v1/tasks/{key}/hand-on',
      tag: 'tasks',
      summary: 'Hand a case on',
      params: keyParams,
      body: handOnSchema,
      answers,
      problems,
    },
    inOrder<OnTask<z.infer<typeof handOnSchema>>, WithTask, WithDecision>(findTask, handOn, carryOut),
  ),
  route(
    'task.work',
    {
      method: 'post',
      path: '/api/v1/tasks/{key}/send-back',
      tag: 'tasks',
      summary: 'Send a case back to the person who handed it on',
      params: keyParams,
      body: sendBackSchema,
      answers,
      problems,
    },
    inOrder<OnTask<z.infer<typeof sendBackSchema>>, WithTask, WithDecision>(findTask, sendBack, carryOut),
  ),
  route(
    'signed-in',
    {
      method: 'delete',
      path: '/api/v1/cases/{number}/pending',
      tag: 'tasks',
      summary: 'Undo your decision that waits',
      params: numberParams,
      answers: { 204: empty('Undone') },
      problems: ['NOT_FOUND', 'NOTHING_TO_UNDO'],
    },
    inOrder(undoDecision),
  ),
];
