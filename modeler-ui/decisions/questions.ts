/** What one must answer to try a table, and typed answers as values. */
import type { DecisionFile } from './table.js';

/** What the tables ask for: plain names that no decision of the file answers. */
export function questionsOf({
  tables,
  others,
}: DecisionFile): readonly { readonly name: string; readonly label: string; readonly typeRef: string }[] {
  const answered = new Set([...tables, ...others].map(({ decisionId }) => decisionId));
  const asked = new Map<string, { name: string; label: string; typeRef: string }>();
  for (const { label, text: expression, typeRef } of tables.flatMap(({ inputs }) => inputs)) {
    const names = [
      ...expression.replaceAll(/"(?:[^"\\]|\\.)*"/g, '').matchAll(/(?<![\w.])([\p{L}_][\p{L}\p{N}_]*)(?!\s*\(|[\p{L}\p{N}_])/gu),
    ];
    for (const [, name = ''] of names) {
      if (WORDS.has(name) || answered.has(name) || asked.has(name)) continue;
      const isWhole = expression.trim() === name;
      asked.set(name, { name, label: isWhole && label !== '' ? label : name, typeRef: isWhole ? typeRef : '' });
    }
  }
  return [...asked.values()];
}
const WORDS = new Set([
  'if',
  'then',
  'else',
  'and',
  'or',
  'not',
  'true',
  'false',
  'null',
  'in',
  'for',
  'return',
  'some',
  'every',
  'satisfies',
  'between',
  'instance',
  'of',
  'item',
  'contains',
  'list',
]);

/** Typed text as a value: text where the column says so, else what JSON reads, else text. */
export function typedValue(typed: string, typeRef: string): unknown {
  if (typed === '') return null;
  if (typeRef === 'string') return typed;
  try {
    return JSON.parse(typed);
  } catch {
    return typed;
  }
}
