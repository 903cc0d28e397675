/** "Zapytaj kolegę": asking somebody about a case without handing it on, answering, taking back, and seeing how it ended. */
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { type CaseRow, caseFor } from '../cases/lookup.js';
import { numberParams } from '../cases/schemas.js';
import { later, row, run, transaction } from '../database.js';
import { logsCase } from '../history/access-log.js';
import { record } from '../history/journal.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, empty, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { may, questionsFor } from '../policy/may.js';
import { lockOpenQuestion, policyOfQuestion, type QuestionRow, questionFor, questionsWhere, toQuestion } from './questions.js';
import { answeringSchema, askingSchema, questionListSchema, questionParams, questionSchema } from './schemas.js';

type OnCase = SignedIn<z.infer<typeof numberParams>>;
type Asking = SignedIn<z.infer<typeof numberParams>, unknown, z.infer<typeof askingSchema>>;
type WithCase = { readonly theCase: CaseRow };
type OnQuestion = SignedIn<z.infer<typeof questionParams>>;
type Answering = SignedIn<z.infer<typeof questionParams>, unknown, z.infer<typeof answeringSchema>>;
type WithQuestion = { readonly question: QuestionRow };

async function findWritable({ api, person, params }: OnCase): Promise<WithCase> {
  return { theCase: await caseFor(api.db, person, 'case.write', params.number) };
}
async function findReadable({ api, person, params }: OnCase): Promise<WithCase> {
  return { theCase: await caseFor(api.db, person, 'case.read', params.number) };
}

async function checkAsked({ api, person, body: { to } }: Asking): Promise<object> {
  const isThere =
    'login' in to
      ? to.login !== person.login &&
        (await row(
          api.db,
          `SELECT 1 FROM person WHERE login = :login AND active AND roles && ARRAY['front-office', 'line-1', 'line-2', 'department']`,
          { login: to.login },
        ))
      : (to.tier === 'department') === (to.department !== null) &&
        (to.department === null ||
          (await row(api.db, `SELECT 1 FROM unit WHERE id = :id AND kind = 'department' AND active`, { id: to.department })));
  if (isThere) return {};
  throw new Problem(
    'INVALID_REQUEST',
    said(
      'Nie ma kogo zapytać; nic nie zostało wysłane. Wybierz inną osobę albo komórkę.',
      'There is nobody to ask; nothing was sent. Choose another person or unit.',
    ),
    {
      errors: [
        {
          field: 'to',
          message: said(
            'Oczekiwano czynnej koleżanki lub kolegi ze stanowiska albo czynnej komórki',
            'Expected an active colleague of the desk or an active unit',
          ),
        },
      ],
    },
  );
}

async function ask({ api, person, body, theCase }: Asking & WithCase): Promise<Answer> {
  const id = randomUUID();
  const atMs = api.clock.now();
  const to =
    'login' in body.to
      ? { login: body.to.login, tier: null, department: null }
      : { login: null, tier: body.to.tier, department: body.to.department };
  await transaction(api.db, async (on) => {
    const now = await row<{ status: string }>(on, 'SELECT status FROM case_file WHERE id = :id FOR UPDATE', { id: theCase.id });
    if (now?.status !== 'open' && now?.status !== 'registered') {
      throw new Problem(
        'CASE_CLOSED',
        said(
          `Sprawa ${theCase.number} jest już zakończona. Pytanie nie zostało wysłane.`,
          `Case ${theCase.number} has already ended. The question was not sent.`,
        ),
      );
    }
    later(
      on,
      `INSERT INTO case_question (id, case_id, question, asked_by, asked_at, to_login, tier, department, state)
       VALUES (:id, :caseId, :question, :by, :at, :login, :tier, :department, 'open')`,
      { id, caseId: theCase.id, question: body.question, by: person.login, at: new Date(atMs), ...to },
    );
    await record(on, {
      caseId: theCase.id,
      atMs,
      actor: person.login,
      act: 'question.asked',
      facts: { questionId: id, assignee: to.login, tier: to.tier, department: to.department },
      payload: { question: body.question },
    });
  });
  return { status: 201, body: toQuestion(await questionFor(api.db, person, id), person) };
}

async function listOfCase({ api, person, theCase }: OnCase & WithCase): Promise<Answer> {
  const found = await questionsWhere(
    api.db,
    person,
    { sql: 'q.case_id = CAST(:caseId AS uuid)', parameters: { caseId: theCase.id } },
    'DESC',
  );
  return ok(found.map((one) => toQuestion(one, person)));
}

async function listMine({ api, person }: SignedIn): Promise<Answer> {
  const mayAnswer = questionsFor(person);
  const mine = `q.asked_by = :me AND (q.state = 'open' OR q.seen_at IS NULL)`;
  const [toAnswer, asked] = await Promise.all([
    questionsWhere(
      api.db,
      person,
      {
        ...mayAnswer,
        sql: `q.state = 'open' AND q.asked_by <> :me AND ${mayAnswer.sql}`,
        parameters: { ...mayAnswer.parameters, me: person.login },
      },
      'ASC',
    ),
    questionsWhere(api.db, person, { sql: mine, parameters: { me: person.login } }, 'DESC'),
  ]);
  return ok({ toAnswer: toAnswer.map((one) => toQuestion(one, person)), asked: asked.map((one) => toQuestion(one, person)) });
}

