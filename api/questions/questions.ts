/** Questions as they are stored: finding them for somebody, and how they end. Asking takes nothing from a case's clock: it isn't handed on. */
import type { z } from 'zod';
import { iso, row, rows, type Statements, type Transaction } from '../database.js';
import { record } from '../history/journal.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type CaseForPolicy, casesFor, may, type Predicate } from '../policy/may.js';
import type { Person } from '../policy/person.js';
import type { questionSchema } from './schemas.js';

export interface QuestionRow {
  readonly id: string;
  readonly case_id: string;
  readonly number: string;
  readonly classification_name: string;
  readonly place: string | null;
  readonly question: string;
  readonly asked_by: string;
  readonly asked_at: Date;
  readonly to_login: string | null;
  readonly tier: string | null;
  readonly department: string | null;
  readonly state: 'open' | 'answered' | 'withdrawn';
  readonly answer: string | null;
  readonly answered_by: string | null;
  readonly ended_at: Date | null;
  readonly seen_at: Date | null;
  readonly readable: boolean;
}

const MOST = 200;

/** `where` is about the aliases q of case_question and c of case_file. */
export async function questionsWhere(on: Statements, person: Person, where: Predicate, order: 'ASC' | 'DESC'): Promise<QuestionRow[]> {
  const read = casesFor(person, 'case.read');
  return rows<QuestionRow>(
    on,
    `SELECT q.id, q.case_id, c.number, coalesce(k.name, c.classification) AS classification_name, c.place, q.question, q.asked_by, q.asked_at,
            q.to_login, q.tier, q.department, q.state, q.answer, q.answered_by, q.ended_at, q.seen_at, (${read.sql}) AS readable
       FROM case_question q JOIN case_file c ON c.id = q.case_id
       LEFT JOIN classification k ON k.tenant_id = c.tenant_id AND k.code = c.classification
      WHERE ${where.sql} ORDER BY q.asked_at ${order}, q.id LIMIT ${MOST}`,
    { ...read.parameters, ...where.parameters },
  );
}

/** What is neither the person's to answer nor theirs isn't there. */
export async function questionFor(on: Statements, person: Person, id: string): Promise<QuestionRow> {
  const [found] = await questionsWhere(on, person, { sql: 'q.id = CAST(:id AS uuid)', parameters: { id } }, 'ASC');
  if (
    found === undefined ||
    !(found.asked_by === person.login || found.readable || may(person, 'question.answer', policyOfQuestion(found)))
  ) {
    throw new Problem(
      'NOT_FOUND',
      said('Nie ma takiego pytania albo nie możesz go zobaczyć.', 'There is no such question, or you may not see it.'),
    );
  }
  return found;
}

export function policyOfQuestion({ to_login, tier, department }: QuestionRow): CaseForPolicy {
  return { units: [], asked: to_login, tier, department };
}

export function toQuestion(found: QuestionRow, person: Person): z.infer<typeof questionSchema> {
  return {
    id: found.id,
    caseNumber: found.number,
    classificationName: found.classification_name,
    place: found.place,
    question: found.question,
    askedBy: found.asked_by,
    askedAt: iso(found.asked_at),
    toLogin: found.to_login,
    tier: found.tier,
    department: found.department,
    state: found.state,
    answer: found.answer,
    answeredBy: found.answered_by,
    endedAt: iso(found.ended_at),
    isSeen: found.seen_at !== null,
    mayAnswer: found.state === 'open' && may(person, 'question.answer', policyOfQuestion(found)),
    mayOpenCase: found.readable,
  };
}

/** `on` holds the case's row, so nobody answers meanwhile. Throws when the question has ended; says how. */
export async function lockOpenQuestion(on: Transaction, question: QuestionRow): Promise<void> {
  await row(on, 'SELECT 1 FROM case_file WHERE id = :caseId FOR UPDATE', { caseId: question.case_id });
  const now = await row<Pick<QuestionRow, 'state' | 'answered_by' | 'ended_at'>>(
    on,
    'SELECT state, answered_by, ended_at FROM case_question WHERE id = :id FOR UPDATE',
    { id: question.id },
  );
  if (now?.state === 'open') return;
  const detail =
    now?.state === 'answered'
      ? said(
          `Na to pytanie odpowiedział(a) już ${now.answered_by}. Twój tekst nie został wysłany.`,
          `${now.answered_by} has already answered this question. Your text was not sent.`,
        )
      : said('To pytanie zostało wycofane. Twój tekst nie został wysłany.', 'This question was withdrawn. Your text was not sent.');
  throw new Problem('QUESTION_ENDED', detail, {
    ...(now?.answered_by == null ? {} : { by: now.answered_by }),
    ...(now?.ended_at == null ? {} : { at: now.ended_at.toISOString() }),
  });
}

/** A case that has ended waits for no answer; whoever asked hears of it, nobody has to answer any more. `on` holds the case's row. */
export async function withdrawQuestions(on: Transaction, caseId: string, atMs: number, actor: string): Promise<void> {
  const withdrawn = await rows<{ id: string }>(
    on,
    `UPDATE case_question SET state = 'withdrawn', ended_at = :at WHERE case_id = :caseId AND state = 'open' RETURNING id`,
    { caseId, at: new Date(atMs) },
  );
  for (const { id } of withdrawn) {
    await record(on, { caseId, atMs, actor, act: 'question.withdrawn', facts: { questionId: id, why: 'case-ended' } });
  }
}
