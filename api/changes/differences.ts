/** What differs between two states of a thing, field by field, as people's pages show it. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

export const differenceSchema = z
  .object({
    field: z.string(),
    before: z.unknown().meta({ description: 'Null: there was none.' }),
    after: z.unknown().meta({ description: 'Null: there is none.' }),
  })
  .meta({ id: 'Difference' });

type State = Readonly<Record<string, unknown>>;

export function differences(before: State | null, after: State | null): z.infer<typeof differenceSchema>[] {
  return [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
    .filter((field) => !isDeepStrictEqual(before?.[field], after?.[field]))
    .map((field) => ({ field, before: before?.[field] ?? null, after: after?.[field] ?? null }));
}
