/** Which cases somebody asks for: the filters of `GET /cases` and of the export, as one SQL predicate within what the policy shows. */
import { z } from 'zod';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { INT4_MAX, momentSchema } from '../http/values.js';
import { casesFor } from '../policy/may.js';
import type { Person } from '../policy/person.js';
import { CASE_STATUSES } from './codes.js';
import { isLate } from './late.js';
import { QUESTIONS } from './questions.js';

export const caseFilterSchema = z.object({
  status: z.enum(CASE_STATUSES).optional(),
  tier: z.string().max(60).optional(),
  assignee: z.string().max(60).optional(),
  classification: z.string().max(120).optional(),
  department: z.string().max(120).optional(),
  caseType: z.string().max(120).optional(),
  version: z.coerce
    .number()
    .int()
    .positive()
    .max(INT4_MAX)
    .optional()
    .meta({ description: 'Of the case type: the version that the case runs, or ran, on.' }),
  outcomeCode: z.string().max(120).optional(),
  late: z.enum(['true', 'false']).optional(),
  question: z
    .enum(Object.keys(QUESTIONS) as [keyof typeof QUESTIONS, ...(keyof typeof QUESTIONS)[]])
    .optional()
    .meta({
      description:
        'A ready question: closed after the promise, ended without the steps that its case type demands, reopened, promise moved, handed on at least three times, touched by hand (a step failed or was tried again, data of the process changed or the process canceled from outside).',
    }),
  registeredFrom: momentSchema.optional(),
  registeredTo: momentSchema.optional(),
});

const IS_LATE = isLate({ promiseAt: 'c.promise_at', caseId: 'c.id', at: 'coalesce(c.closed_at, :now)' });

export type CaseFilter = z.infer<typeof caseFilterSchema>;

export interface CasePredicate {
  /** About the table alias `c` of case_file. */
  readonly sql: string;
  readonly parameters: Readonly<Record<string, string | Date>>;
}

/** `now`: engine clock. `after`: cursor of the page before. */
export function caseWhere(person: Person, asked: CaseFilter, now: Date, after?: string): CasePredicate {
  const policy = casesFor(person, 'case.read');
  const cursor = after === undefined ? undefined : readCursor(after);
  const filters: readonly (readonly [sql: string, name: string, value: string | number | undefined])[] = [
    ['c.status = :status', 'status', asked.status],
    ['c.tier = :tier', 'tier', asked.tier],
    ['c.assignee = :assignee', 'assignee', asked.assignee],
    ['c.classification = :classification', 'classification', asked.classification],
    ['c.department = :department', 'department', asked.department],
    ['c.case_type = :caseType', 'caseType', asked.caseType],
    ['c.type_version = CAST(:version AS integer)', 'version', asked.version],
    ['c.outcome_code = :outcomeCode', 'outcomeCode', asked.outcomeCode],
    ['c.registered_at >= CAST(:registeredFrom AS timestamptz)', 'registeredFrom', utc(asked.registeredFrom)],
    ['c.registered_at < CAST(:registeredTo AS timestamptz)', 'registeredTo', utc(asked.registeredTo)],
    ['(c.registered_at, c.id) < (CAST(:afterAt AS timestamptz), CAST(:afterId AS uuid))', 'afterAt', cursor?.at],
  ];
  const used = filters.filter(([, , value]) => value !== undefined);
  const late = asked.late === undefined ? [] : [`${IS_LATE} IS ${asked.late === 'true' ? '' : 'NOT '}TRUE`];
  const question = asked.question === undefined ? [] : [QUESTIONS[asked.question]];
  return {
    sql: [policy.sql, ...late, ...question, ...used.map(([sql]) => sql)].join(' AND '),
    parameters: {
      ...policy.parameters,
      ...Object.fromEntries(used.map(([, name, value]) => [name, String(value)])),
      ...(cursor === undefined ? {} : { afterId: cursor.id }),
      now,
    },
  };
}

interface Last {
  readonly registered_at: Date;
  readonly id: string;
}

export function writeCursor(last: Last): string {
  return Buffer.from(`${last.registered_at.toISOString()} ${last.id}`).toString('base64url');
}

function readCursor(after: string): { at: string; id: string } {
  const [at, id] = Buffer.from(after, 'base64url').toString('utf8').split(' ');
  if (at === undefined || id === undefined || !momentSchema.safeParse(at).success || !z.uuid().safeParse(id).success) {
    throw new Problem('INVALID_REQUEST', said('Zacznij listę od początku.', 'Begin the list anew.'), {
      errors: [{ field: 'after', message: said('Oczekiwano `next` z poprzedniej strony', 'Expected `next` of the page before') }],
    });
  }
  return { at: new Date(at).toISOString(), id };
}

function utc(moment: string | undefined): string | undefined {
  return moment === undefined ? undefined : new Date(moment).toISOString();
}
