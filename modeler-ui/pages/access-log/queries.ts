/** What the access log reads. */
import { infiniteQueryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';

export const KINDS = ['case', 'resident', 'document', 'search', 'sample'] as const;
type Kind = (typeof KINDS)[number];

const PAGE_SIZE = 200;

export const looksQuery = (kind: Kind | null, login: string | null) =>
  infiniteQueryOptions({
    queryKey: ['access-log', kind, login],
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/v1/access-log', {
        query: {
          limit: PAGE_SIZE,
          ...(kind === null ? {} : { subjectType: kind }),
          ...(login === null ? {} : { login }),
          ...(pageParam === null ? {} : { before: pageParam }),
        },
        signal,
      }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.length < PAGE_SIZE ? null : (page.at(-1)?.id ?? null)),
  });
