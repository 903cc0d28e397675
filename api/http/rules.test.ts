/** Whatever a schema of the api says of a wrong value in words of its own, it says in both languages: `rule(…, …)`. */
import { z } from 'zod';
import { calendarDefinition, durationRule } from '../../calendar/index.js';
import { ROUTES } from '../routes.js';
import { rule, ruled } from './language.js';

/** Every sentence of their own that a schema and its parts have. */
function sentencesOf(root: unknown): string[] {
  const seen = new Set<unknown>();
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    const def: unknown = '_zod' in value ? (value._zod as { readonly def: unknown }).def : undefined;
    for (const [key, part] of Object.entries((def ?? value) as object)) {
      if (key === 'error' && typeof part === 'function') found.push(String(part({ code: 'custom', input: undefined })));
      else if (key === 'getter' && typeof part === 'function') visit(part());
      else visit(part);
    }
  };
  visit(root);
  return found;
}

const oneLanguage = (schemas: readonly unknown[]): string[] =>
  schemas.flatMap(sentencesOf).filter((sentence) => ruled(sentence) === undefined);

test('every route', () => {
  const wrong = ROUTES.flatMap(({ spec: { method, path, params, query, body } }) =>
    oneLanguage([params, query, body]).map((sentence) => `${method} ${path}: ${sentence}`),
  );
  expect(wrong).toEqual([]);
  expect(sentencesOf(ROUTES.map(({ spec }) => spec.body)).length).toBeGreaterThan(10);
});

test('calendars and terms', () => {
  expect(oneLanguage([calendarDefinition, durationRule])).toEqual([]);
  expect(sentencesOf(calendarDefinition).length).toBeGreaterThan(8);
});

test('a plain sentence is found wherever it stands', () => {
  const plain = z.object({
    a: z.array(z.string().min(1, 'one')).optional(),
    b: z.union([z.iso.date('two'), z.number().int('three')]).transform(String),
    c: z.record(
      z.string().regex(/x/, { message: 'four' }),
      z.string().refine(() => true, 'five'),
    ),
    d: z.string().min(1, rule('sześć', 'six')),
    e: z.lazy(() => z.string({ error: 'seven' })),
  });
  expect(oneLanguage([plain.refine(() => true, { message: 'eight' })]).sort()).toEqual(
    ['one', 'two', 'three', 'four', 'five', 'seven', 'eight'].sort(),
  );
});
