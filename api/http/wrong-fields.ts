/** Checks a value by a schema, and says of each wrong field in both languages what is wrong with it. */
import { z } from 'zod';
import { ruled, said } from './language.js';
import type { WrongField } from './problem.js';

type Checked<T> = { readonly success: true; readonly data: T } | { readonly success: false; readonly errors: readonly WrongField[] };

/** zod's own sentences. */
const POLISH = { error: z.locales.pl().localeError };
const ENGLISH = { error: z.locales.en().localeError };

export function checked<T>(schema: z.ZodType<T>, value: unknown): Checked<T> {
  const result = schema.safeParse(value, POLISH);
  if (result.success) return result;
  // zod keeps one string for each issue, so a wrong value is read once more: the same issues come in the same order.
  const inEnglish = schema.safeParse(value, ENGLISH).error?.issues ?? [];
  return {
    success: false,
    errors: result.error.issues.map(({ path, message }, index) => ({
      field: path.map(String).join('.'),
      message: ruled(message) ?? said(message, inEnglish[index]?.message ?? message),
    })),
  };
}
