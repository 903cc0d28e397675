/** What a contact brings beside its note: for whom the caller speaks, answers to the kind's questions, and what was read out to them. */
import { z } from 'zod';
import { row, rows, run, type Statements, type Transaction } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { ACTING_FOR, VERIFICATIONS } from '../residents/identity.js';

export const representsSchema = z
  .object({
    name: z.string().trim().min(1).max(200).meta({ description: 'The company or person.' }),
    scope: z.string().trim().min(1).max(400).nullable().default(null).meta({ description: 'Of a power of attorney.' }),
    until: z.iso.date().nullable().default(null),
  })
  .meta({ id: 'Represented' });

export const callerFields = {
  verification: z.enum(VERIFICATIONS).optional().meta({ description: 'How the caller was checked this time.' }),
  actingFor: z.enum(ACTING_FOR).optional(),
  represents: representsSchema.nullable().default(null).meta({ description: 'Whoever the caller acts for.' }),
  answers: z
    .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,59}$/), z.union([z.string().max(400), z.number(), z.boolean(), z.null()]))
    .default({})
    .meta({ description: 'To the questions of the classification, by key. Kept with the contact, never in the process.' }),
  articles: z
    .array(z.object({ code: z.string().max(120), version: z.int().min(1) }))
    .max(10)
    .default([])
    .meta({ description: 'Approved answers that were read out, in the version that was.' }),
  sent: z
    .array(z.uuid())
    .max(10)
    .default([])
    .meta({ description: 'Contacts: articles that went out in this conversation while it was nobody’s case.' }),
};

const caller = z.object(callerFields);
export type CallerAsked = z.infer<typeof caller>;

export const answeredSchema = z.object({ label: z.string(), answer: z.string() }).meta({ id: 'AnsweredQuestion' });
export type Answered = z.infer<typeof answeredSchema>;

/** As it is stored. */
export interface Caller {
  readonly verification: string;
  readonly actingFor: string;
  readonly represents: z.infer<typeof representsSchema> | null;
  readonly answers: readonly Answered[];
  readonly articles: readonly { readonly code: string; readonly version: number }[];
  readonly sent: readonly string[];
}

/** Nobody said anything of themselves: a web form, a replay. */
export const UNKNOWN_CALLER: Caller = { verification: 'none', actingFor: 'self', represents: null, answers: [], articles: [], sent: [] };

/** Answers in the words in which they were asked: the catalogue may change, what was asked doesn't. */
export async function readCaller(on: Statements, classification: string, asked: CallerAsked): Promise<Caller> {
  const { verification = 'none', actingFor = 'self', represents, articles, sent } = asked;
  return {
    verification,
    actingFor,
    represents: actingFor === 'self' ? null : represents,
    answers: await readAnswers(on, classification, asked.answers),
    articles: await knownArticles(on, articles),
    sent,
  };
}

interface Component {
  readonly key?: unknown;
  readonly label?: unknown;
  readonly values?: readonly { readonly value?: unknown; readonly label?: unknown }[];
  readonly components?: readonly Component[];
}

async function readAnswers(on: Statements, classification: string, given: CallerAsked['answers']): Promise<readonly Answered[]> {
  if (Object.keys(given).length === 0) return [];
  const kind = await row<{ questions: readonly Component[] }>(on, 'SELECT questions FROM classification WHERE code = :classification', {
    classification,
  });
  const questions = flat(kind?.questions ?? []).filter(({ key }) => typeof key === 'string');
  const unknown = Object.keys(given).find((key) => !questions.some((question) => question.key === key));
  if (unknown !== undefined) {
    throw new Problem(
      'INVALID_REQUEST',
      said(
        'Ta klasyfikacja nie ma takiego pytania. Odśwież stronę i zapisz ponownie, tekst zostaje.',
        'This classification has no such question. Reload the page and save again; the text stays.',
      ),
      {
        errors: [{ field: `answers.${unknown}`, message: said('Oczekiwano pytania z katalogu', 'Expected a question of the catalogue') }],
      },
    );
  }
  return questions.flatMap(({ key, label, values }) => {
    const value = given[String(key)];
    if (value === undefined || value === null || value === '' || value === false) return [];
    const option = values?.find((one) => one.value === value);
    const answer = value === true ? 'tak' : String(option?.label ?? value);
    return [{ label: String(label ?? key), answer }];
  });
}

function flat(components: readonly Component[]): readonly Component[] {
  return components.flatMap((component) => [component, ...flat(component.components ?? [])]);
}

async function knownArticles(on: Statements, articles: CallerAsked['articles']): Promise<CallerAsked['articles']> {
  if (articles.length === 0) return [];
  const known = await rows<{ code: string; version: number }>(
    on,
    'SELECT code, version FROM classification_wording WHERE code = ANY (:codes)',
    {
      codes: articles.map(({ code }) => code),
    },
  );
  return articles.filter(({ code, version }) => known.some((one) => one.code === code && one.version === version));
}

/** For INSERT INTO contact, beside its other columns. */
export const CALLER_COLUMNS = 'verification, acting_for, represented_name, represented_scope, represented_until, answers';
export const CALLER_VALUES =
  ':verification, :actingFor, :representedName, :representedScope, CAST(:representedUntil AS date), CAST(:answers AS jsonb)';

export function callerValues({ verification, actingFor, represents, answers }: Caller) {
  return {
    verification,
    actingFor,
    representedName: represents?.name ?? null,
    representedScope: represents?.scope ?? null,
    representedUntil: represents?.until ?? null,
    answers: answers.length === 0 ? null : JSON.stringify(answers),
  };
}

/** For the journal: codes in the facts, words in the payload. */
export function callerFacts({ verification, actingFor, articles }: Caller) {
  return {
    ...(verification === 'none' ? {} : { verification }),
    ...(actingFor === 'self' ? {} : { actingFor }),
    ...(articles.length === 0 ? {} : { articles: articles.map(({ code, version }) => `${code}@${version}`) }),
  };
}

export function callerPayload({ represents, answers }: Caller) {
  return { ...(represents === null ? {} : { represents }), ...(answers.length === 0 ? {} : { answers }) };
}

export async function noteSaid(
  on: Transaction,
  contactId: string,
  articles: Caller['articles'],
  how: 'read' | 'mail' | 'sms',
): Promise<void> {
  for (const { code, version } of articles) {
    await run(
      on,
      'INSERT INTO article_said (contact_id, code, version, how) VALUES (:contactId, :code, :version, :how) ON CONFLICT DO NOTHING',
      { contactId, code, version, how },
    );
  }
}
