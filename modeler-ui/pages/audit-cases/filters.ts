/** The auditor's question, version and columns live in the address, so that a finding can be shared. */
import type { Operations } from '../../api/schema.js';

export const QUESTIONS = ['closed-late', 'steps-missing', 'dates-changed', 'reassigned', 'reopened', 'by-hand'] as const;
export type Question = (typeof QUESTIONS)[number];

export const COLUMNS = [
  'number',
  'classification',
  'status',
  'tier',
  'assignee',
  'registered',
  'promise-first',
  'promise',
  'closed',
  'hand-ons',
  'runs',
  'version',
  'outcome',
] as const;
export type Column = (typeof COLUMNS)[number];

/** As many as a laptop shows whole. */
const USUAL: readonly Column[] = ['number', 'classification', 'status', 'tier', 'registered', 'promise', 'closed', 'hand-ons'];

export interface AuditFilters {
  readonly question: Question | null;
  /** Process id and version. */
  readonly version: { readonly caseType: string; readonly version: number } | null;
  readonly columns: readonly Column[];
}

/** `own`: the columns that the person chose last. */
export function readFilters(search: URLSearchParams, own: string | null = null): AuditFilters {
  const [, caseType, version] = /^(.+)\/(\d{1,9})$/.exec(search.get('version') ?? '') ?? [];
  const columns = (search.get('columns') ?? own)?.split(',');
  return {
    question: QUESTIONS.find((one) => one === search.get('question')) ?? null,
    version: caseType === undefined || version === undefined ? null : { caseType, version: Number(version) },
    // The number names the row: without it nobody knows which case it is.
    columns: columns === undefined ? USUAL : COLUMNS.filter((one) => one === 'number' || columns.includes(one)),
  };
}

export function writeFilters({ question, version, columns }: AuditFilters): URLSearchParams {
  const isUsual = columns.length === USUAL.length && columns.every((one) => USUAL.includes(one));
  return new URLSearchParams({
    ...(question === null ? {} : { question }),
    ...(version === null ? {} : { version: `${version.caseType}/${version.version}` }),
    ...(isUsual ? {} : { columns: columns.join(',') }),
  });
}

/** As the server takes it. */
export function asked({
  question,
  version,
}: AuditFilters): Pick<Operations['GET /api/v1/cases']['query'], 'question' | 'caseType' | 'version'> {
  return { ...(question === null ? {} : { question }), ...(version ?? {}) };
}
