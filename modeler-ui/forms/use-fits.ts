/** Patterns of these fields; their library is loaded when one has a pattern. Until then nothing is wrong by it here: the server checks, too. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Field } from '../../forms/fields.js';
import type { Fits } from '../../forms/patterns.js';

const fitsQuery = queryOptions({
  queryKey: ['patterns'],
  queryFn: async () => ({ fits: (await import('../../forms/patterns.js')).fits }),
  staleTime: Number.POSITIVE_INFINITY,
});

const fitsAll: Fits = () => true;

export function useFits(fields: readonly Field[]): Fits {
  const { data } = useQuery({ ...fitsQuery, enabled: fields.some((field) => 'pattern' in field && field.pattern !== undefined) });
  return data?.fits ?? fitsAll;
}