async function findQuestion({ api, person, params }: OnQuestion): Promise<WithQuestion> {
  return { question: await questionFor(api.db, person, params.id) };
}

async function answer({ api, person, body, question }: Answering & WithQuestion): Promise<object> {
  if (!may(person, 'question.answer', policyOfQuestion(question))) {
    throw new Problem(
      'NOT_ALLOWED',
      said(
        'Na to pytanie odpowiada ktoś inny. Jeśli coś wiesz, dopisz notatkę do sprawy.',
        'Somebody else answers this question. If you know something, add a note to the case.',
      ),
    );
  }
  const atMs = api.clock.now();
  await transaction(api.db, async (on) => {
    await lockOpenQuestion(on, question);
    later(on, `UPDATE case_question SET state = 'answered', answer = :answer, answered_by = :by, ended_at = :at WHERE id = :id`, {
      id: question.id,
      answer: body.answer,
      by: person.login,
      at: new Date(atMs),
    });
    await record(on, {
      caseId: question.case_id,
      atMs,
      actor: person.login,
      act: 'question.answered',
      facts: { questionId: question.id, assignee: question.asked_by },
      payload: { answer: body.answer },
      tells: [{ kind: 'answered', to: { logins: [question.asked_by] } }],
    });
  });
  return {};
}

async function withdraw({ api, person, question }: OnQuestion & WithQuestion): Promise<object> {
  checkAsker(person.login, question);
  const atMs = api.clock.now();
  await transaction(api.db, async (on) => {
    await lockOpenQuestion(on, question);
    later(on, `UPDATE case_question SET state = 'withdrawn', ended_at = :at, seen_at = :at WHERE id = :id`, {
      id: question.id,
      at: new Date(atMs),
    });
    await record(on, {
      caseId: question.case_id,
      atMs,
      actor: person.login,
      act: 'question.withdrawn',
      facts: { questionId: question.id, why: 'asker' },
    });
  });
  return {};
}

async function markSeen({ api, person, question }: OnQuestion & WithQuestion): Promise<Answer> {
  checkAsker(person.login, question);
  await run(api.db, `UPDATE case_question SET seen_at = coalesce(seen_at, :at) WHERE id = :id AND state <> 'open'`, {
    id: question.id,
    at: new Date(api.clock.now()),
  });
  return { status: 204 };
}

function checkAsker(login: string, question: QuestionRow): void {
  if (question.asked_by !== login)
    throw new Problem(
      'NOT_ALLOWED',
      said('To pytanie zadał ktoś inny; tylko ta osoba może to zrobić.', 'Somebody else asked this question; only they can do that.'),
    );
}

async function show({ api, person, question }: OnQuestion & WithQuestion): Promise<Answer> {
  return ok(toQuestion(await questionFor(api.db, person, question.id), person));
}

export const questionRoutes: readonly Route[] = [
  route(
    'case.write',
    {
      method: 'post',
      path: '/api/v1/cases/{number}/questions',
      tag: 'questions',
      summary: 'Ask a colleague about a case',
      description:
        'The case stays where it is and its dates go on. The one who is asked sees the question, the kind of case and the place.',
      params: numberParams,
      body: askingSchema,
      answers: { 201: json(questionSchema, 'Asked') },
      problems: ['NOT_FOUND', 'CASE_CLOSED'],
    },
    inOrder<Asking, WithCase, object>(findWritable, checkAsked, ask),
  ),
  route(
    'case.read',
    {
      method: 'get',
      path: '/api/v1/cases/{number}/questions',
      tag: 'questions',
      summary: 'Questions about a case',
      params: numberParams,
      answers: { 200: json(questionSchema.array(), 'Newest first') },
      problems: ['NOT_FOUND'],
    },
    inOrder(findReadable, logsCase('questions.opened'), listOfCase),
  ),
  route(
    'question.answer',
    {
      method: 'get',
      path: '/api/v1/questions',
      tag: 'questions',
      summary: 'Questions to me and my tier, and my own',
      answers: { 200: json(questionListSchema, 'What waits for an answer, and what I wait for') },
      problems: [],
    },
    listMine,
  ),
  route(
    'question.answer',
    {
      method: 'post',
      path: '/api/v1/questions/{id}/answer',
      tag: 'questions',
      summary: 'Answer a question',
      params: questionParams,
      body: answeringSchema,
      answers: { 200: json(questionSchema, 'Answered; whoever asked is told') },
      problems: ['NOT_FOUND', 'QUESTION_ENDED'],
    },
    inOrder<Answering, WithQuestion, object>(findQuestion, answer, show),
  ),
  route(
    'case.write',
    {
      method: 'post',
      path: '/api/v1/questions/{id}/withdraw',
      tag: 'questions',
      summary: 'Take a question of mine back',
      params: questionParams,
      answers: { 200: json(questionSchema, 'Taken back') },
      problems: ['NOT_FOUND', 'QUESTION_ENDED'],
    },
    inOrder<OnQuestion, WithQuestion, object>(findQuestion, withdraw, show),
  ),
  route(
    'case.write',
    {
      method: 'post',
      path: '/api/v1/questions/{id}/seen',
      tag: 'questions',
      summary: 'I have seen how a question of mine ended',
      params: questionParams,
      answers: { 204: empty('It is news no more') },
      problems: ['NOT_FOUND'],
    },
    inOrder<OnQuestion, WithQuestion>(findQuestion, markSeen),
  ),
];
