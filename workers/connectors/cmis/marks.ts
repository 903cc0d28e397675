/**
 * What we write on a repository's folders and documents so that we know them again: as properties of our own types where the repository has
 * them, else as lines of cmis:description, which every object has. Reading understands both, so a repository may get the types later.
 */
import { type CmisObject, textOf } from './answers.js';
import type { Written } from './form.js';

/** Property ids of our types, and the words that lines of a description begin with. */
export const FILE_MARKS = {
  caseNumber: 'okienko:caseNumber',
  caseRun: 'okienko:caseRun',
  effectKey: 'okienko:effectKey',
  status: 'okienko:status',
  /** The DMS's own code. */
  outcome: 'okienko:outcome',
  department: 'okienko:department',
  plannedAt: 'okienko:plannedAt',
} as const;
/** *Znak sprawy*: given over there, never written by us. */
export const FILE_NUMBER = 'okienko:fileNumber';
export const DOCUMENT_MARKS = { documentId: 'okienko:documentId', sha256: 'okienko:sha256' } as const;
/** A line of a document's description: the run in whose file it lay before. */
export const MOVED_FROM = 'okienko:movedFrom';

export const OPEN = 'open';
export const CLOSED = 'closed';

export type FileMarks = { readonly [Name in keyof typeof FILE_MARKS]: string | null };
export type DocumentMarks = { readonly [Name in keyof typeof DOCUMENT_MARKS]: string | null };
type Ids = Readonly<Record<string, string>>;

/** How marks are written: `own` names the property ids that the repository's type has; undefined: as text. */
export function written(
  ids: Ids,
  marks: Readonly<Record<string, string | null>>,
  text: string,
  own: ReadonlySet<string> | undefined,
): Written {
  const named = Object.entries(ids).map(([name, id]) => [id, marks[name] ?? null] as const);
  if (own !== undefined) return { 'cmis:description': text, ...Object.fromEntries(named.filter(([id]) => own.has(id))) };
  const lines = named.flatMap(([id, value]) => (value === null ? [] : [`${id} = ${value}`]));
  return { 'cmis:description': [...lines, text].join('\n') };
}

export function fileMarks(object: CmisObject): FileMarks {
  return {
    caseNumber: mark(object, FILE_MARKS.caseNumber),
    caseRun: mark(object, FILE_MARKS.caseRun),
    effectKey: mark(object, FILE_MARKS.effectKey),
    status: mark(object, FILE_MARKS.status),
    outcome: mark(object, FILE_MARKS.outcome),
    department: mark(object, FILE_MARKS.department),
    plannedAt: mark(object, FILE_MARKS.plannedAt),
  };
}

/** undefined: its type has no property for that. */
export function plannedIn(file: CmisObject): string | null | undefined {
  const hasPlace = FILE_MARKS.plannedAt in file.properties || !(FILE_MARKS.status in file.properties);
  return hasPlace ? mark(file, FILE_MARKS.plannedAt) : undefined;
}

export function documentMarks(object: CmisObject): DocumentMarks {
  return { documentId: mark(object, DOCUMENT_MARKS.documentId), sha256: mark(object, DOCUMENT_MARKS.sha256) };
}

function mark({ properties }: CmisObject, id: string): string | null {
  const own = textOf(properties, id);
  if (own !== null) return own;
  const line = textOf(properties, 'cmis:description')
    ?.split(/\r?\n/)
    .find((one) => one.startsWith(`${id} = `));
  return line?.slice(id.length + ' = '.length) ?? null;
}

/** What stands in the description beside our lines. */
export function textBeside({ properties }: CmisObject): string {
  const lines = (textOf(properties, 'cmis:description') ?? '').split(/\r?\n/);
  return lines.filter((line) => !/^okienko:\w+ = /.test(line)).join('\n');
}
