/** FEEL for the conditions of these fields; loaded when one has a condition. What has one is not shown before. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Field } from '../../forms/fields.js';
import type { Evaluate } from '../../forms/values.js';
import { loadFeel } from './feel.js';

/** For whoever must wait until it is there. */
export const feelQuery = queryOptions({
  queryKey: ['feel'],
  queryFn: async () => ({ evaluate: await loadFeel() }),
  staleTime: Number.POSITIVE_INFINITY,
});

const hideAll: Evaluate = () => true;
const hideNone: Evaluate = () => false;

export function useEvaluate(fields: readonly Field[]): Evaluate {
  const { data, isError } = useQuery({ ...feelQuery, enabled: fields.some(({ hiddenWhen }) => hiddenWhen !== undefined) });
  return data?.evaluate ?? (isError ? hideNone : hideAll);
}
