/** Proposes a classification from the caller's own words. Simple and explainable: the catalogue's keywords, whole words, most hits win. */
import { row, rows, type Statements } from '../database.js';

export async function isKnown(on: Statements, code: string): Promise<boolean> {
  return (await row(on, 'SELECT 1 FROM classification WHERE code = :code AND active', { code })) !== undefined;
}

/** `''` when nothing fits or two fit equally well: a wrong guess costs more than a question. */
export async function propose(on: Statements, caseId: string): Promise<string> {
  const note = await row<{ note: string }>(on, 'SELECT note FROM contact WHERE case_id = :caseId ORDER BY at LIMIT 1', { caseId });
  if (note === undefined) return '';
  const words = new Set(fold(note.note).split(/[^\p{L}\p{N}]+/u));
  const catalogue = await rows<{ code: string; keywords: string[] }>(
    on,
    `SELECT code, keywords FROM classification WHERE active AND cardinality(keywords) > 0 ORDER BY code`,
  );
  const scored = catalogue
    .map(({ code, keywords }) => ({ code, hits: keywords.filter((keyword) => words.has(fold(keyword))).length }))
    .filter(({ hits }) => hits > 0)
    .sort((a, b) => b.hits - a.hits);
  const [best, second] = scored;
  return best === undefined || second?.hits === best.hits ? '' : best.code;
}

/** Case, accents and ł don't matter. */
export function fold(text: string): string {
  return text.toLowerCase().replaceAll('ł', 'l').normalize('NFD').replaceAll(/\p{M}/gu, '');
}
